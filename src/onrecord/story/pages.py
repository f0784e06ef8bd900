"""The records of a story -> its copies with shared passages and direction, and dates for undated pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from onrecord.records import Article, Copy, Dating, Evidence, Guess, Record, Shared, Span, make_id
from onrecord.story.copies import Alignment, Run, Text, align, candidates, read_text
from onrecord.story.origins import outlet_of, plain_name

__all__ = ["find_copies", "guess_datings"]

#: Days between the first and the last dated page of a story up to which they date an undated one.
_SPREAD: Final = timedelta(days=7)
#: Most siblings that are named as evidence.
_NAMED: Final = 5


@dataclass(frozen=True, slots=True)
class _Side:
    article: Article
    record: Record
    text: Text


def find_copies(records: Sequence[Record]) -> tuple[Copy, ...]:
    """Every pair of articles that share passages, quarantined passages left out."""
    sides = [
        _Side(record.article, record, read_text(record.article.blanked()))
        for record in records
        if record.article and len(records) > 1
    ]
    found = []
    for one, other in candidates([side.text for side in sides]):
        alignment = align(sides[one].text, sides[other].text)
        if alignment.runs and (alignment.copied or any(run.quotation for run in alignment.runs)):
            found.append(_copy(sides[one], sides[other], alignment))
    return tuple(sorted(found, key=lambda copy: (copy.original, copy.article)))


def _copy(one: _Side, other: _Side, alignment: Alignment) -> Copy:
    first, directed, why = _direction(one, other)
    runs, shares = alignment.runs, (alignment.first_share, alignment.second_share)
    if not first:
        one, other = other, one
        runs = tuple(sorted((_turned(run) for run in runs), key=lambda run: run.first))
        shares = shares[1], shares[0]
    if not alignment.copied:
        runs = tuple(run for run in runs if run.quotation)
        directed, why = False, "only what somebody said is shared: both may have it from the speaker"
    return Copy(
        id=make_id("copy", one.article.id, other.article.id),
        original=one.article.id,
        article=other.article.id,
        kind="copy" if alignment.copied else "quotation",
        directed=directed,
        original_share=round(min(1.0, shares[0]), 4),
        article_share=round(min(1.0, shares[1]), 4),
        passages=tuple(_shared(run, one, other) for run in runs),
        why=why,
    )


def _shared(run: Run, one: _Side, other: _Side) -> Shared:
    return Shared(span=_span(one, run.first), other=_span(other, run.second), quotation=run.quotation)


def _span(side: _Side, words: tuple[int, int]) -> Span:
    start, end = side.text.starts[words[0]], side.text.ends[words[1] - 1]
    return Span.of(side.article.text, start, end)


def _turned(run: Run) -> Run:
    return Run(run.second, run.first, run.same, run.quotation)


def _direction(one: _Side, other: _Side) -> tuple[bool, bool, str]:
    """Whether `one` stands first, whether that is known, and why."""
    shared = _agencies(one.article) & _agencies(other.article)
    if shared:
        return one.article.id < other.article.id, False, f"both credit {min(shared)}"
    for first, second, order in ((one, other, True), (other, one, False)):
        outlet = outlet_of(first.record)
        credits = [credit for credit in second.article.credits if credit.kind == "first-reported"]
        if outlet and any(plain_name(credit.name) == plain_name(outlet.name) for credit in credits):
            return order, True, f"the later page says that {outlet.name} reported it first"
    mine, theirs = one.article.published, other.article.published
    if mine.latest and theirs.earliest and mine.latest < theirs.earliest:
        return True, True, f"published {_day(mine)}, the other {_day(theirs)}"
    if theirs.latest and mine.earliest and theirs.latest < mine.earliest:
        return False, True, f"published {_day(theirs)}, the other {_day(mine)}"
    order = one.article.id < other.article.id
    if mine.instant and theirs.instant and mine.instant != theirs.instant:
        order = mine.instant < theirs.instant
        early, late = sorted((mine.instant, theirs.instant))
        return order, True, f"published {early.isoformat()}, the other {late.isoformat()}"
    dated = mine.earliest and theirs.earliest
    return order, False, "published on the same day" if dated else "a page without a date: not known"


def _agencies(article: Article) -> set[str]:
    return {credit.name for credit in article.credits if credit.kind == "agency"}


def _day(dating: Dating) -> str:
    day = dating.day or dating.earliest or dating.latest
    return day.isoformat() if day else "?"


def guess_datings(records: Sequence[Record], copies: Sequence[Copy]) -> tuple[Guess, ...]:
    """For each undated article an interval of days from its dated siblings, or why there is none.

    A copy cannot have been published before the page that it copies, so copied pages come first in
    the evidence; beyond that an interval is where the story was news, no proof.
    """
    articles = [record.article for record in records if record.article]
    dated = {
        one.id: (one.published.earliest, one.published.latest)
        for one in articles
        if one.published.earliest and one.published.latest
    }
    twins: dict[str, list[str]] = defaultdict(list)
    for copy in copies:
        if copy.kind == "copy":
            twins[copy.original].append(copy.article)
            twins[copy.article].append(copy.original)
    guesses = []
    for article in articles:
        if article.published.earliest is None and article.published.latest is None and len(articles) > 1:
            dating, why = _guess(dated, [one for one in twins[article.id] if one in dated])
            guesses.append(Guess(article=article.id, dating=dating, why=why))
    return tuple(guesses)


def _guess(dated: Mapping[str, tuple[date, date]], twins: Sequence[str]) -> tuple[Dating, str]:
    chosen = sorted(twins or dated, key=lambda one: (dated[one], one))
    if not chosen:
        return Dating(), "no page of the story is dated"
    first, last = dated[chosen[0]][0], max(dated[one][1] for one in chosen)
    if last - first > _SPREAD:
        return Dating(), f"the dated pages lie {(last - first).days} days apart"
    evidence = tuple(Evidence(words=_days(*dated[one]), where=one) for one in chosen[:_NAMED])
    dating = Dating(earliest=first, latest=last, grain="day", origin="sibling", evidence=evidence)
    reason = "pages that share its words" if twins else "the dated pages of the story"
    return dating, f"guessed from {reason}"


def _days(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
