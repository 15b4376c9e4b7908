//! What a person writes, and what opens it, is found in no file and no line of the log, in no form.

use std::{collections::BTreeSet, fs, path::Path};

use base64::{
    Engine as _,
    prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD},
};
use serde_json::json;

use crate::support::program::{Client, Home, Program};

/// A text that stands nowhere by chance, with letters that JSON and UTF-16 write differently.
fn canary(n: usize) -> String {
    format!("kanarie{n:02} \"gélb\" flügelt")
}

/// The same where only letters, digits and `_` may stand.
fn name(n: usize) -> String {
    format!("kanarie_{n:02}_gelb_fluegelt")
}

/// All forms in which a text could stand in a file.
fn forms(text: &str) -> Vec<Vec<u8>> {
    let bytes = text.as_bytes();
    let json = serde_json::to_string(text).expect("JSON");
    let escaped = |c: char| if c.is_ascii() { c.to_string() } else { format!("\\u{:04x}", u32::from(c)) };
    let escaped: Vec<String> = json.trim_matches('"').chars().map(escaped).collect();
    let escaped = escaped.concat();
    let numbers = |write: fn(&u8) -> String| bytes.iter().map(write).collect::<Vec<_>>();
    let mut forms = vec![
        bytes.to_vec(),
        json.trim_matches('"').as_bytes().to_vec(),
        escaped.to_uppercase().replace("\\U", "\\u").into_bytes(),
        escaped.into_bytes(),
        numbers(|byte| format!("{byte:02x}")).concat().into_bytes(),
        numbers(|byte| format!("{byte:02X}")).concat().into_bytes(),
        numbers(u8::to_string).join(", ").into_bytes(),
        numbers(u8::to_string).join(",").into_bytes(),
        text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ];
    // Wherever it stands in a longer text: three ways to begin, without the letters that depend on what is around.
    for skipped in 0..3 {
        let whole = &bytes[skipped..];
        let whole = &whole[..whole.len() / 3 * 3];
        forms.push(BASE64_STANDARD_NO_PAD.encode(whole).into_bytes());
        forms.push(BASE64_URL_SAFE_NO_PAD.encode(whole).into_bytes());
    }
    forms
}

/// Every form of every text, found in one walk over the bytes: by its first two bytes, then whole.
struct Needles<'a> {
    forms: Vec<(&'a str, Vec<u8>)>,
    by_start: Vec<Vec<usize>>,
}

impl<'a> Needles<'a> {
    fn of(secrets: &'a [String]) -> Self {
        let forms: Vec<_> =
            secrets.iter().flat_map(|s| forms(s).into_iter().map(move |form| (s.as_str(), form))).collect();
        let mut by_start = vec![Vec::new(); 1 << 16];
        for (n, (_, form)) in forms.iter().enumerate() {
            by_start[start(form)].push(n);
        }
        Self { forms, by_start }
    }

    fn found_in(&self, bytes: &[u8]) -> BTreeSet<&'a str> {
        let mut found = BTreeSet::new();
        for at in 0..bytes.len().saturating_sub(1) {
            let rest = &bytes[at..];
            let begun = self.by_start[start(rest)].iter().map(|n| &self.forms[*n]);
            found.extend(begun.filter(|(_, form)| rest.starts_with(form)).map(|(secret, _)| *secret));
        }
        found
    }
}

fn start(bytes: &[u8]) -> usize {
    usize::from(u16::from_be_bytes([bytes[0], bytes[1]]))
}

/// Looks for every text in every file of a folder and in what was printed.
fn search(folder: &Path, printed: &str, secrets: &[String]) -> Vec<String> {
    let mut places = vec![("what was printed".to_owned(), printed.as_bytes().to_vec())];
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            places.push((path.display().to_string(), fs::read(&path).expect("a file")));
        }
    }
    assert!(places.len() > 3, "there is something to look through");
    let needles = Needles::of(secrets);
    let found_in = |(place, bytes): &(String, Vec<u8>)| {
        needles.found_in(bytes).into_iter().map(|secret| format!("{secret} in {place}")).collect::<Vec<_>>()
    };
    places.iter().flat_map(found_in).collect()
}

#[test]
fn every_form_of_a_text_is_found_where_it_is() {
    let folder = tempfile::TempDir::new().expect("a folder");
    for n in 0..3 {
        fs::write(folder.path().join(format!("{n}")), "nothing").expect("a file");
    }
    let secrets = [canary(1)];
    assert!(search(folder.path(), "", &secrets).is_empty());
    for (n, form) in forms(&canary(1)).into_iter().enumerate() {
        let around = [b"some text before ".to_vec(), form, b" and after".to_vec()].concat();
        fs::write(folder.path().join("planted"), around).expect("a file");
        assert_eq!(search(folder.path(), "", &secrets).len(), 1, "form {n}");
    }
    for before in ["", "a", "ab"] {
        let encoded = BASE64_STANDARD_NO_PAD.encode(format!("{before}{} and after", canary(1)));
        fs::write(folder.path().join("planted"), encoded).expect("a file");
        assert_eq!(search(folder.path(), "", &secrets).len(), 1, "base64 after {before:?}");
    }
}

/// Uses everything there is to write into, right and wrong, and gives every text that was used.
fn use_everything(program: &Program) -> Vec<String> {
    let mut secrets: Vec<String> = (1..=18).map(canary).chain((19..=24).map(name)).collect();
    let wish = json!({"username": "ada", "name": canary(1), "password": canary(2)});
    let made = program.client().post("/api/setup", &wish).expect(201);
    let code = made["recovery_code"].as_str().expect("a code").to_owned();
    secrets.extend([code.replace('-', ""), code]);
    let ada = program.client().signed_in("ada", &canary(2));
    secrets.extend(ada.token.clone());
    let changed = json!({"old_password": canary(2), "new_password": canary(3)});
    assert_eq!(ada.put("/api/user/password", &changed).status, 204);
    let ui = json!({"ui": {"last": canary(4)}, "default_para_model": name(24)});
    assert_eq!(ada.put("/api/user/preferences", &ui).status, 204);
    let run = write_template_and_run(&ada);
    write_dataset(&ada, run);
    go_wrong(&ada);
    secrets
}

fn write_template_and_run(ada: &Client) -> u64 {
    let tool = json!({"type": "function", "function": {
        "name": name(19), "description": canary(5), "parameters": {"type": "object", "properties": {name(20): {"type": "string"}}}
    }});
    let template = json!({
        "name": canary(6), "system_prompt": canary(7), "user_prompt": format!("{} {{{}}}", canary(8), name(21)),
        "slot_details": {name(21): {"description": canary(9), "default": null, "samples": [canary(9)]}},
        "tool_definitions": [tool],
    });
    let template = ada.post("/api/templates", &template).expect(201)["id"].clone();
    let wish = json!({
        "template_id": template, "slots": {name(21): canary(10)}, "count": 2, "model": "demo/writer", "para_model": "demo/writer"
    });
    let run = ada.post("/api/runs", &wish).expect(201)["id"].as_u64().expect("a run");
    assert!(ada.get(&format!("/api/runs/{run}/events")).text.contains("event: end"));
    let judged = json!({"verdict": "rejected", "reason": canary(11), "edited_output": canary(12)});
    ada.put(&format!("/api/runs/{run}/candidates/1"), &judged).expect(200);
    let again = json!({"reason": canary(11)});
    ada.post(&format!("/api/runs/{run}/candidates/1/regenerate"), &again).expect(201);
    assert!(ada.get(&format!("/api/runs/{run}/events")).text.contains("event: end"));
    ada.post("/api/paraphrase", &json!({"text": canary(8), "count": 1, "model": "demo/writer"})).expect(200);
    run
}

fn write_dataset(ada: &Client, run: u64) {
    let dataset = ada.post("/api/datasets", &json!({"name": canary(13)})).expect(201)["id"].clone();
    let path = format!("/api/datasets/{dataset}");
    let example = json!([{
        "system_prompt": canary(7), "variation_prompt": canary(8), "slots": {name(21): canary(10)}, "output": canary(14),
        "tags": [name(22)], "note": canary(15), "extra": {name(23): canary(16)}, "run_id": run, "candidate_id": 1,
    }]);
    assert_eq!(ada.post(&format!("{path}/examples"), &example).status, 204);
    let edit = json!({"output": canary(17)}).to_string();
    ada.send("PUT", &format!("{path}/examples/1"), &[("If-Match", "*")], &edit).expect(200);
    ada.post(&format!("{path}/undo"), &json!({})).expect(200);
    ada.get(&format!("{path}/examples?q={}", name(22))).expect(200);
    assert_eq!(ada.get(&format!("{path}/export")).status, 200);
    assert_eq!(ada.get(&format!("{path}/export?template_id={}", name(22))).status, 404);
    assert_eq!(ada.put(&format!("/api/drafts/{}", name(22)), &json!({"value": canary(18)})).status, 204);
}

/// Requests that fail, each with something that must not be repeated.
fn go_wrong(ada: &Client) {
    let broken = format!("{{\"name\": {}", serde_json::to_string(&canary(13)).expect("JSON"));
    assert_eq!(ada.send("POST", "/api/datasets", &[("Content-Type", "application/json")], "").status, 400);
    assert_eq!(ada.send("POST", "/api/datasets", &[], &broken).status, 400);
    assert_eq!(ada.post("/api/datasets", &json!({"name": [canary(13)]})).status, 400);
    // The model server is not there, so nobody can say whether it has the model.
    let unknown = json!({"template_id": 1, "slots": {"clause": canary(10)}, "count": 1, "model": name(24)});
    assert_eq!(ada.post("/api/generate", &unknown).status, 502);
    assert_eq!(ada.get(&format!("/api/{}", name(22))).status, 404);
    // Any address outside the API may be a screen of the page.
    assert_eq!(ada.get(&format!("/{}", name(22))).status, 200);
    assert_eq!(ada.get(&format!("/api/datasets/{}", name(22))).status, 400);
    let failing = json!({
        "template_id": 2, "slots": {name(21): format!("demo:fail {}", canary(10))}, "count": 1, "model": "demo/writer"
    });
    assert_eq!(ada.post("/api/generate", &failing).status, 502);
    let wrong = base64::prelude::BASE64_STANDARD.encode(format!("{}:{}", name(24), canary(3)));
    let nobody = ada.with_token(None);
    assert_eq!(
        nobody.send("POST", "/api/login", &[("Authorization", &format!("Basic {wrong}"))], "").status,
        401
    );
    let foreign: Vec<(&str, String)> =
        vec![("Origin", format!("http://{}.example", name(24).replace('_', "-")))];
    let foreign: Vec<(&str, &str)> = foreign.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(ada.send("POST", "/api/datasets", &foreign, "{}").status, 403);
}

#[test]
fn nothing_that_a_person_wrote_is_found_on_the_disk_or_in_the_log_running_or_stopped() {
    let home = Home::empty();
    // All that is logged at other levels is logged at this one too.
    let program = home.serve_with(&["--port", "0", "--demo"], &[("RUST_LOG", "trace")]);
    let secrets = use_everything(&program);
    assert!(secrets.len() >= 27);
    assert_eq!(search(home.path(), "", &secrets), Vec::<String>::new(), "running");
    let (status, printed) = program.terminate();
    assert_eq!(status.code(), Some(0), "{printed}");
    assert_eq!(search(home.path(), &printed, &secrets), Vec::<String>::new(), "stopped");
    let log = fs::read_to_string(home.file("app.log")).expect("the log");
    assert!(log.lines().count() > 20, "the log was written: {log}");
}
