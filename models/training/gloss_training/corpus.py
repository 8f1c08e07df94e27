"""Builds the corpus: repositories to records of source, target and task, by way of the engine.

Every record is one line of JSON: {"id", "repo", "split", "language", "kind", "task", "source", "target"}. Records of repositories
with the role `judge` go to files of their own, which training never opens.
"""

from __future__ import annotations

import collections
import gzip
import hashlib
import itertools
import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
from pathlib import Path

from . import authored, mine, text

HERE = Path(__file__).resolve().parent.parent
SOURCES = HERE / "sources.jsonl"
LEVELS = {"beginner": "b", "intermediate": "i", "expert": "e"}
SPOKEN = {"python", "javascript", "typescript", "tsx", "rust"}
"""Languages whose rule-made openings make lessons; `gloss languages` lists them, and `corpus` checks it."""
PER_REPOSITORY = 2_500
"""Documented items of one repository, so that none sets the tone."""
UNDOCUMENTED = 300
"""Further items of one repository, for rule-made openings only."""
BARE = 0.3
"""Share of items whose facts are left out: the reader's language may have none."""
TELL = 0.34
"""Share of items from which rule-made openings are learned."""
SAME_TEXT = 3
"""How often one sentence may be learned."""
GETTERS = {"returns", "return", "get", "gets", "the", "a", "creates", "create", "sets", "set"}
"""Openings of which there are too many; half of them is enough."""


def sources() -> list[dict]:
    """The list: {"repo", "revision", "licence", "role"}, and `without`: paths under other terms, which are not read."""
    return [json.loads(line) for line in SOURCES.read_text().splitlines() if line.strip()]


def git_dir(repos: Path, repo: str) -> Path | None:
    """Where a repository lies: `owner+name`, `owner+name/repo` or `owner+name.git` below the folder."""
    name = repo.replace("/", "+")
    for path in (repos / name / "repo", repos / name / ".git", repos / name, repos / f"{name}.git"):
        if (path / "objects").is_dir():
            return path
    return None


def clone(repos: Path, missing: list[dict]) -> None:
    """Brings repositories that are not there, at the revision of the list."""
    for source in missing:
        into = repos / (source["repo"].replace("/", "+") + ".git")
        address = f"https://github.com/{source['repo']}"
        print(f"cloning {source['repo']} …", flush=True)
        subprocess.run(["git", "init", "--quiet", "--bare", str(into)], check=True)
        fetched = subprocess.run(["git", "--git-dir", str(into), "fetch", "--quiet", "--depth=1", address, source["revision"]])
        if fetched.returncode:
            print(f"  could not be cloned: left out", file=sys.stderr)
            continue
        subprocess.run(["git", "--git-dir", str(into), "update-ref", "HEAD", "FETCH_HEAD"], check=True)


def _random(*parts: str) -> random.Random:
    """Chance that is the same at every run."""
    return random.Random(hashlib.sha256("\0".join(parts).encode()).digest()[:8])


def _mine(job: tuple[dict, str, str]) -> tuple[str, list[dict], collections.Counter]:
    """The records of one repository."""
    source, directory, gloss = job
    repo, judged = source["repo"], source["role"] == "judge"
    chance = _random("mine", repo)
    batches, wanted, counts = [], {}, collections.Counter()
    seen: set[bytes] = set()
    for path, language, code in mine.files(directory, source.get("without", [])):
        parts = []
        raw = code.encode()
        for item in mine.items(code, language):
            counts["items"] += 1
            if re.match(r"(?i)tests?(_|[A-Z]|$)", item.name):
                continue
            body = re.sub(rb"\s+", b"", raw[item.start : item.end])
            digest = hashlib.sha256(body).digest()[:12]
            sentence = text.clean(item.doc, language) if item.doc else None
            spoken = language in SPOKEN
            if digest in seen or not sentence and not (spoken and counts["undocumented"] < UNDOCUMENTED and chance.random() < 0.1):
                continue
            if sentence and counts["documented"] >= PER_REPOSITORY:
                continue
            seen.add(digest)
            counts["documented" if sentence else "undocumented"] += 1
            key = digest.hex()
            wanted[key] = (item, sentence, language)
            bare = bool(sentence) and chance.random() < BARE
            parts.append({"id": key, "kind": item.kind, "name": item.name or None, "start": item.start, "end": item.end, "bare": bare})
        if parts:
            batches.append(json.dumps({"language": language, "code": code, "items": parts}))
    records = []
    if not batches:
        return repo, records, counts
    answer = subprocess.run([gloss, "facts", "--items", "-"], input="\n".join(batches).encode(), capture_output=True)
    if answer.returncode:
        raise RuntimeError(f"{repo}: {answer.stderr.decode()}")
    for line in answer.stdout.decode().splitlines():
        prompt = json.loads(line)
        item, sentence, language = wanted[prompt["id"]]
        base = {
            "id": prompt["id"], "repo": repo, "split": source["role"], "kind": item.kind, "name": item.name,
            "language": "typescript" if language == "tsx" else language, "source": prompt["source"],
        }  # fmt: skip
        slots = (prompt["identifiers"], prompt["numbers"])
        target = text.slotted(sentence, *slots) if sentence else None
        if target:
            records.append(base | {"task": "doc", "target": target})
            counts["doc"] += 1
        if not judged and chance.random() < TELL:
            for level, letter in LEVELS.items():
                opening = prompt["openings"].get(level)
                told = text.slotted(opening, *slots) if opening and "“" not in opening else None
                if told and len(told.split()) <= 40:
                    records.append(base | {"task": f"tell-{letter}", "target": told})
                    counts["tell"] += 1
    return repo, records, counts


def build(repos: Path, out: Path, gloss: str, workers: int, may_clone: bool, limit: int | None) -> None:
    """Writes doc.jsonl.gz, tell.jsonl.gz, authored.jsonl.gz and judge.jsonl.gz."""
    listed = json.loads(subprocess.run([gloss, "languages", "--format", "json"], capture_output=True, check=True).stdout)
    unheard = SPOKEN - {it["name"] for it in listed}
    if unheard:
        raise SystemExit(f"{gloss} does not speak {', '.join(sorted(unheard))}: build the one of this checkout")
    out.mkdir(parents=True, exist_ok=True)
    all_sources = sources()[:limit]
    missing = [source for source in all_sources if git_dir(repos, source["repo"]) is None]
    if missing and may_clone:
        clone(repos, missing)
    there = [(source, git_dir(repos, source["repo"])) for source in all_sources]
    jobs = [(source, str(path), gloss) for source, path in there if path]
    print(f"{len(jobs)} of {len(all_sources)} repositories are there", flush=True)
    writers = {name: gzip.open(out / f"{name}.jsonl.gz", "wt", compresslevel=4) for name in ("doc", "tell", "judge")}
    said: collections.Counter = collections.Counter()
    codes: set[str] = set()
    table: dict[str, collections.Counter] = collections.defaultdict(collections.Counter)
    with multiprocessing.Pool(workers) as pool:
        for repo, records, counts in pool.imap_unordered(_mine, jobs):
            print(f"{repo:44} {dict(counts)}", flush=True)
            for _, group in itertools.groupby(records, key=lambda record: record["id"]):
                group = list(group)
                # Forks and copies: the same code counts once, whoever has it.
                if group[0]["id"] in codes:
                    continue
                codes.add(group[0]["id"])
                for record in group:
                    target = record["target"].lower()
                    first = target.split()[0]
                    judged = record["split"] == "judge"
                    if record["task"] == "doc":
                        said[target] += 1
                        if said[target] > SAME_TEXT or not judged and first in GETTERS and _random(record["id"]).random() < 0.5:
                            continue
                    name = "judge" if judged else "tell" if record["task"].startswith("tell") else "doc"
                    writers[name].write(json.dumps(record) + "\n")
                    table[name][record["language"]] += 1
    for writer in writers.values():
        writer.close()
    table["authored"] = authored.build(repos, out / "authored.jsonl.gz", gloss, git_dir, sources())
    for name, counts in table.items():
        print(f"{name:9} {sum(counts.values()):8}  " + " ".join(f"{k} {v}" for k, v in sorted(counts.items())))
    (out / "corpus.json").write_text(json.dumps({k: dict(v) for k, v in table.items()}, indent=1))


def read(path: Path) -> list[dict]:
    """The records of a file."""
    if not path.is_file():
        raise SystemExit(f"there is no {path}: run `python -m gloss_training corpus` first")
    with gzip.open(path, "rt") as lines:
        return [json.loads(line) for line in lines]


def default_gloss() -> str:
    """The engine's command line, as `cargo build --release -p gloss` leaves it."""
    return os.environ.get("GLOSS", str(HERE.parent.parent / "target" / "release" / "gloss"))
