//! What somebody tries who has the server of releases, or the way to it, but not the key. The program and what
//! lies beside it are as they were after each.

use super::releases::{
    Answer, INSTALLED, Installed, Server, key, packed, program, release, says, signed, version,
};
use dsforge::update::archive_name;

/// The name under which the newest version is offered.
fn newest() -> String {
    archive_name(&version("0.2.0"))
}

/// Has a server offer something as version 0.2.0, and expects to be refused with these words.
fn refused(answer: Answer, words: &str) {
    let server = Server::start();
    server.offers("0.2.0", answer);
    untouched(&Installed::new(&server), words);
}

fn untouched(installed: &Installed, words: &str) {
    let told = installed.update().expect_err("an attack is refused");
    assert!(told.contains(words), "{told}");
    assert_eq!(says(&installed.path()), format!("dsforge {INSTALLED}"));
    assert_eq!(installed.files(), ["dsforge"], "nothing is left behind");
}

#[test]
fn an_archive_without_a_signature() {
    refused(Answer::Bytes(packed("dsforge", &program("0.2.0"))), "not signed");
}

#[test]
fn an_archive_that_is_signed_with_another_key() {
    let archive = packed("dsforge", &program("0.2.0"));
    refused(Answer::Bytes(signed(&archive, &newest(), &key(2))), "not signed");
}

#[test]
fn an_older_release() {
    for old in ["0.0.9", INSTALLED, "0.2.0-rc.1"] {
        let server = Server::start();
        server.offers(old, Answer::Bytes(release(old)));
        let installed = Installed::new(&server);
        assert_eq!(installed.update(), Ok(false), "{old} is no offer");
        assert_eq!(says(&installed.path()), format!("dsforge {INSTALLED}"));
    }
}

#[test]
fn an_older_release_under_a_new_name() {
    refused(Answer::Bytes(release("0.0.9")), "not signed");
    // Under its own name, but in the list as newer.
    let server = Server::start();
    let name = archive_name(&version("0.0.9"));
    server.lists(&[("0.2.0", &name, &format!("{}/old", server.url))]);
    server.has("/old", Answer::Bytes(release("0.0.9")));
    let installed = Installed::new(&server);
    assert_eq!(installed.update(), Ok(false), "0.2.0 has no archive of that name");
    // Even with the right key, a program has to be what it is called.
    let mistaken = signed(&packed("dsforge", &program("0.0.9")), &newest(), &key(1));
    refused(Answer::Bytes(mistaken), "does not hold that version");
}

#[test]
fn an_archive_that_breaks_off() {
    let whole = release("0.2.0");
    for sent in [0, 1, whole.len() / 2, whole.len() - 1] {
        refused(Answer::CutShort(whole.clone(), sent), "cannot be had");
        let words = if sent < 2 { "" } else { "not signed" };
        refused(Answer::Bytes(whole[..sent].to_vec()), words);
    }
}

#[test]
fn an_archive_whose_program_was_exchanged() {
    let whole = release("0.2.0");
    let evil = packed("dsforge", &program("0.2.0 evil"));
    let signature = &whole[packed("dsforge", &program("0.2.0")).len()..];
    refused(Answer::Bytes([&evil[..], signature].concat()), "not signed");
    for at in [0, 20, whole.len() / 2, whole.len() - 40] {
        let mut bent = whole.clone();
        bent[at] ^= 1;
        refused(Answer::Bytes(bent), "not signed");
    }
}

#[test]
fn a_way_that_is_not_encrypted() {
    let elsewhere = Server::start();
    elsewhere.has("/archive", Answer::Bytes(release("0.2.0")));
    let link = format!("{}/archive", elsewhere.url);
    refused(Answer::Redirect(link.clone()), "anybody on the way could change them");
    let server = Server::start();
    server.lists(&[("0.2.0", &newest(), &link)]);
    untouched(&Installed::new(&server), "anybody on the way could change them");
    assert_eq!(elsewhere.asked(), 0, "nobody went there");
}

#[test]
fn an_archive_that_writes_elsewhere() {
    for name in ["../dsforge", "../../dsforge", "/tmp/dsforge", "dsforge/../../dsforge", "dsforge.old"] {
        let archive = signed(&packed(name, &program("0.2.0")), &newest(), &key(1));
        refused(Answer::Bytes(archive), "does not hold a program");
    }
    let mut link = tar::Builder::new(flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast()));
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    link.append_link(&mut header, "dsforge", "/bin/sh").expect("memory");
    let link = link.into_inner().and_then(flate2::write::GzEncoder::finish).expect("memory");
    refused(Answer::Bytes(signed(&link, &newest(), &key(1))), "does not hold a program");
}
