"""Drafts of passages -> the article's text and passages that tile it.

A draft has words and a kind, and no offset yet. The white space between two passages belongs to the
one before it.
"""

from __future__ import annotations

from dataclasses import dataclass

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
REPEAT_WORDS = 8


def mark_repeats(drafts: list[Draft]) -> None:
    """Turns body drafts that stood before, word for word, into repeats."""
    seen: set[str] = set()
    for draft in drafts:
        if draft.kind not in {"body", "headline"}:
            continue
        words = draft.words.split()
        if len(words) < REPEAT_WORDS:
            continue
        key = " ".join(words)
        if key in seen and draft.kind == "body":
            draft.turn("repeat", "these words stood before, word for word", 1.0)
        seen.add(key)
