"""Names of countries, regions, languages, months and days of the week, from CLDR by way of Babel (Unicode licence v3).

    names.py OUT    writes names.tsv: language, name, English name; single English words only
"""
import sys
from babel import Locale
from babel.languages import get_official_languages
LANGUAGES = "fr es pt de it ru uk ar fa tr zh sw hi ro el nl pl sv he id ur ko ja bn cs hu bg fi da ca ht so am".split()
english = Locale("en")
# Languages that are official somewhere; names of others are words of their own too often (Even, Fang, Ga).
OFFICIAL = {code for territory in english.territories if len(territory) == 2 for code in get_official_languages(territory, de_facto=True)}
# Also English words of another kind.
AMBIGUOUS = {"March", "May", "Reunion", "Guam", "Jersey", "Turkey", "World", "Sun"}
rows = set()
for code in LANGUAGES:
    try: locale = Locale.parse(code)
    except Exception as error:
        print(code, error, file=sys.stderr); continue
    pairs = []
    for table in ("territories", "languages"):
        names = getattr(locale, table)
        keys = [key for key in getattr(english, table) if table == "territories" or key in OFFICIAL]
        pairs += [(getattr(english, table)[key], names.get(key)) for key in keys]
    for table in ("months", "days"):
        for style in ("format", "stand-alone"):
            own, theirs = getattr(english, table)[style]["wide"], getattr(locale, table)[style]["wide"]
            pairs += [(name, theirs.get(key)) for key, name in own.items()]
    for name, translated in pairs:
        if translated and name.isalpha() and name not in AMBIGUOUS and len(name) > 2 and len(translated.split()) <= 3 and any(c.isalpha() for c in translated):
            if any(c.isdigit() for c in translated): continue
            rows.add((code, translated, name))
with open(sys.argv[1], "w", encoding="utf8") as out:
    for row in sorted(rows): out.write("\t".join(row) + "\n")
print(len(rows))
