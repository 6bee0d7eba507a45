"""Finds the candidates: for each word the nearest words of the other language, English being one of the two.

    align.py WORDS POOLED OUT [LANG ...]

Two passes. The first pairs English with each pivot language, which both models know, and keeps the pairs that
choose each other. The second compares a language with the *concepts* of English: the mean of the vectors of an
English word and of its partners in the pivot languages. What the vector of one word owes to its spelling averages
out; what it owes to its meaning stays.

OUT/LANG.npz has, for both directions (`from_en`, `to_en`), the numbers of the nearest groups (`_at`), their
cosines (`_cos`) and their cosines less the hubness of both words (`_csls`).
"""

import sys
import time
from pathlib import Path

import numpy as np

import sources
import vectors as vec

PIVOTS = "es fr de ru it pt ar tr".split()
SEEDS = 8_000  # commonest groups of each side, among which the partners are sought
KEPT = 12  # candidates a word
NEIGHBOURS = 10  # that the hubness of a word is the mean cosine of
SAMPLE = 6_000  # commonest groups of the other side, that hubness is measured on
BLOCK = 1_000  # rows at once


class Language:
    """The groups of a language: their commonest forms, frequencies and vectors by model."""

    def __init__(self, words, pooled, lang):
        data = np.load(Path(pooled) / f"{lang}.npz")
        forms, zipf = vec.read_words(words, lang)
        self.heads = data["heads"]
        self.words, self.zipf = [forms[i] for i in self.heads], zipf[self.heads]
        self.models = {m: data[m].astype(np.float32) for m in vec.MODELS if m in data}


def joined(models, names):
    """Puts the vectors of several models side by side; the cosine of the result is the weighted mean of theirs."""
    return vec.normal(np.concatenate([models[m] * vec.MODELS[m] ** 0.5 for m in names], axis=1))


def hubness(a, b):
    """Returns for each row of `a` its mean cosine with the nearest of the commonest rows of `b`."""
    b = b[:SAMPLE]
    out = np.zeros(len(a), np.float32)
    for at in range(0, len(a), BLOCK):
        near = np.partition(a[at:at + BLOCK] @ b.T, len(b) - NEIGHBOURS, axis=1)
        out[at:at + BLOCK] = near[:, -NEIGHBOURS:].mean(axis=1)
    return out


def nearest(a, b, hub_a, hub_b, count):
    """Returns (numbers of rows of `b`, cosines, CSLS) of the best `count` for each row of `a`, best first."""
    numbers, cosines, scores = [], [], []
    for at in range(0, len(a), BLOCK):
        cosine = a[at:at + BLOCK] @ b.T
        score = cosine - (hub_b / 2)[None]
        top = np.argpartition(score, score.shape[1] - count, axis=1)[:, -count:]
        rows = np.arange(len(top))[:, None]
        top = top[rows, np.argsort(-score[rows, top], axis=1)]
        numbers.append(top)
        cosines.append(cosine[rows, top])
        scores.append(score[rows, top] - (hub_a[at:at + BLOCK] / 2)[:, None])
    return np.concatenate(numbers), np.concatenate(cosines), np.concatenate(scores)


def partners(a, b):
    """Returns the pairs of rows, among the commonest, that are each other's nearest."""
    a, b = a[:SEEDS], b[:SEEDS]
    hub_a, hub_b = hubness(a, b), hubness(b, a)
    there = nearest(a, b, hub_a, hub_b, 1)[0][:, 0]
    back = nearest(b, a, hub_b, hub_a, 1)[0][:, 0]
    rows = np.arange(len(a))
    chosen = back[there] == rows
    return rows[chosen], there[chosen]


def rotated(a, b, pairs):
    """Returns `b` turned so that its rows come as near as they can to their partners in `a` (Procrustes)."""
    rows_a, rows_b = pairs
    u, _, v = np.linalg.svd(b[rows_b].T @ a[rows_a])
    return b @ (u @ v).astype(np.float32)


def align(a, b):
    """Rotates `b` onto `a`, twice: the second time with the partners that the first has found."""
    for _ in range(2):
        b = rotated(a, b, partners(a, b))
    return b


def concepts(english, pivots, skip):
    """Returns the vectors of the English concepts by model; the language `skip` has no say in them."""
    out = {}
    for model, own in english.models.items():
        total = own.copy()
        for lang, (rows, partner_vectors) in pivots.items():
            if lang != skip:
                total[rows] += partner_vectors[model]
        out[model] = vec.normal(total)
    return out


def first_pass(words, pooled, out, english):
    """Returns {pivot: (rows of English, vectors of their partners by model)}; the pairs are kept in a file."""
    path = Path(out) / "partners.npz"
    known = dict(np.load(path)) if path.exists() else {}
    pivots = {}
    for lang in PIVOTS:
        if not (Path(pooled) / f"{lang}.npz").exists():
            continue
        other = Language(words, pooled, lang)
        if lang not in known:
            names = list(other.models)
            a, b = joined(english.models, names), joined(other.models, names)
            known[lang] = np.stack(partners(a, align(a, b)))
            np.savez(path, **known)
            print(f"pivot {lang}: {known[lang].shape[1]} partners", flush=True)
        rows, there = known[lang]
        pivots[lang] = rows, {m: other.models[m][there] for m in other.models}
    return pivots


def main(words, pooled, out, langs):
    Path(out).mkdir(parents=True, exist_ok=True)
    english = Language(words, pooled, "en")
    pivots = None
    for lang in langs or sources.LANGUAGES:
        path = Path(out) / f"{lang}.npz"
        if lang == "en" or path.exists() or not (Path(pooled) / f"{lang}.npz").exists():
            continue
        start = time.time()
        pivots = pivots or first_pass(words, pooled, out, english)
        other = Language(words, pooled, lang)
        names = list(other.models)
        a, b = joined(concepts(english, pivots, lang), names), joined(other.models, names)
        b = align(a, b)
        hub_a, hub_b = hubness(a, b), hubness(b, a)
        arrays = {}
        for name, found in (("from_en", nearest(a, b, hub_a, hub_b, KEPT)), ("to_en", nearest(b, a, hub_b, hub_a, KEPT))):
            for suffix, values in zip(("at", "cos", "csls"), found):
                arrays[f"{name}_{suffix}"] = values
        np.savez(path, **arrays)
        print(f"{lang}: {len(b)} words, {time.time() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:4], sys.argv[4:])
