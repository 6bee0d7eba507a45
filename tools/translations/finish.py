"""Makes the files that are packed: the tables of `tables.py`, with names from CLDR and function words, cut to size.

    finish.py TABLES NAMES CORE OUT
    cargo run --release --package reportage-translations --example pack -- OUT crates/translations/data/translations.bin

Words from vectors are used only where the hand-written dictionary has nothing: on the judged questions of `tests/across/` their
precision is half of its own. Only the best are kept: the share of right ones falls with the weight (on German .53 at .60, .12
at .30), and every megabyte of the table is one of the program.
"""

import sys
from collections import OrderedDict
from pathlib import Path

import core as dictionary

FIRST, OTHERS = 1.0, 0.9  # weights in the hand-written dictionary
UNLISTED = 3.0  # frequency of its words that the lists do not have
LEAST = float(sys.argv[5]) if len(sys.argv) > 5 else 0.34  # least weight of a translation from vectors
MOST = int(sys.argv[6]) if len(sys.argv) > 6 else 4  # translations of a word from vectors
NAME = 3.0  # frequency of a name that the tables have none of


def read(path):
    """Returns {(language, word): (frequency, [(translation, weight)])}, in the order of the file."""
    table = OrderedDict()
    for line in path.read_text(encoding="utf-8").splitlines():
        language, word, zipf, translations = line.split("\t")
        pairs = (item.rsplit(":", 1) for item in translations.split())
        table[language, word] = (float(zipf), [(other, float(weight)) for other, weight in pairs])
    return table


def by_hand(core):
    """Returns the tables of the hand-written dictionary: to English, from English. The first translation weighs 1, others less."""
    to_english, from_english = OrderedDict(), OrderedDict()
    for language, words in dictionary.read(core).items():
        for english, translations in words.items():
            from_english[language, english] = weighed(translations)
        for word, translations in dictionary.reversed_pairs(words).items():
            to_english[language, word] = weighed(translations)
    return to_english, from_english


def weighed(translations):
    return [(word, OTHERS if i else FIRST) for i, word in enumerate(translations)]


def joined(dictionary_table, tables):
    """Adds words that the dictionary does not have, with translations from it (of another form of the word) or from the vectors,
    and the frequencies of all."""
    table = OrderedDict()
    for key, pairs in dictionary_table.items():
        zipf, _ = tables.get(key, (0.0, []))
        table[key] = (zipf or UNLISTED, pairs)
    for key, (zipf, pairs) in tables.items():
        pairs = [pair for pair in pairs if pair[1] >= LEAST][:MOST]
        if pairs and key not in table:
            table[key] = (zipf, pairs)
    return table


def add_names(to_english, from_english, path):
    """Adds names of countries, languages, months and days, which come first."""
    for line in path.read_text(encoding="utf-8").splitlines():
        language, name, english = line.split("\t")
        name, english = name.replace(" ", "_"), english.lower()
        for table, key, other in (
            (to_english, (language, name.lower()), english),
            (from_english, (language, english), name),
        ):
            zipf, pairs = table.get(key, (NAME, []))
            pairs = [pair for pair in pairs if pair[0].lower() != other.lower() and pair[1] >= OTHERS]
            table[key] = (zipf, [(other, 1.0), *pairs])


def write(table, path):
    rows = []
    for (language, word), (zipf, pairs) in table.items():
        joined = " ".join(f"{other}:{weight:.2f}" for other, weight in pairs)
        rows.append(f"{language}\t{word}\t{zipf}\t{joined}\n")
    path.write_text("".join(rows), encoding="utf-8")


def main():
    tables, names, core, out = (Path(argument) for argument in sys.argv[1:5])
    out.mkdir(exist_ok=True)
    to_english, from_english = by_hand(core)
    to_english = joined(to_english, read(tables / "to_en.tsv"))
    from_english = joined(from_english, read(tables / "from_en.tsv"))
    add_names(to_english, from_english, names)
    write(to_english, out / "to_en.tsv")
    write(from_english, out / "from_en.tsv")
    used = {*to_english, *((language, other) for (language, _), (_, pairs) in from_english.items() for other, _ in pairs)}
    used |= {("en", english) for _, english in from_english}
    forms = (tables / "forms.tsv").read_text(encoding="utf-8").splitlines()
    forms = [row for row in forms if (row.split("\t")[0], row.split("\t")[2]) in used]
    (out / "forms.tsv").write_text("\n".join(forms) + "\n", encoding="utf-8")
    rows = (core / "function-words.tsv").read_text(encoding="utf-8").splitlines()
    rows = [row for row in rows if not row.startswith(("#", "language"))]
    (out / "function_words.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


main()
