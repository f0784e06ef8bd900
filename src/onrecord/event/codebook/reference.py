"""Packaged tables -> the codebook as it is read by people: types with their modes, codes and examples.

Types, modes, contexts and sectors are PLOVER's (manual of 2024), codes CAMEO's, all in our own words;
the examples are our own and speak of nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from onrecord.event.codebook import EventType, load_codebook, read_table
from onrecord.event.codebook.cameo import CameoCode, codes_of, load_cameo

__all__ = ["Context", "CounterExample", "Example", "Mode", "Outcome", "Quad", "Reference", "Sector"]
__all__ += ["TypeEntry", "load_reference"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quad:
    """One of the four classes of types."""

    number: int
    name: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mode:
    """How an event of a type is done, or, of what is said, what it is about."""

    name: str
    definition: str
    #: CAMEO codes that cover it.
    cameo: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence that tells of an event of a type."""

    sentence: str
    mode: str | None
    status: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterExample:
    """A sentence that looks like one, and is none."""

    sentence: str
    #: The type that it tells of; None if it tells of no event.
    instead: str | None
    why: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What an event of a type becomes when it is not simply told: promised AID is AGREE."""

    condition: str
    type: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeEntry:
    """One of the 16 types with all that the codebook says of it."""

    type: EventType
    modes: tuple[Mode, ...]
    cameo: tuple[CameoCode, ...]
    outcomes: tuple[Outcome, ...]
    examples: tuple[Example, ...]
    counter_examples: tuple[CounterExample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an event is about, beside its type."""

    name: str
    definition: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector:
    """What part of a state or society an actor belongs to, or what it is in place of a country."""

    code: str
    group: str
    definition: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The whole codebook."""

    quads: tuple[Quad, ...]
    types: tuple[TypeEntry, ...]
    contexts: tuple[Context, ...]
    sectors: tuple[Sector, ...]
    cameo: tuple[CameoCode, ...]

    def type(self, name: str) -> TypeEntry:
        """The entry of type `name`, in any case; KeyError if there is none."""
        wanted = name.upper()
        for entry in self.types:
            if entry.type.name == wanted:
                return entry
        raise KeyError(wanted)


@cache
def load_reference() -> Reference:
    """The codebook, read once for the process."""
    types = load_codebook().types
    quads = {row["quad"]: row["name"] for row in read_table("quads.tsv")}
    return Reference(
        quads=tuple(
            Quad(number=int(quad), name=name, types=_of_quad(types.values(), int(quad)))
            for quad, name in quads.items()
        ),
        types=tuple(_entry(each) for each in types.values()),
        contexts=tuple(
            Context(name=row["context"], definition=row["definition"], source=row["source"])
            for row in read_table("contexts.tsv")
        ),
        sectors=tuple(
            Sector(code=row["code"], group=row["group"], definition=row["definition"], source=row["source"])
            for row in read_table("sectors.tsv")
        ),
        cameo=tuple(load_cameo().values()),
    )


def _of_quad(types: Iterable[EventType], quad: int) -> tuple[str, ...]:
    return tuple(each.name for each in types if each.quad == quad)


def _entry(event_type: EventType) -> TypeEntry:
    name = event_type.name
    return TypeEntry(
        type=event_type,
        modes=tuple(
            Mode(
                name=row["mode"],
                definition=row["definition"],
                cameo=tuple(code.code for code in codes_of(name, row["mode"])),
                source=row["source"],
            )
            for row in _rows("modes.tsv", name)
        ),
        cameo=codes_of(name),
        outcomes=tuple(
            Outcome(condition=rule.condition, type=rule.result, why=rule.why)
            for rule in load_codebook().rules
            if rule.type == name and rule.result != name
        ),
        examples=tuple(
            Example(
                sentence=row["sentence"],
                mode=None if row["mode"] == "-" else row["mode"],
                status=row["status"],
                source=row["source"],
            )
            for row in _rows("examples.tsv", name)
        ),
        counter_examples=tuple(
            CounterExample(
                sentence=row["sentence"],
                instead=None if row["instead"] == "-" else row["instead"],
                why=row["why"],
                source=row["source"],
            )
            for row in _rows("counter_examples.tsv", name)
        ),
    )


def _rows(table: str, name: str) -> list[dict[str, str]]:
    return [row for row in read_table(table) if row["type"] == name]
