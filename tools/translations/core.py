"""Reads the hand-written dictionary: `core/*.tsv`, a column a language, alternatives separated by semicolons."""

from collections import defaultdict
from pathlib import Path


def clean(cell):
    """Returns the alternatives of a cell, lower case; the words of a phrase are joined by `_`."""
    words = [" ".join(word.split()).lower() for word in cell.split(";")]
    return [word.replace(" ", "_") for word in words if word]


def read(folder):
    """Returns {language: {English word: translations, best first}}.

    The first column of a file is what it is sorted by: English, with a column for each language, or a language
    whose words the column `en` translates.
    """
    table = defaultdict(lambda: defaultdict(list))
    for path in sorted(Path(folder).glob("*.tsv")):
        langs = None
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip() or line.startswith("#"):
                continue
            cells = line.split("\t")
            if langs is None:
                langs = cells
                continue
            if len(cells) > len(langs):
                raise ValueError(f"{path}:{number}: {len(cells)} cells, {len(langs)} columns")
            row = dict(zip(langs, cells))
            others = langs[1:] if langs[0] == "en" else langs[:1]
            for english in clean(row.get("en", "")):
                for lang in others:
                    known = table[lang][english]
                    known.extend(word for word in clean(row.get(lang, "")) if word not in known)
    return table


def reversed_pairs(pairs):
    """Returns {word: English words}: first those that it is the first translation of."""
    back = defaultdict(list)
    for rank in range(8):
        for english, words in pairs.items():
            if rank < len(words) and english not in back[words[rank]]:
                back[words[rank]].append(english)
    return back
