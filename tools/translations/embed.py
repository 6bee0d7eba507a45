"""Embeds the word lists: one file of vectors a language, kept, so that a run that was stopped goes on.

    embed.py WORDS VECTORS [LANG ...]
"""

import sys
import time
from pathlib import Path

import numpy as np

import sources
from model import Embedder

TEMPLATES = ["query: {}", "passage: {}"]  # the two prefixes that the model was trained with


def main(words, vectors, langs):
    words, vectors = Path(words), Path(vectors)
    vectors.mkdir(parents=True, exist_ok=True)
    embedder = None
    for lang in langs or sources.LANGUAGES:
        out = vectors / f"{lang}.e5.npy"
        if out.exists() or not (words / f"{lang}.tsv").exists():
            continue
        embedder = embedder or Embedder()
        forms = [line.split("\t")[0] for line in open(words / f"{lang}.tsv", encoding="utf-8")]
        start = time.time()
        each = [embedder.embed([template.format(form) for form in forms]) for template in TEMPLATES]
        part = out.with_suffix(".part.npy")
        np.save(part, np.stack(each).astype(np.float16))
        part.rename(out)
        print(f"{lang}: {len(forms)} forms, {time.time() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
