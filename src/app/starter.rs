//! What a new user finds: a dataset to fill and a template that works at once.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{
    crypto::keys::Keyring,
    model::{
        id::UserId,
        template::{SlotDetail, TemplateContent},
        tool::ToolChoice,
    },
    store::{StoreError, Writer, datasets, templates},
};

/// Gives a new user their first dataset and template.
pub(super) fn give(w: &Writer, keyring: &Keyring, owner: UserId, now: Timestamp) -> Result<(), StoreError> {
    datasets::create(w, keyring, owner, "My first dataset", now)?;
    templates::create(w, keyring, owner, sample(), now)?;
    Ok(())
}

fn sample() -> TemplateContent {
    let slot = |description: &str, default: Option<&str>, samples: &[&str]| SlotDetail {
        description: description.to_owned(),
        default: default.map(str::to_owned),
        samples: samples.iter().map(|&sample| sample.to_owned()).collect(),
    };
    TemplateContent {
        name: "Explain a clause to a tenant".to_owned(),
        system_prompt:
            "You explain rental contracts to people who are not lawyers. Use short sentences and no Latin."
                .to_owned(),
        user_prompt: "Explain this clause of my rental contract in a {tone} tone:\n\n{clause}".to_owned(),
        slots: vec!["clause".to_owned(), "tone".to_owned()],
        slot_details: BTreeMap::from([
            (
                "clause".to_owned(),
                slot(
                    "A clause, as it stands in the contract",
                    Some("The tenant shall give written notice of any defect without undue delay."),
                    &[
                        "The tenant shall give written notice of any defect without undue delay.",
                        "The deposit amounts to three months' rent and may be paid in three instalments.",
                        "Small repairs up to 100 euros each are borne by the tenant, at most 300 euros a year.",
                    ],
                ),
            ),
            (
                "tone".to_owned(),
                slot(
                    "How the answer sounds",
                    Some("calm, plain"),
                    &["calm, plain", "friendly", "very short"],
                ),
            ),
        ]),
        is_tool_calling_template: false,
        tool_definitions: Vec::new(),
        tool_choice: ToolChoice::Auto,
        output_schema: None,
    }
}
