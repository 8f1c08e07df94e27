//! The model's files in the browser's `IndexedDB`, where that is allowed. Nothing here is an error: without a store, the model runs from
//! memory and is loaded again at the next visit.
//!
//! Not in Cache Storage, since a private window of WebKitGTK (2.50) forgets what a dedicated worker puts there as soon as that worker
//! ends, and finds nothing of what the next one puts.

use idb::{Database, DatabaseEvent, Error, Factory, ObjectStoreParams, Query, TransactionMode};
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

const NAME: &str = "gloss-models";

/// Of the form of what is kept.
const VERSION: u32 = 1;

/// Addresses to bytes.
const FILES: &str = "files";

/// What is known of a file: its sum is part of its address, so that another version is another file.
pub(crate) fn address(base: &str, path: &str, sum: &str) -> String {
    format!("{base}{path}?sha256={}", sum.to_ascii_lowercase())
}

/// Where files are kept.
pub(crate) struct Store(Database);

impl Store {
    /// The store, if there is one.
    pub(crate) async fn open() -> Option<Self> {
        let mut request = Factory::new().ok()?.open(NAME, Some(VERSION)).ok()?;
        request.on_upgrade_needed(|event| {
            if let Ok(database) = event.database() {
                // Should it fail, no transaction will find the files, and nothing is kept.
                let _ = database.create_object_store(FILES, ObjectStoreParams::new());
            }
        });
        request.await.ok().map(Self)
    }

    /// The bytes at an address.
    pub(crate) async fn get(&self, address: &str) -> Option<Vec<u8>> {
        let transaction = self.0.transaction(&[FILES], TransactionMode::ReadOnly).ok()?;
        let request = transaction.object_store(FILES).ok()?.get(Query::from(JsValue::from_str(address))).ok()?;
        let bytes: Uint8Array = request.await.ok()??.dyn_into().ok()?;
        Some(bytes.to_vec())
    }

    /// Puts bytes at an address; gives whether they are there now.
    pub(crate) async fn put(&self, address: &str, bytes: &[u8]) -> bool {
        let put = async || -> Result<bool, Error> {
            let transaction = self.0.transaction(&[FILES], TransactionMode::ReadWrite)?;
            let bytes = Uint8Array::new_from_slice(bytes);
            transaction.object_store(FILES)?.put(&bytes, Some(&JsValue::from_str(address)))?.await?;
            // A full disk may show only at the end.
            Ok(transaction.await?.is_committed())
        };
        put().await.unwrap_or(false)
    }

    /// Throws away what is at an address.
    pub(crate) async fn remove(&self, address: &str) {
        let remove = async || -> Result<(), Error> {
            let transaction = self.0.transaction(&[FILES], TransactionMode::ReadWrite)?;
            transaction.object_store(FILES)?.delete(Query::from(JsValue::from_str(address)))?.await
        };
        let _ = remove().await;
    }

    async fn addresses(&self) -> Result<Vec<String>, Error> {
        let transaction = self.0.transaction(&[FILES], TransactionMode::ReadOnly)?;
        let keys = transaction.object_store(FILES)?.get_all_keys(None, None)?.await?;
        Ok(keys.into_iter().filter_map(|key| key.as_string()).collect())
    }

    /// Throws away all of a model's files but these.
    pub(crate) async fn keep_only(&self, base: &str, addresses: &[String]) {
        for address in self.addresses().await.unwrap_or_default() {
            if address.starts_with(base) && !addresses.contains(&address) {
                self.remove(&address).await;
            }
        }
    }
}

/// Throws away all of a model's files.
pub(crate) async fn forget(base: &str) {
    if let Some(store) = Store::open().await {
        store.keep_only(base, &[]).await;
    }
}
