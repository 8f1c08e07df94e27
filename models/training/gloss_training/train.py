"""Trains by lessons, and goes on where it stopped.

Warm-up, stable, decay [Hu et al. 2024]: the rate stays flat until a stretch of training is told to be the last, so that any stretch of
time continues the one before. `--minutes` bounds a stretch; the checkpoint holds weights, optimiser, and how far each lesson is.
"""

from __future__ import annotations

import dataclasses
import json
import math
import os
import random
import time
from pathlib import Path

import numpy as np
import torch

from . import export
from .model import SHAPES, Model
from .tokens import Shard

LESSONS = {
    # (a) facts to rule-made sentences, (b) what authors say, (c) the authored sentences, oversampled. Shares of the batches.
    "tell": {"tell": 1.0},
    "doc": {"doc": 0.75, "tell": 0.15, "authored": 0.1},
    "authored": {"authored": 0.7, "doc": 0.25, "tell": 0.05},
}
NAME_DROPPED = 0.25
"""How often the words of the item's own name are hidden."""


@dataclasses.dataclass
class Special:
    """Token numbers that training looks at."""

    name: int
    facts: int
    code: int


class Data:
    """Batches of token pairs of like length."""

    def __init__(self, folder: Path, special: Special, seed: int):
        self.shards = {
            name: Shard.load(folder / f"{name}.train.npz") for name in ("tell", "doc", "authored") if (folder / f"{name}.train.npz").is_file()
        }
        self.special, self.chance = special, random.Random(seed)
        self.order = {name: self._shuffled(name) for name in self.shards}

    def _shuffled(self, name: str):
        while True:
            order = list(range(len(self.shards[name])))
            self.chance.shuffle(order)
            yield from order

    def hide_name(self, source: np.ndarray) -> np.ndarray:
        """The source without the words of its own name."""
        at = np.flatnonzero(source == self.special.name)
        end = np.flatnonzero((source == self.special.facts) | (source == self.special.code))
        if not len(at) or not len(end):
            return source
        return np.concatenate([source[: at[0] + 2], source[end[0] :]])

    def pool(self, lesson: str, n: int) -> list[tuple[np.ndarray, np.ndarray]]:
        pairs = []
        for name, share in LESSONS[lesson].items():
            for _ in range(round(n * share)):
                source, target = self.shards[name].pair(next(self.order[name]))
                pairs.append((self.hide_name(source) if self.chance.random() < NAME_DROPPED else source, target))
        return pairs

    def batches(self, lesson: str, tokens: int):
        """Yields (source, target) with at most `tokens` padded source and target tokens each."""
        while True:
            pairs = self.pool(lesson, max(512, tokens // 8))
            pairs.sort(key=lambda pair: (len(pair[0]) // 8, len(pair[1])))
            batches, batch, longest = [], [], [0, 0]
            for pair in pairs:
                grown = [max(longest[0], len(pair[0])), max(longest[1], len(pair[1]))]
                if batch and (len(batch) + 1) * sum(grown) > tokens:
                    batches.append(batch)
                    batch, grown = [], [len(pair[0]), len(pair[1])]
                batch.append(pair)
                longest = grown
            batches.append(batch)
            self.chance.shuffle(batches)
            for it in batches:
                yield tuple(pad([pair[side] for pair in it]) for side in (0, 1))


def pad(rows: list[np.ndarray]) -> torch.Tensor:
    out = np.zeros((len(rows), max(map(len, rows))), dtype=np.int64)
    for at, row in enumerate(rows):
        out[at, : len(row)] = row
    return torch.from_numpy(out)


@torch.no_grad()
def valid_loss(model: Model, folder: Path, name: str, device: str, n: int = 400) -> float:
    """Mean loss a token on the validation split."""
    path = folder / f"{name}.valid.npz"
    shard = Shard.load(path) if path.is_file() else None
    if not shard:
        return float("nan")
    model.eval()
    chosen = random.Random(1).sample(range(len(shard)), min(n, len(shard)))
    total = count = 0.0
    for begin in range(0, len(chosen), 32):
        pairs = [shard.pair(at) for at in chosen[begin : begin + 32]]
        source, target = (pad([pair[side] for pair in pairs]).to(device) for side in (0, 1))
        keep = (target[:, 1:] != 0).float()
        total -= (model(source, target) * keep).sum().item()
        count += keep.sum().item()
    model.train()
    return total / count


def train(
    folder: Path, checkpoint: Path, shape: str, lesson: str, minutes: float, decay: bool, tokens: int, rate: float, dropout: float,
    resume: bool, init: Path | None, threads: int, log: Path | None,
) -> None:  # fmt: skip
    """One stretch of one lesson."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if device == "cpu":
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        torch.set_num_threads(threads)
    torch.manual_seed(0)
    model = Model(SHAPES[shape], dropout).to(device)
    matrices = [it for it in model.parameters() if it.dim() > 1]
    vectors = [it for it in model.parameters() if it.dim() < 2]
    optimiser = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": 0.05}, {"params": vectors, "weight_decay": 0.0}], rate, betas=(0.9, 0.98), fused=device == "cuda"
    )
    done = {"steps": 0, "pairs": 0, "seconds": 0.0, "lessons": []}
    if resume and checkpoint.is_file():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        if state["shape"] != shape:
            raise SystemExit(f"{checkpoint} holds a model of shape {state['shape']}, not {shape}: name another file or shape")
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        done = state["done"]
    elif init:
        export.restore(init, model)
    run = model
    if device == "cuda":
        run = torch.compile(model, dynamic=True)
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    special = Special(*(tokenizer.token_to_id(it) for it in ("<name>", "<facts>", "<code>")))
    data = Data(folder, special, seed=done["steps"])
    parameters = sum(it.numel() for it in model.parameters())
    print(f"{shape}: {parameters / 1e6:.1f}M parameters on {device}, {lesson}, {minutes} minutes, from step {done['steps']}", flush=True)
    begin = saved = time.monotonic()
    mean, pairs_here, step = None, 0, 0

    def save() -> None:
        state = {"shape": shape, "model": model.state_dict(), "optimiser": optimiser.state_dict(), "done": done}
        part = checkpoint.with_suffix(".part")
        torch.save(state, part)
        part.replace(checkpoint)

    for source, target in data.batches(lesson, tokens):
        spent = time.monotonic() - begin
        if spent > minutes * 60:
            break
        share = spent / (minutes * 60)
        warm = min(1.0, (done["steps"] + 1) / 400) * min(1.0, (step + 1) / 50)
        cool = max(0.02, (1 - share) / 0.4) if decay and share > 0.6 else 1.0
        for group in optimiser.param_groups:
            group["lr"] = rate * warm * min(1.0, cool)
        source, target = source.to(device), target.to(device)
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
            said = run(source, target)
        keep = (target[:, 1:] != 0).float()
        loss = -(said * keep).sum() / keep.sum()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        step += 1
        done["steps"] += 1
        done["pairs"] += len(source)
        pairs_here += len(source)
        if step % 20 == 0:
            value = loss.item()
            if not math.isfinite(value):
                raise SystemExit("the loss is no number any more: go back to the last checkpoint with a lower --rate")
            mean = value if mean is None else 0.95 * mean + 0.05 * value
        if step % 200 == 0:
            print(f"{spent:6.0f} s  step {done['steps']}  {pairs_here / max(spent, 1):.0f} pairs/s  loss {mean:.3f}", flush=True)
        if time.monotonic() - saved > 120:
            save()
            saved = time.monotonic()
    done["seconds"] += time.monotonic() - begin
    done["lessons"].append({"lesson": lesson, "minutes": round(minutes, 1), "pairs": pairs_here, "decay": decay})
    save()
    losses = {name: round(valid_loss(model, folder, name, device), 3) for name in ("tell", "doc", "authored")}
    row = {
        "shape": shape, "lesson": lesson, "device": device, "minutes": round((time.monotonic() - begin) / 60, 1), "pairs": pairs_here,
        "steps": step, "rate": rate, "decay": decay, "train_loss": round(mean or float("nan"), 3), "valid_loss": losses,
    }  # fmt: skip
    print(json.dumps(row), flush=True)
    if log:
        with log.open("a") as file:
            file.write(json.dumps(row) + "\n")
