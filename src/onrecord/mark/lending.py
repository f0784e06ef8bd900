"""Drafts -> country and sector that they take from others: from their body, from the state around them.

A spokesman of Ansgard Motors has the sector of Ansgard Motors. A finance minister of no named country,
in an article that names one country only, by an organ of its state, is that country's; where it names
two countries, nothing is taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from spacy.tokens import Doc

from onrecord.mark.attributes import Candidate
from onrecord.mark.drafts import Draft
from onrecord.mark.tables import country_names, state_organs

__all__ = ["lend_from_bodies", "lend_from_state"]

#: Sectors of those whose nationality shows which state an article is about.
STATE: Final = frozenset({"GOV", "LEG", "MIL", "JUD", "COP", "SPY"})
#: Specials of the country column that are no state.
NO_STATES: Final = frozenset({"IGO", "EUR"})


def lend_from_bodies(candidates: Iterable[Candidate], by_head: dict[int, Draft]) -> None:
    """Gives people the sector and country of the named body whose words stand in their role."""
    names = {
        one.head.i: by_head[one.head.i]
        for one in candidates
        if one.kind == "name" and one.head.i in by_head and _may_lend(one)
    }
    for draft in {id(draft): draft for draft in by_head.values()}.values():
        if draft.kind == "country" or (draft.country and draft.sector):
            continue
        if draft.kind == "organization" and draft.named:
            continue
        spans = [draft.role] if draft.role is not None else []
        spans += [(one.start, one.end) for one in draft.mentions if one.kind == "description"]
        for start, end in spans:
            inside = [names[at] for at in range(start, end) if at in names]
            if inside and inside[0] is not draft:
                _lend(draft, inside[0])
                break


def _may_lend(name: Candidate) -> bool:
    """Whether a name in a role is the body that has the role, or the country: "the North's army"."""
    doc, end = name.head.doc, name.end
    if end < len(doc) and doc[end].text in ("-", "–"):
        return False  # "the UN-backed government"
    return name.form == "organization" or (name.form == "country" and name.head.dep_ == "poss")


def _lend(draft: Draft, body: Draft) -> None:
    taken = []
    if draft.sector is None and body.sector is not None:
        draft.sector = body.sector
        taken.append("sector")
    if draft.country is None and body.country is not None and not draft.several:
        draft.country = body.country
        taken.append("country")
    if taken:
        draft.evidence.append(f"{' and '.join(taken)} from “{body.names[0]}”")


def lend_from_state(doc: Doc, drafts: Iterable[Draft]) -> None:
    """Gives the organs of an unnamed state the only country that the article names, anywhere."""
    drafts = list(drafts)
    states = {draft.country: draft for draft in drafts if draft.sector in STATE and draft.country is not None}
    named = {draft.country for draft in drafts if draft.country is not None} | _named_in(doc)
    if len(named - NO_STATES) != 1 or not states.keys() - NO_STATES:
        return
    country = next(iter(states.keys() - NO_STATES))
    for draft in drafts:
        if draft.country is None and not draft.several and _is_organ(draft):
            draft.country = country
            shown = states[country].names[0]
            draft.evidence.append(f"country from “{shown}”: the article names no other country")


def _named_in(doc: Doc) -> set[str]:
    """The countries of the names in a text that say where something is or whose: "in Oslo", "Danish"."""
    names = country_names()
    found = set()
    for words in doc.ents:
        if words.label_ in ("GPE", "NORP", "LOC"):
            first = 1 if len(words) > 1 and words[0].lower_ == "the" else 0
            place = names.get(words[first:].text.removesuffix("'s").removesuffix("’s"))
            if place is not None:
                found.add(place.iso3)
    return found


def _is_organ(draft: Draft) -> bool:
    """Whether an actor is an organ of some state: "the finance minister", "the Supreme Court"."""
    if draft.kind == "country" or not draft.mentions:
        return False
    organs = state_organs()
    doc = draft.mentions[0].head.doc
    spans = [draft.role] if draft.role is not None else []
    spans += [(one.start, one.head.i + 1) for one in draft.mentions if one.kind != "pronoun"]
    for start, end in spans:
        words = [word.lower_ for word in doc[start:end]]
        if " ".join(words[-2:]) in organs or (words and words[-1] in organs):
            return not any(word.ent_type_ in ("GPE", "NORP") for word in doc[start:end])
        if words[:1] and " ".join(words[:3]) in organs:
            return True
    return False
