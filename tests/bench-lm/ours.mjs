// The model runtime of crates/lm, through the plain interface of tests/wasm-lm.

import { get, serve } from "./worker.mjs";

let exports;

function write(bytes) {
  const input = exports.gloss_input(bytes.length) >>> 0;
  new Uint8Array(exports.memory.buffer, input, bytes.length).set(bytes);
}

function read(length) {
  return new TextDecoder().decode(new Uint8Array(exports.memory.buffer, exports.gloss_output() >>> 0, length >>> 0));
}

const encode = (text) => new TextEncoder().encode(text);
const bytes = () => exports.memory.buffer.byteLength;

serve({
  async load({ model }) {
    const start = performance.now();
    ({
      instance: { exports },
    } = await WebAssembly.instantiateStreaming(fetch("ours.wasm"), {}));
    const compiled = performance.now();
    if (!model) return {};
    const manifest = await get(`${model}/manifest.json`);
    for (const { path } of JSON.parse(new TextDecoder().decode(manifest)).files) {
      const file = await get(`${model}/${path}`);
      const head = encode(`${path}\0`);
      const input = exports.gloss_input(head.length + file.length) >>> 0;
      const room = new Uint8Array(exports.memory.buffer, input, head.length + file.length);
      room.set(head);
      room.set(file, head.length);
      exports.gloss_file();
    }
    const fetched = performance.now();
    write(manifest);
    const error = read(exports.gloss_load());
    if (error) throw new Error(error);
    return { compile: compiled - start, load: performance.now() - fetched };
  },

  // The tokens of texts.
  tokens(texts) {
    return texts.map((text) => {
      write(encode(text));
      return JSON.parse(read(exports.gloss_tokens()));
    });
  },

  // What the model says.
  infer(request) {
    write(encode(JSON.stringify(request)));
    return JSON.parse(read(exports.gloss_infer()));
  },

  // How long reading the source took, and then writing for all tasks together, in milliseconds.
  work({ request }) {
    write(encode(JSON.stringify(request)));
    const start = performance.now();
    const error = read(exports.gloss_begin());
    if (error) throw new Error(error);
    const begun = performance.now();
    let more;
    while ((more = exports.gloss_step()) > 0);
    if (more < 0) throw new Error("a step failed");
    return { prefill: begun - start, decode: performance.now() - begun, memory: bytes() };
  },

  // The best of some readings of a block of memory, in bytes a millisecond.
  stream({ length, times }) {
    exports.gloss_input(length);
    const passes = Math.max(1, Math.round(2e8 / length));
    let best = 0;
    for (let at = 0; at < times; at++) {
      const start = performance.now();
      for (let pass = 0; pass < passes; pass++) exports.gloss_read();
      best = Math.max(best, (length * passes) / (performance.now() - start));
    }
    return best;
  },
});
