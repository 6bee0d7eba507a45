"""Writes the tables: what each word means in English, and what each English word is in each language.

    tables.py WORDS POOLED CANDIDATES CORE OUT [vectors]

OUT/to_en.tsv    lang, form, zipf, english:weight ...     best first, weights .01 to 1
OUT/from_en.tsv  lang, english, zipf, form:weight ...
OUT/forms.tsv    lang, form, the form that stands for it in the other two files

The hand-written dictionary CORE comes first (weights 1 and .9); words from the vectors stay below it. With the
word `vectors` it is left out, to measure what the vectors know by themselves.
"""

import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
import snowballstemmer

import core
import groups
import judge
import sources
import vectors as vec

BEST = 5  # translations a word, besides those of the hand-written dictionary
FIRST, OTHERS = 1.0, 0.9  # weights in the hand-written dictionary
LEAST = 0.08  # least probability of a candidate
SHARE = 0.15  # least share of the best candidate's probability
SURE = 0.35  # least probability of a candidate beside hand-written translations, or beside the same word
TOP = 0.8  # weight of a certain candidate
SPREAD = 5  # languages in whose lists a word must stand, letter by letter, to count as a name or an international word
RARER = 0.6  # how much rarer it may be there than in English, in zipf
SPELT = 0.62  # least likeness of such a word and its counterpart
LATIN = "es de fr pt it ro tr nl pl sv".split()


class Language:
    """The groups of a language, and which group a form belongs to."""

    def __init__(self, words, pooled, lang):
        data = np.load(Path(pooled) / f"{lang}.npz")
        self.lang = lang
        self.forms, zipf = vec.read_words(words, lang)
        self.head, self.heads = data["head"], data["heads"]
        self.words, self.zipf = [self.forms[i] for i in self.heads], zipf[self.heads]
        number = {h: k for k, h in enumerate(self.heads)}
        self.number = {form: number[h] for form, h in zip(self.forms, self.head)}
        self.stemmer = groups.STEMMERS.get(lang) and snowballstemmer.stemmer(groups.STEMMERS[lang])
        self.stems = {}
        if self.stemmer:
            for k, stem in enumerate(self.stemmer.stemWords(self.words)):
                self.stems.setdefault(stem, k)

    def group(self, form):
        """Returns the number of the group of a form, listed or not, or None."""
        found = self.number.get(form)
        if found is None and self.stemmer and "_" not in form:
            found = self.stems.get(self.stemmer.stemWord(form))
        return found


def international(words):
    """Returns the English words that are about as common in many languages: names, mostly.

    *City* and *baby* stand in many lists too, quoted, but are far commoner in English.
    """
    lists = [dict(zip(*vec.read_words(words, lang))) for lang in LATIN if (Path(words) / f"{lang}.tsv").exists()]
    return {word for word, zipf in zip(*vec.read_words(words, "en"))
            if sum(each.get(word, 0) >= zipf - RARER for each in lists) >= SPREAD}


def right_numbers(pairs, source, target):
    """Turns {word: translations} into {head of its group: numbers of the translations' groups}."""
    out = defaultdict(set)
    for word, translations in pairs.items():
        k = source.group(word)
        if k is not None:
            out[source.words[k]].update(n for t in translations if (n := target.group(t)) is not None)
    return out


def abbreviation(word):
    """Tells whether a word in Latin letters has no vowel."""
    return word.isascii() and not set(word) & set("aeiouy")


def kept(at, p, x, i, source, target, names):
    """Returns the candidates of row `i` that are good enough, as (number, probability), best first."""
    if abbreviation(source.words[i]):
        return []
    order = np.argsort(-p[i], kind="stable")
    floor = max(LEAST, SHARE * p[i][order[0]])
    if target.words[at[i][order[0]]] == source.words[i]:
        floor = max(floor, SURE)  # the languages share the word: no need of its neighbours (*september*, *october*)
    spelt = judge.FEATURES.index("alike")
    found = []
    for c in order[:BEST]:
        word = target.words[at[i][c]]
        if p[i][c] < floor or word == source.words[i]:
            continue
        name = source.words[i] if source.lang == "en" else word
        if name in names and x[i][c][spelt] < SPELT:
            continue
        found.append((at[i][c], float(p[i][c])))
    return found


def merged(by_hand, found, target):
    """Joins hand-written translations and candidates into [(form, weight)], one form a group."""
    out, seen = [], set()
    for form in by_hand:
        out.append((form, FIRST if not out else OTHERS))
        seen.add(target.group(form) if target.group(form) is not None else form)
    for number, p in found:
        if number in seen or (by_hand and p < SURE):
            continue
        seen.add(number)
        out.append((target.words[number], TOP * min(1.0, 0.25 + p)))
    return out


def direction(side, source, target, cand, by_hand, names, merge):
    """Returns {form: [(translation, weight)]} of one direction."""
    by_head = defaultdict(list)
    for word, translations in by_hand.items():
        k = source.group(word)
        by_head[word if k is None else source.words[k]].extend(t for t in translations)
    table = {}
    if cand is not None:
        at, x = judge.pairs(cand, side, source, target)
        fitted, _ = judge.fitted(at, x, source, target, right_numbers(by_hand, source, target))
        p = fitted(x)
        for i, word in enumerate(source.words):
            hand = list(dict.fromkeys(by_head.pop(word, []))) if merge else []
            rows = merged(hand, kept(at, p, x, i, source, target, names), target)
            if rows:
                table[word] = rows
    for word, translations in by_head.items() if merge else ():
        table[word] = merged(list(dict.fromkeys(translations)), [], target)
    return table


class Unlisted:
    """A language that has no word list: only the hand-written dictionary speaks of it."""

    def __init__(self, lang):
        self.lang, self.words, self.number, self.zipf = lang, [], {}, []

    def group(self, form):
        return None


def lines(lang, table, source):
    for word, rows in table.items():
        k = source.number.get(word)
        zipf = source.zipf[k] if k is not None else 0
        yield f"{lang}\t{word}\t{zipf:.2f}\t{' '.join(f'{form}:{weight:.2f}' for form, weight in rows)}\n"


def main(words, pooled, candidates, core_folder, out, part="all"):
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    by_hand, names = core.read(core_folder), international(words)
    english = Language(words, pooled, "en")
    files = {name: open(out / f"{name}.tsv", "w", encoding="utf-8") for name in ("to_en", "from_en", "forms")}
    for lang in dict.fromkeys([*sources.LANGUAGES, *by_hand]):
        path = Path(candidates) / f"{lang}.npz"
        pairs = by_hand.get(lang, {})
        if lang == "en" or not (path.exists() or pairs):
            continue
        cand = dict(np.load(path)) if path.exists() else None
        other = Language(words, pooled, lang) if cand else Unlisted(lang)
        there = direction("from_en", english, other, cand, pairs, names, part == "all")
        back = direction("to_en", other, english, cand, core.reversed_pairs(pairs), names, part == "all")
        files["from_en"].writelines(lines(lang, there, english))
        files["to_en"].writelines(lines(lang, back, other))
        if cand:
            write_forms(files["forms"], other, back)
        print(f"{lang}: {len(there)} English words, {len(back)} words", flush=True)
    write_forms(files["forms"], english, None)
    for file in files.values():
        file.close()


def write_forms(file, language, table):
    """Writes the forms that are not the head of their group, if the head has an entry."""
    for form, head in zip(language.forms, language.head):
        word = language.forms[head]
        if form != word and (table is None or (word in table and form not in table)):
            file.write(f"{language.lang}\t{form}\t{word}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
