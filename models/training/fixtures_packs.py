# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "onnx==1.23.2", "onnxruntime==1.32.0", "tokenizers==0.23.3", "onnx-ir==1.1.0", "sympy==1.14.0", "torch==2.15.0",
#   "transformers==5.24.0"]
# ///
"""Writes tiny random-weight model packs in the forms that exporters for the browser publish, for the tests of crates/lm.

    python models/training/fixtures_packs.py crates/lm/tests/fixtures

Each folder is laid out as such a repository is: `config.json`, `generation_config.json`, `tokenizer.json`, `tokenizer_config.json`
and `onnx/*.onnx` with past keys and values as inputs and outputs. `expected.json` holds a prompt, the tokens that follow it greedily
and the scores of the last position, as onnxruntime computes them from the same file.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import torch
import transformers
from onnx.external_data_helper import convert_model_to_external_data
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers.cache_utils import DynamicCache

WIDTH, INNER, LAYERS, HEADS, GROUPS, POSITIONS = 32, 64, 2, 4, 2, 96
SPECIAL = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
STEPS = 8
TEXT = """the quick brown fox jumps over the lazy dog and reads the code
def mean(values): return sum(values) / len(values)
user assistant system explain what this function does in one sentence""".splitlines()
TEMPLATE = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
SENTENCE = "Adds two numbers, of which `left` comes first."
MESSAGES = [{"role": "system", "content": "explain the code"}, {"role": "user", "content": "def mean(values): return sum(values)"}]


def make_tokenizer():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=320, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False,
                                  special_tokens=[AddedToken(it, special=True) for it in SPECIAL])
    tokenizer.train_from_iterator(TEXT, trainer)
    return tokenizer


def make(kind, vocabulary):
    shape = dict(vocab_size=vocabulary, hidden_size=WIDTH, intermediate_size=INNER, num_hidden_layers=LAYERS, num_attention_heads=HEADS,
                 num_key_value_heads=GROUPS, max_position_embeddings=POSITIONS, tie_word_embeddings=True)
    if kind == "llama":
        return transformers.LlamaForCausalLM(transformers.LlamaConfig(**shape, attn_implementation="sdpa"))
    if kind == "qwen2":
        return transformers.Qwen2ForCausalLM(transformers.Qwen2Config(**shape, attn_implementation="eager"))
    return transformers.GPT2LMHeadModel(transformers.GPT2Config(
        vocab_size=vocabulary, n_embd=WIDTH, n_layer=LAYERS, n_head=HEADS, n_inner=INNER, n_positions=POSITIONS,
        attn_implementation="eager"))


class Exported(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask, position_ids, *past):
        cache = DynamicCache()
        for layer in range(LAYERS):
            cache.update(past[2 * layer], past[2 * layer + 1], layer)
        out = self.model(input_ids=input_ids, attention_mask=attention_mask, position_ids=position_ids, past_key_values=cache, use_cache=True)
        present = [it for layer in out.past_key_values.layers for it in (layer.keys, layer.values)]
        return (out.logits, *present)


def past_names(start):
    return [f"{start}.{layer}.{what}" for layer in range(LAYERS) for what in ("key", "value")]


def export(kind, model, path):
    groups = HEADS if kind == "gpt2" else GROUPS
    ids, mask, positions = torch.ones(1, 5, dtype=torch.long), torch.ones(1, 8, dtype=torch.long), torch.arange(3, 8)[None]
    past = [torch.zeros(1, groups, 3, WIDTH // HEADS, dtype=model.dtype) for _ in range(2 * LAYERS)]
    inputs, outputs = past_names("past_key_values"), past_names("present")
    axes = {"input_ids": {0: "batch_size", 1: "sequence_length"}, "position_ids": {0: "batch_size", 1: "sequence_length"},
            "attention_mask": {0: "batch_size", 1: "total_sequence_length"}, "logits": {0: "batch_size", 1: "sequence_length"},
            **{name: {0: "batch_size", 2: "past_sequence_length"} for name in inputs},
            **{name: {0: "batch_size", 2: "total_sequence_length"} for name in outputs}}
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(Exported(model), (ids, mask, positions, *past), path, input_names=["input_ids", "attention_mask", "position_ids", *inputs],
                          output_names=["logits", *outputs], dynamic_axes=axes, opset_version=18, dynamo=False)


def shrink(model):
    """Gives what is made inside of the graph short names: they are most of a tiny file."""
    graph = model.graph
    kept = {it.name for it in [*graph.input, *graph.output, *graph.initializer]}
    short = {name: f"v{index}" for index, name in enumerate(name for node in graph.node for name in node.output if name not in kept)}
    for index, node in enumerate(graph.node):
        node.name, node.doc_string = f"n{index}", ""
        del node.metadata_props[:]
        for names in (node.input, node.output):
            names[:] = [short.get(name, name) for name in names]
    del graph.value_info[:]
    return model


class Runtime:
    def __init__(self, path):
        self.session = ort.InferenceSession(path)
        self.inputs = {it.name: it for it in self.session.get_inputs()}
        self.outputs = [it.name for it in self.session.get_outputs()]
        self.past = None

    def fresh(self):
        kind = {"tensor(float16)": np.float16}
        self.past = {name: np.zeros((1, it.shape[1], 0, it.shape[3]), kind.get(it.type, np.float32))
                     for name, it in self.inputs.items() if name.startswith("past")}
        self.length = 0

    def step(self, tokens):
        """The scores after the last of these tokens."""
        total = self.length + len(tokens)
        feeds = {"input_ids": np.array([tokens]), "attention_mask": np.ones((1, total), np.int64),
                 "position_ids": np.arange(self.length, total)[None]}
        result = dict(zip(self.outputs, self.session.run(None, {**{k: v for k, v in feeds.items() if k in self.inputs}, **self.past})))
        self.past = {name.replace("present", "past_key_values"): it for name, it in result.items() if name.startswith("present")}
        self.length = total
        return result["logits"][0, -1].astype(np.float32)


def expected(path, tokenizer):
    text = "".join(f"<|im_start|>{it['role']}\n{it['content']}<|im_end|>\n" for it in MESSAGES) + "<|im_start|>assistant\n"
    prompt = tokenizer.encode(text).ids
    runtime = Runtime(path)
    runtime.fresh()
    scores, tokens, kept = runtime.step(prompt), [], []
    for _ in range(STEPS):
        kept.append([round(float(it), 4) for it in scores])
        tokens.append(int(scores.argmax()))
        scores = runtime.step(tokens[-1:])
    return {"messages": MESSAGES, "prompt": prompt, "tokens": tokens, "logits": [kept[0], kept[-1]]}


def write(root, name, kind, tokenizer, file, make_file, layers=LAYERS, positions=POSITIONS):
    folder = root / name
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    make_file(folder / "onnx" / file)
    end = tokenizer.token_to_id("<|im_end|>")
    shape = {"gpt2": {"n_layer": LAYERS, "n_head": HEADS, "n_embd": WIDTH, "n_positions": POSITIONS}}.get(
        kind, {"num_hidden_layers": layers, "num_attention_heads": HEADS, "num_key_value_heads": GROUPS, "hidden_size": WIDTH,
               "max_position_embeddings": positions})
    (folder / "config.json").write_text(json.dumps({"model_type": kind, "vocab_size": tokenizer.get_vocab_size(), **shape}) + "\n")
    ends = [end, tokenizer.token_to_id("<|endoftext|>")]
    (folder / "generation_config.json").write_text(json.dumps({"eos_token_id": ends if kind == "qwen2" else end}) + "\n")
    (folder / "tokenizer_config.json").write_text(json.dumps({"chat_template": TEMPLATE, "eos_token": "<|im_end|>", "bos_token": None}) + "\n")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "expected.json").write_text(json.dumps(expected(folder / "onnx" / file, tokenizer), separators=(",", ":")) + "\n")


def parrot(root):
    """A pack that says one sentence whatever it is asked, for tests of what becomes of a sentence: a token decides on the next one."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(vocab_size=400, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False,
                                  special_tokens=[AddedToken(it, special=True) for it in SPECIAL])
    tokenizer.train_from_iterator([SENTENCE] * 2, trainer)
    vocabulary = tokenizer.get_vocab_size()
    said = [tokenizer.token_to_id("Ċ"), *tokenizer.encode(SENTENCE).ids, tokenizer.token_to_id("<|im_end|>")]
    assert len(set(said)) == len(said), "a token that stands twice has two successors"
    codes = np.random.default_rng(5).choice([-1.5, 1.5], (vocabulary, WIDTH)).astype(np.float32)
    follows = codes.copy()
    follows[said[:-1]] = codes[said[1:]]
    integers, floats, helper = onnx.TensorProto.INT64, onnx.TensorProto.FLOAT, onnx.helper
    nodes = [
        helper.make_node("Gather", ["follows", "input_ids"], ["hidden"]),
        helper.make_node("MatMul", ["hidden", "codes"], ["logits"]),
        helper.make_node("Cast", ["input_ids"], ["read"], to=floats),
        helper.make_node("Reshape", ["read", "shape"], ["new"]),
    ]
    inputs, outputs = [("input_ids", integers, [1, "S"])], [("logits", floats, [1, "S", vocabulary])]
    for layer in range(1):
        for what in ("key", "value"):
            past, present = f"past_key_values.{layer}.{what}", f"present.{layer}.{what}"
            inputs.append((past, floats, [1, 1, "P", 1]))
            outputs.append((present, floats, [1, 1, "T", 1]))
            nodes.append(helper.make_node("Concat", [past, "new"], [present], axis=2))
    graph = helper.make_graph(
        nodes, "parrot", [helper.make_tensor_value_info(*it) for it in inputs], [helper.make_tensor_value_info(*it) for it in outputs],
        [onnx.numpy_helper.from_array(it, name) for name, it in
         (("follows", follows), ("codes", np.ascontiguousarray(codes.T)), ("shape", np.array([1, 1, -1, 1])))])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    write(root, "pack-parrot", "llama", tokenizer, "model.onnx", lambda path: onnx.save(model, path), layers=1, positions=4096)


def packs(root):
    parrot(root)
    tokenizer = make_tokenizer()
    vocabulary = tokenizer.get_vocab_size()
    scratch = root / "scratch.onnx"
    for kind in ("llama", "qwen2", "gpt2"):
        torch.manual_seed(3)
        model = make(kind, vocabulary).eval()
        for name, weight in model.named_parameters():
            if weight.dim() == 2:
                torch.nn.init.normal_(weight, std=0.2 if "emb" in name or "wte" in name else 0.5)
        export(kind, model, scratch)
        plain = shrink(onnx.load(scratch))
        onnx.save(plain, scratch)

        def save(path):
            onnx.save(plain, path)

        def external(path):
            convert_model_to_external_data(plain, location=path.name + "_data", size_threshold=1024)
            onnx.save(plain, path)

        def int8(path, kind=QuantType.QInt8, per_channel=True):
            quantize_dynamic(scratch, path, weight_type=kind, per_channel=per_channel, op_types_to_quantize=["MatMul", "Gather", "Gemm"],
                             extra_options={"MatMulConstBOnly": True})
            onnx.save(shrink(onnx.load(path)), path)

        def four_bits(path):
            quantizer = MatMulNBitsQuantizer(onnx.load(scratch), block_size=32, is_symmetric=True, accuracy_level=4)
            quantizer.process()
            onnx.save(shrink(quantizer.model.model), path)

        def half(path):
            export(kind, model.half(), path)
            onnx.save(shrink(onnx.load(path)), path)

        if kind == "llama":
            write(root, "pack-llama-int8", kind, tokenizer, "model_int8.onnx", int8)
            write(root, "pack-llama-uint8", kind, tokenizer, "model_quantized.onnx", lambda path: int8(path, QuantType.QUInt8, False))
            write(root, "pack-llama-q4", kind, tokenizer, "model_q4.onnx", four_bits)
            write(root, "pack-llama-fp16", kind, tokenizer, "model_fp16.onnx", half)
        elif kind == "qwen2":
            write(root, "pack-qwen2", kind, tokenizer, "model.onnx", external)
        else:
            write(root, "pack-gpt2", kind, tokenizer, "model.onnx", save)
        print(kind, sorted({it.op_type for it in plain.graph.node}))
    scratch.unlink()


if __name__ == "__main__":
    packs(Path(sys.argv[1]))
