// Runs the page's worker in Node, for split.mjs: with a module that notes which functions run, or with the first part alone.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { runInThisContext } from "node:vm";
import { parentPort, workerData } from "node:worker_threads";

const { wasm, script, asks, grammars, languages, folder } = workerData;

// What a browser gives a worker, as far as this one uses it.
globalThis.self = globalThis;
globalThis.location = new URL("https://site.invalid/worker.js");
globalThis.fetch = async (address) => {
  const path = new URL(address).pathname.slice(1);
  // What is wrong with a language that cannot be loaded is told by the first part, or nobody would hear of it.
  if (!grammars.some((it) => it.path === path && languages.includes(it.name))) throw new TypeError(`${path} cannot be loaded`);
  return new Response(await readFile(join(folder, path)));
};
let said = () => {};
globalThis.postMessage = (text) => said(JSON.parse(text));

/** Resolves with the worker's next word of these kinds. */
const next = (...kinds) =>
  new Promise((resolve, reject) => {
    said = (answer) => {
      if (kinds.includes(answer.type)) resolve(answer);
      if (answer.type === "broken") reject(new Error(answer.message));
    };
  });

runInThisContext(`${script}\nglobalThis.start = wasm_bindgen;`);
const ready = next("ready");
const exports = await globalThis.start({ module_or_path: wasm });
await ready;
for (const ask of asks) {
  const answer = next("explained", "refused");
  self.onmessage({ data: JSON.stringify(ask) });
  await answer;
}
let notes = null;
if (exports.__write_profile) {
  // The first call says how long the notes are.
  const length = exports.__write_profile(0, 0);
  const address = exports.malloc(length) >>> 0;
  exports.__write_profile(address, length);
  notes = new Uint8Array(exports.memory.buffer.slice(address, address + length));
}
parentPort.postMessage(notes);
