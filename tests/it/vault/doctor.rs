//! `dsforge doctor`: what it finds, and what it says to do.

use std::fs;

use super::home::{Home, Outcome};

const PASSWORD: &str = "correct horse battery";

#[track_caller]
fn finds(outcome: &Outcome, what: &str, todo: &str) {
    let mut lines = outcome.stdout.lines();
    let found = lines.any(|line| line.starts_with("wrong ") && line.contains(what));
    let advised = lines.next().is_some_and(|line| line.contains(todo));
    assert!(found && advised && outcome.code == Some(1), "{outcome:?}");
}

#[test]
fn what_is_well_is_said_to_be() {
    let home = Home::new();
    let fresh = home.run(&["doctor"], &[]);
    assert_eq!(fresh.code, Some(0), "{fresh:?}");
    assert!(fresh.stdout.contains("begun at the first start"), "{fresh:?}");
    assert!(!home.db().exists() && !home.secret().exists(), "looking begins nothing");

    home.add_ada(PASSWORD);
    let well = home.run(&["doctor"], &[]);
    assert_eq!(well.code, Some(0), "{well:?}");
    for line in ["ok     Every page", "ok     The keys of ada are complete.", "MiB free", "does not answer"] {
        assert!(well.stdout.contains(line), "{line}: {well:?}");
    }
    assert!(well.stdout.ends_with("Nothing is wrong.\n"), "{well:?}");
}

#[test]
fn every_row_is_opened_for_whoever_gives_their_password_or_code() {
    let home = Home::new();
    let code = home.add_ada(PASSWORD);
    for secret in [PASSWORD, &code] {
        let deep = home.run(&["doctor", "--deep"], &[secret]);
        assert_eq!(deep.code, Some(0), "{deep:?}");
        assert!(deep.stdout.contains("Every row of ada opens: 4."), "{deep:?}");
    }
    let skipped = home.run(&["doctor", "--deep"], &[]);
    assert_eq!(skipped.code, Some(0));
    assert!(skipped.stdout.contains("rows of ada were not opened"), "{skipped:?}");
    finds(&home.run(&["doctor", "--deep"], &["incorrect horse"]), "opens nothing of ada", "Try again");
}

#[test]
fn a_lost_secret_file_is_noticed_and_not_made_anew() {
    let home = Home::new();
    home.add_ada(PASSWORD);
    fs::remove_file(home.secret()).expect("it goes");
    finds(&home.run(&["doctor"], &[]), "The secret", "SECRET_SALT");
    assert!(!home.secret().exists());
    fs::create_dir_all(home.secret().parent().expect("a folder")).expect("it is made");
    fs::write(home.secret(), "{}").expect("it is written");
    finds(&home.run(&["doctor"], &[]), "does not hold secrets", "SECRET_SALT");
}

#[test]
fn a_damaged_an_emptied_and_a_lost_file_are_told_apart_from_a_fresh_start() {
    let home = Home::new();
    home.add_ada(PASSWORD);
    let whole = fs::read(home.db()).expect("the data");
    let mut flipped = whole.clone();
    let place = whole.windows(5).position(|window| window == b"users").expect("a table's name");
    flipped[place] ^= 1;
    fs::write(home.db(), flipped).expect("it is written");
    finds(&home.run(&["doctor"], &[]), "damaged", "dsforge restore");
    fs::write(home.db(), "").expect("it is written");
    finds(&home.run(&["doctor"], &[]), "gone or empty", "dsforge restore");
    fs::remove_file(home.db()).expect("it goes");
    finds(&home.run(&["doctor"], &[]), "gone or empty", "dsforge restore");
    assert!(!home.db().exists());
}

#[test]
#[cfg(unix)]
fn files_that_others_can_read_are_named_with_the_command_that_closes_them() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new();
    home.add_ada(PASSWORD);
    for (path, command) in
        [(home.db(), "chmod 600"), (home.secret(), "chmod 600"), (home.data(), "chmod 700")]
    {
        let usual = fs::metadata(&path).expect("it is there").permissions();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it is opened");
        finds(&home.run(&["doctor"], &[]), &path.display().to_string(), command);
        fs::set_permissions(&path, usual).expect("it is closed");
    }
}

#[test]
fn while_the_server_runs_it_says_so() {
    let home = Home::new();
    home.add_ada(PASSWORD);
    let _server = home.serve();
    let busy = home.run(&["doctor"], &[]);
    assert_eq!(busy.code, Some(75), "{busy:?}");
    assert!(busy.stderr.contains("http://127.0.0.1:"), "{busy:?}");
}
