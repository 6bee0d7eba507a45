"""Checks the form of the dictionary: columns, doubles, scripts, spaces. Prints each fault; exits with 1 if there is one."""

import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = "en fr es pt de it ru uk ar fa tr zh sw hi ht ro el".split()
MOST = 4  # words in a cell
LATIN = r"[A-Za-zÀ-ÿĀ-žȘșȚțŒœ' .-]+"
SCRIPTS = {
    "ru": r"[А-Яа-яЁё -]+",
    "uk": r"[А-ЩЬЮЯҐЄІЇа-щьюяґєії' -]+",
    "ar": r"[\u0621-\u0652 ]+",
    "fa": r"[\u0621-\u06cc\u200c ]+",
    "zh": r"[\u4e00-\u9fff]+",
    "hi": r"[\u0900-\u097f -]+",
    "el": r"[\u0370-\u03ff -]+",
}


def faults_of_cell(language: str, cell: str) -> Iterator[str]:
    words = cell.split(";") if cell else []
    if len(words) > MOST:
        yield f"{language}: more than {MOST} words: {cell}"
    if len(set(words)) < len(words):
        yield f"{language}: a word twice: {cell}"
    for word in words:
        if not word or word != word.strip() or "  " in word:
            yield f"{language}: spaces: {cell!r}"
        elif not re.fullmatch(SCRIPTS.get(language, LATIN), word):
            yield f"{language}: not in its script: {word}"
        elif language != "de" and word != word.lower():
            yield f"{language}: upper case: {word}"


def faults_of_file(path: Path, languages: list[str], seen: dict[str, str]) -> Iterator[str]:
    header = False
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")[:-1], start=1):
        at = f"{path.name}:{number}"
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = True
            if cells != languages:
                yield f"{at}: the header is not {' '.join(languages)}"
            continue
        if len(cells) != len(languages):
            yield f"{at}: {len(cells)} columns"
            continue
        if line != unicodedata.normalize("NFC", line):
            yield f"{at}: not in normal form C"
        if not cells[0]:
            yield f"{at}: no headword"
        for head in cells[0].split(";"):
            if head in seen:
                yield f"{at}: {head} is also at {seen[head]}"
            seen[head] = at
        for language, cell in zip(languages, cells, strict=True):
            for fault in faults_of_cell(language, cell):
                yield f"{at}: {cells[0]}: {fault}"


def main() -> int:
    seen: dict[str, str] = {}
    faults = [f for path in sorted(HERE.glob("[0-9]*.tsv")) for f in faults_of_file(path, LANGUAGES, seen)]
    creole: dict[str, str] = {}
    faults += faults_of_file(HERE / "ht.tsv", ["ht", "en", "fr"], creole)
    print("\n".join([*faults, f"{len(seen)} English lemmas, {len(creole)} Creole spellings, {len(faults)} faults"]))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
