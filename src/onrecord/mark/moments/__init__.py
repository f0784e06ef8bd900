"""Article -> its time expressions (TimeML TIMEX3) with values, days, anchors and the rules that fired.

Three registers: news hangs from the day of publication, narrative from the last date told, and an undated
page keeps what is relative relative. Nothing reads a clock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from onrecord.mark.moments import days
from onrecord.mark.moments.anchors import Anchor
from onrecord.mark.moments.dates import order_of_days
from onrecord.mark.moments.edits import change_day
from onrecord.mark.moments.grammar import read_senses
from onrecord.mark.moments.joins import join_senses
from onrecord.mark.moments.register import is_narrative
from onrecord.mark.moments.senses import Sense
from onrecord.mark.moments.tense import Tense
from onrecord.mark.moments.told import Value
from onrecord.mark.moments.words import Words, lex
from onrecord.mark.rewritten import ReadText
from onrecord.records import Article, Moment, Span, TimexType, make_id

__all__ = ["Timex", "find_moments", "find_timexes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression in a plain text."""

    #: Half-open code points into the text.
    start: int
    end: int
    type: TimexType
    #: TIMEX3 value.
    value: str
    #: TIMEX3 mod; None if there is none.
    mod: str | None = None
    #: TIMEX3 quant ("EVERY") and freq ("2X") of a repetition; None if the words give none.
    quant: str | None = None
    freq: str | None = None
    #: First and last day that it covers; None if that cannot be told.
    earliest: date | None = None
    latest: date | None = None
    #: "published", the place in the answer of the expression that it hangs from, or None.
    anchor: str | int | None = None
    #: Signed ISO 8601 offset from the unknown day of publication; None if anchored.
    offset: str | None = None
    #: The usual words that it was read as, where its own are not usual ("last year" for "past year").
    reading: str | None = None
    #: The rule that fired.
    rule: str


def find_moments(
    article: Article, doc: Any | None = None, *, narrative: bool | None = None
) -> tuple[Moment, ...]:
    """The moments of the article's read passages, in text order, none over another.

    `doc` is the article's parse (spaCy Doc), used for the tense of the governing verb; without it the nearest
    cue in the sentence is. `narrative` None lets the text decide its register. Follows TimeML 1.2.1; BC years
    have values ("BC0490") but no days. A weekday in the past may lie between publication and a change
    that the article's dating has evidence of (rule "…/modified"). Never raises on any text.
    """
    read = ReadText(article.blanked(), article.readings)
    changed = change_day(article.published, day_in)
    found = find_timexes(
        read.text,
        published=article.published.day,
        narrative=narrative,
        doc=doc,
        changed=changed,
        own=read.own,
    )
    spans = [Span.of(article.text, read.own(timex.start), read.own(timex.end, end=True)) for timex in found]
    ids = [
        make_id("moment", article.id, span.start, span.end, timex.value)
        for span, timex in zip(spans, found, strict=True)
    ]
    return tuple(
        Moment(
            id=own,
            span=span,
            type=timex.type,
            value=timex.value,
            mod=timex.mod,
            quant=timex.quant,
            freq=timex.freq,
            earliest=timex.earliest,
            latest=timex.latest,
            anchor=ids[timex.anchor] if isinstance(timex.anchor, int) else timex.anchor,
            offset=timex.offset,
            reading=timex.reading or reading_of(read.text[timex.start : timex.end], span.words),
            rule=timex.rule,
        )
        for own, span, timex in zip(ids, spans, found, strict=True)
    )


def reading_of(read: str, words: str) -> str | None:
    """What a moment's words were read as; None if they were read as they stand."""
    return None if read.split() == words.split() else read


def day_in(words: str) -> date | None:
    """The first day that words name in full; None if they name none."""
    found = find_timexes(words, published=None, narrative=False)
    days_named = (timex.earliest for timex in found if timex.earliest == timex.latest)
    return next((day for day in days_named if day is not None), None)


def find_timexes(
    text: str,
    *,
    published: date | None,
    narrative: bool | None = None,
    doc: Any | None = None,
    changed: date | None = None,
    own: Callable[[int], int] | None = None,
) -> tuple[Timex, ...]:
    """The time expressions of a plain text, in order; see `find_moments`.

    `changed` is the day shortly after publication on which the text was changed; None if it was not.
    `own` maps an offset of `text` to the text that was parsed, where that is another.

    >>> [timex.value for timex in find_timexes("It rained last week.", published=date(2019, 4, 18))]
    ['2019-W15']
    >>> [(timex.value, timex.offset) for timex in find_timexes("It rained last week.", published=None)]
    [('XXXX-WXX', '-P1W')]
    """
    words = lex(text)
    senses = join_senses(words, read_senses(words))
    if narrative is None:
        narrative = is_narrative(senses, published)
    anchor = Anchor(
        words,
        Tense(words, doc, own),
        published=published,
        narrative=narrative,
        day_first=order_of_days(senses),
        changed=changed,
    )
    found: list[Timex] = []
    for sense in senses:
        value = anchor.resolve(sense)
        if value is not None:
            found.append(make_timex(words, sense, value, published))
    return tuple(found)


def make_timex(words: Words, sense: Sense, value: Value, published: date | None) -> Timex:
    """The expression with its value and its days."""
    covered = value.days or days.interval(value.value)
    if sense.type not in ("DATE", "TIME"):
        covered = stretch(sense, published)
    return Timex(
        start=words.starts[sense.first],
        end=words.ends[sense.last - 1],
        type=sense.type,
        value=value.value,
        mod=sense.mod,
        quant=sense.quant,
        freq=sense.freq,
        earliest=covered[0] if covered else None,
        latest=covered[1] if covered else None,
        anchor=value.anchor,
        offset=value.offset,
        reading=sense.reading,
        rule=f"{sense.rule}/{value.how}" if value.how else sense.rule,
    )


def stretch(sense: Sense, published: date | None) -> tuple[date, date] | None:
    """The days of "the past five days", counted from the day of publication; None for other lengths."""
    size = {"D": 1, "W": 7}.get(sense.unit or "")
    if published is None or size is None or sense.base != "spoken" or not sense.count:
        return None
    other = days.add_days(published, int(sense.count * size))
    return (min(other, published), max(other, published)) if other else None
