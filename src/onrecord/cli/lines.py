"""Statements and events -> lines that a person reads: who, by which words, what, and how sure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rich.console import RenderableType
from rich.text import Text

from onrecord.cli.words import Block, shorten, visible
from onrecord.records import Actor, Event, Moment, Participant, Place, Record, Relay, Statement

__all__ = ["Names", "event_blocks", "statement_blocks"]

#: Longest content of a statement that is shown, in characters.
_CONTENT_MOST: Final = 480
#: Below this confidence a line says that it is unsure.
_UNSURE: Final = 0.5
_QUOTES: Final = "\"'“”„‟‘’«»`"
#: What a statement is when it is no plain "says", and its colour.
_STANCES: Final = {
    "denies": ("denial", "red"),
    "declines": ("not said: refused, or without an answer", "red"),
    "unsaid": ("not said: expected, possible or asked for", "red"),
    "asks": ("question or request", "magenta"),
    "promises": ("promise", "blue"),
    "warns": ("warning", "blue"),
}
_STYLES: Final = {
    "happened": "green",
    "ongoing": "green",
    "planned": "blue",
    "possible": "blue",
    "conditional": "blue",
    "requested": "magenta",
    "denied": "red",
    "negated": "red",
}
#: Cells for the status before an event: the longest is "conditional".
_STATUS_CELLS: Final = 13


@dataclass(frozen=True, slots=True)
class Names:
    """What the lines of one record point at, by id."""

    actors: dict[str, Actor]
    moments: dict[str, Moment]
    places: dict[str, Place]
    #: Statement id to its number in the list and the statement.
    statements: dict[str, tuple[int, Statement]]

    @classmethod
    def of(cls, record: Record) -> Names:
        """The names of a record."""
        return cls(
            {actor.id: actor for actor in record.actors},
            {moment.id: moment for moment in record.moments},
            {place.id: place for place in record.places},
            {statement.id: (number, statement) for number, statement in enumerate(record.statements, 1)},
        )

    def speaker(self, statement: Statement) -> Text:
        """The speaker's name; failing that the page's words for the source; failing that, so much."""
        actor = self.actors.get(statement.speaker or "")
        if actor is not None:
            return Text(visible(actor.name), style="bold")
        if statement.source is not None:
            return Text(f"{visible(statement.source.words)} (who?)", style="yellow")
        return Text("(no speaker)", style="yellow")

    def when(self, moment: str | None) -> str | None:
        """The words of a moment with its value, where that says more."""
        found = self.moments.get(moment or "")
        if found is None:
            return None
        words = visible(found.span.words)
        return words if words == found.value else f"{words} ({found.value})"


def statement_blocks(record: Record, names: Names, *, ids: bool = False) -> Iterator[RenderableType]:
    """A numbered line for each statement, with its marks below."""
    width = len(str(len(record.statements))) + 4
    for number, statement in enumerate(record.statements, 1):
        depth = 2 * _depth(statement, names)
        first = Text(" " * depth + f"({number})".rjust(width) + " ", style="dim")
        rest = Text(" " * (depth + width + 1))
        line = names.speaker(statement)
        if statement.cue is not None:
            line.append(" — ", style="dim").append(visible(statement.cue.words), style="italic")
        line.append(" — ", style="dim").append(_content(statement))
        yield Block(line, first, rest)
        marks = list(_statement_marks(statement, names)) + [_dim(statement.id)] * ids
        if marks:
            yield Block(Text(" · ").join(marks), rest, rest)


def event_blocks(record: Record, names: Names, *, ids: bool = False) -> Iterator[RenderableType]:
    """Two lines for each event: what, who and whom; when, where and according to whom."""
    rest = Text(" " * (_STATUS_CELLS + 2))
    for event in record.events:
        first = Text("  " + event.status.ljust(_STATUS_CELLS), style=_STYLES.get(event.status, ""))
        line = Text("/".join(filter(None, (event.type, event.mode))), style="bold").append("  ")
        line.append_text(_parties(event.actors, names, "(nobody named)"))
        if event.recipients:
            line.append(" → ", style="dim").append_text(_parties(event.recipients, names, ""))
        line.append("  ").append(f"“{visible(event.trigger.words)}”", style="italic")
        yield Block(line, first, rest)
        marks = list(_event_marks(event, names)) + [_dim(event.id)] * ids
        yield Block(Text(" · ").join(marks), rest, rest)


def _depth(statement: Statement, names: Names) -> int:
    """How many statements this one stands inside, at most 3."""
    depth = 0
    while depth < 3 and statement.within in names.statements:
        statement = names.statements[statement.within][1]
        depth += 1
    return depth


def _content(statement: Statement) -> str:
    words = " … ".join(visible(span.words) for span in statement.content)
    # Whatever stood within quotation marks is shown within them, also where the span leaves them out.
    if statement.kind == "direct" and words[:1] not in _QUOTES:
        words = f"“{words}”"
    return shorten(words, _CONTENT_MOST)


def _statement_marks(statement: Statement, names: Names) -> Iterator[Text]:
    actor = names.actors.get(statement.speaker or "")
    if statement.stance in _STANCES:
        words, style = _STANCES[statement.stance]
        yield Text(words, style=style)
    if actor is not None and statement.source is not None and not _same(actor.name, statement.source.words):
        yield _dim(f"the page says “{visible(statement.source.words)}”")
    if statement.carried:
        yield _dim("speaker carried over from an earlier paragraph")
    if statement.told is not None:
        yield _dim(f"told {visible(statement.told.words)}")
    if statement.via:
        yield _dim("passed on by " + ", by way of ".join(_relay(relay, names) for relay in statement.via))
    when = names.when(statement.moment)
    if when is not None:
        yield _dim(f"said {when}")
    if statement.within in names.statements:
        yield _dim(f"inside ({names.statements[statement.within][0]})")
    yield from _unsure(statement.confidence)


def _event_marks(event: Event, names: Names) -> Iterator[Text]:
    when = names.when(event.moment)
    if when is not None:
        yield _dim(when)
    place = names.places.get(event.place or "")
    if place is not None:
        yield _dim("at " + visible(place.name) + (f" ({place.country})" if place.country else ""))
    if event.according_to in names.statements:
        number, statement = names.statements[event.according_to]
        yield _dim("according to ").append_text(names.speaker(statement)).append(f" ({number})")
    else:
        yield _dim("in the page’s own voice")
    yield from _unsure(event.confidence)


def _unsure(confidence: float) -> Iterator[Text]:
    if confidence < _UNSURE:
        yield Text(f"unsure, {confidence:.2f}", style="yellow dim")


def _relay(relay: Relay, names: Names) -> str:
    actor = names.actors.get(relay.actor or "")
    name = visible(actor.name if actor else relay.span.words)
    return f"{name} (“{visible(relay.cue.words)}”)" if relay.cue else name


def _parties(parts: Iterable[Participant], names: Names, nobody: str) -> Text:
    found = []
    for part in parts:
        actor = names.actors.get(part.actor or "")
        text = Text(visible(actor.name if actor else part.span.words))
        if actor is not None and not _same(actor.name, part.span.words):
            text.append(f" (“{visible(part.span.words)}”)", style="dim")
        found.append(text)
    return Text(", ").join(found) if found else Text(nobody, style="yellow")


def _same(name: str, words: str) -> bool:
    """Whether the page's words are the name, but for an article, a possessive and case."""

    def bare(text: str) -> str:
        words = text.casefold().removesuffix("'s").removesuffix("’s").split()
        return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) else words)

    return bare(name) == bare(words)


def _dim(words: str) -> Text:
    return Text().append(words, style="dim")
