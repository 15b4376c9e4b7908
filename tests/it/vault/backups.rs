//! Backups, and what they are worth on another computer.

use std::fs;

use dsforge::crypto::kdf::Kdf;
use poem::http::StatusCode;
use serde_json::json;

use super::{
    face::{Face, Folder, OTHER_SALT, SALT},
    home::Home,
};

const PASSWORD: &str = "correct horse battery";

#[tokio::test]
async fn a_downloaded_backup_opens_elsewhere_with_the_secret_salt_or_with_the_recovery_code() {
    let folder = Folder::new();
    let face = Face::open(&folder, SALT, Kdf::default());
    let (code, token) = face.set_up(PASSWORD).await;
    let dataset = face.contract_clauses(&token, &["Three months."; 300]).await;
    assert_eq!(face.get("/backup", None).await.status, StatusCode::UNAUTHORIZED);
    let backup = face.get("/backup", Some(&token)).await;
    assert_eq!(backup.status, StatusCode::OK);
    let name = "attachment; filename=\"dsforge-backup-1970-01-01.db\"";
    assert_eq!(backup.headers["content-disposition"], name);
    assert_eq!(backup.headers["content-length"], backup.body.len().to_string().as_str());
    let beside = fs::read_dir(folder.db().parent().expect("a folder")).expect("it is read");
    assert_eq!(beside.count(), 2, "the data file and its marker; the snapshot is gone");

    for salt in [SALT, OTHER_SALT] {
        let elsewhere = Folder::new();
        fs::create_dir_all(elsewhere.db().parent().expect("a folder")).expect("it is made");
        fs::write(elsewhere.db(), &backup.body).expect("it is written");
        let face = Face::open(&elsewhere, salt, Kdf::default());
        let token = if salt == SALT {
            face.login("ada", PASSWORD).await.text("token")
        } else {
            assert!(face.login("ada", PASSWORD).await.text("detail").contains("SECRET_SALT"));
            let wish = json!({"username": "ada", "recovery_code": code, "new_password": PASSWORD});
            face.post("/recover", None, wish).await.text("token")
        };
        assert_eq!(face.outputs(&token, dataset).await.len(), 300);
    }
}

#[test]
fn a_backup_is_fetched_by_a_plain_link_with_a_ticket_once() {
    let home = Home::new();
    home.add_ada(PASSWORD);
    let server = home.serve();
    let bearer = server.login("ada", PASSWORD);
    let wish = json!({"path": "/backup"});
    let ticket = server.ask("POST", "/api/tickets", Some(&bearer), Some(&wish)).expect("an answer").json();
    let link = format!("/api/backup?ticket={}", ticket["ticket"].as_str().expect("a ticket"));
    let backup = server.ask("GET", &link, None, None).expect("an answer");
    assert_eq!(backup.status, 200);
    assert_eq!(server.ask("GET", &link, None, None).expect("an answer").status, 401);
    let ticket = server.ask("POST", "/api/tickets", Some(&bearer), Some(&wish)).expect("an answer").json();
    let link = format!("/api/backup?ticket={}", ticket["ticket"].as_str().expect("a ticket"));
    server.ask("POST", "/api/logout", Some(&bearer), None).expect("an answer");
    assert_eq!(server.ask("GET", &link, None, None).expect("an answer").status, 401, "nor after signing out");

    let out = home.path().join("fetched.db");
    fs::write(&out, backup.body).expect("it is written");
    drop(server);
    let restored = home.run(&["restore", out.to_str().expect("a name"), "--yes"], &[]);
    assert_eq!(restored.code, Some(0), "{restored:?}");
    home.serve().login("ada", PASSWORD);
}

#[test]
fn a_backup_is_written_and_restored_from_the_terminal() {
    let home = Home::new();
    let out = home.path().join("monday.db");
    let out = out.to_str().expect("a name");
    assert!(home.run(&["backup", out], &[]).stderr.contains("no data"));
    home.add_ada(PASSWORD);
    let server = home.serve();
    let busy = home.run(&["backup", out], &[]);
    assert_eq!(busy.code, Some(75), "{busy:?}");
    let bearer = server.login("ada", PASSWORD);
    server.ask("POST", "/api/datasets", Some(&bearer), Some(&json!({"name": "letters"}))).expect("an answer");
    drop(server);

    let written = home.run(&["backup", out], &[]);
    assert_eq!(written.code, Some(0), "{written:?}");
    assert!(written.stdout.contains("is not in it"), "{written:?}");
    assert_eq!(home.run(&["backup", out], &[]).code, Some(2), "nothing is written over");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(out).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    let refused = home.run(&["restore", out], &[]);
    assert_eq!(refused.code, Some(2));
    assert!(refused.stderr.contains("--yes"), "{refused:?}");
    let restored = home.run(&["restore", out, "--yes"], &[]);
    assert_eq!(restored.code, Some(0), "{restored:?}");
    assert!(restored.stdout.contains("app-replaced-"), "{restored:?}");
    let server = home.serve();
    let bearer = server.login("ada", PASSWORD);
    let datasets = server.ask("GET", "/api/datasets", Some(&bearer), None).expect("an answer").json();
    assert!(datasets.to_string().contains("letters"), "{datasets}");
    let busy = home.run(&["restore", out, "--yes"], &[]);
    assert_eq!(busy.code, Some(75), "{busy:?}");
}

#[test]
fn what_is_no_backup_is_refused_and_leaves_the_data_alone() {
    let home = Home::new();
    home.add_ada(PASSWORD);
    let out = home.path().join("monday.db");
    let name = out.to_str().expect("a name");
    assert_eq!(home.run(&["backup", name], &[]).code, Some(0));
    let whole = fs::read(&out).expect("the backup");
    let before = fs::read(home.db()).expect("the data");
    let mut flipped = whole.clone();
    let middle = whole.windows(5).position(|window| window == b"users").expect("a table's name");
    flipped[middle] ^= 1;
    for bad in [b"Dear landlord".repeat(400), whole[..whole.len() / 2].to_vec(), flipped] {
        fs::write(&out, bad).expect("it is written");
        let refused = home.run(&["restore", name, "--yes"], &[]);
        assert_eq!(refused.code, Some(1), "{refused:?}");
        assert!(refused.stderr.contains("cannot be restored"), "{refused:?}");
        assert!(fs::read(home.db()).expect("the data") == before);
    }
    let files = fs::read_dir(home.data()).expect("a folder");
    let mut files: Vec<_> = files.map(|entry| entry.expect("an entry").file_name()).collect();
    files.sort();
    assert_eq!(files, ["app.db", "app.db.exists"]);
}
