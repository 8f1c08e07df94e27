"""Joins the authored sentences to the code that they were written for.

`authored/*.jsonl` holds our own words and where the code stands, never the code: repository, commit, path, half-open byte range
and the SHA-256 of the code, with a Python docstring cut out where `cut` names it.
"""

from __future__ import annotations

import collections
import gzip
import hashlib
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from . import text

FOLDER = Path(__file__).resolve().parent.parent / "authored"
TASKS = {"B": "b", "I": "i", "E": "e", "W": "w"}
"""Beginner, intermediate and expert say what it is for; W says why it is written this way."""


def records() -> list[dict]:
    """All authored records, in the order of the files' names."""
    return [json.loads(line) for path in sorted(FOLDER.glob("*.jsonl")) for line in path.read_text().splitlines() if line.strip()]


def blob(git_dir: Path, revision: str, path: str) -> bytes | None:
    """A file of a repository at a revision, or at HEAD where the revision is not there."""
    for name in (revision, "HEAD"):
        shown = subprocess.run(["git", "--git-dir", str(git_dir), "cat-file", "blob", f"{name}:{path}"], capture_output=True)
        if not shown.returncode:
            return shown.stdout
    return None


def matches(record: dict, data: bytes) -> bool:
    """Whether a file still holds the code that the sentences were written for."""
    start, end = record["bytes"]
    hole = record["cut"]
    raw = data[start:end] if not hole else data[start : hole[0]] + data[hole[1] : end]
    return hashlib.sha256(raw.decode("utf8", "replace").encode()).hexdigest() == record["sha256"]


def without_name(source: str) -> str:
    """A source text without the words of the item's own name."""
    return re.sub(r"<name> <x0>.*?(?= <facts>| <code>)", "<name> <x0>", source, count=1)


def build(
    repos: Path, out: Path, gloss: str, git_dir: Callable[[Path, str], Path | None], sources: list[dict]
) -> collections.Counter:
    """Writes the records of all authored sentences whose code is at hand and in the list; counts them by language."""
    listed = {source["repo"]: source for source in sources}
    by_file: dict[tuple[str, str, str], list[dict]] = collections.defaultdict(list)
    for record in records():
        source = listed.get(record["repo"])
        if source is None or record["path"].startswith(tuple(source.get("without", []))):
            continue
        by_file[record["repo"], record["commit"], record["path"]].append(record)
    batches, wanted, counts, lost = [], {}, collections.Counter(), collections.Counter()
    for (repo, commit, path), group in sorted(by_file.items()):
        directory = git_dir(repos, repo)
        data = blob(directory, commit, path) if directory else None
        if data is None:
            lost["no file"] += len(group)
            continue
        try:
            code = data.decode("utf8")
        except UnicodeDecodeError:
            lost["not UTF-8"] += len(group)
            continue
        parts = []
        for record in group:
            if not matches(record, data):
                lost["another text"] += 1
                continue
            kind = "function" if record["kind"] == "prop" else record["kind"]
            name = record["name"] if record["name"] and kind != "file" else None
            for bare in (False, True):
                key = f"{record['id']}:{int(bare)}"
                wanted[key] = record
                parts.append(
                    {"id": key, "kind": kind, "name": name, "start": record["bytes"][0], "end": record["bytes"][1], "bare": bare}
                )
        if parts:
            batches.append(json.dumps({"language": group[0]["lang"], "code": code, "items": parts}))
    answer = subprocess.run([gloss, "facts", "--items", "-"], input="\n".join(batches).encode(), capture_output=True)
    if answer.returncode:
        raise RuntimeError(answer.stderr.decode())
    with gzip.open(out, "wt", compresslevel=4) as file:
        for line in answer.stdout.decode().splitlines():
            prompt = json.loads(line)
            record = wanted[prompt["id"]]
            bare = prompt["id"].endswith(":1")
            # Where the writer did not see the name, the model may not read it either.
            source = prompt["source"] if record["view"] == "full" else without_name(prompt["source"])
            for key, task in TASKS.items():
                sentence = record.get(key) or "-"
                target = text.slotted(sentence, prompt["identifiers"], prompt["numbers"]) if sentence != "-" else None
                if target is None:
                    lost["unslotted"] += sentence != "-"
                    continue
                row = {
                    "id": record["id"], "repo": record["repo"], "split": listed[record["repo"]]["role"], "language": record["lang"],
                    "kind": record["kind"], "name": record["name"], "bare": bare, "task": task, "source": source,
                    "target": target, "openings": prompt["openings"],
                }  # fmt: skip
                file.write(json.dumps(row) + "\n")
                counts[record["lang"]] += 1
    print(f"authored: {sum(counts.values())} records, lost {dict(lost)}")
    return counts
