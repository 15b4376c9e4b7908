//! Datasets, examples, templates, runs and drafts as a person uses them.

use std::ops::ControlFlow;

use serde_json::json;

use super::{
    ADA, GRACE, append, candidate, contract_clauses, example, now, read, run, store, template, write,
};
use crate::{
    model::{
        candidate::Verdict,
        draft::Draft,
        id::{CandidateId, DatasetId, ExampleId, RunId},
        run::RunStatus,
    },
    store::{StoreError, candidates, changes, datasets, drafts, examples, runs, templates},
};

#[test]
fn a_dataset_is_renamed_and_archived_and_keeps_its_examples() {
    let (store, keys) = store();
    let id = contract_clauses(&store, &keys);
    append(&store, &keys, id, &["One."]);
    let mut dataset = read(&store, |r| datasets::get(r, &keys, ADA, id)).unwrap();
    dataset.name = "clauses of 2026".to_owned();
    dataset.archived = true;
    write(&store, |w| datasets::put(w, &keys, ADA, &dataset));
    assert_eq!(read(&store, |r| datasets::list(r, &keys, ADA)), [dataset]);
    assert_eq!(append(&store, &keys, id, &["Two."]).0, [ExampleId(2)], "ids go on where they were");
}

#[test]
fn a_deleted_dataset_takes_its_examples_along_and_its_id_is_not_used_again() {
    let (store, keys) = store();
    let (first, second) = (contract_clauses(&store, &keys), contract_clauses(&store, &keys));
    append(&store, &keys, second, &["One."]);
    assert!(write(&store, |w| datasets::delete(w, ADA, second)));
    assert!(!write(&store, |w| datasets::delete(w, ADA, second)));
    assert!(!write(&store, |w| datasets::delete(w, GRACE, first)), "it is not hers");
    assert_eq!(read(&store, |r| examples::get(r, &keys, ADA, second, ExampleId(1))), None);
    assert_eq!(contract_clauses(&store, &keys), DatasetId(3));
}

#[test]
fn a_dataset_is_read_in_pages_in_batches_and_until_told_to_stop() {
    let (store, keys) = store();
    let id = contract_clauses(&store, &keys);
    append(&store, &keys, id, &["1", "2", "3", "4", "5"]);
    let outputs = |page: Vec<crate::model::example::Example>| {
        page.iter().map(|e| e.output().to_owned()).collect::<Vec<_>>().concat()
    };
    let page = |offset, limit, newest| {
        outputs(read(&store, |r| examples::page(r, &keys, ADA, id, offset, limit, newest)))
    };
    assert_eq!(page(0, 2, false), "12");
    assert_eq!(page(2, 2, true), "32");
    assert_eq!(page(4, 9, false), "5");
    assert_eq!(page(9, 9, false), "");
    assert_eq!(page(0, 0, false), "");

    let after = |last: Option<u64>, limit| {
        outputs(read(&store, |r| examples::after(r, &keys, ADA, id, last.map(ExampleId), limit)))
    };
    assert_eq!(
        (after(None, 3), after(Some(3), 3), after(Some(5), 3)),
        ("123".into(), "45".into(), String::new())
    );
    assert_eq!(after(Some(u64::MAX), 3), "");

    let mut seen = String::new();
    read(&store, |r| {
        examples::scan_newest_first(r, &keys, ADA, id, |example| {
            seen.push_str(example.output());
            if seen.len() < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })
    });
    assert_eq!(seen, "543");
}

#[test]
fn changing_what_is_not_there_is_an_error_that_says_so() {
    let (store, keys) = store();
    let id = contract_clauses(&store, &keys);
    let gone = |result: Result<(), StoreError>| matches!(result, Err(StoreError::Gone { .. }));
    let nowhere = DatasetId(99);
    assert!(gone(
        store.0.write(|w| examples::append(w, &keys, ADA, nowhere, vec![example("")], now()).map(drop))
    ));
    assert!(gone(store.0.write(|w| examples::update(w, &keys, ADA, id, &example(""), now()).map(drop))));
    assert!(gone(store.0.write(|w| examples::delete(w, &keys, ADA, id, &[ExampleId(1)], now()).map(drop))));
}

#[test]
fn an_example_of_more_than_32_mib_is_refused() {
    let (store, keys) = store();
    let id = contract_clauses(&store, &keys);
    let huge = example(&"x".repeat(33 << 20));
    let refused = store.0.write(|w| examples::append(w, &keys, ADA, id, vec![huge], now()));
    assert!(matches!(refused, Err(StoreError::TooLarge)));
    assert_eq!(read(&store, |r| datasets::get(r, &keys, ADA, id)).unwrap().count, 0);
}

#[test]
fn the_largest_example_can_still_be_deleted_and_brought_back() {
    let (store, keys) = store();
    let id = contract_clauses(&store, &keys);
    let json = serde_json::to_vec(&example("")).unwrap().len();
    let fits = |spare: usize| {
        let large = example(&"x".repeat((32 << 20) - json - spare));
        store.0.write(|w| examples::append(w, &keys, ADA, id, vec![large], now()))
    };
    assert!(matches!(fits(63), Err(StoreError::TooLarge)));
    let (ids, _) = fits(64).unwrap();
    write(&store, |w| examples::delete(w, &keys, ADA, id, &ids, now()));
    write(&store, |w| changes::undo(w, &keys, ADA, id, None, now()));
    assert!(read(&store, |r| examples::get(r, &keys, ADA, id, ids[0])).is_some());
}

#[test]
fn a_template_keeps_every_version() {
    let (store, keys) = store();
    let mut saved = write(&store, |w| templates::create(w, &keys, ADA, template("Explain {clause}."), now()));
    assert_eq!(saved.system_prompts.iter().count(), 1);
    saved.version = 2;
    saved.content.user_prompt = "Explain {clause} to a tenant.".to_owned();
    write(&store, |w| templates::save(w, &keys, ADA, &saved, vec!["user_prompt".to_owned()]));
    saved.archived = true;
    write(&store, |w| templates::put(w, &keys, ADA, &saved));

    let versions = read(&store, |r| templates::versions(r, &keys, ADA, saved.id));
    let told: Vec<_> =
        versions.iter().map(|v| (v.version, v.content.user_prompt.as_str(), v.changed.len())).collect();
    assert_eq!(told, [(2, "Explain {clause} to a tenant.", 1), (1, "Explain {clause}.", 0)]);
    assert_eq!(read(&store, |r| templates::get(r, &keys, ADA, saved.id)), Some(saved.clone()));
    assert_eq!(read(&store, |r| templates::list(r, &keys, ADA)), [saved]);
    assert_eq!(read(&store, |r| templates::list(r, &keys, GRACE)), []);
}

#[test]
fn a_run_goes_on_with_its_own_keys_alone() {
    let (store, keys) = store();
    let (first, run_keys) =
        write(&store, |w| runs::create(w, &keys, ADA, run("Explain."), vec![candidate("a"), candidate("b")]));
    let (second, other_keys) =
        write(&store, |w| runs::create(w, &keys, ADA, run("Sum up."), vec![candidate("c")]));
    assert_eq!((first.id, second.id), (RunId(1), RunId(2)));

    drop(keys);
    let mut starred = read(&store, |r| candidates::get(r, &run_keys, CandidateId(2))).unwrap();
    assert_eq!(starred.output, "b");
    starred.verdict = Verdict::Starred;
    write(&store, |w| candidates::put(w, &run_keys, &starred));
    let third = write(&store, |w| candidates::insert(w, &run_keys, candidate("d")));
    assert_eq!(third.id, CandidateId(3));
    let all = read(&store, |r| candidates::list(r, &run_keys));
    assert_eq!(all.iter().map(|c| c.output.as_str()).collect::<String>(), "abd");
    assert_eq!(all[1].verdict, Verdict::Starred);
    assert_eq!(read(&store, |r| candidates::list(r, &other_keys)).len(), 1);

    let mut done = read(&store, |r| runs::get_with(r, &run_keys)).unwrap();
    assert_eq!(done, first);
    done.status = RunStatus::Done;
    write(&store, |w| runs::put(w, &run_keys, &done));
    assert_eq!(read(&store, |r| runs::get_with(r, &run_keys)), Some(done));
}

#[test]
fn runs_are_listed_newest_first_and_unfinished_ones_are_found_again() {
    let (store, keys) = store();
    for prompt in ["one", "two", "three"] {
        write(&store, |w| runs::create(w, &keys, ADA, run(prompt), Vec::new()));
    }
    let second = read(&store, |r| runs::keys_of(r, &keys, ADA, RunId(2))).unwrap();
    let mut done = read(&store, |r| runs::get(r, &keys, ADA, RunId(2))).unwrap();
    done.status = RunStatus::Cancelled;
    write(&store, |w| runs::put(w, &second, &done));

    let (page, total) = read(&store, |r| runs::list(r, &keys, ADA, 1, 5));
    assert_eq!((page.iter().map(|run| run.id.0).collect::<Vec<_>>(), total), (vec![2, 1], 3));
    let unfinished = read(&store, |r| runs::unfinished(r, &keys, ADA));
    assert_eq!(unfinished.iter().map(|run| run.id.0).collect::<Vec<_>>(), [1, 3]);
    assert!(read(&store, |r| runs::keys_of(r, &keys, GRACE, RunId(1))).is_none());
}

#[test]
fn a_draft_is_found_by_its_key_and_replaced_under_it() {
    let (store, keys) = store();
    let draft = |key: &str, text: &str| Draft {
        key: key.to_owned(),
        value: json!({ "text": text }),
        updated_at: now(),
    };
    write(&store, |w| {
        drafts::put(w, &keys, ADA, &draft("template/new", "first"))?;
        drafts::put(w, &keys, ADA, &draft("generate", "slots"))?;
        drafts::put(w, &keys, ADA, &draft("template/new", "second"))
    });
    assert_eq!(
        read(&store, |r| drafts::list(r, &keys, ADA)),
        [draft("template/new", "second"), draft("generate", "slots")]
    );
    assert!(write(&store, |w| drafts::delete(w, &keys, ADA, "template/new")));
    assert!(!write(&store, |w| drafts::delete(w, &keys, ADA, "template/new")));
    assert_eq!(read(&store, |r| drafts::get(r, &keys, ADA, "template/new")), None);
    assert_eq!(read(&store, |r| drafts::get(r, &keys, ADA, "generate")), Some(draft("generate", "slots")));
    assert_eq!(read(&store, |r| drafts::get(r, &keys, GRACE, "generate")), None);
}
