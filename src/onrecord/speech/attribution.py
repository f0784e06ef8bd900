"""Parse -> attributions: who is quoted with which words, outermost first, each with its confidence.

Cue candidates are weighed, quotations are given to the cue that claims them best, contents are
joined from their pieces, and an attribution whose cue stands in another's content hangs below it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from onrecord.speech.content import Piece, quote_tokens, runs
from onrecord.speech.cues import Candidate, cue_features, find_candidates, piece_features
from onrecord.speech.tree import Tree
from onrecord.speech.weights import Counts, Model

__all__ = ["Attribution", "attribute"]

#: Least probability of a cue at which its content is read; half of what the best F1 asks for.
LEAST_CUE: Final = 0.15
#: From this probability on a piece is content.
LEAST_PIECE: Final = 0.5
#: Where no piece reaches it, the best one is the content from here on.
LEAST_ONLY_PIECE: Final = 0.15
#: Least claim (cue times piece) at which a quotation goes to a cue.
LEAST_CLAIM: Final = 0.25


@dataclass(slots=True)
class Attribution:
    """A cue with its content, in tokens."""

    cue: Candidate
    #: First and last tokens of the cue's words.
    first: int
    last: int
    pieces: list[Piece]
    #: Tokens of the content.
    content: set[int] = field(default_factory=set)
    #: The attribution in whose content it stands.
    outer: Attribution | None = None
    #: Probability that source and content are right, 0 to 1.
    confidence: float = 0.0


def attribute(tree: Tree, counts: Counts, models: Mapping[str, Model]) -> list[Attribution]:
    """Every attribution of a parsed text, in the order of their cues."""
    found = []
    for one in find_candidates(tree, counts):
        one.score = models["cue"].score(cue_features(tree, one, counts))
        if one.score < LEAST_CUE:
            continue
        for piece in one.pieces:
            piece.score = models["piece"].score(piece_features(tree, one, piece, counts))
        found.append(one)
    owners = _own_quotations(tree, found)
    attributions = []
    for one in found:
        built = _build(tree, one, owners)
        if built.content:
            attributions.append(built)
    for built in attributions:
        built.confidence = built.cue.score
    _nest(tree, attributions)
    return attributions


def _own_quotations(tree: Tree, found: list[Candidate]) -> dict[int, Candidate]:
    """The cue that each quotation belongs to."""
    claims: dict[int, float] = {}
    owners: dict[int, Candidate] = {}
    for one in found:
        for piece in one.pieces:
            if piece.quotation < 0:
                continue
            claim = piece.score * one.score
            if claim >= max(LEAST_CLAIM, claims.get(piece.quotation, 0.0)):
                claims[piece.quotation] = claim
                owners[piece.quotation] = one
    line, owner = -1, None
    for quotation in range(len(tree.quotes)):
        begin, end = quote_tokens(tree, quotation)
        if begin >= end:
            continue
        if tree.line[begin] != line:
            line, owner = tree.line[begin], None
        if quotation in owners:
            owner = owners[quotation]
        elif owner is not None and begin in tree.starts and not _claimed(found, begin, end):
            owners[quotation] = owner
    return owners


def _claimed(found: list[Candidate], begin: int, end: int) -> bool:
    """Whether a constituent of a likely cue holds the quotation's middle."""
    middle = (begin + end) // 2
    return any(
        one.score >= LEAST_PIECE and any(p.first <= middle <= p.last for p in one.pieces if p.quotation < 0)
        for one in found
    )


def _build(tree: Tree, one: Candidate, owners: Mapping[int, Candidate]) -> Attribution:
    """The attribution of a cue: its words and its content."""
    mine = [quotation for quotation, owner in owners.items() if owner is one]
    chosen = [p for p in one.pieces if p.quotation < 0 and p.score >= LEAST_PIECE]
    chosen = [p for p in chosen if not _others(tree, p, one, owners)]
    if not chosen and not mine:
        best = max((p for p in one.pieces if p.quotation < 0), key=lambda p: p.score, default=None)
        if best is not None and best.score >= LEAST_ONLY_PIECE:
            chosen = [best]
    first, last = cue_words(tree, one)
    content: set[int] = set()
    for piece in chosen:
        content.update(range(piece.first, piece.last + 1))
        if piece.role.startswith("host"):
            content.difference_update(range(tree.left[one.token], tree.right[one.token] + 1))
    for quotation in {tree.quote[token] for token in content if tree.quote[token] >= 0} | set(mine):
        if owners.get(quotation, one) is one and tree.quote[one.token] != quotation:
            content.update(range(*quote_tokens(tree, quotation)))
    content.difference_update(range(first, last + 1))
    if one.source.head >= 0 and one.source.way not in ("owner",):
        content.difference_update(range(one.source.first, one.source.last + 1))
    content = {token for token in content if tree.pos[token] != "SPACE"}
    if all(tree.pos[token] == "PUNCT" for token in content):
        content = set()
    return Attribution(one, first, last, chosen, content)


def _others(tree: Tree, piece: Piece, one: Candidate, owners: Mapping[int, Candidate]) -> bool:
    """Whether a piece is for the most part a quotation that another cue owns."""
    middle = tree.quote[(piece.first + piece.last) // 2]
    return middle >= 0 and owners.get(middle, one) is not one and owners[middle].score > one.score


def cue_words(tree: Tree, one: Candidate) -> tuple[int, int]:
    """First and last token of a cue: the verb with its auxiliaries, negation and particle."""
    token = one.token
    if one.kind == "according":
        return token, token + 1
    first = last = token
    if one.kind != "verb":
        return first, last
    for kid in reversed(tree.kids[token]):
        if kid < token and tree.dep[kid] in ("aux", "auxpass", "neg", "advmod") and kid >= first - 1:
            first = tree.left[kid] if tree.left[kid] == kid else kid
    for kid in tree.kids[token]:
        if kid > token and tree.dep[kid] in ("prt", "neg") and kid <= last + 1:
            last = kid
    return first, last


def _nest(tree: Tree, attributions: list[Attribution]) -> None:
    """Hangs each attribution below the smallest one whose content holds its cue."""
    for inner in attributions:
        token = inner.cue.token
        holders = [
            outer
            for outer in attributions
            if outer is not inner and token in outer.content and not _inside(outer, inner)
        ]
        inner.outer = min(holders, key=lambda outer: (len(outer.content), outer.cue.token), default=None)


def _inside(outer: Attribution, inner: Attribution) -> bool:
    """Whether `outer`'s cue stands in `inner`'s content while `inner` is the better one."""
    return outer.cue.token in inner.content and (inner.cue.score, -inner.cue.token) > (
        outer.cue.score,
        -outer.cue.token,
    )
