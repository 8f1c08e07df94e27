"""Smoothed BLEU-4 on repositories that training never saw, beside its floors, with the name and with it hidden."""

from __future__ import annotations

import collections
import json
import math
import random
import re
from pathlib import Path

from tokenizers import Tokenizer

from . import authored, corpus, export
from .generate import generate


def words(text: str) -> list[str]:
    return re.findall(r"<\w+>|\w+|[^\w\s]", text.lower())


def bleu(reference: str, said: str) -> float:
    """Sentence BLEU-4, n-gram counts of orders above one smoothed by one [Lin and Och 2004], in percent."""
    wanted, have = words(reference), words(said)
    if not have:
        return 0.0
    total = 0.0
    for order in range(1, 5):
        grams = [collections.Counter(tuple(it[at : at + order]) for at in range(len(it) - order + 1)) for it in (wanted, have)]
        hits = sum(min(count, grams[0][gram]) for gram, count in grams[1].items())
        n = max(len(have) - order + 1, 0)
        if order == 1 and hits == 0:
            return 0.0
        total += math.log(hits / n if order == 1 else (hits + 1) / (n + 1))
    return 100 * min(1.0, math.exp(1 - len(wanted) / len(have))) * math.exp(total / 4)


def of_name(record: dict) -> str:
    """The floor that a template of the name gives."""
    name = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", record["name"] or "")
    return " ".join(it.lower() for it in name) or "does something"


def score(data: Path, checkpoint: Path, out: Path | None, per_language: int) -> None:
    model, state = export.load(checkpoint)
    tokenizer = Tokenizer.from_file(str(data / "tokenizer.json"))
    by_language: dict[str, list[dict]] = collections.defaultdict(list)
    for record in corpus.read(data / "judge.jsonl.gz"):
        by_language[record["language"]].append(record)
    chance = random.Random(3)
    train = [it["target"] for it in corpus.read(data / "doc.jsonl.gz") if it["split"] == "train"]
    sample = chance.sample(train, min(400, len(train)))
    rows, file = [], out.open("w") if out else None
    for language, records in sorted(by_language.items()):
        # Some languages have few repositories that are kept aside, each of which should be heard.
        for record in chance.sample(records, min(per_language, len(records))):
            said = generate(model, tokenizer, record["source"], ["<doc>"])[0]
            hidden = generate(model, tokenizer, authored.without_name(record["source"]), ["<doc>"])[0]
            confidence = sum(said.log_probabilities) / len(said.log_probabilities)
            rows.append((language, record, said.text, hidden.text, confidence))
            if file:
                row = {"id": record["id"], "repo": record["repo"], "language": language, "name": record["name"], "source": record["source"]}
                file.write(json.dumps(row | {"reference": record["target"], "said": said.text, "hidden": hidden.text, "confidence": confidence}) + "\n")
    # The best of some training sentences as the answer to everything.
    constants = {it: sum(bleu(row[1]["target"], it) for row in rows[::4]) for it in sample}
    constant = max(constants, key=lambda it: constants[it])
    print(f"constant floor: “{constant}”")
    print(f"{'language':12} {'n':>5} {'constant':>9} {'name':>7} {'model':>7} {'hidden':>7} {'surest tenth':>13}")
    for language in [*sorted(by_language), None]:
        own = [row for row in rows if language in (None, row[0])]
        if not own:
            continue
        ranked = sorted(own, key=lambda row: -row[4])[: max(len(own) // 10, 1)]

        def mean(pairs: list[tuple[str, str]]) -> float:
            return sum(bleu(*pair) for pair in pairs) / len(pairs)

        print(
            f"{language or 'all':12} {len(own):5} {mean([(r[1]['target'], constant) for r in own]):9.2f} "
            f"{mean([(r[1]['target'], of_name(r[1])) for r in own]):7.2f} {mean([(r[1]['target'], r[2]) for r in own]):7.2f} "
            f"{mean([(r[1]['target'], r[3]) for r in own]):7.2f} {mean([(r[1]['target'], r[2]) for r in ranked]):13.2f}"
        )
    print(json.dumps({"shape": state["shape"], "done": state["done"]}))
