// Divides the worker's module in two, by what explaining code of the first language uses: the page starts with that, and the rest
// follows while the reader reads (js/later.js).
//
// Binaryen's wasm-split does it: it writes a module that notes which functions run, and one pair of modules for these notes. What is
// run here is the worker itself, over the specs, so that nobody has to keep a list. Where the notes lack a function, nothing breaks:
// the rest is loaded when it is called.

import { execFile } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";

const run = promisify(execFile);

/** Whose code is explained without the rest, since the page opens with it, and how its files end. */
const FIRST = new Map([["python", ".py"]]);

export const FIRST_LANGUAGES = [...FIRST.keys()];

/** What rustc's code for wasm32 may hold; a module without its section of features does not say it itself. */
const FEATURES = [
  "--enable-simd",
  "--enable-bulk-memory",
  "--enable-nontrapping-float-to-int",
  "--enable-sign-ext",
  "--enable-mutable-globals",
  "--enable-reference-types",
  "--enable-multivalue",
];

/** Debian names the program so; elsewhere it is part of Binaryen. */
const SPLIT = "wasm-split";

/** The numbers of a section and of a kind of export, by the WebAssembly core specification, 5.5. */
const EXPORTS = 7;
const TABLE = 1;

/** Has what wasm-bindgen wrote give the first part its stand-ins, and js/later.js what that hands out. */
function withLater(glue) {
  const replace = (text, pattern, by) => {
    if (!pattern.test(text)) throw new Error(`wasm-bindgen writes something else than ${pattern} now`);
    return text.replace(pattern, by);
  };
  const named = replace(glue, /(function __wbg_get_imports\([^]*?return \{)/, "$1 later: glossLater.standIns,");
  return replace(named, /(function __wbg_finalize_init\([^]*?wasm = instance\.exports;)/, "$1 glossLater.started(wasm);");
}

/** Reads a module's exported tables: where each export's table index stands in the bytes, and which it is, by the export's name. */
function tablesOf(bytes) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  const tables = new Map();
  while (at < bytes.length) {
    const [section, length] = [bytes[at++], number()];
    const end = at + length;
    if (section === EXPORTS) {
      for (let left = number(); left > 0; left--) {
        const size = number();
        const name = new TextDecoder().decode(bytes.subarray(at, at + size));
        at += size;
        const [kind, place, index] = [bytes[at++], at, number()];
        if (kind === TABLE) tables.set(name, { place, index });
      }
    }
    at = end;
  }
  return tables;
}

/** Sets right which tables a module exports: Binaryen 108 writes 0 for each. */
function withTables(bytes, whole) {
  for (const [name, { index }] of tablesOf(whole)) {
    const found = tablesOf(bytes).get(name);
    if (!found || index > 127) throw new Error(`wasm-split loses the table ${name}`);
    bytes[found.place] = index;
  }
  return bytes;
}

/**
 * Divides a worker's module.
 * @param {Uint8Array} wasm the module that wasm-bindgen wrote
 * @param {string} glue what wasm-bindgen wrote to start it
 * @param {{ root: string, scripts: string[], grammars: { name: string, path: string }[], folder: string }} site the repository, the
 *   scripts that stand before the glue, and the grammars with the folder that their paths start from
 * @returns {Promise<{ first: Uint8Array, rest: Uint8Array, glue: string, table: string }>} the parts, what starts the first one with
 *   js/later.js, and under which name that hands out the table of functions
 */
export async function divide(wasm, glue, site) {
  const folder = await mkdtemp(join(tmpdir(), "gloss-split-"));
  const file = (name) => join(folder, name);
  try {
    await writeFile(file("whole.wasm"), wasm);
    await run(SPLIT, ["--instrument", ...FEATURES, file("whole.wasm"), "-o", file("noting.wasm")]);
    const noting = withTables(await readFile(file("noting.wasm")), wasm);
    const samples = await samplesOf(site.root);
    const notes = await answered(noting, glue, site, [...(await specsOf(site.root)), ...samples]);
    await writeFile(file("notes"), notes);
    await run(SPLIT, [
      "--split",
      ...FEATURES,
      file("whole.wasm"),
      `--profile=${file("notes")}`,
      "--import-namespace=first",
      "--placeholder-namespace=later",
      "-o1",
      file("first.wasm"),
      "-o2",
      file("rest.wasm"),
    ]);
    const [table] = [...tablesOf(wasm)].find(([, { index }]) => index === 0) ?? [];
    if (!table) throw new Error("the worker hands out no table of functions");
    const first = withTables(await readFile(file("first.wasm")), wasm);
    const parts = { first, rest: await readFile(file("rest.wasm")), glue: withLater(glue), table };
    await answered(first, `${ALONE}\n${parts.glue}`, site, samples);
    return parts;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** In place of js/later.js: what needs the rest fails. */
const ALONE = `globalThis.glossLater = {
  started() {},
  load: async () => {},
  isFirst: () => true,
  standIns: new Proxy({}, { get: () => () => { throw new Error("the first part does not explain the samples by itself"); } }),
};`;

/** Runs the worker over what readers ask about some texts; gives the notes of which functions ran, where it takes notes. */
function answered(wasm, glue, { scripts, grammars, folder }, texts) {
  const data = { wasm, script: [...scripts, glue].join("\n"), asks: asksOf(texts, grammars), grammars, languages: FIRST_LANGUAGES, folder };
  const worker = new Worker(new URL("./noting.mjs", import.meta.url), { workerData: data });
  return new Promise((resolve, reject) => {
    worker.on("message", resolve);
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`the worker that is to be divided ended (${code})`)));
  });
}

/** The specs' code in the first languages. */
async function specsOf(root) {
  const texts = [];
  for (const language of FIRST_LANGUAGES) {
    for (const folder of [join(root, "crates/languages/src", language, "spec"), join(root, "tests/specs")]) {
      for (const name of (await readdir(folder)).filter((it) => it.endsWith(".md")).sort()) {
        const text = await readFile(join(folder, name), "utf8");
        const fence = new RegExp(`^\`\`\`+${language}\\n([^]*?)^\`\`\`+$`, "gm");
        for (const [, code] of text.matchAll(fence)) texts.push({ language, code, file_name: null });
      }
    }
  }
  return texts;
}

/** The page's samples in the first languages, of which it opens with one. */
async function samplesOf(root) {
  const folder = join(root, "web/samples");
  const texts = [];
  for (const [language, ending] of FIRST) {
    for (const file_name of (await readdir(folder)).filter((it) => it.endsWith(ending)).sort()) {
      texts.push({ language, code: await readFile(join(folder, file_name), "utf8"), file_name });
    }
  }
  return texts;
}

/** What is asked about texts: at every level, with and without the language's name, about parts of them, and about what is no code. */
function asksOf(texts, grammars) {
  const asks = [];
  const ask = (code, level, more) =>
    asks.push({ id: asks.length + 1, code, language: null, file_name: null, level, part: null, with_items: false, ...more });
  for (const { language, code, file_name } of texts) {
    for (const level of ["beginner", "intermediate", "expert"]) {
      ask(code, level, { language });
      ask(code, level, { file_name, with_items: true });
    }
    const at = code.indexOf("\n") + 1;
    ask(code, "beginner", { part: [at, Math.min(at + 1, code.length)] });
  }
  ask("", "beginner", {});
  ask("\0\u0001\u0002", "beginner", {});
  ask("What is this about?", "beginner", {});
  // These cannot be loaded here, which is told as well.
  for (const { name } of grammars.filter((it) => !FIRST.has(it.name))) ask("{}", "beginner", { language: name });
  return asks;
}
