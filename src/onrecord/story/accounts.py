"""The records of a story -> lines of different pages that tell of the same thing, laid side by side."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from onrecord.records import Account, Event, Moment, Place, Record, Span, Statement, make_id
from onrecord.story.figures import Figure, find_figures
from onrecord.story.origins import Origins
from onrecord.story.pairs import find_pairs
from onrecord.story.sentences import split_sentences
from onrecord.story.words import stem, weigh

__all__ = ["Line", "Pair", "account_of", "pair_events", "pair_lines", "read_lines"]

Item = TypeVar("Item")

#: Likeness of two sentences, numbers left out, from which they can tell of the same thing.
_LIKE: Final = 0.35
#: Shortest sentence that is laid beside others, in terms.
_TERMS_LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of an article with what stands in it."""

    record: Record
    span: Span
    #: Weighed terms without numbers.
    terms: Mapping[str, float]
    figures: tuple[Figure, ...]
    moments: tuple[Moment, ...]
    places: tuple[Place, ...]
    events: tuple[Event, ...]
    #: Names in it that nothing but a name mention covers, as spans.
    names: tuple[Span, ...]

    @property
    def article(self) -> str:
        """The `Article.id`."""
        return self.record.article.id if self.record.article else ""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two lines of two pages that are most like each other."""

    one: Line
    other: Line
    likeness: float


def read_lines(record: Record) -> list[Line]:
    """The sentences of an article's read passages."""
    article = record.article
    if article is None:
        return []
    text = article.blanked()
    sentences = list(split_sentences(text))
    starts = [start for start, _ in sentences]
    moments = _held(record.moments, starts, _span)
    places = _held(record.places, starts, _span)
    events = _held(record.events, starts, lambda event: event.trigger)
    names = _held([one.span for one in record.mentions if one.kind == "name"], starts, lambda span: span)
    lines = []
    for number, (start, end) in enumerate(sentences):
        terms = _without_numbers(weigh(None, text[start:end]))
        if len(terms) < _TERMS_LEAST:
            continue
        lines.append(
            Line(
                record=record,
                span=Span.of(article.text, start, end),
                terms=terms,
                figures=tuple(find_figures(text, start, end)),
                moments=tuple(one for one in moments[number] if one.span.start < end),
                places=tuple(one for one in places[number] if one.span.start < end),
                events=tuple(one for one in events[number] if one.trigger.start < end),
                names=tuple(one for one in names[number] if one.start < end),
            )
        )
    return lines


def _span(line: Moment | Place) -> Span:
    return line.span


def _held(items: Iterable[Item], starts: Sequence[int], place: Callable[[Item], Span]) -> list[list[Item]]:
    """For each sentence the items that begin in it or after it and before the next, in the order given."""
    found: list[list[Item]] = [[] for _ in starts]
    for item in items:
        number = bisect_right(starts, place(item).start) - 1
        if number >= 0:
            found[number].append(item)
    return found


def _without_numbers(terms: Mapping[str, float]) -> dict[str, float]:
    """The terms that are no numbers, scaled to length 1 again: they may differ in a number alone."""
    kept = {term: weight for term, weight in terms.items() if not term[:1].isdigit()}
    length = math.sqrt(sum(weight * weight for weight in kept.values())) or 1.0
    return {term: weight / length for term, weight in kept.items()}


def pair_lines(lines: Sequence[Line]) -> Iterator[Pair]:
    """For each sentence and each other page the sentence there that is most like it, if it is mutual."""
    pairs = find_pairs([line.terms for line in lines], [None] * len(lines), window_days=0, most=len(lines))
    best: dict[tuple[int, str], tuple[float, int]] = {}
    rows = zip(pairs.first.tolist(), pairs.second.tolist(), pairs.likeness.tolist(), strict=True)
    for one, other, likeness in rows:
        if likeness < _LIKE or lines[one].article == lines[other].article:
            continue
        for left, right in ((one, other), (other, one)):
            key = left, lines[right].article
            best[key] = max(best.get(key, (0.0, -1)), (likeness, right))
    for (left, _), (likeness, right) in sorted(best.items()):
        if left < right and best.get((right, lines[left].article), (0.0, -1))[1] == left:
            yield Pair(lines[left], lines[right], likeness)


def pair_events(pair: Pair) -> Iterator[tuple[Event, Event]]:
    """Events of two lines that are one: the same type, and triggers with a word in common."""
    taken: set[str] = set()
    for one in pair.one.events:
        for other in pair.other.events:
            if other.id not in taken and one.type == other.type and _stems(one) & _stems(other):
                taken.add(other.id)
                yield one, other
                break


def _stems(event: Event) -> set[str]:
    return {stem(word) for word in event.trigger.words.split()}


def account_of(line: Line, matter: str, origins: Origins, *, at: Span, event: Event | None = None) -> Account:
    """The account that a line gives of a matter; `at` are the words that give the value."""
    statement = _statement_at(line.record, at)
    origin = origins.of_statement(statement, line.record)
    return Account(
        id=make_id("account", matter, line.article, at.start, at.end),
        matter=matter,
        article=line.article,
        event=event.id if event else None,
        span=line.span,
        according_to=statement.id if statement else None,
        origin=origin.name,
        why=origin.why,
    )


def _statement_at(record: Record, at: Span) -> Statement | None:
    """The innermost statement whose content holds the words."""
    holding = (
        (len(piece.words), number)
        for number, statement in enumerate(record.statements)
        for piece in statement.content
        if piece.holds(at)
    )
    found = min(holding, default=None)
    return record.statements[found[1]] if found else None
