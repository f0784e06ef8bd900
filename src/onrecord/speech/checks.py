"""A cue with the content that was read for it -> what of the content stands, none if nobody speaks.

The models weigh words and relations; what they cannot see is checked here: that a content ends with
the quotation its cue stands in, that who was told is not what was told, and that an act done to a
thing ("police questioned the driver") is no speech.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onrecord.speech.content import Piece, quote_tokens
from onrecord.speech.cues import Candidate
from onrecord.speech.tree import MARKS, NOMINAL, Tree
from onrecord.speech.verbs import Verbs

__all__ = ["clipped", "on_line", "settled"]

#: Relations of the noun phrase that a verb acts on.
OBJECTS: Final = frozenset({"dobj", "nsubjpass"})
#: What may hang from a plain noun: no possessor, no clause and nothing after it.
PLAIN: Final = frozenset({"det", "amod", "nummod", "compound", "punct"})


def settled(tree: Tree, cue: Candidate, pieces: Sequence[Piece], content: set[int], verbs: Verbs) -> set[int]:
    """The tokens of `content` that the cue can have said; empty if it says nothing."""
    if cue.kind == "signed":
        return content
    content = clipped(tree, cue.token, on_line(tree, cue.token, content))
    content = _in_subject(tree, cue.token, content)
    verb = verbs.table.get(tree.lemma[cue.token])
    if cue.kind != "verb" or verb is None:
        return content
    if verb.act and _plain_object(tree, pieces, content):
        return set()
    asked = tree.kid(cue.token, "nsubjpass") if verb.told == "object" else -1
    if asked >= 0:
        content = content.difference(range(tree.left[asked], tree.right[asked] + 1))
    for piece in pieces:
        heard = verb.told == "to" and piece.role == "prep:to" and _spoken(tree, content)
        if heard:
            content = content.difference(range(piece.first, piece.last + 1))
    if all(tree.pos[token] == "PUNCT" for token in content):
        return set()
    return content


def on_line(tree: Tree, cue: int, content: set[int]) -> set[int]:
    """The content without what stands on other lines outside quotation marks.

    A headline has no full stop, so a reader may run on into the line below it.
    """
    line = tree.line[cue]
    return {token for token in content if tree.line[token] == line or tree.quote[token] >= 0}


def _in_subject(tree: Tree, cue: int, content: set[int]) -> set[int]:
    """The content of a cue inside a subject, without its predicate: "the claim that it held was wrong"."""
    token = cue
    while tree.head[token] != token:
        above = tree.head[token]
        if tree.dep[token] in ("nsubj", "nsubjpass") and above in content:
            return content.intersection(range(tree.left[token], tree.right[token] + 1)) or content
        token = above
    return content


def clipped(tree: Tree, cue: int, content: set[int]) -> set[int]:
    """The content of a cue inside a quotation, without the words around quotations and their marks."""
    if tree.quote[cue] < 0:
        return content
    inner: set[int] = set()
    for quotation in {tree.quote[token] for token in content if tree.quote[token] >= 0}:
        begin, end = quote_tokens(tree, quotation)
        begin += begin < end and tree.lower[begin] in MARKS
        end -= begin < end and tree.quotes[quotation].closed and tree.lower[end - 1] in MARKS
        inner.update(range(begin, end))
    kept = content & inner
    while kept and tree.lower[max(kept)] in (",", ".", ";"):
        kept.remove(max(kept))  # They belong to the sentence around, as in `"They said no," he said`.
    return kept


def _spoken(tree: Tree, content: set[int]) -> bool:
    """Whether words of speech in quotation marks are in the content."""
    return any(tree.quote[token] >= 0 for token in content)


def _plain_object(tree: Tree, pieces: Sequence[Piece], content: set[int]) -> bool:
    """Whether all that the verb has is a plain noun phrase, without a clause or a quotation."""
    if not pieces or any(tree.marked[token] for token in content):
        return False
    return all(
        piece.role in OBJECTS
        and tree.pos[piece.head] in NOMINAL
        and all(tree.dep[kid] in PLAIN for kid in tree.kids[piece.head])
        for piece in pieces
    )
