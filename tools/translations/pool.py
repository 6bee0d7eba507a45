"""Groups the forms of each language and pools their vectors.

    pool.py WORDS VECTORS POOLED [LANG ...]

POOLED/LANG.npz has `head` (for each form the number of the commonest form of its group), `heads` (those numbers,
in order) and one array a model with a row for each group.
"""

import sys
from pathlib import Path

import numpy as np

import groups
import sources
import vectors as vec


def main(words, vectors, out, langs):
    Path(out).mkdir(parents=True, exist_ok=True)
    for lang in langs or sources.LANGUAGES:
        path = Path(out) / f"{lang}.npz"
        if path.exists() or not (Path(vectors) / f"{lang}.e5.npy").exists():
            continue
        forms, zipf = vec.read_words(words, lang)
        models = {m: x for m in vec.MODELS if (x := vec.load(vectors, lang, m)) is not None}
        head = groups.group(lang, forms, models["e5"])
        arrays = {}
        for model, x in models.items():
            arrays[model], heads = vec.pooled(x, head, zipf)
        np.savez(path, head=np.array(head), heads=np.array(heads), **{m: a.astype(np.float16) for m, a in arrays.items()})
        print(lang, len(forms), "forms,", len(heads), "groups", ",".join(models), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:4], sys.argv[4:])
