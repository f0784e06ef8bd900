"""Text and the spans of place names in it -> the names, each with the places that it can mean.

A name that stands several times is one name: one sense a document, save where the words beside it
say which one is meant ("Paris, Texas" beside "Paris").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from onrecord.mark.gazetteer import Entry, Gazetteer, fold
from onrecord.mark.tables import country_names, read_table, usual_names

__all__ = ["Candidate", "Toponym", "candidates_of", "gather", "place_words"]

#: Most places that a name is weighed between; the most populous come first. 40 loses none of LGL's.
MOST_CANDIDATES: Final = 40
#: Most candidates of a whole text: with more names, each gets fewer.
MOST_IN_ALL: Final = 1500
#: How far behind a name what it lies in is looked for, in characters: "Springfield (Clark County), Ohio".
REACH: Final = 60
#: Kinds of places in which others lie.
HOLDERS: Final = frozenset({"country", "region", "county", "former"})
#: A comma or bracket and up to four words with a capital: what may be said to hold the name before it.
_BEHIND: Final = re.compile(r"(?:,|\s\(|,? in)\s*(?:the\s)?([A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3})")
#: What follows an item of a list, before its last one.
_LISTED: Final = re.compile(r",?\s(?:and|or)\s[A-Z]|,\s[A-Z][\w ]{1,20}(?:,|\sand|\sor)\s")
#: People of a town whose name is seldom only its state's: "New York".
LARGE: Final = 500_000
#: A word after a name that says what it is.
_SORT_BEHIND: Final = re.compile(r"\s(\w+)")
#: Words before a name that say what it is: "the state of", "Lake".
_SORT_BEFORE: Final = re.compile(r"(\w+)(?:\sof)?\s(?:the\s)?$")


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The rows of place_words.tsv, by what they do."""

    #: Short form as it is written ("Ala.", "AL") to the name of the region.
    short: dict[str, str]
    #: Lower-case word beside a name to the kinds of place that it speaks for.
    sorts: dict[str, frozenset[str]]
    #: Lower-case words before a name that pick a part of it: "northern", "downtown".
    parts: frozenset[str]
    #: Lower-case words around a name that are no part of it: "city of", "township".
    shells: frozenset[str]
    #: Folded name to what else it is: a "word" ("nice", "reading") or a person's "name" ("madison").
    common: dict[str, str]


@lru_cache(maxsize=1)
def place_words() -> PlaceWords:
    """The words that go with place names (place_words.tsv)."""
    rows = read_table("place_words.tsv")

    def words(use: str) -> frozenset[str]:
        return frozenset(row["word"] for row in rows if row["use"] == use)

    return PlaceWords(
        short={row["word"]: row["value"] for row in rows if row["use"] == "short"},
        sorts={row["word"]: frozenset(row["value"].split()) for row in rows if row["use"] == "sort"},
        parts=words("part"),
        shells=words("shell"),
        common={row["word"]: row["value"] for row in rows if row["use"] == "common"},
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name can mean."""

    entry: Entry
    #: Whether it is the place's own name, not one of its others.
    own: bool
    #: The rows that it lies in: county, region, country.
    inside: tuple[int, ...]


@dataclass(slots=True)
class Toponym:
    """A name of a place in a text, with every span where it stands."""

    text: str
    candidates: list[Candidate]
    spans: list[tuple[int, int]] = field(default_factory=list)
    #: Row of the place that the words say it lies in; None if they say none.
    holder: int | None = None
    #: Kinds of place that a word beside it speaks for.
    sorts: frozenset[str] = frozenset()


def gather(
    text: str, spans: Iterable[tuple[int, int]], table: Gazetteer
) -> tuple[list[Toponym], list[Toponym | None]]:
    """The distinct names of `spans`, and for each span its name; None where the table has none."""
    ordered = list(spans)
    cache: dict[str, list[Candidate]] = {}
    named: dict[tuple[str, int | None], Toponym] = {}
    bare: list[tuple[int, str]] = []
    owners: list[Toponym | None] = [None] * len(ordered)
    for number, (start, end) in enumerate(ordered):
        words = text[start:end]
        key = place_words().short.get(words) or fold(words)
        if words not in cache:  # by the words as they stand: "US" is a country and "us" is none
            cache[words] = candidates_of(words, table)
        if not cache[words]:
            continue
        holder = _holder(text, end, cache[words], table)
        if holder is None:
            bare.append((number, key))
            continue
        owners[number] = _join(named, (key, holder), words, cache[words])
    for number, key in bare:
        told = [one for one in named if one[0] == key and one[1] is not None]
        which = told[0] if len(told) == 1 else (key, None)
        start, end = ordered[number]
        owners[number] = _join(named, which, text[start:end], cache[text[start:end]])
    for owner, (start, end) in zip(owners, ordered, strict=True):
        if owner is not None:
            owner.spans.append((start, end))
            owner.sorts |= _sorts(text, start, end)
    names = list(named.values())
    most = max(3, min(MOST_CANDIDATES, MOST_IN_ALL // max(1, len(names))))
    for name in names:
        name.candidates = _cut(name, most)
    return names, owners


def _join(
    named: dict[tuple[str, int | None], Toponym],
    key: tuple[str, int | None],
    words: str,
    candidates: list[Candidate],
) -> Toponym:
    """The name under a key, made if it is new."""
    if key not in named:
        named[key] = Toponym(text=words, candidates=candidates, holder=key[1])
    return named[key]


def _cut(name: Toponym, most: int) -> list[Candidate]:
    """The first candidates; only those in what the words name as holder, if they name one."""
    if name.holder is None:
        return name.candidates[:most]
    return [each for each in name.candidates if name.holder in each.inside][:most]


def candidates_of(words: str, table: Gazetteer) -> list[Candidate]:
    """Every place that the words can name, most populous first; what is around the name is taken off."""
    known = place_words()
    name = known.short.get(words)
    if name is not None:
        rows = _region(name, table)
    elif fold(words) == "us" and not words.isupper():
        rows = []
    else:
        rows = next((hits for form in _forms(words, known) if (hits := table.rows(form))), [])
    if not rows:
        demonym = country_names().get(" ".join(words.split()))
        rows = _country(demonym.iso3, table) if demonym is not None else []
    found: dict[int, Candidate] = {}
    for row, own in rows:
        inside = tuple(each.row for each in table.holders(row))
        found.setdefault(row, Candidate(table.entry(row), own, inside))
    return list(found.values())


def _forms(words: str, known: PlaceWords) -> list[str]:
    """A name as it stands, then without what may be around it."""
    forms = [words]
    parts = words.replace("’s", "").replace("'s", "").strip(' ,.()"“”').split()
    if parts and parts[0].lower() in ("the", "a", "an"):
        parts = parts[1:]
    forms.append(" ".join(parts))
    if len(parts) > 2 and parts[0].lower() in known.shells and parts[1].lower() == "of":
        forms.append(" ".join(parts[2:]))
    if len(parts) > 1 and parts[-1].lower().strip(".") in known.shells:
        forms.append(" ".join(parts[:-1]))
    if len(parts) > 1 and parts[0].lower() in known.parts:
        forms.append(" ".join(parts[1:]))
    return list(dict.fromkeys(forms))


def _holder(text: str, end: int, candidates: Sequence[Candidate], table: Gazetteer) -> int | None:
    """Row of what the words behind a name say that it lies in: "Springfield, Ill."; None if nothing.

    Only a place of just this name is looked for there, or the best known that the name can mean:
    "Washington, New York and Geneva" is a list, though a town in New York was once Washington.
    """
    match = _BEHIND.match(text, end, end + REACH)
    inside = {row for at, each in enumerate(candidates) if each.own or not at for row in each.inside}
    inside -= {each.entry.row for each in candidates}  # "Air China, China Southern" holds nothing
    for _ in range(2):  # "Springfield, Clark County, Ohio": the nearest that holds one of them
        if match is None or not inside:
            return None
        words = match[1].split()
        for length in range(len(words), 0, -1):
            held = [row for row in _holding(" ".join(words[:length]), table) if row in inside]
            if held and not _in_list(text, match, " ".join(words[:length]), table):
                return held[0]
        match = _BEHIND.match(text, match.end(), end + 2 * REACH)
    return None


def _in_list(text: str, match: re.Match[str], words: str, table: Gazetteer) -> bool:
    """Whether what seems to hold a name is the next town of a list: "Geneva, New York and Vienna"."""
    if _LISTED.match(text, match.start(1) + len(words)) is None:
        return False
    towns = [table.entry(row) for row, own in table.rows(words, most=6) if own]
    return any(each.kind in ("city", "capital") and each.population >= LARGE for each in towns)


@lru_cache(maxsize=2048)
def _holding(words: str, table: Gazetteer) -> tuple[int, ...]:
    """Rows of the countries, regions and counties that words can name."""
    words = words.removesuffix("’s").removesuffix("'s")
    short = place_words().short
    name = short.get(words) or short.get(words.rstrip(".")) or words
    if name != words:
        return tuple(row for row, _ in _region(name, table))
    return tuple(row for row, _ in table.rows(words) if table.entry(row).kind in HOLDERS)


def _country(iso3: str, table: Gazetteer) -> list[tuple[int, bool]]:
    """The country of a code, where the words are no name of it but of its people: "Norwegian"."""
    usual = usual_names().get(iso3, "")
    return [
        (row, False)
        for row, _ in table.rows(usual)
        if table.entry(row).kind == "country" and table.entry(row).country == iso3
    ]


def _region(name: str, table: Gazetteer) -> list[tuple[int, bool]]:
    """The most populous region of a name, which is what its short form means."""
    return [(row, own) for row, own in table.rows(name) if table.entry(row).kind == "region"][:1]


def _sorts(text: str, start: int, end: int) -> frozenset[str]:
    """Kinds of place that the words next to a name speak for: "the state of X", "X province"."""
    sorts = place_words().sorts
    found: frozenset[str] = frozenset()
    behind = _SORT_BEHIND.match(text, end, end + 20)
    if behind is not None:
        found |= sorts.get(behind[1].lower(), frozenset())
    before = _SORT_BEFORE.search(text[max(0, start - 25) : start])
    if before is not None and before[0].rstrip() != before[1]:  # "state of", not "state Ohio"
        found |= sorts.get(before[1].lower(), frozenset())
    return found
