"""Doc -> places: names that stand as places, each with the entry of the gazetteer that it means.

The table (data/gazetteer.bin) is GeoNames' (CC BY 4.0, see NOTICE) with rows of our own; which of
several places of a name is meant is told by what else the text names (`mark/resolving.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from spacy.tokens import Doc

from onrecord.mark.gazetteer import Gazetteer, load_gazetteer
from onrecord.mark.resolving import Floats, shares_of
from onrecord.mark.rewritten import ReadText
from onrecord.mark.sightings import find_sightings
from onrecord.mark.tables import read_table, usual_names
from onrecord.mark.toponyms import Candidate, Toponym, candidates_of, gather, place_words
from onrecord.records import Article, Place, Precision, Span, make_id

__all__ = ["find_places", "locate"]

_PRECISIONS: Final[dict[str, Precision]] = {
    "country": "country",
    "city": "city",
    "capital": "city",
    "site": "site",
}
#: Share below which `find_places` leaves the place open. In 5 folds over the two thirds of LGL that are not
#: held out, 28 of 100 names below it are right, and 94 above.
LEAST_SHARE: Final = 0.5
#: Candidates this near are one place under two headings (a town and its county), in degrees.
SAME: Final = 0.6
#: Share from which on the country is given although the place is left open.
SURE_COUNTRY: Final = 0.8
#: Longest name of an outlet that is read, in words.
OUTLET_WORDS: Final = 6


def find_places(article: Article, doc: Doc) -> tuple[Place, ...]:
    """The places of an article, in text order.

    Names that stand for those who act ("Moscow said") and demonyms are left to the actors.
    """
    table = load_gazetteer()
    seen = find_sightings(article, doc, table)
    if not seen:
        return ()
    spans = [(each.start, each.end) for each in seen]
    read = ReadText(article.text, article.readings)
    as_read = [(read.read(start), read.read(end, end=True)) for start, end in spans]
    found = _resolve(read.text, as_read, table, homes=_homes(article, table))
    return tuple(
        _make_place(article, span, name, shares, table, least=LEAST_SHARE)
        for each, span, (name, shares) in zip(seen, spans, found, strict=True)
        if each.place
    )


def locate(article: Article, spans: Iterable[tuple[int, int]]) -> tuple[Place, ...]:
    """The places that the given spans of an article's text name, a place a span, whatever they do there.

    Here demonyms stand for their country, and the likeliest place is given however small its share is
    (`why` tells it). ValueError for a span that is empty or out of range.
    """
    table = load_gazetteer()
    ordered = list(spans)
    checked = [Span.of(article.text, start, end) for start, end in ordered]
    found = _resolve(article.text, ordered, table, homes=_homes(article, table))
    return tuple(
        _make_place(article, (span.start, span.end), name, shares, table, least=0.0)
        for span, (name, shares) in zip(checked, found, strict=True)
    )


def _resolve(
    text: str, spans: Sequence[tuple[int, int]], table: Gazetteer, *, homes: Sequence[Toponym]
) -> list[tuple[Toponym | None, Floats | None]]:
    """For each span its name and the shares of its candidates; None where the table has none."""
    names, owners = gather(text, spans, table)
    shares = shares_of([*names, *homes])
    by_name = {id(name): share for name, share in zip(names, shares, strict=False)}
    return [(owner, by_name[id(owner)] if owner is not None else None) for owner in owners]


def _homes(article: Article, table: Gazetteer) -> list[Toponym]:
    """What the outlet's name says of where it is: "Haaretz" (outlets.tsv), "The Jakarta Post"."""
    known = {row["outlet"]: row["place"] for row in read_table("outlets.tsv")}
    found = []
    for credit in article.credits:
        if credit.kind != "outlet" or not credit.chosen:
            continue
        name = credit.name.lower().removeprefix("www.")
        place = known.get(name) or known.get(name.removeprefix("the "))
        words = credit.name.split()[:OUTLET_WORDS]
        if place is None and "." not in name and len(words) > 1:
            named = (w for w in words[:-1] if w[:1].isupper() and w.lower() not in place_words().common)
            place = next((w for w in named if table.rows(w) and w.lower() != "the"), None)
        if place is not None:
            candidates = candidates_of(place, table)
            if candidates:
                found.append(Toponym(text=place, candidates=candidates))
    return found[:1]


def _make_place(
    article: Article,
    span: tuple[int, int],
    name: Toponym | None,
    shares: Floats | None,
    table: Gazetteer,
    *,
    least: float,
) -> Place:
    """The record of a name at a span; left open if no place has the share `least`."""
    where = Span.of(article.text, *span)
    words = " ".join(where.words.split())
    bare = Place(
        id=make_id("place", article.id, *span),
        span=where,
        name=words,
        precision="name",
        why="the gazetteer has no place of this name",
    )
    if name is None or shares is None:
        return bare
    best = name.candidates[int(np.argmax(shares))]
    share = _share_near(name, shares, best)
    if share < least:
        country = _sure_country(name, shares)
        why = f"{len(name.candidates)} places of this name, none with a share of {least} or more"
        return replace(bare, country=country, why=why + (f"; most lie in {country}" if country else ""))
    entry = best.entry
    return replace(
        bare,
        name=_usual_name(words, best),
        country=entry.country,
        latitude=entry.latitude,
        longitude=entry.longitude,
        geonames=entry.geonames,
        precision=_PRECISIONS.get(entry.kind, "region"),
        why=_why(name, best, share, table),
    )


def _usual_name(words: str, best: Candidate) -> str:
    """A country's usual English name and a town's own; else the words, save short forms and capitals."""
    entry = best.entry
    if entry.kind == "country" and entry.country is not None:
        return usual_names().get(entry.country, entry.name)
    short = place_words().short.get(words)
    if short is not None:
        return short
    if entry.kind in ("city", "capital") or best.own:
        return entry.name
    return words.title() if words.isupper() and len(words) > 4 else words


def _share_near(name: Toponym, shares: Floats, best: Candidate) -> float:
    """The share of a candidate with that of those at the same spot."""
    total = 0.0
    for each, share in zip(name.candidates, shares, strict=True):
        apart = (
            abs(each.entry.latitude - best.entry.latitude),
            abs(each.entry.longitude - best.entry.longitude),
        )
        if max(apart) <= SAME:
            total += float(share)
    return min(1.0, total)


def _sure_country(name: Toponym, shares: Floats) -> str | None:
    """The country in which nearly all of the shares lie; None if there is none."""
    totals: dict[str, float] = {}
    for each, share in zip(name.candidates, shares, strict=True):
        if each.entry.country is not None:
            totals[each.entry.country] = totals.get(each.entry.country, 0.0) + float(share)
    best = max(totals, key=lambda iso3: totals[iso3], default=None)
    return best if best is not None and totals[best] >= SURE_COUNTRY else None


def _why(name: Toponym, best: Candidate, share: float, table: Gazetteer) -> str:
    """In plain words what the choice rests on, and the missing id."""
    parts = []
    there = ""
    if name.holder is not None:
        there = f" in {table.entry(name.holder).name}, where the words put it"
    if len(name.candidates) == 1:
        parts.append(f"the only place of this name{there or ' in the gazetteer'}")
    else:
        parts.append(f"share {share:.2f} among {len(name.candidates)} places of this name{there}")
    if best.entry.geonames is None:
        parts.append("a row of our own, without a GeoNames id")
    return "; ".join(parts)
