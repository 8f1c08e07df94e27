// The same model through onnxruntime-web. It is told which tokens to write, so that it takes the very steps that ours takes.

import { get, serve } from "./worker.mjs";

// What memory the runtime takes cannot be asked of it, so each memory that is made is remembered.
const memories = [];
WebAssembly.Memory = class extends WebAssembly.Memory {
  constructor(descriptor) {
    super(descriptor);
    memories.push(this);
  }
};
const bytes = () => memories.reduce((sum, it) => sum + it.buffer.byteLength, 0);

let ort, encoder, decoder, sizes, target;

const floats = (data, dims) => new ort.Tensor("float32", data, dims);
const integers = (values, dims) => new ort.Tensor("int64", BigInt64Array.from(values, BigInt), dims);
const caches = () => Array.from({ length: sizes.layers }, (_, at) => [`key.${at}`, `value.${at}`]).flat();

function read(source) {
  return encoder.run({
    tokens: integers(source, [1, source.length]),
    positions: integers(source.keys(), [source.length]),
  });
}

// Lets the decoder write rows of tokens, `{first, tokens, steps}`, and calls `saw` with each step's outputs and the rows that took it.
async function write(cross, rows, saw) {
  const { heads, head_size: width } = sizes;
  const row = heads * target * width;
  let live = rows;
  let kept = Object.fromEntries(caches().map((name) => [name, new Float32Array(rows.length * row)]));
  const mask = new Float32Array(target).fill(-1e9);
  for (let position = 0; ; position++) {
    // Rows that have ended are left out, as ours does.
    const going = live.filter((it) => it.steps > position);
    if (going.length === 0) return;
    if (going.length < live.length) {
      const from = going.map((it) => live.indexOf(it));
      for (const name of caches()) {
        const rest = new Float32Array(going.length * row);
        from.forEach((at, to) => rest.set(kept[name].subarray(at * row, (at + 1) * row), to * row));
        kept[name] = rest;
      }
      live = going;
    }
    const dims = [live.length, heads, target, width];
    const feeds = {
      ...cross,
      token: integers(live.map((it) => (position ? it.tokens[position - 1] : it.first)), [live.length, 1]),
      position: integers([position], [1]),
      mask: floats(mask, [1, target]),
    };
    for (const name of caches()) feeds[`cache_${name}`] = floats(kept[name], dims);
    const outputs = await decoder.run(feeds);
    for (const name of caches()) {
      const grown = outputs[`new_${name}`].data;
      for (let at = 0; at < live.length * heads; at++) {
        kept[name].set(grown.subarray(at * width, (at + 1) * width), (at * target + position) * width);
      }
    }
    mask[position] = 0;
    saw(outputs, live, position);
  }
}

// The least that a host must do to write on: the likeliest token of each row.
function choose(outputs, live) {
  const logits = outputs.logits.data;
  const vocabulary = logits.length / live.length;
  for (let row = 0; row < live.length; row++) {
    let best = row * vocabulary;
    for (let at = best + 1; at < (row + 1) * vocabulary; at++) if (logits[at] > logits[best]) best = at;
    live[row].likeliest = best - row * vocabulary;
  }
}

serve({
  async load({ model, form, threads }) {
    ort = await import("./ort/ort.wasm.min.mjs");
    ort.env.wasm.numThreads = threads;
    ort.env.wasm.wasmPaths = new URL("ort/", import.meta.url).href;
    const manifest = JSON.parse(new TextDecoder().decode(await get(`${model}/manifest.json`)));
    sizes = manifest.decoder;
    target = manifest.context.target;
    const options = { executionProviders: ["wasm"], graphOptimizationLevel: "all" };
    encoder = await ort.InferenceSession.create(await get(`${form}/encoder.onnx`), options);
    decoder = await ort.InferenceSession.create(await get(`${form}/decoder.onnx`), options);
    if (ort.env.wasm.numThreads !== threads) throw new Error(`it runs on ${ort.env.wasm.numThreads} threads`);
    return {};
  },

  // As ours: how long reading and writing took, in milliseconds.
  async work({ source, rows }) {
    const start = performance.now();
    const cross = await read(source);
    const begun = performance.now();
    await write(cross, rows, choose);
    return { prefill: begun - start, decode: performance.now() - begun, memory: bytes() };
  },

  // The log-probability of each token of each row, by the same mixture of writing and copying as ours.
  async score({ source, rows, end }) {
    const said = new Map(rows.map((it) => [it, []]));
    await write(await read(source), rows, ({ logits, copy, gate }, live, position) => {
      const vocabulary = logits.data.length / live.length;
      live.forEach((it, row) => {
        const token = it.tokens[position] ?? end;
        const scores = logits.data.subarray(row * vocabulary, (row + 1) * vocabulary);
        const most = scores.reduce((a, b) => Math.max(a, b));
        const sum = scores.reduce((a, b) => a + Math.exp(b - most), 0);
        let p = (gate.data[row] * Math.exp(scores[token] - most)) / sum;
        source.forEach((other, at) => {
          if (other === token) p += (1 - gate.data[row]) * copy.data[row * source.length + at];
        });
        said.get(it).push(Math.log(p));
      });
    });
    return rows.map((it) => said.get(it));
  },
});
