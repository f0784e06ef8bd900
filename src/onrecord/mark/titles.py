"""Candidates -> descriptions tied to the names they belong to: "the mayor of Nesvik, Ida Moen".

By the parse where it shows an apposition or a complement, and by the order of the words where the
parser breaks a long title apart ("Executive director of the port authority Ida Moen").
"""

from __future__ import annotations

from typing import Final

from spacy.tokens import Token

from onrecord.mark.attributes import Candidate, is_unknown_body
from onrecord.mark.tables import agents

__all__ = ["link_descriptions"]

#: Parts of speech inside a title and its "of" phrase.
TITLE_PARTS: Final = frozenset({"ADP", "DET", "NOUN", "PROPN", "ADJ", "PART", "CCONJ", "NUM"})
#: Sectors of an armed group that calls itself an army or a police.
ARMED: Final = frozenset({"REB", "UAF", "CRM"})
#: Most tokens from a title's head to the name that bears it; longer titles are rare in PolNeAR train.
LONGEST_TITLE: Final = 16


def link_descriptions(found: dict[int, Candidate]) -> None:
    """Ties each description to the name that it stands beside or is said to be.

    `found` maps a head's token index to its candidate.
    """
    starts = {_outset(one): one for one in found.values() if one.kind == "name"}
    people = {one.start: one for one in found.values() if one.kind == "name" and one.form == "person"}
    for candidate in list(found.values()):
        if candidate.kind != "description":
            continue
        name, certain = _name_beside(candidate, found)
        if name is None or name.kind != "name":
            name, certain = _name_after(candidate, starts), True
        if name is None and candidate.form == "person" and not candidate.plural:
            name, certain = _name_touching(candidate, people), True
        if name is None:
            continue
        if candidate.form == "person" and name.form == "organization" and is_unknown_body(name):
            name.form = "person"  # "a spokesman, Baltasar Noronha-Pinho": the recogniser's slip
        owner = _holder(candidate, found) if name.form == "person" and not certain else None
        if owner is not None:
            owner.of_name = name.head.i
            _lend_role(name, owner)
        elif name.form in ("person", candidate.form) and not (candidate.plural and name.form == "person"):
            if candidate.form == "organization":
                name.form = "organization"  # "Brannholm Line, the operator": no person
            candidate.of_name = name.head.i
            _lend_role(name, candidate)


def _outset(name: Candidate) -> int:
    """First token of a name with its title."""
    return name.start if name.role is None else min(name.start, name.role[0])


def _name_beside(candidate: Candidate, found: dict[int, Candidate]) -> tuple[Candidate | None, bool]:
    """The name that a description belongs to by the parse, and whether the description comes second."""
    head = candidate.head
    if head.dep_ == "appos":
        return _name_before(candidate, found) or found.get(head.head.i), True
    if head.dep_ == "attr" and head.head.lemma_ == "be":
        subjects = [child for child in head.head.lefts if child.dep_ == "nsubj"]
        negated = any(child.dep_ == "neg" for child in head.head.children)
        return (found.get(subjects[0].i) if subjects and not negated else None), True
    names = [child for child in head.rights if child.dep_ == "appos"]
    return (found.get(names[0].i) if names else None), False


def _name_touching(candidate: Candidate, people: dict[int, Candidate]) -> Candidate | None:
    """The person whose name comes right behind a title, with or without a comma.

    "Norway's Prime Minister Ida Moen", "Norway's Prime Minister, Ida Moen, said": for where the parse
    breaks them apart. `people` maps the first token of a name to it.
    """
    doc, end = candidate.head.doc, candidate.end
    near = people.get(end)
    if near is not None and near.role is None and candidate.head.i == end - 1:
        return near
    if end + 1 >= len(doc) or doc[end].text != "," or candidate.head.pos_ != "PROPN":
        return None
    name = people.get(end + 1)
    if name is None or name.role is not None or name.end >= len(doc):
        return None
    closed = doc[name.end].text == "," or (name.is_subject and doc[name.end].i == name.head.head.i)
    return name if closed and name.head.dep_ != "conj" else None


def _name_before(candidate: Candidate, found: dict[int, Candidate]) -> Candidate | None:
    """The last of several names before an apposition: "Moen and Lund, a lawyer" is Lund."""
    at = candidate.start - 1
    if at < 1 or candidate.head.doc[at].text != ",":
        return None
    name = next((one for one in found.values() if one.end == at and one.kind == "name"), None)
    return name if name is not None and name.head.dep_ == "conj" and not candidate.plural else None


def _holder(candidate: Candidate, found: dict[int, Candidate]) -> Candidate | None:
    """The person in whose "for ..." an organization stands: "a spokeswoman for the company, Ida Moen"."""
    head = candidate.head
    if candidate.form != "organization" or head.dep_ != "pobj" or head.head.dep_ != "prep":
        return None
    owner = found.get(head.head.head.i)
    return owner if owner is not None and owner.kind == "description" and owner.form == "person" else None


def _name_after(candidate: Candidate, starts: dict[int, Candidate]) -> Candidate | None:
    """The name that ends a description's words: "Governor of Nesvik Ida Moen", "academic and poet Ida Moen".

    `starts` maps the first token of a name, its own title included, to the name.
    """
    if candidate.plural or candidate.form not in ("person", "organization"):
        return None
    doc, head = candidate.head.doc, candidate.head.i
    comma = -1
    for at in range(head + 1, min(len(doc), head + LONGEST_TITLE)):
        name = starts.get(at)
        if name is not None and comma in (-1, at - 1) and _bears(candidate, name, at, comma):
            return name
        token = doc[at]
        if comma >= 0 or token.is_space or token.text == "“":
            return None
        if token.text == ",":
            comma = at
        elif token.pos_ not in TITLE_PARTS and token.text not in ("-", "–", "&", "/"):
            return None
    return None


def _bears(candidate: Candidate, name: Candidate, at: int, comma: int) -> bool:
    """Whether the name that begins at `at` bears the title, and is not the object of a word in it."""
    doc = candidate.head.doc
    if name.end < len(doc) and doc[name.end].text in ("'s", "’s"):
        return False  # "an aide at Ida Moen's office"
    before = doc[at - 1]
    if candidate.form == "organization":
        # "automobile manufacturer Ansgard Motors", "the campaign group the Nesvik Trust"
        close = at - candidate.end <= 1 and all(word.pos_ == "DET" for word in doc[candidate.end : at])
        return close and name.form == "organization"
    if name.form != "person" or not _opens_tail(candidate):
        return False
    if comma >= 0:
        return name.head.i <= candidate.head.right_edge.i and not _person_before(doc[comma - 1])
    if before.pos_ == "CCONJ":
        return name.role is not None and before.i == candidate.end
    return before.pos_ in ("PROPN", "NOUN") and not _person_before(before)


def _opens_tail(candidate: Candidate) -> bool:
    """Whether a description goes on with "of ...", "at ..." or "and ..." after its head."""
    after = candidate.head.doc[candidate.head.i + 1]
    return after.pos_ in ("ADP", "CCONJ") or after.lower_ in ("of", "for", "to")


def _person_before(token: Token) -> bool:
    """Whether a word is itself a title or a person's name."""
    agent = agents().get(token.lower_)
    return token.ent_type_ == "PERSON" or (agent is not None and agent.kind == "person" and not agent.part)


def _lend_role(name: Candidate, description: Candidate) -> None:
    if name.role is None and name.form == "person":
        name.role = (description.start, description.end)
    name.country = name.country or description.country
    if name.form == "organization" and description.sector in ARMED and name.body is None:
        name.sector = description.sector  # "the Free Tern Army, a rebel group"
    name.sector = name.sector or description.sector
    name.evidence += [line for line in description.evidence if line not in name.evidence]
