"""Drafts of passages -> the same, with captions, corrections and subheads known for what they are.

A caption and a subhead are read as the body is; a correction is the page's word about itself, and kept
apart. The patterns stand in `data/passages.tsv`.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from onrecord.text.blocks import HEADINGS
from onrecord.text.drafts import Draft
from onrecord.text.furniture import FULL_STOP, SENTENCE_END

__all__ = ["mark_notes", "mark_subheads"]

#: Most words of a subhead in flat text, of a caption, and of a correction.
SUBHEAD_WORDS: Final = 9
CAPTION_WORDS: Final = 80
CORRECTION_WORDS: Final = 150
#: Fewest words of the paragraph under a subhead in flat text.
UNDER: Final = 15
#: Signs with which an item of a list or a line of a table begins, and which a subhead does not hold.
NO_SUBHEAD: Final = re.compile(r"^\W*\d+\W|^[-*•–—·\"“(]|[|:;,=@#]|\.{3}|…|https?:")
TAG: Final = re.compile(r"([a-z0-9]+)(?:\[\d+\])?$")


@cache
def load_notes() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns for the start of a passage and its kind, from `data/passages.tsv`."""
    rows = files("onrecord").joinpath("data/passages.tsv").read_text("utf-8").splitlines()[1:]
    cells = (row.split("\t") for row in rows)
    return tuple((re.compile(pattern, re.IGNORECASE), kind) for kind, pattern, _ in cells)


def tag_of(draft: Draft) -> str:
    """The tag that a draft stood in; "" for flat text."""
    found = TAG.search(draft.path or "")
    return found.group(1) if found else ""


def mark_notes(drafts: list[Draft]) -> None:
    """Turns body drafts that are captions or corrections."""
    for draft in drafts[1:]:
        if draft.kind != "body":
            continue
        count = len(draft.words.split())
        if tag_of(draft) == "figcaption":
            draft.turn("caption", "it stands in <figcaption>", 0.95)
            continue
        for pattern, kind in load_notes():
            found = pattern.match(draft.words)
            if found is None:
                continue
            why = f"it begins with “{' '.join(found.group().split())[:60]}”"
            if kind == "correction" and count <= CORRECTION_WORDS:
                draft.turn("correction", why, 0.9)
            elif kind == "caption" and 6 <= count <= CAPTION_WORDS:
                draft.turn("caption", why, 0.8)
            break


def mark_subheads(drafts: list[Draft]) -> None:
    """Turns body drafts that stand as a heading over paragraphs of the article."""
    for draft, below in pairwise(drafts):
        if draft.kind != "body" or below.kind != "body":
            continue
        tag = tag_of(draft)
        if tag in HEADINGS:
            draft.turn("subhead", f"a heading (<{tag}>) over a paragraph of the article", 0.9)
        elif not tag and is_subhead(draft.words, below.words):
            draft.turn("subhead", "a short line without a full stop over a paragraph", 0.7)


def is_subhead(words: str, below: str) -> bool:
    """Whether a line of flat text reads as a heading over the paragraph `below`."""
    count = len(words.split())
    opens = words[:1].isupper() or words[:1].isdigit()
    if not 1 <= count <= SUBHEAD_WORDS or "\n" in words or not opens:
        return False
    if FULL_STOP.search(words) or NO_SUBHEAD.search(words) or words.rstrip().endswith(("!", "-", "–", "—")):
        return False
    return len(below.split()) >= UNDER and SENTENCE_END.search(below) is not None
