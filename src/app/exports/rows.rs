//! From the examples of a plan to the lines that are written.

use std::ops::ControlFlow;

use super::{
    PreviewLine,
    plan::Plan,
    row_failed,
    split::{self, Likeness},
};
use crate::{
    app::error::AppError,
    model::{
        example::{AlternativeKind, Example, Split},
        id::ExampleId,
    },
    render::{
        export::{RowError, pairs},
        rules::{Breach, Findings, Look},
    },
    store::{Read, StoreError, examples},
};

/// What became of an example.
pub(super) struct Written {
    pub(super) example: ExampleId,
    /// Its lines, each with what is to be said of it where somebody asked.
    pub(super) lines: Result<Vec<(String, Option<Look>)>, RowError>,
    /// Where there is a split.
    pub(super) group: u64,
    /// Where somebody asked for it.
    pub(super) likeness: Option<Likeness>,
    pub(super) pinned: Split,
    pub(super) pairs: [(AlternativeKind, usize); 3],
}

impl Plan {
    /// Writes every example that was chosen, on all cores, and hands the lines out in the order of examples.
    /// With `looks`, each line is looked at as its reader would; with `likeness`, it is said what each is like.
    pub(super) fn each(
        &self,
        r: &impl Read,
        (looks, likeness): (bool, bool),
        mut take: impl FnMut(Written) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let work = |example: Example| {
            self.is_chosen(&example).then(|| {
                let written = Written {
                    example: example.id,
                    lines: Ok(Vec::new()),
                    group: self.split.map(|_| split::group(&example)).unwrap_or_default(),
                    likeness: likeness.then(|| Likeness::of(&example)),
                    pinned: example.split,
                    pairs: pairs(&example),
                };
                let lines = self.exporter.lines(example, &self.dataset);
                let looked = |line: String| {
                    let look = looks.then(|| self.linter.look(&line));
                    (line, look)
                };
                Written { lines: lines.map(|lines| lines.into_iter().map(looked).collect()), ..written }
            })
        };
        examples::map_in_order(r, &self.keyring, self.owner, self.dataset.id, work, |written| {
            self.done.one_more();
            written.map_or(ControlFlow::Continue(()), &mut take)
        })
    }

    /// The same without what is left out: lines that stay, or the first that cannot be written.
    pub(super) fn each_kept(
        &self,
        r: &impl Read,
        likeness: bool,
        mut take: impl FnMut(&Written, Result<&str, &RowError>) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let mut findings = Findings::new(self.target, self.exclude.clone());
        let looks = !self.exclude.is_empty();
        self.each(r, (looks, likeness), |mut written| {
            let lines = std::mem::replace(&mut written.lines, Ok(Vec::new()));
            match lines {
                Ok(lines) => {
                    for (line, look) in lines {
                        let stays = look.is_none_or(|look| findings.take(&written.example, look));
                        if stays && take(&written, Ok(&line)).is_break() {
                            return ControlFlow::Break(());
                        }
                    }
                    ControlFlow::Continue(())
                }
                Err(error) => {
                    let breach = Breach { rule: error.rule, detail: error.message.clone() };
                    if findings.refuse(&written.example, breach) {
                        return ControlFlow::Continue(());
                    }
                    take(&written, Err(&error))
                }
            }
        })
    }

    /// The first lines, or the first row that cannot be written.
    pub(super) fn lines(&self, r: &impl Read, most: usize) -> Result<Vec<PreviewLine>, AppError> {
        let (mut lines, mut failed) = (Vec::new(), None);
        self.each_kept(r, false, |written, line| {
            match line {
                Ok(text) => lines.push(PreviewLine { example: written.example, text: text.to_owned() }),
                Err(error) => failed = Some(row_failed(error)),
            }
            let enough = lines.len() >= most || failed.is_some();
            if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        failed.map_or(Ok(lines), Err)
    }

    fn is_chosen(&self, example: &Example) -> bool {
        (self.ids.is_empty() || self.ids.contains(&example.id)) && self.filter.takes(example)
    }
}
