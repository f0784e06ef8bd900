"""Text -> its quotations: stretches between quotation marks, nested, unclosed and carried on.

Characters only, no parse: every text has exactly one reading, in time linear in its length, and no
text raises. A quotation never crosses a line; one that its writer left open ends with the line, and
what follows is `carried` if the next line with words opens with a mark again (the newspapers'
convention), or if a line break only splits the quotation and a later line closes it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.speech.marks import BOUNDARY, DOUBLE, SAID_END, SINGLE, Mark, line_marks
from onrecord.speech.pairs import Pair, pair_doubles, pair_singles

__all__ = ["Quotation", "find_quotes"]

#: From this many words on, words in quotation marks are speech rather than a scare quote or a
#: name; three in four of PolNeAR train's quoted contents are longer (research/attribution.md).
SPEECH_WORDS: Final = 4
#: Code points past which a quotation is speech without counting its words.
LONG: Final = 100
#: Most words of a title; PolNeAR train (every eighth document) has none that is longer.
TITLE_WORDS: Final = 7
#: Lines without marks that a quotation split by line breaks may run over: a list, a verse.
SPLIT_LINES: Final = 8
#: Words that titles write small.
SMALL: Final = frozenset(
    {"a", "an", "the", "and", "but", "or", "nor", "as", "at", "by", "for", "from", "in", "into"}
    | {"of", "off", "on", "onto", "over", "to", "up", "with", "vs", "v", "&", "via", "is"}
)
#: Words up to this long say nothing of how a line is written, and the share of longer ones that a
#: headline may write small; own choice.
SMALL_LETTERS: Final = 3
SMALL_SHARE: Final = 0.2
#: Marks that end a sentence.
STOPS: Final = frozenset(".?!…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words in quotation marks."""

    #: Offset of the opening mark; of the line's first word where a line break split the quotation.
    start: int
    #: One past the closing mark, or the end of the line's words where there is none.
    end: int
    #: 1 outermost, 2 inside another quotation, ...
    level: int
    #: Whether the closing mark is there.
    closed: bool
    #: Whether it carries on one that the line before left open.
    carries: bool
    #: Whether somebody speaks: no scare quote, no title, no name.
    speech: bool


@dataclass(slots=True)
class _Line:
    """A line's first word and end, and whether it is written like a headline."""

    first: int
    last: int
    #: Where the text to be read ends.
    stop: int
    headline: bool | None = None

    def is_headline(self, text: str) -> bool:
        """Whether all its longer words but a few begin with a capital; looked up once a line."""
        if self.headline is None:
            words = [word for word in text[self.first : self.last].split() if len(word) > SMALL_LETTERS]
            small = sum(word[0].islower() for word in words)
            self.headline = small <= len(words) * SMALL_SHARE
        return self.headline


@dataclass(slots=True)
class _Left:
    """What the lines read so far left open."""

    #: Family of the mark; "" for nothing.
    family: str = ""
    #: Whether the next line may close it without opening again.
    splits: bool = False
    #: Lines without marks since then: first word and end.
    between: list[tuple[int, int]] | None = None


def find_quotes(text: str, start: int = 0, end: int | None = None) -> tuple[Quotation, ...]:
    """The quotations of `text[start:end]` in text order, outer before inner.

    >>> [text[q.start:q.end] for text in ['He said "no" twice.'] for q in find_quotes(text)]
    ['"no"']
    """
    stop = len(text) if end is None else min(end, len(text))
    found: list[Quotation] = []
    left = _Left()
    at = max(0, start)
    while at < stop:
        line_end = text.find("\n", at, stop)
        line_end = stop if line_end < 0 else line_end
        words = text[at:line_end]
        if words.strip():
            first = at + len(words) - len(words.lstrip())
            last = at + len(words.rstrip())
            marks = line_marks(text, first, last)
            if marks:
                left = _read_line(text, marks, _Line(first, last, stop), left, found)
            else:
                left = _pass_line(left, first, last)
        at = line_end + 1
    return tuple(found)


def _pass_line(left: _Left, first: int, last: int) -> _Left:
    """What is left open after a line without marks."""
    between = left.between or []
    if not left.splits or len(between) >= SPLIT_LINES:
        return _Left()
    return _Left(left.family, True, [*between, (first, last)])


def _read_line(text: str, marks: Sequence[Mark], line: _Line, left: _Left, found: list[Quotation]) -> _Left:
    """Appends a line's quotations, and those that split lines before it carried; what it leaves open."""
    first, last = line.first, line.last
    doubles = [mark for mark in marks if mark.double]
    singles = [mark for mark in marks if not mark.double]
    splits = left.splits or (left.family != "" and text[first].islower())
    carried = left.family if splits and left.family != "'" and doubles else ""
    pairs = pair_doubles(doubles, first, last, carried=carried)
    _end_open(text, pairs, line)
    goes_on = any(mark.skips for mark in singles) and _single_next(text, last, line.stop)
    pairs += pair_singles(singles, pairs, last, goes_on=goes_on)
    split = any(pair.start == pair.first and _holds_words(text, pair) for pair in pairs)
    between = left.between or () if split else ()
    passed = [Pair(begin, begin, until, until, False, True, "") for begin, until in between]
    found += [_quotation(pair, 1, True, True) for pair in passed if _holds_words(text, pair)]
    # A quotation is carried over blank lines, not over a line of words.
    family = left.family if split or not left.between else ""
    return _add_line(text, pairs, line, family, found)


def _single_next(text: str, at: int, stop: int) -> bool:
    """Whether the next line with words opens with a single mark."""
    while at < stop and text[at].isspace():
        at += 1
    return at < stop and text[at] in SINGLE


def _end_open(text: str, pairs: Sequence[Pair], line: _Line) -> None:
    """Ends the quotations that nothing closes: before the next speech, else with the line.

    A short quotation inside one that is left open is a scare quote in it. One that opens the line, in
    marks of another family than those inside, is a paragraph of a longer quotation and keeps the line.
    """
    left_open = [pair for pair in pairs if not pair.closed]
    if not left_open:
        return
    said = [pair for pair in pairs if not pair.closed or _is_speech(text, pair, line)]
    starts = sorted(pair.start for pair in said)
    for pair in left_open:
        others = starts
        if pair.start == line.first:
            others = sorted(one.start for one in said if one.family == pair.family)
        after = bisect_right(others, pair.start)
        end = others[after] if after < len(others) else line.last
        while end > pair.first and text[end - 1].isspace():
            end -= 1
        pair.end = pair.last = end


def _add_line(text: str, pairs: Sequence[Pair], line: _Line, family: str, found: list[Quotation]) -> _Left:
    """Appends a line's quotations; what its last outermost one leaves open."""
    first, last = line.first, line.last
    ends: list[int] = []
    last_start = -1
    left = _Left()
    begun = False
    for pair in sorted(pairs, key=lambda pair: (pair.start, -pair.end)):
        while ends and ends[-1] <= pair.start:
            ends.pop()
        if pair.start == last_start or (ends and pair.end > ends[-1]) or not _holds_words(text, pair):
            continue  # Has another's mark, crosses another, or holds nothing.
        same = (family == "'") == (not pair.double)
        carries = not begun and family != "" and same and pair.start == first
        speech = carries or not pair.closed or _is_speech(text, pair, line)
        found.append(_quotation(pair, len(ends) + 1, carries, speech))
        if not ends:
            open_end = not pair.closed and pair.end == last
            left = _Left(pair.family, text[last - 1] not in STOPS) if open_end else _Left()
        ends.append(pair.end)
        last_start = pair.start
        begun = True
    return left


def _holds_words(text: str, pair: Pair) -> bool:
    """Whether anything but marks and spaces stands in it."""
    return any(
        not text[at].isspace() and text[at] not in DOUBLE and text[at] not in SINGLE
        for at in range(pair.first, pair.last)
    )


def _quotation(pair: Pair, level: int, carries: bool, speech: bool) -> Quotation:
    return Quotation(
        start=pair.start, end=pair.end, level=level, closed=pair.closed, carries=carries, speech=speech
    )


def _is_speech(text: str, pair: Pair, line: _Line) -> bool:
    """Whether closed quotation marks hold what somebody says: a sentence, or words enough for one."""
    if pair.last - pair.first > LONG:
        return True
    inner = text[pair.first : pair.last].strip()
    words = inner.split()
    if len(words) <= TITLE_WORDS and _is_title(text, pair, words, line):
        return False
    if len(words) >= SPEECH_WORDS:
        return True
    return bool(inner) and inner[-1] in SAID_END and inner[0].isupper()


def _is_title(text: str, pair: Pair, words: Sequence[str], line: _Line) -> bool:
    """Whether the words are written as titles are ("Meet the Harbour"), where no sentence is expected.

    In PolNeAR train (every second document) 71 of 118 such quotations of four to seven words and 94
    of 156 shorter ones stand in nobody's statement, against 17 and 208 of the others. In a headline
    everything is written so, and it says nothing.
    """
    bare = [word.strip(",.?!:;()…") for word in words]
    if sum(word[:1].isupper() for word in bare) < 2:
        return False
    if not all(word[:1].isupper() or not word[:1].isalpha() or word.lower() in SMALL for word in bare):
        return False
    before = pair.start - 1
    while before >= line.first and text[before].isspace():
        before -= 1
    if before < line.first or text[before] in BOUNDARY:
        short = len(words) < SPEECH_WORDS
        if before < line.first or text[before] != "," or not short:
            return False
    return not line.is_headline(text)
