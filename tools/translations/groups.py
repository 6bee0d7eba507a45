"""Groups the inflected forms of a word, so that they share one entry and one vector.

Two forms belong together if a Snowball stemmer gives them one stem, or if they begin alike, and if the model finds
them close: stemmers alone put *university* and *universe* together, and some languages have no stemmer.
"""

from collections import defaultdict

import numpy as np
import snowballstemmer

STEMMERS = {
    "en": "english", "es": "spanish", "de": "german", "ar": "arabic", "ru": "russian", "ro": "romanian", "el": "greek",
    "fr": "french", "fa": "persian", "pt": "portuguese", "it": "italian", "tr": "turkish", "hi": "hindi",
    "nl": "dutch", "pl": "polish", "sv": "swedish", "id": "indonesian", "cs": "czech", "hu": "hungarian",
    "fi": "finnish", "da": "danish", "nb": "norwegian", "sh": "serbian", "ca": "catalan",
}
SAME_STEM = 0.35  # least cosine of two forms with one stem
SAME_START = 0.60  # least cosine of two forms that begin alike, in a language without a stemmer
ENDING = 3  # letters that an ending has at most, where there is no stemmer
START = 4  # letters that two forms must share
UNINFLECTED = {"zh", "ja"}  # nothing to group: words have no endings, or the list has lemmas


def group(lang, words, vectors):
    """Returns for each form the number of the commonest form of its group (words are sorted, commonest first)."""
    head = list(range(len(words)))
    if lang in UNINFLECTED:
        return head
    stemmer = STEMMERS.get(lang)
    if stemmer:
        keys = [[stem] for stem in snowballstemmer.stemmer(stemmer).stemWords(words)]
        least = SAME_STEM
    else:
        keys = [[w[:n] for n in range(max(START, len(w) - ENDING), len(w) + 1)] or [w] for w in words]
        least = SAME_START
    heads = defaultdict(list)  # key -> heads of groups with it
    for i, word in enumerate(words):
        near = {h for key in keys[i] for h in heads[key]}
        best, found = least, None
        for h in sorted(near):
            cosine = float(np.dot(vectors[i], vectors[h]))
            if cosine > best:
                best, found = cosine, h
        if found is None:
            for key in keys[i]:
                heads[key].append(i)
        else:
            head[i] = found
    return head
