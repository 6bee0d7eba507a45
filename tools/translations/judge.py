"""Gives each candidate pair the probability that it is a translation.

A logistic regression on what the vectors and the spelling say of a pair. It is fitted on the hand-written
dictionary: for each of its English words, a candidate that it names is right, the others are wrong. As no dictionary
names every synonym, the probabilities are low; what counts is their order and one threshold.
"""

import numpy as np
from anyascii import anyascii
from rapidfuzz.distance import JaroWinkler, Levenshtein

NEVER = 15  # rank of a word that is not among the candidates of its partner
FEATURES = ("cos", "csls", "behind the best", "rank", "rank in reverse", "mutual", "zipf apart", "alike", "alike and mutual",
            "alike and near", "same")


def romanised(words):
    return [anyascii(word).lower() for word in words]


def alike(a, b):
    """Returns how alike two words are spelt, 0 to 1; both in Latin letters."""
    return (Levenshtein.normalized_similarity(a, b) + JaroWinkler.similarity(a, b)) / 2


def pairs(cand, side, source, target):
    """Returns rows (i, j) and features of all candidate pairs of one direction, i's in order, best candidate first."""
    back = "to_en" if side == "from_en" else "from_en"
    at, cos, csls = (cand[f"{side}_{name}"] for name in ("at", "cos", "csls"))
    n, k = at.shape
    there = cand[f"{back}_at"]
    hit = there[at] == np.arange(n)[:, None, None]
    rank_back = np.where(hit.any(axis=2), hit.argmax(axis=2), NEVER)
    rank = np.broadcast_to(np.arange(k), (n, k))
    own, other, rows = romanised(source.words), romanised(target.words), at.tolist()
    spelt = np.array([[alike(word, other[j]) for j in row] for word, row in zip(own, rows)])
    same = np.array([[word == target.words[j] for j in row] for word, row in zip(source.words, rows)])
    mutual = (rank_back == 0) & (rank == 0)
    x = np.stack([cos, csls, csls[:, :1] - csls, np.log1p(rank), np.log1p(rank_back), mutual,
                  np.abs(source.zipf[:, None] - target.zipf[at]), spelt, spelt * (rank_back < 2), spelt * csls, same], axis=2)
    return at, x.astype(np.float64)


class Judge:
    """The fitted regression."""

    def __init__(self, x, y, rounds=30, ridge=1.0):
        self.mean, self.scale = x.mean(axis=0), x.std(axis=0) + 1e-9
        z = self._terms(x)
        w = np.zeros(z.shape[1])
        for _ in range(rounds):  # Newton's method
            p = 1 / (1 + np.exp(-z @ w))
            penalty = np.full(len(w), ridge)
            penalty[0] = 0
            w = w + np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + np.diag(penalty + 1e-9), z.T @ (y - p) - penalty * w)
        self.weights = w

    def _terms(self, x):
        z = (x - self.mean) / self.scale
        return np.concatenate([np.ones((len(z), 1)), z, z[:, :2] ** 2], axis=1)

    def __call__(self, x):
        flat = x.reshape(-1, x.shape[-1])
        return (1 / (1 + np.exp(-self._terms(flat) @ self.weights))).reshape(x.shape[:-1])


def fitted(at, x, source, target, right):
    """Fits a judge on the rows whose source word is in `right` ({word: translations by group number})."""
    rows = [i for i, word in enumerate(source.words) if right.get(word)]
    y = np.array([[j in right[source.words[i]] for j in at[i]] for i in rows], dtype=float)
    return Judge(x[rows].reshape(-1, x.shape[-1]), y.reshape(-1)), y
