"""The tokens beside a noun -> what they say of an actor: country, sector, role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from onrecord.mark.tables import Agent, CountryName, agents, country_names
from onrecord.records import ActorKind, MentionKind

MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "nummod", "advmod"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(slots=True)
class Candidate:
    """A stretch of tokens that may be a mention."""

    #: First token, and one past the last.
    start: int
    end: int
    head: Token
    kind: MentionKind
    form: ActorKind
    #: Lower-case head noun, or the pronoun's class (he, she, they, it).
    noun: str
    #: Index of its sentence.
    sentence: int
    #: the, a, possessive or bare.
    article: str = "bare"
    plural: bool = False
    #: Whether it stands among the first words of a passage.
    opens: bool = False
    #: Whether it stands inside of quotation marks.
    quoted: bool = False
    country: str | None = None
    sector: str | None = None
    #: Tokens of the role beside a name ("Russian President"), as (start, end).
    role: tuple[int, int] | None = None
    #: "he" or "she" where an honorific shows it.
    gender: str | None = None
    #: What the country table says of a name.
    place: CountryName | None = None
    #: The name whose apposition or complement this is, as a token index.
    of_name: int | None = None
    evidence: list[str] = field(default_factory=list)

    @property
    def is_subject(self) -> bool:
        """Whether it is the subject of a clause."""
        return self.head.dep_ in SUBJECTS


def is_unknown_body(candidate: Candidate) -> bool:
    """Whether nothing but the recogniser's word says that a name is no person's."""
    return (
        candidate.form in ("organization", "group") and candidate.place is None and candidate.sector is None
    )


def agent_before(doc: Doc, start: int, end: int) -> Agent | None:
    """The agent noun that a run of tokens ends in: two words before one."""
    if end - start >= 2:
        pair = agents().get(f"{doc[end - 2].lower_} {doc[end - 1].lower_}")
        if pair is not None:
            return pair
    return agents().get(doc[end - 1].lower_) if end > start else None


def read_modifiers(candidate: Candidate, words: Iterable[Token]) -> None:
    """Country (and, for weak nouns, sector) from the words beside a noun."""
    for word in words:
        if _is_addressed(word):
            continue
        place = _country_at(word)
        if place is not None and candidate.country is None:
            candidate.country = place.iso3
            candidate.evidence.append(f"country from “{word.text}”")
            if place.sector is not None and candidate.sector is None:
                candidate.sector = place.sector
        agent = agents().get(word.lower_) if word.pos_ in ("NOUN", "PROPN") else None
        if (
            agent is not None
            and agent.sector != "UNK"
            and candidate.sector is None
            and word.i != candidate.head.i
        ):
            candidate.sector = agent.sector
            candidate.evidence.append(f"sector from “{word.text}”")


def _is_addressed(word: Token) -> bool:
    """Whether a word hangs from "to": "ambassador to the United States" is not of them."""
    for _ in range(2):
        if word.dep_ == "pobj":
            return bool(word.head.lower_ == "to")
        word = word.head
    return False


def _country_at(word: Token) -> CountryName | None:
    """What a word, or it with the word before it, says in the country table."""
    names = country_names()
    doc = word.doc
    if word.i > 0:
        pair = names.get(f"{doc[word.i - 1].text} {word.text}")
        if pair is not None:
            return pair
    if word.i + 1 < len(doc):
        pair = names.get(f"{word.text} {doc[word.i + 1].text}")
        if pair is not None:
            return pair
    return names.get(word.text)
