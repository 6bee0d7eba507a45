"""Loads the vectors of a language's forms, brings languages into one space, and pools the forms of a word."""

from pathlib import Path

import numpy as np

MODELS = {"e5": 1.0, "use": 2.0}  # weight of each model in the cosine
COMMON = 20_000  # forms that the centre of a language is taken from


def read_words(words, lang):
    rows = [line.rstrip("\n").split("\t") for line in open(Path(words) / f"{lang}.tsv", encoding="utf-8")]
    return [form for form, _ in rows], np.array([float(zipf) for _, zipf in rows])


def normal(x):
    return x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)


def centred(raw):
    """Subtracts the mean of the language, which says which language it is and nothing of the meaning."""
    x = normal(raw)
    return normal(x - x[:COMMON].mean(axis=0))


def load(vectors, lang, model):
    """Returns the centred vectors of one model, or None if the model does not know the language."""
    path = Path(vectors) / f"{lang}.{model}.npy"
    if not path.exists():
        return None
    raw = np.load(path).astype(np.float32)
    return centred(sum(normal(part) for part in raw))


def pooled(x, head, zipf):
    """Returns one vector for each group, the forms weighted by how common they are, and the groups' heads."""
    heads = sorted(set(head))
    at = {h: k for k, h in enumerate(heads)}
    out = np.zeros((len(heads), x.shape[1]), np.float32)
    np.add.at(out, [at[h] for h in head], x * (10 ** (zipf - 9))[:, None] ** 0.25)
    return normal(out), heads
