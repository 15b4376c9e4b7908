//! Formats to export in: those that come with dsforge, which cannot be changed, and those that people make.

use std::sync::Arc;

use super::{
    Services,
    auth::sessions::Session,
    error::{AppError, BadInput},
};
use crate::{
    crypto::keys::Keyring,
    model::{
        export_template::{ExportTemplate, ExportTemplateContent, Unit},
        id::{ExportTemplateId, UserId},
    },
    render::{
        builtin::{self, BuiltIn},
        export::{ExportOptions, Exporter, Package},
    },
    store::{Read, export_templates},
};

/// Letters of a name, a category or a file name, at most.
const LONGEST_NAME: usize = 100;

/// A format, whoever made it.
#[derive(Clone, Debug)]
pub struct Format {
    /// A built-in's name, or the number of one's own as text.
    pub id: String,
    /// What a person may change of it.
    pub content: ExportTemplateContent,
    /// Who reads it.
    pub description: String,
    /// What it costs.
    pub warning: Option<String>,
    /// The kind of file it is written as when nobody says otherwise.
    pub package: Package,
    /// Whether it came with dsforge.
    pub built_in: bool,
}

/// All formats: the built-in ones in their order, then one's own by name.
pub async fn list(
    services: &Services,
    session: &Session,
    category: Option<&str>,
) -> Result<Vec<Format>, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let mut own =
        services.store.read(move |r| Ok::<_, AppError>(export_templates::list(r, &keyring, owner)?)).await?;
    own.sort_by_key(|template| template.content.name.to_lowercase());
    let all = builtin::built_ins().iter().map(Format::from).chain(own.into_iter().map(Format::from));
    Ok(all.filter(|format| category.is_none_or(|wanted| format.content.category == wanted)).collect())
}

/// One format, by its id or by a name it had elsewhere.
pub async fn get(services: &Services, session: &Session, id: &str) -> Result<Format, AppError> {
    if let Some(format) = builtin::find(id) {
        return Ok(format.into());
    }
    let own = own_id(id)?;
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services.store.read(move |r| find(r, &keyring, owner, own).map(Format::from)).await
}

/// Keeps a format of one's own, if its template can be read.
pub async fn create(
    services: &Services,
    session: &Session,
    content: ExportTemplateContent,
) -> Result<Format, AppError> {
    let content = checked(content)?;
    let now = services.clock.now();
    let template = ExportTemplate { id: ExportTemplateId(0), created_at: now, updated_at: now, content };
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services
        .store
        .write(move |w| {
            refuse_taken(w, &keyring, owner, None, &template.content.name)?;
            Ok(export_templates::create(w, &keyring, owner, template)?.into())
        })
        .await
}

/// Changes a format of one's own.
pub async fn save(
    services: &Services,
    session: &Session,
    id: &str,
    content: ExportTemplateContent,
) -> Result<(), AppError> {
    refuse_built_in(id)?;
    let (id, content, now) = (own_id(id)?, checked(content)?, services.clock.now());
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services
        .store
        .write(move |w| {
            let before = find(w, &keyring, owner, id)?;
            refuse_taken(w, &keyring, owner, Some(id), &content.name)?;
            let template = ExportTemplate { content, updated_at: now, ..before };
            Ok(export_templates::put(w, &keyring, owner, &template)?)
        })
        .await
}

/// Removes a format of one's own.
pub async fn delete(services: &Services, session: &Session, id: &str) -> Result<(), AppError> {
    refuse_built_in(id)?;
    let (own, owner) = (own_id(id)?, session.user);
    let was_there =
        services.store.write(move |w| Ok::<_, AppError>(export_templates::delete(w, owner, own)?)).await?;
    if was_there { Ok(()) } else { Err(missing(id)) }
}

fn find(
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    id: ExportTemplateId,
) -> Result<ExportTemplate, AppError> {
    export_templates::get(r, keyring, owner, id)?.ok_or_else(|| missing(&id.to_string()))
}

fn missing(id: &str) -> AppError {
    AppError::NotFound(format!("export template {id}"))
}

fn own_id(id: &str) -> Result<ExportTemplateId, AppError> {
    id.parse().map(ExportTemplateId).map_err(|_| missing(id))
}

fn refuse_built_in(id: &str) -> Result<(), AppError> {
    match builtin::find(id) {
        Some(format) => Err(AppError::Conflict(format!(
            "{} came with dsforge and cannot be changed; duplicate it and change the copy",
            format.name
        ))),
        None => Ok(()),
    }
}

fn refuse_taken(
    r: &impl Read,
    keyring: &Keyring,
    owner: UserId,
    except: Option<ExportTemplateId>,
    name: &str,
) -> Result<(), AppError> {
    let is_same = |other: &str| other.to_lowercase() == name.to_lowercase();
    let own = export_templates::list(r, keyring, owner)?;
    let is_taken = own.iter().any(|other| is_same(&other.content.name) && Some(other.id) != except)
        || builtin::built_ins().iter().any(|format| is_same(format.name));
    if is_taken {
        return Err(AppError::Conflict("another format has this name; choose another".to_owned()));
    }
    Ok(())
}

fn checked(content: ExportTemplateContent) -> Result<ExportTemplateContent, AppError> {
    let ExportTemplateContent { name, category, unit, file_name, template } = content;
    let short = |field: &str, text: String| {
        let text = text.trim().to_owned();
        let length = text.chars().count();
        if length == 0 || length > LONGEST_NAME || text.chars().any(char::is_control) {
            return Err(AppError::bad(field, format!("{field} has 1 to {LONGEST_NAME} letters on one line")));
        }
        Ok(text)
    };
    let file_name = short("file_name", file_name)?;
    if !file_name.contains("{dataset}") {
        return Err(AppError::bad(
            "file_name",
            "file_name contains {dataset}, or every file has the same name",
        ));
    }
    compiled(&template, unit)?;
    Ok(ExportTemplateContent {
        name: short("name", name)?,
        category: short("category", category)?,
        unit,
        file_name,
        template,
    })
}

/// Refuses a template that cannot be read, with the place.
pub(super) fn compiled(template: &str, unit: Unit) -> Result<(), AppError> {
    exporter(template, unit, ExportOptions::default(), "template").map(drop)
}

/// A template, ready to write.
pub(super) fn exporter(
    template: &str,
    unit: Unit,
    options: ExportOptions,
    field: &str,
) -> Result<Exporter, AppError> {
    Exporter::new(template, unit, options).map_err(|error| {
        AppError::from(BadInput {
            message: error.to_string(),
            field: Some(field.to_owned()),
            line_column: Some((error.line, error.column)),
            ..BadInput::default()
        })
    })
}

impl From<&BuiltIn> for Format {
    fn from(format: &BuiltIn) -> Self {
        Self {
            id: format.id.to_owned(),
            content: ExportTemplateContent {
                name: format.name.to_owned(),
                category: format.category.label().to_owned(),
                unit: format.unit,
                file_name: format.file_name.to_owned(),
                template: format.template.to_owned(),
            },
            description: format.description.to_owned(),
            warning: format.warning.map(str::to_owned),
            package: format.package,
            built_in: true,
        }
    }
}

impl From<ExportTemplate> for Format {
    fn from(template: ExportTemplate) -> Self {
        Self {
            id: template.id.to_string(),
            content: template.content,
            description: "A format of your own.".to_owned(),
            warning: None,
            package: Package::Jsonl,
            built_in: false,
        }
    }
}
