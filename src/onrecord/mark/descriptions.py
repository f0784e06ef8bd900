"""A description and the mentions before it -> the actor it points at, or somebody new.

"The ministry" points back at a ministry, "the company" at the one company that the text is about, "a
witness" at nobody before. Where two would fit as well as one another it is kept as described.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from spacy.tokens import Doc, Token

from onrecord.mark.attributes import Candidate
from onrecord.mark.drafts import Draft
from onrecord.mark.tables import agents, country_names, general_bodies

__all__ = ["bare_words", "join_headline", "note_owner", "resolve_description"]

#: How many sentences back "the minister" may reach for a minister.
REACH: Final = 12
#: How many sentences back "the company" may reach for one that is not called a company before.
BODY_REACH: Final = 4
#: Words that a country can be pointed at with.
NOUNS_OF_COUNTRY: Final = frozenset({"country", "nation", "state"})
#: Nouns of a whole state, which no agency of it is called.
GOVERNMENTS: Final = frozenset({"government", "administration", "regime", "state", "country", "presidency"})
ARTICLES: Final = ("the", "a", "an", "this", "that", "these", "those")

Pair = tuple[Candidate, Draft]


def bare_words(doc: Doc, candidate: Candidate) -> str:
    """A description without its article: "military official"."""
    start = candidate.start
    if start < candidate.head.i and doc[start].lower_ in ARTICLES:
        start += 1
    return " ".join(doc[start : candidate.end].text.split())


def resolve_description(
    doc: Doc, candidate: Candidate, by_head: dict[int, Draft], history: list[Pair]
) -> tuple[Draft | None, str]:
    """The draft that a description points at and why; None for somebody new."""
    if candidate.of_name is not None and candidate.of_name in by_head:
        return by_head[candidate.of_name], "stands beside the name"
    if candidate.article == "a":
        return None, "a new one: indefinite"
    if candidate.article == "bare":
        bare = bare_words(doc, candidate).lower()
        for _, draft in reversed(history):
            if not draft.named and draft.names[0].lower() == bare:
                return draft, "the same words as before"
        return None, "described, not named"
    if candidate.article == "possessive":
        return _resolve_owned(candidate, by_head, history)
    return _resolve_definite(candidate, history)


def note_owner(candidate: Candidate, by_head: dict[int, Draft]) -> None:
    """Writes down whose what an actor is: "his lawyer, Per Dahl", "Moen's lawyer"."""
    owner = _owner(candidate)
    if owner is None or candidate.kind == "pronoun" or owner.i not in by_head:
        return
    if candidate.head.i not in by_head:
        return
    noun = candidate.noun
    if candidate.kind == "name":
        if candidate.role is None:
            return
        noun = candidate.head.doc[candidate.role[1] - 1].lemma_.lower()
    by_head[candidate.head.i].owned.add((id(by_head[owner.i]), noun))


def _owner(candidate: Candidate) -> Token | None:
    """The word that says whose it is."""
    return next((child for child in candidate.head.lefts if child.dep_ == "poss"), None)


def join_headline(by_head: dict[int, Draft], headline_end: int) -> None:
    """Makes one of a headline's "Norway's fisheries minister" and the one person who is called that below.

    The last noun of the role and the country must be the same, and nobody else may have both.
    """
    drafts = list({id(draft): draft for draft in by_head.values()}.values())
    for draft in drafts:
        if draft.named or draft.kind != "person" or draft.country is None or not draft.mentions:
            continue
        if any(one.head.idx >= headline_end for one in draft.mentions):
            continue
        nouns = {one.noun for one in draft.mentions if one.kind == "description"}
        fitting = [
            other
            for other in drafts
            if other.named and other.country == draft.country and _role_noun(other) in nouns
        ]
        if len(fitting) == 1:
            fitting[0].mentions = draft.mentions + fitting[0].mentions
            for head, owner in by_head.items():
                by_head[head] = fitting[0] if owner is draft else owner
            draft.mentions = []


def _role_noun(draft: Draft) -> str | None:
    """The noun of a person's role: "minister" of "minister of fisheries"."""
    if draft.kind != "person" or draft.role is None:
        return None
    doc = draft.mentions[0].head.doc
    for at in range(*draft.role):
        if doc[at].pos_ in ("NOUN", "PROPN") and (at + 1 == draft.role[1] or doc[at + 1].pos_ == "ADP"):
            return str(doc[at].lemma_.lower())
    return None


def _resolve_owned(
    candidate: Candidate, by_head: dict[int, Draft], history: list[Pair]
) -> tuple[Draft | None, str]:
    """The draft that "her lawyer" points at: whoever was said to be her lawyer before."""
    owner = _owner(candidate)
    draft = None if owner is None else by_head.get(owner.i)
    if owner is None or draft is None:
        return None, "described, not named, and not resolved whose"
    key = (id(draft), candidate.noun)
    for _, earlier in reversed(history):
        if key in earlier.owned and earlier is not draft:
            return earlier, f"the {candidate.noun} of “{draft.names[0]}”, as before"
    return None, f"described, not named: the {candidate.noun} of “{draft.names[0]}”"


def _resolve_definite(candidate: Candidate, history: list[Pair]) -> tuple[Draft | None, str]:
    """The draft that "the company" or "the minister" points at."""
    plain = candidate.end - candidate.start == 2
    if plain and candidate.form == "organization" and candidate.noun in general_bodies():
        body = _salient_body(candidate, history)
        if body is not None:
            return body, f"“the {candidate.noun}” is the one that the text is about"
    for earlier, draft in reversed(history):
        if candidate.sentence - earlier.sentence > REACH:
            break
        if earlier.kind != "pronoun" and _fits(candidate, draft) and not _is_told_apart(candidate, draft):
            return draft, f"“the {candidate.noun}” points back"
    named = any(child.pos_ == "PROPN" for child in candidate.head.lefts)  # "the Moen administration"
    alone = None if named else _only_one_of_sector(candidate, history)
    if alone is not None and not _is_told_apart(candidate, alone):
        return alone, f"the only organization of sector {candidate.sector} named before"
    return None, "described, not named"


def _salient_body(candidate: Candidate, history: list[Pair]) -> Draft | None:
    """The organization that "the company" is about: sentence by sentence backwards, subjects first.

    Two bodies in the nearest sentence that has any leave it open, unless one of them is its subject.
    A noun that says what the body is ("the airline") goes to no body but the only one there is.
    """
    by_sentence: dict[int, list[Pair]] = {}
    for pair in reversed(history):
        distance = candidate.sentence - pair[0].sentence
        if distance > BODY_REACH:
            break
        if _may_be(candidate, pair):
            by_sentence.setdefault(distance, []).append(pair)
    if not by_sentence:
        return None
    if general_bodies()[candidate.noun].special:
        drafts = {id(draft): draft for pairs in by_sentence.values() for _, draft in pairs}
    else:
        nearest = by_sentence[min(by_sentence)]
        subjects = [pair for pair in nearest if pair[0].is_subject]
        drafts = {id(draft): draft for _, draft in subjects or nearest}
    return next(iter(drafts.values())) if len(drafts) == 1 else None


def _may_be(candidate: Candidate, pair: Pair) -> bool:
    """Whether a mention's actor may be called so: a body of a fitting sector, and no co-argument."""
    other, draft = pair
    if draft.kind != "organization" or candidate.country not in (None, draft.country):
        return False
    if not draft.named and candidate.noun not in draft.nouns:
        return False
    wanted = general_bodies()[candidate.noun].sectors
    if draft.sector is not None and wanted and draft.sector not in wanted:
        return False
    return not (other.is_subject and other.head.head.i == candidate.head.head.i)


def _only_one_of_sector(candidate: Candidate, history: list[Pair]) -> Draft | None:
    """The one named organization before "the union" that is a union by its name."""
    if candidate.form != "organization" or candidate.sector is None or candidate.plural:
        return None
    if candidate.noun in GOVERNMENTS:
        return None  # the government is none of its agencies
    found = {
        id(draft): draft
        for _, draft in history
        if draft.named
        and draft.kind == "organization"
        and draft.sector == candidate.sector
        and not draft.nouns & GOVERNMENTS
        and candidate.country in (None, draft.country)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _is_told_apart(candidate: Candidate, draft: Draft) -> bool:
    """Whether a word of a description names what the actor was never said to be.

    "The Nesvik-based firm" is no Korean firm, "the appeals court" not the Supreme Court.
    """
    doc, head = candidate.head.doc, candidate.head.i
    known = " ".join(doc[one.start : one.end].text for one in draft.mentions)
    before = doc[head - 1].lower_ if head > candidate.start else ""
    if f"{before} {candidate.noun}" in agents():
        words = known.lower().split()
        kinds = {
            one for one, noun in pairwise(words) if noun == candidate.noun and f"{one} {noun}" in agents()
        }
        if kinds and before not in words:
            return True
    return any(
        word.text[:1].isupper() and word.i > candidate.start and word.text not in known
        for word in doc[candidate.start : candidate.end]
        if word.i != head and word.text not in country_names()
    )


def _fits(candidate: Candidate, draft: Draft) -> bool:
    """Whether a definite description can point at an actor: same noun, no clash of country or sector."""
    if candidate.country not in (None, draft.country):
        return False
    if candidate.noun in NOUNS_OF_COUNTRY:
        return draft.kind == "country" and not candidate.plural
    if candidate.form == "group":
        return draft.kind == "group" and candidate.noun in draft.nouns
    if draft.kind == "group":
        return False
    if candidate.noun in draft.nouns:
        return True
    last_words = {name.lower().split()[-1] for name in draft.names if " " in name}
    if draft.kind == "organization" and candidate.form == "organization":
        return candidate.noun in last_words
    if draft.role is not None and draft.kind == "person" and draft.mentions:
        title = draft.mentions[0].head.doc[draft.role[1] - 1]
        before_name = any(mention.start == draft.role[1] for mention in draft.mentions)
        return before_name and bool(title.lower_ == candidate.noun)
    return False
