//! The format parsers, which are `const fn`s of ours, against well-kept crates: on tables, and on generated text that
//! is nearly right. Where the two differ on purpose, a row says why, and the reference below leaves that out.

use dunder::validation::rules::{Check, CreditCard, Date, DateTime, Email, Hostname, Uuid};
use email_address::{EmailAddress, Options};
use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};
use proptest::prelude::*;
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// What another parser says of a text.
type Verdict = fn(&str) -> bool;

/// The `email_address` crate, as strict as it can be made.
fn email(text: &str) -> bool {
    let options = Options::default()
        .with_required_tld()
        .without_domain_literal()
        .without_display_text();
    EmailAddress::parse_with_options(text, options).is_ok()
}

/// Unicode's own domain-to-ASCII, with the rules of host names (STD 3).
fn hostname(text: &str) -> bool {
    let (deny, hyphens) = (AsciiDenyList::STD3, Hyphens::CheckFirstLast);
    let ascii = Uts46::new().to_ascii(text.as_bytes(), deny, hyphens, DnsLength::Verify);
    ascii.is_ok()
}

fn uuid(text: &str) -> bool {
    uuid::Uuid::try_parse(text).is_ok()
}

fn date_time(text: &str) -> bool {
    OffsetDateTime::parse(text, &Rfc3339).is_ok()
}

fn date(text: &str) -> bool {
    date_time(&format!("{text}T00:00:00Z"))
}

fn luhn(text: &str) -> bool {
    luhn3::valid(text.as_bytes())
}

/// Both are asked, so that a row that no longer says the truth is found, of us or of them.
#[track_caller]
fn differs<R: Check<str>>(ours: &R, theirs: Verdict, rows: &[(&str, bool, &str)]) {
    for (text, taken, why) in rows {
        assert_eq!(ours.accepts(*text), *taken, "ours: {text:?}, {why}");
        assert_eq!(theirs(text), !*taken, "theirs: {text:?}, {why}");
    }
}

#[track_caller]
fn agrees<R: Check<str>>(ours: &R, theirs: Verdict, taken: &[&str], refused: &[&str]) {
    for (texts, verdict) in [(taken, true), (refused, false)] {
        for text in texts {
            assert_eq!(ours.accepts(*text), verdict, "ours: {text:?}");
            assert_eq!(theirs(text), verdict, "theirs: {text:?}");
        }
    }
}

#[test]
fn email_as_email_address_has_it() {
    agrees(
        &Email,
        email,
        &[
            "a@b.de",
            "first.last+tag@sub.example.com",
            "!#$%&'*+-/=?^_`{|}~@example.com",
            "x@1.2.example",
            "1@a-b.c--d.xn--p1ai",
            "A@B.DE",
        ],
        &[
            "",
            "@",
            "a",
            "a@",
            "@b.de",
            "a@b",
            "a@@b.de",
            "a@b@c.de",
            ".a@b.de",
            "a.@b.de",
            "a..b@b.de",
            "a b@c.de",
            "a@b c.de",
            "a@b..de",
            "a@.b.de",
            "a@-b.de",
            "a@b-.de",
            "a@[127.0.0.1]",
            "Name <a@b.de>",
            "a@b.de ",
            " a@b.de",
            "a@b.de\n",
            "a(comment)@b.de",
            "a@b.de,c@d.de",
            "a\u{0}@b.de",
            "\"a@b.de",
        ],
    );
    differs(
        &Email,
        email,
        &[
            (
                "\"a b\"@c.de",
                false,
                "RFC 5321 itself warns against quoted local parts",
            ),
            (
                "ä@b.de",
                false,
                "ASCII only: not every server speaks RFC 6531",
            ),
            (
                "a@bücher.de",
                false,
                "ASCII only: the domain goes in its xn-- form",
            ),
            (
                "a@b_c.de",
                false,
                "the domain is a host name, which has no underscore or other atom character",
            ),
            (
                "a@127.0.0.1",
                false,
                "all digits at the end: an address, not a name",
            ),
        ],
    );
    // RFC 5321 4.5.3.1.3 limits the path too, the crate its two parts alone.
    let of = |first: &str| format!("{}@{first}.{}.de", "a".repeat(64), ["b"; 92].join("."));
    let (longest, longer) = (of("bb"), of("bbb"));
    assert_eq!(longest.len(), 254);
    assert!(Email.accepts(&*longest) && email(&longest));
    assert!(!Email.accepts(&*longer) && email(&longer));
}

#[test]
fn hostname_as_idna_has_it() {
    let (label, long) = ("a".repeat(63), "a".repeat(64));
    let (most, more) = (["a"; 127].join("."), format!("b{}", ["a"; 127].join(".")));
    agrees(
        &Hostname,
        hostname,
        &[
            "a",
            "localhost",
            "A.b-C.9",
            "1.2.3.4",
            "a--b",
            "xn--bcher-kva.de",
            &label,
            &most,
        ],
        &[
            "", ".", "a.", ".a", "a..b", "-a", "a-", "a.-b", "a-.b", "a_b", "a b", "a/b", "a:80",
            "a\0", "a%62", "[::1]", "*.a", &long, &more,
        ],
    );
    differs(
        &Hostname,
        hostname,
        &[
            (
                "bücher.de",
                false,
                "ASCII only, as RFC 1123: what is mapped is not what was given",
            ),
            (
                "\u{212A}elvin",
                false,
                "the same: the Kelvin sign would become a `k`",
            ),
            (
                "a。b",
                false,
                "the same: an ideographic full stop would become a dot",
            ),
            (
                "xn--a",
                true,
                "whether an xn-- label decodes is the resolver's question, not one of RFC 1123",
            ),
        ],
    );
}

#[test]
fn uuid_as_uuid_has_it() {
    agrees(
        &Uuid,
        uuid,
        &[
            "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
            "2EB8AA08-AA98-11EA-B4AA-73B441D16380",
            "00000000-0000-0000-0000-000000000000",
            "ffffffff-ffff-ffff-ffff-ffffffffffff",
        ],
        &[
            "",
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638",
            "2eb8aa08-aa98-11ea-b4aa-73b441d163800",
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638g",
            "2eb8aa0-8aa98-11ea-b4aa-73b441d16380",
            "2eb8aa08_aa98_11ea_b4aa_73b441d16380",
            "2eb8aa08aa98-11ea-b4aa-73b441d16380",
            " 2eb8aa08-aa98-11ea-b4aa-73b441d16380",
            "(2eb8aa08-aa98-11ea-b4aa-73b441d16380)",
        ],
    );
    differs(
        &Uuid,
        uuid,
        &[
            (
                "2eb8aa08aa9811eab4aa73b441d16380",
                false,
                "RFC 9562 writes the dashes",
            ),
            (
                "{2eb8aa08-aa98-11ea-b4aa-73b441d16380}",
                false,
                "braces are Microsoft's",
            ),
            (
                "urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380",
                false,
                "a URN, which `url` takes",
            ),
        ],
    );
}

#[test]
fn dates_as_time_has_them() {
    agrees(
        &Date,
        date,
        &[
            "0000-01-01",
            "0400-02-29",
            "1900-02-28",
            "2000-02-29",
            "2024-12-31",
            "9999-12-31",
        ],
        &[
            "",
            "1900-02-29",
            "2023-02-29",
            "2024-02-30",
            "2024-04-31",
            "2024-00-01",
            "2024-13-01",
            "2024-01-00",
            "2024-01-32",
            "2024-1-1",
            "+2024-01-01",
            "-024-01-01",
            "20240101",
            "2024/01/01",
            "12024-01-01",
            " 2024-01-01",
            "2024-01-01 ",
            "2024-W01-1",
            "2024-001",
        ],
    );
    agrees(
        &DateTime,
        date_time,
        &[
            "2024-02-29T00:00:00Z",
            "2024-02-29t23:59:59z",
            "2024-02-29T23:59:59.123456789012+23:59",
            "2024-02-29T23:59:59-00:00",
            "0000-01-01T00:00:00+00:01",
            "1990-12-31T23:59:60Z",
            "1990-12-31T15:59:60-08:00",
            "1991-01-01T00:59:60.5+01:00",
        ],
        &[
            "",
            "2024-02-29",
            "2024-02-29T00:00Z",
            "2024-02-29T00:00:00",
            "2024-02-29T24:00:00Z",
            "2024-02-29T00:60:00Z",
            "2024-02-29T00:00:61Z",
            "2024-02-29T00:00:60Z",
            "2024-02-29T00:00:00.Z",
            "2024-02-29T00:00:00,5Z",
            "2024-02-29T00:00:00+0100",
            "2024-02-29T00:00:00+01",
            "2024-02-29T00:00:00+24:00",
            "2024-02-29T00:00:00+01:60",
            "2024-02-29T00:00:00 Z",
            "2024-02-29T00:00:00Z ",
            "2023-02-29T00:00:00Z",
            "1990-12-31T23:59:60+01:00",
        ],
    );
    differs(
        &DateTime,
        date_time,
        &[
            (
                "1990-12-30T23:59:60Z",
                true,
                "on which days a leap second is, a service announces: every day's last minute may have one",
            ),
            (
                "2024-02-29 00:00:00Z",
                false,
                "RFC 3339 lets others agree on a blank; a format that is exchanged has the `T`",
            ),
            ("2024-02-29_00:00:00Z", false, "nor on any other character"),
        ],
    );
}

/// All days there are, and some that are none, of two centuries with a leap year at the end of the second one alone.
#[test]
fn every_month_has_its_days() {
    for year in (1800..=2000).chain([0, 100, 400, 9999]) {
        for (month, day) in (0..14).flat_map(|month| (0..33).map(move |day| (month, day))) {
            let text = format!("{year:04}-{month:02}-{day:02}");
            assert_eq!(Date.accepts(&*text), date(&text), "{text}");
        }
    }
}

#[test]
fn card_numbers_as_luhn3_has_them() {
    agrees(
        &CreditCard,
        luhn,
        &[
            "4242424242424242",
            "378282246310005",
            "5555555555554444",
            "6011111111111117",
            "30569309025904",
        ],
        &[
            "4242424242424241",
            "4242 4242 4242 4242",
            "4242-4242-4242-4242",
            "424242424242424a",
            "４２４２４２４２４２４２",
        ],
    );
    differs(
        &CreditCard,
        luhn,
        &[
            (
                "0000000000000000",
                false,
                "no issuer has a number of one digit repeated",
            ),
            (
                "42424242420",
                false,
                "a card's number has 12 digits or more",
            ),
            (
                "42424242424242424242",
                false,
                "and 19 or fewer (ISO/IEC 7812)",
            ),
        ],
    );
}

/// A text that is right, with up to two characters changed, put in or taken out.
fn nearly(
    right: impl Strategy<Value = String>,
    others: &'static str,
) -> impl Strategy<Value = String> {
    let others: Vec<char> = others.chars().collect();
    let edit = (0_usize..300, 0_u8..4, prop::sample::select(others));
    (right, prop::collection::vec(edit, 0..3)).prop_map(|(text, edits)| {
        let mut text: Vec<char> = text.chars().collect();
        for (at, edit, other) in edits {
            let at = at % (text.len() + 1);
            match edit {
                0 => text.insert(at, other),
                1 if at < text.len() => text[at] = other,
                2 if at < text.len() => drop(text.remove(at)),
                3 if at + 1 < text.len() => text.swap(at, at + 1),
                _ => {}
            }
        }
        text.into_iter().collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4000) })]

    #[test]
    fn emails_that_are_nearly_right(text in nearly(
        "[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]{1,9}(\\.[a-z]{1,3}){0,2}@([a-z0-9]{1,4}(-[a-z0-9]{1,2}){0,2}\\.){1,3}[a-z0-9]{1,5}",
        "@..--_+ \t\n\"()<>[]\\,:;a1ä\0",
    )) {
        let last = text.rsplit('.').next().unwrap_or_default();
        let a_number = last.bytes().all(|byte| byte.is_ascii_digit());
        let name = text.rsplit('@').next().is_some_and(hostname);
        let on_purpose = text.starts_with('"') || !text.is_ascii() || a_number || !name;
        prop_assert_eq!(Email.accepts(&*text), email(&text) && !on_purpose, "{:?}", text);
    }

    #[test]
    fn email_parts_of_every_length(local in 0_usize..70, label in 0_usize..70, labels in 0_usize..6) {
        let text = format!("{}@{}de", "a".repeat(local), format!("{}.", "b".repeat(label)).repeat(labels));
        prop_assert_eq!(Email.accepts(&*text), email(&text) && text.len() <= 254, "{:?}", text);
    }

    #[test]
    fn hostnames_that_are_nearly_right(text in nearly(
        "([a-zA-Z0-9]{1,4}(-[a-z0-9]{1,2}){0,2}\\.){0,3}[a-z0-9]{1,5}",
        "..--_ \t\n/:@%a1ä\0",
    )) {
        // A label may have become xn--, which idna decodes.
        let on_purpose = !text.is_ascii() || text.to_ascii_lowercase().contains("xn--");
        prop_assert!(on_purpose || Hostname.accepts(&*text) == hostname(&text), "{:?}", text);
        prop_assert!(text.is_ascii() || !Hostname.accepts(&*text), "{:?}", text);
    }

    #[test]
    fn hostname_labels_of_every_length(label in 0_usize..70, labels in 1_usize..6, last in 0_usize..70) {
        let text = format!("{}{}", format!("{}.", "b".repeat(label)).repeat(labels), "a".repeat(last));
        prop_assert_eq!(Hostname.accepts(&*text), hostname(&text), "{:?}", text);
    }

    #[test]
    fn uuids_that_are_nearly_right(text in nearly(
        "[0-9a-f]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-f]{12}|\\{?[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}\\}?",
        "--{}gF0 \nä２\0",
    )) {
        prop_assert_eq!(Uuid.accepts(&*text), uuid(&text) && text.len() == 36, "{:?}", text);
    }

    #[test]
    fn dates_that_are_nearly_right(text in nearly("[0-9]{4}-(0[0-9]|1[0-3])-[0-3][0-9]", "--+/ 0239ä２\n")) {
        prop_assert_eq!(Date.accepts(&*text), date(&text), "{:?}", text);
    }

    #[test]
    fn moments_that_are_nearly_right(text in nearly(
        "[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-4]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,10})?(Z|z|[+-][0-2][0-9]:[0-6][0-9])",
        "--+::.,TZtz 0269ä２\n",
    )) {
        // Leap seconds have their own test below.
        prop_assume!(text.get(17..19) != Some("60"));
        let on_purpose = !matches!(text.as_bytes().get(10), Some(b'T' | b't'));
        prop_assert_eq!(DateTime.accepts(&*text), date_time(&text) && !on_purpose, "{:?}", text);
    }

    /// The second 60 is right where the second 59 is right and is the last of a day in UTC. `time` asks for the last
    /// day of a month besides.
    #[test]
    fn leap_seconds(
        date in "(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])",
        minute in 0_u16..1440,
        near_midnight in any::<bool>(),
        offset in -1439_i16..1440,
    ) {
        let minute = if near_midnight { (1439 + offset).rem_euclid(1440).unsigned_abs() } else { minute };
        let sign = if offset < 0 { '-' } else { '+' };
        let moment = |second| {
            let (hour, minute, zone) = (minute / 60, minute % 60, offset.unsigned_abs());
            format!("{date}T{hour:02}:{minute:02}:{second}{sign}{:02}:{:02}", zone / 60, zone % 60)
        };
        let before = OffsetDateTime::parse(&moment(59), &Rfc3339);
        let last = before.is_ok_and(|at| {
            let utc = at.to_offset(UtcOffset::UTC);
            (utc.hour(), utc.minute()) == (23, 59)
        });
        let text = moment(60);
        prop_assert_eq!(DateTime.accepts(&*text), last, "{:?}", text);
        prop_assert!(last || !date_time(&text), "{:?}", text);
    }

    #[test]
    fn numbers_with_a_check_digit(text in nearly("[0-9]{10,21}|(0|4242){5,20}", " -0a４9")) {
        let one_digit = text.chars().all(|digit| text.starts_with(digit));
        let right = luhn(&text) && (12..=19).contains(&text.len()) && !one_digit;
        prop_assert_eq!(CreditCard.accepts(&*text), right, "{:?}", text);
    }

    /// Of ten check digits one is right: without this, numbers that are taken would be rare.
    #[test]
    fn one_check_digit_of_ten_is_right(front in "[0-9]{11,18}") {
        let texts: Vec<String> = (0..10).map(|digit| format!("{front}{digit}")).collect();
        let taken = |verdict: &dyn Fn(&str) -> bool| texts.iter().filter(|text| verdict(text)).count();
        prop_assert_eq!(taken(&luhn), 1);
        for text in texts.iter().filter(|text| text[1..] != text[..text.len() - 1]) {
            prop_assert_eq!(CreditCard.accepts(text), luhn(text), "{:?}", text);
        }
    }
}
