// Makes the finished site installable: the manifest and its icons, and the service worker with the list of what it keeps.
//
// What is kept when is decided by listing the site, not by names: what every reader loads comes first, before the worker counts as
// installed; grammars, colours and what else is loaded for one language follows when the page has done its first work; the language
// model's code is kept once it was used, and its weights have a store of their own.

import { createHash } from "node:crypto";
import { copyFile, cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const web = dirname(dirname(fileURLToPath(import.meta.url)));

/** Names that other sites, browsers and readers know, and that therefore stay. */
export const STABLE = ["index.html", "embed.html", "embed.js", "sw.js", "manifest.webmanifest"];

/** Copies the manifest and the icons. */
export async function copyManifest(dist) {
  await copyFile(join(web, "manifest.webmanifest"), join(dist, "manifest.webmanifest"));
  await mkdir(join(dist, "icons"), { recursive: true });
  const isIcon = (name) => !name.endsWith(".svg");
  await cp(join(web, "icons"), join(dist, "icons"), { recursive: true, filter: isIcon });
}

/** Writes the service worker for the site, whose page is `html`; gives the page with its version in it. */
export async function writeServiceWorker(dist, html) {
  const files = await listed(dist);
  const started = await startOf(dist);
  const first = [];
  const later = [];
  const used = [];
  for (const path of files) {
    if (path === "index.html" || path === "sw.js" || path.startsWith("models/") || path.startsWith("packed/")) continue;
    const bytes = await readFile(join(dist, path));
    const sum = createHash("sha256").update(bytes);
    // Hosts may add to pages and scripts of a stable name, but what has its sum in its name is what it was.
    const isPinned = !STABLE.includes(path) && !path.startsWith("icons/");
    const [hex, integrity] = [sum.copy().digest("hex").slice(0, 16), `sha256-${sum.digest("base64")}`];
    const entry = isPinned ? { url: path, revision: null, integrity } : { url: path, revision: hex };
    if (path.startsWith("model-")) used.push(path);
    else if (path.includes("/") && !path.startsWith("icons/") && !started.has(path)) later.push({ ...entry, size: bytes.length });
    else if (path.startsWith("grammars-")) later.push({ ...entry, size: bytes.length });
    else first.push(entry);
  }
  later.sort((a, b) => a.size - b.size || (a.url < b.url ? -1 : 1));
  const source = await readFile(join(web, "js/service-worker.js"));
  const version = createHash("sha256").update(JSON.stringify([first, later, used])).update(source).update(html).digest("hex").slice(0, 16);
  first.push({ url: "index.html", revision: version });
  const list = { version, first, later: later.map(({ url, integrity }) => ({ url, integrity })), used };
  await build({
    entryPoints: [join(web, "js/service-worker.js")],
    outfile: join(dist, "sw.js"),
    bundle: true,
    minify: true,
    format: "iife",
    target: ["chrome111", "firefox115", "safari16.4"],
    define: { GLOSS: JSON.stringify(list), "process.env.NODE_ENV": '"production"' },
    legalComments: "none",
    logLevel: "warning",
  });
  // Before the scripts, the first of which asks for it.
  return html.replace("<title>", `<meta name="gloss-version" content="${version}" /><title>`);
}

/** All files of the site, by their paths in it, sorted. */
async function listed(dist) {
  const found = await readdir(dist, { recursive: true, withFileTypes: true });
  const files = found.filter((it) => it.isFile()).map((it) => join(it.parentPath ?? it.path, it.name));
  return files.map((file) => relative(dist, file).split(sep).join("/")).sort();
}

/** The pieces without which the editor does not start. */
async function startOf(dist) {
  const open = (await readdir(dist)).filter((name) => /^editor-[0-9a-f]+\.js$/.test(name));
  const all = new Set();
  for (let path = open.pop(); path; path = open.pop()) {
    const text = await readFile(join(dist, path), "utf8");
    for (const [, name] of text.matchAll(/(?:from|import)"(\.\/[^"]+\.js)"/g)) {
      const piece = posix.join(posix.dirname(path), name);
      if (!all.has(piece)) open.push(piece);
      all.add(piece);
    }
  }
  return all;
}
