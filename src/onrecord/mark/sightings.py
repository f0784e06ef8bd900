"""Doc -> sightings: where a name of a place stands, and whether it stands there as a place.

A name stands as an actor where it does, says or is told something, or is dealt with: "Moscow said",
"talks with Iran", "U.S. officials". Demonyms are never places. Such names, and towns in the names of
bodies ("Clark County Sheriff"), are kept as context: they help to tell the places.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from spacy.symbols import PROPN, pobj
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from onrecord.mark.gazetteer import Gazetteer, fold
from onrecord.mark.tables import agents, country_names, people_verbs, speech_verbs
from onrecord.mark.toponyms import HOLDERS, place_words
from onrecord.records import Article

__all__ = ["Sighting", "find_sightings"]

_LABELS: Final = frozenset({"GPE", "LOC", "FAC"})
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
#: The dateline of a passage: "BAGHDAD, Iraq (AP) --".
_DATELINE: Final = re.compile(
    r"([A-Z][A-Z.'’ -]{2,40})(?:,\s[A-Z][\w. ]{1,24}?)?(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?\s?"
    r"(?:\([^()\n]{2,30}\)\s?)?(?:--|—|–|\s-\s)"
)
#: Words that a name of a place is not cut at: "Bosnia and Herzegovina" stands whole in the table.
_EDGES: Final = frozenset({"the", "a", "an"})
_TAILS: Final = frozenset({"'s", "’s", "'", "’", ",", ".", ")", "("})
#: Least people of a town that is found without the recogniser's word for it.
LEAST_PEOPLE: Final = 5_000
#: The same for one word at the start of a body's name: "Shanghai Airlines", not "Federal Reserve".
LEAST_ALONE: Final = 100_000


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name of a place at a spot of the text."""

    start: int
    end: int
    #: Whether it stands as a place; otherwise it only helps to tell the others.
    place: bool


def find_sightings(article: Article, doc: Doc, table: Gazetteer) -> list[Sighting]:
    """Every name of a place, in text order, none over another."""
    found: list[Sighting] = list(_datelines(article, table))
    taken = bytearray(len(article.text))
    for each in found:
        taken[each.start : each.end] = b"\x01" * (each.end - each.start)
    people = _surnames(doc)

    def add(first: int, last: int, place: bool) -> None:
        start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1])
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            found.append(Sighting(start, end, place))

    for words in doc.ents:
        if "\n" in words.text:
            continue
        if words.label_ in _LABELS:
            _read_name(doc, words, people, table, add)
        elif words.label_ in ("ORG", "PERSON"):
            _read_other(doc, words, people, table, add)
    _read_missed(doc, people, table, add)
    return sorted(found, key=lambda each: each.start)


def _datelines(article: Article, table: Gazetteer) -> list[Sighting]:
    """The places of datelines: capitals at the start of a read passage."""
    found = []
    for passage in article.passages:
        match = _DATELINE.match(passage.span.words[:160]) if passage.read else None
        if match is not None:
            name = match[1].rstrip(" -.")
            if table.rows(name):
                found.append(Sighting(passage.span.start, passage.span.start + len(name), True))
    return found


def _surnames(doc: Doc) -> frozenset[str]:
    """Last words of the names of people in the text that stand with a first name."""
    return frozenset(
        words[-1].text for words in doc.ents if words.label_ == "PERSON" and len(words) > 1 and len(words) < 5
    )


def _read_name(
    doc: Doc,
    words: Words,
    people: frozenset[str],
    table: Gazetteer,
    add: Callable[[int, int, bool], None],
) -> None:
    """An entity that the recogniser calls a place."""
    start, end = words.start, words.end
    while start < end - 1 and (doc[start].lower_ in _EDGES or not doc[start].text[0].isalnum()):
        start += 1
    while end > start + 1 and doc[end - 1].text in _TAILS:
        end -= 1
    text = doc[start:end].text
    if not any(mark.isupper() for mark in text):
        return
    known = country_names().get(text)
    if known is not None and (
        known.kind == "demonym" or known.kind.startswith("seat") or known.iso3 == "IGO"
    ):
        return
    head = doc[start:end].root
    if _follows_first_name(doc, start) or (text in people and not _is_scene(head)):
        return
    if fold(text) in place_words().common and not (_is_scene(head) or _is_told_more(doc, end)):
        return
    if words.label_ == "GPE" and not table.rows(text, most=1) and not _may_be_unknown(text, head):
        return
    add(start, end, not acts(head, state=known is not None and known.kind in ("usual", "name", "capital")))


def _read_other(
    doc: Doc,
    words: Words,
    people: frozenset[str],
    table: Gazetteer,
    add: Callable[[int, int, bool], None],
) -> None:
    """An entity that the recogniser calls a body or a person: a place after all, or one at its start."""
    start, end = words.start, words.end
    while start < end - 1 and doc[start].lower_ in _EDGES:
        start += 1
    while end > start + 1 and doc[end - 1].text in _TAILS:
        end -= 1
    text = doc[start:end].text
    head = doc[start:end].root
    whole = _is_known(text, table) and fold(text) not in place_words().common and text not in people
    told = _is_told_more(doc, end)
    rests = _is_scene(head, sure=True) and not _is_acronym(text)
    if whole and not _follows_first_name(doc, start) and (told or rests):
        add(start, end, True)
        return
    if words.label_ != "ORG":
        return
    for last in range(min(end - 1, start + 3), start, -1):  # "Clark County Sheriff": what it is of
        part = doc[start:last].text
        least = LEAST_PEOPLE if last - start > 1 else LEAST_ALONE
        if fold(part) not in place_words().common and _is_known(part, table, least):
            add(start, last, False)
            return


def _read_missed(
    doc: Doc, people: frozenset[str], table: Gazetteer, add: Callable[[int, int, bool], None]
) -> None:
    """Names that the recogniser left out, after a preposition of place or before their state."""
    columns = doc.to_array(["POS", "ENT_TYPE", "DEP"]).reshape(-1, 3)
    for at in np.flatnonzero((columns[:, 0] == PROPN) & (columns[:, 1] == 0)):
        token = doc[int(at)]
        last = token.i + 1
        told = _is_told_more(doc, last)
        if not told and not (columns[at, 2] == pobj and _is_scene(token, sure=True)):
            continue
        first = token.i
        while first > 0 and columns[first - 1, 0] == PROPN and columns[first - 1, 1] == 0:
            first -= 1
        text = doc[first:last].text
        if text in people or fold(text) in place_words().common or _is_acronym(text):
            continue
        if not _follows_first_name(doc, first) and _is_known(text, table):
            add(first, last, True)


def _may_be_unknown(text: str, head: Token) -> bool:
    """Whether a name that the table has not is a place all the same: "in Tern Lake", not "for Windows"."""
    return _is_scene(head, sure=True) and not _is_acronym(text) and not any(mark.isdigit() for mark in text)


def _is_acronym(text: str) -> bool:
    return text.isupper() and len(text) <= 5


def _is_known(text: str, table: Gazetteer, least: int = LEAST_PEOPLE) -> bool:
    """Whether the table has a place of some size under this name as its own."""
    if not text[:1].isupper():
        return False
    for row, own in table.rows(text, most=3):
        entry = table.entry(row)
        if entry.population >= least and (own or entry.kind in HOLDERS):
            return True
    return False


def _is_told_more(doc: Doc, end: int) -> bool:
    """Whether a state's short form follows: "Reading, Pa."."""
    if end + 1 >= len(doc) or doc[end].text != ",":
        return False
    short = place_words().short
    text = doc[end + 1].text
    return text in short or (end + 2 < len(doc) and text + doc[end + 2].text in short)


def _follows_first_name(doc: Doc, start: int) -> bool:
    """Whether a name is the end of a person's: "Valeska Paris", "Mr. Houston"."""
    if start == 0:
        return False
    before = doc[start - 1]
    if before.lower_ in ("mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "lord", "lady"):
        return True
    return bool(before.ent_type_ == "PERSON" and before.dep_ == "compound" and before.head.i >= start)


def _climb(head: Token) -> Token:
    """The first of a list or the noun that a name stands beside: what decides what it does."""
    for _ in range(4):
        if head.dep_ not in ("appos", "conj") or head.head.i == head.i:
            break
        head = head.head
    return head


def _is_scene(head: Token, *, sure: bool = False) -> bool:
    """Whether a name follows a preposition of place; `sure` asks for more where it may be one of dealing."""
    head = _climb(head)
    before = head.head.lower_
    if head.dep_ != "pobj" or before not in SCENES:
        return False
    return not sure or before in REST or str(head.head.head.lemma_).lower() in MOVING


def acts(head: Token, *, state: bool) -> bool:
    """Whether a name of a place stands for those who act there.

    `state` is whether it names a country or capital: only these are dealt with as somebody.
    """
    head = _climb(head)
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
