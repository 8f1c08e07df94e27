"""Fits the guard's weights on judged sentences, and sets the threshold so that what is shown is true.

A judged sentence is a line of JSON: {"id", "repo", "language", "level", "text", "evidence": {…}, "objection": bool, "true": bool,
"preferred": bool}. `evidence` is what `gloss infer` wrote; `objection` says that the guard refused the sentence for another reason than
doubt; `true` and `preferred` (over the rule-made opening) are the judges' words, given without knowing the confidence.
Weights and threshold are set on repositories with the role `valid`; those with the role `judge` are only reported on.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from . import corpus

FIELDS = ["mean_log_probability", "lowest_log_probability", "copy_mass", "support", "agreement", "facts", "length"]
"""The order of `engine::ground::Evidence`."""
TRUE_SHARE = 0.95
"""Of the sentences shown."""
LEAST = 12
"""So many sentences must lie above a threshold before their share of true ones says anything."""


def fit(x: np.ndarray, y: np.ndarray, ridge: float = 1.0, steps: int = 60) -> tuple[np.ndarray, float]:
    """Logistic regression by Newton's method; the ridge is on standardised evidence. Gives weights and bias."""
    mean, scale = x.mean(0), x.std(0)
    scale[scale == 0] = 1.0
    z = np.c_[(x - mean) / scale, np.ones(len(x))]
    w = np.zeros(z.shape[1])
    penalty = np.r_[np.full(x.shape[1], ridge), 0.0]
    for _ in range(steps):
        p = 1 / (1 + np.exp(-z @ w))
        gradient = z.T @ (p - y) + penalty * w
        hessian = (z * (p * (1 - p))[:, None]).T @ z + np.diag(penalty + 1e-9)
        w -= np.linalg.solve(hessian, gradient)
    weights = w[:-1] / scale
    return weights, float(w[-1] - weights @ mean)


def threshold_of(confidence: np.ndarray, truth: np.ndarray) -> float:
    """The lowest confidence from which on at least `TRUE_SHARE` are true; above 1, so that nothing is shown, where none is."""
    order = np.argsort(-confidence)
    share = np.cumsum(truth[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero((share >= TRUE_SHARE) & (np.arange(1, len(order) + 1) >= LEAST))
    return float(confidence[order[good[-1]]]) if len(good) else 1.01


def calibrate(judged: Path, model: Path) -> None:
    rows = [json.loads(line) for line in judged.read_text().splitlines() if line.strip()]
    roles = {source["repo"]: source["role"] for source in corpus.sources()}
    strangers = sorted({row["repo"] for row in rows if roles.get(row["repo"]) not in ("valid", "judge")})
    if strangers:
        raise SystemExit(f"training may have seen {', '.join(strangers)}: judge sentences of the roles valid and judge only")
    reserved = np.array([roles[row["repo"]] == "judge" for row in rows])
    x = np.array([[row["evidence"][field] for field in FIELDS] for row in rows])
    truth = np.array([row["true"] for row in rows], dtype=float)
    liked = np.array([row["preferred"] for row in rows], dtype=float)
    open_ = np.array([not row["objection"] for row in rows])
    tune, test = ~reserved & open_, reserved & open_
    if truth[tune].any():
        weights, bias = fit(x[tune], truth[tune])
    else:
        # Nothing that it says is true, so no evidence can tell when to believe it.
        weights, bias = np.zeros(x.shape[1]), -9.0
    confidence = 1 / (1 + np.exp(-(x @ weights + bias)))
    threshold = threshold_of(confidence[tune], truth[tune])
    print(f"{len(rows)} judged sentences, {int((~open_).sum())} refused by checks; true {truth.mean():.1%}, of those not refused {truth[open_].mean():.1%}")
    print(f"weights {dict(zip(FIELDS, weights.round(3).tolist(), strict=True))}, bias {bias:.3f}, threshold {threshold:.3f}")
    for name, part, total in (("tuned on", tune, ~reserved), ("reported", test, reserved)):
        shown = part & (confidence >= threshold)
        n = int(shown.sum())
        said = f"shown {n} of {int(total.sum())} ({n / max(total.sum(), 1):.1%})"
        print(f"{name}: {said}" + (f", true {truth[shown].mean():.1%}, preferred {liked[shown].mean():.1%}" if n else ""))
    path = model / "manifest.json"
    manifest = json.loads(path.read_text())
    manifest["guard"] = {
        "threshold": round(threshold, 4), "weights": {k: round(float(v), 4) for k, v in zip(FIELDS, weights, strict=True)},
        "bias": round(bias, 4),
    }  # fmt: skip
    path.write_text(json.dumps(manifest, indent=1) + "\n")
