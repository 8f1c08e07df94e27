// What makes an app of the page: its service worker, and what other programs hand to it. Reached from Rust (src/offline.rs) as
// `globalThis.glossOffline`. Without service workers, or where a host does not serve one, the page works as it always did.

{
  const container = navigator.serviceWorker;
  const version = document.querySelector("meta[name=gloss-version]")?.content ?? "";

  /** How often a page that stays open looks for a new version, when its reader comes back to it. */
  const HOUR_MS = 3_600_000;

  /** How long a new version may take to start before the page is loaded again all the same. */
  const PATIENCE_MS = 4_000;

  // As long as this page is open, the service worker keeps what its version needs.
  const folder = new URL("./", document.baseURI).href;
  navigator.locks?.request(`gloss ${folder} ${version}`, { mode: "shared" }, () => new Promise(() => {})).catch(() => {});

  let registration;
  let asked = Date.now();

  globalThis.glossOffline = {
    /**
     * Keeps the site for offline use from now on.
     * @param {() => void} onUpdate a new version waits for the reader to agree
     */
    async start(onUpdate) {
      if (!container) return;
      const before = container.controller;
      try {
        registration = await container.register("./sw.js", { updateViaCache: "none" });
      } catch {
        return; // Private windows and some hosts refuse.
      }
      const tell = () => registration.waiting && registration.active && onUpdate();
      const watch = (worker) => worker?.addEventListener("statechange", tell);
      tell();
      watch(registration.installing);
      registration.addEventListener("updatefound", () => watch(registration.installing));
      // Another page of the site agreed for its own part. This one goes on with what it has, and may be loaded again.
      container.addEventListener("controllerchange", () => before && onUpdate());
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState !== "visible" || Date.now() - asked < HOUR_MS) return;
        asked = Date.now();
        registration.update().catch(() => {});
      });
      const { active } = await container.ready;
      active.postMessage({ type: "hello", version, fills: navigator.connection?.saveData !== true });
    },

    /** The reader agreed: the new version takes over and the page is loaded again. */
    takeOver() {
      const reload = () => location.reload();
      if (!registration?.waiting) return reload();
      container.addEventListener("controllerchange", reload, { once: true });
      setTimeout(reload, PATIENCE_MS);
      registration.waiting.postMessage({ type: "take over" });
    },

    /**
     * Hands on what the system opens the page with.
     * @param {(text: string) => void} onText a text was shared with it
     * @param {(file: File) => void} onFile a file was opened with it
     */
    receive(onText, onFile) {
      const start = location.href;
      const take = (address) => {
        const text = new URL(address).searchParams.get("text");
        if (text !== null) onText(text);
      };
      take(start);
      // A reload would take it once more, over what the reader has written since.
      if (location.search) history.replaceState(history.state, "", location.pathname + location.hash);
      let isFirst = true;
      window.launchQueue?.setConsumer(async ({ files, targetURL }) => {
        const file = await files?.[0]?.getFile().catch(() => undefined);
        if (file) onFile(file);
        else if (targetURL && !(isFirst && targetURL === start)) take(targetURL);
        isFirst = false;
      });
    },
  };
}
