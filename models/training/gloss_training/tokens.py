"""The tokenizer, and records as arrays of tokens."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from . import corpus
from .mine import GRAMMARS

VOCABULARY = 8_192
SOURCE, TARGET = 192, 48
"""Tokens that the model reads, and at most writes, the task's tag included."""
TASKS = ["<b>", "<i>", "<e>", "<w>", "<doc>", "<tell-b>", "<tell-i>", "<tell-e>"]
SPECIAL = (
    ["<pad>", "</s>", "<unk>"]
    + TASKS
    + ["<facts>", "<code>", "<name>"]
    + sorted(f"<lang:{name}>" for name in GRAMMARS if name != "tsx")
    + [f"<x{at}>" for at in range(48)]
    + [f"<n{at}>" for at in range(16)]
)
"""`engine::prompt` writes the slots; their numbers are those of its `IDENTIFIER_SLOTS` and `NUMBER_SLOTS`."""


def train_tokenizer(folder: Path, out: Path) -> Tokenizer:
    """Learns byte-pair merges from sources and targets of the training split."""
    chance = random.Random(0)
    lines: list[str] = []
    for name, share in (("doc", 0.5), ("tell", 0.1), ("authored", 1.0)):
        for record in corpus.read(folder / f"{name}.jsonl.gz"):
            if record["split"] == "train" and chance.random() < share:
                lines.append(record["target"])
                if chance.random() < 0.4:
                    lines.append(record["source"])
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Metaspace(prepend_scheme="always"),
            pre_tokenizers.Punctuation("isolated"),
            pre_tokenizers.Digits(individual_digits=True),
        ]
    )
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="always")
    tokenizer.add_special_tokens(SPECIAL)
    trainer = trainers.BpeTrainer(vocab_size=VOCABULARY, special_tokens=SPECIAL, min_frequency=3, show_progress=False)
    tokenizer.train_from_iterator(lines, trainer)
    tokenizer.save(str(out))
    return tokenizer


class Shard:
    """Records as tokens: sources and targets, each one after the other with their ends."""

    def __init__(self, source: np.ndarray, source_end: np.ndarray, target: np.ndarray, target_end: np.ndarray):
        self.source, self.source_end, self.target, self.target_end = source, source_end, target, target_end

    def __len__(self) -> int:
        return len(self.source_end)

    def pair(self, at: int) -> tuple[np.ndarray, np.ndarray]:
        """Source tokens, and target tokens from the task's tag to `</s>`."""
        begin = (self.source_end[at - 1], self.target_end[at - 1]) if at else (0, 0)
        return self.source[begin[0] : self.source_end[at]], self.target[begin[1] : self.target_end[at]]

    def save(self, path: Path) -> None:
        np.savez_compressed(
            path, source=self.source, source_end=self.source_end, target=self.target, target_end=self.target_end
        )

    @classmethod
    def load(cls, path: Path) -> Shard:
        with np.load(path) as arrays:
            return cls(*(arrays[name] for name in ("source", "source_end", "target", "target_end")))


def encode(tokenizer: Tokenizer, records: list[dict]) -> Shard:
    """Encodes records; targets that are too long for the model are left out."""
    end = tokenizer.token_to_id("</s>")
    sources = tokenizer.encode_batch_fast([record["source"][:6000] for record in records])
    targets = tokenizer.encode_batch_fast([record["target"] for record in records])
    source, target, source_end, target_end = [], [], [], []
    total = [0, 0]
    for record, read, said in zip(records, sources, targets, strict=True):
        if len(said.ids) + 2 > TARGET:
            continue
        source.append(read.ids[:SOURCE])
        target.append([tokenizer.token_to_id(f"<{record['task']}>"), *said.ids, end])
        total[0] += len(source[-1])
        total[1] += len(target[-1])
        source_end.append(total[0])
        target_end.append(total[1])
    flat = [np.fromiter((token for row in rows for token in row), dtype=np.uint16) for rows in (source, target)]
    return Shard(flat[0], np.array(source_end, dtype=np.int64), flat[1], np.array(target_end, dtype=np.int64))


def shards(folder: Path) -> None:
    """Writes tokenizer.json and a shard for each lesson and split."""
    tokenizer = train_tokenizer(folder, folder / "tokenizer.json")
    for name in ("doc", "tell", "authored"):
        records = corpus.read(folder / f"{name}.jsonl.gz")
        for split in ("train", "valid"):
            shard = encode(tokenizer, [record for record in records if record["split"] == split])
            shard.save(folder / f"{name}.{split}.npz")
            n = max(len(shard), 1)
            print(f"{name}.{split}: {len(shard)} records, mean source {len(shard.source) / n:.0f}, target {len(shard.target) / n:.0f}")
