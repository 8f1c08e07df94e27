// Finishes Trunk's output before it becomes dist/.
//
// Trunk leaves a worker's files without a hash, which a browser would keep for too long, and starts the page by an inline
// script, which the page's Content-Security-Policy forbids. Both are mended here; a page that would break the policy is refused.

import { createHash } from "node:crypto";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const dist = process.env.TRUNK_STAGING_DIR;
if (!dist) throw new Error("finish.mjs runs as a post_build hook of trunk, which sets TRUNK_STAGING_DIR");

const hash = (...parts) => {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part);
  return sum.digest("hex").slice(0, 16);
};

/** Writes the worker's loader and wasm under names that change with their content; gives the loader's name. */
async function nameWorker() {
  const loader = await readFile(join(dist, "worker.js"), "utf8");
  const wasm = await readFile(join(dist, "worker_bg.wasm"));
  const wasmName = `worker-${hash(wasm)}.wasm`;
  await rename(join(dist, "worker_bg.wasm"), join(dist, wasmName));
  await rm(join(dist, "worker.js"));
  // A worker that cannot start must say so, or the page would wait for ever.
  const start = `
wasm_bindgen({ module_or_path: new URL("./${wasmName}", self.location.href) }).catch((error) =>
  self.postMessage(JSON.stringify({ type: "broken", message: String(error) })),
);
`;
  const text = loader + start;
  const name = `worker-${hash(text)}.js`;
  await writeFile(join(dist, name), text);
  return name;
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

const worker = await nameWorker();
const index = join(dist, "index.html");
let html = await moveScripts(await readFile(index, "utf8"));
html = html.replace("</head>", `<meta name="gloss-worker" content="./${worker}"></head>`);

const forbidden = [
  [/<script(?![^>]*\ssrc=)/, "an inline script"],
  [/<style/, "an inline style sheet"],
  [/\sstyle="/, "a style attribute"],
  [/\son[a-z]+="/, "an event handler attribute"],
  [/(?:src|href)="(?:https?:)?\/\//, "an address of another origin"],
  [/(?:src|href)="\//, "an absolute address, which breaks sub-paths"],
];
for (const [pattern, what] of forbidden) if (pattern.test(html)) throw new Error(`dist/index.html holds ${what}`);
await writeFile(index, html);

const unhashed = (await readdir(dist)).filter((name) => name !== "index.html" && !/-[0-9a-f]{8,}/.test(name));
if (unhashed.length > 0) throw new Error(`without a hash in the name: ${unhashed.join(", ")}`);
