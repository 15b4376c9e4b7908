//! Every way in which a model server goes wrong, on every way to a model: a batch that is waited for, a run, and one
//! card that is asked again while somebody listens.

use serde_json::{Value, json};

use crate::{
    fake_ollama::{FakeOllama, Fault},
    support::{
        TestApp,
        trade::{id, real_batch},
    },
};

/// What becomes of a question.
struct Case {
    name: &'static str,
    fault: Fault,
    /// How often it has to go wrong: a server that is full is asked again, and so is one that hangs up at once.
    times: usize,
    /// What the card says.
    kind: &'static str,
    words: &'static str,
    /// What `/generate` answers.
    status: u16,
    /// Whether words arrived before it went wrong, and are kept.
    some_words: bool,
}

const fn case(
    name: &'static str,
    fault: Fault,
    kind: &'static str,
    status: u16,
    words: &'static str,
) -> Case {
    Case { name, fault, times: 1, kind, words, status, some_words: false }
}

const fn after_some_words(case: Case) -> Case {
    Case { some_words: true, ..case }
}

const CASES: &[Case] = &[
    case("never begins", Fault::Silent, "timed_out", 504, "The model did not begin to answer."),
    after_some_words(case("stops", Fault::Stall, "timed_out", 504, "stopped in the middle of its answer")),
    after_some_words(case("ends early", Fault::CutOff, "garbled", 502, "it broke off before its end")),
    after_some_words(case(
        "error in a 200",
        Fault::ErrorLine,
        "refused",
        502,
        "(500): an error was encountered",
    )),
    case(
        "error in an error",
        Fault::NestedError,
        "refused",
        502,
        "(400): request (5465 tokens) exceeds the available",
    ),
    after_some_words(case("garbage", Fault::Garbage, "garbled", 502, "a line of it is no JSON")),
    after_some_words(case("no UTF-8", Fault::InvalidUtf8, "garbled", 502, "it is not UTF-8")),
    after_some_words(case("10 MB in a line", Fault::LongLine, "garbled", 502, "a line of it is too long")),
    case(
        "swallows the answer",
        Fault::Empty,
        "garbled",
        502,
        "wrote 45 tokens and the server passed none of them on",
    ),
    case("points elsewhere", Fault::Redirect, "refused", 502, "(302)"),
    case("lacks the model", Fault::NoModel, "no_such_model", 502, "`ollama pull gemma3:4b`"),
    Case { times: 8, ..case("is full", Fault::BusyForAMoment, "busy", 502, "too many requests waiting") },
    case("wrong host name", Fault::Forbidden, "refused", 502, "host name"),
    Case {
        times: 2,
        ..case("hangs up", Fault::HangUp, "garbled", 502, "the connection broke off before it came")
    },
];

/// Asserts what a card shows of a fault.
fn assert_shows(card: &Value, case: &Case, route: &str) {
    let Case { name, kind, words, some_words, .. } = case;
    assert_eq!(
        (&card["state"], &card["error"]["kind"]),
        (&json!("failed"), &json!(kind)),
        "{name}, {route}: {card}"
    );
    let message = card["error"]["message"].as_str().unwrap_or_default();
    assert!(message.contains(words), "{name}, {route}: {message}");
    let is_kept = card["output"].as_str().is_some_and(|text| !text.is_empty());
    assert_eq!(is_kept, *some_words, "{name}, {route}: {card}");
}

#[tokio::test]
async fn every_fault_of_a_server_shows_on_the_card_and_in_the_status_on_every_way_to_it() {
    for case in CASES {
        let ollama = FakeOllama::start().await;
        ollama.load("gemma3:4b");
        let ada = TestApp::build().hasty_ollama(&ollama).unlocked_as("ada").await;
        let template = ada.new_template().await;
        let go_wrong = || (0..case.times).for_each(|_| ollama.fail_next(case.fault));

        go_wrong();
        let detail = ada.post("/generate", real_batch(template, 1)).await.detail(case.status);
        assert!(detail.contains(case.words), "{}, /generate: {detail}", case.name);

        go_wrong();
        let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
        ada.follow(run).await;
        let ended = ada.run(run).await;
        assert_eq!(
            (&ended["status"], &ended["items"]["failed"]),
            (&json!("failed"), &json!(1)),
            "{}",
            case.name
        );
        assert_eq!(ended["failures"][0]["cause"], case.kind, "{}", case.name);
        assert_shows(&ada.candidates(run).await[0], case, "run");

        let run = id(&ada.post("/runs", real_batch(template, 1)).await.expect(201));
        ada.follow(run).await;
        let answered = ada.candidates(run).await[0].clone();
        assert_eq!(answered["state"], "done", "{}: the next question is answered", case.name);
        go_wrong();
        let steps = ollama.step_by_step();
        let path = format!("/runs/{run}/candidates/{}/regenerate", answered["id"]);
        let again = id(&ada.order(&path).await.expect(201));
        let mut listener = ada.listen(run).await;
        steps.add_permits(1_000);
        let told = listener.until("candidate", |data| data["candidate"]["state"] == "failed").await;
        assert_eq!(id(&told["candidate"]), again);
        assert_shows(&told["candidate"], case, "events");
        while listener.next().await.is_some() {}
        let cards = ada.candidates(run).await;
        assert_eq!((cards.len(), &cards[0]), (2, &answered), "{}: the first answer stays", case.name);
        assert_shows(&cards[1], case, "regenerate");
    }
}

#[tokio::test]
async fn a_model_that_is_still_loading_may_take_longer_and_says_so_when_it_took_too_long() {
    let ollama = FakeOllama::start().await;
    let ada = TestApp::build().hasty_ollama(&ollama).unlocked_as("ada").await;
    let template = ada.new_template().await;
    ollama.fail_next(Fault::Silent);
    let detail = ada.post("/generate", real_batch(template, 1)).await.detail(504);
    assert!(detail.contains("still loading") && detail.contains("Waited 1.5 seconds"), "{detail}");
}
