"""Saves inputs with the token sequences of the training framework, which the runtime's tests replay."""

from __future__ import annotations

import json
import random
from pathlib import Path

from tokenizers import Tokenizer

from . import authored, corpus, export
from .generate import generate

TAGS = ["<b>", "<i>", "<e>"]


def save(data: Path, checkpoint: Path, model: Path, out: Path, n: int) -> None:
    """Items of our own repositories' validation split, as prompts: their words, not the code."""
    weights, _ = export.load(checkpoint)
    tokenizer = Tokenizer.from_file(str(model / "tokenizer.json"))
    records = [it for it in corpus.read(data / "authored.jsonl.gz") if it["split"] == "valid" and it["task"] == "i"]
    chosen = random.Random(2).sample(records, min(n, len(records)))
    with out.open("w") as file:
        for record in chosen:
            rows = [
                {"tag": tag, "text": it.text, "tokens": it.tokens, "log_probability": round(sum(it.log_probabilities), 4)}
                for tag, it in zip(TAGS, generate(weights, tokenizer, record["source"], TAGS), strict=True)
            ]
            file.write(json.dumps({"id": record["id"], "source": record["source"], "said": rows}) + "\n")
    print(f"{len(chosen)} inputs")
