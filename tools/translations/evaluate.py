"""Measures the tables against dictionaries.

    evaluate.py OUT [CORE]

Against FreeDict, for the words of zipf 3.3 and more that it has: how often the first translation is in the
dictionary (P@1), how many of all translations are (precision), for how many words at least one is (found), and how
many of the dictionary's translations are listed (recall). Forms are compared by their stems. No dictionary names
every synonym, so precision is a lower bound.

With CORE, and OUT made with `vectors`: the same against the hand-written dictionary, and the 50 words of it that
the vectors know worst.
"""

import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

import snowballstemmer

import core
import freedict
import groups

LEAST_ZIPF = 3.3
KEEP_MARKS = {"hi", "bn"}  # vowel signs are marks there


def read(path):
    """Returns {lang: {word: (zipf, translations)}}."""
    table = defaultdict(dict)
    for line in open(path, encoding="utf-8"):
        lang, word, zipf, rest = line.rstrip("\n").split("\t")
        table[lang][word] = float(zipf), [pair.rsplit(":", 1)[0] for pair in rest.split(" ")]
    return table


def stems(lang, words):
    """Returns the words without accents and endings, so that forms of one word are equal."""
    if lang not in KEEP_MARKS:
        words = ["".join(c for c in unicodedata.normalize("NFD", w) if unicodedata.category(c) != "Mn") for w in words]
    stemmer = groups.STEMMERS.get(lang)
    return snowballstemmer.stemmer(stemmer).stemWords(words) if stemmer else list(words)


def measure(rows, gold, source, target):
    """Returns (words, P@1, precision, found, recall) of a table against a dictionary, words by stem."""
    known = defaultdict(set)
    for word, stem in zip(gold, stems(source, list(gold))):
        known[stem].update(gold[word])
    n = first = listed = good = found = wanted = met = 0
    for (word, (zipf, translations)), stem in zip(rows.items(), stems(source, list(rows))):
        if zipf < LEAST_ZIPF or not known.get(stem):
            continue
        right = set(stems(target, sorted(known[stem])))
        got = stems(target, translations)
        ok = [stem in right for stem in got]
        n, first, listed, good, found = n + 1, first + ok[0], listed + len(ok), good + sum(ok), found + any(ok)
        wanted, met = wanted + len(right), met + len(right & set(got))
    return n and (n, first / n, good / listed, found / n, met / wanted)


def report(title, figures):
    if figures:
        print(f"{title:12} {figures[0]:6} " + " ".join(f"{value:9.3f}" for value in figures[1:]))


def worst(table, by_hand):
    """Prints the words of the hand-written dictionary by the share of languages in which no candidate is right."""
    tried, missed = defaultdict(int), defaultdict(list)
    for lang, pairs in by_hand.items():
        if lang not in table:
            continue
        heads = {stem: row for row, stem in zip(table[lang].values(), stems("en", list(table[lang])))}
        for word, stem in zip(pairs, stems("en", list(pairs))):
            tried[word] += 1
            got = heads.get(stem, (0, []))[1]
            if not set(stems(lang, got)) & set(stems(lang, pairs[word])):
                missed[word].append(lang)
    order = sorted((w for w in tried if tried[w] > 5), key=lambda w: (-len(missed[w]) / tried[w], w))
    print("worst 50:", ", ".join(f"{w} ({len(missed[w])} of {tried[w]})" for w in order[:50]))


def main(out, core_folder=None):
    from_en, to_en = read(Path(out) / "from_en.tsv"), read(Path(out) / "to_en.tsv")
    print(f"{'pair':12} {'words':>6} {'P@1':>9} {'precision':>9} {'found':>9} {'recall':>9}")
    for lang in from_en:
        there, back = freedict.pairs(lang)
        report(f"en-{lang}", measure(from_en[lang], there, "en", lang))
        report(f"{lang}-en", measure(to_en[lang], back, lang, "en"))
    if core_folder:
        by_hand = core.read(core_folder)
        print("against the hand-written dictionary")
        for lang in from_en:
            if lang in by_hand:
                report(f"en-{lang}", measure(from_en[lang], by_hand[lang], "en", lang))
                report(f"{lang}-en", measure(to_en[lang], core.reversed_pairs(by_hand[lang]), lang, "en"))
        worst(from_en, by_hand)
    for name, table in (("from English", from_en), ("to English", to_en)):
        print(name, sum(map(len, table.values())), "entries,", sum(len(t) for rows in table.values() for _, t in rows.values()), "translations")


if __name__ == "__main__":
    main(*sys.argv[1:])
