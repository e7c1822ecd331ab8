//! The rows of the conformance table about formats: email, addresses, URLs, UUIDs, host names, dates,
//! card numbers.

use dunder::validation::rules::{
    Alphanumeric, CreditCard, Date, DateTime, Email, Hostname, HttpUrl, Ipv4, Ipv6, Slug, Url, Uuid,
};

use super::conformance::{accepts, refuses};

const EMAILS: &[&str] = &[
    "te~st@example.com",
    "a.b+c@sub.example.org",
    "x@1.2.example",
];

#[test]
fn row_37_email_with_a_tilde() {
    accepts(&Email, EMAILS);
}

#[test]
fn row_38_email_with_misplaced_dots() {
    // The strict verdict: no mail server takes them, though the HTML standard does.
    refuses(&Email, &[".a@b.com", "a.@b.com", "a..b@b.com"]);
}

#[test]
fn row_39_email_with_a_quoted_local_part() {
    // Refused, and there is no mode: RFC 5321 itself warns against them.
    refuses(&Email, &["\"joe bloggs\"@example.com"]);
}

#[test]
fn row_40_and_41_email_at_an_address() {
    // Address literals are refused, valid or not: nobody gives one as his address.
    refuses(
        &Email,
        &[
            "a@[127.0.0.1]",
            "a@[127.0.0.256]",
            "joe@[IPv6:::1]",
            "a@[::1]",
            "a@127.0.0.1",
        ],
    );
}

#[test]
fn row_42_and_43_email_with_brackets_inside() {
    refuses(&Email, &["test@a[255.255.255.255]", "a@x y z[127.0.0.1]"]);
}

#[test]
fn row_44_email_local_part_of_64_and_65() {
    accepts(&Email, &[format!("{}@example.com", "a".repeat(64))]);
    refuses(&Email, &[format!("{}@example.com", "a".repeat(65))]);
}

#[test]
fn row_45_email_label_of_63_and_64() {
    accepts(&Email, &[format!("a@{}.com", "b".repeat(63))]);
    refuses(&Email, &[format!("a@{}.com", "b".repeat(64))]);
}

#[test]
fn row_46_and_47_email_with_a_line_or_a_dot_behind() {
    refuses(&Email, &["a@b.com\n", "a\n@b.com", "a@b.com."]);
}

#[test]
fn row_48_and_49_email_at_a_label_that_is_none() {
    refuses(&Email, &["a@-b.com", "a@b-.com", "a@exam_ple.com"]);
}

#[test]
fn row_50_email_with_two_ats() {
    refuses(&Email, &["something@@somewhere.com"]);
}

#[test]
fn row_51_and_52_email_with_a_name_spaces_or_a_second_one() {
    refuses(&Email, &["Name <a@b.com>", " a@b.com ", "a@b.com, c@d.com"]);
}

#[test]
fn row_53_email_at_a_single_label() {
    refuses(&Email, &["a@localhost", "a@b"]);
}

#[test]
fn row_54_email_of_another_script() {
    // ASCII only: in its ASCII form (xn--…) the domain is taken.
    refuses(&Email, &["δοκιμή@example.com", "a@παράδειγμα.example"]);
    accepts(&Email, &["a@xn--hxajbheg2az3al.example"]);
}

#[test]
fn row_55_and_56_email_with_a_wide_at_or_control_characters() {
    refuses(&Email, &["user＠example.com", "a@b.com\0", "a\u{7f}@b.com"]);
}

#[test]
fn row_57_ipv4_in_other_forms() {
    accepts(&Ipv4, &["127.0.0.1", "0.0.0.0", "255.255.255.255"]);
    refuses(&Ipv4, &["127.0.0.01", "127.1", "0x7f.0.0.1", "2130706433"]);
}

#[test]
fn row_58_and_59_ipv4_of_other_digits_or_with_more_behind() {
    refuses(&Ipv4, &["1২7.0.0.1", "１.1.1.1"]);
    refuses(
        &Ipv4,
        &["192.168.0.1\0.evil.com", "1.2.3.4/24", "1.2.3.4:80"],
    );
}

#[test]
fn row_60_and_61_ipv6() {
    accepts(&Ipv6, &["::", "1::d6:192.168.0.1", "::ffff:192.168.0.1"]);
    refuses(&Ipv6, &["1::d6::42", "12345::", "[::1]", "fe80::a%eth1"]);
}

#[test]
fn row_62_url_of_any_scheme_and_of_http() {
    accepts(
        &Url,
        &[
            "javascript:alert(1)",
            "file:///etc/passwd",
            "http://example.com/?q=1#a",
        ],
    );
    // `C:\x` is a URL of scheme `c` only by repair of its backslash, and nothing is repaired.
    refuses(&Url, &["C:\\x"]);
    refuses(
        &HttpUrl,
        &[
            "javascript:alert(1)",
            "file:///etc/passwd",
            "C:\\x",
            "ftp://a.b",
        ],
    );
    accepts(
        &HttpUrl,
        &[
            "http://example.com",
            "https://user:pw@example.com:8080/a%20b",
        ],
    );
}

#[test]
fn row_63_url_that_a_parser_would_repair() {
    refuses(
        &Url,
        &[
            " http://example.com ",
            "http://example.com\n",
            "http:example.com",
            "http:\\\\x",
            "http://exa\tmple.com",
        ],
    );
}

#[test]
fn row_64_url_ports() {
    accepts(&Url, &["http://h:65535"]);
    refuses(&Url, &["http://h:99999"]);
}

#[test]
fn row_65_url_without_a_scheme() {
    refuses(&Url, &["//example.com", "example.com"]);
}

#[test]
fn row_66_url_with_a_broken_escape() {
    refuses(&Url, &["http://example.com/%6G"]);
}

#[test]
fn row_67_uuid_in_other_forms() {
    accepts(
        &Uuid,
        &[
            "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
            "2EB8AA08-AA98-11EA-B4AA-73B441D16380",
        ],
    );
    refuses(
        &Uuid,
        &[
            "2eb8aa08aa9811eab4aa73b441d16380",
            "urn:uuid:2eb8aa08-aa98-11ea-b4aa-73b441d16380",
            "2eb8aa08-aa98-11ea-b4aa-73b441d16380\n",
            "2eb8aa08-aa98-11ea-b4aa-73b441d1638২",
            "2eb8-aa08-aa98-11ea-b4aa73b44-1d16380",
        ],
    );
}

#[test]
fn row_68_hostname() {
    accepts(
        &Hostname,
        &["a".repeat(63), "www.example.com".into(), "h0st-1".into()],
    );
    refuses(
        &Hostname,
        &[
            "a".repeat(64),
            "example.com.".into(),
            "host_name".into(),
            "\u{212A}elvin.com".into(),
            String::new(),
            "a..b".into(),
        ],
    );
}

#[test]
fn row_69_date_of_the_calendar() {
    accepts(
        &Date,
        &["0400-02-29", "2024-02-29", "2021-12-31", "0000-01-01"],
    );
    refuses(
        &Date,
        &[
            "2021-02-29",
            "2100-02-29",
            "2021-04-31",
            "2021-00-10",
            "2021-13-10",
            "2021-01-00",
            "2021-1-10",
            "2021-01-10 ",
            "21-01-10",
            "+2021-01-10",
            "20210110",
            "2021/01/10",
            "2021-W01-1",
            "2021-036",
            "1963-06-1৪",
            "",
        ],
    );
}

#[test]
fn row_70_date_time_with_leap_seconds() {
    accepts(
        &DateTime,
        &[
            "1998-12-31T23:59:60Z",
            "1998-12-31T15:59:60.123-08:00",
            "1998-12-31t23:59:60z",
            "1963-06-19T08:30:06.283185Z",
            "2024-02-29T00:00:00+23:59",
            "1990-12-31T00:29:60+00:30",
        ],
    );
    refuses(
        &DateTime,
        &[
            "1998-12-31T22:59:60Z",
            "1998-12-31T23:58:60Z",
            "1998-12-31T23:59:61Z",
            "1998-12-31T23:59:60-08:00",
            "2021-02-29T00:00:00Z",
            "1963-06-19T24:00:00Z",
            "1963-06-19T08:60:00Z",
            "1963-06-19T08:30:06",
            "1963-06-19 08:30:06Z",
            "1963-06-19T08:30:06.Z",
            "1963-06-19T08:30:06+24:00",
            "1963-06-19T08:30:06+01:60",
            "1963-06-19T08:30:06+0100",
            "1963-06-19T08:30Z",
            "1963-06-19",
            "06/19/1963 08:30:06 PST",
            "1963-06-1৪T00:00:00Z",
        ],
    );
}

#[test]
fn row_71_credit_card_numbers() {
    accepts(&CreditCard, &["4242424242424242", "378282246310005"]);
    refuses(
        &CreditCard,
        &[
            "4242424242424241",
            "4242 4242 4242 4242",
            "4242-4242-4242-4242",
            "４242424242424242",
        ],
    );
}

#[test]
fn row_72_sixteen_zeros_are_no_card() {
    refuses(&CreditCard, &["0000000000000000"]);
}

#[test]
fn row_73_alphanumeric_is_ascii_and_not_empty() {
    refuses(&Alphanumeric, &["", "²", "é", "a b"]);
    accepts(&Alphanumeric, &["a1"]);
}

#[test]
fn row_74_slug() {
    accepts(&Slug, &["--------", "a_b-1"]);
    refuses(&Slug, &["你好", "", "a b"]);
}
