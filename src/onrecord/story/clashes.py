"""Two lines laid side by side -> what they differ in: figures, dates, places, names, actors, whether.

"At least", "about" and rounding are allowed for, and a more precise value is no clash. Who denies a thing
and who is silent on it are told apart: a denial is a value, silence is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.records import Event, Moment, Slot, Span
from onrecord.story.accounts import Line, Pair, pair_events
from onrecord.story.figures import Figure
from onrecord.story.spelling import spelt_otherwise
from onrecord.story.words import background, read_terms, stem

__all__ = ["Clash", "Value", "find_clashes"]

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
_HAPPENED: Final = frozenset({"happened", "ongoing"})
_NOT: Final = frozenset({"denied", "negated"})


@dataclass(frozen=True, slots=True)
class Value:
    """What a line says in a slot."""

    line: Line
    slot: Slot
    text: str
    span: Span
    event: Event | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """Two values of one matter that cannot both be right."""

    one: Value
    other: Value
    #: What they are values of, in the words of a page.
    matter: str
    why: str


def find_clashes(pair: Pair) -> Iterator[Clash]:
    """What the two lines differ in, by type."""
    yield from _figures(pair)
    if pair.likeness >= _SAME_MATTER:
        yield from _dates(pair)
        yield from _places(pair)
        yield from _names(pair)
        yield from _negations(pair)
    yield from _events(pair)


def _figures(pair: Pair) -> Iterator[Clash]:
    """Figures that count the same thing and cannot both be right."""
    for one, other in _same_counts(pair):
        if not one.clashes(other):
            continue
        values = [_figure_value(line, figure) for line, figure in ((pair.one, one), (pair.other, other))]
        same = pair.likeness >= _SAME_MATTER and _matches(pair, values)
        if same or (one.state and one.unit):
            matter = " ".join(filter(None, (one.unit, one.state)))
            yield Clash(values[0], values[1], matter, f"{one.value} and {other.value} cannot both be right")


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


def _matches(pair: Pair, values: Sequence[Value]) -> bool:
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


def _near(one: Value, other: Value) -> bool:
    """Whether the words around the two values are the same, for the most part."""
    mine, theirs = _around(one), _around(other)
    common = mine & theirs
    return len(common) >= _NEAR_WORDS and len(common) >= _NEAR_SHARE * min(len(mine), len(theirs))


def _around(value: Value) -> set[str]:
    """Stems of the words of the line that stand near the value."""
    text, start, end = value.line.span.words, value.span.start, value.span.end
    start, end = start - value.line.span.start, end - value.line.span.start
    words = text[max(0, start - _REACH) : max(0, start)] + " " + text[end : end + _REACH]
    return {term.form for term in read_terms(words) if background().weight(term.form) > 0}


def _figure_value(line: Line, figure: Figure) -> Value:
    span = _span(line, figure.start, figure.end)
    return Value(line, "number", figure.value, span)


def _span(line: Line, start: int, end: int) -> Span:
    assert line.record.article is not None
    return Span.of(line.record.article.text, start, end)


def _dates(pair: Pair) -> Iterator[Clash]:
    """The one date of each line, where their days have nothing in common."""
    mine, theirs = (_days(line) for line in (pair.one, pair.other))
    if len(mine) != 1 or len(theirs) != 1:
        return
    one, other = mine[0], theirs[0]
    if not (one.earliest and one.latest and other.earliest and other.latest):
        return
    if one.span.words.lower() == other.span.words.lower():
        return  # the same words, hung from other days
    if _says(pair.one, one) != _says(pair.other, other):
        return  # when it was said, and when it was
    if one.latest < other.earliest or other.latest < one.earliest:
        values = [
            Value(line, "date", _dated(moment), moment.span)
            for line, moment in ((pair.one, one), (pair.other, other))
        ]
        if _matches(pair, values):
            yield Clash(
                values[0],
                values[1],
                _glimpse(pair.one),
                f"{_dated(one)} and {_dated(other)} are different days",
            )


def _dated(moment: Moment) -> str:
    """The day of a moment that has one, "Monday morning" too; else its value."""
    return str(moment.earliest) if moment.earliest == moment.latest else moment.value


def _days(line: Line) -> list[Moment]:
    """The dates of a line; where it has none, its times of day ("Monday afternoon")."""
    dates = [one for one in line.moments if one.type == "DATE"]
    return dates or [one for one in line.moments if one.type == "TIME"]


def _says(line: Line, moment: Moment) -> bool:
    """Whether it is when somebody said something: "police said on Tuesday"."""
    return any(statement.moment == moment.id for statement in line.record.statements)


def _places(pair: Pair) -> Iterator[Clash]:
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
        Value(line, "place", place.name, place.span) for line, place in ((pair.one, one), (pair.other, other))
    ]
    if _matches(pair, values):
        yield Clash(
            values[0], values[1], _glimpse(pair.one), f"{one.name} and {other.name} are different places"
        )


def _elsewhere(line: Line, words: str) -> bool:
    """Whether the page of a line has these words anywhere: then it knows both."""
    assert line.record.article is not None
    return words in line.record.article.text


def _names(pair: Pair) -> Iterator[Clash]:
    """Two spellings of one name, each of which the other page never uses."""
    for one in pair.one.names:
        for other in pair.other.names:
            if not spelt_otherwise(one.words, other.words):
                continue
            if _elsewhere(pair.other, one.words) or _elsewhere(pair.one, other.words):
                continue
            values = [
                Value(line, "name", span.words, span) for line, span in ((pair.one, one), (pair.other, other))
            ]
            yield Clash(values[0], values[1], min(one.words, other.words), "one name in two spellings")


def _events(pair: Pair) -> Iterator[Clash]:
    """One event that one page tells as done and the other as not, or by somebody else."""
    for one, other in pair_events(pair):
        sides = ((pair.one, one), (pair.other, other))
        states = {_state(one), _state(other)}
        if states == {"happened", "not"} and _turns(pair.one) != _turns(pair.other):
            values = [Value(line, "happened", event.status, event.trigger, event) for line, event in sides]
            yield Clash(values[0], values[1], one.trigger.words, "one tells it as done, the other as not")
        elif pair.likeness >= _SAME_MATTER and states == {"happened"}:
            yield from _actors(pair, one, other)


def _negations(pair: Pair) -> Iterator[Clash]:
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
            Value(line, "happened", "negated", _span(line, start, start + len(found[0][0]))),
            Value(other, "happened", "said", _span(other, *said)),
        )
        if _matches(pair, values):
            yield Clash(values[0], values[1], _glimpse(line), "one says it, the other says that it is not so")


def _placed(line: Line) -> Iterator[tuple[int, int, str]]:
    for found in re.finditer(r"[^\W\d_]\w+", line.span.words):
        yield line.span.start + found.start(), line.span.start + found.end(), stem(found[0])


def _turns(line: Line) -> set[str]:
    """Words of a line that can turn what it says into its contrary."""
    return {found[0].lower() for found in _TURNING.finditer(line.span.words)}


def _state(event: Event) -> str:
    return "happened" if event.status in _HAPPENED else "not" if event.status in _NOT else ""


def _actors(pair: Pair, one: Event, other: Event) -> Iterator[Clash]:
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
        Value(pair.one, "actor", mine.name, left.span, one),
        Value(pair.other, "actor", theirs.name, right.span, other),
    ]
    yield Clash(values[0], values[1], one.trigger.words, "the same act of two different actors")


def _glimpse(line: Line) -> str:
    words = line.span.words.split()
    return " ".join(words[:12])
