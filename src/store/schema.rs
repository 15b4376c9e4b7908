//! Every table and how its rows are keyed. What a row holds is said by the module of its resource.

use redb::{Key, TableDefinition, TableHandle, Value};

use super::{Reader, StoreError, Writer};
use crate::crypto::keys::Domain;

/// A table of rows under a key of numbers, whose first part is the owner, or the dataset or run that a row
/// belongs to.
#[derive(Clone, Copy)]
pub(super) struct Table<K: Key + 'static> {
    pub(super) name: &'static str,
    pub(super) rows: TableDefinition<'static, K, &'static [u8]>,
}

impl<K: Key + 'static> Table<K> {
    pub(super) const fn new(name: &'static str) -> Self {
        Self { name, rows: TableDefinition::new(name) }
    }
}

/// A table of values under a name.
pub(super) type Named = Table<&'static str>;

pub(super) type One = u64;
pub(super) type Two = (u64, u64);
pub(super) type Three = (u64, u64, u64);

// In clear: what is needed before anything can be unlocked.
pub(super) const META: Named = Table::new("meta");
pub(super) const USERS: Table<One> = Table::new("users"); //                          user
pub(super) const USERNAMES: Named = Table::new("usernames"); //                       folded name
pub(super) const WRAPS: Table<Three> = Table::new("wraps"); //                        user, epoch, slot

// Sealed for their owner.
pub(super) const PROFILE: Table<One> = Table::new("profile"); //                      user
pub(super) const TEMPLATES: Table<Two> = Table::new("templates"); //                  owner, template
pub(super) const TEMPLATE_VERSIONS: Table<Three> = Table::new("template_versions"); // owner, template, version
pub(super) const CHAT_TEMPLATES: Table<Two> = Table::new("chat_templates"); //       owner, chat template
pub(super) const DRAFTS: Table<Two> = Table::new("drafts"); //                        owner, draft
pub(super) const PROVIDERS: Table<Two> = Table::new("providers"); //                  owner, provider

// Sealed for their owner, behind a head in clear.
pub(super) const DATASETS: Table<Two> = Table::new("datasets"); //                    owner, dataset
pub(super) const RUNS: Table<Two> = Table::new("runs"); //                            owner, run

// Sealed for their dataset.
pub(super) const EXAMPLES: Table<Two> = Table::new("examples"); //                    dataset, example
pub(super) const CHANGES: Table<Two> = Table::new("changes"); //                      dataset, change and part

// Sealed for their run.
pub(super) const CANDIDATES: Table<Two> = Table::new("candidates"); //                run, candidate
pub(super) const RUN_ROWS: Table<Two> = Table::new("run_rows"); //                    run, first row of a chunk

/// A table of sealed rows, with what its rows are sealed for.
#[derive(Clone, Copy)]
pub(super) enum Sealed {
    /// One row for each owner.
    OfOwner(Table<One>, Domain),
    /// An owner's rows.
    Owned(Table<Two>, Domain),
    /// An owner's rows, under a key of three parts.
    OwnedTwice(Table<Three>, Domain),
    /// An owner's rows behind a salt, sealed in a domain.
    Headed(Table<Two>, Domain),
    /// An owner's runs: behind a salt, each sealed for itself.
    Runs(Table<Two>),
    /// Rows of a dataset.
    OfDataset(Table<Two>),
    /// Rows of a run.
    OfRun(Table<Two>),
}

/// Every table with sealed rows. A row with a head comes before the rows whose keys are derived by it, so that
/// whoever holds outdated keys of a run finds out before they write.
pub(super) const SEALED: [Sealed; 12] = [
    Sealed::OfOwner(PROFILE, Domain::Prefs),
    Sealed::Owned(TEMPLATES, Domain::Templates),
    Sealed::OwnedTwice(TEMPLATE_VERSIONS, Domain::Templates),
    Sealed::Owned(CHAT_TEMPLATES, Domain::ChatTemplates),
    Sealed::Owned(DRAFTS, Domain::Drafts),
    Sealed::Owned(PROVIDERS, Domain::Providers),
    Sealed::Headed(DATASETS, Domain::Meta),
    Sealed::Runs(RUNS),
    Sealed::OfDataset(EXAMPLES),
    Sealed::OfDataset(CHANGES),
    Sealed::OfRun(CANDIDATES),
    Sealed::OfRun(RUN_ROWS),
];

impl Sealed {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::OfOwner(table, _) => table.name,
            Self::OwnedTwice(table, _) => table.name,
            Self::Owned(table, _)
            | Self::Headed(table, _)
            | Self::Runs(table)
            | Self::OfDataset(table)
            | Self::OfRun(table) => table.name,
        }
    }
}

/// The tables whose values are in clear.
pub(super) const CLEAR: [&str; 4] = [META.name, USERS.name, USERNAMES.name, WRAPS.name];

/// Whether a table is missing, as in a file from before there was such a table.
pub(super) fn lacks_tables(r: &Reader) -> Result<bool, StoreError> {
    let there: Vec<String> = r.txn.list_tables()?.map(|table| table.name().to_owned()).collect();
    let mut wanted = CLEAR.into_iter().chain(SEALED.map(Sealed::name));
    Ok(wanted.any(|name| !there.iter().any(|there| there == name)))
}

/// Makes every table that is not there yet, so that a reader finds it.
pub(super) fn create_tables(w: &Writer) -> Result<(), StoreError> {
    w.open(META.rows)?;
    w.open(USERNAMES.rows)?;
    w.open(USERS.rows)?;
    w.open(WRAPS.rows)?;
    for sealed in SEALED {
        match sealed {
            Sealed::OfOwner(table, _) => drop(w.open(table.rows)?),
            Sealed::OwnedTwice(table, _) => drop(w.open(table.rows)?),
            Sealed::Owned(table, _)
            | Sealed::Headed(table, _)
            | Sealed::Runs(table)
            | Sealed::OfDataset(table)
            | Sealed::OfRun(table) => drop(w.open(table.rows)?),
        }
    }
    Ok(())
}

/// A key of one or more numbers, as redb orders it and as a seal names it.
pub(super) trait RowKey: Key + for<'a> Value<SelfType<'a> = Self> + Copy + 'static {
    type Parts: AsRef<[u64]>;
    fn parts(self) -> Self::Parts;
    fn from_parts(parts: &[u64]) -> Option<Self>;
}

impl RowKey for One {
    type Parts = [Self; 1];
    fn parts(self) -> [Self; 1] {
        [self]
    }
    fn from_parts(parts: &[u64]) -> Option<Self> {
        if let [a] = parts { Some(*a) } else { None }
    }
}

impl RowKey for Two {
    type Parts = [u64; 2];
    fn parts(self) -> [u64; 2] {
        self.into()
    }
    fn from_parts(parts: &[u64]) -> Option<Self> {
        if let [a, b] = parts { Some((*a, *b)) } else { None }
    }
}

impl RowKey for Three {
    type Parts = [u64; 3];
    fn parts(self) -> [u64; 3] {
        self.into()
    }
    fn from_parts(parts: &[u64]) -> Option<Self> {
        if let [a, b, c] = parts { Some((*a, *b, *c)) } else { None }
    }
}
