"""Chooses code for which sentences are to be authored: functions, types, runs of statements, and whole short files.

Writes two files: what a writer reads (with the code, never committed) and the records without sentences, whose `B`, `I`, `E` and `W`
the writer fills.
"""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

from . import authored, corpus, mine

SHARES = {"function": 0.4, "class": 0.1, "block": 0.3, "file": 0.2}
"""How the kinds are mixed."""
BODIES = {
    "block", "statement_block", "compound_statement", "function_body", "body_statement", "statements", "declaration_list", "do_group",
    "constructor_body", "control_structure_body",
}  # fmt: skip
"""Nodes whose children are statements."""


def statements(code: str, language: str) -> list[mine.Item]:
    """Runs of three to ten statements that stand together."""
    source, runs = code.encode(), []
    stack = [mine.parser(language).parse(source).root_node]
    while stack:
        node = stack.pop()
        stack.extend(node.children)
        if node.type not in BODIES:
            continue
        kids = [it for it in node.named_children if "comment" not in it.type]
        for first in range(0, max(len(kids) - 2, 0), 4):
            run = kids[first : first + 3 + (first + len(kids)) % 6]
            if len(run) >= 3 and 120 <= run[-1].end_byte - run[0].start_byte <= 1_200:
                runs.append(mine.Item("block", "", run[0].start_byte, run[-1].end_byte, None))
    return runs


def sample(repos: Path, out: Path, n: int, languages: list[str], seed: int, per_repository: int, skip: list[Path], roles: list[str]) -> None:
    chance = random.Random(seed)
    known = {record["id"] for record in authored.records()}
    for path in skip:
        known |= {json.loads(line)["id"] for line in path.read_text().splitlines()}
    chosen: list[tuple[dict, str]] = []
    there = [(it, corpus.git_dir(repos, it["repo"])) for it in corpus.sources() if it["role"] in roles]
    for source, directory in there:
        if not directory:
            continue
        found: dict[str, list[tuple[dict, str]]] = {kind: [] for kind in SHARES}
        for path, language, code in mine.files(str(directory), source.get("without", [])):
            named = "typescript" if language == "tsx" else language
            if named not in languages or chance.random() > 0.3 and named not in ("sql", "bash"):
                continue
            raw = code.encode()
            items = [it for it in mine.items(code, language) if it.end - it.start <= 1_500]
            items += statements(code, language)
            if 8 <= code.count("\n") <= 60 and len(raw) <= 2_400:
                items.append(mine.Item("file", path.rsplit("/", 1)[-1], 0, len(raw), None))
            if language == "sql":
                items = [it for it in items if it.kind != "block" or it.end - it.start >= 150]
            for item in chance.sample(items, min(len(items), 4)):
                text = raw[item.start : item.end].decode("utf8", "replace")
                total = hashlib.sha256(text.encode()).hexdigest()
                if total[:12] in known:
                    continue
                known.add(total[:12])
                record = {
                    "id": total[:12], "repo": source["repo"], "commit": source["revision"], "path": path, "lang": named,
                    "kind": item.kind, "name": item.name, "view": "full", "bytes": [item.start, item.end], "cut": None,
                    "sha256": total, "split": source["role"],
                }  # fmt: skip
                found[item.kind].append((record, text))
        for kind, share in SHARES.items():
            chance.shuffle(found[kind])
            chosen += found[kind][: max(1, round(per_repository * share))]
    chance.shuffle(chosen)
    chosen = chosen[:n]
    with out.with_suffix(".read.jsonl").open("w") as read, out.with_suffix(".records.jsonl").open("w") as records:
        for record, code in chosen:
            shown = {key: record[key] for key in ("id", "lang", "kind", "name")} | {"code": code}
            read.write(json.dumps(shown, ensure_ascii=False) + "\n")
            records.write(json.dumps(record) + "\n")
    print(f"{len(chosen)} items")
