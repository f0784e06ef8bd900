"""Drafts of an HTML page's body -> those that are a summary, a list, a table, a quote or a live blog's stamp.

What is not prose is known for what it is by where it stands among the article's paragraphs. A summary (the
standfirst under a headline), the items of a list and a set-off quote are the article's own sentences and
are read; the rows of a table and the stamps that open the entries of a live blog are none, and are not.
The patterns stand in `data/shapes.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.text.blocks import Block
from onrecord.text.drafts import Draft
from onrecord.text.furniture import REPORTED
from onrecord.text.markup import Markup

__all__ = ["bylines", "is_live", "mark_bios", "mark_shapes", "names_summary"]

#: What alone stands before a summary.
ABOVE: Final = frozenset({"headline", "chrome", "summary", "subhead"})
#: Most words of a cell of a table: longer ones are columns of a page that a table lays out.
CELL_WORDS: Final = 20
#: Stamps from which a page is taken for a live blog.
STAMPS: Final = 3
#: Most words of a stamp.
STAMP_WORDS: Final = 6
#: Passages at the end among which the author is told of, and most words of what is told.
CLOSING: Final = 6
BIO_WORDS: Final = 70


@dataclass(frozen=True, slots=True)
class Shapes:
    """`data/shapes.tsv`, compiled."""

    summary: re.Pattern[str]
    entry: re.Pattern[str]
    bio: re.Pattern[str]


@cache
def load_shapes() -> Shapes:
    """The packaged table; read once."""
    found: dict[str, list[str]] = {}
    for row in files("onrecord").joinpath("data/shapes.tsv").read_text("utf-8").splitlines()[1:]:
        kind, _, pattern, _ = row.split("\t")
        found.setdefault(kind, []).append(f"(?:{pattern})")
    joined = {kind: re.compile("|".join(patterns), re.IGNORECASE) for kind, patterns in found.items()}
    return Shapes(joined["summary"], joined["entry"], joined["bio"])


def names_summary(block: Block) -> str:
    """The class or id word by which a page calls a block its summary; "" if it does not."""
    for name in block.names[:3]:
        if found := load_shapes().summary.search(name):
            return found.group().strip(" _-")
    return ""


def is_stamp(words: str) -> bool:
    """Whether a line is a time of day alone, as stands over an entry of a live blog."""
    return words.count(" ") < STAMP_WORDS and load_shapes().entry.fullmatch(words.strip(" .|–—-")) is not None


def is_live(drafts: Sequence[Draft], markup: Markup) -> bool:
    """Whether a page is a live blog: it says so in JSON-LD, or has three stamps or more."""
    kind = markup.linked("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    if any(isinstance(one, str) and one.startswith("LiveBlog") for one in kinds):
        return True
    return sum(is_stamp(draft.words) for draft in drafts) >= STAMPS


def mark_shapes(blocks: Sequence[Block], drafts: Sequence[Draft], *, around: str, live: bool) -> None:
    """Turns body drafts to what their place in the page says they are.

    `around` is the tag path of the element around the article's main paragraphs; `live` says that the
    page is a live blog.
    """
    above = True
    for block, draft in zip(blocks, drafts, strict=True):
        opens, above = above, above and draft.kind in ABOVE
        if draft.kind != "body" or not block.path:
            continue
        steps = {step.partition("[")[0] for step in inner_path(block, around).split("/")}
        if live and is_stamp(block.text):
            draft.turn("entry", "a time of day that opens an entry of a live blog", 0.9)
        elif opens and block.path.rpartition("/")[0] != around and names_summary(block):
            why = f"its element, under the headline, is called “{names_summary(block)}”"
            draft.turn("summary", why, 0.85)
            above = True
        elif is_row(block, steps):
            draft.turn("table", f"a row of a table (<{block.tag}>), no sentence", 0.85)
        elif "blockquote" in steps:
            draft.turn("quote", "set off in a <blockquote>", draft.score)
        elif steps & {"li", "dd", "dt"}:
            draft.turn("list", "an item of a list among the article's paragraphs", draft.score)


def inner_path(block: Block, around: str) -> str:
    """The part of a block's tag path that lies inside the element around the main paragraphs."""
    if block.path.startswith(around + "/"):
        return block.path[len(around) + 1 :]
    return block.path.rpartition("/")[2]


def is_row(block: Block, steps: set[str]) -> bool:
    """Whether a block is a row, or a cell, of a table of short pieces."""
    if block.tag not in {"tr", "td", "th"} or not steps & {"tr", "td", "th", "table", "tbody"}:
        return False
    cells = block.text.split(" | ")
    return len(cells) > 1 and max(len(cell.split()) for cell in cells) <= CELL_WORDS


def bylines(drafts: Sequence[Draft]) -> list[str]:
    """The words of the drafts that are bylines."""
    return [draft.words for draft in drafts if draft.furniture == "byline"]


def mark_bios(drafts: Sequence[Draft], authors: Sequence[str]) -> None:
    """Turns closing body drafts that tell who one of the `authors` of the byline is to furniture."""
    for draft in drafts[-CLOSING:]:
        words = draft.words
        if draft.kind != "body" or words.count(" ") >= BIO_WORDS or REPORTED.search(words):
            continue
        for author in authors:
            if words.startswith(author) and load_shapes().bio.match(words, len(author)):
                why = f"about the author: it tells who {author} of the byline is"
                draft.turn("chrome", why, 0.9, "about the author")
                break
