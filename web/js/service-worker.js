// Keeps the site for days without a network: the page, the worker and the editor before it counts as installed, the languages
// afterwards.
//
// build/offline.mjs bundles this with Workbox into dist/sw.js and puts in GLOSS, the list of what the build made. Files whose names
// change with their content are never replaced, so one store serves pages of several versions at once; what only older ones need is
// taken out when no page of an older version is open, which the locks tell that pages hold (js/offline.js).

import { cacheNames } from "workbox-core";
import { PrecacheController } from "workbox-precaching";

const { version, first, later, used } = GLOSS;
const { scope } = self.registration;

/** What is kept when it was first used, or after everything else. */
const LATER = `gloss-later-${scope}`;

const addressOf = (path) => new URL(path, scope).href;
const integrities = new Map(later.map(({ url, integrity }) => [addressOf(url), integrity]));
for (const path of used) integrities.set(addressOf(path), undefined);

const controller = new PrecacheController();
controller.addToCacheList(first);

self.addEventListener("install", (event) => controller.install(event));

// Nothing is taken over: an open page goes on with the worker that it came from, until its reader agrees.
self.addEventListener("activate", (event) => event.waitUntil(tidy(event)));

self.addEventListener("message", (event) => {
  const { type, version: theirs, fills } = event.data ?? {};
  if (type === "take over") self.skipWaiting();
  if (type === "hello" && theirs === version) event.waitUntil(welcome(event, fills === true));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  // Parts of files are asked for by what keeps them itself.
  if (request.method !== "GET" || !request.url.startsWith(scope) || request.headers.has("range")) return;
  const address = new URL(request.url);
  address.search = address.hash = "";
  if (address.href === scope) address.pathname += "index.html";
  const key = controller.getCacheKeyForURL(address.href);
  const isOlder = !key && /-[0-9A-Za-z]{8,}[._]/.test(address.pathname) && !address.href.startsWith(addressOf("models/"));
  if (key || integrities.has(address.href) || isOlder) event.respondWith(answer(event, key ?? address.href));
});

/** From the store where it is there, else from the network, and then into the store if it belongs there. */
async function answer({ request }, key) {
  const asksAnew = request.cache === "reload" || request.cache === "no-store";
  // A host that is asked past every cache is asked for what the store would rather have had.
  const kept = asksAnew ? undefined : await caches.match(key);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.status === 200 && integrities.has(key)) {
    const store = await caches.open(LATER);
    // A store that is full is no reason to keep the answer from the page.
    await store.put(key, response.clone()).catch(() => {});
  }
  return response;
}

/** A page of this version is open. */
async function welcome(event, fills) {
  // The first page came before its worker. It is this version's, and so is every other one, or nothing is claimed.
  if (!(await hasOlderPages())) await self.clients.claim();
  await tidy(event);
  if (fills) await fill();
}

/** Fetches what no reader needs at once, so that every language can be read offline. What is missing is tried again next time. */
async function fill() {
  const store = await caches.open(LATER);
  for (const { url, integrity } of later) {
    const address = addressOf(url);
    if (await store.match(address)) continue;
    try {
      const response = await fetch(address, { integrity });
      if (response.status === 200) await store.put(address, response);
    } catch {
      return;
    }
  }
}

/** Takes out what only pages of other versions need, once there are none. */
async function tidy(event) {
  // What a version that waits has fetched already is none of this one's.
  if (self.registration.installing || self.registration.waiting || (await hasOlderPages())) return;
  await controller.activate(event);
  const store = await caches.open(LATER);
  for (const request of await store.keys()) if (!integrities.has(request.url)) await store.delete(request);
}

/** Whether a page of another version is open. */
async function hasOlderPages() {
  const { held } = await navigator.locks.query();
  return held.some(({ name }) => name.startsWith(`gloss ${scope} `) && name !== `gloss ${scope} ${version}`);
}

// The store is the origin's, which may hold other things of Workbox.
if (!cacheNames.precache.endsWith(scope)) throw new Error("the store's name does not hold the site's folder");
