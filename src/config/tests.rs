//! Which value wins, and what is refused.

use std::{collections::BTreeMap, fs};

use clap::Parser;

use super::{table::SETTINGS, *};

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    global: GlobalArgs,
    #[command(flatten)]
    serve: ServeArgs,
}

/// A command line, an environment and the lines of a settings file.
fn load(flags: &[&str], env: &[(&str, &str)], file: &str) -> Result<Settings, ConfigError> {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("settings.env");
    fs::write(&path, file).expect("written");
    let mut line = Line::try_parse_from([&["dsforge"], flags].concat()).expect("good flags");
    line.global.env_file = Some(path);
    let env: BTreeMap<_, _> = env.iter().copied().collect();
    Settings::load(&line.global, &line.serve, &|name| env.get(name).map(|&v| v.to_owned()))
}

fn refusal(env: &[(&str, &str)]) -> String {
    load(&[], env, "").expect_err("refused").to_string()
}

#[test]
fn a_flag_outranks_the_environment_which_outranks_the_file_which_outranks_the_default() {
    let port = |flags, env, file| load(flags, env, file).expect("good settings").port;
    let (env, file) = (&[("DSFORGE_PORT", "7002")][..], "DSFORGE_PORT=7003");
    assert_eq!(port(&["--port", "7001"], env, file), 7001);
    assert_eq!(port(&[], env, file), 7002);
    assert_eq!(port(&[], &[], file), 7003);
    assert_eq!(port(&[], &[("DSFORGE_PORT", " ")], file), 7003);
    assert_eq!(port(&[], &[], ""), 7411);
}

#[test]
fn the_database_is_named_by_its_file_or_by_its_folder() {
    let db = |flags, env, file| load(flags, env, file).expect("good settings").db_path;
    let both = &[("DB_PATH", "/srv/ada.db"), ("DSFORGE_DATA_DIR", "/srv/d")][..];
    assert_eq!(db(&["--data-dir", "/data"], both, ""), Path::new("/data/app.db"));
    assert_eq!(db(&[], both, ""), Path::new("/srv/ada.db"));
    assert_eq!(db(&[], &both[1..], "DB_PATH=/file.db"), Path::new("/srv/d/app.db"));
    assert!(db(&[], &[], "").ends_with("dsforge/app.db"));
    let home = etcetera::home_dir().expect("a home folder");
    assert_eq!(db(&[], &[], "DB_PATH=~/ada.db"), home.join("ada.db"));
}

#[test]
fn defaults_are_those_of_the_manual() {
    let settings = load(&[], &[], "").expect("good settings");
    assert_eq!(settings.ollama_timeout, Duration::from_secs(30));
    assert_eq!(settings.session_timeout, Duration::from_secs(1800));
    assert_eq!(settings.login_rate_limit, 5);
    assert_eq!(settings.bind.to_string(), "127.0.0.1");
    assert!(settings.cors_origins.is_empty() && settings.allow_hosts.is_empty());
    assert!(settings.open_browser && settings.docs && !settings.demo && !settings.port_given);
    assert!(settings.secret_file.ends_with("dsforge/secret.json"));
}

#[test]
fn times_are_plain_numbers_or_carry_a_unit() {
    let settings = load(&[], &[("SESSION_TIMEOUT", "90s"), ("OLLAMA_TIMEOUT", "2m")], "").expect("good");
    assert_eq!(settings.session_timeout, Duration::from_secs(90));
    assert_eq!(settings.ollama_timeout, Duration::from_secs(120));
    assert!(refusal(&[("SESSION_TIMEOUT", "0")]).starts_with("SESSION_TIMEOUT must be minutes"));
    assert!(refusal(&[("OLLAMA_TIMEOUT", "99999999999999999999h")]).contains("seconds from 1 to 3600"));
}

#[test]
fn a_wrong_value_is_one_sentence_that_names_the_setting() {
    assert_eq!(
        refusal(&[("OLLAMA_PORT", "99999")]),
        "OLLAMA_PORT must be a port from 0 to 65535, not `99999`."
    );
    assert_eq!(refusal(&[("DSFORGE_DEMO", "maybe")]), "DSFORGE_DEMO must be 1 or 0, not `maybe`.");
    assert!(refusal(&[("LOGIN_RATE_LIMIT", "0")]).starts_with("LOGIN_RATE_LIMIT must be"));
    let line = load(&[], &[], "OLLAMA_PORT=1\nnonsense").expect_err("refused").to_string();
    assert!(
        line.starts_with("Line 2 of ") && line.ends_with("has no = between a name and a value."),
        "{line}"
    );
}

#[test]
fn a_named_settings_file_that_is_missing_is_said() {
    let global = GlobalArgs { env_file: Some("/nowhere/x.env".into()), ..GlobalArgs::default() };
    let error = Settings::load(&global, &ServeArgs::default(), &|_| None).expect_err("refused");
    assert_eq!(error.to_string(), "The settings file /nowhere/x.env cannot be read: there is no such file.");
}

#[test]
fn the_secret_is_decoded_and_never_shown() {
    let settings = load(&[], &[("SECRET_SALT", "c2l4dGVlbiBieXRlcyBsb25n")], "").expect("good settings");
    assert_eq!(settings.secret_salt.as_ref().map(SecretSalt::bytes), Some(&b"sixteen bytes long"[..]));
    assert!(!format!("{settings:?}").contains("115"), "no byte of it is printed");
    for bad in ["c2hvcnQ=", "not base64!"] {
        let said = refusal(&[("SECRET_SALT", bad)]);
        assert!(said.starts_with("SECRET_SALT ") && !said.contains(bad), "{said}");
    }
}

#[test]
fn origins_are_exact_and_the_wildcard_is_refused() {
    let origins = |text| load(&[], &[("CORS_ORIGINS", text)], "").map(|s| s.cors_origins);
    assert_eq!(
        origins("http://localhost:5173, HTTPS://Notes.example:443,http://[::1]:80").as_deref(),
        Ok(&[
            "http://localhost:5173".to_owned(),
            "https://notes.example".to_owned(),
            "http://[::1]".to_owned()
        ][..])
    );
    for bad in
        ["*", "null", "http://a/", "http://a/b", "ftp://a", "http://a b", "http://u@a", "http://*.a", "a"]
    {
        assert!(refusal(&[("CORS_ORIGINS", bad)]).starts_with("CORS_ORIGINS "), "{bad}");
    }
}

#[test]
fn listening_for_others_needs_the_name_they_use() {
    assert!(refusal(&[("DSFORGE_BIND", "0.0.0.0")]).starts_with("--bind 0.0.0.0 lets others reach dsforge"));
    let flags = ["--bind", "::", "--allow-host", "Forge.lan", "--allow-host", "[fe80::1]:80"];
    let settings = load(&flags, &[("DSFORGE_ALLOW_HOST", "other")], "").expect("good settings");
    assert_eq!(settings.allow_hosts, ["forge.lan", "[fe80::1]:80"]);
    assert!(refusal(&[("DSFORGE_ALLOW_HOST", "a/b")]).starts_with("DSFORGE_ALLOW_HOST must be a host name"));
}

#[test]
fn every_flag_has_its_twin_in_the_table() {
    use clap::CommandFactory as _;
    let command = Line::command();
    for flag in command.get_arguments().filter_map(clap::Arg::get_long).filter(|f| *f != "help") {
        let setting = SETTINGS.iter().find(|s| s.flag == Some(&format!("--{flag}")));
        let twin = format!("DSFORGE_{}", flag.replace('-', "_").to_uppercase());
        assert_eq!(setting.map(|s| s.name), Some(twin.as_str()), "--{flag}");
        let help = command.get_arguments().find(|a| a.get_long() == Some(flag)).and_then(clap::Arg::get_help);
        assert!(help.is_some_and(|h| h.to_string().contains(&twin)), "--{flag} names its twin");
    }
}
