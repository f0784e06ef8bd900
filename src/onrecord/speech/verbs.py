"""data/speech_verbs.tsv -> what a verb of speech does: its stance and where its addressee stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, cast

from onrecord.records import Stance

__all__ = ["Verb", "Verbs", "load_verbs"]

Told = Literal["object", "to", "none"]


@dataclass(frozen=True, slots=True)
class Verb:
    """A row of the table."""

    stance: Stance
    #: Whether its addressee is its object ("told AFP"), stands after "to", or is never given.
    told: Told
    #: Whether it is an act and no speech with a plain noun phrase as its object ("question the driver").
    act: bool


@dataclass(frozen=True, slots=True)
class Verbs:
    """The verbs of speech by lemma."""

    table: Mapping[str, Verb]

    def speaks(self, lemma: str) -> bool:
        """Whether the word reports speech rather than an attitude."""
        return lemma in self.table


@cache
def load_verbs() -> Verbs:
    """The packaged table."""
    text = resources.files("onrecord").joinpath("data", "speech_verbs.tsv").read_text("utf-8")
    table = {}
    for line in text.splitlines()[1:]:
        lemma, stance, told, plain, _ = line.split("\t")
        table[lemma] = Verb(cast(Stance, stance), cast(Told, told), plain == "act")
    return Verbs(table)
