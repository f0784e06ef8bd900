"""Doc -> sightings: where a name of a place stands, and whether it stands there as a place.

A name stands as an actor where it does, says or is told something, or is dealt with: "Moscow said",
"talks with Iran", "U.S. officials" (`mark/scenes.py`). Demonyms are never places. Such names, and towns
in the names of bodies ("Clark County Sheriff"), are kept as context: they help to tell the places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
from spacy.symbols import PROPN, pobj
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from onrecord.mark.gazetteer import Gazetteer, fold
from onrecord.mark.scenes import acts, is_scene
from onrecord.mark.tables import agents, country_names
from onrecord.mark.toponyms import HOLDERS, candidates_of, place_words
from onrecord.records import Article

__all__ = ["Sighting", "find_sightings"]

_LABELS: Final = frozenset({"GPE", "LOC", "FAC"})
#: What the recogniser takes a place for that it does not know.
_OTHERS: Final = frozenset({"ORG", "PERSON", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART"})
#: Kinds of countries.tsv that name a state, which acts as somebody.
_STATES: Final = frozenset({"usual", "name", "capital"})
_ADDRESSES: Final = frozenset("mr mr. mrs mrs. ms ms. dr dr. sir lord lady".split())
#: The dateline of a passage, or of a text laid out on one line: "BAGHDAD, Iraq (AP) --".
_DATELINE: Final = re.compile(
    r"(?:^|(?<=[.!?”\"\d] )|(?<=\n))([A-Z][A-Z.'’ -]{2,40})(?:,\s[A-Z][\w. ]{1,24}?)?"
    r"(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2})?\s?(?:\([^()\n]{2,30}\)\s?)?(?:--|—|–|\s-\s)"
)
#: How far into a passage a dateline is looked for, in characters: behind a headline on the same line.
DATELINE_REACH: Final = 300
#: Least people of a town that is found without the recogniser's word for it.
LEAST_PEOPLE: Final = 5_000
#: The same for one word at the start of a body's name ("Shanghai Airlines", not "Federal Reserve"), and
#: for a name that is not the town's own ("Constantinople").
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
    reader = _Reader(article, doc, table)
    reader.read_datelines()
    reader.read_swapped()
    for words in doc.ents:
        if "\n" in words.text:
            continue
        if words.label_ in _LABELS:
            reader.read_name(words)
        elif words.label_ in _OTHERS:
            reader.read_other(words)
    reader.read_missed()
    reader.read_again()
    return sorted(reader.found, key=lambda each: each.start)


class _Reader:
    """Gathers the sightings of one article."""

    def __init__(self, article: Article, doc: Doc, table: Gazetteer) -> None:
        self.article = article
        self.doc = doc
        self.table = table
        self.found: list[Sighting] = []
        self.taken = bytearray(len(article.text))
        #: Token texts of the names that stood as places.
        self.names: dict[tuple[str, ...], None] = {}
        #: Names that the recogniser takes for a person's, here or elsewhere in the article.
        self.called_people = frozenset(words.text for words in doc.ents if words.label_ == "PERSON")
        #: Last words of the names of people that stand with a first name.
        self.people = frozenset(
            words[-1].text for words in doc.ents if words.label_ == "PERSON" and 1 < len(words) < 5
        )

    def add(self, start: int, end: int, *, place: bool) -> None:
        """Adds the sighting of `start` to `end` of the text, if nothing there is taken."""
        if not any(self.taken[start:end]):
            self.taken[start:end] = b"\x01" * (end - start)
            self.found.append(Sighting(start, end, place))

    def add_tokens(self, first: int, last: int, *, place: bool) -> None:
        """Adds the sighting of the tokens `first` to `last`."""
        words = self.doc[first:last]
        self.add(words.start_char, words.end_char, place=place)
        if place and self.has(words.text):
            self.names.setdefault(tuple(token.text for token in words))

    def has(self, text: str) -> bool:
        """Whether the table has a place of this name."""
        return bool(self.table.rows(text, most=1)) or bool(candidates_of(text, self.table))

    def knows(self, text: str, least: int = LEAST_PEOPLE) -> bool:
        """Whether the table has a place of some size under this name, a large one if it is not its own."""
        known = country_names().get(text)
        if not text[:1].isupper() or (known is not None and known.kind == "demonym"):
            return False
        for row, own in self.table.rows(text, most=3):
            entry = self.table.entry(row)
            if entry.population >= (least if own or entry.kind in HOLDERS else LEAST_ALONE):
                return True
        return False

    def read_datelines(self) -> None:
        """The places of datelines: capitals before a dash, at the start of a read passage or sentence."""
        for passage in self.article.passages:
            if not passage.read:
                continue
            for match in _DATELINE.finditer(passage.span.words[:DATELINE_REACH]):
                name = match[1].rstrip(" -.")
                start = passage.span.start + match.start(1)
                if len(name) > 3 and self.table.rows(name, most=1):
                    self.add(start, start + len(name), place=True)

    def read_swapped(self) -> None:
        """The places whose names a rewriting program put something else for: "IN" for "Indiana"."""
        readable = self.article.blanked()
        for reading in self.article.readings:
            start, end = reading.span.start, reading.span.end
            words = self.doc.char_span(start, end) if readable[start:end] == reading.span.words else None
            if words is not None and self.knows(reading.reads_as):
                self.add(start, end, place=not acts(words.root, state=True))

    def trim(self, words: Words) -> tuple[int, int]:
        """First token and one past the last of an entity, without its article and what follows it."""
        start, end = words.start, words.end
        while start < end - 1 and (
            self.doc[start].lower_ in ("the", "a", "an") or not self.doc[start].text[0].isalnum()
        ):
            start += 1
        while end > start + 1 and (
            self.doc[end - 1].text in ("'s", "’s") or not self.doc[end - 1].text[0].isalnum()
        ):
            end -= 1
        if end < len(self.doc) and self.doc[end].text == ".":
            end += self.doc[start:end].text + "." in place_words().short  # "W.Va."
        return start, end

    def read_name(self, words: Words) -> None:
        """An entity that the recogniser calls a place."""
        start, end = self.trim(words)
        text, head = self.doc[start:end].text, self.doc[start:end].root
        known = country_names().get(text)
        if known is not None and (known.kind[:4] in ("demo", "seat") or known.iso3 == "IGO"):
            return
        if not any(mark.isupper() for mark in text) or self.is_person(start, end):
            return
        scene = is_scene(head) or self.is_told_more(end)
        if place_words().common.get(fold(text)) == "word" and not scene:
            return
        agent = agents().get(self.doc[end - 1].lower_)
        if words.label_ == "FAC" and agent is not None and agent.kind == "organization":
            return  # "the Lamar County Sheriff's Office" does and says
        if not self.has(text) and not _may_be_unknown(text, sure=scene or words.label_ != "GPE"):
            return
        state = known is not None and known.kind in _STATES
        place = not acts(head, state=state) or self.is_holder(start, text)
        self.add_tokens(start, end, place=place)

    def read_other(self, words: Words) -> None:
        """An entity that the recogniser calls a body or a person: a place after all, or one at its start."""
        start, end = self.trim(words)
        text, head = self.doc[start:end].text, self.doc[start:end].root
        known = country_names().get(text)
        if known is not None and known.kind in ("usual", "name") and not self.is_person(start, end):
            self.add_tokens(start, end, place=not acts(head, state=True))
            return
        rests = self.is_told_more(end) or (is_scene(head, sure=True) and not _is_acronym(text))
        if rests and not self.is_common(text) and not self.is_person(start, end) and self.knows(text):
            self.add_tokens(start, end, place=True)
            return
        if words.label_ != "ORG":
            return
        for last in range(min(end - 1, start + 3), start, -1):  # "Clark County Sheriff": what it is of
            part = self.doc[start:last].text
            least = LEAST_PEOPLE if last - start > 1 else LEAST_ALONE
            if not self.is_common(part) and self.knows(part, least):
                self.add_tokens(start, last, place=False)
                return

    def read_missed(self) -> None:
        """Names that the recogniser left out, after a preposition of place or before their state."""
        columns = self.doc.to_array(["POS", "ENT_TYPE", "DEP"]).reshape(-1, 3)
        for at in np.flatnonzero((columns[:, 0] == PROPN) & (columns[:, 1] == 0)):
            token = self.doc[int(at)]
            first, last = token.i, token.i + 1
            scene = columns[at, 2] == pobj and is_scene(token, sure=True)
            if not scene and not self.is_told_more(last):
                continue
            while first > 0 and columns[first - 1, 0] == PROPN and columns[first - 1, 1] == 0:
                first -= 1
            text = self.doc[first:last].text
            if self.is_common(text) or _is_acronym(text) or self.is_person(first, last):
                continue
            if self.knows(text):
                self.add_tokens(first, last, place=True)

    def read_again(self) -> None:
        """The names of the text's places where the recogniser missed them or took them for another."""
        codes = self.doc.to_array(["ORTH"]).reshape(-1)
        strings = self.doc.vocab.strings
        #: Codes of each name's words to its place among the names, and the lengths of those that open so.
        order: dict[tuple[int, ...], int] = {}
        lengths: dict[int, set[int]] = {}
        for name in self.names:
            if not self.is_common(" ".join(name)):
                key = tuple(strings[word] for word in name)
                order[key] = len(order)
                lengths.setdefault(key[0], set()).add(len(key))
        if not order:
            return
        for at in np.flatnonzero(np.isin(codes, np.array(list(lengths), dtype=codes.dtype))):
            start = int(at)
            keys = (tuple(codes[start : start + length].tolist()) for length in lengths[int(codes[at])])
            for key in sorted((key for key in keys if key in order), key=order.__getitem__):
                end = start + len(key)
                if self.is_part(start, end):
                    continue
                words = self.doc[start:end]
                known = country_names().get(words.text)
                state = known is not None and known.kind in _STATES
                self.add_tokens(start, end, place=not acts(words.root, state=state))

    def is_part(self, start: int, end: int) -> bool:
        """Whether the tokens are a part of a longer name: "the Dublin Singers", "Jack London"."""
        doc = self.doc
        if start > 0 and (_runs_on(doc[start - 1], doc[start]) or _compounds(doc[start - 1])):
            return True
        if end < len(doc) and (_runs_on(doc[end - 1], doc[end]) or _names(doc[end], doc[end - 1])):
            return True
        return self.is_person(start, end)

    def is_holder(self, start: int, text: str) -> bool:
        """Whether the name before a comma lies in this one: "COLUMBUS, Ohio (AP) -- Firms said"."""
        if not self.found or start < 2 or self.doc[start - 1].text != ",":
            return False
        last = self.found[-1]
        comma = self.doc[start - 1].idx
        if not last.start < comma <= last.end + 1:
            return False
        rows = {each.entry.row for each in candidates_of(text, self.table)}
        before = candidates_of(self.article.text[last.start : last.end], self.table)
        return any(rows.intersection(each.inside) for each in before)

    def is_common(self, text: str) -> bool:
        """Whether a name is a common word or a person's name too, and no place without more evidence."""
        return fold(text) in place_words().common

    def is_person(self, start: int, end: int) -> bool:
        """Whether a name is the end of a person's: "Mr. Houston", or the surname of one named before."""
        doc = self.doc
        text = doc[start:end].text
        if text in self.called_people and not self.knows(text):
            return True
        if start > 0:
            before = doc[start - 1]
            if before.lower_ in _ADDRESSES:
                return True
            if before.ent_type_ == "PERSON" and before.dep_ == "compound" and before.head.i >= start:
                return True
        return doc[start:end].text in self.people and not is_scene(doc[start:end].root)

    def is_told_more(self, end: int) -> bool:
        """Whether a state's short form follows: "Reading, Pa."."""
        doc = self.doc
        if end + 1 >= len(doc) or doc[end].text != ",":
            return False
        short = place_words().short
        text = doc[end + 1].text
        return text in short or (end + 2 < len(doc) and text + doc[end + 2].text in short)


def _runs_on(one: Token, other: Token) -> bool:
    """Whether an entity goes on from a token to the next."""
    return bool(one.ent_type_) and other.ent_iob_ == "I"


def _compounds(before: Token) -> bool:
    """Whether the token before is a part of the name."""
    return bool(before.pos_ == "PROPN" and before.dep_ == "compound")


def _names(behind: Token, last: Token) -> bool:
    """Whether a name is only a part of the name that the token behind goes on with."""
    return bool(behind.pos_ == "PROPN" and last.dep_ == "compound")


def _may_be_unknown(text: str, *, sure: bool) -> bool:
    """Whether a name that the table has not is a place all the same: "in Tern Lake", not "for Windows"."""
    return sure and not _is_acronym(text) and not any(mark.isdigit() for mark in text)


def _is_acronym(text: str) -> bool:
    return text.isupper() and len(text) <= 5
