// Stands in for the network in a worker whose frame is in a sandbox without an origin. Such a worker may fetch nothing from a host
// that sends no special headers, but it may load scripts: so the build has every file that the worker fetches also as a script, in
// packed/ (build/embed.mjs), which hands it over here.

{
  const site = new URL(".", self.glossWorker);
  let arrived;

  /** Called by the scripts: bytes that were zipped and written in letters. */
  self.glossPacked = (text) => {
    arrived = text;
  };

  // The worker looks for its files beside itself, and what it was made of has no place.
  Object.defineProperty(self, "location", { value: new URL(self.glossWorker) });

  self.fetch = async (request) => {
    const address = new URL(request?.url ?? request, self.location.href);
    if (!address.href.startsWith(site.href)) throw new TypeError("this is not of the site");
    arrived = undefined;
    importScripts(`${site.href}packed/${address.pathname.slice(site.pathname.length)}.js`);
    if (arrived === undefined) throw new TypeError("what arrived is something else");
    const bytes = Uint8Array.from(atob(arrived), (it) => it.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const kind = address.pathname.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    return new Response(stream, { headers: { "Content-Type": kind } });
  };
}
