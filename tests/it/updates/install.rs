//! The true update, and what is said when there is none.

use super::releases::{Answer, INSTALLED, Installed, Server, key, public, release, says};
use crate::support::program::Home;

#[test]
fn the_newest_release_takes_the_place_of_the_program_and_its_predecessor_is_kept_beside_it() {
    let server = Server::start();
    server.offers("0.2.0", Answer::Bytes(release("0.2.0")));
    let installed = Installed::new(&server);
    assert_eq!(installed.update(), Ok(true));
    assert_eq!(says(&installed.path()), "dsforge 0.2.0");
    assert_eq!(says(&installed.predecessor()), format!("dsforge {INSTALLED}"));
    assert_eq!(installed.files(), ["dsforge", "dsforge.old"], "nothing else is left");
    dsforge::update::forget_old(&installed.path());
    assert_eq!(installed.files(), ["dsforge"]);
}

#[test]
fn a_release_may_be_signed_with_any_of_the_keys_while_one_replaces_another() {
    let server = Server::start();
    server.offers("0.2.0", Answer::Bytes(release("0.2.0")));
    let mut installed = Installed::new(&server);
    installed.updates.keys = vec![public(&key(7)), public(&key(1))];
    assert_eq!(installed.update(), Ok(true));
}

#[test]
fn the_download_is_followed_to_its_end() {
    let server = Server::start();
    let archive = release("0.2.0");
    server.offers("0.2.0", Answer::Bytes(archive.clone()));
    let installed = Installed::new(&server);
    let offer = installed.updates.newest().expect("an answer").expect("an offer");
    let mut last = (0, None);
    let install = installed.updates.install(&offer, &installed.path(), &mut |come, of| last = (come, of));
    install.expect("an update");
    assert_eq!(last, (archive.len() as u64, Some(archive.len() as u64)));
}

#[test]
fn an_update_that_is_under_way_is_waited_for_and_one_that_was_cut_short_is_in_the_way_of_nothing() {
    let server = Server::start();
    server.offers("0.2.0", Answer::Bytes(release("0.2.0")));
    let installed = Installed::new(&server);
    let folder = installed.path().with_file_name(".dsforge-update");
    std::fs::create_dir(&folder).expect("a folder");
    std::fs::write(folder.join("dsforge"), "half").expect("a file");
    let lock = std::fs::File::create(folder.join("lock")).expect("a file");
    lock.lock().expect("a lock");
    assert!(installed.update().expect_err("refused").contains("another update"), "it is locked");
    drop(lock);
    assert_eq!(installed.update(), Ok(true));
    assert_eq!(installed.files(), ["dsforge", "dsforge.old"]);
}

#[test]
fn a_place_that_cannot_be_written_is_named_with_what_to_do() {
    let server = Server::start();
    server.offers("0.2.0", Answer::Bytes(release("0.2.0")));
    let installed = Installed::new(&server);
    // A file where the folder should be, which stops root too.
    std::fs::write(installed.path().with_file_name(".dsforge-update"), "").expect("a file");
    let refused = installed.update().expect_err("refused");
    assert!(refused.contains("/dsforge cannot be replaced: "), "{refused}");
    assert!(refused.contains("package manager"), "{refused}");
}

#[test]
fn a_build_without_a_key_says_that_it_cannot_update_itself_and_asks_nobody() {
    let server = Server::start();
    server.offers("0.2.0", Answer::Bytes(release("0.2.0")));
    let mut installed = Installed::new(&server);
    installed.updates.keys.clear();
    let refused = installed.update().expect_err("refused");
    assert!(refused.starts_with("this build of dsforge cannot update itself"), "{refused}");
    assert_eq!(server.asked(), 0);
}

/// The program under test has a key only where the maintainer has put one.
#[test]
fn the_command_of_such_a_build_fails_and_names_the_releases() {
    if std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("keys/release.pub").exists() {
        return;
    }
    let home = Home::empty();
    for arguments in [&["self-update"][..], &["self-update", "--check"]] {
        let refused = home.run(arguments);
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(1), "{said}");
        assert!(said.contains("cannot update itself") && said.contains("/releases"), "{said}");
    }
}
