"""The records of a story and their origins -> its timeline: dated events, one line each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from typing import Final

from onrecord.records import Article, Entry, Event, Record, Span
from onrecord.story.origins import Origins
from onrecord.story.sentences import split_sentences
from onrecord.story.words import stem

__all__ = ["find_timeline"]

#: Longest stretch of days that still is a date on a line; beyond it the event is not dated.
_DAYS_MOST: Final = 31


def find_timeline(records: Sequence[Record], origins: Origins) -> tuple[Entry, ...]:
    """Events with a day, by day; the same event of several pages is one line with all their origins.

    Two events are one line when type, days, status and the word that tells them are the same.
    """
    lines: dict[tuple[date, date, str, str, str], list[tuple[Record, Event]]] = defaultdict(list)
    for record in records:
        for event, first, last in _dated(record):
            trigger = stem(event.trigger.words.split()[-1])
            lines[first, last, event.status, event.type, trigger].append((record, event))
    statements = {one.id: one for record in records for one in record.statements}
    split = cache(lambda text: tuple(split_sentences(text)))

    def origin(record: Record, event: Event) -> str:
        return origins.of_statement(statements.get(event.according_to or ""), record).name

    entries = [
        Entry(
            earliest=first,
            latest=last,
            status=event.status,
            article=article.id,
            event=event.id,
            span=_sentence(article, event.trigger, split(article.text)),
            origins=tuple(sorted({origin(record, one) for record, one in told})),
        )
        for (first, last, *_), told in lines.items()
        for article, event in [_best(told)]
    ]
    return tuple(sorted(entries, key=lambda one: (one.earliest, one.latest, one.article, one.event)))


def _dated(record: Record) -> Iterator[tuple[Event, date, date]]:
    moments = {moment.id: moment for moment in record.moments}
    for event in record.events:
        moment = moments.get(event.moment or "")
        if moment is None or moment.earliest is None or moment.latest is None:
            continue
        if (moment.latest - moment.earliest).days < _DAYS_MOST:
            yield event, moment.earliest, moment.latest


def _best(told: Sequence[tuple[Record, Event]]) -> tuple[Article, Event]:
    """The surest event, whose words are shown, and its article."""
    record, event = min(told, key=lambda one: (-one[1].confidence, one[1].id))
    assert record.article is not None
    return record.article, event


def _sentence(article: Article, trigger: Span, sentences: Iterable[tuple[int, int]]) -> Span:
    """The sentence that the trigger stands in."""
    for start, end in sentences:
        if start <= trigger.start < end:
            return Span.of(article.text, start, end)
    return trigger
