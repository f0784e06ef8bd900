"""An article's text as its readings have it, with its own offsets kept: "last year" for "past year".

What looks names and times up in tables looks them up in the text as it reads; what it finds there
is mapped back, so that every span stays one of the page's own words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from onrecord.records import Reading

__all__ = ["ReadText"]


class ReadText:
    """A text with its swapped words read back. Immutable; without readings it is the text itself."""

    def __init__(self, text: str, readings: Iterable[Reading] = ()) -> None:
        """`text` is the article's, blanked or not; `readings` are in text order, none over another."""
        parts: list[str] = []
        #: Of each stretch, swapped or not: where it begins in the page's words, and as it reads.
        self._own: list[int] = [0]
        self._read: list[int] = [0]
        done = length = 0
        for reading in readings:
            start, end = reading.span.start, reading.span.end
            if text[start:end] != reading.span.words:
                continue  # it stands in a passage that is not read
            parts += (text[done:start], reading.reads_as)
            length += start - done
            self._mark(start, length)
            length += len(reading.reads_as)
            self._mark(end, length)
            done = end
        self.text = "".join([*parts, text[done:]])

    def _mark(self, own: int, read: int) -> None:
        self._own.append(own)
        self._read.append(read)

    def own(self, offset: int, *, end: bool = False) -> int:
        """The offset in the page's words of one in `text`; within a reading, that of its near edge."""
        return _mapped(offset, self._read, self._own, end=end)

    def read(self, offset: int, *, end: bool = False) -> int:
        """The offset in `text` of one in the page's words; within swapped words, that of their near edge."""
        return _mapped(offset, self._own, self._read, end=end)


def _mapped(offset: int, source: list[int], target: list[int], *, end: bool) -> int:
    """An offset on the other side; odd stretches are swapped ones, of which only the edges correspond."""
    at = bisect_right(source, offset) - 1
    if offset == source[at] or at % 2 == 0:
        return target[at] + offset - source[at]
    return target[at + 1] if end else target[at]
