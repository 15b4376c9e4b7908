//! What trainers want beside the rows: how the columns are called, where the files are, and how to begin. The
//! rows alone are read wrongly, or not at all, where these are missing.

use serde_json::{Value, json};

use super::{
    super::export::Package,
    folder::{FolderPlan, Part, PlannedPart, hub_name},
};

/// The side files of a format, with their names. `name` is what the dataset is called in them.
pub fn side_files(format: &str, name: &str, plan: &FolderPlan) -> Vec<(&'static str, String)> {
    let mut files = vec![("README.md", card(format, name, plan))];
    if let Some(columns) = llama_factory(format) {
        files.push(("dataset_info.json", dataset_info(name, &columns, plan)));
    }
    if let Some(settings) = axolotl(format) {
        files.push(("axolotl.yaml", axolotl_yaml(settings, plan)));
    }
    files
}

/// Whether a part may be in several files. Who is told of its files one by one gets one.
pub fn takes_several_files(format: &str) -> bool {
    llama_factory(format).is_none() && axolotl(format).is_none()
}

/// What LLaMA-Factory has to be told. It leaves out silently what is not named here.
fn llama_factory(format: &str) -> Option<Value> {
    let sharegpt = |more: &[(&str, &str)]| {
        let mut columns = json!({"messages": "conversations", "system": "system", "tools": "tools"});
        for (column, member) in more {
            columns[*column] = json!(member);
        }
        json!({
            "formatting": "sharegpt",
            "columns": columns,
            "tags": {
                "role_tag": "from",
                "content_tag": "value",
                "user_tag": "human",
                "assistant_tag": "gpt",
                "observation_tag": "observation",
                "function_tag": "function_call",
                "system_tag": "system",
            },
        })
    };
    Some(match format {
        "sharegpt" => sharegpt(&[]),
        "lf_dpo" => {
            let mut info = sharegpt(&[("chosen", "chosen"), ("rejected", "rejected")]);
            info["ranking"] = json!(true);
            info
        }
        "lf_kto" => sharegpt(&[("kto_tag", "kto_tag")]),
        "alpaca" => json!({"columns": {
            "prompt": "instruction", "query": "input", "response": "output", "system": "system",
        }}),
        "mlx_instruct" => json!({"columns": {
            "system": "instruction", "prompt": "input", "response": "output",
        }}),
        _ => return None,
    })
}

fn dataset_info(name: &str, info: &Value, plan: &FolderPlan) -> String {
    let mut all = serde_json::Map::new();
    for part in &plan.parts {
        let mut entry = serde_json::Map::from_iter([("file_name".to_owned(), json!(plan.pattern(*part)))]);
        entry.extend(info.as_object().cloned().unwrap_or_default());
        all.insert(entry_name(name, part.part), Value::Object(entry));
    }
    format!("{:#}\n", Value::Object(all))
}

fn entry_name(name: &str, part: Part) -> String {
    if part == Part::Train { name.to_owned() } else { format!("{name}-{}", part.name()) }
}

/// The lines about a dataset in axolotl's settings, and those about the whole.
fn axolotl(format: &str) -> Option<(&'static [&'static str], &'static str)> {
    Some(match format {
        "axolotl_chat" => (
            &[
                "type: chat_template",
                "field_messages: messages",
                "field_tools: tools",
                "message_field_training: train",
                "roles_to_train: [assistant]",
            ],
            "chat_template: tokenizer_default",
        ),
        "sharegpt_axolotl" => (
            &[
                "type: chat_template",
                "field_messages: conversations",
                "message_property_mappings: {role: from, content: value}",
                "roles_to_train: [assistant]",
            ],
            "chat_template: tokenizer_default",
        ),
        "axolotl_dpo" => (
            &[
                "type: chat_template.default",
                "field_messages: messages",
                "field_chosen: chosen",
                "field_rejected: rejected",
                "split: train",
            ],
            "rl: dpo\nchat_template: tokenizer_default",
        ),
        "alpaca" => (&["type: alpaca"], "# Axolotl's alpaca type leaves system prompts out."),
        _ => return None,
    })
}

fn axolotl_yaml((dataset, whole): (&[&str], &str), plan: &FolderPlan) -> String {
    let of = |wanted: Part| {
        let part = plan.parts.iter().find(|part| part.part == wanted)?;
        let path = format!("  - path: {}", plan.pattern(*part));
        let lines = dataset.iter().map(|line| format!("    {line}"));
        Some(joined([path, format!("    ds_type: {}", kind_name(plan))].into_iter().chain(lines)))
    };
    let mut yaml = format!(
        "# Add base_model, adapter and the rest, then: axolotl train axolotl.yaml\n{whole}\ndatasets:\n{}",
        of(Part::Train).unwrap_or_default()
    );
    if let Some(valid) = of(Part::Valid) {
        yaml.push_str("test_datasets:\n");
        yaml.push_str(&valid);
    }
    yaml
}

/// What the `datasets` library calls the kind of the files.
fn kind_name(plan: &FolderPlan) -> &'static str {
    match plan.kind {
        Package::Jsonl | Package::Zip => "json",
        Package::Csv => "csv",
        Package::Parquet => "parquet",
    }
}

/// Lines, each with its end.
fn joined(lines: impl Iterator<Item = String>) -> String {
    lines.flat_map(|line| [line, "\n".to_owned()]).collect()
}

/// The dataset card: the Hub reads its head, people the rest.
fn card(format: &str, name: &str, plan: &FolderPlan) -> String {
    let parts = || plan.parts.iter();
    let files = joined(parts().flat_map(|part| {
        [format!("  - split: {}", hub_name(part.part)), format!("    path: {}", plan.pattern(*part))]
    }));
    let rows =
        joined(parts().flat_map(|part| plan.files(*part)).map(|(file, rows)| format!("| {file} | {rows} |")));
    let begin = begin(format, name, plan)
        .map(|commands| format!("\n## Begin\n\n```\n{commands}\n```\n"))
        .unwrap_or_default();
    format!(
        "---\nconfigs:\n- config_name: default\n  data_files:\n{files}---\n\n# {name}\n\n\
         Written by dsforge in its format `{format}`.\n\n| File | Rows |\n| --- | --- |\n{rows}{begin}"
    )
}

/// What to type in this folder.
fn begin(format: &str, name: &str, plan: &FolderPlan) -> Option<String> {
    let is_train = |part: &&PlannedPart| part.part == Part::Train;
    let train = plan.parts.iter().find(is_train).map(|part| plan.pattern(*part)).unwrap_or_default();
    Some(match format {
        "mlx_completions" => "mlx_lm.lora --model MODEL --train --data . --mask-prompt".to_owned(),
        // With `--mask-prompt` nothing but the last answer of a conversation is learned from: no call before it either.
        "mlx_chat" | "mlx_tools" => "mlx_lm.lora --model MODEL --train --data .".to_owned(),
        "sharegpt" | "alpaca" | "mlx_instruct" | "lf_dpo" | "lf_kto" => {
            let stage = match format {
                "lf_dpo" => "dpo",
                "lf_kto" => "kto",
                _ => "sft",
            };
            format!(
                "llamafactory-cli train stage={stage} do_train=true model_name_or_path=MODEL finetuning_type=lora \\\n  \
                 dataset_dir=. dataset={name} template=TEMPLATE output_dir=out"
            )
        }
        "axolotl_chat" | "sharegpt_axolotl" | "axolotl_dpo" => "axolotl train axolotl.yaml".to_owned(),
        "trl_sft" | "trl_tools" | "trl_prompt_completion" | "tool_calling" => trl("SFT", plan, &train),
        "trl_dpo" => trl("DPO", plan, &train),
        "trl_kto" => trl("KTO", plan, &train),
        "openai_chat" | "openai_tools" | "openai_dpo" => {
            format!("openai api files.create --purpose fine-tune --file {train}")
        }
        "together" => format!("together files upload {train}"),
        _ => return None,
    })
}

fn trl(kind: &str, plan: &FolderPlan, train: &str) -> String {
    let form = kind_name(plan);
    format!(
        "from datasets import load_dataset\nfrom trl import {kind}Config, {kind}Trainer\n\n\
         rows = load_dataset(\"{form}\", data_files=\"{train}\", split=\"train\")\n\
         {kind}Trainer(model=\"MODEL\", args={kind}Config(output_dir=\"out\"), train_dataset=rows).train()"
    )
}
