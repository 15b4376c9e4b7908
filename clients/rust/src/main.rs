use futures::TryStreamExt;
use reqwest::header::{AUTHORIZATION, HeaderMap};
use serde_json::{from_value, json};

progenitor::generate_api!(spec = "../../openapi/dsforge.json", interface = Builder);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::var("DSFORGE_URL")? + "/api";
    let ada = json!({"username": "ada", "name": "Ada", "password": "three words and a number 7"});
    let me = Client::new(&url).setup().body(from_value::<types::SetupInput>(ada)?).send().await?;
    let bearer = HeaderMap::from_iter([(AUTHORIZATION, format!("Bearer {}", me.token).parse()?)]);
    let ada = Client::new_with_client(&url, reqwest::Client::builder().default_headers(bearer).build()?);

    let (system_prompt, slots) = ("You explain contracts.", json!({"clause": "Rent is due on the first."}));
    let template = json!({"name": "Explain a clause", "system_prompt": system_prompt, "user_prompt": "Explain: {clause}",
        "slots": ["clause"], "is_tool_calling_template": false, "tool_definitions": []});
    let template = ada.create_template().body(from_value::<types::TemplateInput>(template)?).send().await?;
    let run = json!({"template_id": template.id, "slots": slots, "count": 2, "model": "demo/writer"});
    let answers = ada.generate().body(from_value::<types::RunInput>(run)?).send().await?.into_inner();
    let dataset = ada.create_dataset().body_map(|dataset| dataset.name("lease-clauses")).send().await?;
    let example = |answer: &types::Generated| {
        from_value(json!({"system_prompt": system_prompt,
        "variation_prompt": answer.variation, "slots": slots, "output": answer.output}))
    };
    let examples = answers.iter().map(example).collect::<Result<Vec<_>, _>>()?;
    ada.add_examples().id(dataset.id).body(examples).send().await?;
    let file = ada.export_dataset().id(dataset.id).template_id("mlx_chat").send().await?;
    let file: Vec<u8> = file.into_inner().into_inner().map_ok(|part| part.to_vec()).try_concat().await?;
    let file = String::from_utf8(file)?;
    let first: String = file.chars().take(120).collect();
    println!("{} lines; the first: {first}", file.lines().count());
    Ok(())
}
