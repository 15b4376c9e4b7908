//! What the README copies from the code.

use std::{fs, path::Path};

use dsforge::config::table;

const BEGIN: &str = "<!-- settings: written by the tests from src/config/table.rs -->\n";
const END: &str = "<!-- end of settings -->\n";

#[test]
fn the_settings_are_those_of_the_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let page = fs::read_to_string(&path).expect("README.md");
    let (before, rest) = page.split_once(BEGIN).expect("the line before the settings");
    let (written, after) = rest.split_once(END).expect("the line after the settings");
    let expected = format!("\n{}\n", table::readme_table());
    if written != expected {
        fs::write(&path, format!("{before}{BEGIN}{expected}{END}{after}")).expect("writable");
        panic!(
            "the settings in README.md were out of date and have been written anew: look at them and commit them"
        );
    }
}
