"""Doc -> the names of known organizations and movements: "the Taliban", "Environment Canada".

A name stands in bodies.tsv as it is written; the longest that begins at a word is taken, and only on
words that no other name holds.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from onrecord.mark.attributes import Candidate
from onrecord.mark.names import made_of_body
from onrecord.mark.tables import Body, bodies, body_openings

__all__ = ["add_bodies"]


def add_bodies(
    doc: Doc, found: dict[int, Candidate], inside: bytearray, sentence_of: list[int], *, least: int
) -> None:
    """Adds the names of `least` tokens or more to `found` and marks their tokens in `inside`."""
    openings, text = body_openings(), doc.text
    for token in doc:
        if inside[token.i] or token.text[:2] not in openings:
            continue
        ending = _longest_at(token, text, openings[token.text[:2]])
        if ending is None or any(inside[token.i : ending[0]]):
            continue
        end, body = ending
        if end - token.i < least:
            continue
        candidate = made_of_body(doc, token.i, end, body, sentence_of)
        if candidate.head.i not in found:
            found[candidate.head.i] = candidate
            inside[token.i : end] = b"\x01" * (end - token.i)


def _longest_at(token: Token, text: str, forms: tuple[str, ...]) -> tuple[int, Body] | None:
    """One past the last token of the longest name that begins at a token, and what it names."""
    doc = token.doc
    for form in forms:
        if not text.startswith(form, token.idx):
            continue
        last, end = token.idx + len(form), token.i
        while end < len(doc) and doc[end].idx < last:
            end += 1
        whole = doc[end - 1].idx + len(doc[end - 1]) == last
        following = doc[end] if end < len(doc) else None
        longer = following is not None and following.pos_ == "PROPN" and following.dep_ != "ROOT"
        if whole and _is_name(doc[end - 1], form, following) and not (longer and end - token.i == 1):
            return end, bodies()[form]
    return None


def _is_name(last: Token, form: str, following: Token | None) -> bool:
    """Whether a word is a name by the parse, or an acronym that does not stand in a line of capitals."""
    if last.pos_ == "PROPN":
        return True
    return (
        form.isupper()
        and last.pos_ in ("NOUN", "ADJ")
        and (following is None or not following.text.isupper())
    )
