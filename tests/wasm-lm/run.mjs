// Runs the wasm module of this folder on a model: one JSON request a line on stdin, one answer a line on stdout.
// The first line says what the module imports; a sound one imports nothing. The second is what loading the model said.
//
// A folder without a manifest is a pack, and all its files are given to the module.
//
//   node run.mjs MODULE FOLDER

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [, , path, folder] = process.argv;
const module = await WebAssembly.compile(await readFile(path));
const imports = WebAssembly.Module.imports(module).map(({ module, name }) => `${module}.${name}`);
console.log(JSON.stringify(imports));
if (imports.length > 0) process.exit(1);

const { exports } = await WebAssembly.instantiate(module);

function write(bytes) {
  const input = exports.gloss_input(bytes.length) >>> 0;
  new Uint8Array(exports.memory.buffer, input, bytes.length).set(bytes);
}

function read(length) {
  return new TextDecoder().decode(new Uint8Array(exports.memory.buffer, exports.gloss_output() >>> 0, length >>> 0));
}

const found = await readdir(folder, { recursive: true, withFileTypes: true });
const all = found.filter((it) => it.isFile()).map((it) => join(it.parentPath, it.name).slice(join(folder, "/").length));
const manifest = all.includes("manifest.json") ? await readFile(join(folder, "manifest.json")) : Buffer.alloc(0);
const files = manifest.length > 0 ? JSON.parse(manifest).files.map(({ path }) => path) : all;
for (const file of files) {
  write(Buffer.concat([Buffer.from(`${file}\0`), await readFile(join(folder, file))]));
  exports.gloss_file();
}
write(manifest);
console.log(read(exports.gloss_load()) || "loaded");

for await (const line of createInterface({ input: process.stdin })) {
  try {
    write(Buffer.from(line));
    console.log(read(exports.gloss_infer()));
  } catch (error) {
    console.log(`trap: ${error}`);
    process.exit(1);
  }
}
