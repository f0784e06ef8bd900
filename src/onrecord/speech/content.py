"""Cue and its source -> what was said: the constituents and quotations that make up the content.

A cue's dependents, the clause that it interrupts and the quotations around it are pieces; each is
weighed by a linear model (models/speech.tsv) and the accepted ones are joined, as PolNeAR annotates
contents (Newell et al., LREC 2018): whole clauses and whole quotations, in one piece or several.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from onrecord.speech.sources import Source
from onrecord.speech.tree import Tree

__all__ = ["Piece", "clause", "pieces_of", "quote_tokens", "runs"]

#: Dependents that are never content by themselves.
APART: Final = frozenset(
    {"punct", "aux", "auxpass", "neg", "prt", "mark", "cc", "agent", "expl", "det", "poss", "intj"}
    | {"preconj", "predet", "case", "nummod", "quantmod", "meta", ""}
)
#: Relations in which a cue's clause can interrupt or follow the clause that it attributes.
HOSTED: Final = frozenset({"parataxis", "ccomp", "dep", "advcl", "conj", "csubj", "appos", "relcl"})
#: What may follow the words that attribute at the end of a sentence.
ENDS: Final = frozenset({".", "!", "?", ";", "—", "–"})
#: Most words between a quotation and its cue's clause that are looked at.
QUOTE_REACH: Final = 40
#: Most tokens of a piece: no sentence of PolNeAR is as long, and a torn page may hold one that is.
LONGEST: Final = 1000
#: Quotations on each side of a cue that are looked at.
QUOTE_SIDE: Final = 2


@dataclass(slots=True)
class Piece:
    """A stretch that may be part of a cue's content."""

    #: Dependency of its head, "host" for an interrupted clause, "qb" and "qa" for quotations.
    role: str
    #: First and last token.
    first: int
    last: int
    #: Head token of the constituent; -1 for a quotation.
    head: int
    #: Index of its quotation in `Tree.quotes`; -1 for none.
    quotation: int = -1
    #: How sure it belongs to the content, 0 to 1.
    score: float = 0.0


def quote_tokens(tree: Tree, quotation: int) -> tuple[int, int]:
    """First and one past the last token of a quotation."""
    quote = tree.quotes[quotation]
    return bisect_left(tree.at, quote.start), bisect_left(tree.at, quote.end)


def clause(tree: Tree, cue: int, source: Source) -> tuple[int, int]:
    """First and last token of the words that attribute: cue and source."""
    if source.head < 0 or abs(source.first - cue) > QUOTE_REACH:
        return cue, cue
    return min(cue, source.first), max(cue, source.last)


def pieces_of(tree: Tree, cue: int, source: Source, *, noun: bool = False) -> list[Piece]:
    """Everything that may be content of `cue`, in no particular order."""
    found = []
    dep = tree.dep
    for kid in tree.kids[cue]:
        role = dep[kid]
        if role in APART or kid == source.head or (role == "conj" and not noun):
            continue
        if role in ("nsubj", "csubj") and source.head >= 0:
            continue
        if source.head >= 0 and tree.within(source.head, kid) and role not in ("ccomp", "parataxis"):
            continue
        first, last = tree.left[kid], tree.right[kid]
        if role == "prep":
            role = f"prep:{tree.lower[kid]}"
            first = kid + 1 if first == kid and last > kid else first
            told = _in_statement(tree, kid)
            if told >= 0 and told not in (cue, source.head):
                found.append(Piece("under", tree.left[told], tree.right[told], told))
                last = tree.left[told] - 1
        if first <= cue <= last:
            continue
        found.append(Piece(role, first, last, kid))
    above = tree.head[cue]
    if above != cue and dep[cue] in HOSTED and tree.pos[above] in ("VERB", "AUX"):
        found.append(Piece(f"host:{dep[cue]}", tree.left[above], tree.right[above], above))
    found += _quote_pieces(tree, cue, source)
    found = [piece for piece in found if piece.last - piece.first < LONGEST]
    if not noun and not any(piece.role == "ccomp" and piece.first < cue for piece in found):
        found += _fronted(tree, cue, source)
    return found


def _in_statement(tree: Tree, preposition: int) -> int:
    """The clause of "said in a statement that ...", which the parser hangs from "statement"."""
    noun = tree.kid(preposition, "pobj")
    if noun < 0:
        return -1
    for kid in tree.kids[noun]:
        told = tree.dep[kid] in ("acl", "relcl", "ccomp") and tree.lower[tree.left[kid]] == "that"
        if told and tree.kid(kid, "mark") >= 0:
            return kid
    return -1


def _fronted(tree: Tree, cue: int, source: Source) -> list[Piece]:
    """What stands before a comma before the words that attribute: "X to meet Y, says Z".

    The parser often makes such a headline two sentences.
    """
    first, last = clause(tree, cue, source)
    if first - 1 < 0 or tree.lower[first - 1] != "," or tree.quote[first - 1] >= 0:
        return []
    after = last + 1
    more = after < len(tree) and tree.pos[after] != "SPACE" and tree.line[after] == tree.line[cue]
    if more and tree.lower[after] not in ENDS:
        return []
    start = tree.starts[tree.sentence[first - 1]]
    while (
        start > 0 and tree.line[start - 1] == tree.line[cue] and tree.pos[start - 1] not in ("PUNCT", "SPACE")
    ):
        start = tree.starts[tree.sentence[start - 1]]
    return [Piece("front", start, first - 2, -1)] if start <= first - 2 else []


def _quote_pieces(tree: Tree, cue: int, source: Source) -> list[Piece]:
    """The nearest quotations with speech in the cue's line, before and after its clause."""
    if not tree.quotes or tree.quote[cue] >= 0:
        return []
    first, last = clause(tree, cue, source)
    nearest = bisect_left(tree.quote_starts, tree.at[cue])
    found = []
    for step in range(QUOTE_SIDE):
        before = nearest - 1 - step
        if before >= 0:
            begin, end = quote_tokens(tree, before)
            if begin < end and tree.line[begin] == tree.line[cue] and first - end <= QUOTE_REACH:
                found.append(Piece(f"qb{step}", begin, end - 1, -1, before))
        after = nearest + step
        if after < len(tree.quotes):
            begin, end = quote_tokens(tree, after)
            near = begin < end and tree.line[begin] == tree.line[cue]
            if near and (step > 0 or begin - last <= QUOTE_REACH):
                found.append(Piece(f"qa{step}", begin, end - 1, -1, after))
    found += _announced(tree, cue, nearest)
    return found


def _announced(tree: Tree, cue: int, nearest: int) -> list[Piece]:
    """The quotation that opens the next paragraph, where the cue's own ends with a colon."""
    if nearest >= len(tree.quotes):
        return []
    begin, end = quote_tokens(tree, nearest)
    before = begin - 1
    while before > cue and tree.pos[before] == "SPACE":
        before -= 1
    near = begin < end and tree.lower[before] == ":" and tree.line[before] == tree.line[cue]
    if not near or tree.line[begin] == tree.line[cue] or tree.sentence[before] != tree.sentence[cue]:
        return []
    return [Piece("qn", begin, end - 1, -1, nearest)]


def runs(tokens: Iterable[int]) -> list[tuple[int, int]]:
    """Sorted token numbers as (first, last) runs."""
    found: list[list[int]] = []
    for token in sorted(tokens):
        if found and token - found[-1][1] <= 1:
            found[-1][1] = token
        else:
            found.append([token, token])
    return [(first, last) for first, last in found]
