"""Drafts of passages -> the article's text and passages that tile it.

A draft has words and a kind, and no offset yet. The white space between two passages belongs to the
one before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from onrecord.records import Passage, PassageKind, Span


@dataclass(slots=True)
class Draft:
    """A passage before its place in the text is known."""

    #: The words with nothing around them; never empty.
    words: str
    #: White space between these words and the next passage; "" at the end of the text.
    after: str
    kind: PassageKind
    why: str
    score: float
    #: Tag path; None for flat text.
    path: str | None = None
    #: The sort of furniture, for a chrome passage.
    furniture: str = ""
    #: Whether the page's markup puts it among the article's own paragraphs.
    among: bool = False

    def turn(self, kind: PassageKind, why: str, score: float, furniture: str = "") -> None:
        """Gives the draft another kind, with its reason."""
        self.kind, self.why, self.score, self.furniture = kind, why, score, furniture


def lay_out(drafts: list[Draft], *, before: str = "") -> tuple[str, tuple[Passage, ...]]:
    """The text of the drafts in their order and the passages that tile it.

    `before` is white space that the text begins with; it belongs to the first passage.
    """
    parts = [draft.words + draft.after for draft in drafts]
    if parts:
        parts[0] = before + parts[0]
    text = "".join(parts)
    passages: list[Passage] = []
    start = 0
    for draft, part in zip(drafts, parts, strict=True):
        passages.append(
            Passage(
                span=Span.of(text, start, start + len(part)),
                kind=draft.kind,
                why=draft.why,
                score=draft.score,
                path=draft.path,
            )
        )
        start += len(part)
    return text, tuple(passages)


#: Fewest words of a body passage that counts as a repeat when it stands twice.
REPEAT_WORDS: Final = 8
#: Most words of a passage that is looked for inside others (a pull quote), and the longest text, in
#: characters, in which it is: the search grows with their product.
PULLED_WORDS: Final = 60
PULLED_TEXT: Final = 100_000
NOT_WORD: Final = re.compile(r"[\W_]+")
#: Items of a list and rows of a table, as recipes and offers have them, may be the same twice.
ITEM: Final = re.compile(r"/(?:li|tr|td|dt|dd)(?:\[\d+\])?$")


def mark_repeats(drafts: list[Draft]) -> None:
    """Turns body drafts whose words stood before, or stand inside another passage, into repeats."""
    body = [draft for draft in drafts if draft.kind in {"body", "headline"}]
    keys = [" " + NOT_WORD.sub(" ", draft.words).strip() + " " for draft in body]
    whole = "\n".join(keys)
    seen: set[str] = set()
    for draft, key in zip(body, keys, strict=True):
        words = key.count(" ") - 1
        if words < REPEAT_WORDS or (draft.among and ITEM.search(draft.path or "")):
            continue
        if draft.kind == "body":
            if key in seen:
                draft.turn("repeat", "these words stood before, word for word", 1.0)
            elif words <= PULLED_WORDS and len(whole) <= PULLED_TEXT and inside_other(key, keys, whole):
                draft.turn("repeat", "these words stand in a longer passage, word for word", 0.9)
        seen.add(key)


def inside_other(key: str, keys: list[str], whole: str) -> bool:
    """Whether the words of `key` stand inside a longer passage of `whole`."""
    return whole.count(key) > 1 and any(len(other) > len(key) and key in other for other in keys)
