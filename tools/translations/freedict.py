"""Reads FreeDict dictionaries as packed by Debian (dictd format), to measure the table with.

They are under the GPL, so nothing of them goes into the table; see README.md.
"""

import gzip
import re
from collections import defaultdict
from pathlib import Path

ROOT = Path("/usr/share/dictd")
CODES = {  # ISO 639-3 codes of the dictionaries' names
    "ar": "ara", "de": "deu", "el": "ell", "es": "spa", "fr": "fra", "hi": "hin", "it": "ita", "nl": "nld",
    "pl": "pol", "pt": "por", "ru": "rus", "sv": "swe", "sw": "swh", "tr": "tur",
}
NOTES = re.compile(r"<[^>]*>|\[[^\]]*\]|\([^)]*\)|\{[^}]*\}|/[^/]*/|\"[^\"]*\"")
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def number(text):
    value = 0
    for c in text:
        value = value * 64 + DIGITS.index(c)
    return value


def entries(name):
    """Yields (headword, translation) of single words, lower case."""
    index, text = ROOT / f"freedict-{name}.index", ROOT / f"freedict-{name}.dict.dz"
    if not index.exists():
        return
    body = gzip.decompress(text.read_bytes())
    seen = set()
    for line in index.read_text(encoding="utf-8").splitlines():
        head, start, size = line.split("\t")[:3]
        if head.startswith("00") or (start, size) in seen:
            continue
        seen.add((start, size))
        lines = body[number(start):number(start) + number(size)].decode("utf-8").splitlines()
        head = NOTES.sub("", lines[0]).strip().lower()
        if not head or " " in head:
            continue
        for row in lines[1:]:
            if row.startswith(("   ", " see", " note")) or "ynonym" in row:
                continue
            row = re.sub(r"^\s*\d+\.\s*", "", NOTES.sub("", row))
            for part in re.split(r"[,;،:]", row):
                part = part.strip(" .!?").lower()
                if name.endswith("-eng"):
                    part = re.sub(r"^(to|a|an|the) ", "", part)
                if part and " " not in part:
                    yield head, part


def pairs(lang):
    """Returns English word -> words of `lang` and the reverse, from the dictionaries of both directions."""
    there, back = defaultdict(set), defaultdict(set)
    code = CODES.get(lang)
    if code:
        for english, word in entries(f"eng-{code}"):
            there[english].add(word)
            back[word].add(english)
        for word, english in entries(f"{code}-eng"):
            there[english].add(word)
            back[word].add(english)
    return there, back
