//! What is asked for, settled: the format found, its template compiled, every named example there.

use std::{collections::HashSet, sync::Arc};

use super::{Done, ExportWish, SplitWish};
use crate::{
    app::{
        Services,
        auth::sessions::Session,
        datasets,
        error::AppError,
        examples::Filter,
        export_templates::{self, Format},
    },
    crypto::keys::Keyring,
    model::{
        dataset::Dataset,
        id::{DatasetId, ExampleId, UserId},
    },
    render::{
        export::{Exporter, Package},
        rules::{Linter, Rule, Target},
    },
    store::examples,
};

/// What the Hub's viewer reads well: a file of some hundred megabytes, once the text is compressed.
const USUAL_FILE_MIB: u64 = 512;

/// An export, ready to be written.
pub(super) struct Plan {
    pub(super) owner: UserId,
    pub(super) keyring: Arc<Keyring>,
    pub(super) dataset: Arc<Dataset>,
    pub(super) format: Format,
    pub(super) exporter: Exporter,
    pub(super) target: Target,
    pub(super) linter: Linter,
    pub(super) ids: HashSet<ExampleId>,
    pub(super) filter: Filter,
    pub(super) exclude: Vec<Rule>,
    pub(super) package: Package,
    /// The kind of the files in a ZIP.
    pub(super) inside: Package,
    pub(super) split: Option<SplitWish>,
    /// Text that a Parquet file in a ZIP holds, about.
    pub(super) file_bytes: u64,
    pub(super) guard_formulas: bool,
    pub(super) done: Done,
}

impl Plan {
    pub(super) async fn make(
        services: &Services,
        session: &Session,
        id: DatasetId,
        wish: ExportWish,
    ) -> Result<Self, AppError> {
        let mut format = export_templates::get(services, session, &wish.format).await?;
        if let Some((template, unit)) = wish.draft {
            format.content.template = template;
            format.content.unit = unit;
        }
        let unit = format.content.unit;
        let exporter =
            export_templates::exporter(&format.content.template, unit, wish.options, "template_id")?;
        let dataset = datasets::get(services, session, id).await?;
        check_ids(services, session, id, &wish.ids).await?;
        let (is_split, is_cut) = (wish.split.is_some(), wish.file_mib.is_some());
        let (package, inside) = packed(wish.package, format.package, is_split, is_cut);
        let target = Target::of(&format.id);
        Ok(Self {
            owner: session.user,
            keyring: Arc::clone(&session.keyring),
            dataset: Arc::new(dataset),
            exporter,
            target,
            linter: Linter::new(target, wish.most_tokens),
            ids: wish.ids.into_iter().collect(),
            filter: wish.filter,
            exclude: wish.exclude,
            package,
            inside,
            split: wish.split,
            file_bytes: wish.file_mib.unwrap_or(USUAL_FILE_MIB).max(1) << 20,
            guard_formulas: wish.guard_formulas,
            done: Done::default(),
            format,
        })
    }

    /// How the file is called: the format's own name with the ending of what it is put into.
    pub(super) fn file_pattern(&self) -> String {
        let name = &self.format.content.file_name;
        if self.package == self.format.package {
            return name.clone();
        }
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let ending = match self.package {
            Package::Jsonl => "jsonl",
            Package::Zip => "zip",
            Package::Csv => "csv",
            Package::Parquet => "parquet",
        };
        format!("{stem}.{ending}")
    }
}

/// The kind of file, and that of the files in it if it is a ZIP. Several files need a ZIP around them.
fn packed(wished: Option<Package>, usual: Package, is_split: bool, is_cut: bool) -> (Package, Package) {
    match wished.unwrap_or(usual) {
        Package::Zip if usual == Package::Zip => (Package::Zip, Package::Jsonl),
        Package::Zip => (Package::Zip, usual),
        Package::Parquet if is_cut => (Package::Zip, Package::Parquet),
        kind if is_split => (Package::Zip, kind),
        kind => (kind, kind),
    }
}

/// Whether every example that is named is there: a file that silently lacks one would be taken for whole.
async fn check_ids(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    ids: &[ExampleId],
) -> Result<(), AppError> {
    let (owner, keyring, ids) = (session.user, Arc::clone(&session.keyring), ids.to_vec());
    services
        .store
        .read(move |r| {
            for id in ids {
                examples::get(r, &keyring, owner, dataset, id)?.ok_or_else(|| AppError::no_example(id))?;
            }
            Ok(())
        })
        .await
}
