"""Attributions -> quotations without a cue: those whose speaker an earlier paragraph named.

A paragraph that is only quotation goes on with the speaker of the paragraph before, as newspapers
write it; a quotation that the paragraph before left open does so too. Where a quarantined passage
stands between, or nobody spoke before, the speaker stays unknown and the reason says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.speech.attribution import Attribution
from onrecord.speech.content import quote_tokens
from onrecord.speech.tree import Tree
from onrecord.speech.verbs import Verbs

__all__ = ["Carried", "carry"]

#: Confidence of a carried speaker: the share of carried sources that were right among the 60
#: quote-only paragraphs of PolNeAR train read by hand.
CARRIED: Final = 0.85
#: Confidence where the quotation is certain and nobody is named.
NOBODY: Final = 0.6


@dataclass(slots=True)
class Carried:
    """Quotations of one paragraph that have no cue of their own."""

    content: set[int]
    #: The attribution that names the speaker; None if the page gives none.
    speaker: Attribution | None
    why: str
    confidence: float


def carry(tree: Tree, found: list[Attribution], regions: list[int], verbs: Verbs) -> list[Carried]:
    """The quotations that no attribution holds; may add paragraphs to the attributions' contents.

    `regions` gives each token the number of the unbroken stretch of read passages it stands in.
    """
    carried: list[Carried] = []
    taken = {token for one in found for token in one.content}
    lines = _lines(tree)
    by_line: dict[int, list[Attribution]] = {}
    for one in found:
        if one.outer is None:
            by_line.setdefault(tree.line[one.cue.token], []).append(one)
    last: Attribution | None = None
    before = -1
    for number, (first, end) in enumerate(lines):
        apart = before < 0 or regions[first] != regions[before]
        before = first
        last = None if apart else last
        loose = _loose(tree, first, end, taken)
        if not loose:
            last = _last_speaker(tree, by_line.get(tree.line[first], []), verbs)
            continue
        after = lines[number + 1][0] if number + 1 < len(lines) else -1
        follower = None
        if after >= 0 and regions[after] == regions[first]:
            follower = _opens_into(tree, loose, after, by_line)
        if follower is not None:
            follower.content.update(loose)
        else:
            carried.append(_carried(loose, last, apart))
    return carried


def _carried(loose: set[int], last: Attribution | None, apart: bool) -> Carried:
    if last is not None and last.cue.source.head >= 0:
        return Carried(loose, last, "carried over from the paragraph before", CARRIED)
    if last is not None:
        return Carried(loose, None, "the paragraph gives no speaker, nor does the one before", NOBODY)
    where = "opens the passage" if apart else "follows a paragraph in which nobody speaks"
    return Carried(loose, None, f"the paragraph gives no speaker and {where}", NOBODY)


def _lines(tree: Tree) -> list[tuple[int, int]]:
    """First and one past the last token of each line with words."""
    found: list[tuple[int, int]] = []
    for token, line in enumerate(tree.line):
        if tree.pos[token] == "SPACE":
            continue
        if found and tree.line[found[-1][0]] == line:
            found[-1] = (found[-1][0], token + 1)
        else:
            found.append((token, token + 1))
    return found


def _loose(tree: Tree, first: int, end: int, taken: set[int]) -> set[int]:
    """The tokens of a line's quotations if it is only quotation and nobody has them; else none."""
    if tree.quote[first] < 0:
        return set()
    quoted = [token for token in range(first, end) if tree.quote[token] >= 0]
    apart = sum(
        1
        for token in range(first, end)
        if tree.quote[token] < 0 and tree.pos[token] not in ("PUNCT", "SPACE", "SYM")
    )
    if apart or any(token in taken for token in quoted):
        return set()
    return {token for token in quoted if tree.pos[token] != "SPACE"}


def _last_speaker(tree: Tree, here: list[Attribution], verbs: Verbs) -> Attribution | None:
    """The last one who speaks in a line: who says or is quoted, not who only wants."""
    spoken = [
        one
        for one in here
        if verbs.speaks(tree.lemma[one.cue.token]) or any(tree.quote[token] >= 0 for token in one.content)
    ]
    if spoken:
        return max(spoken, key=lambda one: max(one.content, default=one.last))
    return None


def _opens_into(
    tree: Tree,
    loose: set[int],
    first: int,
    by_line: dict[int, list[Attribution]],
) -> Attribution | None:
    """The attribution of the next line, from `first`, that goes on with a quotation left open here."""
    if tree.quotes[tree.quote[max(loose)]].closed or tree.quote[first] < 0:
        return None
    if not tree.quotes[tree.quote[first]].carries:
        return None
    begin, end = quote_tokens(tree, tree.quote[first])
    for one in by_line.get(tree.line[first], []):
        if any(begin <= token < end for token in one.content):
            return one
    return None
