//! Every table and how its rows are keyed. What a row holds is said by the module of its resource.

use redb::{Key, TableDefinition, Value};

use super::{StoreError, Writer};

/// A table of rows under a key of numbers, whose first part is the owner, or the dataset or run that a row
/// belongs to.
#[derive(Clone, Copy)]
pub(super) struct Table<K: Key + 'static> {
    pub(super) name: &'static str,
    pub(super) rows: TableDefinition<'static, K, &'static [u8]>,
}

impl<K: Key + 'static> Table<K> {
    const fn new(name: &'static str) -> Self {
        Self { name, rows: TableDefinition::new(name) }
    }
}

/// A table of values under a name.
pub(super) type Named = Table<&'static str>;

type One = u64;
type Two = (u64, u64);
type Three = (u64, u64, u64);

// In clear: what is needed before anything can be unlocked.
pub(super) const META: Named = Table::new("meta");
pub(super) const USERS: Table<One> = Table::new("users"); //                          user
pub(super) const USERNAMES: Named = Table::new("usernames"); //                       folded name
pub(super) const WRAPS: Table<Three> = Table::new("wraps"); //                        user, epoch, slot

// Sealed for their owner.
pub(super) const PROFILE: Table<One> = Table::new("profile"); //                      user
pub(super) const TEMPLATES: Table<Two> = Table::new("templates"); //                  owner, template
pub(super) const TEMPLATE_VERSIONS: Table<Three> = Table::new("template_versions"); // owner, template, version
pub(super) const DRAFTS: Table<Two> = Table::new("drafts"); //                        owner, draft

// Sealed for their owner, behind a head in clear.
pub(super) const DATASETS: Table<Two> = Table::new("datasets"); //                    owner, dataset
pub(super) const RUNS: Table<Two> = Table::new("runs"); //                            owner, run

// Sealed for their dataset.
pub(super) const EXAMPLES: Table<Two> = Table::new("examples"); //                    dataset, example
pub(super) const CHANGES: Table<Two> = Table::new("changes"); //                      dataset, change and part

// Sealed for their run.
pub(super) const CANDIDATES: Table<Two> = Table::new("candidates"); //                run, candidate

/// Makes every table, so that a reader finds it.
pub(super) fn create_tables(w: &Writer) -> Result<(), StoreError> {
    for table in [META, USERNAMES] {
        w.open(table.rows)?;
    }
    for table in [USERS, PROFILE] {
        w.open(table.rows)?;
    }
    for table in [TEMPLATES, DRAFTS, DATASETS, RUNS, EXAMPLES, CHANGES, CANDIDATES] {
        w.open(table.rows)?;
    }
    for table in [WRAPS, TEMPLATE_VERSIONS] {
        w.open(table.rows)?;
    }
    Ok(())
}

/// A key of one or more numbers, as redb orders it and as a seal names it.
pub(super) trait RowKey: Key + for<'a> Value<SelfType<'a> = Self> + Copy + 'static {
    type Parts: AsRef<[u64]>;
    fn parts(self) -> Self::Parts;
}

impl RowKey for One {
    type Parts = [Self; 1];
    fn parts(self) -> [Self; 1] {
        [self]
    }
}

impl RowKey for Two {
    type Parts = [u64; 2];
    fn parts(self) -> [u64; 2] {
        self.into()
    }
}

impl RowKey for Three {
    type Parts = [u64; 3];
    fn parts(self) -> [u64; 3] {
        self.into()
    }
}
