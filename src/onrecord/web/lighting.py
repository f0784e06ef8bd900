"""A record -> the article's text cut into pieces, each with what stands on it, block by block.

What stands on words has a short key: s1 is the first statement, e1 event, t1 time, p1 place, a1 actor,
r1 reading, in the order of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final, NamedTuple

from onrecord.records import Article, Passage, Record, Span

__all__ = ["AT", "Block", "Piece", "keys_of", "light"]

#: Key of a stretch that a link asked for by its offsets.
AT: Final = "at"


class _Mark(NamedTuple):
    start: int
    end: int
    key: str
    #: How the words look: said, did, when, where, swap, or "" where they look as any.
    look: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Words on which the same things stand."""

    words: str
    #: Keys of what stands on them, in the order of the record.
    keys: tuple[str, ...]
    looks: tuple[str, ...]
    #: Keys whose first words these are.
    first_of: tuple[str, ...]
    lit: bool


@dataclass(frozen=True, slots=True)
class Block:
    """A passage that is read, or neighbouring quarantined ones of one kind and reason."""

    kind: str
    why: str
    read: bool
    torn: bool
    #: For each passage its pieces.
    passages: tuple[tuple[Piece, ...], ...]

    @property
    def lit(self) -> bool:
        """Whether some of its words are lit."""
        return any(piece.lit for passage in self.passages for piece in passage)


def keys_of(record: Record) -> dict[str, str]:
    """The key of everything in the record that has an id."""
    kinds: tuple[tuple[str, Iterable[Any]], ...] = (
        ("s", record.statements),
        ("e", record.events),
        ("t", record.moments),
        ("p", record.places),
        ("a", record.actors),
    )
    return {one.id: f"{letter}{number}" for letter, some in kinds for number, one in enumerate(some, 1)}


def light(record: Record, *, lit: str | None = None, at: tuple[int, int] | None = None) -> list[Block]:
    """The blocks of the record's article, `lit`'s words and those `at` two offsets lit; [] without one."""
    article = record.article
    if article is None:
        return []
    marks = list(_marks(record, article))
    if at is not None and 0 <= at[0] < at[1] <= len(article.text):
        marks.append(_Mark(at[0], at[1], AT, ""))
    pieces = _pieces(article, marks, {lit, AT} - {None})
    blocks = []
    for (read, kind, why, torn), group in groupby(pieces, key=lambda one: _kind_of(one[0])):
        held = [_trimmed(made) for passage, made in group if passage.span.words.strip()]
        apart = [(made,) for made in held] if read else [tuple(held)] if held else []
        blocks += [Block(kind, why, read, torn, some) for some in apart]
    return blocks


def _trimmed(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces without the line ends after the last word: a block stands apart anyway."""
    *before, last = pieces
    words = last.words.rstrip()
    return (*before, replace(last, words=words)) if words else _trimmed(tuple(before))


def _kind_of(passage: Passage) -> tuple[bool, str, str, bool]:
    return (passage.read, passage.kind, passage.why, passage.torn and passage.read)


def _marks(record: Record, article: Article) -> Iterator[_Mark]:
    keys = keys_of(record)

    def marks(spans: Iterable[Span | None], key: str, look: str = "") -> Iterator[_Mark]:
        for span in spans:
            if span is not None:
                yield _Mark(span.start, span.end, key, look)

    for statement in record.statements:
        key = keys[statement.id]
        yield from marks(statement.content, key, "said")
        yield from marks((statement.source, statement.cue, statement.told), key)
        yield from marks((part for relay in statement.via for part in (relay.span, relay.cue)), key)
    for event in record.events:
        key = keys[event.id]
        yield from marks((event.trigger, *event.also), key, "did")
        yield from marks((part.span for part in (*event.actors, *event.recipients)), key)
    yield from (mark for one in record.moments for mark in marks((one.span,), keys[one.id], "when"))
    yield from (mark for one in record.places for mark in marks((one.span,), keys[one.id], "where"))
    for mention in record.mentions:
        if mention.actor in keys:
            yield from marks((mention.span,), keys[mention.actor])
    for number, reading in enumerate(article.readings, 1):
        yield from marks((reading.span,), f"r{number}", "swap")


def _pieces(
    article: Article, marks: list[_Mark], lit: set[str | None]
) -> Iterator[tuple[Passage, tuple[Piece, ...]]]:
    """Every passage with its pieces, in one sweep over the places where something begins or ends."""
    cuts = {0, len(article.text)}
    cuts.update(edge for mark in marks for edge in (mark.start, mark.end))
    cuts.update(passage.span.start for passage in article.passages)
    order = sorted(cuts)
    coming = sorted(enumerate(marks), key=lambda one: (one[1].start, one[0]))
    here: dict[int, _Mark] = {}
    seen: set[str] = set()
    place = mark = 0
    for passage in article.passages:
        made = []
        while place + 1 < len(order) and order[place] < passage.span.end:
            start, end = order[place], order[place + 1]
            here = {number: one for number, one in here.items() if one.end > start}
            while mark < len(coming) and coming[mark][1].start <= start:
                here[coming[mark][0]] = coming[mark][1]
                mark += 1
            made.append(_piece(article.text[start:end], here, seen, lit))
            place += 1
        yield passage, tuple(made)


def _piece(words: str, here: dict[int, _Mark], seen: set[str], lit: set[str | None]) -> Piece:
    marks = [here[number] for number in sorted(here)]
    keys = tuple(dict.fromkeys(mark.key for mark in marks))
    first_of = tuple(key for key in keys if key not in seen)
    seen.update(first_of)
    looks = tuple(dict.fromkeys(mark.look for mark in marks if mark.look))
    return Piece(words, keys, looks, first_of, any(key in lit for key in keys))
