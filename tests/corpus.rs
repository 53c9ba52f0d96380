//! Inputs that fuzzing has stored hold every law.

use crate::support::laws::LAWS;
use crate::support::root;

#[test]
fn stored_inputs_hold_the_laws() {
    for (name, law) in LAWS {
        let folder = root().join("fuzz/corpus").join(name);
        let inputs = std::fs::read_dir(&folder).expect("a folder for each law").flatten();
        let mut tried = 0;
        for input in inputs {
            let bytes = std::fs::read(input.path()).expect("an input");
            let held = std::panic::catch_unwind(|| law(&bytes));
            assert!(held.is_ok(), "the law `{name}` is broken by {}", input.path().display());
            tried += 1;
        }
        assert!(tried > 0, "{} is empty", folder.display());
    }
}
