// Runs the wasm module of this folder: one JSON request a line on stdin, one answer a line on stdout.
// The first line says what the module imports; a sound one imports nothing.

import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";

const module = await WebAssembly.compile(await readFile(process.argv[2]));
const imports = WebAssembly.Module.imports(module).map(({ module, name }) => `${module}.${name}`);
console.log(JSON.stringify(imports));
if (imports.length > 0) process.exit(1);

let { exports } = await WebAssembly.instantiate(module);
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const bytes = new TextEncoder().encode(line);
    const input = exports.gloss_input(bytes.length) >>> 0;
    new Uint8Array(exports.memory.buffer, input, bytes.length).set(bytes);
    const length = exports.gloss_explain() >>> 0;
    const output = exports.gloss_output() >>> 0;
    console.log(new TextDecoder().decode(new Uint8Array(exports.memory.buffer, output, length)));
  } catch (error) {
    console.log(`trap: ${error}`);
    // An instance that trapped is in no known state.
    ({ exports } = await WebAssembly.instantiate(module));
  }
}
