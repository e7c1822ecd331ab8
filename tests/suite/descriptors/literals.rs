//! What is said of literal defaults at compile time is what the rules say of values at run time.

use dunder::validation::rules::{Check, HttpUrl, Pattern, Url, literal};
use dunder_expand::dataclass::descriptors::pattern::matches;
use proptest::prelude::*;

/// The engine for defaults against the `regex` crate.
#[test]
fn patterns() {
    let patterns = [
        "",
        "a",
        "^a",
        "a$",
        "^a$",
        "^$",
        "a+",
        "a*b",
        "^(ab|a)(bc|c)?$",
        "^[a-z0-9]{2,3}$",
        "^(a{2}){2}$",
        "^(a|b)*c",
        "x?y?z?$",
        r"^\d+$",
        r"^\p{Lu}",
        r"\bab\b",
        r"\Bb",
        r"(?i)^AB",
        "(?m)^b$",
        "(?s)a.b",
        "a.b",
        "^.{2}$",
        r"(?-u:\b)b",
        "^(?:a?){3}a{3}$",
        "[^a]",
        "^(a*)*$",
        "^(a*)+b",
        "ä",
        "^ä{2}$",
        "(a|ab)(c|bcd)(d*)$",
        r"\w\s\w",
    ];
    let texts = [
        "",
        "a",
        "b",
        "ab",
        "abc",
        "abcd",
        "aaa",
        "aaaa",
        "aab",
        "a\nb",
        "b\na",
        "AB",
        "Ab",
        "12",
        "ab1",
        "ää",
        "äa",
        "xyz",
        "y",
        "a b",
        "ab cd",
        "١٢",
        "ß",
        "aaaaaa",
        "\u{1F4A9}\u{1F4A9}",
    ];
    for pattern in patterns {
        let real = Pattern::new(pattern);
        for text in texts {
            assert_eq!(
                matches(pattern, text),
                Some(real.accepts(text)),
                "{pattern} on {text:?}"
            );
        }
    }
    // Not known here, and not said to be broken.
    for pattern in [r"(?Rm)a$", r"\b{start}a", "(a{1000}){1000}", "("] {
        assert_eq!(matches(pattern, "a"), None, "{pattern}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4000) })]

    #[test]
    fn what_no_url_can_be_is_no_url(
        text in "[hH]ttps?:/{0,3}[a.@:?#/%\\[\\]1 \"<`\\\\ä\t]{0,8}|[a-z+.1]{0,4}:?[/a.@:?#%\\\\ \u{7f}\u{1}]{0,6}"
    ) {
        let refused = (!literal::url(&text), !literal::http_url(&text));
        prop_assert!(!(refused.0 && Url.accepts(&text)), "{}", text);
        prop_assert!(!(refused.1 && HttpUrl.accepts(&text)), "{}", text);
    }
}

#[test]
fn what_is_no_url_at_a_glance() {
    for text in [
        "",
        "example.com",
        "//example.com",
        ":a",
        "1a:b",
        "http://a b",
        " http://a.b",
        "http://a.b\n",
    ] {
        assert!(!literal::url(text), "{text}");
    }
    for text in [
        "ftp://a.b",
        "http:a.b",
        "http:/a.b",
        "http://",
        "http:///a",
        "httpx://a",
        "javascript:alert(1)",
    ] {
        assert!(!literal::http_url(text), "{text}");
    }
    // Strange, and a host to the parser.
    for text in ["HTTPS://u:p@a.b:80/c?d#e", "http://\""] {
        assert!(literal::http_url(text) && HttpUrl.accepts(text), "{text}");
    }
}
