"""An entity and the words around it -> what sort of name it is: a person's, a body's, a country's, none.

It puts right what the small recogniser often takes for something else.
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from onrecord.mark.attributes import MODIFIERS, SUBJECTS
from onrecord.mark.offices import LEADERS
from onrecord.mark.tables import CountryName, agents, country_names, scene_verbs
from onrecord.records import ActorKind

__all__ = [
    "GENDERS",
    "TEMPORAL",
    "TOWNS",
    "is_addressed",
    "is_setting",
    "is_surname",
    "is_title_only",
    "label_of",
    "name_form",
]

#: Prepositions after which a demonym without an ending stands for people: "against the Rohingya".
_AMONG: Final = frozenset("by against among between of for with to towards".split())
#: Forms of address, in lower case, and the pronoun that they show.
GENDERS: Final = {
    **dict.fromkeys(("mr", "mr.", "sir", "lord"), "he"),
    **dict.fromkeys(("mrs", "mrs.", "ms", "ms.", "miss", "lady", "dame"), "she"),
}
#: Names of days and months, which the recogniser takes for people.
TEMPORAL: Final = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
        "july august september october november december"
    ).split()
)
#: Words that make a part of a place and no first name: "Greater London".
_DIRECTIONS: Final = frozenset(
    "north south east west northern southern eastern western central greater new downtown upper lower "
    "mid inner outer old team air royal bank".split()
)
#: Last words of names that are places, whatever the recogniser took them for.
_PLACE_WORDS: Final = frozenset(
    "bay beach bridge river street lane road avenue square park lake island islands valley hill hills "
    "mountain mountains sea strait harbour harbor pier quay village county airport station".split()
)
#: Kinds of places that stand for who governs there only where they act.
TOWNS: Final = frozenset({"capital", "city", "state"})


def is_title_only(doc: Doc, start: int, end: int, label: str) -> bool:
    """Whether an entity is a title and no name: "the State Department Spokesperson", "of State"."""
    if label not in ("ORG", "GPE", "NORP", "PERSON"):
        return False
    if end - start == 1 and start > 1 and doc[start - 1].lower_ == "of" and doc[start].text == "State":
        return True
    if label == "PERSON":
        low = doc[start:end].text.lower()
        agent = agents().get(low.split(maxsplit=1)[-1])
        titled = low in agents() if end - start > 1 else False
        lone = end - start == 2 and doc[start].text in country_names()  # "Estonian MEP"
        return titled or (lone and agent is not None and agent.kind == "person")
    agent = agents().get(doc[end - 1].lower_)
    single = agent is not None and agent.kind == "person" and not agent.part and agent.sector != "CVL"
    named = end < len(doc) and doc[end].ent_type_ == "PERSON"  # "Pune MP" before a name
    return single and label == "ORG" and end - start > 1 and (named or doc[end - 1].dep_ not in MODIFIERS)


def _lone_label(head: Token) -> str:
    """What a lone name is that was taken for a person's: "the Vatican", "president of Dacia"."""
    before = head.nbor(-1) if head.i else None
    if is_addressed(head.doc, head.i) or before is None or head.dep_ in MODIFIERS:
        return "PERSON"
    if before.lower_ == "the":
        return "NORP" if head.lower_.endswith("s") else "ORG"
    kind = agents().get(before.lower_)
    if kind is not None and kind.kind == "organization" and not kind.part and before.pos_ == "NOUN":
        return "ORG"  # "the Japanese automaker Brannholm"
    led = before.lower_ in ("of", "for") and before.i > 0 and before.nbor(-1).lower_ in LEADERS
    return "ORG" if led else "PERSON"


def is_addressed(doc: Doc, start: int) -> bool:
    """Whether a name follows "Mr" or "Ms", or begins with it: whatever the recogniser says, a person's."""
    return doc[start].lower_ in GENDERS or (start > 0 and doc[start - 1].lower_ in GENDERS)


def is_surname(words: Words) -> bool:
    """Whether a place name of one word has a first name before it."""
    if len(words) != 1 or words.start == 0:
        return False
    before = words.doc[words.start - 1]
    return (
        before.dep_ == "compound"
        and before.head.i == words.start
        and before.pos_ == "PROPN"
        and before.ent_type_ not in ("NORP", "DATE")
        and before.text not in country_names()
        and before.text[0].isupper()
        and before.text[1:].islower()
        and before.lower_ not in _DIRECTIONS
        and before.lower_ not in agents()
    )


def name_form(label: str, text: str, place: CountryName | None, head: Token) -> ActorKind | None:
    if place is not None and not (place.kind in ("city", "state") and label == "PERSON"):
        if place.kind.startswith("seat") or (place.iso3 in ("IGO", "EUR") and place.kind == "name"):
            return "organization"
        if place.kind in ("city", "state"):
            # Neither is its country: "Texas sued" is Texas, "Lyon voted" is Lyon.
            return "organization" if head.dep_ in SUBJECTS else None
        if place.kind == "demonym":
            return "group" if _is_people(head, text) else None
        return "country"
    if text.lower() in TEMPORAL or not any(mark.isupper() for mark in text):
        return None
    last = text.lower().split()[-1]
    if last in _PLACE_WORDS and (label != "PERSON" or _in_place(head)):
        return None
    if label == "PERSON":
        agent = agents().get(last)
        return "organization" if agent is not None and agent.kind in ("organization", "group") else "person"
    if label == "ORG":
        return "organization"
    if label == "NORP":
        return "group" if head.dep_ not in MODIFIERS else None
    # A town acts only where it is the subject: "Charlotte voted". Elsewhere it is a place.
    return "organization" if head.dep_ in SUBJECTS and label == "GPE" else None


def _is_people(head: Token, text: str) -> bool:
    """Whether a demonym stands for people: "Norwegians", "the Rohingya"; not "Norwegian boats"."""
    if head.dep_ in MODIFIERS:
        return False
    if head.tag_ in ("NNS", "NNPS") or text.endswith("s"):
        return True
    among = head.dep_ == "pobj" and head.head.lower_ in _AMONG
    among = among or (head.dep_ == "dobj" and head.i > 0 and head.nbor(-1).lower_ == "the")
    return head.pos_ in ("PROPN", "NOUN") and (among or head.dep_ in SUBJECTS)


def _in_place(head: Token) -> bool:
    """Whether a name with a place's word is a place: "at Tern Lake", "the Tern Bridge", not "Ida Hill"."""
    start = head.left_edge
    return " " not in head.doc[start.i : head.i + 1].text or start.dep_ == "det" or head.dep_ == "pobj"


def label_of(words: Words, start: int, text: str, place: CountryName | None) -> str:
    """The recogniser's label of a name, or the one that the words around it ask for.

    `start` is the name's first token and `text` its words, with a first name that was missed.
    """
    lone = len(text.split()) == 1
    if not lone and start < words.start:
        return "PERSON"
    if is_addressed(words.doc, start):
        return "PERSON"
    if words.label_ == "PERSON" and lone and place is None:
        return _lone_label(words.doc[start])
    return str(words.label_)


def is_setting(head: Token, place: CountryName | None) -> bool:
    """Whether a town is where something is done or whose somebody is: "bombed Kabul", "Paris officials"."""
    if place is None or place.kind not in TOWNS:
        return False
    if head.dep_ == "dobj":
        return head.head.lemma_ in scene_verbs()  # not "urged Kabul to act"
    return head.dep_ in ("compound", "amod", "nmod")
