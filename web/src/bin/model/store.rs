//! The model's files in the browser's Cache Storage, where that is allowed. Nothing here is an error: without a store, the model runs
//! from memory and is loaded again at the next visit.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, Request, Response};

/// The cache, by a name of the form of what it holds.
const NAME: &str = "gloss-models-1";

/// What is known of a file: its sum is part of its address, so that another version is another file.
pub(crate) fn address(base: &str, path: &str, sum: &str) -> String {
    format!("{base}{path}?sha256={}", sum.to_ascii_lowercase())
}

/// The store, if there is one.
pub(crate) async fn open() -> Option<Cache> {
    // Absent where the page is not served securely.
    let caches = js_sys::Reflect::get(&js_sys::global(), &"caches".into()).ok()?;
    let caches: CacheStorage = caches.dyn_into().ok()?;
    JsFuture::from(caches.open(NAME)).await.ok()?.dyn_into().ok()
}

/// The bytes at an address.
pub(crate) async fn get(store: &Cache, address: &str) -> Option<Vec<u8>> {
    let found = JsFuture::from(store.match_with_str(address)).await.ok()?;
    let response: Response = found.dyn_into().ok()?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Puts bytes at an address; gives whether they are there now.
pub(crate) async fn put(store: &Cache, address: &str, bytes: &[u8]) -> bool {
    let body = js_sys::Uint8Array::new_from_slice(bytes);
    let Ok(response) = Response::new_with_opt_js_u8_array(Some(&body)) else { return false };
    JsFuture::from(store.put_with_str(address, &response)).await.is_ok()
}

/// Throws away what is at an address.
pub(crate) async fn remove(store: &Cache, address: &str) {
    let _ = JsFuture::from(store.delete_with_str(address)).await;
}

/// Throws away all of a model's files but these.
pub(crate) async fn keep_only(store: &Cache, base: &str, addresses: &[String]) {
    let Ok(keys) = JsFuture::from(store.keys()).await else { return };
    for key in js_sys::Array::from(&keys) {
        let Ok(request) = key.dyn_into::<Request>() else { continue };
        let url = request.url();
        if url.starts_with(base) && !addresses.contains(&url) {
            remove(store, &url).await;
        }
    }
}

/// Throws away all of a model's files.
pub(crate) async fn forget(base: &str) {
    if let Some(store) = open().await {
        keep_only(&store, base, &[]).await;
    }
}
