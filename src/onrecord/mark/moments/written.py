"""An article without a date and its parse -> between which days it was written, by what its text tells.

A date told as past gives the earliest day, one told as ahead or the day of retrieval the latest; "in 1999,
ten years ago" gives the year, and "Friday, March 20" tells between years. The answer is an interval with its
evidence or unknown; it is never a single day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any, Final

from onrecord.mark.moments import days
from onrecord.mark.moments.grammar import read_senses
from onrecord.mark.moments.joins import join_senses
from onrecord.mark.moments.senses import Sense
from onrecord.mark.moments.tense import CLIMB, PRESENT_AUX, Tense, auxiliaries, cue_of, verb_direction
from onrecord.mark.moments.values import inner_value, whole_units, year_text
from onrecord.mark.moments.words import Words, lex
from onrecord.records import Article, Dating, Evidence, Span

#: Auxiliaries that put a date ahead of the day of writing; "would" and "may" do not.
AHEAD_AUX: Final = frozenset(["will", "shall", "'ll", "’ll", "wo"])
#: Prepositions by which a date is the time of its verb: not "a term until 2012", "planned for 2012".
OF_VERB: Final = frozenset(["in", "on", "since", "during", "at", "of", "between", "and", "from"])
#: Days around "N years since" for which such counts are rounded: half a year.
ROUNDED: Final = timedelta(days=183)
#: Days that the day in the page's time zone may be ahead of the day in UTC.
ZONE_DAYS: Final = 1
#: Most words between a date and the count that dates it: "in 1999, some ten years ago".
BESIDE: Final = 3
#: Years that a weekday with its day and month can tell apart; it comes back after 5, 6 or 11.
MOST_YEARS: Final = 5


@dataclass(frozen=True, slots=True)
class Bound:
    """What one expression says of the day of writing."""

    earliest: date | None
    latest: date | None
    #: Places of the words that say it.
    first: int
    last: int
    where: str


def written_between(article: Article, doc: Any | None, *, retrieved: datetime | None = None) -> Dating:
    """The interval of days in which the read passages were written; unknown if nothing bounds it.

    `doc` is the article's parse; without it only `retrieved`, when the page was fetched (UTC), is a bound.
    Bounds that contradict each other give unknown. Never raises on any text.
    """
    words = lex(article.blanked())
    senses = join_senses(words, read_senses(words))
    bounds = [*told_bounds(words, senses, doc), *beside_bounds(words, senses)]
    earliest = max((bound.earliest for bound in bounds if bound.earliest), default=None)
    latest = min((bound.latest for bound in bounds if bound.latest), default=None)
    fetched = days.add_days(retrieved.date(), ZONE_DAYS) if retrieved is not None else None
    if fetched is not None:
        latest = min(latest, fetched) if latest else fetched
    if (earliest is None and latest is None) or (earliest and latest and earliest >= latest):
        return Dating()
    used = [bound for bound in bounds if (bound.earliest or latest) == earliest or bound.latest == latest]
    narrowed = narrow(words, senses, Tense(words, doc), earliest, latest)
    if narrowed is not None:
        earliest, latest = narrowed.earliest, narrowed.latest
        used.append(narrowed)
    evidence = [
        Evidence(words=span.words, where=bound.where, span=span)
        for bound in used
        for span in [Span.of(article.text, words.starts[bound.first], words.ends[bound.last - 1])]
    ]
    if retrieved is not None and latest == fetched:
        evidence.append(Evidence(words=retrieved.isoformat(), where="retrieved"))
    return Dating(
        earliest=earliest, latest=latest, grain="year", origin="text", evidence=tuple(dict.fromkeys(evidence))
    )


def told_bounds(words: Words, senses: list[Sense], doc: Any | None) -> Iterator[Bound]:
    """Dates with their year that a verb tells as past or as ahead."""
    places = {token.idx: token.i for token in doc or ()}
    for sense in senses:
        covered = covered_by(sense)
        if covered is None or doc is None:
            continue
        way = way_of(
            doc,
            places.get(words.starts[sense.last - 1]),
            words.starts[sense.first],
            words.ends[sense.last - 1],
        )
        if way < 0:
            yield Bound(covered[0], None, sense.first, sense.last, "told as past")
        elif way > 0:
            yield Bound(None, covered[1], sense.first, sense.last, "told as ahead")


def covered_by(sense: Sense) -> tuple[date, date] | None:
    """The days of a sense that names its year in full; None for every other."""
    named = sense.year is not None and sense.year > 0 and not sense.short and sense.value is None
    if not named or sense.type not in ("DATE", "TIME") or sense.fiscal or sense.either or sense.year is None:
        return None
    if sense.holiday is not None:
        day = days.holiday_day(sense.holiday, sense.year)
        return (day, day) if day else None
    return days.interval(inner_value(year_text(sense.year), sense))


def way_of(doc: Any, at: int | None, start: int, end: int) -> int:
    """-1 if the verb whose time the date from `start` to `end` is lies in the past, +1 if ahead, else 0.

    Only the verb right above counts, with a preposition between at most: in "a contract until 2012 was
    signed" the date is the contract's.
    """
    if at is None:
        return 0
    token = doc[at]
    for _ in range(CLIMB):
        head = token.head
        if token.lower_ == "since":
            return -1
        if head.i == token.i:
            return 0
        if head.pos_ in ("VERB", "AUX"):
            return verb_way(head) if token.dep_ in ("prep", "npadvmod", "advmod", "pobj", "nsubj") else 0
        outside = not start <= head.idx < end
        if outside and (head.pos_ not in ("ADP", "SCONJ") or head.lower_ not in OF_VERB):
            return 0
        token = head
    return 0


def verb_way(verb: Any) -> int:
    """-1 for a past form, +1 for "will" and for what is scheduled, expected or due, else 0."""
    forms = auxiliaries(verb)
    if forms & AHEAD_AUX:
        return 1
    if cue_of(verb) > 0:
        return 1 if forms & PRESENT_AUX else 0
    if "to" in forms and verb.dep_ == "xcomp" and cue_of(verb.head) > 0:  # "is scheduled to open"
        return 1 if auxiliaries(verb.head) & PRESENT_AUX else 0
    return -1 if verb_direction(verb) < 0 else 0


def beside_bounds(words: Words, senses: list[Sense]) -> Iterator[Bound]:
    """Years beside their distance from the day of writing: "in 1999, ten years ago"."""
    for left, right in pairwise(senses):
        if right.first - left.last > BESIDE or "." in words.keys[left.last : right.first]:
            continue
        for dated, counted in ((left, right), (right, left)):
            covered = covered_by(dated)
            years = years_back(counted)
            if covered is None or years is None or dated.month is not None:
                continue
            year = covered[0].year + years
            if 1 < year < days.LAST_YEAR:
                yield Bound(
                    date(year, 1, 1) - ROUNDED,
                    date(year, 12, 31) + ROUNDED,
                    left.first,
                    right.last,
                    "a year beside its distance",
                )


def years_back(sense: Sense) -> int | None:
    """The years of "ten years ago"; None for anything else."""
    if sense.rule != "counted" or sense.base != "spoken" or not sense.count or sense.step is not None:
        return None
    count, unit = whole_units(sense.count, sense.unit or "")
    return -count if unit == "Y" and count < 0 else None


def narrow(
    words: Words, senses: list[Sense], tense: Tense, earliest: date | None, latest: date | None
) -> Bound | None:
    """The year in which a day of the month falls on the weekday that it is given; None if not one does."""
    if earliest is None or latest is None or latest.year - earliest.year > MOST_YEARS:
        return None
    for sense in senses:
        if sense.weekday is None or sense.month is None or sense.day is None or sense.year is not None:
            continue
        way = tense.direction(sense)
        found = []
        for year in range(earliest.year - 1, latest.year + 2):
            day = days.day_of(year, sense.month, sense.day)
            if day is None or day.isoweekday() != sense.weekday:
                continue
            start = max(day if way < 0 else day - timedelta(days=365), earliest)
            end = min(day if way > 0 else day + timedelta(days=365), latest)
            if start < end:
                found.append(Bound(start, end, sense.first, sense.last, "the weekday of a day"))
        if len(found) == 1 and way:
            return found[0]
    return None
