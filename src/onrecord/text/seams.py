"""Passages of an article -> those that open in the air: with words that point back at nothing.

"It said", "He also noted", "This comes after": where passages were dropped or put in another order, such
openings hang. A passage is torn only where nothing before it that is read can hold its opening, judged by
the words alone (`data/openings.tsv`): the headline holds nothing, a passage of another story neither.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.records import Passage

__all__ = ["mark_seams"]

#: Passages before an opening in which what it points at is looked for.
REACH: Final = 3
#: Kinds of passages that tell: they open in the air and hold openings, and a page has to have one.
OWN: Final = frozenset({"body", "list", "quote"})
#: Longest opening, in characters.
OPENING: Final = 80
MARKS: Final = " \t\n\"“”'‘’([*-–—"


@dataclass(frozen=True, slots=True)
class Openings:
    """`data/openings.tsv`, compiled."""

    #: Openings that point back, each with what it needs: "anything" or a key of `holds`.
    openings: tuple[tuple[re.Pattern[str], str], ...]
    #: Words that can hold one: by what is needed.
    holds: dict[str, re.Pattern[str]]


@cache
def load_openings() -> Openings:
    """The packaged table; read once."""
    rows = files("onrecord").joinpath("data/openings.tsv").read_text("utf-8").splitlines()[1:]
    openings: list[tuple[re.Pattern[str], str]] = []
    holds: dict[str, list[str]] = {}
    for row in rows:
        kind, pattern, needs, _ = row.split("\t")
        if needs:
            openings.append((re.compile(pattern, re.IGNORECASE), needs))
        else:
            holds.setdefault(kind, []).append(pattern)
    return Openings(tuple(openings), {kind: re.compile("|".join(all_)) for kind, all_ in holds.items()})


def mark_seams(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The same passages, those that open in the air marked as torn."""
    marked: list[Passage] = []
    told: list[str] = []
    for passage in passages:
        words = passage.span.words
        body = passage.kind in OWN
        if passage.kind == "entry":
            # Each entry of a live blog is told by itself.
            told = []
        marked.append(replace(passage, torn=True) if body and hangs(words, told) else passage)
        if body:
            told = [*told, words][-REACH:]
    return tuple(marked)


def hangs(words: str, told: list[str]) -> bool:
    """Whether words open with something that points back and nothing told before can hold."""
    if words.lstrip()[:1] in "\"“'‘":
        # Inside a quotation the pointing is the speaker's.
        return False
    opening = words[:OPENING].lstrip(MARKS)
    for pattern, needs in load_openings().openings:
        if pattern.match(opening):
            return not told or (needs != "anything" and not can_hold(needs, told))
    return False


def can_hold(needs: str, told: list[str]) -> bool:
    """Whether what an opening needs stands in the passages before it."""
    holds = load_openings().holds
    if needs == "speaker":
        # Somebody who speaks: a person in a passage where words are said by no "it".
        return any(holds["person"].search(words) and speaks(words, holds["speaker"]) for words in told)
    return any(holds[needs].search(words) for words in told)


def speaks(words: str, said: re.Pattern[str]) -> bool:
    """Whether somebody speaks in a passage, other than the "it" that it opens with."""
    found = said.search(words)
    if found is None:
        return False
    opened = words.lstrip(MARKS).casefold().startswith("it ")
    return not opened or said.search(words, found.end()) is not None
