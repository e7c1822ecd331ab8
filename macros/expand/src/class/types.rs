//! What a type is *as written*. A macro sees tokens, not types: an alias of `String` is not a `String` here.

use syn::{GenericArgument, PathArguments, Type};

use crate::collect::Collect as _;

/// The type without the invisible groups that `macro_rules!` leaves around it, and without parentheses.
#[must_use]
pub fn ungroup(mut ty: &Type) -> &Type {
    loop {
        ty = match ty {
            Type::Group(group) => &group.elem,
            Type::Paren(paren) => &paren.elem,
            _ => return ty,
        };
    }
}

/// The last name of a path type and its type arguments: `Vec` and `[u8]` for `std::vec::Vec<u8>`.
#[must_use]
pub fn named(ty: &Type) -> Option<(String, Vec<&Type>)> {
    let Type::Path(path) = ungroup(ty) else {
        return None;
    };
    if path.qself.is_some() {
        return None;
    }
    let last = path.path.segments.last()?;
    let arguments = match &last.arguments {
        PathArguments::AngleBracketed(arguments) => arguments
            .args
            .iter()
            .filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(ty),
                _ => None,
            })
            .collect_vec(),
        _ => Vec::new(),
    };
    Some((last.ident.to_string(), arguments))
}

/// The argument of `Name<T>`.
#[must_use]
pub fn argument<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    match named(ty)? {
        (found, arguments) if found == name && arguments.len() == 1 => Some(arguments[0]),
        _ => None,
    }
}

/// `T` of `Option<T>`.
#[must_use]
pub fn option(ty: &Type) -> Option<&Type> {
    argument(ty, "Option")
}

/// Whether it is `String`.
#[must_use]
pub fn is_string(ty: &Type) -> bool {
    named(ty).is_some_and(|(name, arguments)| name == "String" && arguments.is_empty())
}

/// Whether it is a primitive that is copied: a number, `bool` or `char`.
#[must_use]
pub fn is_primitive(ty: &Type) -> bool {
    is_number(ty) || matches!(named(ty), Some((name, _)) if name == "bool" || name == "char")
}

/// What [`is_std`] by its name.
const STD: &[&str] = &[
    "String", "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8",
    "u16", "u32", "u64", "u128", "usize",
];

/// Whether it is sure to be std's: a primitive, `String`, or an `Option` or `Vec` of such, by its bare name and with one
/// argument, so that `heapless::Vec<u8, 8>` and `bumpalo`'s `Vec<'a, u8>` are none.
#[must_use]
pub fn is_std(ty: &Type) -> bool {
    let Type::Path(path) = ungroup(ty) else {
        return false;
    };
    if path.qself.is_some() || path.path.leading_colon.is_some() || path.path.segments.len() != 1 {
        return false;
    }
    let last = &path.path.segments[0];
    match &last.arguments {
        PathArguments::None => STD.contains(&last.ident.to_string().as_str()),
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(inner)) if arguments.args.len() == 1 => {
                (last.ident == "Option" || last.ident == "Vec") && is_std(inner)
            }
            _ => false,
        },
        PathArguments::Parenthesized(_) => false,
    }
}

/// Whether it is a primitive number.
#[must_use]
pub fn is_number(ty: &Type) -> bool {
    is_float(ty) || is_integer(ty)
}

/// Whether it is `f32` or `f64`.
#[must_use]
pub fn is_float(ty: &Type) -> bool {
    matches!(named(ty), Some((name, _)) if name == "f32" || name == "f64")
}

/// Whether it is a primitive integer.
#[must_use]
pub fn is_integer(ty: &Type) -> bool {
    named(ty).is_some_and(|(name, _)| {
        let digits = name.trim_start_matches(['i', 'u']);
        name.len() - digits.len() == 1
            && matches!(digits, "8" | "16" | "32" | "64" | "128" | "size")
    })
}

/// Whether a copy is handed out by value: primitives, shared references, and arrays and tuples of those.
#[must_use]
pub fn is_copy(ty: &Type) -> bool {
    match ungroup(ty) {
        Type::Reference(reference) => reference.mutability.is_none(),
        Type::Array(array) => is_copy(&array.elem),
        Type::Tuple(tuple) => tuple.elems.iter().all(is_copy),
        ty => is_primitive(ty) || option(ty).is_some_and(is_copy),
    }
}

/// Whether values can change behind a shared reference, as far as std's types as written tell.
#[must_use]
pub fn is_interior_mutable(ty: &Type) -> bool {
    named(ty).is_some_and(|(name, _)| {
        name.starts_with("Atomic")
            || matches!(
                name.as_str(),
                "Cell"
                    | "RefCell"
                    | "UnsafeCell"
                    | "OnceCell"
                    | "LazyCell"
                    | "Mutex"
                    | "RwLock"
                    | "OnceLock"
                    | "LazyLock"
            )
    })
}

/// A number or a string behind a pointer: rules look at what is in the box.
#[must_use]
pub fn boxed(ty: &Type) -> Option<&Type> {
    let inner = ["Box", "Rc", "Arc"]
        .into_iter()
        .find_map(|pointer| argument(ty, pointer))?;
    (is_primitive(inner) || is_string(inner)).then_some(inner)
}

/// What the rules of a field are about: the value in an `Option`, and in a [box](boxed).
#[must_use]
pub fn ruled(ty: &Type) -> &Type {
    let ty = option(ty).unwrap_or(ty);
    boxed(ty).unwrap_or(ty)
}

/// The items' type of a list, array, slice or set.
#[must_use]
pub fn item(ty: &Type) -> Option<&Type> {
    match ungroup(ty) {
        Type::Array(array) => Some(&array.elem),
        Type::Slice(slice) => Some(&slice.elem),
        Type::Reference(reference) => match ungroup(&reference.elem) {
            Type::Slice(slice) => Some(&slice.elem),
            _ => None,
        },
        ty => {
            let (name, arguments) = named(ty)?;
            match (name.as_str(), arguments.as_slice()) {
                (
                    "Vec" | "VecDeque" | "LinkedList" | "BinaryHeap" | "BTreeSet" | "HashSet",
                    [item, ..],
                ) => Some(item),
                ("Box" | "Rc" | "Arc", [inner]) => match ungroup(inner) {
                    Type::Slice(slice) => Some(&slice.elem),
                    _ => None,
                },
                _ => None,
            }
        }
    }
}

/// The key's and the value's type of a map.
#[must_use]
pub fn entry(ty: &Type) -> Option<(&Type, &Type)> {
    let (name, arguments) = named(ty)?;
    match (name.as_str(), arguments.as_slice()) {
        ("HashMap" | "BTreeMap", [key, value, ..]) => Some((key, value)),
        _ => None,
    }
}

/// Whether values of the type have no size, as written: `str`, `[T]`, `dyn Trait`.
#[must_use]
pub fn is_unsized(ty: &Type) -> bool {
    match ungroup(ty) {
        Type::Slice(_) | Type::TraitObject(_) => true,
        ty => named(ty).is_some_and(|(name, _)| name == "str"),
    }
}

/// Whether there is a float in it, as far as std's types as written tell: then it has neither `Eq` nor `Hash`.
#[must_use]
pub fn holds_float(ty: &Type) -> bool {
    is_float(ty) || parts(ty).into_iter().any(holds_float)
}

/// Whether `#[field(total)]` fits a type that holds a float.
#[must_use]
pub fn is_totalled(ty: &Type) -> bool {
    let fits = match ungroup(ty) {
        Type::Reference(_) | Type::Array(_) | Type::Slice(_) => true,
        Type::Tuple(tuple) => tuple.elems.len() <= 4,
        ty => named(ty).is_some_and(|(name, _)| {
            matches!(name.as_str(), "Option" | "Vec" | "Box" | "Rc" | "Arc")
        }),
    };
    is_float(ty) || (fits && parts(ty).into_iter().all(is_totalled))
}

/// The types of the values that are inside one of std's containers.
fn parts(ty: &Type) -> Vec<&Type> {
    match ungroup(ty) {
        Type::Reference(reference) => vec![&reference.elem],
        Type::Array(array) => vec![&array.elem],
        Type::Slice(slice) => vec![&slice.elem],
        Type::Tuple(tuple) => tuple.elems.iter().collect_vec(),
        ty => match named(ty) {
            Some((name, arguments))
                if matches!(
                    name.as_str(),
                    "Option" | "Vec" | "VecDeque" | "Box" | "Rc" | "Arc" | "BTreeMap"
                ) =>
            {
                arguments
            }
            _ => Vec::new(),
        },
    }
}
