"""Parse -> attributions: who is quoted with which words, each with its confidence.

Cue candidates are weighed, quotations are given to the cue that claims them best, contents are
joined from their pieces, and an attribution whose cue stands in another's content hangs below it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from onrecord.speech.content import Piece, quote_tokens, runs
from onrecord.speech.cues import Candidate, find_candidates
from onrecord.speech.features import cue_features, piece_features
from onrecord.speech.tree import MARKS, Tree
from onrecord.speech.weights import Counts, Model, log_odds

__all__ = ["Attribution", "build", "cue_words", "nest", "statement_features", "weighed"]

#: Least probability of a cue at which its content is read; half of what the best F1 asks for.
LEAST_CUE: Final = 0.25
#: Confidence of a speaker whom the layout names, by a label in capitals (31 of some 35 such lines in PolNeAR
#: train are annotated) or behind a dash (one text there): too rare to be weighed.
SIGNED: Final = 0.9
#: From here on a cue is likely enough to keep a quotation inside its constituents.
LIKELY_CUE: Final = 0.5
#: From this probability on a piece is content.
LEAST_PIECE: Final = 0.58
#: Where no piece reaches it, the best one is the content from here on.
LEAST_ONLY_PIECE: Final = 0.15
#: Least claim (cue times piece) at which a quotation goes to a cue.
LEAST_CLAIM: Final = 0.15


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


def weighed(tree: Tree, counts: Counts, models: Mapping[str, Model]) -> list[Attribution]:
    """Every attribution that the parse allows, each with its confidence, unnested."""
    found = build(tree, counts, models)
    for built in found:
        signed = built.cue.kind == "signed"
        built.confidence = SIGNED if signed else models["statement"].score(statement_features(tree, built))
    return found


def build(tree: Tree, counts: Counts, models: Mapping[str, Model]) -> list[Attribution]:
    """Every attribution that the cues and pieces allow, without confidence and unnested."""
    found = []
    for one in find_candidates(tree, counts):
        if one.kind == "signed":
            one.score = SIGNED
            for piece in one.pieces:
                piece.score = SIGNED
            found.append(one)
            continue
        one.score = models["cue"].score(cue_features(tree, one, counts))
        if one.score < LEAST_CUE:
            continue
        for piece in one.pieces:
            piece.score = models["piece"].score(piece_features(tree, one, piece, counts))
        found.append(one)
    found = [one for one in found if not _carried_by(tree, one, found)]
    owners = _own_quotations(tree, found)
    owned: dict[int, list[int]] = {}
    for quotation, owner in owners.items():
        owned.setdefault(owner.token, []).append(quotation)
    attributions = (_build(tree, one, owners, owned.get(one.token, [])) for one in found)
    return [built for built in attributions if built.content]


def _carried_by(tree: Tree, one: Candidate, found: list[Candidate]) -> bool:
    """Whether a cue only leads to another: "replied" in "replied by saying"."""
    by = [piece.head for piece in one.pieces if piece.role == "prep:by"]
    said = {tree.kid(head, "pcomp") for head in by}
    return any(other.token in said and other.score >= LIKELY_CUE for other in found) if said else False


def statement_features(tree: Tree, built: Attribution) -> dict[str, float]:
    """The features of a whole attribution for the model "statement"."""
    one = built.cue
    odds = log_odds(one.score)
    worst = min((piece.score for piece in built.pieces), default=1.0)
    quoted = sum(1 for token in built.content if tree.quote[token] >= 0)
    size = len(built.content)
    share = "all" if quoted >= 0.9 * size else "some" if quoted else "none"
    roles = "+".join(sorted({piece.role.split(":")[0] for piece in built.pieces}))
    length = next((str(most) for most in (1, 3, 9, 30) if size <= most), "long")
    head = one.source.head
    who = "none" if head < 0 else tree.lower[head] if tree.pos[head] == "PRON" else tree.pos[head]
    return {
        "cue": odds,
        f"cue|{one.kind}": odds,
        "worst": log_odds(worst),
        f"quoted={share}": 1.0,
        f"kind={one.kind}": 1.0,
        f"way={one.source.way}": 1.0,
        f"who={who}": 1.0,
        f"ent={tree.ent[head] if head >= 0 else ''}": 1.0,
        f"roles={roles}": 1.0,
        f"roles|{share}": 1.0,
        f"runs={min(4, len(runs(built.content)))}": 1.0,
        f"size={length}": 1.0,
        f"structure={one.structure.split(':')[0]}": 1.0,
        "inside" if tree.quote[one.token] >= 0 else "outside": 1.0,
    }


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
    by_line: dict[int, list[Candidate]] = {line: [] for line in tree.line}
    for one in found:
        by_line[tree.line[one.token]].append(one)
    line, owner = -1, None
    for quotation in range(len(tree.quotes)):
        begin, end = quote_tokens(tree, quotation)
        if begin >= end:
            continue
        if tree.line[begin] != line:
            line, owner = tree.line[begin], None
        if quotation in owners:
            owner = owners[quotation]
        elif owner is not None and tree.begins(begin) and not _claimed(by_line[line], begin, end):
            owners[quotation] = owner
    return owners


def _claimed(found: list[Candidate], begin: int, end: int) -> bool:
    """Whether a constituent of a likely cue holds the quotation's middle."""
    middle = (begin + end) // 2
    return any(
        one.score >= LIKELY_CUE and any(p.first <= middle <= p.last for p in one.pieces if p.quotation < 0)
        for one in found
    )


def _build(tree: Tree, one: Candidate, owners: Mapping[int, Candidate], mine: list[int]) -> Attribution:
    """The attribution of a cue: its words and its content; `mine` are the quotations it owns."""
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
        own = one.structure == "signed" or tree.quote[one.token] != quotation
        if own and owners.get(quotation, one) is one:
            content.update(range(*quote_tokens(tree, quotation)))
    content.difference_update(range(first, last + 1))
    if one.source.head >= 0 and one.source.way not in ("owner",):
        content.difference_update(range(one.source.first, one.source.last + 1))
    _close_gaps(tree, chosen, content, range(first, last + 1))
    content = {token for token in content if tree.pos[token] != "SPACE"}
    if all(tree.pos[token] == "PUNCT" for token in content):
        content = set()
    return Attribution(one, first, last, chosen, content)


def _close_gaps(tree: Tree, chosen: list[Piece], content: set[int], cue: range) -> None:
    """Adds the preposition between two pieces, and the marks and words of a quotation cut short."""
    for piece in chosen:
        link = piece.first - 1
        if piece.role.startswith("prep:") and link - 1 in content and link not in cue:
            content.add(link)
    for token in [token for token in sorted(content) if token + 1 not in content]:
        after = token + 1
        while after < len(tree) and tree.marked[token] and tree.marked[after] and _goes_on(tree, after, cue):
            content.add(after)
            if tree.lower[after] in MARKS:
                break
            after += 1


def _goes_on(tree: Tree, token: int, cue: range) -> bool:
    """Whether a quotation goes on at `token`: not at a mark that opens another."""
    return token not in cue and tree.quote[token] == tree.quote[token - 1]


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


def nest(attributions: list[Attribution]) -> None:
    """Hangs each attribution below the smallest one whose content holds its cue."""
    cues = {one.cue.token for one in attributions}
    #: The smallest first.
    holding: dict[int, list[Attribution]] = {token: [] for token in cues}
    for outer in sorted(attributions, key=lambda one: (len(one.content), one.cue.token)):
        for token in outer.content & cues:
            holding[token].append(outer)
    for inner in attributions:
        holders = (
            outer
            for outer in holding[inner.cue.token]
            if outer is not inner and not _inside(outer, inner) and not _above(outer, inner)
        )
        inner.outer = next(holders, None)


def _above(outer: Attribution, inner: Attribution) -> bool:
    """Whether `outer` already hangs below `inner`."""
    above: Attribution | None = outer
    while above is not None and above is not inner:
        above = above.outer
    return above is inner


def _inside(outer: Attribution, inner: Attribution) -> bool:
    """Whether `outer`'s cue stands in `inner`'s content while `inner` is the better one."""
    return outer.cue.token in inner.content and (inner.confidence, -inner.cue.token) > (
        outer.confidence,
        -outer.cue.token,
    )
