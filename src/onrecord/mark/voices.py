"""A noun or indefinite pronoun that speaks -> a described actor: "someone close to the talks", "the teen".

The table of agent nouns knows who can act; this catches whoever else is said to say, ask, hope or fear
something. Words that only hold words ("the report") are no actors.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from onrecord.mark.attributes import Candidate, read_modifiers
from onrecord.mark.tables import agents, documents, general_bodies, people_verbs
from onrecord.records import ActorKind

__all__ = ["read_voice"]

#: Indefinite pronouns that speak as one person, and as several.
ONE: Final = frozenset({"someone", "somebody", "another"})
SEVERAL: Final = frozenset("some others many most several few everyone everybody all both".split())
#: Words for a share of a group: "43% of the voters say".
SHARES: Final = frozenset({"%", "percent", "majority", "half", "third", "quarter", "handful", "number"})
#: Endings of nouns that name somebody by what he or she does.
PERSON_ENDINGS: Final = ("er", "or", "ist", "ian", "man", "woman", "ee", "ant", "eur", "ster", "crat")
#: Entities that are no actors, whatever they are said to say.
NO_ACTORS: Final = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL", "LAW", "WORK_OF_ART", "EVENT"}
)
#: Longest phrase after an indefinite pronoun that is part of the description, in tokens.
LONGEST_PHRASE: Final = 8


def read_voice(token: Token, sentence_of: list[int]) -> Candidate | None:
    """The candidate whose head is `token`, if it is somebody only described who speaks or wants."""
    low = token.lower_
    if not _speaks(token):
        return None
    if (token.pos_ == "NUM" or low in SHARES) and any(child.lower_ == "of" for child in token.rights):
        return _made(token, token.i, "person" if low == "one" else "group", low, sentence_of)
    if token.ent_type_ in NO_ACTORS:
        return None
    if low in ONE or low in SEVERAL:
        if any(child.dep_ in ("neg", "det") for child in token.lefts):
            return None
        return _made(token, token.i, "person" if low in ONE else "group", low, sentence_of)
    noun = token.lemma_.lower()
    known = agents().get(low) or agents().get(noun)
    if (
        token.pos_ != "NOUN"
        or (known is not None and not known.part)
        or noun in documents()
        or low in documents()
    ):
        return None
    if any(child.lower_ in ("no", "neither") for child in token.lefts):
        return None
    start = token.left_edge.i
    while start < token.i and token.doc[start].pos_ in ("PUNCT", "SPACE", "CCONJ", "ADP", "SCONJ"):
        start += 1
    form: ActorKind = "organization"
    if token.tag_ == "NNS":
        form = "group"
    elif noun.endswith(PERSON_ENDINGS) and noun not in general_bodies():
        form = "person"
    return _made(token, start, form, noun, sentence_of)


def _speaks(token: Token) -> bool:
    """Whether a word is the subject of a verb that asks for somebody, or a noun that "who" goes with."""
    head = token.head
    if token.n_rights and any(child.dep_ == "relcl" and _of_who(child) for child in token.rights):
        return True
    if token.dep_ in ("nsubj", "conj") and head.i != token.i:
        if token.dep_ == "conj":
            return head.dep_ == "nsubj" and head.head.lemma_ in people_verbs()
        return head.pos_ in ("VERB", "AUX") and head.lemma_ in people_verbs()
    to = token.dep_ == "pobj" and head.lower_ == "to" and head.i > 0
    return to and bool(token.doc[head.i - 1].lower_ == "according")


def _of_who(verb: Token) -> bool:
    """Whether a relative clause says that its noun is somebody: "a retired general who"."""
    return any(child.lower_ == "who" for child in verb.lefts)


def _made(token: Token, start: int, form: ActorKind, noun: str, sentence_of: list[int]) -> Candidate:
    end = token.i + 1
    if token.pos_ in ("PRON", "NUM", "DET", "ADJ") or noun in SHARES:
        end = _phrase_end(token)
    candidate = Candidate(start, end, token, "description", form, noun, sentence_of[token.i])
    article = next((child for child in token.lefts if child.dep_ in ("det", "poss")), None)
    if token.pos_ != "NOUN" or (article is not None and article.lower_ in ("a", "an", "some")):
        candidate.article = "a"
    elif article is not None:
        candidate.article = "possessive" if article.dep_ == "poss" else "the"
    candidate.plural = token.tag_ == "NNS" or noun in SEVERAL
    read_modifiers(candidate, [child for child in token.lefts if child.dep_ in ("amod", "compound", "poss")])
    candidate.evidence.append(f"“{token.text}” speaks")
    return candidate


def _phrase_end(token: Token) -> int:
    """One past "familiar with the situation" after "someone"."""
    doc, last = token.doc, min(token.right_edge.i, token.i + LONGEST_PHRASE)
    end = token.i + 1
    while end <= last and doc[end].pos_ in ("ADP", "DET", "NOUN", "PROPN", "ADJ", "PART"):
        end += 1
    while end > token.i + 1 and doc[end - 1].pos_ in ("ADP", "DET", "PART"):
        end -= 1
    return int(end)
