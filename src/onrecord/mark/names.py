"""Entities and missed proper nouns -> candidates that are names."""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from onrecord.mark.attributes import MODIFIERS, SUBJECTS, Candidate, read_modifiers
from onrecord.mark.offices import LEADERS, read_title
from onrecord.mark.tables import Body, CountryName, agents, bodies, country_names, scene_verbs
from onrecord.records import ActorKind

#: Prepositions after which a demonym without an ending stands for people: "against the Rohingya".
_AMONG = frozenset("by against among between of for with to towards".split())
#: Words that pick some out of a people or a party.
_SOME = frozenset("some many several most few other both two three four five dozens hundreds".split())
_GENDERS = {
    **dict.fromkeys(("mr", "mr.", "sir", "lord"), "he"),
    **dict.fromkeys(("mrs", "mrs.", "ms", "ms.", "miss", "lady", "dame"), "she"),
}
_TEMPORAL = frozenset(
    (
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june "
        "july august september october november december"
    ).split()
)
#: Words that make a part of a place and no first name: "Greater London".
_DIRECTIONS = frozenset(
    "north south east west northern southern eastern western central greater new downtown upper lower "
    "mid inner outer old team air royal bank".split()
)
#: Last words of names that are places, whatever the recogniser took them for.
_PLACE_WORDS = frozenset(
    "bay beach bridge river street lane road avenue square park lake island islands valley hill hills "
    "mountain mountains sea strait harbour harbor pier quay village county airport station".split()
)
#: Parts of a land.
COMPASS = frozenset({"north", "south", "east", "west"})
#: Nouns that go on with "of" and a place's name.
PLACE_NOUNS = frozenset("capital city town village province state district port region island border".split())
#: Most words of what a body is said to be before its name.
LONGEST_KIND = 6
#: Kinds of places that stand for who governs there only where they act.
TOWNS = frozenset({"capital", "city", "state"})
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
    if _is_title_only(words.doc, start, end, words.label_):
        return None
    body = bodies().get(text)
    if body is None and len(trimmed) > 1 and trimmed[0].text in country_names():
        body = bodies().get(trimmed[1:].text)  # "the Afghan Mujahideen"
        start += body is not None
    if body is not None and not (words.label_ == "PERSON" and _is_addressed(words.doc, start)):
        return made_of_body(words.doc, start, end, body, sentence_of)
    place = country_names().get(text)
    if place is not None and _is_surname(trimmed):
        start, place = start - 1, None  # "Valeska Paris", of which the recogniser saw a town
        text = words.doc[start:end].text
    label = "PERSON" if len(text.split()) > len(trimmed) or _is_addressed(words.doc, start) else words.label_
    if label == "PERSON" and len(trimmed) == 1 and place is None:
        label = _lone_label(head)
    form = _name_form(label, text, place, head)
    if form is None or (is_scene(head, place) and not (form == "person" and _ends_a_title(words.doc, start))):
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


def made_of_body(doc: Doc, start: int, end: int, body: Body, sentence_of: list[int]) -> Candidate:
    """The candidate for a name that the table of bodies holds."""
    head = doc[start:end].root
    candidate = Candidate(start, end, head, "name", body.kind, head.lower_, sentence_of[head.i], body=body)
    candidate.country, candidate.sector = body.country, body.sector
    candidate.plural = body.kind == "group"
    candidate.evidence.append(f"“{doc[start:end].text}” in bodies.tsv")
    _read_share(candidate)
    return candidate


def _lone_label(head: Token) -> str:
    """What a lone name is that was taken for a person's: a body has a president, and "the" stands before it."""
    before = head.nbor(-1) if head.i else None
    if _is_addressed(head.doc, head.i) or before is None or head.dep_ in MODIFIERS:
        return "PERSON"
    if before.lower_ == "the":
        return "NORP" if head.lower_.endswith("s") else "ORG"
    kind = agents().get(before.lower_)
    if kind is not None and kind.kind == "organization" and not kind.part and before.pos_ == "NOUN":
        return "ORG"  # "the Japanese automaker Brannholm"
    led = before.lower_ in ("of", "for") and before.i > 0 and before.nbor(-1).lower_ in LEADERS
    return "ORG" if led else "PERSON"


def _read_share(candidate: Candidate) -> None:
    """Some of a people or a party are not the people or the party: described, not named."""
    if candidate.form == "group" and any(child.lower_ in _SOME for child in candidate.head.lefts):
        candidate.kind, candidate.article, candidate.plural = "description", "a", True
        candidate.place = candidate.body = None


def _is_title_only(doc: Doc, start: int, end: int, label: str) -> bool:
    """Whether an entity is a title and no name: "the State Department Spokesperson", "State" of "of State"."""
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


def _is_addressed(doc: Doc, start: int) -> bool:
    """Whether a name follows "Mr" or "Ms", or begins with it: whatever the recogniser says, a person's."""
    return doc[start].lower_ in _GENDERS or (start > 0 and doc[start - 1].lower_ in _GENDERS)


def _is_surname(words: Words) -> bool:
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


def _name_form(label: str, text: str, place: CountryName | None, head: Token) -> ActorKind | None:
    if place is not None and not (place.kind in ("city", "state") and label == "PERSON"):
        if place.kind.startswith("seat") or (place.iso3 in ("IGO", "EUR") and place.kind == "name"):
            return "organization"
        if place.kind in ("city", "state"):
            # Neither is its country: "Texas sued" is Texas, "Lyon voted" is Lyon.
            return "organization" if head.dep_ in SUBJECTS else None
        if place.kind == "demonym":
            return "group" if _is_people(head, text) else None
        return "country"
    if text.lower() in _TEMPORAL or not any(mark.isupper() for mark in text):
        return None
    last = text.lower().split()[-1]
    if last in _PLACE_WORDS and (label != "PERSON" or _in_place(head)):
        return None
    if label == "PERSON":
        agent = agents().get(last)
        return "organization" if agent is not None and agent.kind == "organization" else "person"
    if label == "ORG":
        return "organization"
    if label == "NORP":
        return "group" if head.dep_ not in MODIFIERS else None
    # A town acts only where it is the subject: "Charlotte voted". Elsewhere it is a place.
    return "organization" if head.dep_ in SUBJECTS and label == "GPE" else None


def _is_people(head: Token, text: str) -> bool:
    """Whether a demonym stands for people: "Norwegians", "the Rohingya"; not "Norwegian boats", "in Dutch"."""
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


def _ends_a_title(doc: Doc, start: int) -> bool:
    """Whether a name follows the words of a title: "an officer at Nesvik Trust Ida Moen"."""
    return start > 0 and doc[start - 1].pos_ in ("NOUN", "PROPN")


def is_scene(head: Token, place: CountryName | None) -> bool:
    """Whether a place name says where something happens and not who acts: "in Oslo", "flew to Oslo"."""
    if place is not None and place.kind in TOWNS:
        if head.dep_ == "dobj" and head.head.lemma_ in scene_verbs():
            return True  # "bombed Kabul", not "urged Kabul to act"
        if head.dep_ in ("compound", "amod", "nmod"):
            return True  # "Washington officials": they are the ones who act
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
        if at >= 0 and doc[at].lower_ in _GENDERS:
            candidate.gender = _GENDERS[doc[at].lower_]
            return


def _read_organization(candidate: Candidate) -> None:
    doc = candidate.head.doc
    if candidate.place is not None:
        candidate.country, candidate.sector = candidate.place.iso3, candidate.place.sector
        candidate.evidence.append(f"“{doc[candidate.start : candidate.end].text}” in countries.tsv")
        return
    words = list(doc[candidate.start : candidate.end])
    whole = agents().get(" ".join(word.lower_ for word in words))
    parts = [agents().get(word.lower_) for word in reversed(words)]
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
    if not stands or len(text) < 2 or not text[0].isupper() or token.lower_ in _TEMPORAL:
        return None
    if token.lower_ in COMPASS and token.i and token.nbor(-1).lower_ == "the":
        return None  # "the North": a part of the land, or half of Korea (known.py)
    start = token.i
    doc = token.doc
    while start > 0 and doc[start - 1].pos_ == "PROPN" and doc[start - 1].head.i == token.i:
        start -= 1
    place = country_names().get(doc[start : token.i + 1].text)
    form = _name_form("ORG" if text.isupper() else "PERSON", doc[start : token.i + 1].text, place, token)
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
