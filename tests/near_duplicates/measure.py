#!/usr/bin/env python3
"""Measures precision and recall of near duplicates on reports of your own.

    python3 tests/near_duplicates/measure.py REPORTS.jsonl [--bin target/release/reportage] [--originals 1500] [--seed 1]
    python3 tests/near_duplicates/measure.py REPORTS.jsonl --sample 50

REPORTS.jsonl has a report a line, with `id`, `title`, `text`. The first form takes some of them, edits each one to four
times in ways that newspapers do (cut, other headline, byline, corrections, headings, a line of the agency below), has all
indexed and compares the groups in `export` with what it knows: precision, recall and F1 over pairs of reports of one
original. Reports that had much in common before they were edited are not judged. The second form indexes all reports as they are and prints pairs of one
group, to be read by eye.

Needs Python 3.8 and nothing else. The texts stay in a temporary folder.
"""

import argparse
import collections
import itertools
import json
import pathlib
import random
import re
import subprocess
import tempfile

# Pairs with a higher similarity than this before editing are not judged.
ALIKE = 0.2
# The minimum length of an original, in words.
SHORTEST = 40
WORD = re.compile(r"\w+")


def shingles(report):
    words = [word.lower() for word in WORD.findall(report["title"] + " " + report["text"])]
    return set(zip(words, words[1:], words[2:]))


class Editor:
    """Edits reports with words and headlines of others."""

    def __init__(self, reports, rng):
        self.rng = rng
        self.headlines = [report["title"] for report in reports]
        sample = rng.sample(reports, min(300, len(reports)))
        self.words = [word for report in sample for word in report["text"].split()]
        self.edits = {
            "cut": self.cut,
            "headline": self.headline,
            "byline": self.byline,
            "corrected": self.corrected,
            "headings": self.headings,
            "agency": self.agency,
        }

    def some(self, n):
        return " ".join(self.rng.choice(self.words) for _ in range(n))

    def cut(self, title, text):
        words = text.split(" ")
        return title, " ".join(words[: int(len(words) * self.rng.uniform(0.4, 0.9))])

    def headline(self, title, text):
        return self.rng.choice(self.headlines), text

    def byline(self, title, text):
        return title, f"By {self.some(2)}, {self.rng.choice(['Reuters', 'AFP', 'staff writer'])}\n\n{text}"

    def corrected(self, title, text):
        words = text.split(" ")
        for _ in range(max(1, int(len(words) * self.rng.uniform(0.005, 0.04)))):
            at = self.rng.randrange(len(words))
            kind = self.rng.randrange(3)
            if kind == 0:
                words[at] = self.some(1)
            elif kind == 1 and len(words) > 5:
                del words[at]
            else:
                words.insert(at, self.some(1))
        return title, " ".join(words)

    def headings(self, title, text):
        """Inserts random headings above every third paragraph."""
        paragraphs = text.split("\n\n")
        for i in range(0, len(paragraphs), 3):
            paragraphs[i] = f"{self.some(3)}\n\n{paragraphs[i]}"
        return title, "\n\n".join(paragraphs)

    def agency(self, title, text):
        return title, f"{text}\n\n(c) {self.some(3)} Limited {self.rng.randrange(1990, 2020)}. {self.some(6)}"


def groups_of(program, reports):
    """Indexes reports and returns the group of each that has one, by id."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        source = folder / "reports.jsonl"
        with source.open("w") as out:
            for report in reports:
                out.write(json.dumps({key: report[key] for key in ("id", "title", "text")}) + "\n")
        index = ["--index", str(folder / "index")]
        subprocess.run([program, "index", str(source), "--quiet", *index], check=True)
        exported = subprocess.run([program, "export", *index], check=True, stdout=subprocess.PIPE)
        objects = map(json.loads, exported.stdout.splitlines())
        return {object["id"]: object["group"] for object in objects if object["group"]}


def pairs_of(groups):
    by_group = collections.defaultdict(list)
    for id, group in groups.items():
        by_group[group].append(id)
    return {pair for ids in by_group.values() for pair in itertools.combinations(sorted(ids), 2)}


def measure(arguments, reports):
    rng = random.Random(arguments.seed)
    long_enough = [report for report in reports if len(report["text"].split()) >= SHORTEST]
    originals = rng.sample(long_enough, min(arguments.originals, len(long_enough)))
    editor = Editor(reports, rng)
    edited, original_of, kinds_of = [], {}, {}
    for n, original in enumerate(originals):
        for version in range(1 + rng.randrange(1, 5)):
            title, text, kinds = original["title"], original["text"], []
            if version > 0:
                kinds = rng.sample(sorted(editor.edits), rng.choice([1, 1, 2]))
            for kind in kinds:
                title, text = editor.edits[kind](title, text)
            id = f"{n}-{version}"
            edited.append({"id": id, "title": title, "text": text})
            original_of[id], kinds_of[id] = n, kinds
    rng.shuffle(edited)
    found = pairs_of(groups_of(arguments.bin, edited))
    of_original = collections.defaultdict(list)
    for id, n in original_of.items():
        of_original[n].append(id)
    wanted = {pair for ids in of_original.values() for pair in itertools.combinations(sorted(ids), 2)}

    def were_alike(pair):
        a, b = (shingles(originals[original_of[id]]) for id in pair)
        return pair not in wanted and len(a & b) > ALIKE * min(len(a), len(b))

    judged = {pair for pair in found if not were_alike(pair)}
    right = judged & wanted
    precision, recall = len(right) / max(1, len(judged)), len(right) / max(1, len(wanted))
    print(f"reports {len(edited)} of {len(originals)} originals, pairs {len(wanted)}, not judged {len(found - judged)}")
    print(f"precision {precision:.4f} recall {recall:.4f} F1 {2 * precision * recall / max(1e-9, precision + recall):.4f}")
    for kind in sorted(editor.edits):
        alone = [pair for pair in wanted if sorted(map(kinds_of.get, pair)) == [[], [kind]]]
        print(f"  {kind:10} alone, with its original: {len([p for p in alone if p in right])} of {len(alone)}")
    for pair in sorted(judged - wanted)[: arguments.show]:
        print("  wrong:", *(originals[original_of[id]]["title"] for id in pair), sep=" | ")


def sample(arguments, reports):
    by_id = {report["id"]: report for report in reports}
    found = sorted(pairs_of(groups_of(arguments.bin, reports)))
    same = [pair for pair in found if by_id[pair[0]]["text"] == by_id[pair[1]]["text"]]
    other = [pair for pair in found if by_id[pair[0]]["text"] != by_id[pair[1]]["text"]]
    print(f"pairs {len(found)}, of the same text {len(same)}")
    for pair in random.Random(arguments.seed).sample(other, min(arguments.sample, len(other))):
        print()
        for id in pair:
            report = by_id[id]
            text = " ".join(report["text"].split())
            print(f"  {report.get('date', '')} {report['title']} | {text[:260]} ({len(text)})")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("reports")
    parser.add_argument("--bin", default="target/release/reportage")
    parser.add_argument("--originals", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--sample", type=int)
    arguments = parser.parse_args()
    with open(arguments.reports) as lines:
        reports = [json.loads(line) for line in lines]
    (measure if arguments.sample is None else sample)(arguments, reports)


main()
