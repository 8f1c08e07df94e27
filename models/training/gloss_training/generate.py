"""Greedy sentences of the model in the training framework, for scores and for the runtime to be held against."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from tokenizers import Tokenizer

from .model import Model
from .tokens import SOURCE, SPECIAL, TARGET, TASKS


@dataclass
class Said:
    """A sentence with its slots, its tokens, their log-probabilities, and how much of it was copied."""

    text: str
    tokens: list[int]
    log_probabilities: list[float]
    copy_mass: float


def forbidden(tokenizer: Tokenizer) -> torch.Tensor:
    """True at tokens that are never said: all special ones but the slots and the end, and digits, which have slots."""
    mask = torch.zeros(tokenizer.get_vocab_size(), dtype=torch.bool)
    for name in SPECIAL:
        mask[tokenizer.token_to_id(name)] = name != "</s>"
    for piece, token in tokenizer.get_vocab().items():
        if piece not in SPECIAL and any(c.isdigit() for c in piece):
            mask[token] = True
    return mask


def _repeats(tokens: list[int]) -> list[int]:
    """Tokens that would repeat a run of three."""
    if len(tokens) < 3:
        return []
    last = tokens[-2:]
    return [tokens[at + 2] for at in range(len(tokens) - 2) if tokens[at : at + 2] == last]


@torch.no_grad()
def generate(model: Model, tokenizer: Tokenizer, source: str, tags: list[str]) -> list[Said]:
    """One greedy sentence for each tag of `TASKS`."""
    assert all(tag in TASKS for tag in tags)
    ids = tokenizer.encode(source).ids[:SOURCE]
    tokens = torch.tensor([ids])
    cross = [it for pair in model.cross(model.encode(tokens, None)) for it in pair]
    shape, n = model.shape, len(tags)
    past = [torch.zeros(n, shape.heads, TARGET, shape.head) for _ in range(2 * shape.decoder)]
    banned = forbidden(tokenizer).clone()
    slots = {name: tokenizer.token_to_id(name) for name in SPECIAL if name[1] in "xn" and name[2:-1].isdigit()}
    there = set(ids)
    for token in slots.values():
        banned[token] = token not in there
    end = tokenizer.token_to_id("</s>")
    said = [[tokenizer.token_to_id(tag)] for tag in tags]
    scores: list[list[float]] = [[] for _ in tags]
    copies: list[list[float]] = [[] for _ in tags]
    done = [False] * n
    for position in range(TARGET - 1):
        mask = torch.full((1, TARGET), -1e9)
        mask[0, :position] = 0.0
        last = torch.tensor([[row[-1]] for row in said])
        logits, copy, gate, *new = model.step(last, torch.tensor([position]), mask, past, cross)
        for buffer, it in zip(past, new, strict=True):
            buffer[:, :, position : position + 1] = it
        chances = gate * logits.softmax(-1)
        vocabulary = chances.clone()
        chances.index_add_(1, tokens[0], (1 - gate) * copy)
        for at in range(n):
            if done[at]:
                continue
            row = chances[at].clone()
            row[banned] = 0.0
            row[_repeats(said[at][1:])] = 0.0
            token = int(row.argmax())
            scores[at].append(float(row[token].clamp_min(1e-9).log()))
            copies[at].append(float(1 - vocabulary[at, token] / chances[at, token].clamp_min(1e-9)))
            if token == end:
                done[at] = True
            else:
                said[at].append(token)
        if all(done):
            break
    return [
        Said(tokenizer.decode(row[1:], skip_special_tokens=False).strip(), row[1:], score, sum(copy) / max(len(copy), 1))
        for row, score, copy in zip(said, scores, copies, strict=True)
    ]
