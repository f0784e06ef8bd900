"""Entities and missed proper nouns -> candidates that are names."""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from onrecord.mark.attributes import SUBJECTS, Candidate, agent_ending_at, read_modifiers
from onrecord.mark.forms import (
    GENDERS,
    TEMPORAL,
    TOWNS,
    is_addressed,
    is_setting,
    is_surname,
    is_title_only,
    label_of,
    name_form,
)
from onrecord.mark.offices import read_title
from onrecord.mark.tables import Body, CountryName, agents, bodies, country_names

#: Words that pick some out of a people or a party.
_SOME = frozenset("some many several most few other both two three four five dozens hundreds".split())
#: Parts of a land.
COMPASS = frozenset({"north", "south", "east", "west"})
#: Nouns that go on with "of" and a place's name.
PLACE_NOUNS = frozenset("capital city town village province state district port region island border".split())
#: Most words of what a body is said to be before its name.
LONGEST_KIND = 6
#: Prepositions after which a name is a place and not somebody who acts.
SCENES = frozenset("in at near inside outside within across around throughout along off".split())


def _trim(words: Words) -> tuple[int, int]:
    """A name without the article before it and the possessive after it."""
    doc, start, end = words.doc, words.start, words.end
    for at in range(start + 1, end):
        if doc[at].text == "(":
            end = at  # "World Health Organisation (WHO": the recogniser ran into the brackets
            break
    while start < end and (doc[start].lower_ in ("the", "a", "an") or not doc[start].text[0].isalnum()):
        start += 1
    while end > start and (
        doc[end - 1].text in ("'s", "’s", "'", "’") or not doc[end - 1].text.strip(" .,;:-–—\n")
    ):
        end -= 1
    return start, end


def read_name(words: Words, sentence_of: list[int]) -> Candidate | None:
    """The candidate for a recognised entity; None if it names nobody who acts."""
    start, end = _trim(words)
    if start > 0 and words.doc[start - 1].lower_ in ("to", "will") and words.label_ == "PERSON":
        start += end - start > 1  # a headline's verb: "Kim Jong Un to Meet Putin"
    while end > start and words.doc[end - 1].like_num:
        end -= 1
    if start >= end or "\n" in words.doc[start:end].text:
        return None
    trimmed = words.doc[start:end]
    head = trimmed.root
    text = trimmed.text
    if is_title_only(words.doc, start, end, words.label_):
        return None
    body = _body_of(words.doc, start, end)
    if body is not None and not is_addressed(words.doc, start):
        return made_of_body(words.doc, body[0], end, body[1], sentence_of)
    place = country_names().get(text)
    if place is not None and is_surname(trimmed):
        start, place = start - 1, None  # "Valeska Paris", of which the recogniser saw a town
        text = words.doc[start:end].text
    form = name_form(label_of(words, start, text, place), text, place, head)
    if form is None or is_setting(head, place):
        return None
    if is_scene(head, place) and not (form == "person" and _ends_a_title(words.doc, start)):
        return None
    candidate = Candidate(start, end, head, "name", form, head.lower_, sentence_of[head.i], place=place)
    _read_share(candidate)
    if form == "person":
        _read_honorific(candidate)
        read_title(candidate)
    elif form == "organization":
        _read_organization(candidate)
    elif place is not None:
        candidate.country = place.iso3
        candidate.evidence.append(f"“{text}” stands for {place.iso3} in countries.tsv")
    return candidate


def _body_of(doc: Doc, start: int, end: int) -> tuple[int, Body] | None:
    """The known body that a name ends in and its first token: "Mujahideen" of "the Afghan Mujahideen"."""
    for first in range(start, end if doc[start].text in country_names() else start + 1):
        body = bodies().get(doc[first:end].text)
        if body is not None:
            return first, body
    return None


def made_of_body(doc: Doc, start: int, end: int, body: Body, sentence_of: list[int]) -> Candidate:
    """The candidate for a name that the table of bodies holds."""
    head = doc[start:end].root
    candidate = Candidate(start, end, head, "name", body.kind, head.lower_, sentence_of[head.i], body=body)
    candidate.country, candidate.sector = body.country, body.sector
    candidate.plural = body.kind == "group"
    candidate.evidence.append(f"“{doc[start:end].text}” in bodies.tsv")
    _read_share(candidate)
    return candidate


def _read_share(candidate: Candidate) -> None:
    """Some of a people or a party are not the people or the party: described, not named."""
    if candidate.form == "group" and any(child.lower_ in _SOME for child in candidate.head.lefts):
        candidate.kind, candidate.article, candidate.plural = "description", "a", True
        candidate.place = candidate.body = None


def _ends_a_title(doc: Doc, start: int) -> bool:
    """Whether a name follows the words of a title: "an officer at Nesvik Trust Ida Moen"."""
    return start > 0 and doc[start - 1].pos_ in ("NOUN", "PROPN")


def is_scene(head: Token, place: CountryName | None) -> bool:
    """Whether a place name says where something happens and not who acts: "in Oslo", "flew to Oslo"."""
    for _ in range(3):
        if head.dep_ == "pobj":
            break
        if head.dep_ not in ("appos", "conj", "npadvmod"):
            return False
        head = head.head
    preposition = head.head
    if preposition.lower_ == "of" and preposition.head.lower_ in PLACE_NOUNS:
        return True  # "the port city of Aden"
    if preposition.lower_ in SCENES:
        return place is None or not place.kind.startswith("seat")
    town = place is not None and place.kind in TOWNS
    return town and preposition.lower_ in ("to", "from") and preposition.head.pos_ in ("VERB", "AUX")


def _read_honorific(candidate: Candidate) -> None:
    """Gender from "Ms. Poole", whether the recogniser took the honorific in or not."""
    doc = candidate.head.doc
    for at in (candidate.start, candidate.start - 1):
        if at >= 0 and doc[at].lower_ in GENDERS:
            candidate.gender = GENDERS[doc[at].lower_]
            return


def _read_organization(candidate: Candidate) -> None:
    doc = candidate.head.doc
    if candidate.place is not None:
        candidate.country, candidate.sector = candidate.place.iso3, candidate.place.sector
        candidate.evidence.append(f"“{doc[candidate.start : candidate.end].text}” in countries.tsv")
        return
    words = list(doc[candidate.start : candidate.end])
    whole = agents().get(" ".join(word.lower_ for word in words))
    parts = [agent_ending_at(word) for word in reversed(words)]
    agent = whole or next((part for part in parts if part is not None), None)
    if agent is not None and agent.sector != "UNK":
        candidate.sector = agent.sector
        candidate.evidence.append("sector from a word of the name")
    owners = [
        child for child in candidate.head.children if child.dep_ in ("poss", "amod", "compound", "nmod")
    ]
    read_modifiers(candidate, [*_kind_before(candidate), *owners, *words])


def _kind_before(candidate: Candidate) -> list[Token]:
    """The words of what a body is said to be before its name: "France's investigative agency BEA"."""
    doc, start = candidate.head.doc, candidate.start
    agent = agents().get(doc[start - 1].lower_) if start else None
    if agent is None or agent.kind != "organization":
        return []
    first = start - 1
    while (
        first > 0 and start - first < LONGEST_KIND and doc[first - 1].pos_ in ("ADJ", "NOUN", "PROPN", "PART")
    ):
        first -= 1
    return list(doc[first:start])


def read_missed_name(token: Token, sentence_of: list[int]) -> Candidate | None:
    """A proper noun that the entity recogniser missed, where it is a subject: "Hanham said".

    Also one in apposition to an agent noun: "a ministry spokesman, Baltasar Noronha-Pinho".
    """
    text = token.text
    stands = token.dep_ in SUBJECTS or (token.dep_ == "appos" and token.head.lower_ in agents())
    if not stands or len(text) < 2 or not text[0].isupper() or token.lower_ in TEMPORAL:
        return None
    if token.lower_ in COMPASS and token.i and token.nbor(-1).lower_ == "the":
        return None  # "the North": a part of the land, or half of Korea (known.py)
    start = token.i
    doc = token.doc
    while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].head.i == token.i:
        start -= 1
    place = country_names().get(doc[start : token.i + 1].text)
    form = name_form("ORG" if text.isupper() else "PERSON", doc[start : token.i + 1].text, place, token)
    if form is None:
        return None
    candidate = Candidate(
        start, token.i + 1, token, "name", form, token.lower_, sentence_of[token.i], place=place
    )
    candidate.evidence.append("a proper noun that the recogniser missed")
    if place is not None and form == "organization":
        _read_organization(candidate)
    elif place is not None:
        candidate.country = place.iso3
    elif form == "organization" or any(word.lower_ in agents() for word in doc[start : token.i + 1]):
        candidate.form = "organization"
        _read_organization(candidate)
    elif form == "person":
        read_title(candidate)
    return candidate
