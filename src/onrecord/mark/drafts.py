"""An actor while its mentions are still being gathered."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.mark.attributes import Candidate
from onrecord.records import ActorKind

__all__ = ["Draft"]


@dataclass(slots=True)
class Draft:
    """An actor while its mentions are still being gathered."""

    kind: ActorKind
    named: bool
    names: list[str] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    country: str | None = None
    sector: str | None = None
    role: tuple[int, int] | None = None
    evidence: list[str] = field(default_factory=list)
    mentions: list[Candidate] = field(default_factory=list)
    #: Whose what it is: ids of drafts, and the nouns ("her lawyer").
    owned: set[tuple[int, str]] = field(default_factory=set)
    #: Whether its words name several countries, so that it has none of its own.
    several: bool = False
    #: "he" or "she" once the text has shown it.
    gender: str | None = None

    def take(self, candidate: Candidate) -> None:
        """Adds a mention and what it says of the actor."""
        self.mentions.append(candidate)
        if candidate.kind == "pronoun":
            self.gender = self.gender or (candidate.noun if candidate.noun in ("he", "she") else None)
            return
        self.gender = self.gender or candidate.gender
        self.several = self.several or len(candidate.countries) > 1
        self.country = self.country or candidate.country
        self.sector = self.sector or candidate.sector
        if candidate.role is not None and (self.role is None or _longer(candidate.role, self.role)):
            self.role = candidate.role
        self.nouns.add(candidate.noun)
        self.evidence += [line for line in candidate.evidence if line not in self.evidence]


def _longer(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] - one[0] > other[1] - other[0]
