"""A parsed sentence with actor and recipient given -> its PLOVER coding."""

from __future__ import annotations

from spacy.tokens import Doc

from onrecord.event.codebook import load_codebook
from onrecord.event.evidence import YIELD, YIELDS, yielded
from onrecord.event.features import Clues, Range, path_between, views_of
from onrecord.event.tree import Tree
from onrecord.event.types import TypeModel, load_model
from onrecord.records import Coding

__all__ = ["code_event", "tokens_in"]


def code_event(
    doc: Doc, *, actor: tuple[int, int], recipient: tuple[int, int], model: TypeModel | None = None
) -> Coding:
    """The coding of what `actor` does to `recipient`, both half-open character spans of `doc.text`.

    Follows PLOVER's 16 types (PLV's YIELD is split into CONCEDE and RETREAT). `model` stands in for
    the packaged one. ValueError if the doc is empty.
    """
    if not len(doc):
        raise ValueError("a sentence without words cannot be coded")
    book = load_codebook()
    clues = Clues(Tree(doc), book)
    spans = tokens_in(clues.tree, actor), tokens_in(clues.tree, recipient)
    shares = (model or load_model()).probabilities(views_of(clues, *spans))
    label, share = max(shares.items(), key=lambda item: item[1])
    path, _ = path_between(clues.tree, *spans)
    name = split_yield(clues, path) if label == YIELD else label
    return Coding(
        type=name, mode=mode_of(clues, path, name), quad=book.quad(name), confidence=round(share, 4)
    )


def tokens_in(tree: Tree, span: tuple[int, int]) -> Range:
    """The half-open range of tokens that a character span touches; at least one token."""
    touched = [i for i in range(len(tree)) if tree.idx[i] < span[1] and tree.end[i] > span[0]]
    if not touched:
        near = min(range(len(tree)), key=lambda i: abs(tree.idx[i] - span[0]))
        return near, near + 1
    return touched[0], touched[-1] + 1


def split_yield(clues: Clues, path: list[int]) -> str:
    """RETREAT or CONCEDE for a yielding act: by the senses near the path, else by words of deed."""
    tree = clues.tree
    near = [i for i in clues.senses if i in path or tree.head[i] in path]
    for i in sorted(near, key=lambda i: i not in path):
        if clues.senses[i].type in YIELDS:
            return clues.senses[i].type
    return yielded(tree.lemma[each] for i in path for each in (i, *tree.kids[i]))


def mode_of(clues: Clues, path: list[int], name: str) -> str | None:
    """The mode that the lexicon gives on the path for that type; None if it gives none."""
    tree = clues.tree
    near = [i for i in clues.senses if i in path] + [i for i in clues.senses if tree.head[i] in path]
    for i in near:
        sense = clues.senses[i]
        if sense.type == name and sense.mode is not None:
            return sense.mode
    return None
