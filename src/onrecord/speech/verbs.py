"""data/speech_verbs.tsv and its neighbours -> what a word of speech does: stance, hearer, relay.

A verb's row says which stance it gives and where its addressee stands; the words of relays are those
by which a text tells who passed something on ("documents seen by", "in comments carried by").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import cast

from onrecord.records import Stance

__all__ = ["Verb", "Verbs", "load_verbs"]

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Verb:
    """A row of the table."""

    stance: Stance
    #: Where its addressee stands: "object" ("told AFP"), the preposition before it, or "none".
    told: str
    #: Whether it is an act and no speech with a plain noun phrase as its object ("question the driver").
    act: bool


@dataclass(frozen=True, slots=True)
class Verbs:
    """The words of speech by lemma."""

    table: Mapping[str, Verb]
    #: Words of data/relay_words.tsv by role.
    roles: Mapping[str, frozenset[str]]
    #: Nouns of data/agents.tsv, of those who act and speak.
    agents: frozenset[str] = NOTHING

    def speaks(self, lemma: str) -> bool:
        """Whether the word reports speech rather than an attitude."""
        return lemma in self.table

    def acts(self, lemma: str) -> bool:
        """Whether the noun describes somebody: an official, a crowd, a ministry."""
        return lemma in self.agents

    def plays(self, lemma: str, *roles: str) -> bool:
        """Whether the word has one of `roles` in a relay."""
        return any(lemma in self.roles.get(role, NOTHING) for role in roles)


@cache
def load_verbs() -> Verbs:
    """The packaged tables."""
    table = {}
    for lemma, stance, told, plain, _ in _rows("speech_verbs.tsv"):
        table[lemma] = Verb(cast(Stance, stance), told, plain == "act")
    roles: dict[str, set[str]] = {}
    for word, role, _ in _rows("relay_words.tsv"):
        roles.setdefault(role, set()).add(word)
    agents = frozenset(row[0] for row in _rows("agents.tsv"))
    return Verbs(table, {role: frozenset(words) for role, words in roles.items()}, agents)


def _rows(name: str) -> list[list[str]]:
    text = resources.files("onrecord").joinpath("data", name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]
