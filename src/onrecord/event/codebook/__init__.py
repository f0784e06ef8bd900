"""Packaged tables -> the codebook: types, lexicon, word classes, modality rules and cues, read once.

Types and quads follow PLOVER (Open Event Data Alliance, 2024), in our own words; every row names its
source. A pattern in the lexicon is a list of terms, all of which must hold at the predicate:

    obj:@somebody       its object names a person, a body or a kind of people
    obj:aid,@weapon     its object (or what an event noun is "of") is one of these words or classes
    prep:on,at          it has one of these prepositions
    prep:for:@aid       that preposition has one of these objects
    prt:down            it has this particle
    comp:*  comp:lift   it governs an infinitive or participle (of this verb)
    ccomp:*             it governs a clause
    no:obj              it has no object
    mark:for            it governs an infinitive with a subject ("called for him to go")
    subj:hacker         its subject is one of these words
    said:@blame         it says one of these words of its object ("called him reckless")
"""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

__all__ = ["ANYBODY", "Codebook", "EventType", "ModalRule", "Sense", "Term", "load_codebook", "read_table"]

#: The class of everybody who can act, which is told from the parse and not from a list.
ANYBODY: Final = "@somebody"
#: Relations that a lexicon pattern may name.
RELATIONS: Final = frozenset({"obj", "prep", "prt", "comp", "ccomp", "no", "mark", "said", "subj"})
#: Parts of speech that a lexicon row may have: verb, noun, adjective.
PARTS: Final = frozenset({"v", "n", "a"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """One of PLOVER's 16 types."""

    name: str
    #: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    quad: int
    #: Whether it is always done to somebody.
    recipient: bool
    #: One sentence, in our own words.
    definition: str
    #: A sentence of our own.
    example: str
    #: Names of its modes; empty if it has none.
    modes: tuple[str, ...]
    #: Where the sources differ: what is done here and why. Empty where they agree.
    note: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One condition of a pattern."""

    relation: str
    #: Words that the relation must hold for; empty means any.
    words: frozenset[str]
    #: For a preposition: words its object must be one of; empty means any.
    objects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One row of the lexicon: a lemma in a pattern means a type."""

    lemma: str
    #: "v", "n" or "a".
    part: str
    terms: tuple[Term, ...]
    type: str
    mode: str | None
    #: 3 tells an event by itself, 2 with an actor, 1 only with the model's word.
    strength: int
    cameo: str | None
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalRule:
    """What a type becomes under a condition: promised AID is AGREE."""

    type: str
    condition: str
    result: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """All tables."""

    types: dict[str, EventType]
    classes: dict[str, frozenset[str]]
    #: (lemma, part) -> its rows, the most demanding pattern first.
    senses: dict[tuple[str, str], tuple[Sense, ...]]
    #: Every lemma of the lexicon.
    lemmas: frozenset[str]
    #: (type, condition) -> type.
    modality: dict[tuple[str, str], str]
    rules: tuple[ModalRule, ...]
    #: (lemma, part) -> effect on what it governs ("refused", "requested", "possible" ...).
    cues: dict[tuple[str, str], str]
    #: Word list name ("agents", "light", "report", "sport" ...) -> its words.
    words: dict[str, frozenset[str]]

    def quad(self, name: str) -> int:
        """The quad class of type `name`; KeyError if there is no such type."""
        return self.type(name).quad

    def type(self, name: str) -> EventType:
        """The entry of type `name`, in any case; KeyError if there is none."""
        return self.types[name.upper()]


def read_table(name: str) -> list[dict[str, str]]:
    """The rows of the packaged table `name`."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


def read_types() -> dict[str, EventType]:
    """The 16 types, in the order of the table."""
    modes: dict[str, list[str]] = {}
    for each in read_table("modes.tsv"):
        modes.setdefault(each["type"], []).append(each["mode"])
    table = tomllib.loads(resources.files(__package__).joinpath("types.toml").read_text("utf-8"))
    return {
        name: EventType(
            name=name,
            quad=row["quad"],
            recipient=row["recipient"],
            definition=row["definition"],
            example=row["example"],
            modes=tuple(modes.get(name, ())),
            note=row.get("note", ""),
            source=row["source"],
        )
        for name, row in table.items()
    }


def read_term(term: str, classes: dict[str, frozenset[str]]) -> Term:
    """A term of a pattern with its classes spelled out; ValueError if it is not well formed."""
    parts = term.split(":")
    if len(parts) not in {2, 3} or parts[0] not in RELATIONS:
        raise ValueError(f"lexicon pattern {term!r} is not relation:words")
    sets = []
    for part in parts[1:]:
        words: set[str] = set()
        for word in part.split(","):
            if word == ANYBODY:
                words.add(word)
            elif word.startswith("@"):
                words |= classes[word[1:]]
            elif word != "*":
                words.add(word)
        sets.append(frozenset(words))
    return Term(relation=parts[0], words=sets[0], objects=sets[1] if len(sets) > 1 else frozenset())


def read_sense(row: dict[str, str], classes: dict[str, frozenset[str]]) -> Sense:
    """A row of the lexicon; ValueError or KeyError if it is not well formed."""
    pattern = [] if row["pattern"] == "-" else row["pattern"].split()
    return Sense(
        lemma=row["lemma"],
        part=row["pos"],
        terms=tuple(read_term(term, classes) for term in pattern),
        type=row["type"],
        mode=None if row["mode"] == "-" else row["mode"],
        strength=int(row["strength"]),
        cameo=None if row["cameo"] == "-" else row["cameo"],
        contexts=() if row["contexts"] == "-" else tuple(sorted(row["contexts"].split(","))),
    )


def demand(sense: Sense) -> tuple[int, int, int]:
    """How much a sense demands: order of trial, the most demanding first."""
    named = sum(bool(term.words) + bool(term.objects) for term in sense.terms)
    return (-named, -len(sense.terms), -sense.strength)


@cache
def load_codebook() -> Codebook:
    """The codebook, read once for the process."""
    classes = {row["class"]: frozenset(row["words"].split()) for row in read_table("classes.tsv")}
    senses: dict[tuple[str, str], list[Sense]] = {}
    for row in read_table("lexicon.tsv"):
        sense = read_sense(row, classes)
        senses.setdefault((sense.lemma, sense.part), []).append(sense)
    rules = tuple(
        ModalRule(type=row["type"], condition=row["condition"], result=row["result"], why=row["why"])
        for row in read_table("modality.tsv")
    )
    return Codebook(
        types=read_types(),
        classes=classes,
        senses={key: tuple(sorted(rows, key=demand)) for key, rows in senses.items()},
        lemmas=frozenset(lemma for lemma, _ in senses),
        modality={(rule.type, rule.condition): rule.result for rule in rules},
        rules=rules,
        cues={(row["lemma"], row["pos"]): row["effect"] for row in read_table("cues.tsv")},
        words={row["list"]: frozenset(row["words"].split()) for row in read_table("words.tsv")},
    )
