"""The text of an article -> words that a rewriting program swapped in, each with what it reads as.

The artefacts stand in `data/swaps.tsv`, by kind and with a source. A kind that clean pages show too now
and then (a space before a comma) counts only where another kind is met; an article with two kinds is
rewritten. The words themselves are never changed: a reading stands beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.records import Passage, Reading, Span

__all__ = ["find_readings"]

#: Kinds of artefact from which a page is taken to be rewritten, one of them sure: none of the 2,019 texts
#: of `bench.splice_texts` is, and one of them has one kind.
KINDS: Final = 2
#: Stands for the postal codes of `data/states.tsv` in a pattern, and for their state as a reading.
STATE: Final = "@STATE"
#: In a reading, stands for the unit of time that the words name.
UNIT: Final = "*"
UNITS: Final = re.compile(r"year|month|week")


@dataclass(frozen=True, slots=True)
class Artefact:
    """One row of `data/swaps.tsv`."""

    kind: str
    pattern: re.Pattern[str]
    #: Words of which one stands wherever the pattern fits: most texts have none. "" stands in every text.
    hints: tuple[str, ...]
    reads_as: str
    #: Whether it is told from clean text by itself.
    alone: bool


@cache
def load_states() -> dict[str, str]:
    """Postal code to state, from `data/states.tsv`."""
    rows = files("onrecord").joinpath("data/states.tsv").read_text("utf-8").splitlines()[1:]
    return {row.split("\t")[0]: row.split("\t")[1] for row in rows}


@cache
def load_artefacts() -> tuple[Artefact, ...]:
    """The packaged table; read once."""
    rows = files("onrecord").joinpath("data/swaps.tsv").read_text("utf-8").splitlines()[1:]
    codes = f"(?:{'|'.join(load_states())})"
    found = []
    for row in rows:
        kind, pattern, hints, reads_as, alone, _ = row.split("\t")
        compiled = re.compile(pattern.replace(STATE, codes), re.MULTILINE)
        found.append(Artefact(kind, compiled, tuple(hints.split("|")), reads_as, alone == "yes"))
    return tuple(found)


def find_readings(text: str, passages: tuple[Passage, ...]) -> tuple[Reading, ...]:
    """Readings of swapped words in every passage, quarantined ones too, in text order, none overlapping."""
    found: dict[int, tuple[Reading, bool]] = {}
    covered: set[int] = set()
    sure = [artefact for artefact in load_artefacts() if artefact.alone]
    unsure = [artefact for artefact in load_artefacts() if not artefact.alone]
    find_artefacts(text, passages, sure, found, covered)
    if not found:
        # What clean pages show too counts for nothing without one that they do not.
        return ()
    find_artefacts(text, passages, unsure, found, covered)
    kinds = {reading.kind for reading, _ in found.values()}
    ordered = (found[start] for start in sorted(found))
    return tuple(reading for reading, alone in ordered if alone or len(kinds) >= KINDS)


def find_artefacts(
    text: str,
    passages: tuple[Passage, ...],
    artefacts: Iterable[Artefact],
    found: dict[int, tuple[Reading, bool]],
    covered: set[int],
) -> None:
    """Adds to `found` a reading, by its start, of each artefact where no other has `covered` the words."""
    for artefact in artefacts:
        if not any(hint in text for hint in artefact.hints):
            continue
        for passage in passages:
            for match in artefact.pattern.finditer(passage.span.words):
                start, end = (passage.span.start + place for place in match.span(1))
                if not covered.isdisjoint(range(start, end)):
                    continue
                covered.update(range(start, end))
                reading = Reading(
                    span=Span.of(text, start, end),
                    reads_as=reading_of(artefact, match.group(1)),
                    kind=artefact.kind,
                    why=f"{artefact.kind}: so programs that rewrite pages leave it",
                )
                found[start] = (reading, artefact.alone)


def reading_of(artefact: Artefact, words: str) -> str:
    """What swapped words read as."""
    if artefact.reads_as == STATE:
        return load_states()[words]
    unit = UNITS.search(words)
    return artefact.reads_as.replace(UNIT, unit.group() if unit else "")
