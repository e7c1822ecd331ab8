//! The 46 rows about singletons, factories, observers and patching: each has a test by its number in the module of its
//! feature, or a line here.
//!
//! | Row | Seen by |
//! | --- | --- |
//! | 16 | `ui/singleton/row_16_no_reset`: an instance cannot be taken back, so no reference to it can dangle |
//! | 26 | `ui/factory/row_26_key_used_twice` |

#[test]
fn every_row_is_here() {
    let sources = [
        include_str!("registry.rs"),
        include_str!("singleton/asynchronous.rs"),
        include_str!("singleton/cycles.rs"),
        include_str!("singleton/initialisation.rs"),
        include_str!("singleton/overrides.rs"),
        include_str!("singleton/poison.rs"),
        include_str!("singleton/runtimes.rs"),
        include_str!("singleton/strict.rs"),
        include_str!("factory/create.rs"),
        include_str!("factory/duplicates.rs"),
        include_str!("factory/linking.rs"),
        include_str!("factory/persist.rs"),
        include_str!("factory/runtime.rs"),
        include_str!("factory/wasm.rs"),
        include_str!("observers/asynchronous.rs"),
        include_str!("observers/emitting.rs"),
        include_str!("observers/subscribing.rs"),
        include_str!("patching/asynchronous.rs"),
        include_str!("patching/forms.rs"),
        include_str!("patching/linking.rs"),
        include_str!("patching/methods.rs"),
        include_str!("patching/scope.rs"),
        include_str!("patching/threads.rs"),
        include_str!("patching/trait_impls.rs"),
    ];
    assert_eq!(crate::rows::missing(&sources, 46), [0; 0]);
    for file in [
        "ui/singleton/row_16_no_reset.stderr",
        "ui/factory/row_26_key_used_twice.stderr",
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        assert!(path.exists(), "{file}");
    }
}
