// Finishes Trunk's output before it becomes dist/.
//
// Trunk leaves the workers' files without a hash, which a browser would keep for too long, and starts the page by an inline
// script, which the page's Content-Security-Policy forbids. Both are mended here; a page that would break the policy is
// refused. The editor's colours, the grammars and the default model are copied beside the page.

import { createHash } from "node:crypto";
import { copyFile, cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { writeEmbed } from "./embed.mjs";
import { copyManifest, STABLE, writeServiceWorker } from "./offline.mjs";
import { divide, FIRST_LANGUAGES } from "./split.mjs";

const dist = process.env.TRUNK_STAGING_DIR;
if (!dist) throw new Error("finish.mjs runs as a post_build hook of trunk, which sets TRUNK_STAGING_DIR");

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const hash = (...parts) => {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part);
  return sum.digest("hex").slice(0, 16);
};

/**
 * Writes a worker's loader and wasm under names that change with their content; gives the loader's name. `before` are scripts that
 * the worker's own calls. `prepare` is an expression to wait for before the module starts. `rejected` is what the page is told of what
 * breaks off inside of a promise, which is no error of the worker's.
 */
async function nameWorker(bin, { before = "", prepare = "null", rejected }) {
  const loader = before + (await readFile(join(dist, `${bin}.js`), "utf8"));
  const wasm = await readFile(join(dist, `${bin}_bg.wasm`));
  const wasmName = `${bin}-${hash(wasm)}.wasm`;
  await rename(join(dist, `${bin}_bg.wasm`), join(dist, wasmName));
  await rm(join(dist, `${bin}.js`));
  // A worker that cannot start must say so, or the page would wait for ever.
  let start = `
Promise.resolve(${prepare})
  .then(() => wasm_bindgen({ module_or_path: new URL("./${wasmName}", self.location.href) }))
  .catch((error) => self.postMessage(JSON.stringify({ type: "broken", message: String(error) })));
`;
  start += `self.addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  self.postMessage(JSON.stringify({ type: "${rejected}", message: String(event.reason) }));
});
`;
  const text = loader + start;
  const name = `${bin}-${hash(text)}.js`;
  await writeFile(join(dist, name), text);
  return name;
}

/** Copies the grammars' modules and writes a list of them under a name that changes with it; gives the list and its name. */
async function copyGrammars() {
  const target = resolve(root, process.env.CARGO_TARGET_DIR ?? "target");
  const list = await readFile(join(target, "grammars/manifest.json"), "utf8");
  await mkdir(join(dist, "grammars"), { recursive: true });
  for (const { path } of JSON.parse(list).grammars) await copyFile(join(target, path), join(dist, path));
  const name = `grammars-${hash(list)}.json`;
  await writeFile(join(dist, name), list);
  return { list, name };
}

/**
 * Divides the worker's module into what the first explanation needs and the rest, of which it gives what the scripts must know.
 * `scripts` stand before what wasm-bindgen wrote.
 */
async function divideWorker(scripts, list) {
  const [script, module] = [join(dist, "worker.js"), join(dist, "worker_bg.wasm")];
  const glue = await readFile(script, "utf8");
  const { grammars } = JSON.parse(list);
  const parts = await divide(await readFile(module), glue, { root, scripts, grammars, folder: dist });
  const path = `later-${hash(parts.rest)}.wasm`;
  await writeFile(join(dist, path), parts.rest);
  await writeFile(module, parts.first);
  await writeFile(script, parts.glue);
  return { path, bytes: parts.rest.length, languages: FIRST_LANGUAGES, table: parts.table };
}

/** Copies the default model, if there is one; gives what the page must know of it before it loads any of it. */
async function copyModel() {
  const from = join(root, "models/default");
  const manifestText = await readFile(join(from, "manifest.json")).catch(() => null);
  if (manifestText === null) return "";
  const manifest = JSON.parse(manifestText);
  const to = join(dist, "models/default");
  await mkdir(to, { recursive: true });
  let total = 0;
  for (const { path, bytes, sha256 } of manifest.files) {
    const content = await readFile(join(from, path));
    const sum = createHash("sha256").update(content).digest("hex");
    if (content.length !== bytes || sum !== sha256) throw new Error(`models/default/${path} is not what its manifest says`);
    total += bytes;
    await writeFile(join(to, path), content);
  }
  await writeFile(join(to, "manifest.json"), manifestText);
  if (manifest.card) await copyFile(join(from, manifest.card), join(to, manifest.card)).catch(() => {});
  // The page pins the manifest and the manifest pins the files, so a store never serves another version than the page's.
  const sum = createHash("sha256").update(manifestText).digest("hex");
  // A model that is never sure enough to be shown would cost readers a download for nothing: it is there, but not offered.
  const name = manifest.guard && manifest.guard.threshold <= 1 ? "gloss-model" : "gloss-model-silent";
  return `<meta name="${name}" content="./models/default/" data-manifest="${sum}" data-manifest-bytes="${manifestText.length}" data-bytes="${total}">`;
}

/** Moves inline scripts into files. */
async function moveScripts(html) {
  const inline = /<script(?![^>]*\ssrc=)([^>]*)>([\s\S]*?)<\/script>/g;
  let moved = "";
  let at = 0;
  for (const found of html.matchAll(inline)) {
    const name = `start-${hash(found[2])}.js`;
    await writeFile(join(dist, name), found[2].trim() + "\n");
    moved += `${html.slice(at, found.index)}<script type="module" src="./${name}"></script>`;
    at = found.index + found[0].length;
  }
  return moved + html.slice(at);
}

await cp(join(root, "web/generated/editor"), join(dist, "editor"), { recursive: true });
const grammars = await copyGrammars();
const sources = ["crates/languages/wasm/link.js", "web/js/grammars.js", "web/js/later.js"];
const scripts = await Promise.all(sources.map((path) => readFile(join(root, path), "utf8")));
const loading = [scripts[0], `const glossManifest = ${grammars.list};`, scripts[1]];
const later = await divideWorker(loading, grammars.list);
const before = [...loading, `const glossLaterPart = ${JSON.stringify(later)};`, scripts[2], ""].join("\n");
const worker = await nameWorker("worker", { before, prepare: "glossLater.prepare()", rejected: "broken" });
const modelWorker = await nameWorker("model", { rejected: "trapped" });
const model = await copyModel();
const index = join(dist, "index.html");
let html = await moveScripts(await readFile(index, "utf8"));
html = html.replace(
  "</head>",
  `<meta name="gloss-worker" content="./${worker}"><meta name="gloss-grammars" content="./${grammars.name}"><meta name="gloss-model-worker" content="./${modelWorker}">${model}</head>`,
);

await copyManifest(dist);
await writeEmbed(dist, html, worker);

const forbidden = [
  [/<script(?![^>]*\ssrc=)/, "an inline script"],
  [/<style/, "an inline style sheet"],
  [/\sstyle="/, "a style attribute"],
  [/\son[a-z]+="/, "an event handler attribute"],
  [/(?:src|href)="(?:https?:)?\/\//, "an address of another origin"],
  [/(?:src|href)="\//, "an absolute address, which breaks sub-paths"],
];
const embed = await readFile(join(dist, "embed.html"), "utf8");
for (const [pattern, what] of forbidden) {
  for (const [name, text] of [["index.html", html], ["embed.html", embed]]) {
    if (pattern.test(text)) throw new Error(`dist/${name} holds ${what}`);
  }
}
await writeFile(index, await writeServiceWorker(dist, html));

// A model's files are held against the sums in its manifest, and asked for with them.
const plain = [...STABLE, "models", "grammars", "editor", "icons", "packed"];
const names = (await readdir(dist)).filter((name) => !plain.includes(name));
for (const folder of ["grammars", "editor"]) names.push(...(await readdir(join(dist, folder))));
const unhashed = names.filter((name) => !/-([0-9a-f]{8,}|[0-9A-Z]{8})[._]/.test(name));
if (unhashed.length > 0) throw new Error(`without a hash in the name: ${unhashed.join(", ")}`);
