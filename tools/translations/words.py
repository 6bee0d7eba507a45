"""Writes the word lists: the commonest word forms of each language, `form<TAB>zipf`, commonest first.

    words.py OUT [LANG ...]

Zipf is the base-10 logarithm of how often a form occurs in a billion words. Forms that are no words of the
language are left out: numbers, other scripts, single letters, and English words that texts of that language
merely quote.
"""

import sys
import unicodedata
from pathlib import Path

from wordfreq import get_frequency_dict, top_n_list, zipf_frequency

import sources

FORMS = 30_000  # word forms a language
ENGLISH_FORMS = 45_000  # English is the target of every language, and a third of its list are names
QUOTED = 1.0  # a form this much commoner in English, and rare here, is an English word


def script_of(word):
    """Returns the script of a word ("LATIN", "CYRILLIC", "CJK" ...), or None if it mixes them or has digits."""
    scripts = set()
    for c in word:
        if c in "'’-\u200c\u200d" or unicodedata.category(c)[0] == "M":
            continue
        if unicodedata.category(c)[0] != "L":
            return None
        name = unicodedata.name(c, "").split()
        if "MODIFIER" not in name[:1]:
            scripts.add(name[0] if name else "")
    return scripts.pop() if len(scripts) == 1 else None


def spelt(form, lang):
    """Undoes what wordfreq does to the letters of a form: its Greek has no final sigma."""
    if lang == "el" and form.endswith("σ"):
        return form[:-1] + "ς"
    return form


def forms(lang):
    """Yields (form, zipf), commonest first."""
    limit = ENGLISH_FORMS if lang == "en" else FORMS
    wanted = sources.SCRIPTS.get(lang, "LATIN")
    smallest = 1 if wanted == "CJK" else 2
    found = 0
    for form in top_n_list(lang, 200_000):
        if len(form) < smallest or script_of(form) not in wanted.split("|"):
            continue
        zipf = zipf_frequency(form, lang)
        if lang != "en" and wanted == "LATIN" and form.isascii():
            if zipf < 4.3 and zipf_frequency(form, "en") > zipf + QUOTED:
                continue
        yield spelt(form, lang), zipf
        found += 1
        if found == limit:
            return


def main(out, langs):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    for lang in langs or sources.LANGUAGES:
        rows = sources.swahili() if lang == "sw" else forms(lang)
        lines = [f"{form}\t{zipf:.2f}\n" for form, zipf in rows]
        (out / f"{lang}.tsv").write_text("".join(lines), encoding="utf-8")
        print(lang, len(lines), lines[-1].strip() if lines else "", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
