"""A pronoun and the mentions before it -> the actor it points at, or the reason why none.

Centering (Grosz, Joshi & Weinstein 1995) as a sum of weights in the manner of Lappin & Leass (1994):
subjects before objects, near before far, who spoke for who speaks, what the text is about before
what it names once. Two actors that fit about as well leave the pronoun open, and so does a text that
gives nobody: on a page whose paragraphs were torn apart, a guess would put words into the wrong mouth.
It never reaches into the headline.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from spacy.tokens import Token

from onrecord.mark.attributes import SUBJECTS, Candidate
from onrecord.mark.drafts import Draft
from onrecord.mark.tables import first_names, speech_verbs

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
#: How many sentences back a pronoun may reach, and "he" or "she" where nobody else comes between.
REACH: Final = 2
PERSON_REACH: Final = 5
#: Weights, set by hand on the Wikinews articles that are not held out (bench.speakers), in units of a
#: sentence's distance.
SUBJECT: Final = 1.0
MAIN: Final = 0.4
SPEAKER: Final = 0.6
NAMED: Final = 0.3
OFTEN: Final = 0.15
GROUP: Final = 0.5
OBLIQUE: Final = -0.5
PASSING: Final = -0.8
QUOTED: Final = -0.8
#: Least lead of the best actor over the next.
LEAD: Final = 0.35

#: Most mentions that are looked at before a pronoun: a list of names may be one endless sentence.
MOST_NEAR: Final = 200

#: Verbs of which "it" can be the empty subject.
PLACEHOLDERS: Final = frozenset({"be", "seem", "appear", "become", "feel", "look", "remain"})

Pair = tuple[Candidate, Draft]


def resolve_pronoun(candidate: Candidate, history: list[Pair], headline_end: int) -> tuple[Draft | None, str]:
    """The draft that the pronoun points at and how it was found, or None and the reason."""
    word = candidate.head.text
    if candidate.noun == "it" and _is_empty(candidate.head):
        return None, f"“{word}” stands for what is said, and for nobody"
    near = _without_own_subject(candidate, _near(candidate, history, headline_end))
    near = _without_owned(candidate, near)
    if candidate.noun == "it":
        same = [pair for pair in near if pair[0].sentence == candidate.sentence]
        if same and candidate.head.dep_ != "poss" and not any(pair[0].is_subject for pair in same):
            return None, f"“{word}” has no subject in its sentence to point at"
    if candidate.noun in ("it", "they"):
        here = candidate.sentence
        near = [pair for pair in near if pair[0].is_subject or pair[0].sentence == here]
    if candidate.opens and candidate.is_subject:
        near = _opening(candidate, near)
    if not near:
        return None, f"nothing near before “{word}” can hold it"
    best, lead = _best(candidate, near)
    if lead < LEAD:
        return None, f"“{word}” may point at “{best[0].head.text}” or at another"
    if best[0].sentence == candidate.sentence:
        where = "in the same sentence"
    else:
        where = "subject before it" if best[0].is_subject else "the one who fits before it"
    return best[1], f"“{word}” points at “{best[0].head.text}”, {where}"


def _is_empty(pronoun: Token) -> bool:
    """Whether "it" only holds the place of a clause: "it is likely that", "it was not said whether"."""
    verb = pronoun.head
    if pronoun.dep_ not in SUBJECTS:
        return False
    clauses = [child for child in verb.rights if child.dep_ in ("ccomp", "xcomp", "advcl", "csubj", "acl")]
    if pronoun.dep_ == "nsubjpass":
        return any(child.dep_ in ("ccomp", "csubj") for child in clauses)
    if verb.lemma_ not in PLACEHOLDERS:
        return False
    said = [child for child in verb.rights if child.dep_ in ("acomp", "attr", "oprd")]
    return bool(said) and (bool(clauses) or any(child.dep_ in ("ccomp", "xcomp") for child in said[0].rights))


def _best(candidate: Candidate, near: list[Pair]) -> tuple[Pair, float]:
    """The mention of the actor that fits best, and by how much that actor leads."""
    scores: dict[int, float] = {}
    pairs: dict[int, Pair] = {}
    for pair in near:
        score = _score(candidate, *pair)
        key = id(pair[1])
        if key not in scores or score >= scores[key]:
            scores[key], pairs[key] = score, pair
    ranked = sorted(scores, key=lambda key: scores[key], reverse=True)
    lead = scores[ranked[0]] - scores[ranked[1]] if len(ranked) > 1 else 9.0
    return pairs[ranked[0]], lead


def _score(candidate: Candidate, other: Candidate, draft: Draft) -> float:
    """How well a mention before a pronoun fits it."""
    head = other.head
    score = float(other.sentence - candidate.sentence)
    if other.is_subject:
        score += SUBJECT
        score += MAIN if head.head.dep_ == "ROOT" else 0.0
        if candidate.is_subject and _speaks(candidate) and _speaks(other):
            score += SPEAKER
    elif head.dep_ == "pobj" and head.head.lower_ not in ("by", "to"):
        score += OBLIQUE
    if not draft.named and not other.is_subject:
        score += PASSING
    score += NAMED if draft.named else 0.0
    score += GROUP if candidate.noun == "they" and draft.kind == "group" else 0.0
    score += QUOTED if other.quoted and not candidate.quoted else 0.0
    return score + OFTEN * min(4, len(draft.mentions))


def _speaks(candidate: Candidate) -> bool:
    return candidate.head.head.lemma_ in speech_verbs()


def _near(candidate: Candidate, history: list[Pair], headline_end: int) -> list[Pair]:
    """Mentions before the pronoun that agree with it and that it can reach, in text order."""
    reach = PERSON_REACH if candidate.noun in ("he", "she") else REACH
    found: list[Pair] = []
    filled = -1
    for pair in islice(reversed(history), MOST_NEAR):
        if pair[0].head.idx < headline_end <= candidate.head.idx:
            break
        distance = candidate.sentence - pair[0].sentence
        if distance > reach or (distance > REACH and 0 <= filled < distance):
            break
        if _agrees(candidate, pair[1]):
            found.append(pair)
            filled = distance
    return found[::-1]


def _opening(candidate: Candidate, near: list[Pair]) -> list[Pair]:
    """Whom a pronoun that opens a paragraph may point at: a subject, or the only one there is."""
    subjects = [pair for pair in near if pair[0].is_subject]
    if subjects:
        return subjects
    return near if len({id(draft) for _, draft in near}) == 1 and candidate.noun in ("he", "she") else []


def _without_own_subject(candidate: Candidate, near: list[Pair]) -> list[Pair]:
    """Mentions that an object can point at: "the lawyer questioned him" is not about the lawyer.

    Principle B of binding (Chomsky 1981); reflexives and possessives may point at the subject.
    """
    head = candidate.head
    if head.dep_ not in ("dobj", "dative", "pobj") or head.lower_.endswith(("self", "selves")):
        return near
    verb = head.head.head if head.dep_ == "pobj" else head.head
    own = {id(draft) for other, draft in near if other.is_subject and other.head.head.i == verb.i}
    return [pair for pair in near if id(pair[1]) not in own]


def _without_owned(candidate: Candidate, near: list[Pair]) -> list[Pair]:
    """Mentions without those of somebody's lawyer, for the "her" of "her lawyer": nobody is their own."""
    if candidate.head.dep_ != "poss":
        return near
    noun = candidate.head.head.lemma_.lower()
    return [pair for pair in near if all(owned != noun for _, owned in pair[1].owned)]


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
    """The pronoun that a person's nouns or first name ask for."""
    if draft.nouns & _MALE:
        return "he"
    if draft.nouns & _FEMALE:
        return "she"
    shown = {first_names().get(name.split()[0].lower()) for name in draft.names if " " in name}
    shown.discard(None)
    return shown.pop() if len(shown) == 1 and draft.named else None
