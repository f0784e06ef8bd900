"""Attributions -> quotations without a cue: those whose speaker an earlier paragraph named.

A paragraph that is only quotation goes on with the speaker of the paragraph before, as newspapers
write it; a quotation that the paragraph before left open does so too; a line after it that is only
a name ("- Sanders.") names its speaker. Where a quarantined passage stands between, or nobody spoke
before, the speaker stays unknown and the reason says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.speech.attribution import Attribution
from onrecord.speech.content import quote_tokens
from onrecord.speech.sources import NOBODY, Source, signature
from onrecord.speech.tree import DASHES, Tree
from onrecord.speech.verbs import Verbs

__all__ = ["Carried", "carry"]

#: Confidence of a carried speaker: 12 of 15 were right, every third of those in PolNeAR train read
#: by hand (it annotates no quotation without a cue).
CARRIED: Final = 0.8
#: Confidence where the quotation is certain and nobody is named.
UNKNOWN: Final = 0.6
#: Fewest words of a quotation that is a paragraph by itself; shorter ones are subheadings
#: ("'A tough decision.'" between two parts of a page of PolNeAR train).
LEAST_WORDS: Final = 5


@dataclass(slots=True)
class Carried:
    """Quotations of one paragraph that have no cue of their own."""

    content: set[int]
    #: The source that names the speaker; `NOBODY` if the page gives none.
    source: Source
    #: Whether the source stands in an earlier paragraph.
    carried: bool
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
        after = lines[number + 1] if number + 1 < len(lines) else (-1, -1)
        if after[0] >= 0 and regions[after[0]] != regions[first]:
            after = (-1, -1)
        follower = _opens_into(tree, loose, after[0], by_line)
        if follower is not None:
            follower.content.update(loose)
        elif _speech(tree, loose):
            carried.append(_carried(tree, loose, last, apart, after))
        if follower is not None or not _speech(tree, loose):
            last = None
    return carried


def _speech(tree: Tree, loose: set[int]) -> bool:
    """Whether a quotation that stands alone is speech and no subheading, and no stray mark."""
    first = tree.quotes[tree.quote[min(loose)]]
    words = sum(1 for token in loose if tree.pos[token] not in ("PUNCT", "SPACE"))
    return first.carries or (words >= LEAST_WORDS and (first.closed or tree.text[first.start] == "“"))


def _carried(
    tree: Tree, loose: set[int], last: Attribution | None, apart: bool, after: tuple[int, int]
) -> Carried:
    name = _below(tree, *after, tree.line[min(loose)])
    if name is not None:
        return Carried(loose, name, False, "the line after the quotation names its speaker", CARRIED)
    if last is not None and last.cue.source.head >= 0:
        cue = tree.text[tree.at[last.first] : tree.until[last.last]]
        why = f"carried over from the paragraph before, where it is the source of {cue!r}"
        return Carried(loose, last.cue.source, True, why, CARRIED)
    if last is not None:
        why = "the paragraph gives no speaker, nor does the one before"
        return Carried(loose, NOBODY, False, why, UNKNOWN)
    where = "opens the passage" if apart else "follows a paragraph in which nobody speaks"
    return Carried(loose, NOBODY, False, f"the paragraph gives no speaker and {where}", UNKNOWN)


def _below(tree: Tree, first: int, end: int, line: int) -> Source | None:
    """The source of a line that is only a name with its description: "- Ana Poole, a teacher".

    Without a dash it must stand right below the quotation, which ends in line number `line`;
    otherwise it may be a subheading.
    """
    if first < 0 or not (tree.lower[first] in DASHES or tree.line[first] == line + 1):
        return None
    return signature(tree, first, end)


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
        if tree.quote[one.cue.token] < 0
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
    if first < 0:
        return None
    if tree.quotes[tree.quote[max(loose)]].closed or tree.quote[first] < 0:
        return None
    if not tree.quotes[tree.quote[first]].carries:
        return None
    begin, end = quote_tokens(tree, tree.quote[first])
    for one in by_line.get(tree.line[first], []):
        if any(begin <= token < end for token in one.content):
            return one
    return None
