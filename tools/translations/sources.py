"""Which languages the table covers, their scripts, and the one word list that wordfreq does not have."""

from pathlib import Path

# Those that matter most come first: a run that is cut short has them.
LANGUAGES = (
    "en es de ar ru ro el fr uk fa pt it tr zh hi sw "
    "nl pl sv he id ur bn cs hu bg ko ja fi da nb sh ca"
).split()

# The scripts of a language that is not written in Latin letters, as Unicode names them.
SCRIPTS = {
    "ar": "ARABIC", "fa": "ARABIC", "ur": "ARABIC", "he": "HEBREW", "el": "GREEK",
    "ru": "CYRILLIC", "uk": "CYRILLIC", "bg": "CYRILLIC",
    "hi": "DEVANAGARI", "bn": "BENGALI", "zh": "CJK", "ko": "HANGUL", "ja": "CJK|HIRAGANA|KATAKANA",
}

SWAHILI = Path("/usr/share/hunspell/sw_TZ.dic")  # Debian package hunspell-sw
SWAHILI_FORMS = 30_000


def swahili():
    """Yields (form, zipf) of Swahili, which wordfreq lacks.

    The forms are those of the spelling dictionary. It has no frequencies; the probability that the model's
    tokenizer gives to a form stands in for one, scaled to the range that other languages have.
    """
    from model import Tokenizer, Weights, weights_path

    weights = Weights(weights_path())
    tokenizer = Tokenizer(weights)
    score = {piece: score for piece, score in weights.pieces.values()}
    scored = []
    for line in SWAHILI.read_text(encoding="utf-8").splitlines()[1:]:
        form = line.split("/")[0].strip()
        if len(form) > 1 and form.isalpha() and form.islower():
            scored.append((sum(score.get(i, weights.unk_score) for i in tokenizer.ids(form)[1:-1]), form))
    scored.sort(reverse=True)
    best, least = scored[0][0], scored[min(SWAHILI_FORMS, len(scored)) - 1][0]
    for value, form in scored[:SWAHILI_FORMS]:
        yield form, 2.5 + 3.5 * (value - least) / (best - least)
