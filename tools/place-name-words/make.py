"""Writes index-schema/place-name-words.tsv: common words of languages that are also names of places.

    pip install wordfreq==3.1.1 babel
    apt-get install wamerican-small hunspell hunspell-nl hunspell-pl hunspell-hu hunspell-sv hunspell-da
    cargo build --release --package reportage-translations --example translate
    python make.py places.tsv subdivisions.tsv ../../target/release/examples/translate > ../../index-schema/place-name-words.tsv

places.tsv and subdivisions.tsv: the tables that examples/world.rs reads.

Which words are common: those of a frequency of ZIPF and more. Word lists do not tell words from names (they are in lower case), so
a word counts only if
- its first English translation is a lower-case word of SCOWL that is spelt otherwise, or the word itself is one; or
- in languages without a table of translations, the spelling dictionary has it in lower case.
Not listed: names of places of LARGE people and more where the language is official, which are mostly meant (Tours, Granada).
"""

import csv
import subprocess
import sys
import unicodedata

from babel.languages import get_official_languages
from wordfreq import top_n_list, zipf_frequency

ZIPF = 3.3
LARGE = 100_000
TRANSLATED = ["de", "es", "fr", "it", "pt", "ro", "tr"]
SPELT = {"nl": "nl_NL", "pl": "pl_PL", "hu": "hu_HU", "sv": "sv_SE", "da": "da_DK"}
QUARTERS = ["PPLX", "PPLL", "PPLF"]  # parts of towns and farms, by their GeoNames feature codes
ARTICLES = "el la los las le les il lo i gli o a os as de het".split()
HEAD = """\
# Common words that are also names of places, by language: in a text of the language, such a name counts for less than another.
# One row a language, tab separated; words are in lower case and separated by spaces. Made by tools/place-name-words/make.py.
# Frequencies: wordfreq 3.1.1 by Robyn Speer (data CC BY-SA 4.0; from Wikipedia, OpenSubtitles, Google Books, news, web and Twitter).
# Common words of English: SCOWL, size 35 (Kevin Atkinson, free for any use). Translations: crates/translations (CC BY-SA 4.0).
# Spelling dictionaries, in which words in lower case were looked up: OpenTaal (nl: BSD or CC BY 3.0), LibreOffice dictionaries of pl, hu, da (MPL 1.1), sv (LGPL 3).
# Names: GeoNames (CC BY 4.0). This file: CC BY-SA 4.0.
language	words
"""


def fold(text):
    """Returns the text in lower case and without accents, as far as names are compared."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    plain = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    for letter, other in [("ß", "ss"), ("ø", "o"), ("æ", "ae"), ("ł", "l"), ("ı", "i"), ("đ", "d")]:
        plain = plain.replace(letter, other)
    return plain


def rows(path):
    csv.field_size_limit(1 << 24)
    with open(path, encoding="utf8") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def names_of_places(places, subdivisions):
    """Returns population and country of the places of each folded name of one word, or of one after an article."""
    names = {}

    def add(name, people, country):
        words = fold(name.strip()).split(" ")
        if len(words) == 1 or (len(words) == 2 and words[0] in ARTICLES):
            names.setdefault(words[-1], []).append((people, country))

    for row in rows(places):
        others = row["alternate_names"] or ""
        for name in [row["name"], *others.split("|" if "|" in others else ",")]:
            people = 0 if row["feature"] in QUARTERS else int(row["population"] or 0)
            add(name, people, row["country"])
    for row in rows(subdivisions):
        for name in [row["name"], *(row.get("alternates") or "").split("|")]:
            add(name, 0, "")
    return names


def by_translation(language, words, translate):
    with open("/usr/share/dict/american-english-small", encoding="utf8") as file:
        english = {word.strip() for word in file if word[0].islower() and "'" not in word}
    shown = subprocess.run([translate, language], input="\n".join(map(fold, words)), capture_output=True, text=True, check=True)
    kept = set()
    for word, line in zip(words, shown.stdout.splitlines()):
        _, *translations = line.split("\t")
        first = translations[0] if translations else ""
        if fold(word) in english or (fold(first) != fold(word) and first in english):
            kept.add(word)
    return kept


def by_spelling(dictionary, words):
    shown = subprocess.run(["hunspell", "-d", dictionary, "-G"], input="\n".join(words), capture_output=True, text=True, check=True)
    return {word.strip() for word in shown.stdout.splitlines()}


def main(places, subdivisions, translate):
    names = names_of_places(places, subdivisions)
    official = {}

    def is_large(word, language):
        for people, country in names[fold(word)]:
            if people >= LARGE:
                if country not in official:
                    official[country] = set(get_official_languages(country, de_facto=True))
                if language in official[country]:
                    return True
        return False

    print(HEAD, end="")
    for language in sorted([*TRANSLATED, *SPELT]):
        words = [word for word in top_n_list(language, 40_000) if len(word) >= 3 and word.isalpha()]
        words = [word for word in words if zipf_frequency(word, language) >= ZIPF and fold(word) in names]
        if language in TRANSLATED:
            common = by_translation(language, words, translate)
        else:
            common = by_spelling(SPELT[language], words)
        kept = sorted(word for word in words if word in common and not is_large(word, language))
        print(language, " ".join(kept), sep="\t")
        print(language, len(words), len(kept), file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
