//! `dsforge user`.

use std::fs;

use crate::support::program::Home;

const PASSWORD: &str = "the rent is due on the first";

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_user_is_added_with_a_password_from_standard_input_and_can_sign_in() {
    let home = Home::empty();
    let code = home.file("recovery.txt");
    let arguments = ["user", "add", "ada", "--name", "Ada", "--gen-model", "gemma3:4b", "--password-stdin"];
    let file = code.to_string_lossy();
    let with_file = [&arguments[..], &["--recovery-file", &file]].concat();
    let added = home.run_with_input(&with_file, &format!("{PASSWORD}\n"));
    assert_eq!(added.status.code(), Some(0), "{added:?}");
    assert_eq!(
        text(&added.stdout),
        format!("ada may sign in. The recovery code is in {}.\n", code.display())
    );
    let code_text = fs::read_to_string(&code).expect("the code");
    assert_eq!(code_text.trim().split('-').count(), 9);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&code).expect("the code").permissions().mode() & 0o777, 0o600);
    }
    let listed = home.run(&["user", "list"]);
    assert_eq!(text(&listed.stdout), "1\tada\n");

    let program = home.serve();
    let ada = program.client().signed_in("ada", PASSWORD);
    let preferences = ada.get("/api/user/preferences").expect(200);
    assert_eq!(
        (&preferences["name"], &preferences["default_gen_model"]),
        (&"Ada".into(), &"gemma3:4b".into())
    );
}

#[test]
fn without_a_file_the_code_is_shown_once() {
    let home = Home::empty();
    let added = home.run_with_input(&["user", "add", "grace", "--password-stdin"], PASSWORD);
    assert_eq!(added.status.code(), Some(0), "{added:?}");
    let code = text(&added.stdout);
    let code = code.lines().find_map(|line| line.strip_prefix("Recovery code: ")).expect("the code");
    assert_eq!(code.split('-').count(), 9);
    let again = home.run_with_input(&["user", "add", "GRACE", "--password-stdin"], PASSWORD);
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(text(&again.stderr), "dsforge: there is a user of this name already.\n");
}

#[test]
fn what_cannot_be_added_is_said_and_nobody_is_made() {
    let home = Home::empty();
    let taken = home.file("taken.txt");
    fs::write(&taken, "mine").expect("a file");
    let nowhere = home.file("no-such-folder").join("code.txt");
    for (arguments, input, code) in [
        (vec!["user", "add", "ada", "--password-stdin"], "short\n", 1),
        (vec!["user", "add", "ada:grace", "--password-stdin"], PASSWORD, 1),
        (vec!["user", "add", "--password-stdin"], PASSWORD, 2),
        (vec!["user", "add", "ada"], "", 2),
        (
            vec!["user", "add", "ada", "--password-stdin", "--recovery-file", &taken.to_string_lossy()],
            PASSWORD,
            2,
        ),
        (
            vec!["user", "add", "ada", "--password-stdin", "--recovery-file", &nowhere.to_string_lossy()],
            PASSWORD,
            1,
        ),
    ] {
        let refused = home.run_with_input(&arguments, input);
        let said = text(&refused.stderr);
        assert_eq!(refused.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(said.starts_with("dsforge: ") && !said.contains(PASSWORD), "{said}");
    }
    let listed = home.run(&["user", "list"]);
    assert_eq!(text(&listed.stdout), "");
    assert_eq!(fs::read_to_string(&taken).expect("the file"), "mine");
}

#[test]
fn a_recovery_file_is_gone_again_when_nobody_was_added() {
    let home = Home::empty();
    let code = home.file("code.txt");
    let arguments = ["user", "add", "ada", "--password-stdin", "--recovery-file", &code.to_string_lossy()];
    let refused = home.run_with_input(&arguments, "short\n");
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    assert!(!code.exists());
}
