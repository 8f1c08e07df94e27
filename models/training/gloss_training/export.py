"""Writes a model folder: ONNX files in the runtime's contract, tokenizer and manifest.

int8 weights stand in the ONNX files as DequantizeLinear of an int8 matrix with one scale a row, which any ONNX runtime reads.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn

from .model import SHAPES, Model, rotate
from .tokens import SOURCE, TARGET


class Encoder(nn.Module):
    def __init__(self, model: Model):
        super().__init__()
        self.model = model

    def forward(self, tokens: Tensor, positions: Tensor) -> tuple[Tensor, ...]:
        model = self.model
        cos, sin = model.cos[positions], model.sin[positions]
        x = model.embed(tokens)
        for layer in model.encoder:
            own, y = layer.attention, layer.norm_attention(x)
            q, k = rotate(own.split(own.q(y)), cos, sin), rotate(own.split(own.k(y)), cos, sin)
            weights = (q @ k.transpose(-1, -2) * own.head**-0.5).softmax(-1)
            x = x + own.join(weights @ own.split(own.v(y)))
            x = x + layer.feed(layer.norm_feed(x))
        return tuple(it for pair in model.cross(model.norm_encoder(x)) for it in pair)


class Decoder(nn.Module):
    def __init__(self, model: Model):
        super().__init__()
        self.model = model

    def forward(self, token: Tensor, position: Tensor, mask: Tensor, *rest: Tensor) -> tuple[Tensor, ...]:
        n = 2 * self.model.shape.decoder
        return self.model.step(token, position, mask, list(rest[:n]), list(rest[n:]))


def load(checkpoint: Path) -> tuple[Model, dict]:
    state = torch.load(checkpoint, map_location="cpu", weights_only=True)
    model = Model(SHAPES[state["shape"]])
    model.load_state_dict(state["model"])
    return model.eval(), state


def names(model: Model, kind: str) -> list[str]:
    return [f"{kind}_{part}.{layer}" for layer in range(model.shape.decoder) for part in ("key", "value")]


def write_f32(model: Model, folder: Path) -> None:
    """encoder.onnx and decoder.onnx with the weights as they are."""
    shape = model.shape
    cross = names(model, "cross")
    axes = {"tokens": {1: "S"}, "positions": {0: "S"}} | {name: {2: "S"} for name in cross}
    torch.onnx.export(
        Encoder(model), (torch.ones(1, 7, dtype=torch.long), torch.arange(7)), str(folder / "encoder.onnx"),
        input_names=["tokens", "positions"], output_names=cross, dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    past, new = names(model, "cache"), names(model, "new")
    inputs = [torch.ones(3, 1, dtype=torch.long), torch.tensor([2]), torch.zeros(1, TARGET)]
    inputs += [torch.zeros(3, shape.heads, TARGET, shape.head) for _ in past] + [torch.zeros(1, shape.heads, 7, shape.head) for _ in cross]
    outputs = ["logits", "copy", "gate", *new]
    axes = {"token": {0: "B"}} | {name: {0: "B"} for name in past + outputs} | {name: {2: "S"} for name in cross}
    axes["copy"] = {0: "B", 1: "S"}
    torch.onnx.export(
        Decoder(model), tuple(inputs), str(folder / "decoder.onnx"), input_names=["token", "position", "mask", *past, *cross],
        output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantise(path: Path, embedding_shape: tuple[int, int]) -> None:
    """Turns the weights of an exported file into int8 with one scale a row; the embedding serves both its uses once."""
    model = onnx.load(path)
    graph = model.graph
    weights = {it.name: it for it in graph.initializer}
    nodes: list[onnx.NodeProto] = []
    made: dict[str, str] = {}
    transposed: dict[str, str] = {}

    def dequantised(name: str, rows: np.ndarray) -> str:
        """The name of a matrix [rows, columns] that is stored as int8."""
        if name not in made:
            scale = np.abs(rows).max(axis=1) / 127.0
            scale[scale == 0] = 1.0
            stored = np.rint(rows / scale[:, None]).clip(-127, 127).astype(np.int8)
            graph.initializer.append(numpy_helper.from_array(stored, f"{name}.int8"))
            graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{name}.scale"))
            nodes.append(helper.make_node("DequantizeLinear", [f"{name}.int8", f"{name}.scale"], [f"{name}.f32"], axis=0, name=f"{name}.dq"))
            made[name] = f"{name}.f32"
        return made[name]

    def columns(name: str, source: str) -> str:
        """The transposed form of a stored matrix, for a product from the left."""
        if name not in transposed:
            nodes.append(helper.make_node("Transpose", [source], [f"{name}.t"], perm=[1, 0], name=f"{name}.transpose"))
            transposed[name] = f"{name}.t"
        return transposed[name]

    # A Transpose of the embedding that feeds the product with the vocabulary.
    of_embedding = {}
    embedding = next(
        name for name, it in weights.items() if tuple(it.dims) == embedding_shape and any(name in node.input for node in graph.node)
    )
    rows = numpy_helper.to_array(weights[embedding])
    rest = []
    for node in graph.node:
        if node.op_type == "Transpose" and node.input[0] == embedding:
            of_embedding[node.output[0]] = True
        else:
            rest.append(node)
    used: set[str] = set()
    for node in rest:
        if node.op_type == "Gather" and node.input[0] == embedding:
            node.input[0] = dequantised("embedding", rows)
            used.add(embedding)
        elif node.op_type == "MatMul":
            right = node.input[1]
            if right in of_embedding:
                node.input[1] = columns("embedding", dequantised("embedding", rows))
                used.add(embedding)
            elif right in weights and weights[right].dims[1] > 1:
                matrix = numpy_helper.to_array(weights[right])
                if matrix.shape[::-1] == embedding_shape:
                    node.input[1] = columns("embedding", dequantised("embedding", rows))
                else:
                    node.input[1] = columns(right, dequantised(right, np.ascontiguousarray(matrix.T)))
                used.add(right)
    kept = [it for it in graph.initializer if it.name not in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    del graph.node[:]
    graph.node.extend(nodes + rest)
    onnx.checker.check_model(model)
    onnx.save(model, path)


def export(data: Path, checkpoint: Path, out: Path, name: str, f32: bool) -> None:
    model, _state = load(checkpoint)
    out.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        write_f32(model, out)
    if not f32:
        for file in ("encoder.onnx", "decoder.onnx"):
            quantise(out / file, (model.shape.vocabulary, model.shape.width))
    shutil.copy(data / "tokenizer.json", out / "tokenizer.json")
    files = []
    for file in ("encoder.onnx", "decoder.onnx", "tokenizer.json"):
        content = (out / file).read_bytes()
        files.append({"path": file, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()})
    # What was measured of the guard stays where the weights did not change.
    old = json.loads((out / "manifest.json").read_text()) if (out / "manifest.json").is_file() else {}
    manifest = {
        "v": 1, "name": name, "kind": "encoder-decoder", "files": files, "tasks": ["intent"],
        "context": {"source": SOURCE, "target": TARGET}, "license": "MIT OR Apache-2.0", "card": "CARD.md",
        "decoder": {"layers": model.shape.decoder, "heads": model.shape.heads, "head_size": model.shape.head},
    }  # fmt: skip
    if old.get("files") == files and "guard" in old:
        manifest["guard"] = old["guard"]
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    print(f"{out}: {sum(it['bytes'] for it in files) / 1e6:.1f} MB")


def _products(path: Path) -> tuple[dict[str, np.ndarray], list[tuple[str, np.ndarray]]]:
    """The named tensors of an exported file, and the weight [output, input] of each product in order, with the layer's own name."""
    graph = onnx.load(path).graph
    tensors = {it.name: numpy_helper.to_array(it) for it in graph.initializer}
    stored = {}
    for node in graph.node:
        if node.op_type == "DequantizeLinear":
            stored[node.output[0]] = tensors[node.input[0]].astype(np.float32) * tensors[node.input[1]][:, None]
        elif node.op_type == "Transpose" and node.input[0] in stored:
            stored[node.output[0]] = stored[node.input[0]]
        elif node.op_type == "Gather" and node.input[0] in stored:
            tensors["model.embedding.weight"] = stored[node.input[0]]
    products = []
    for node in graph.node:
        weight = stored.get(node.input[1]) if node.op_type == "MatMul" else None
        if weight is None and node.op_type == "MatMul" and node.input[1] in tensors:
            weight = tensors[node.input[1]].T
        if weight is not None:
            products.append((node.name.split("/")[-2].split("_")[0], weight))
    return tensors, products


def restore(folder: Path, model: Model) -> None:
    """Sets a model's weights to those of an exported folder, whose int8 rounding training soon mends."""
    own, feed = ("attention.q", "attention.k", "attention.v", "attention.o"), ("feed.gate", "feed.up", "feed.down")
    encoder = [f"encoder.{at}.{it}" for at in range(model.shape.encoder) for it in own + feed]
    encoder += [f"decoder.{at}.cross.{it}" for at in range(model.shape.decoder) for it in ("k", "v")]
    decoder = [f"decoder.{at}.{it}" for at in range(model.shape.decoder) for it in (*own, "cross.q", "cross.o", *feed)]
    decoder += ["embedding", "gate"]
    state = {}
    for file, names in (("encoder.onnx", encoder), ("decoder.onnx", decoder)):
        tensors, products = _products(folder / file)
        found = [name for name, _ in products]
        wanted = [name.rsplit(".", 1)[-1] for name in names]
        if any(a != b for a, b in zip(found, wanted, strict=True) if b != "embedding"):
            raise SystemExit(f"{folder / file} holds another model than one of shape {model.shape}")
        state |= {f"{name}.weight": weight for name, (_, weight) in zip(names, products, strict=True)}
        state |= {name.removeprefix("model."): it for name, it in tensors.items() if name.startswith("model.")}
    model.load_state_dict({name: torch.from_numpy(np.array(it)) for name, it in state.items()})
