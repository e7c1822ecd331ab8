//! Every misuse has one error, at the token to change. The texts are pinned in `ui/<feature>/*.stderr`;
//! `TRYBUILD=overwrite cargo test -p dunder-tests --test suite ui` writes them anew, to be read by a person.

#[test]
fn misuse() {
    trybuild::TestCases::new().compile_fail("ui/*/*.rs");
}
