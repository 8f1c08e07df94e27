"""Writes a model of ours in the forms that its peer is fastest with, from the same int8 weights.

    python tests/bench-lm/peers.py MODEL OUT

`OUT/f32` holds plain float weights. `OUT/dynamic` keeps the int8 weights and lets the activations become 8-bit integers as they come,
the form of onnxruntime's own dynamic quantisation, whose nodes it fuses. The folder as it is would be no fair peer for speed:
onnxruntime turns the stored integers into floats again for every token.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


class Rewriting:
    """A graph whose stored int8 matrices are being replaced."""

    def __init__(self, path):
        self.model = onnx.load(path)
        graph = self.model.graph
        self.tables = {it.name: it for it in graph.initializer}
        # The output of DequantizeLinear: its matrix [rows, columns] and one scale a row; and those outputs transposed.
        self.stored, self.transposed, self.rest = {}, {}, []
        for node in graph.node:
            if node.op_type == "DequantizeLinear":
                self.stored[node.output[0]] = tuple(numpy_helper.to_array(self.tables[it]) for it in node.input[:2])
            elif node.op_type == "Transpose" and node.input[0] in self.stored:
                self.transposed[node.output[0]] = node.input[0]
            else:
                self.rest.append(node)
        self.nodes, self.made = [], set()

    def add(self, name, make):
        """An initializer of that name, made once."""
        if name not in self.made:
            self.made.add(name)
            self.model.graph.initializer.append(numpy_helper.from_array(np.ascontiguousarray(make()), name))
        return name

    def node(self, kind, inputs, outputs, **attributes):
        """A node whose first output has that name, made once."""
        if outputs[0] not in self.made:
            self.made.add(outputs[0])
            self.nodes.append(helper.make_node(kind, inputs, outputs, name=outputs[0], **attributes))
        return outputs

    def save(self, path):
        graph = self.model.graph
        del graph.node[:]
        graph.node.extend(self.nodes)
        used = {name for node in self.nodes for name in node.input}
        assert not used & (self.stored.keys() | self.transposed.keys()), f"{path}: a stored matrix has a use that is not known"
        kept = [it for it in graph.initializer if it.name in used]
        del graph.initializer[:]
        graph.initializer.extend(kept)
        onnx.checker.check_model(self.model)
        path.parent.mkdir(parents=True, exist_ok=True)
        onnx.save(self.model, path)


def plain(it):
    """int8 matrices as the floats that they stand for."""
    def rows(name):
        matrix, scale = it.stored[name]
        return matrix.astype(np.float32) * scale[:, None]

    for node in it.rest:
        for at, name in enumerate(node.input):
            if name in it.stored:
                node.input[at] = it.add(f"{name}.plain", lambda name=name: rows(name))
            elif name in it.transposed:
                node.input[at] = it.add(f"{name}.plain", lambda name=name: rows(it.transposed[name]).T)
        it.nodes.append(node)


def dynamic(it):
    """int8 matrices as they are; what is multiplied by them becomes 8-bit integers on its way."""
    for node in it.rest:
        if node.op_type == "Gather" and node.input[0] in it.stored:
            name, tokens, out = *node.input, node.output[0]
            matrix, scale = it.stored[name]
            it.node("Gather", [it.add(f"{name}.int8", lambda: matrix), tokens], [f"{out}.int8"])
            it.node("Gather", [it.add(f"{name}.scales", lambda: scale[:, None]), tokens], [f"{out}.scale"])
            it.node("Cast", [f"{out}.int8"], [f"{out}.float"], to=TensorProto.FLOAT)
            it.node("Mul", [f"{out}.float", f"{out}.scale"], [out])
        elif node.op_type == "MatMul" and node.input[1] in it.transposed:
            x, right, out = *node.input, node.output[0]
            matrix, scale = it.stored[it.transposed[right]]
            it.node("DynamicQuantizeLinear", [x], [f"{x}.uint8", f"{x}.scale", f"{x}.zero"])
            weights = it.add(f"{right}.int8", lambda: matrix.T)
            it.node("MatMulInteger", [f"{x}.uint8", weights, f"{x}.zero"], [f"{out}.int32"])
            it.node("Cast", [f"{out}.int32"], [f"{out}.float"], to=TensorProto.FLOAT)
            it.node("Mul", [f"{x}.scale", it.add(f"{right}.scale", lambda: scale)], [f"{out}.scale"])
            it.node("Mul", [f"{out}.float", f"{out}.scale"], [out])
        else:
            it.nodes.append(node)


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    for form, rewrite in (("f32", plain), ("dynamic", dynamic)):
        for file in ("encoder.onnx", "decoder.onnx"):
            rewriting = Rewriting(source / file)
            assert rewriting.stored, f"{source / file} holds no int8 weights"
            rewrite(rewriting)
            rewriting.save(target / form / file)
