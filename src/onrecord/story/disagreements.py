"""Lines laid side by side -> where accounts differ, by type: figures, dates, places, names, actors, whether.

"At least", "about" and rounding are allowed for, and a more precise value is no disagreement. A later
value from the same origin is an update. Who denies a thing and who is silent on it are told apart:
a denial is a value, silence is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from onrecord.records import (
    Account,
    Cell,
    Disagreement,
    DisagreementKind,
    Event,
    Moment,
    Record,
    Slot,
    Span,
    make_id,
)
from onrecord.story.accounts import Line, Pair, account_of, pair_events, pair_lines, read_lines
from onrecord.story.figures import Figure
from onrecord.story.origins import Origins, outlet_of, plain_name
from onrecord.story.spelling import spelt_otherwise
from onrecord.story.words import background, read_terms, stem

__all__ = ["find_disagreements"]

#: Likeness of two sentences from which their dates, places, names and actors are compared; figures with
#: the same state ("killed") are compared from the lower likeness of `pair_lines`.
_SAME_MATTER: Final = 0.50
#: Likeness of two sentences from which the words around a value need not be compared.
_ALL_BUT_SAME: Final = 0.65
#: Characters to each side of a value whose words must be the same for the most part; how many, what share.
_REACH: Final = 60
_NEAR_WORDS: Final = 3
_NEAR_SHARE: Final = 0.5
#: Words that turn a statement into its contrary, and how far the word they turn stands from them.
_NEGATION: Final = re.compile(r"\b(?:not|never|no longer)\b|n['’]t\b")
_NEGATED_WITHIN: Final = 2
_TURNING: Final = re.compile(
    r"\b(?:not|never|no|den\w+|refus\w+|reject\w+|without|false)\b|n['’]t\b", re.IGNORECASE
)
#: Words that say that a figure was another one before.
_UPDATED: Final = re.compile(
    r"\b(?:rose|risen|climbed|updated|revised|corrected|earlier (?:given|said)|up from|down from)\b"
)
_HAPPENED: Final = frozenset({"happened", "ongoing"})
_NOT: Final = frozenset({"denied", "negated"})


@dataclass(frozen=True, slots=True)
class _Value:
    """What a line says in a slot."""

    line: Line
    slot: Slot
    text: str
    span: Span
    event: Event | None = None
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class _Clash:
    one: _Value
    other: _Value
    matter: str
    why: str


def find_disagreements(
    records: Sequence[Record], origins: Origins
) -> tuple[tuple[Account, ...], tuple[Disagreement, ...]]:
    """The accounts of everything that pages differ on, and the disagreements; both sorted by id."""
    lines = [line for record in records for line in read_lines(record)]
    clashes: dict[tuple[str, ...], _Clash] = {}
    for pair in pair_lines(lines):
        for clash in _clashes(pair):
            clashes.setdefault(_key(clash), clash)
    accounts: dict[str, Account] = {}
    found = []
    for matter, group in _joined(list(clashes.values())):
        values = {
            (side.line.article, side.span): side for clash in group for side in (clash.one, clash.other)
        }
        found.append(_disagreement(matter, group, list(values.values()), origins, accounts))
    return tuple(accounts[one] for one in sorted(accounts)), tuple(sorted(found, key=lambda one: one.id))


def _key(clash: _Clash) -> tuple[str, ...]:
    """What makes a clash the same: a spelling once for two pages, all else at its words."""
    sides = sorted((clash.one, clash.other), key=lambda side: (side.line.article, side.span))
    pages = [side.line.article for side in sides]
    if clash.one.slot in ("name", "place"):
        return (clash.one.slot, *pages, *(side.text for side in sides))
    return (clash.one.slot, *pages, *(str(side.span.start) for side in sides))


def _joined(clashes: list[_Clash]) -> Iterator[tuple[str, list[_Clash]]]:
    """Clashes over the same words are one disagreement of several accounts."""
    homes: dict[tuple[str, str, int], int] = {}
    groups: list[list[_Clash]] = []
    for clash in clashes:
        keys = [(value.slot, value.line.article, value.span.start) for value in (clash.one, clash.other)]
        known = sorted({homes[key] for key in keys if key in homes})
        home = known[0] if known else len(groups)
        if not known:
            groups.append([])
        for other in known[1:]:
            groups[home] += groups[other]
            groups[other] = []
            homes.update({key: home for key, at in homes.items() if at == other})
        groups[home].append(clash)
        homes.update(dict.fromkeys(keys, home))
    for group in groups:
        if group:
            yield min(clash.matter for clash in group), group


def _disagreement(
    words: str, clashes: list[_Clash], values: list[_Value], origins: Origins, accounts: dict[str, Account]
) -> Disagreement:
    slot = values[0].slot
    order = sorted(values, key=lambda value: (_day(value.line.record), value.line.article, value.span))
    matter = make_id("matter", slot, *(f"{value.line.article} {value.span.start}" for value in order))
    cells = []
    for value in order:
        account = account_of(value.line, matter, origins, at=value.span, event=value.event)
        accounts[account.id] = account
        cells.append(Cell(account=account.id, value=value.text, span=value.span))
    return Disagreement(
        id=make_id("disagreement", matter),
        slot=slot,
        kind=_kind(clashes, origins),
        matter=words,
        cells=tuple(cells),
        why=clashes[0].why,
    )


def _kind(clashes: list[_Clash], origins: Origins) -> DisagreementKind:
    """An update if every clash is between an earlier and a later word of the same origin."""
    return "update" if all(_updates(clash, origins) for clash in clashes) else "disagreement"


def _updates(clash: _Clash, origins: Origins) -> bool:
    one, other = (
        account_of(value.line, "", origins, at=value.span, event=value.event)
        for value in (clash.one, clash.other)
    )
    if plain_name(one.origin) != plain_name(other.origin):
        return False
    outlets = {
        plain_name(outlet.name)
        for value in (clash.one, clash.other)
        if (outlet := outlet_of(value.line.record))
    }
    if len(outlets) == 1 and outlet_of(clash.one.line.record) and outlet_of(clash.other.line.record):
        return True  # two pages, or two versions of a page, of one outlet
    said = _UPDATED.search(clash.one.line.span.words) or _UPDATED.search(clash.other.line.span.words)
    return bool(said) or _day(clash.one.line.record) != _day(clash.other.line.record)


def _day(record: Record) -> date:
    published = record.article.published if record.article else None
    return (published.earliest if published else None) or date.max


def _clashes(pair: Pair) -> Iterator[_Clash]:
    yield from _figures(pair)
    if pair.likeness >= _SAME_MATTER:
        yield from _dates(pair)
        yield from _places(pair)
        yield from _names(pair)
        yield from _negations(pair)
    yield from _events(pair)


def _figures(pair: Pair) -> Iterator[_Clash]:
    """Figures that count the same thing and cannot both be right."""
    for one, other in _same_counts(pair):
        if not one.clashes(other):
            continue
        values = [_figure_value(line, figure) for line, figure in ((pair.one, one), (pair.other, other))]
        same = pair.likeness >= _SAME_MATTER and _matches(pair, values)
        if same or (one.state and one.unit):
            matter = " ".join(filter(None, (one.unit, one.state)))
            yield _Clash(values[0], values[1], matter, f"{one.value} and {other.value} cannot both be right")


def _same_counts(pair: Pair) -> Iterator[tuple[Figure, Figure]]:
    """Figures of one unit and state; where a side has several of them, those that it shares are taken out."""
    mine, theirs = _by_count(pair.one.figures), _by_count(pair.other.figures)
    for count in sorted(mine.keys() & theirs.keys()):
        ours, others = mine[count], theirs[count]
        left = [one for one in ours if all(one.clashes(other) for other in others)]
        right = [other for other in others if all(one.clashes(other) for one in ours)]
        if len(left) == len(right) == 1 and (count[0] or count[1]):
            yield left[0], right[0]


def _by_count(figures: Sequence[Figure]) -> dict[tuple[str, str], list[Figure]]:
    found: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        found[figure.unit, figure.state].append(figure)
    return found


def _matches(pair: Pair, values: Sequence[_Value]) -> bool:
    """Whether the two values are of the same matter: lines all but the same, or words around them.

    Lines that are alike by whom they name alone tell of two matters.
    """
    if len(_told(pair.one) & _told(pair.other)) < _NEAR_WORDS:
        return False
    return pair.likeness >= _ALL_BUT_SAME or _near(values[0], values[1])


def _told(line: Line) -> set[str]:
    """Stems of the words of a line that stand in no name or description of somebody."""
    words, start = list(line.span.words), line.span.start
    for mention in line.record.mentions:
        first, last = max(0, mention.span.start - start), min(len(words), mention.span.end - start)
        if first < last:
            words[first:last] = " " * (last - first)
    return {term.form for term in read_terms("".join(words)) if background().weight(term.form) > 0}


def _near(one: _Value, other: _Value) -> bool:
    """Whether the words around the two values are the same, for the most part."""
    mine, theirs = _around(one), _around(other)
    common = mine & theirs
    return len(common) >= _NEAR_WORDS and len(common) >= _NEAR_SHARE * min(len(mine), len(theirs))


def _around(value: _Value) -> set[str]:
    """Stems of the words of the line that stand near the value."""
    text, start, end = value.line.span.words, value.span.start, value.span.end
    start, end = start - value.line.span.start, end - value.line.span.start
    words = text[max(0, start - _REACH) : max(0, start)] + " " + text[end : end + _REACH]
    return {term.form for term in read_terms(words) if background().weight(term.form) > 0}


def _figure_value(line: Line, figure: Figure) -> _Value:
    span = _span(line, figure.start, figure.end)
    return _Value(line, "number", figure.value, span, figure=figure)


def _span(line: Line, start: int, end: int) -> Span:
    assert line.record.article is not None
    return Span.of(line.record.article.text, start, end)


def _dates(pair: Pair) -> Iterator[_Clash]:
    """The one date of each line, where their days have nothing in common."""
    mine, theirs = (_days(line) for line in (pair.one, pair.other))
    if len(mine) != 1 or len(theirs) != 1:
        return
    one, other = mine[0], theirs[0]
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return
    if one.span.words.lower() == other.span.words.lower():
        return  # the same words, hung from other days
    if one.latest < other.earliest or other.latest < one.earliest:
        values = [
            _Value(line, "date", moment.value, moment.span)
            for line, moment in ((pair.one, one), (pair.other, other))
        ]
        if _matches(pair, values):
            yield _Clash(
                values[0], values[1], _glimpse(pair.one), f"{one.value} and {other.value} are different days"
            )


def _days(line: Line) -> list[Moment]:
    """The dates of a line; where it has none, its times of day ("Monday afternoon")."""
    dates = [one for one in line.moments if one.type == "DATE"]
    return dates or [one for one in line.moments if one.type == "TIME"]


def _places(pair: Pair) -> Iterator[_Clash]:
    """The one place of each line that the other lacks; a place in a place is more precise, no clash."""
    ours, others = ({one.name: one for one in line.places} for line in (pair.one, pair.other))
    mine, theirs = (sorted(ours.keys() - others.keys()), sorted(others.keys() - ours.keys()))
    if len(mine) != 1 or len(theirs) != 1:
        return
    one, other = ours[mine[0]], others[theirs[0]]
    wide = "country" in (one.precision, other.precision) and one.precision != other.precision
    if wide or _elsewhere(pair.other, one.span.words) or _elsewhere(pair.one, other.span.words):
        return
    values = [
        _Value(line, "place", place.name, place.span)
        for line, place in ((pair.one, one), (pair.other, other))
    ]
    if _matches(pair, values):
        yield _Clash(
            values[0], values[1], _glimpse(pair.one), f"{one.name} and {other.name} are different places"
        )


def _elsewhere(line: Line, words: str) -> bool:
    """Whether the page of a line has these words anywhere: then it knows both."""
    assert line.record.article is not None
    return words in line.record.article.text


def _names(pair: Pair) -> Iterator[_Clash]:
    """Two spellings of one name, each of which the other page never uses."""
    for one in pair.one.names:
        for other in pair.other.names:
            if not spelt_otherwise(one.words, other.words):
                continue
            if _elsewhere(pair.other, one.words) or _elsewhere(pair.one, other.words):
                continue
            values = [
                _Value(line, "name", span.words, span)
                for line, span in ((pair.one, one), (pair.other, other))
            ]
            yield _Clash(values[0], values[1], min(one.words, other.words), "one name in two spellings")


def _events(pair: Pair) -> Iterator[_Clash]:
    """One event that one page tells as done and the other as not, or by somebody else."""
    for one, other in pair_events(pair):
        sides = ((pair.one, one), (pair.other, other))
        states = {_state(one), _state(other)}
        if states == {"happened", "not"} and _turns(pair.one) != _turns(pair.other):
            values = [_Value(line, "happened", event.status, event.trigger, event) for line, event in sides]
            yield _Clash(values[0], values[1], one.trigger.words, "one tells it as done, the other as not")
        elif pair.likeness >= _SAME_MATTER and states == {"happened"}:
            yield from _actors(pair, one, other)


def _negations(pair: Pair) -> Iterator[_Clash]:
    """A word that one line negates and the other says without any negation."""
    for line, other in ((pair.one, pair.other), (pair.other, pair.one)):
        found = list(_NEGATION.finditer(line.span.words))
        if len(found) != 1 or _NEGATION.search(other.span.words):
            continue
        turned = [term.form for term in read_terms(line.span.words[found[0].end() :])][:_NEGATED_WITHIN]
        said = next(((s, e) for s, e, form in _placed(other) if form in turned), None)
        if said is None:
            continue
        start = line.span.start + found[0].start()
        values = (
            _Value(line, "happened", "negated", _span(line, start, start + len(found[0][0]))),
            _Value(other, "happened", "said", _span(other, *said)),
        )
        if _matches(pair, values):
            yield _Clash(
                values[0], values[1], _glimpse(line), "one says it, the other says that it is not so"
            )


def _placed(line: Line) -> Iterator[tuple[int, int, str]]:
    for found in re.finditer(r"[^\W\d_]\w+", line.span.words):
        yield line.span.start + found.start(), line.span.start + found.end(), stem(found[0])


def _turns(line: Line) -> set[str]:
    """Words of a line that can turn what it says into its contrary."""
    return {found[0].lower() for found in _TURNING.finditer(line.span.words)}


def _state(event: Event) -> str:
    return "happened" if event.status in _HAPPENED else "not" if event.status in _NOT else ""


def _actors(pair: Pair, one: Event, other: Event) -> Iterator[_Clash]:
    if len(one.actors) != 1 or len(other.actors) != 1:
        return
    left, right = one.actors[0], other.actors[0]
    mine, theirs = (
        next((actor for actor in line.record.actors if actor.id == part.actor), None)
        for line, part in ((pair.one, left), (pair.other, right))
    )
    if mine is None or theirs is None or not (mine.named and theirs.named) or mine.kind != theirs.kind:
        return
    if set(mine.name.lower().split()) & set(theirs.name.lower().split()):
        return
    if _elsewhere(pair.other, mine.name.split()[-1]) or _elsewhere(pair.one, theirs.name.split()[-1]):
        return
    values = [
        _Value(pair.one, "actor", mine.name, left.span, one),
        _Value(pair.other, "actor", theirs.name, right.span, other),
    ]
    yield _Clash(values[0], values[1], one.trigger.words, "the same act of two different actors")


def _glimpse(line: Line) -> str:
    words = line.span.words.split()
    return " ".join(words[:12])
