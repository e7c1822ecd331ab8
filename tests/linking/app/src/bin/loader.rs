//! Loads the shared object that is given, asks it, and lets it go.

use std::ffi::{CString, c_char, c_int, c_void};

unsafe extern "C" {
    fn dlopen(name: *const c_char, flags: c_int) -> *mut c_void;
    fn dlclose(handle: *mut c_void) -> c_int;
    fn dlsym(handle: *mut c_void, name: *const c_char) -> *mut c_void;
}

fn main() {
    let name = std::env::args().nth(1).expect("the shared object");
    let name = CString::new(name).expect("a path");
    // SAFETY: both names end in zero, and the function has this type.
    let (handle, keys) = unsafe {
        let handle = dlopen(name.as_ptr(), 2);
        assert!(!handle.is_null(), "it loads");
        let symbol = dlsym(handle, c"number_of_keys".as_ptr());
        assert!(!symbol.is_null(), "it has the function");
        let keys = std::mem::transmute::<*mut c_void, extern "C" fn() -> usize>(symbol)();
        (handle, keys)
    };
    println!("{keys} keys in the object, {} in the program", host::report());
    // SAFETY: it was opened just above, and nothing of it is used from here on.
    assert_eq!(unsafe { dlclose(handle) }, 0);
    println!("afterwards {}", host::report());
}
