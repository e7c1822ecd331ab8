//! Bounds (table 1e and the hygiene matrix 1f of the survey): what is inferred, and what has to compile.

use dunder::repr;
use std::collections::HashMap;
use std::marker::PhantomData;
use std::rc::Rc;

/// No `Repr`, no `Debug`.
struct Nothing;

#[test]
fn a_parameter_in_a_phantom_or_a_function_pointer_needs_no_bound() {
    #[derive(dunder::Repr, dunder::Display)]
    struct Tagged<T, U> {
        id: u8,
        tag: PhantomData<T>,
        of: std::marker::PhantomData<(T, U)>,
    }
    let value = Tagged::<Nothing, Nothing> {
        id: 1,
        tag: PhantomData,
        of: PhantomData,
    };
    assert_eq!(
        value.to_string(),
        "Tagged(id=1, tag=PhantomData, of=PhantomData)"
    );

    #[derive(dunder::Repr)]
    struct Call<T>(fn(T) -> T, *const T);
    let same: fn(Nothing) -> Nothing = |nothing| nothing;
    let value = Call(same, std::ptr::null());
    assert_eq!(repr(&value), format!("Call({:?}, 0x0)", value.0));
}

#[test]
fn hidden_fields_need_no_bound() {
    #[derive(dunder::Repr)]
    #[allow(dead_code)]
    struct Partly<A, B, C> {
        shown: u8,
        #[field(repr = false)]
        a: A,
        #[field(secret)]
        b: B,
        #[field(repr_with = nothing)]
        c: C,
    }
    fn nothing<T>(_: &T, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("?")
    }
    let value = Partly {
        shown: 1,
        a: Nothing,
        b: Nothing,
        c: Nothing,
    };
    assert_eq!(repr(&value), "Partly(shown=1, b='**********', c=?)");
}

#[test]
fn references_lifetimes_and_constants() {
    #[derive(dunder::Repr, dunder::Display)]
    struct Borrowed<'a, 'b: 'a, T, const N: usize> {
        a: &'a T,
        b: &'a mut [T; N],
        c: &'b str,
        d: &'a dyn dunder::Repr,
        e: Box<dyn dunder::Repr + 'b>,
    }
    let value = Borrowed {
        a: &1,
        b: &mut [2, 3],
        c: "c",
        d: &4.0,
        e: Box::new(None::<u8>),
    };
    assert_eq!(
        value.to_string(),
        "Borrowed(a=1, b=[2, 3], c='c', d=4.0, e=None)"
    );
}

#[test]
fn associated_types() {
    trait Source {
        type Item;
        type Nested: Source;
    }
    impl Source for Nothing {
        type Item = u8;
        type Nested = Nothing;
    }
    #[derive(dunder::Repr, dunder::Display)]
    struct Of<S: Source> {
        item: S::Item,
        same: <S as Source>::Item,
        deep: Vec<<<S as Source>::Nested as Source>::Item>,
    }
    assert_eq!(
        Of::<Nothing> {
            item: 1,
            same: 2,
            deep: vec![3]
        }
        .to_string(),
        "Of(item=1, same=2, deep=[3])"
    );
}

#[test]
fn recursive_and_mutually_recursive() {
    #[derive(dunder::Repr, dunder::Display)]
    struct List<T> {
        value: T,
        next: Option<Box<List<T>>>,
    }
    let list = List {
        value: 1,
        next: Some(Box::new(List {
            value: 2,
            next: None,
        })),
    };
    assert_eq!(
        list.to_string(),
        "List(value=1, next=List(value=2, next=None))"
    );

    #[derive(dunder::Repr)]
    enum Tree<T> {
        Leaf(T),
        Node(Forest<T>),
    }
    #[derive(dunder::Repr)]
    struct Forest<T> {
        trees: Vec<Tree<T>>,
        named: HashMap<String, Rc<Tree<T>>>,
    }
    let forest = Forest {
        trees: vec![
            Tree::Leaf(1.0),
            Tree::Node(Forest {
                trees: vec![],
                named: HashMap::new(),
            }),
        ],
        named: HashMap::from([("x".to_owned(), Rc::new(Tree::Leaf(2.0)))]),
    };
    assert_eq!(
        repr(&forest),
        "Forest(trees=[Tree.Leaf(1.0), Tree.Node(Forest(trees=[], named={}))], named={'x': Tree.Leaf(2.0)})"
    );

    #[derive(dunder::Repr)]
    struct Left<T>(T, Option<Box<Right<T>>>);
    #[derive(dunder::Repr)]
    struct Right<T>(T, Option<Box<Left<T>>>);
    let left = Left(1, Some(Box::new(Right(2, Some(Box::new(Left(3, None)))))));
    assert_eq!(repr(&left), "Left(1, Right(2, Left(3, None)))");
}

#[test]
fn self_and_macro_made_types() {
    #[derive(dunder::Repr)]
    struct Me {
        children: Vec<Self>,
    }
    assert_eq!(
        repr(&Me {
            children: vec![Me { children: vec![] }]
        }),
        "Me(children=[Me(children=[])])"
    );
    macro_rules! make {
        ($name:ident, $t:ty, $($field:ident: $of:ty),*) => {
            #[derive(dunder::Repr, dunder::Display)]
            struct $name<T> where T: Clone { inner: $t, $($field: $of,)* of: T }
        };
    }
    make!(Made, Option<(u8, T)>, a: &'static str, b: [T; 1]);
    let value = Made {
        inner: Some((1, 2)),
        a: "a",
        b: [3],
        of: 4,
    };
    assert_eq!(value.to_string(), "Made(inner=(1, 2), a='a', b=[3], of=4)");
}

#[test]
fn cfg_on_fields_and_variants() {
    #[dunder::dataclass]
    struct Conditional {
        a: u8,
        #[cfg(any())]
        b: Missing,
        #[cfg(not(any()))]
        c: u8,
    }
    assert_eq!(Conditional::new(1, 2).to_string(), "Conditional(a=1, c=2)");
    #[derive(dunder::Repr)]
    #[allow(dead_code)]
    enum Variants {
        #[cfg(any())]
        Gone(Missing),
        Here(#[cfg(any())] Missing, u8),
    }
    assert_eq!(repr(&Variants::Here(1)), "Variants.Here(1)");
}
