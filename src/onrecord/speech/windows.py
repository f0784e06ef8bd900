"""Text -> windows of wordpieces: what the tagger reads, and in training what it is taught on.

Consecutive paragraphs are packed into windows of at most `WIDTH` pieces. Beside its wordpiece, each
piece carries what an uncased encoder cannot see: whether it stands in quotation marks, opens a
paragraph, or is capitalized.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from tokenizers import Tokenizer

from onrecord.speech.quotes import Quotation

__all__ = ["FLAGS", "WIDTH", "Paragraph", "Window", "pack", "paragraphs"]

#: Most pieces of a window without its two end marks: the encoder was trained on as many.
WIDTH: Final = 254
#: Number of values of a piece's flag.
FLAGS: Final = 12
#: First and last piece of a window (BERT's [CLS] and [SEP]).
CLS: Final = 101
SEP: Final = 102


@dataclass(slots=True)
class Paragraph:
    """The wordpieces of a line; all lists have its number of pieces as length."""

    ids: list[int]
    #: Quotation (0 outside, 1 speech, 2 other words in marks) + 3 if it opens the line + 6 if capitalized.
    flags: list[int]
    #: Offsets of the piece's word: its first code point and one past its last.
    at: list[int]
    until: list[int]
    #: Whether it is the first piece of its word; words alone are tagged.
    first: list[bool]


@dataclass(slots=True)
class Window:
    """Pieces between the two end marks, ready for the encoder."""

    ids: list[int] = field(default_factory=lambda: [CLS])
    flags: list[int] = field(default_factory=lambda: [0])
    at: list[int] = field(default_factory=lambda: [-1])
    until: list[int] = field(default_factory=lambda: [-1])
    first: list[bool] = field(default_factory=lambda: [False])

    def close(self) -> Window:
        """The window with its last mark."""
        self.add(Paragraph([SEP], [0], [-1], [-1], [False]), 0, 1)
        return self

    def add(self, paragraph: Paragraph, begin: int, end: int) -> None:
        """Appends pieces `begin` to `end` of a paragraph."""
        self.ids += paragraph.ids[begin:end]
        self.flags += paragraph.flags[begin:end]
        self.at += paragraph.at[begin:end]
        self.until += paragraph.until[begin:end]
        self.first += paragraph.first[begin:end]


def paragraphs(
    text: str, start: int, end: int, quotes: Sequence[Quotation], tokenizer: Tokenizer
) -> list[Paragraph]:
    """The lines of `text[start:end]` that hold words, in wordpieces; `quotes` in text order."""
    outer = [one for one in quotes if one.level == 1]
    starts = [one.start for one in outer]
    found = []
    at = start
    for line in text[start:end].split("\n"):
        if line.strip():
            found.append(_paragraph(line, at, outer, starts, tokenizer))
        at += len(line) + 1
    return [one for one in found if one.ids]


def _paragraph(
    line: str, base: int, outer: Sequence[Quotation], starts: Sequence[int], tokenizer: Tokenizer
) -> Paragraph:
    encoded = tokenizer.encode(line, add_special_tokens=False)
    words, offsets = encoded.word_ids, encoded.offsets
    flags: list[int] = []
    at: list[int] = []
    until: list[int] = []
    first: list[bool] = []
    before: int | None = None
    opens, head = True, 0
    for word, (begin, end) in zip(words, offsets, strict=True):
        new = word != before
        before = word
        if not new:
            until[head] = base + end
            flags.append(flags[head])
            at.append(at[head])
            until.append(base + end)
            first.append(False)
            continue
        head = len(at)
        flag = 3 * opens + 6 * line[begin : begin + 1].isupper()
        opens = False
        number = bisect_right(starts, base + begin) - 1
        if number >= 0 and base + begin < outer[number].end:
            flag += 1 if outer[number].speech else 2
        flags.append(flag)
        at.append(base + begin)
        until.append(base + end)
        first.append(True)
    return Paragraph(list(encoded.ids), flags, at, until, first)


def pack(lines: Iterable[Paragraph], width: int = WIDTH, opening: int = WIDTH) -> Iterator[Window]:
    """Windows of consecutive paragraphs, each at most `width` pieces, the first at most `opening`.

    A paragraph longer than a window is cut after a sentence's last mark where there is one.
    """
    window, room = Window(), opening
    for line in lines:
        begin, size = 0, len(line.ids)
        if size > room and len(window.ids) > 1:
            yield window.close()
            window, room = Window(), width
        while size - begin > room:
            cut = _cut(line, begin, begin + room)
            window.add(line, begin, cut)
            yield window.close()
            window, room, begin = Window(), width, cut
        window.add(line, begin, size)
        room -= size - begin
    if len(window.ids) > 1:
        yield window.close()


#: Ids of `STOPS` in the vocabulary of all-MiniLM-L6-v2 (BERT uncased): . ? ! ” "
STOP_IDS: Final = frozenset({1012, 1029, 999, 1524, 1000})


def _cut(line: Paragraph, begin: int, end: int) -> int:
    """Where to cut a paragraph between two pieces: after a stop in the second half, else between words."""
    for piece in range(end, begin + (end - begin) // 2, -1):
        if line.first[piece] and line.ids[piece - 1] in STOP_IDS and line.ids[piece] not in STOP_IDS:
            return piece
    for piece in range(end, begin, -1):
        if line.first[piece]:
            return piece
    return end
