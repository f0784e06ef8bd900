"""Doc -> the names of known organizations and movements: "the Taliban", "Environment Canada".

A name stands in bodies.tsv as it is written; the longest that begins at a word is taken, and only on
words that no other name holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from onrecord.mark.attributes import Candidate
from onrecord.mark.names import made_of_body
from onrecord.mark.rewritten import ReadText
from onrecord.mark.tables import Body, agents, bodies, body_openings

__all__ = ["add_bodies", "find_bodies"]

#: Where a word begins.
WORD: Final = re.compile(r"(?<!\w)\w")


def find_bodies(doc: Doc, read: ReadText | None = None) -> list[tuple[Words, Body]]:
    """The names of bodies.tsv that stand in a text, the longest from each word on, in text order.

    `read` is the text as it reads, where a program has swapped words of the page.
    """
    read = read or ReadText(doc.text)
    openings, text = body_openings(), read.text
    found: list[tuple[Words, Body]] = []
    last = 0
    for start in (match.start() for match in WORD.finditer(text)):
        if start < last:
            continue
        for form in openings.get(text[start : start + 2], ()):
            if not text.startswith(form, start):
                continue
            end = start + len(form)
            words = doc.char_span(read.own(start), read.own(end, end=True))
            if words is not None and _is_name(words, form):
                found.append((words, bodies()[form]))
                last = end
                break
    return found


def add_bodies(
    names: Iterable[tuple[Words, Body]],
    found: dict[int, Candidate],
    inside: bytearray,
    sentence_of: list[int],
) -> None:
    """Adds the names whose words are free to `found` and marks their tokens in `inside`."""
    for words, body in names:
        if any(inside[words.start : words.end]):
            continue
        candidate = made_of_body(words.doc, words.start, words.end, body, sentence_of)
        if candidate.head.i not in found:
            found[candidate.head.i] = candidate
            inside[words.start : words.end] = b"\x01" * len(words)


def _is_name(words: Words, form: str) -> bool:
    """Whether words are a name by the parse, or an acronym that does not stand in a line of capitals."""
    doc, last = words.doc, words[-1]
    following = doc[words.end] if words.end < len(doc) else None
    if following is not None and _goes_on(following, len(words) == 1):
        return False
    if last.pos_ == "PROPN":
        return True
    lone = following is None or not following.text.isupper()
    return form.isupper() and last.pos_ in ("NOUN", "ADJ") and lone


def _goes_on(following: Token, lone: bool) -> bool:
    """Whether a name goes on behind a body's: "Ford Falcon", "Department of State Services"."""
    if following.pos_ != "PROPN" or following.dep_ == "ROOT":
        return False
    if lone:
        return True
    agent = agents().get(following.lower_)
    titled = agent is not None and agent.kind == "person"  # "State Department Spokesperson"
    return following.ent_iob_ == "I" and following.ent_type_ == "ORG" and not titled
