"""Saves prompts with the token sequences of the training framework, which the runtime's tests replay.

The prompts are the engine's own, of the code in the specs, which is ours and may be committed. The sequences are written by weights
as they are shipped, made floats again, which a runtime must repeat exactly; and, where the checkpoint is at hand, by its weights
before they were rounded, from which a runtime may differ by as much as the rounding costs.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

from tokenizers import Tokenizer

from . import export
from .generate import generate
from .model import SHAPES, Model

TAGS = ["<b>", "<i>", "<e>"]
LEVELS = ["beginner", "intermediate", "expert"]
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def prompts(specs: Path, gloss: str) -> list[str]:
    """What the model reads of every item in the specs."""
    sources: list[str] = []
    for path in sorted(specs.glob("*/spec/*.md")):
        for language, code in FENCE.findall(path.read_text()):
            if language not in LEVELS:
                command = [gloss, "facts", "-", "--language", language]
                lines = subprocess.run(command, input=code, capture_output=True, text=True, check=True).stdout.splitlines()
                sources += [json.loads(line)["source"] for line in lines]
    return sources


def shipped(folder: Path) -> Model:
    """The model of an exported folder, with its rounded weights as floats."""
    decoder = json.loads((folder / "manifest.json").read_text())["decoder"]
    shape = next(it for it in SHAPES.values() if (it.decoder, it.heads) == (decoder["layers"], decoder["heads"]))
    model = Model(shape)
    export.restore(folder, model)
    return model.eval()


def save(checkpoint: Path | None, model: Path, specs: Path, gloss: str, out: Path, n: int) -> None:
    """Writes `n` prompts, taken evenly from all, with what is said of them."""
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    everything = prompts(specs, gloss)
    chosen = [everything[at * len(everything) // n] for at in range(n)]
    weights = {"said": shipped(model)}
    if checkpoint:
        weights["unrounded"] = export.load(checkpoint)[0]
    sums = {it["path"]: it["sha256"] for it in json.loads((model / "manifest.json").read_text())["files"]}
    lines: list[dict] = [{"files": sums}]
    for source in chosen:
        line: dict = {"source": source}
        for name, it in weights.items():
            line[name] = [
                {"tag": tag, "tokens": said.tokens, "log_probabilities": [round(log, 4) for log in said.log_probabilities]}
                for tag, said in zip(TAGS, generate(it, tokenizer, source, TAGS), strict=True)
            ]
        lines.append(line)
    out.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines))
    print(f"{n} of {len(everything)} prompts")
