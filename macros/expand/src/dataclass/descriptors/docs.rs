//! What the docs of accessors say of a field's descriptors.

use crate::class::Field;
use crate::class::descriptor::{Argument, Descriptor};
use crate::collect::Collect as _;
use crate::dataclass::metadata::text;
use crate::dataclass::rules::Run;

/// The field's own docs, and what guards it.
#[must_use]
pub(super) fn getter(field: &Field) -> String {
    let own = field.docs();
    let own = if own.is_empty() {
        format!("The `{}`.", field.label())
    } else {
        own
    };
    match guarded(field) {
        Some(guarded) => format!("{own}\n\n{guarded}"),
        None => own,
    }
}

/// A line of what a method does with a field, and what guards that.
#[must_use]
pub(in crate::dataclass) fn line(line: &str, field: &Field) -> String {
    match guarded(field) {
        Some(guarded) => format!("{line} {guarded}"),
        None => line.to_owned(),
    }
}

/// The same, and the field's own docs.
#[must_use]
pub(in crate::dataclass) fn about(line: &str, field: &Field) -> String {
    let mut text = self::line(line, field);
    let own = field.docs();
    if !own.is_empty() {
        text.push_str("\n\n");
        text.push_str(&own);
    }
    text
}

/// `Guarded by `positive`, `le = 10`.`
fn guarded(field: &Field) -> Option<String> {
    let list = field
        .descriptors
        .iter()
        .map(|step| format!("`{}`", written(step)));
    let list = list.collect_vec().join(", ");
    (!list.is_empty()).then(|| format!("Guarded by {list}."))
}

/// A descriptor as its author wrote it, without its wording.
fn written(step: &Descriptor) -> String {
    let name = step.rule.key.name;
    match &step.argument {
        Argument::None => name.to_owned(),
        // Which descriptor it is says its type; what is in it may be long.
        Argument::Expr(expr, _) if step.rule.run == Run::Via => {
            let text = text(expr);
            format!(
                "via = {}",
                text.split([' ', '(', '{']).next().unwrap_or_default()
            )
        }
        Argument::Expr(expr, _) => format!("{name} = {}", text(expr)),
        Argument::Str(literal) => format!("{name} = {}", text(literal)),
        Argument::Inner(inner) => {
            let inner: Vec<_> = inner.iter().map(written).collect_vec();
            format!("{name}({})", inner.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::tokens::quote;

    #[test]
    fn every_method_that_takes_a_value_says_what_guards_it() {
        let item = quote! {
            struct Product {
                /// In euros.
                #[field(positive, le = 10)]
                price: f64,
                /// See [`Self::price`].
                #[field(default = 3)]
                plain: u8,
            }
        };
        let text = crate::dataclass::expand(quote!(builder), item).to_string();
        let guarded = "Guarded by `positive`, `le = 10`.";
        let own = "# [doc = \"\"] # [doc = \" In euros.\"]";
        for (start, more) in [
            ("Sets `price`.", own),
            ("The same with another `price`.", ""),
            ("Gives `price`.", own),
        ] {
            let line = format!("# [doc = \" {start} {guarded}\"] {more}");
            assert!(text.contains(&line), "{line} in {text}");
        }
        assert!(text.contains("# [doc = \" In euros.\"] # [doc = \"\"] # [doc = \" Guarded by"));
        assert!(text.contains("# [doc = \" The same with another `plain`.\"]"));
        assert!(text.contains(
            "# [doc = \" Gives `plain`.\"] # [doc = \"\"] # [doc = \" See [`Product::price`].\"]"
        ));
    }
}
