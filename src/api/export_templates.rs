//! Export templates over HTTP: the formats that datasets are exported in.

use std::sync::Arc;

use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use serde::Deserialize;

use super::{Tag, auth::SignedIn, body::Body, error::Result, wire::wire_enum};
use crate::{
    app::{
        Services,
        export_templates::{self, Format},
    },
    model::export_template::{self, ExportTemplateContent},
};

wire_enum! {
    /// What a line is made from.
    Unit from export_template::Unit {
        /// An example.
        Example,
        /// An answer in an example, with what came before it.
        Turn,
        /// An answer and one that lost against it.
        Pair,
        /// An answer, or one that lost, each with its verdict.
        Candidate,
    }
}

/// A format to export in.
#[derive(Object)]
struct ExportTemplate {
    /// A built-in's name, or the number of one's own as text.
    id: String,
    /// What it is called.
    name: String,
    /// What it is for.
    category: String,
    /// What one line is made from.
    unit: Unit,
    /// How files are named.
    file_name: String,
    /// Who reads it.
    description: String,
    /// What it costs.
    warning: Option<String>,
    /// Whether it came with dsforge; then it cannot be changed.
    built_in: bool,
    /// The Jinja template.
    template: String,
}

/// A format of one's own.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExportTemplateInput {
    /// What it is called; unique.
    name: String,
    /// The group it is listed under.
    category: String,
    /// What one line is made from.
    unit: Unit,
    /// How files are named; `{dataset}` and `{date}` are filled in.
    file_name: String,
    /// The Jinja template.
    template: String,
}

#[derive(ApiResponse)]
enum Created {
    /// It is kept.
    #[oai(status = 201)]
    Created(Json<ExportTemplate>),
}

#[derive(ApiResponse)]
enum Done {
    /// It is done.
    #[oai(status = 204)]
    Done,
}

/// Formats for trainers.
pub(super) struct ExportTemplatesApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Exports")]
impl ExportTemplatesApi {
    /// List export formats
    #[oai(path = "/export_templates", method = "get", operation_id = "list_export_templates")]
    async fn list(
        &self,
        who: SignedIn,
        /// Only those of this category.
        category: Query<Option<String>>,
    ) -> Result<Json<Vec<ExportTemplate>>> {
        let all = export_templates::list(&self.0, who.session(), category.0.as_deref()).await?;
        Ok(Json(all.into_iter().map(ExportTemplate::from).collect()))
    }

    /// Add an export format
    ///
    /// The template is compiled first; an error says line and column.
    #[oai(path = "/export_templates", method = "post", operation_id = "create_export_template")]
    async fn create(&self, who: SignedIn, body: Body<ExportTemplateInput>) -> Result<Created> {
        let made = export_templates::create(&self.0, who.session(), body.0.into()).await?;
        Ok(Created::Created(Json(made.into())))
    }

    /// Get an export format
    #[oai(path = "/export_templates/:id", method = "get", operation_id = "get_export_template")]
    async fn get(&self, who: SignedIn, id: Path<String>) -> Result<Json<ExportTemplate>> {
        Ok(Json(export_templates::get(&self.0, who.session(), &id.0).await?.into()))
    }

    /// Change an export format
    ///
    /// One that came with dsforge cannot be changed: add a copy of it.
    #[oai(path = "/export_templates/:id", method = "put", operation_id = "update_export_template")]
    async fn update(&self, who: SignedIn, id: Path<String>, body: Body<ExportTemplateInput>) -> Result<Done> {
        export_templates::save(&self.0, who.session(), &id.0, body.0.into()).await?;
        Ok(Done::Done)
    }

    /// Delete an export format
    #[oai(path = "/export_templates/:id", method = "delete", operation_id = "delete_export_template")]
    async fn delete(&self, who: SignedIn, id: Path<String>) -> Result<Done> {
        export_templates::delete(&self.0, who.session(), &id.0).await?;
        Ok(Done::Done)
    }
}

impl From<ExportTemplateInput> for ExportTemplateContent {
    fn from(input: ExportTemplateInput) -> Self {
        let ExportTemplateInput { name, category, unit, file_name, template } = input;
        Self { name, category, unit: unit.into(), file_name, template }
    }
}

impl From<Format> for ExportTemplate {
    fn from(format: Format) -> Self {
        let Format { id, content, description, warning, built_in, package: _ } = format;
        let ExportTemplateContent { name, category, unit, file_name, template } = content;
        Self { id, name, category, unit: unit.into(), file_name, description, warning, built_in, template }
    }
}
