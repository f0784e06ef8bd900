"""A person's name -> the title before it, with the country and the sector that the title gives.

"Russian President", "South Korea's defence minister", "Secretary of State", "Minister for Fisheries
and Food": the words up to the name, read backwards from it.
"""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Doc, Token

from onrecord.mark.attributes import MODIFIERS, Candidate, agent_before, country_at, read_modifiers
from onrecord.mark.tables import Agent, agents

__all__ = ["LEADERS", "SHARED_TITLES", "WEAK_NOUNS", "read_title"]

#: Forms of address between a title and a name.
HONORIFICS: Final = frozenset("mr mrs ms miss dr sir lord lady mr. mrs. ms. dr. st. st prof. prof".split())
#: Nouns that take their sector from what stands beside them: "police spokesman", "head of the union".
WEAK_NOUNS: Final = frozenset(
    (
        "official officials authorities spokesman spokeswoman spokesperson spokesmen leader leaders chief "
        "chiefs head heads representative representatives source sources member members adviser advisers "
        "advisor advisors aide aides chairman chairwoman chairperson chair director directors manager owner "
        "founder president secretary treasurer commander commanders fighter fighters militants negotiator"
    ).split()
)
#: Titles of states and of companies alike: with "of Ansgard Motors" they are no government's.
SHARED_TITLES: Final = frozenset(
    "president vice-president chairman chairwoman chairperson chair director secretary head governor".split()
)
#: Nouns of those who lead or speak for a body: what follows "of" is one, and nobody's name.
LEADERS: Final = frozenset(
    "president chairman chairwoman ceo executive director founder spokesman spokeswoman".split()
)
#: Ranks whose words are more often adjectives: "General Arne Lund", not "general alarm".
RANKS: Final = frozenset({"General", "Major", "Private"})
#: Most tokens of "of State" or "for Fisheries and Food" between a title and a name.
LONGEST_OFFICE: Final = 8
OFFICE_PARTS: Final = frozenset({"NOUN", "PROPN", "ADJ", "CCONJ", "DET", "ADP", "PART"})
OWNER_PARTS: Final = frozenset({"NOUN", "PROPN", "ADJ", "PART"})
#: Party and state of a member of the US Congress behind the name: "(R-AZ)", "(D-Calif.)", ", R-Ohio".
US_MEMBER: Final = re.compile(r"(?: \(|, )[RDI] ?[-–] ?[A-Z][A-Za-z.]{1,6}[),.]")


def read_title(candidate: Candidate) -> None:
    """Role, country and sector of a person from the words around the name."""
    doc = candidate.head.doc
    while candidate.end - candidate.start > 1 and doc[candidate.start].lower_ in HONORIFICS:
        candidate.start += 1
    _cut_title(candidate)
    end = candidate.start
    while end > 0 and doc[end - 1].lower_ in HONORIFICS:
        end -= 1
    start = _modifiers_before(doc, end, candidate.start)
    agent = agent_before(doc, start, end)
    if agent is None or agent.kind == "organization":
        if start < end and doc[end - 1].text in RANKS:
            agent = Agent(sector="MIL", kind="person")
        else:
            start, agent = _office_before(doc, end)
    if agent is not None:
        candidate.role = (start, end)
        _read_role(candidate, agent, start, end)
    _read_member(candidate)


def _cut_title(candidate: Candidate) -> None:
    """Takes a title off a name's front where the recogniser ran them together: "Crown Prince Arne Lund"."""
    doc, start = candidate.head.doc, candidate.start
    for length in (2, 1):
        if candidate.end - start > length:
            agent = agents().get(doc[start : start + length].text.lower())
            if agent is not None and agent.kind == "person" and not agent.part:
                candidate.start = start + length
                return


def _modifiers_before(doc: Doc, end: int, name: int) -> int:
    """First of the tokens before a name that modify it by the parse."""
    start = end
    while start > 0:
        before = doc[start - 1]
        hyphen = before.text == "-" and start < end and start > 1  # "Governor-General Ida Moen"
        if not hyphen and (before.dep_ not in MODIFIERS or before.head.i < start):
            break
        if before.lower_ in HONORIFICS or before.text in ("'s", "’s") or before.dep_ == "poss":
            break
        start -= 1
    if start == end and end < name and end > 0:
        # "Prime Minister Dr Ida Moen": the honorific hides the title from the parse
        while start > 0 and doc[start - 1].pos_ in ("PROPN", "ADJ") and doc[start - 1].text[0].isupper():
            start -= 1
    return start


def _office_before(doc: Doc, end: int) -> tuple[int, Agent | None]:
    """The title with "of ..." or "for ..." that ends right before a name: "Secretary of State"."""
    at = end - 1
    while at > 0 and end - at <= LONGEST_OFFICE:
        token = doc[at]
        if token.lower_ in ("of", "for") and at < end - 1:
            start = at
            while start > 0 and doc[start - 1].pos_ in ("PROPN", "NOUN", "ADJ") and at - start < 3:
                start -= 1
            agent = agent_before(doc, start, at)
            written = doc[at - 1].text[:1].isupper() and doc[end - 1].text[:1].isupper()
            if agent is not None and agent.kind == "person" and written:
                return start, agent
        if token.pos_ not in OFFICE_PARTS and token.text not in ("&", "-"):
            break
        at -= 1
    return end, None


def _read_role(candidate: Candidate, agent: Agent, start: int, end: int) -> None:
    """Country and sector from the words of a title and from whose it is."""
    doc = candidate.head.doc
    weak = doc[end - 1].lower_ in WEAK_NOUNS
    if agent.sector != "UNK" and not weak:
        candidate.sector = agent.sector
        candidate.evidence.append(f"sector from “{doc[start:end].text}”")
    read_modifiers(candidate, [*_owner(doc, start, candidate), *doc[start:end]])
    if candidate.sector is None and agent.sector != "UNK":
        candidate.sector = agent.sector
        candidate.evidence.append(f"sector from “{doc[start:end].text}”")


def _owner(doc: Doc, start: int, candidate: Candidate) -> list[Token]:
    """The words that say whose title it is: "Norway" of "Norway's minister", "Lund of Norway"."""
    words: list[Token] = []
    after = candidate.end
    if after + 1 < len(doc) and doc[after].lower_ == "of" and country_at(doc[after + 1]) is not None:
        words.append(doc[after + 1])
    if start > 1 and doc[start - 1].text in ("'s", "’s", "'", "’"):
        first = start - 1
        while first > 0 and start - first < LONGEST_OFFICE and doc[first - 1].pos_ in OWNER_PARTS:
            first -= 1
        owners = list(doc[first : start - 1])
        return words + (owners if any(country_at(word) is not None for word in owners) else [])
    return words or [child for child in candidate.head.children if child.dep_ == "poss" and child.i < start]


def _read_member(candidate: Candidate) -> None:
    """The country of a member of the US Congress from "(R-AZ)"."""
    doc = candidate.head.doc
    if candidate.end + 1 >= len(doc) or doc[candidate.end].text not in ("(", ","):
        return
    last = min(len(doc), candidate.end + 7)
    tail = "".join(token.text_with_ws for token in doc[candidate.end - 1 : last])
    if US_MEMBER.match(tail[len(doc[candidate.end - 1].text) :]):
        candidate.country, candidate.sector = "USA", "LEG"
        candidate.evidence.append("country and sector from the party and state behind the name")
