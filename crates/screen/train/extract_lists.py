#!/usr/bin/env python3
"""Writes lists.tsv: names, places, addresses and common words of many countries.

usage: pip install faker==40.54.0 stopwordsiso==0.7.1 && python3 extract_lists.py > lists.tsv
From the packages faker (MIT) and stopwordsiso (MIT). Columns: kind (first, last, city, address,
person, word), locale, value. Seeded: the same versions give the same file. It is input of the
training program, not of the product.
"""
import importlib
import pkgutil
import re

import faker
import stopwordsiso
from faker import Faker
from faker.config import AVAILABLE_LOCALES

SEED = 20261122


def values(provider, *attributes):
    out = set()
    for attribute in attributes:
        value = getattr(provider, attribute, None)
        if value is None or callable(value) or isinstance(value, property):
            continue
        items = value.keys() if hasattr(value, "keys") else value
        out |= {item[0] if isinstance(item, tuple) else item for item in items}
    return {v for v in out if isinstance(v, str) and v.strip() and "{" not in v}


rows = set()
for kind, package, attributes in (
    ("first", "person", ("first_names", "first_names_male", "first_names_female", "first_names_nonbinary")),
    ("last", "person", ("last_names", "last_names_male", "last_names_female")),
    ("word", "lorem", ("word_list",)),
    ("city", "address", ("cities", "city_names", "states", "provinces", "regions", "countries", "counties", "towns")),
):
    module = importlib.import_module(f"faker.providers.{package}")
    for found in pkgutil.iter_modules(module.__path__):
        provider = importlib.import_module(f"{module.__name__}.{found.name}").Provider
        for value in values(provider, *attributes):
            rows.add((kind, found.name, value))

for language in stopwordsiso.langs():
    for word in stopwordsiso.stopwords(language):
        rows.add(("word", language, word))

LATIN = {("word", locale) for locale in ("la", "en_PH", "he_IL")}
for locale in sorted(AVAILABLE_LOCALES):
    fake = Faker(locale)
    fake.seed_instance(SEED)
    made = {"address": [], "person": []}
    for _ in range(160):
        for kind, make in (("address", fake.address), ("person", fake.name)):
            made[kind].append(make().replace("\n", "\\n"))
    # A locale without rules of its own falls back to American addresses: those are there once.
    american = sum(bool(re.search(r", [A-Z]{2} \d{5}$", value)) for value in made["address"])
    if american < 80 or locale == "en_US":
        rows |= {("address", locale, value) for value in made["address"][:130]}
    rows |= {("person", locale, value) for value in made["person"][:60]}

print("kind\tlocale\tvalue")
for row in sorted(rows):
    if row[:2] not in LATIN and len(row[2]) < 120 and not re.search(r"[\t\r\n]", "".join(row)):
        print("\t".join(row))
