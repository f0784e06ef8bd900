"""A page's markup and text -> its credits: byline, agency, outlet, who reported it first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urlsplit

from onrecord.records import Credit, CreditKind, Evidence, Passage, Span
from onrecord.text.dating import edge_passages
from onrecord.text.markup import Markup, clean

#: Longest byline or credit line, in characters.
LINE_CHARACTERS: Final = 220
#: Most names that are taken from one line.
MOST_NAMES: Final = 8
AUTHOR_KEYS: Final = (
    "author",
    "article:author",
    "og:article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "parsely-author",
    "sailthru.author",
    "citation_author",
)
OUTLET_KEYS: Final = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "publisher",
    "application-name",
    "citation_journal_title",
)
_NAME: Final = r"(?:[A-ZÀ-Þ][\w.'’-]{0,30}|(?:de|da|di|van|von|der|den|bin|al|el|la|le|du|dos|y)\b)"
#: A person's name: two to five capitalised words, particles between them.
PERSON: Final = re.compile(rf"[A-ZÀ-Þ][\w.'’-]{{0,30}}(?: {_NAME}){{1,4}}")
#: The name of an agency or outlet: up to five capitalised words.
HOUSE: Final = r"(?:[A-Z][\w&'’-]{0,30})(?: (?:of |and |& )?[A-Z][\w&'’-]{0,30}){0,4}"
BYLINE: Final = re.compile(
    r"(?:^|[\n|•·(]|\b(?:posted|written|published)\s)\s{0,3}(?i:by|words by|story by|reporting by)\s{1,3}"
    r"(?P<names>[A-ZÀ-Þ][^\n|•·()]{2,160})"
)
#: "WASHINGTON (AP) —", "CASTLEMORROW, June 11 (Meridian Wire) -": the agency in a dateline.
DATELINE: Final = re.compile(
    r"^\s{0,9}[A-ZÀ-Þ][^()\n]{0,70}\((?P<house>[A-Z][\w .&'’-]{1,40})\)\s{0,3}(?:--?|–|—|:)"
)
#: "(Reporting by Ann Berg; editing by P. Dacosta)".
REPORTING: Final = re.compile(
    r"\b(?i:(?:additional )?reporting(?: for (?P<house>[^;.()\n]{2,60}?))?(?: by|:))"
    r"\s{0,3}(?P<names>[^;.()\n]{3,160})"
)
#: "© Meridian Wire 2024", "Source: AFP".
OWNER: Final = re.compile(
    r"(?:(?P<mark>©|\(c\)|(?i:copyright(?: ©)?))|(?i:sources?\s?:|with inputs? from))"
    rf"\s{{0,3}}(?:\d{{4}}\s)?(?i:the )?(?P<house>{HOUSE})"
)
FIRST: Final = re.compile(
    r"\b(?:first|originally|initially) (?:reported|published|disclosed|revealed|appeared)"
    rf"(?: (?:\w{{1,12}} ){{0,2}}(?:by|in|on)) (?i:the )?(?P<house>{HOUSE})"
    rf"|(?P<house2>{HOUSE}),? (?:which |who )?(?:first|originally)"
    r" (?:reported|disclosed|revealed|published)\b"
)
#: What FIRST needs, looked for before it: most texts have none.
FIRST_HINT: Final = re.compile(r"(?:st|ly) (?:reported|published|disclosed|revealed|appeared)")
WIRE: Final = re.compile(r"\b(?:Wire|Newswire|News Agency|Press Agency|News Service|Wire Service)$")
SPLIT: Final = re.compile(r"\s{0,2}(?:,|;|\||/|\band\b|&|\bwith\b|\n)\s{0,2}")
CUT: Final = re.compile(r"\s(?:in|at|on|for|of|Published|Updated|is|was)\s.*$|\s?[|•·–—(].*$", re.DOTALL)


@cache
def load_agencies() -> dict[str, str]:
    """An agency's credit in lower case to its name, from `data/agencies.tsv`."""
    rows = files("onrecord").joinpath("data/agencies.tsv").read_text("utf-8").splitlines()[1:]
    return {row.split("\t")[0].lower(): row.split("\t")[1] for row in rows}


def agency_of(name: str) -> str | None:
    """The agency that a name credits; None if it is none that is known or that calls itself one."""
    bare = name.strip(" .,").removeprefix("The ").removeprefix("the ")
    known = load_agencies().get(bare.lower())
    if known and (len(bare) > 4 or bare.isupper() or bare in {"dpa"}):
        return known
    return bare if WIRE.search(bare) and len(bare.split()) <= 5 else None


def find_credits(
    *,
    markup: Markup,
    addresses: Iterable[str | None],
    text: str,
    passages: tuple[Passage, ...],
    lines: Iterable[tuple[str, str]] = (),
) -> tuple[Credit, ...]:
    """The credits of an article, the chosen ones and those with a span first; one for each kind and name."""
    found = _from_text(text, passages)
    for words, path in lines:
        for match in BYLINE.finditer(words[:LINE_CHARACTERS]):
            found += _names(match["names"], lambda part, path=path: Evidence(words=part, where=path))
    found += _from_markup(markup)
    found += _outlets(markup, addresses)
    kept: dict[tuple[str, str], Credit] = {}
    for credit in found:
        kept.setdefault((credit.kind, credit.name.casefold()), credit)
    return _choose(list(kept.values()))


def _choose(found: list[Credit]) -> tuple[Credit, ...]:
    """The same credits with those chosen that count: the first outlet, and the authors of the best place.

    The page's own line beats JSON-LD, which beats a meta: fields often hold who posted the page.
    """
    outlets = [credit for credit in found if credit.kind == "outlet"]
    people = [credit for credit in found if credit.kind == "byline" and _is_person(credit, outlets)]
    places = {_place(credit) for credit in people}
    best = min(places, default=0)
    chosen: list[Credit] = []
    for credit in found:
        why = "the page credits it"
        counts = True
        if credit.kind == "outlet":
            counts = credit is outlets[0]
            why = (
                "the first place that names the outlet" if counts else "another place names the outlet first"
            )
        elif credit.kind == "byline":
            counts = credit in people and _place(credit) == best
            why = "the best place that names authors" if counts else "a better place names other authors"
            why = why if credit in people else "its words name no person"
        chosen.append(replace(credit, chosen=counts, why=f"{why}: {credit.evidence.where}"))
    return tuple(sorted(chosen, key=lambda credit: not credit.chosen))


def _place(credit: Credit) -> int:
    """The rank of the place where an author is named: the page's own line, JSON-LD, a meta."""
    where = credit.evidence.where
    return 2 if where.startswith("meta[") else 1 if where.startswith("JSON-LD") else 0


def _is_person(credit: Credit, outlets: list[Credit]) -> bool:
    """Whether a name in a byline is a person's: not the outlet's, and no word of an office in it."""
    name = credit.name.casefold()
    if any(name == outlet.name.casefold() for outlet in outlets):
        return False
    return load_offices().isdisjoint(name.split())


@cache
def load_offices() -> frozenset[str]:
    """Words in bylines that are no person's, in lower case, from `data/no_people.tsv`."""
    rows = files("onrecord").joinpath("data/no_people.tsv").read_text("utf-8").splitlines()[1:]
    return frozenset(row.split("\t")[0] for row in rows)


def author_names(markup: Markup, bylines: Iterable[str]) -> tuple[str, ...]:
    """The names of people that the markup or lines by the page's author give as its authors."""
    found = _from_markup(markup)
    for words in bylines:
        for match in BYLINE.finditer(words[:LINE_CHARACTERS]):
            found += _names(match["names"], lambda part: Evidence(words=part, where="byline"))
    return tuple(dict.fromkeys(credit.name for credit in found if credit.kind == "byline"))


def _names(words: str, evidence: Any) -> list[Credit]:
    """The people and agencies of a byline."""
    credits: list[Credit] = []
    for piece in SPLIT.split(words)[:MOST_NAMES]:
        part = CUT.sub("", piece).strip(" .,;:*")
        agency = agency_of(part)
        if agency:
            credits.append(Credit(kind="agency", name=agency, evidence=evidence(part)))
        elif PERSON.fullmatch(part):
            credits.append(Credit(kind="byline", name=part, evidence=evidence(part)))
    return credits


def _from_text(text: str, passages: tuple[Passage, ...]) -> list[Credit]:
    found: list[Credit] = []
    for passage in edge_passages(passages):
        words, start = passage.span.words, passage.span.start

        def at(part: str, where: str, from_: int, start: int = start) -> Evidence:
            place = text.find(part, start + from_)
            return Evidence(words=part, where=where, span=Span.of(text, place, place + len(part)))

        if match := DATELINE.match(words[:160]):
            name = match["house"].strip()
            known = agency_of(name) or name
            found.append(
                Credit(kind="agency", name=known, evidence=at(name, "dateline", match.start("house")))
            )
        if len(words) > LINE_CHARACTERS:
            continue
        rules = ((BYLINE, "byline"), (REPORTING, "credit line"))
        for pattern, where in rules if not passage.read or len(words.split()) <= 14 else ():
            for match in pattern.finditer(words):
                place = match.start("names")
                found += _names(match["names"], lambda part, w=where, p=place: at(part, w, p))
                house = match.groupdict().get("house")
                if house and (agency := agency_of(house)):
                    where_house = at(house, where, match.start("house"))
                    found.append(Credit(kind="agency", name=agency, evidence=where_house))
        if not passage.read and (match := OWNER.search(words)):
            owner = at(match["house"], "credit line", match.start("house"))
            if agency := agency_of(match["house"]):
                found.append(Credit(kind="agency", name=agency, evidence=owner))
            elif match["mark"] and " " in match["house"]:
                found.append(Credit(kind="outlet", name=match["house"], evidence=owner))
    return found + _first_reported(text)


def _first_reported(text: str) -> list[Credit]:
    found: list[Credit] = []
    for match in FIRST.finditer(text) if FIRST_HINT.search(text) else ():
        group = "house" if match["house"] else "house2"
        start = match.start(group)
        name = match[group].rstrip(".,'’")
        if len(found) < 3 and name and name not in {"The", "It", "He", "She", "They", "We", "I", "This"}:
            evidence = Evidence(
                words=name, where="first reported", span=Span.of(text, start, start + len(name))
            )
            found.append(Credit(kind="first-reported", name=name, evidence=evidence))
    return found


def _from_markup(markup: Markup) -> list[Credit]:
    found: list[Credit] = []
    for name in _linked_names(markup.linked("author")):
        found += _names(name, lambda part: Evidence(words=part, where="JSON-LD author"))
    for key, value, tag in markup.metas:
        if key in AUTHOR_KEYS and "://" not in value:
            names = re.sub(r"^(?i:by)\s{1,3}", "", value)
            found += _names(names, lambda part, tag=tag: Evidence(words=part, where=tag))
    return found


def _linked_names(value: Any) -> list[str]:
    """The names in a JSON-LD author or publisher: words, an object, or a list of either."""
    items = value[:MOST_NAMES] if isinstance(value, list) else [value]
    names = [clean(item.get("name")) if isinstance(item, dict) else clean(item) for item in items]
    return [name for name in names if name and "://" not in name]


def _outlets(markup: Markup, addresses: Iterable[str | None]) -> list[Credit]:
    """The outlet by its own name; by its host only if it names itself nowhere."""
    kind: CreditKind = "outlet"
    found = [
        Credit(kind=kind, name=name, evidence=Evidence(words=name, where="JSON-LD publisher"))
        for name in _linked_names(markup.linked("publisher"))
    ]
    for wanted in OUTLET_KEYS:
        for key, value, tag in markup.metas:
            if key == wanted and "://" not in value:
                found.append(Credit(kind=kind, name=value, evidence=Evidence(words=value, where=tag)))
    for address in () if found else addresses:
        host = _host(address)
        if host:
            found.append(Credit(kind=kind, name=host, evidence=Evidence(words=host, where="url")))
            break
    return found


def _host(address: str | None) -> str:
    try:
        host = urlsplit(address or "").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")
