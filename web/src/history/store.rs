//! Entries in the browser's `IndexedDB`.

use std::cell::RefCell;

use idb::{
    Database, DatabaseEvent, Error, Factory, ObjectStore, ObjectStoreParams, Query, Transaction, TransactionMode,
};
use wasm_bindgen::prelude::*;
use web_sys::IdbTransaction;

use super::Entry;

const NAME: &str = "gloss-history";

/// Of the form of what is kept.
const VERSION: u32 = 1;

/// Identifiers to entries, as JSON.
const ENTRIES: &str = "entries";

/// How many transactions run at once at most: one that writes, and what the panel reads.
const AT_ONCE: usize = 8;

/// Where entries are kept.
pub(super) struct Store {
    database: Database,
    /// The newest transactions, some of which may still run.
    newest: RefCell<Vec<IdbTransaction>>,
}

/// Why something was not written.
pub(super) enum Failure {
    /// The browser's reasons.
    Browser(Error),
    /// It said that it had written, and has something else.
    Differs,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Browser(error)
    }
}

impl Store {
    /// The store, if the browser allows one.
    pub(super) async fn open() -> Result<Self, Error> {
        let mut request = Factory::new()?.open(NAME, Some(VERSION))?;
        request.on_upgrade_needed(|event| {
            if let Ok(database) = event.database() {
                // Should it fail, no transaction will find the entries, which is told.
                let _ = database.create_object_store(ENTRIES, ObjectStoreParams::new());
            }
        });
        Ok(Self { database: request.await?, newest: RefCell::default() })
    }

    fn begin(&self, mode: TransactionMode) -> Result<Transaction, Error> {
        let begun = IdbTransaction::from(self.database.transaction(&[ENTRIES], mode)?);
        let mut newest = self.newest.borrow_mut();
        if newest.len() == AT_ONCE {
            newest.remove(0);
        }
        newest.push(begun.clone());
        Ok(begun.into())
    }

    /// Gives up what runs, and the store. What is not written yet fails.
    pub(super) fn leave(&self) {
        for transaction in self.newest.take() {
            // One that has ended refuses.
            let _ = transaction.abort();
        }
        self.database.close();
    }

    /// All entries. What cannot be read, since a later version wrote it, is passed over and left alone.
    pub(super) async fn all(&self) -> Result<Vec<Entry>, Error> {
        let transaction = self.begin(TransactionMode::ReadOnly)?;
        let found = transaction.object_store(ENTRIES)?.get_all(None, None)?.await?;
        Ok(found.into_iter().filter_map(read).collect())
    }

    /// An entry.
    pub(super) async fn get(&self, id: &str) -> Result<Option<Entry>, Error> {
        let transaction = self.begin(TransactionMode::ReadOnly)?;
        Ok(get(&transaction.object_store(ENTRIES)?, id).await?.and_then(read))
    }

    /// Changes an entry, or makes it, by what `change` makes of what is there; nothing is written where it makes nothing. No other
    /// page writes in between. What was written is read back before it counts.
    pub(super) async fn change(
        &self,
        id: &str,
        change: impl FnOnce(Option<Entry>) -> Option<Entry>,
    ) -> Result<Option<Entry>, Failure> {
        let transaction = self.begin(TransactionMode::ReadWrite)?;
        let entries = transaction.object_store(ENTRIES)?;
        let present = get(&entries, id).await?.and_then(read);
        let Some(entry) = change(present) else { return Ok(None) };
        let text = serde_json::to_string(&entry).unwrap_or_default();
        entries.put(&JsValue::from_str(&text), Some(&JsValue::from_str(id)))?.await?;
        // A full disk may show only at the end.
        if !transaction.await?.is_committed() {
            return Err(Failure::Differs);
        }
        let transaction = self.begin(TransactionMode::ReadOnly)?;
        let kept = get(&transaction.object_store(ENTRIES)?, id).await?;
        let kept = kept.and_then(read);
        // Another page may have written since; what it has is at least as new.
        match kept {
            Some(kept) if kept == entry || kept.changed > entry.changed => Ok(Some(entry)),
            _ => Err(Failure::Differs),
        }
    }

    /// Throws an entry away.
    pub(super) async fn remove(&self, id: &str) -> Result<(), Error> {
        let transaction = self.begin(TransactionMode::ReadWrite)?;
        transaction.object_store(ENTRIES)?.delete(Query::from(JsValue::from_str(id)))?.await?;
        transaction.await.map(drop)
    }
}

async fn get(entries: &ObjectStore, id: &str) -> Result<Option<JsValue>, Error> {
    entries.get(Query::from(JsValue::from_str(id)))?.await
}

fn read(value: JsValue) -> Option<Entry> {
    serde_json::from_str(&value.as_string()?).ok()
}
