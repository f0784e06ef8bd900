"""The word that a place name hangs from -> whether the name stands for a place or for those who act there."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from onrecord.mark.tables import agents, people_verbs, speech_verbs

__all__ = ["acts", "is_scene"]

#: Prepositions after which a name is where something is or goes.
SCENES: Final = frozenset(
    "in at near inside outside within across around throughout along off into onto through over above "
    "from to toward towards via beyond beneath under between outside en".split()
)
#: Of these, those after which a name that nothing else speaks for is a place.
REST: Final = frozenset("in at near inside outside within across around throughout off".split())
#: Of these, those after which a state may be somebody instead: "talks between", "aid to", "demands from".
EITHER: Final = frozenset("from to toward towards between over under across".split())
#: Prepositions after which a name is whoever is dealt with.
DEALINGS: Final = frozenset("with against by for on like unlike about than including".split())
#: Verbs that say where or how a place is, not what it does.
BEING: Final = frozenset(
    "be have lie sit stand border remain become see experience suffer host face boast straddle rank "
    "include contain get receive need flood shake burn grow fall".split()
)
#: Verbs after which the place that follows "to" or "from" is where one goes.
MOVING: Final = frozenset(
    "go come travel fly drive sail walk march move return flee escape arrive depart head leave run ship send "
    "deport bring take carry deploy transfer extradite relocate withdraw retreat migrate cross enter visit "
    "reach spread extend stretch hail emigrate evacuate expel route trip flight journey visit tour exodus "
    "road way route border mile kilometer kilometre km north south east west".split()
)


def _first_of(head: Token) -> Token:
    """The first of a list or the noun that a name stands beside: what decides what it does."""
    for _ in range(4):
        if head.dep_ not in ("appos", "conj") or head.head.i == head.i:
            break
        head = head.head
    return head


def is_scene(head: Token, *, sure: bool = False) -> bool:
    """Whether a name follows a preposition of place; `sure` asks for more where it may be one of dealing."""
    head = _first_of(head)
    before = head.head.lower_
    if head.dep_ != "pobj" or before not in SCENES:
        return False
    return not sure or before in REST or str(head.head.head.lemma_).lower() in MOVING


def acts(head: Token, *, state: bool) -> bool:
    """Whether a name of a place stands for those who act there.

    `state` is whether it names a country or capital: only these are dealt with as somebody.
    """
    head = _first_of(head)
    relation, above = head.dep_, head.head
    if relation == "nsubj":
        return (
            above.pos_ in ("VERB", "AUX") and above.lemma_.lower() not in BEING and (state or _speaks(above))
        )
    if relation == "pobj":
        before = above.lower_
        if before in DEALINGS:
            return state and not (before == "for" and above.head.lemma_.lower() in MOVING)
        return state and before in EITHER and above.head.lemma_.lower() not in MOVING and _dealt(above.head)
    if relation in ("dobj", "dative"):
        return _speaks(above)
    if relation == "poss":
        return state and above.lower_ in agents()
    if relation in ("compound", "amod", "nmod", "nsubjpass"):
        return state and relation != "nsubjpass" and above.lower_ in agents()
    return False


def _speaks(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return lemma in speech_verbs() or lemma in people_verbs()


def _dealt(above: Token) -> bool:
    """Whether what governs "to" or "from" is a dealing between people: "aid to", "demands from"."""
    return above.pos_ == "NOUN" or _speaks(above)
