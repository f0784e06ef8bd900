"""A pronoun and the mentions before it -> the actor it points at, or the reason why none.

Centering (Grosz, Joshi & Weinstein 1995) in its simplest safe form: a pronoun goes to a subject of
its own sentence or to a subject of the sentence before. It never reaches into the headline, and
one that opens a sentence whose neighbour has no fitting subject stays unresolved: on a page whose
paragraphs were shuffled, a guess would put words into the wrong mouth.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.mark.attributes import Candidate

if TYPE_CHECKING:
    from onrecord.mark.actors import Draft

#: Nouns that show a person's gender.
_MALE = frozenset(
    "man boy father son brother husband king prince spokesman chairman businessman widower uncle".split()
)
_FEMALE = frozenset(
    (
        "woman girl mother daughter sister wife queen princess spokeswoman chairwoman businesswoman widow "
        "aunt"
    ).split()
)
#: How many sentences back a pronoun may reach.
REACH = 2


def resolve_pronoun(
    candidate: Candidate, history: list[tuple[Candidate, Draft]], headline_end: int
) -> tuple[Draft | None, str]:
    """The draft that the pronoun points at and how it was found, or None and the reason."""
    same, before = _near(candidate, history, headline_end)
    same = _without_own_subject(candidate, same)
    word = candidate.head.text
    fitting = [pair for pair in same if _agrees(candidate, pair[1])]
    if fitting:
        subjects = [pair for pair in fitting if pair[0].is_subject]
        if candidate.noun == "it" and not subjects and candidate.head.dep_ != "poss":
            return None, f"“{word}” has no subject in its sentence to point at"
        chosen = (subjects or fitting)[-1]
        return chosen[1], f"“{word}” points at “{chosen[0].head.text}” in the same sentence"
    people = [pair for pair in before if _agrees(candidate, pair[1])]
    subjects = [pair for pair in people if pair[0].is_subject]
    if candidate.opens and candidate.is_subject:
        # "He also noted" at the head of a paragraph: only the one the last sentence is about will do.
        subjects = [pair for pair in subjects if pair[0].head.head.dep_ == "ROOT"]
        people = subjects
    if subjects:
        chosen = _main_subject(subjects)
        return chosen[1], f"“{word}” points at “{chosen[0].head.text}”, subject before it"
    distinct = {id(draft) for _, draft in people}
    if len(distinct) == 1 and candidate.noun in ("he", "she"):
        return people[-1][1], f"“{word}”: only “{people[-1][0].head.text}” fits in the sentences before"
    return None, f"nothing near before “{word}” can hold it"


def _near(
    candidate: Candidate, history: list[tuple[Candidate, Draft]], headline_end: int
) -> tuple[list[tuple[Candidate, Draft]], list[tuple[Candidate, Draft]]]:
    """Mentions before the pronoun: of its own sentence, and of the sentences within reach."""
    same: list[tuple[Candidate, Draft]] = []
    before: list[tuple[Candidate, Draft]] = []
    for pair in reversed(history):
        distance = candidate.sentence - pair[0].sentence
        if distance > REACH or (pair[0].head.idx < headline_end <= candidate.head.idx):
            break
        if distance == 0:
            same.append(pair)
        elif not before or pair[0].sentence == before[-1][0].sentence:
            before.append(pair)
    return same[::-1], before[::-1]


def _without_own_subject(
    candidate: Candidate, same: list[tuple[Candidate, Draft]]
) -> list[tuple[Candidate, Draft]]:
    """Mentions that an object can point at: "the lawyer questioned him" is not about the lawyer.

    Principle B of binding (Chomsky 1981); reflexives and possessives may point at the subject.
    """
    head = candidate.head
    if head.dep_ not in ("dobj", "dative", "pobj") or head.lower_.endswith(("self", "selves")):
        return same
    verb = head.head.head if head.dep_ == "pobj" else head.head
    own = {id(draft) for other, draft in same if other.is_subject and other.head.head.i == verb.i}
    return [pair for pair in same if id(pair[1]) not in own]


def _main_subject(subjects: list[tuple[Candidate, Draft]]) -> tuple[Candidate, Draft]:
    """The subject of a main clause, if there is one; else the first."""
    for pair in subjects:
        if pair[0].head.head.dep_ == "ROOT":
            return pair
    return subjects[0]


def _agrees(candidate: Candidate, draft: Draft) -> bool:
    """Whether number, kind and gender allow the pronoun to point at the actor."""
    if candidate.noun == "they":
        return draft.kind in ("group", "organization", "country")
    if candidate.noun == "it":
        return draft.kind in ("organization", "country")
    if draft.kind != "person":
        return False
    shown = draft.gender or _shown_gender(draft)
    return shown is None or shown == candidate.noun


def _shown_gender(draft: Draft) -> str | None:
    if draft.nouns & _MALE:
        return "he"
    if draft.nouns & _FEMALE:
        return "she"
    return None
