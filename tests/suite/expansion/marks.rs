//! `#[automatically_derived]` stands on impls of traits and nowhere else: rustc phases it out on everything besides.

use proc_macro2::TokenStream;
use syn::visit::{self, Visit};

use super::ENTRIES;
use super::corpus::{CLASSES, OTHERS};

/// What stands under the mark, and what lacks it.
#[derive(Default)]
struct Marks {
    wrong: Vec<String>,
    traits: usize,
}

fn is_marked(attributes: &[syn::Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident("automatically_derived"))
}

impl Visit<'_> for Marks {
    fn visit_attribute(&mut self, attribute: &syn::Attribute) {
        if attribute.path().is_ident("automatically_derived") {
            self.wrong
                .push("an item that is no impl of a trait".to_owned());
        }
    }

    fn visit_item_impl(&mut self, item: &syn::ItemImpl) {
        if item.trait_.is_some() && is_marked(&item.attrs) {
            self.traits += 1;
        } else if is_marked(&item.attrs) {
            self.wrong.push("an inherent impl".to_owned());
        }
        for item in &item.items {
            visit::visit_impl_item(self, item);
        }
    }
}

#[test]
fn traits_alone_are_marked_as_derived() {
    let classes = CLASSES
        .iter()
        .map(|(arguments, item)| ("dataclass", *arguments, *item));
    let others = OTHERS
        .iter()
        .map(|(entry, arguments, item)| (*entry, *arguments, *item));
    let mut traits = 0;
    for (entry, arguments, item) in classes.chain(others) {
        let (_, expand) = ENTRIES
            .iter()
            .find(|(name, _)| *name == entry)
            .expect(entry);
        let parse = |text: &str| text.parse::<TokenStream>().expect("tokens");
        let file: syn::File = syn::parse2(expand(parse(arguments), parse(item))).expect("items");
        let mut marks = Marks::default();
        marks.visit_file(&file);
        assert!(
            marks.wrong.is_empty(),
            "{entry}({arguments}) {item}: {:?}",
            marks.wrong
        );
        traits += marks.traits;
    }
    assert!(traits > 20, "only {traits} impls of traits were seen");
}
