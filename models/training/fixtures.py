# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "onnx==1.23.2", "onnxruntime==1.32.0", "tokenizers==0.23.3", "torch==2.15.0"]
# ///
"""Writes the tiny random-weight models that the tests of crates/lm replay.

    python models/training/fixtures.py crates/lm/tests/fixtures

`tiny-f32/` and `tiny-int8/` hold the same encoder-decoder in the two forms of the model contract, with a `manifest.json`, and
`expected.json`: onnxruntime's numbers for a forced sequence, and the tokens that a plain decoder written here picks from them.
The weights mean nothing; what is tested is that the runtime reads these graphs as onnxruntime does.

    python models/training/fixtures.py DIR --shape base

writes into a folder outside the repository an int8 model of a shape that is trained here, with random weights: how fast a model is
depends on its sizes only, so that `cargo xtask bench lm --model DIR` has something to run before that shape has been trained.
"""

import argparse
import hashlib
import json
import math
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
from torch import nn

WIDTH, HEADS, INNER, ENCODER_LAYERS, DECODER_LAYERS = 32, 2, 48, 2, 2
HEAD = WIDTH // HEADS
SOURCE, TARGET = 64, 16
TAGS = ["<b>", "<i>", "<e>", "<w>", "<doc>", "<tell-b>", "<tell-i>", "<tell-e>"]
SPECIAL = ["<pad>", "<s>", "</s>", "<unk>", *TAGS, "<facts>", "<code>", "<name>", "<lang:python>"]
SLOTS = [f"<x{i}>" for i in range(48)] + [f"<n{i}>" for i in range(16)]
MASKED = -1e9
VOCABULARY = 256
SEED = 20

TEXT = """returns the moving average of the values in a window
loop over values and raise a value error when the window is empty
read the file line by line and count the words , then sort them by how often they occur
def return for in if else while raise : ( ) , = + - * / [ ] { } . 0 1 2 3 4 5 6 7 8 9
builds a table of names and looks up the first that matches""".splitlines()

SOURCES = [
    "<lang:python> function <name> <x0> moving average <facts> raises <x4> value error | loop over <x1> values <code> "
    "def <x0> ( <x1> , <x2> window = <n0> ) :",
    "<lang:python> function <name> <x0> count words <code> for <x1> line in <x2> file : return 42",
]
REQUESTS = [
    {"source": 0, "tags": ["<b>"], "beam": 1},
    {"source": 0, "tags": ["<b>", "<i>", "<e>"], "beam": 1},
    {"source": 1, "tags": ["<e>", "<doc>"], "beam": 1},
    {"source": 0, "tags": ["<b>", "<w>"], "beam": 3},
    {"source": 1, "tags": ["<i>"], "beam": 4},
]


def make_tokenizer(text, size, special):
    """BPE over words, as the contract asks: Metaspace, punctuation and digits apart, everything special as an added token."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Metaspace(prepend_scheme="always"),
        pre_tokenizers.Punctuation("isolated"),
        pre_tokenizers.Digits(individual_digits=True),
    ])
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    added = [AddedToken(token, special=True, normalized=False) for token in special]
    trainer = trainers.BpeTrainer(vocab_size=size, special_tokens=added, show_progress=False)
    tokenizer.train_from_iterator(text, trainer)
    return tokenizer


class Linear(nn.Module):
    """x @ w with w stored [inputs, outputs], which exports as one MatMul with one initializer."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.w = nn.Parameter(torch.randn(inputs, outputs) / math.sqrt(inputs))

    def forward(self, x):
        return x @ self.w


class Norm(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(1 + 0.1 * torch.randn(WIDTH))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6) * self.w


class Feed(nn.Module):
    def __init__(self):
        super().__init__()
        self.gate, self.up, self.down = Linear(WIDTH, INNER), Linear(WIDTH, INNER), Linear(INNER, WIDTH)

    def forward(self, x):
        return self.down(nn.functional.silu(self.gate(x)) * self.up(x))


class Attention(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.o = (Linear(WIDTH, WIDTH) for _ in range(4))

    def split(self, x):
        return x.view(x.shape[0], -1, HEADS, HEAD).transpose(1, 2)

    def forward(self, q, k, v, mask=None):
        scores = q @ k.transpose(-1, -2) * HEAD**-0.5
        if mask is not None:
            scores = scores + mask
        weights = scores.softmax(-1)
        mixed = (weights @ v).transpose(1, 2).reshape(q.shape[0], -1, WIDTH)
        return self.o(mixed), weights


def rope_tables(length):
    angles = torch.outer(torch.arange(length).float(), 100.0 ** -(torch.arange(HEAD // 2).float() / (HEAD // 2)))
    return angles.cos(), angles.sin()


def rope(x, cos, sin):
    a, b = x.chunk(2, -1)
    return torch.cat((a * cos - b * sin, b * cos + a * sin), -1)


class Encoder(nn.Module):
    def __init__(self, table):
        super().__init__()
        self.table = table
        self.attention = nn.ModuleList(Attention() for _ in range(ENCODER_LAYERS))
        self.feed = nn.ModuleList(Feed() for _ in range(ENCODER_LAYERS))
        self.norms = nn.ModuleList(Norm() for _ in range(2 * ENCODER_LAYERS + 1))
        self.cross = nn.ModuleList(nn.ModuleList((Linear(WIDTH, WIDTH), Linear(WIDTH, WIDTH))) for _ in range(DECODER_LAYERS))
        cos, sin = rope_tables(SOURCE)
        self.register_buffer("cos", cos)
        self.register_buffer("sin", sin)

    def forward(self, tokens, positions):
        x = self.table(tokens)
        cos, sin = self.cos[positions], self.sin[positions]
        for layer, (attention, feed) in enumerate(zip(self.attention, self.feed)):
            h = self.norms[2 * layer](x)
            q, k = (rope(attention.split(it(h)), cos, sin) for it in (attention.q, attention.k))
            x = x + attention(q, k, attention.split(attention.v(h)))[0]
            x = x + feed(self.norms[2 * layer + 1](x))
        x = self.norms[-1](x)
        split = self.attention[0].split
        return tuple(split(it(x)) for pair in self.cross for it in pair)


class Decoder(nn.Module):
    def __init__(self, table):
        super().__init__()
        self.table = table
        self.attention = nn.ModuleList(Attention() for _ in range(DECODER_LAYERS))
        self.crossing = nn.ModuleList(Attention() for _ in range(DECODER_LAYERS))
        for crossing in self.crossing:
            del crossing.k, crossing.v
        self.feed = nn.ModuleList(Feed() for _ in range(DECODER_LAYERS))
        self.norms = nn.ModuleList(Norm() for _ in range(3 * DECODER_LAYERS + 1))
        self.gate = Linear(WIDTH, 1)
        cos, sin = rope_tables(TARGET)
        self.register_buffer("cos", cos)
        self.register_buffer("sin", sin)

    def forward(self, token, position, mask, *caches):
        x = self.table(token)
        cos, sin = self.cos[position], self.sin[position]
        # The cache has no room for the new key yet: it is attended to as one more column.
        mask = torch.cat((mask, torch.zeros(1, 1)), -1)
        new, copy = [], None
        for layer in range(DECODER_LAYERS):
            cache_key, cache_value, cross_key, cross_value = caches[4 * layer : 4 * layer + 4]
            attention, crossing = self.attention[layer], self.crossing[layer]
            h = self.norms[3 * layer](x)
            q, k = (rope(attention.split(it(h)), cos, sin) for it in (attention.q, attention.k))
            v = attention.split(attention.v(h))
            x = x + attention(q, torch.cat((cache_key, k), 2), torch.cat((cache_value, v), 2), mask)[0]
            h = self.norms[3 * layer + 1](x)
            mixed, weights = crossing(crossing.split(crossing.q(h)), cross_key, cross_value)
            x = x + mixed
            copy = weights.mean(1)[:, 0]
            x = x + self.feed[layer](self.norms[3 * layer + 2](x))
            new += [k, v]
        x = self.norms[-1](x)[:, 0]
        return (x @ self.table.weight.t(), copy, torch.sigmoid(self.gate(x)), *new)


def layered(*names):
    return [f"{name}.{layer}" for layer in range(DECODER_LAYERS) for name in names]


def export(folder, encoder, decoder):
    options = {"opset_version": 17, "dynamo": False, "do_constant_folding": False}
    cross = layered("cross_key", "cross_value")
    torch.onnx.export(
        encoder, (torch.zeros(1, 5, dtype=torch.long), torch.arange(5)), folder / "encoder.onnx",
        input_names=["tokens", "positions"], output_names=cross,
        dynamic_axes={"tokens": {1: "S"}, "positions": {0: "S"}, **{name: {2: "S"} for name in cross}}, **options)
    caches, names = [], []
    for layer in range(DECODER_LAYERS):
        caches += [torch.zeros(2, HEADS, TARGET, HEAD)] * 2 + [torch.zeros(1, HEADS, 5, HEAD)] * 2
        names += [f"cache_key.{layer}", f"cache_value.{layer}", f"cross_key.{layer}", f"cross_value.{layer}"]
    new = layered("new_key", "new_value")
    torch.onnx.export(
        decoder, (torch.zeros(2, 1, dtype=torch.long), torch.zeros(1, dtype=torch.long), torch.zeros(1, TARGET), *caches),
        folder / "decoder.onnx", input_names=["token", "position", "mask", *names],
        output_names=["logits", "copy", "gate", *new],
        dynamic_axes={"token": {0: "B"}, "logits": {0: "B"}, "copy": {0: "B", 1: "S"}, "gate": {0: "B"},
                      **{name: {2: "S"} if name.startswith("cross") else {0: "B"} for name in names},
                      **{name: {0: "B"} for name in new}}, **options)


def quantise_rows(w):
    """int8 rows and their scales: the largest weight of a row becomes 127."""
    scale = np.abs(w).max(1) / 127
    scale[scale == 0] = 1
    return np.clip(np.rint(w / scale[:, None]), -127, 127).astype(np.int8), scale.astype(np.float32)


def quantise(source, target, least=512):
    """Rewrites a plain export into the int8 form of the contract."""
    model = onnx.load(source)
    graph = model.graph
    tables = {it.name: it for it in graph.initializer}
    nodes, done = [], {}

    def dequantised(name, rows):
        """The output of the one DequantizeLinear of these rows."""
        if name not in done:
            q, scale = quantise_rows(rows)
            graph.initializer.append(numpy_helper.from_array(q, f"{name}.int8"))
            graph.initializer.append(numpy_helper.from_array(scale, f"{name}.scale"))
            nodes.append(helper.make_node("DequantizeLinear", [f"{name}.int8", f"{name}.scale"], [f"{name}.rows"],
                                          name=f"{name}.dequantise", axis=0))
            done[name] = f"{name}.rows"
        return done[name]

    weights = {node.input[1] for node in graph.node if node.op_type == "MatMul" and node.input[1] in tables}
    transposed = {node.output[0]: node.input[0] for node in graph.node if node.op_type == "Transpose" and node.input[0] in tables}
    tied = {transposed[node.input[1]] for node in graph.node if node.op_type == "MatMul" and node.input[1] in transposed}
    embeddings = tied | {node.input[0] for node in graph.node if node.op_type == "Gather" and node.input[1] in ("tokens", "token")}
    for node in graph.node:
        for index, name in enumerate(node.input):
            table = tables.get(name)
            if table is None or np.prod(table.dims) < least:
                continue
            if name in embeddings:
                node.input[index] = dequantised(name, numpy_helper.to_array(table))
            elif name in weights and node.op_type == "MatMul":
                rows = dequantised(name, numpy_helper.to_array(table).T.copy())
                if f"{name}.columns" not in done:
                    nodes.append(helper.make_node("Transpose", [rows], [f"{name}.columns"], name=f"{name}.transpose", perm=[1, 0]))
                    done[f"{name}.columns"] = True
                node.input[index] = f"{name}.columns"
        nodes.append(node)
    del graph.node[:]
    graph.node.extend(nodes)
    used = {name for node in nodes for name in node.input}
    kept = [it for it in graph.initializer if it.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    onnx.checker.check_model(model)
    onnx.save(model, target)


class Runtime:
    """The contract's decoding, as plainly as it can be written, over onnxruntime."""

    def __init__(self, folder, tokenizer):
        options = ort.SessionOptions()
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
        self.encoder = ort.InferenceSession(folder / "encoder.onnx", options)
        self.decoder = ort.InferenceSession(folder / "decoder.onnx", options)
        self.tokenizer = tokenizer
        self.forbidden = {tokenizer.token_to_id(it) for it in SPECIAL if it != "</s>"}
        # Numbers are slots.
        self.forbidden |= {token for piece, token in tokenizer.get_vocab().items()
                           if any(c.isdigit() for c in piece) and piece not in SPECIAL and piece not in SLOTS}
        self.slots = {tokenizer.token_to_id(it) for it in SLOTS}
        self.end = tokenizer.token_to_id("</s>")

    def encode(self, source):
        tokens = self.tokenizer.encode(source).ids
        feeds = {"tokens": np.array([tokens]), "positions": np.arange(len(tokens))}
        return tokens, dict(zip(layered("cross_key", "cross_value"), self.encoder.run(None, feeds)))

    def step(self, cross, caches, token, position):
        mask = np.where(np.arange(TARGET) < position, 0, MASKED).astype(np.float32)[None]
        outputs = self.decoder.run(None, {
            "token": np.array([[token]]), "position": np.array([position]), "mask": mask, **cross, **caches})
        names = [it.name for it in self.decoder.get_outputs()]
        result = dict(zip(names, outputs))
        caches = {name: cache.copy() for name, cache in caches.items()}
        for name in layered("new_key", "new_value"):
            caches[name.replace("new", "cache")][:, :, position] = result[name][:, :, 0]
        return result, caches

    def fresh(self):
        return {name: np.zeros((1, HEADS, TARGET, HEAD), np.float32) for name in layered("cache_key", "cache_value")}

    def probabilities(self, source, result):
        logits = result["logits"][0].astype(np.float64)
        p = np.exp(logits - logits.max())
        gate = float(result["gate"][0, 0])
        p = gate * p / p.sum()
        for position, token in enumerate(source):
            p[token] += (1 - gate) * float(result["copy"][0, position])
        return p, gate

    def allowed(self, p, source, tokens):
        p = p.copy()
        present = set(source)
        for token in range(len(p)):
            if token in self.forbidden or (token in self.slots and token not in present):
                p[token] = 0
        for at in range(len(tokens) - 2):
            if tokens[at : at + 2] == tokens[-2:]:
                p[tokens[at + 2]] = 0
        return p

    def decode(self, text, tag, beam):
        """The best of `beam` hypotheses: (tokens, log-probability of each). Ties go to the earlier hypothesis, then the lower token."""
        source, cross = self.encode(text)
        first = self.tokenizer.token_to_id(tag)
        live, finished = [(0.0, [], [], self.fresh())], []
        for position in range(TARGET):
            candidates = []
            for rank, (score, tokens, logs, caches) in enumerate(live):
                result, after = self.step(cross, caches, tokens[-1] if tokens else first, position)
                p = self.allowed(self.probabilities(source, result)[0], source, tokens)
                for token in np.argsort(-p, kind="stable")[: beam + 1]:
                    if p[token] > 0:
                        log = math.log(p[token])
                        candidates.append((-(score + log), rank, int(token), tokens, logs + [log], after))
            candidates.sort(key=lambda it: it[:3])
            live = []
            for negative, _, token, tokens, logs, after in candidates:
                if token == self.end:
                    finished.append((-negative, tokens, logs, True))
                else:
                    live.append((-negative, tokens + [token], logs, after))
                if len(live) == beam:
                    break
            if len(finished) >= beam or not live:
                break
        if not finished:
            finished = [(score, tokens, logs, False) for score, tokens, logs, _ in live]
        best = max(finished, key=lambda it: it[0] / len(it[2]))
        return {"tokens": best[1], "log_probabilities": best[2], "finished": best[3]}


def expected(folder, tokenizer):
    runtime = Runtime(folder, tokenizer)
    forced = []
    for text in SOURCES:
        source, cross = runtime.encode(text)
        caches, steps = runtime.fresh(), []
        token = tokenizer.token_to_id("<b>")
        for position in range(4):
            result, caches = runtime.step(cross, caches, token, position)
            steps.append({"token": token, "gate": float(result["gate"][0, 0]),
                          "copy": [round(float(it), 6) for it in result["copy"][0]],
                          "logits": [round(float(it), 5) for it in result["logits"][0]]})
            token = source[position + 4]
        forced.append({"text": text, "source": source, "steps": steps})
    decoded = [{"source": SOURCES[it["source"]], "tags": it["tags"], "beam": it["beam"],
                "outputs": [runtime.decode(SOURCES[it["source"]], tag, it["beam"]) for tag in it["tags"]]} for it in REQUESTS]
    return {"forced": forced, "decoded": decoded}


def manifest(folder, name):
    files = []
    for path in ("encoder.onnx", "decoder.onnx", "tokenizer.json"):
        data = (folder / path).read_bytes()
        files.append({"path": path, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
    return {"v": 1, "name": name, "kind": "encoder-decoder", "files": files, "tasks": ["intent"],
            "context": {"source": SOURCE, "target": TARGET}, "license": "MIT OR Apache-2.0", "card": "CARD.md",
            "decoder": {"layers": DECODER_LAYERS, "heads": HEADS, "head_size": HEAD},
            "guard": {"threshold": 0.5, "weights": {"log_probability": 1.0}}}


def encoder_decoder(root):
    torch.manual_seed(SEED)
    tokenizer = make_tokenizer(TEXT, VOCABULARY, SPECIAL + SLOTS)
    table = nn.Embedding(tokenizer.get_vocab_size(), WIDTH)
    nn.init.normal_(table.weight, std=0.6)
    with torch.no_grad():
        # A longer row wins more often: some sequences shall end by themselves.
        table.weight[tokenizer.token_to_id("</s>")] *= 1.5
    encoder, decoder = Encoder(table).eval(), Decoder(table).eval()
    plain, int8 = root / "tiny-f32", root / "tiny-int8"
    for folder in (plain, int8):
        folder.mkdir(parents=True, exist_ok=True)
        tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    with torch.no_grad():
        export(plain, encoder, decoder)
    for part in ("encoder.onnx", "decoder.onnx"):
        quantise(plain / part, int8 / part)
    for folder in (plain, int8):
        (folder / "manifest.json").write_text(json.dumps(manifest(folder, folder.name), indent=1) + "\n")
        (folder / "expected.json").write_text(json.dumps(expected(folder, tokenizer), separators=(",", ":")) + "\n")


def of_shape(folder, shape):
    """A model as the training exports it, with its first weights and a tokenizer that knows the authored sentences."""
    from gloss_training import export as trained
    from gloss_training.model import SHAPES, Model
    from gloss_training.tokens import SPECIAL as TOKENS, VOCABULARY as SIZE

    torch.manual_seed(SEED)
    records = (json.loads(line) for path in sorted(Path(__file__).parent.glob("authored/*.jsonl")) for line in path.open())
    sentences = [record[level] for record in records for level in ("B", "I", "E") if record.get(level)]
    tokenizer = make_tokenizer(sentences, SIZE, TOKENS)
    with tempfile.TemporaryDirectory() as data:
        checkpoint = Path(data) / "random.pt"
        torch.save({"shape": shape, "model": Model(SHAPES[shape]).state_dict()}, checkpoint)
        tokenizer.save(str(Path(data) / "tokenizer.json"))
        trained.export(Path(data), checkpoint, folder, f"random-{shape}", False)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Writes models with random weights.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--shape", help="one of gloss_training's shapes, instead of the tiny models of the tests")
    arguments = parser.parse_args()
    if arguments.shape:
        of_shape(arguments.folder, arguments.shape)
    else:
        encoder_decoder(arguments.folder)
