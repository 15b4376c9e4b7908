//! Transactions: a snapshot to read, or the one writer. They know tables, not what is in them.

use redb::{Key, ReadTransaction, ReadableTable, Table, TableDefinition, Value, WriteTransaction};

use super::StoreError;
use crate::crypto::DbId;

/// The data as it was when the reading began. Later writes do not show.
pub struct Reader {
    pub(super) txn: ReadTransaction,
    pub(super) db: DbId,
}

/// The one transaction that may write. It sees what it has written; others see it when it has ended well.
pub struct Writer {
    pub(super) txn: WriteTransaction,
    pub(super) db: DbId,
}

/// Where rows can be read from: a [`Reader`], or a [`Writer`] with what it has written so far.
pub trait Read: tables::Tables {}

impl Read for Reader {}
impl Read for Writer {}

impl Writer {
    /// A table to write to. Only one handle to a table can live at a time, so callers drop it early.
    pub(super) fn open<K: Key + 'static, V: Value + 'static>(
        &self,
        table: TableDefinition<'static, K, V>,
    ) -> Result<Table<'_, K, V>, StoreError> {
        Ok(self.txn.open_table(table)?)
    }
}

/// Keeps redb's types out of the signature of [`Read`].
pub(super) mod tables {
    use super::{DbId, Key, ReadableTable, Reader, StoreError, TableDefinition, Value, Writer};

    pub trait Tables {
        /// The file's name, which every seal is bound to.
        fn db(&self) -> &DbId;

        fn table<K: Key + 'static, V: Value + 'static>(
            &self,
            table: TableDefinition<'static, K, V>,
        ) -> Result<impl ReadableTable<K, V>, StoreError>;
    }

    impl Tables for Reader {
        fn db(&self) -> &DbId {
            &self.db
        }

        fn table<K: Key + 'static, V: Value + 'static>(
            &self,
            table: TableDefinition<'static, K, V>,
        ) -> Result<impl ReadableTable<K, V>, StoreError> {
            Ok(self.txn.open_table(table)?)
        }
    }

    impl Tables for Writer {
        fn db(&self) -> &DbId {
            &self.db
        }

        fn table<K: Key + 'static, V: Value + 'static>(
            &self,
            table: TableDefinition<'static, K, V>,
        ) -> Result<impl ReadableTable<K, V>, StoreError> {
            self.open(table)
        }
    }
}
