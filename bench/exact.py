"""The published exact-match metric of source, cue and content on PolNeAR, for any split we hold.

CofeNet (Wang et al., COLING 2022, table 6) scores runs of tokens with one flat role. The shared
`score/attribution_exact.py` aligns CofeNet's own token files, which are not in the data folder; this
follows its definition on the brat files: flat roles (cue over source over content), a span is a run of
tokens of one attribution's role, spans count when first and last token are the same, punctuation
included, and each annotator's version is scored by itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

__all__ = ["ROLES", "SpanCounts", "flat_spans"]

ROLES: Final = ("source", "cue", "content")
TOKEN: Final = re.compile(r"\w+(?:[’'\-]\w+)*|[^\w\s]")
Attributions = Sequence[Mapping[str, Any]]


def flat_spans(text: str, attributions: Attributions) -> set[tuple[str, int, int]]:
    """(role, first token, one past the last) of every run of a role in a paragraph."""
    cover = {role: [0] * (len(text) + 1) for role in ROLES}
    for number, one in enumerate(attributions, 1):
        for role in ROLES:
            for start, end in one[role]:
                stop = min(end, len(text))
                cover[role][start:stop] = [number] * (stop - start)
    found: set[tuple[str, int, int]] = set()
    before, begin, last = ("", 0, -1), 0, 0
    place = 0
    line = 0
    for match in TOKEN.finditer(text):
        line += text.count("\n", place, match.start())
        place = match.start()
        role, whose = _role(cover, *match.span())
        now = (role, whose, line)
        if now != before:
            if before[0]:
                found.add((before[0], begin, last))
            begin = match.start()
        before, last = now, match.end()
    if before[0]:
        found.add((before[0], begin, last))
    return found


def _role(cover: Mapping[str, Sequence[int]], start: int, end: int) -> tuple[str, int]:
    for role in ("cue", "source", "content"):
        whose = max(cover[role][start:end])
        if whose:
            return role, whose
    return "", 0


class SpanCounts:
    """Right, read and annotated spans by role."""

    def __init__(self) -> None:
        self.counts = {role: [0, 0, 0] for role in ROLES}

    def add(self, text: str, gold: Attributions, read: Attributions) -> None:
        """Counts one annotator's version of a document."""
        theirs, ours = flat_spans(text, gold), flat_spans(text, read)
        for role in ROLES:
            one = {span for span in theirs if span[0] == role}
            other = {span for span in ours if span[0] == role}
            sums = self.counts[role]
            self.counts[role] = [sums[0] + len(one & other), sums[1] + len(other), sums[2] + len(one)]

    def scores(self) -> dict[str, float]:
        """F1 by role, 0 to 100."""
        return {
            role: round(200 * right / max(1, read + gold), 1)
            for role, (right, read, gold) in self.counts.items()
        }
