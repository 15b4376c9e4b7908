//! What would go wrong, said before the download: every row is written and looked at as its reader would.

use std::{collections::BTreeMap, ops::ControlFlow, sync::Arc};

use super::{ExportWish, plan::Plan, split::Sides, today};
use crate::{
    app::{Services, auth::sessions::Session, error::AppError},
    model::{
        example::AlternativeKind,
        id::{DatasetId, ExampleId},
    },
    render::{
        export::Package,
        file_name::{file_name, plain_name},
        package::side_files,
        rules::{Breach, Finding, Findings, Severity},
    },
    store::{Read, StoreError},
};

/// What an export would be.
pub struct Check {
    /// Examples that were looked at.
    pub examples: u64,
    /// Examples that have nothing of what lines are made from.
    pub without_rows: u64,
    /// Lines that would be written.
    pub rows: u64,
    /// What the file would be called.
    pub file_name: String,
    /// The files in it, where it is a ZIP.
    pub files: Vec<CheckedFile>,
    /// How many groups of examples stay together, where there is a split.
    pub groups: Option<u64>,
    /// Every rule that is broken, with how bad that is.
    pub findings: Vec<(Finding<ExampleId>, Severity)>,
    /// Whether a rule is broken that makes the file useless, by a row that is not left out.
    pub is_blocked: bool,
    /// Answers that lost, by how.
    pub pairs: BTreeMap<&'static str, u64>,
}

/// A file in a ZIP.
pub struct CheckedFile {
    /// Its name.
    pub name: String,
    /// Its rows, if it has rows.
    pub rows: Option<u64>,
}

/// Looks at everything that would be written.
pub async fn check(
    services: &Services,
    session: &Session,
    id: DatasetId,
    wish: ExportWish,
) -> Result<Check, AppError> {
    let plan = Arc::new(Plan::make(services, session, id, wish).await?);
    let file_name = file_name(&plan.file_pattern(), &plan.dataset.name, today(services));
    services.store.read(move |r| Ok(plan.check(r, file_name)?)).await
}

impl Plan {
    fn check(&self, r: &impl Read, file_name: String) -> Result<Check, StoreError> {
        let mut findings = Findings::new(self.target, self.exclude.clone());
        let (mut examples, mut without_rows, mut is_blocked) = (0, 0, false);
        let mut pairs = BTreeMap::new();
        self.each(r, (true, false), |written| {
            examples += 1;
            for (kind, count) in written.pairs {
                *pairs.entry(kind_name(kind)).or_insert(0) += count as u64;
            }
            match written.lines {
                Ok(lines) => {
                    without_rows += u64::from(lines.is_empty());
                    for look in lines.into_iter().filter_map(|(_, look)| look) {
                        let is_bad =
                            look.breaches.iter().any(|b| self.target.severity(b.rule) == Severity::Error);
                        is_blocked |= findings.take(&written.example, look) && is_bad;
                    }
                }
                Err(error) => {
                    let breach = Breach { rule: error.rule, detail: error.message };
                    is_blocked |= !findings.refuse(&written.example, breach);
                }
            }
            ControlFlow::Continue(())
        })?;
        let rows = findings.kept();
        let (files, groups) = if self.package == Package::Zip {
            let sides = self.sides(r)?;
            (self.files(&sides), sides.groups)
        } else {
            (Vec::new(), None)
        };
        let with_severity = |finding: Finding<ExampleId>| {
            let severity = self.target.severity(finding.rule);
            (finding, severity)
        };
        let findings = findings.finish().into_iter().map(with_severity).collect();
        Ok(Check { examples, without_rows, rows, file_name, files, groups, findings, is_blocked, pairs })
    }

    fn files(&self, sides: &Sides) -> Vec<CheckedFile> {
        let plan = self.folder_plan(sides);
        let files = plan.parts.iter().flat_map(|part| plan.files(*part));
        let of_rows = files.map(|(name, rows)| CheckedFile { name, rows: Some(rows) });
        let beside = side_files(&self.format.id, &plain_name(&self.dataset.name), &plan);
        of_rows
            .chain(beside.into_iter().map(|(name, _)| CheckedFile { name: name.to_owned(), rows: None }))
            .collect()
    }
}

fn kind_name(kind: AlternativeKind) -> &'static str {
    match kind {
        AlternativeKind::Rejected => "rejected",
        AlternativeKind::Original => "original",
        AlternativeKind::Outranked => "outranked",
    }
}
