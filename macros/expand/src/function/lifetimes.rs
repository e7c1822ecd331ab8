//! A signature's types with every lifetime spelt out, by the elision rules of the language, so that they can be
//! written where those rules do not reach: `for<'a, 'b> Fn(&'a Self, &'b str) -> &'a str`.

use proc_macro2::Span;
use syn::{
    AngleBracketedGenericArguments, GenericArgument, GenericParam, Lifetime, PathArguments,
    ReturnType, Type, TypeParamBound,
};

use super::{Function, Passing};
use crate::collect::Collect as _;

/// A signature's types, no lifetime left out.
pub struct Explicit {
    /// Every lifetime: the declared ones, then those that were left out.
    pub lifetimes: Vec<Lifetime>,
    /// The type of `self`.
    pub receiver: Option<Type>,
    /// The types of the other arguments.
    pub inputs: Vec<Type>,
    /// What is returned; none for `()`.
    pub output: Option<Type>,
    /// The lifetimes in the output other than `'static`, each once: it borrows from these arguments.
    pub borrowed: Vec<Lifetime>,
}

impl Explicit {
    /// Spells out the lifetimes of `function`.
    #[must_use]
    pub fn of(function: &Function) -> Self {
        let declared = function.sig.generics.params.iter();
        let declared = declared.filter_map(|param| match param {
            GenericParam::Lifetime(param) => Some(param.lifetime.clone()),
            _ => None,
        });
        let mut walk = Walk {
            lifetimes: declared.collect_vec(),
            met: Vec::new(),
            given: None,
        };
        let receiver = function.sig.receiver.as_ref().map(|receiver| {
            let mut ty = receiver.ty.clone();
            walk.ty(&mut ty);
            ty
        });
        // A lifetime of the receiver, as in `&self` and `self: Pin<&mut Self>`, is the one that the output has.
        let of_receiver = walk.met.first().cloned();
        let inputs = function.sig.arguments.iter().map(|argument| {
            let mut ty = argument.ty.clone();
            // `impl Trait` has parameters of its own; whoever asks refuses it or keeps it as written.
            if argument.passing != Passing::Impl {
                walk.ty(&mut ty);
            }
            ty
        });
        let inputs = inputs.collect_vec();
        let mut of_inputs = std::mem::take(&mut walk.met);
        of_inputs.dedup();
        walk.given = match (of_receiver, &of_inputs[..]) {
            (Some(lifetime), _) => Some(lifetime),
            (None, [only]) => Some(only.clone()),
            // Nothing to go by: rustc has an error of its own for that.
            _ => Some(Lifetime::new("'_", Span::call_site())),
        };
        let output = match &function.sig.output {
            ReturnType::Default => None,
            ReturnType::Type(_, ty) => {
                let mut ty = (**ty).clone();
                walk.ty(&mut ty);
                Some(ty)
            }
        };
        let mut borrowed = Vec::new();
        for lifetime in walk.met {
            if !borrowed.contains(&lifetime) {
                borrowed.push(lifetime);
            }
        }
        Self {
            lifetimes: walk.lifetimes,
            receiver,
            inputs,
            output,
            borrowed,
        }
    }
}

struct Walk {
    lifetimes: Vec<Lifetime>,
    /// The lifetimes met so far, `'static` left out.
    met: Vec<Lifetime>,
    /// What a lifetime that is left out stands for; none where each is a new one.
    given: Option<Lifetime>,
}

impl Walk {
    fn elided(&mut self) -> Lifetime {
        let lifetime = self.given.clone().unwrap_or_else(|| {
            let name = format!("'elided{}", self.lifetimes.len());
            let fresh = Lifetime::new(&name, Span::mixed_site());
            self.lifetimes.push(fresh.clone());
            fresh
        });
        self.met.push(lifetime.clone());
        lifetime
    }

    fn lifetime(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident == "_" {
            *lifetime = self.elided();
        } else if lifetime.ident != "static" {
            self.met.push(lifetime.clone());
        }
    }

    fn ty(&mut self, ty: &mut Type) {
        match ty {
            Type::Reference(reference) => {
                match &mut reference.lifetime {
                    Some(lifetime) => self.lifetime(lifetime),
                    none => *none = Some(self.elided()),
                }
                self.ty(&mut reference.elem);
            }
            Type::Path(path) => {
                if let Some(qself) = &mut path.qself {
                    self.ty(&mut qself.ty);
                }
                for segment in &mut path.path.segments {
                    self.arguments(&mut segment.arguments);
                }
            }
            Type::Tuple(tuple) => tuple.elems.iter_mut().for_each(|elem| self.ty(elem)),
            Type::Array(array) => self.ty(&mut array.elem),
            Type::Slice(slice) => self.ty(&mut slice.elem),
            Type::Paren(paren) => self.ty(&mut paren.elem),
            Type::Group(group) => self.ty(&mut group.elem),
            Type::Ptr(pointer) => self.ty(&mut pointer.elem),
            Type::TraitObject(object) => self.bounds(object.bounds.iter_mut()),
            Type::ImplTrait(opaque) => self.bounds(opaque.bounds.iter_mut()),
            // Function pointers have elision rules and binders of their own.
            _ => {}
        }
    }

    fn bounds<'a>(&mut self, bounds: impl Iterator<Item = &'a mut TypeParamBound>) {
        for bound in bounds {
            match bound {
                TypeParamBound::Lifetime(lifetime) => self.lifetime(lifetime),
                TypeParamBound::Trait(bound) => {
                    for segment in &mut bound.path.segments {
                        self.arguments(&mut segment.arguments);
                    }
                }
                _ => {}
            }
        }
    }

    fn arguments(&mut self, arguments: &mut PathArguments) {
        // `Fn(&T) -> &U` has rules of its own.
        if let PathArguments::AngleBracketed(AngleBracketedGenericArguments { args, .. }) =
            arguments
        {
            for argument in args {
                match argument {
                    GenericArgument::Lifetime(lifetime) => self.lifetime(lifetime),
                    GenericArgument::Type(ty) => self.ty(ty),
                    GenericArgument::AssocType(assoc) => self.ty(&mut assoc.ty),
                    _ => {}
                }
            }
        }
    }
}
