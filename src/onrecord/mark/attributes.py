"""The tokens beside a noun -> what they say of an actor: country, sector, role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Doc, Token

from onrecord.mark.tables import (
    Agent,
    Body,
    CountryName,
    agents,
    apart_words,
    bodies,
    body_endings,
    country_names,
)
from onrecord.records import ActorKind, MentionKind

MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "nummod", "advmod"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: Most tokens before the last one of a body's name beside a noun: "Kurdistan Workers' Party leader".
LONGEST_BODY: Final = 3


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
    #: Every country that the words beside it name.
    countries: list[str] = field(default_factory=list)
    sector: str | None = None
    #: Tokens of the role beside a name ("Russian President"), as (start, end).
    role: tuple[int, int] | None = None
    #: "he" or "she" where an honorific shows it.
    gender: str | None = None
    #: What the country table says of a name.
    place: CountryName | None = None
    #: What the table of bodies says of a name.
    body: Body | None = None
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
        candidate.form in ("organization", "group")
        and candidate.place is None
        and candidate.body is None
        and candidate.sector is None
    )


def agent_before(doc: Doc, start: int, end: int) -> Agent | None:
    """The agent noun that a run of tokens ends in: two words before one."""
    if end - start >= 2:
        joined = "" if doc[end - 2].text == "-" and end - start > 2 else " "
        before = doc[end - 3].lower_ + "-" if not joined else doc[end - 2].lower_
        pair = agents().get(f"{before}{joined}{doc[end - 1].lower_}")
        if pair is not None:
            return pair
    return agents().get(doc[end - 1].lower_) if end > start else None


def read_modifiers(candidate: Candidate, words: Iterable[Token]) -> None:
    """Country (and, for weak nouns, sector) from the words beside a noun.

    Two countries that are joined ("US-South Korean", "Russian and Ukrainian") leave it without one.
    """
    for word in words:
        if _is_addressed(word, candidate.head) or _is_set_apart(word):
            continue
        body = _body_at(word)
        if body is not None:
            _lend(candidate, body.country, body.sector, word)
            continue
        place = country_at(word)
        if place is not None:
            _lend(candidate, place.iso3, place.sector, word)
            continue
        agent = agent_ending_at(word) if word.pos_ in ("NOUN", "PROPN") else None
        if (
            agent is not None
            and agent.sector != "UNK"
            and candidate.sector is None
            and word.i != candidate.head.i
        ):
            candidate.sector = agent.sector
            candidate.evidence.append(f"sector from “{word.text}”")


def _lend(candidate: Candidate, country: str | None, sector: str | None, word: Token) -> None:
    """Gives a candidate what a word beside it stands for."""
    if country is not None and country not in candidate.countries:
        if not candidate.countries:
            candidate.country = candidate.country or country
            candidate.countries.append(country)
            candidate.evidence.append(f"country from “{word.text}”")
        elif _is_joined(word):
            candidate.country = None
            candidate.countries.append(country)
            candidate.evidence.append(f"several countries: {', '.join(candidate.countries)}")
    if candidate.sector is None and sector is not None:
        candidate.sector = sector
        candidate.evidence.append(f"sector from “{word.text}”")


def _is_joined(word: Token) -> bool:
    """Whether a word is joined to the one before it: "US-South Korean", "Russian and Ukrainian"."""
    if word.dep_ == "conj":
        return True
    before = [word.doc[at].text for at in range(max(0, word.i - 2), word.i)]
    return any(text in ("-", "–", "/", "and") for text in before)


def _is_set_apart(word: Token) -> bool:
    """Whether a country is named that somebody is not of: "the UN-backed government"."""
    doc, at = word.doc, word.i
    return at + 2 < len(doc) and doc[at + 1].text in ("-", "–") and doc[at + 2].lower_ in apart_words()


def _body_at(word: Token) -> Body | None:
    """The body of bodies.tsv that a word is the last or the only word of."""
    if word.text not in body_endings():
        return None
    table, doc = bodies(), word.doc
    for start in range(max(0, word.i - LONGEST_BODY), word.i + 1):
        body = table.get(doc[start : word.i + 1].text)
        if body is not None:
            return body
    return None


def agent_ending_at(word: Token) -> Agent | None:
    """The agent noun that ends in a word, two words before one: "air force"."""
    if word.i > 0:
        pair = agents().get(f"{word.doc[word.i - 1].lower_} {word.lower_}")
        if pair is not None:
            return pair
    return agents().get(word.lower_)


def _is_addressed(word: Token, head: Token) -> bool:
    """Whether a word hangs from "to" below `head`: "ambassador to the United States" is not of them."""
    for _ in range(2):
        if word.i == head.i:
            return False
        if word.dep_ == "pobj":
            return bool(word.head.lower_ == "to")
        word = word.head
    return False


def country_at(word: Token) -> CountryName | None:
    """What a word, or it with one or two words beside it, says in the country table."""
    names = country_names()
    doc = word.doc
    for start, end in ((word.i - 2, word.i + 1), (word.i - 1, word.i + 1), (word.i, word.i + 2)):
        if start >= 0 and end <= len(doc):
            found = names.get(doc[start:end].text)
            if found is not None:
                return found
    return names.get(word.text)
