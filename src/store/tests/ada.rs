//! Ada with a password, a recovery code, and something in every table.

use serde_json::json;

use super::{ADA, append, candidate, contract_clauses, now, read, run, template, write};
use crate::{
    crypto::{
        kdf::Kdf,
        keys::Keyring,
        password::Password,
        pepper::{Pepper, PepperRing},
        recovery::RecoveryCode,
    },
    model::{
        chat_template::ChatTemplate,
        draft::Draft,
        export_template::{ExportTemplate, ExportTemplateContent, Unit},
        id::{ChatTemplateId, ExportTemplateId, ProviderId, RunId, TemplateId},
        provider::{ApiKey, Provider, ProviderKind},
        user::Preferences,
    },
    store::{
        Reader, Store, StoreError, accounts,
        accounts::{CodeError, NewAccount, PreparedPassword},
        candidates, changes, chat_templates, datasets, drafts, examples, export_templates, providers,
        run_rows, runs, templates,
    },
};

pub(super) struct Ada {
    pub(super) keys: Keyring,
    pub(super) ring: PepperRing,
    pub(super) code: RecoveryCode,
}

pub(super) const PASSWORD: &str = "correct horse";

impl Ada {
    pub(super) fn join(store: &Store) -> Self {
        let ring = PepperRing::new(Pepper::generate().unwrap());
        let prepared = accounts::prepare(NewAccount {
            username: "ada",
            password: &Password::new(PASSWORD).unwrap(),
            preferences: Preferences::named("Ada"),
            kdf: Kdf::default(),
            pepper: ring.current(),
        })
        .unwrap();
        let made = write(store, |w| accounts::insert(w, prepared));
        assert_eq!(made.id, ADA);
        Self { keys: made.keys, ring, code: made.recovery }
    }

    /// A password, ready to be set.
    pub(super) fn stretched(&self, password: &str) -> PreparedPassword {
        PreparedPassword::new(&Password::new(password).unwrap(), Kdf::default(), self.ring.current()).unwrap()
    }

    /// Leaves rows in every table, some of them edited, archived or undone.
    pub(super) fn work(&self, store: &Store) {
        let keys = &self.keys;
        let dataset = contract_clauses(store, keys);
        let archived = contract_clauses(store, keys);
        let (ids, _) = append(store, keys, dataset, &["Three months.", "One month.", "At any time."]);
        append(store, keys, archived, &["Put away."]);
        write(store, |w| {
            let mut example = examples::get(w, keys, ADA, dataset, ids[0])?.unwrap();
            example.note = Some("Checked.".to_owned());
            examples::update(w, keys, ADA, dataset, &example, now())?;
            let deletion = examples::delete(w, keys, ADA, dataset, &ids[1..], now())?;
            assert!(changes::undo(w, keys, ADA, dataset, Some(deletion), now()).is_ok());
            let mut put_away = datasets::get(w, keys, ADA, archived)?.unwrap();
            put_away.archived = true;
            datasets::put(w, keys, ADA, &put_away)?;

            let mut template = templates::create(w, keys, ADA, template("Explain {clause}."), now())?;
            template.version = 2;
            templates::save(w, keys, ADA, &template, vec!["user_prompt".to_owned()])?;
            let answers = vec![candidate("Three months."), candidate("One month.")];
            let (run, run_keys) = runs::create(w, keys, ADA, run("Explain {clause}."), answers)?;
            runs::put(w, &run_keys, &run)?;
            providers::insert(w, keys, ADA, workstation())?;
            chat_templates::create(w, keys, ADA, gemma())?;
            export_templates::create(w, keys, ADA, pairs())?;
            let later = std::collections::BTreeMap::from([("clause".to_owned(), "Pets.".to_owned())]);
            run_rows::insert(w, &run_keys, 1, &[later])?;
            let value = json!({"text": "Half a thought."});
            drafts::put(w, keys, ADA, &Draft { key: "generate".to_owned(), value, updated_at: now() })
        });
    }
}

/// A chat template that somebody keeps.
fn gemma() -> ChatTemplate {
    ChatTemplate {
        id: ChatTemplateId(0),
        name: "gemma3".to_owned(),
        template: "{{ bos_token }}{{ messages[0].content }}".to_owned(),
        bos_token: "<bos>".to_owned(),
        eos_token: "<eos>".to_owned(),
        created_at: now(),
    }
}

/// A format that somebody made.
fn pairs() -> ExportTemplate {
    let content = ExportTemplateContent {
        name: "Our pairs".to_owned(),
        category: "Preference".to_owned(),
        unit: Unit::Pair,
        file_name: "{dataset}.pairs.{date}.jsonl".to_owned(),
        template: "{{ chosen|tojson }}".to_owned(),
    };
    ExportTemplate { id: ExportTemplateId(0), created_at: now(), updated_at: now(), content }
}

/// A model server with a key.
pub(super) fn workstation() -> Provider {
    Provider {
        id: ProviderId(0),
        name: "workstation".to_owned(),
        kind: ProviderKind::Openai,
        address: "http://192.168.0.7:8080/v1".to_owned(),
        api_key: ApiKey::typed("sk-of-ada-for-the-workstation"),
        enabled: true,
        position: 1,
        width: None,
    }
}

/// All that Ada has, with the revisions of what has any.
pub(super) fn inventory(r: &Reader, keys: &Keyring) -> Result<String, StoreError> {
    let mut preferences = accounts::preferences(r, ADA, keys)?;
    preferences.recovery_confirmed = false;
    let mut all =
        vec![json!(preferences), json!(templates::list(r, keys, ADA)?), json!(drafts::list(r, keys, ADA)?)];
    all.push(json!(providers::list(r, keys, ADA)?));
    all.push(json!(chat_templates::list(r, keys, ADA)?));
    all.push(json!(export_templates::list(r, keys, ADA)?));
    all.push(json!(templates::versions(r, keys, ADA, TemplateId(1))?));
    for dataset in datasets::list(r, keys, ADA)? {
        let history = changes::list(r, keys, ADA, dataset.id, 0, usize::MAX)?.0;
        all.push(json!(examples::page(r, keys, ADA, dataset.id, 0, usize::MAX, false)?));
        all.push(json!(history.iter().map(|change| format!("{change:?}")).collect::<Vec<_>>()));
        all.push(json!(dataset));
    }
    all.push(json!(runs::list(r, keys, ADA, 0, usize::MAX)?.0));
    if let Some(run_keys) = runs::keys_of(r, keys, ADA, RunId(1))? {
        all.push(json!(candidates::list(r, &run_keys)?));
    }
    Ok(json!(all).to_string())
}

/// The same, opened from the file alone.
pub(super) fn inventory_by_code(store: &Store, code: &RecoveryCode) -> Result<String, CodeError> {
    store.0.read(|r| {
        let account = accounts::find(r, "ada")?.ok_or(StoreError::Gone { table: "users" })?;
        let keys = accounts::unlock_with_code(r, &account, code)?;
        Ok(inventory(r, &keys)?)
    })
}

#[test]
fn something_stands_in_every_table() {
    use crate::store::{schema::SEALED, sealed};
    let store = Store::in_memory().unwrap();
    let ada = Ada::join(&store);
    ada.work(&store);
    let mut seen = std::collections::BTreeSet::new();
    read(&store, |r| {
        let flow = sealed::walk(r, ADA, &sealed::Cursor::default(), |found| {
            seen.insert(found.table);
            Ok(std::ops::ControlFlow::Continue(()))
        });
        flow.map(drop)
    });
    // A dictionary needs a thousand examples, and has tests of its own.
    let all = SEALED.iter().map(|sealed| sealed.name()).filter(|name| *name != "dictionaries");
    assert_eq!(seen, all.collect());
    assert!(inventory_by_code(&store, &ada.code).unwrap().contains("Put away."));
}
