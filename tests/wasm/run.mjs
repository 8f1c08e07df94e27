// Runs the wasm module of this folder: one JSON request a line on stdin, one answer a line on stdout.
// The first line says what the module imports; a sound one imports nothing.
// Grammars are linked when they are needed, by the script that the page's worker runs.
//
//   node run.mjs MODULE TARGET      with the grammars in TARGET/grammars

import "../../crates/languages/wasm/link.js";

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [, , path, target] = process.argv;
const module = await WebAssembly.compile(await readFile(path));
const imports = WebAssembly.Module.imports(module).map(({ module, name }) => `${module}.${name}`);
console.log(JSON.stringify(imports));
if (imports.length > 0) process.exit(1);

const { grammars } = JSON.parse(await readFile(join(target, "grammars/manifest.json"), "utf8"));
const compiled = new Map();

let { exports } = await WebAssembly.instantiate(module);

function write(text) {
  const bytes = new TextEncoder().encode(text);
  const input = exports.gloss_input(bytes.length) >>> 0;
  new Uint8Array(exports.memory.buffer, input, bytes.length).set(bytes);
}

async function link(name) {
  const { symbol, path } = grammars.find((it) => it.name === name);
  if (!compiled.has(name)) compiled.set(name, await WebAssembly.compile(await readFile(join(target, path))));
  const host = { memory: exports.memory, table: exports.__indirect_function_table, exports };
  const { address, tables, length } = globalThis.linkGrammar(compiled.get(name), symbol, host);
  write(name);
  if (!exports.gloss_grammar(address, tables, length)) throw new Error(`${name} cannot be read`);
}

async function explain(request) {
  for (;;) {
    write(request);
    const length = exports.gloss_explain() >>> 0;
    const output = exports.gloss_output() >>> 0;
    const answer = new TextDecoder().decode(new Uint8Array(exports.memory.buffer, output, length));
    const [, missing] = answer.match(/^needs (\w+)$/) ?? [];
    if (!missing) return answer;
    await link(missing);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    console.log(await explain(line));
  } catch (error) {
    console.log(`trap: ${error}`);
    // An instance that trapped is in no known state.
    ({ exports } = await WebAssembly.instantiate(module));
  }
}
