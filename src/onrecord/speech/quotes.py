"""Text -> its quotations: stretches between quotation marks, nested, unclosed and carried on.

Characters only, no parse: every text has exactly one reading, in time linear in its length, and no
text raises. A quotation never crosses a line; one that its writer left open ends with the line, and
is `carried` if the next line with words opens with a mark again (the newspapers' convention).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

__all__ = ["Quotation", "find_quotes"]

MARK: Final = re.compile("[\"“”„‟«»＂″'‘’‚‛`]+|[^\\S\\n]+|\\n")
OPENERS: Final = frozenset("“„‟«‘‚‛")
CLOSERS: Final = frozenset("”»")
DOUBLE: Final = frozenset('"“”„‟«»＂″')
SINGLE: Final = frozenset("'‘’‚‛`")
#: What may stand before a mark that opens.
BEFORE_OPEN: Final = frozenset("([{<—–-/:;,…=>")
#: What no quotation begins with.
NOT_FIRST: Final = frozenset(",.;:!?)]}")
#: What ends what somebody said, inside its closing mark.
SAID_END: Final = frozenset(",.?!…—–")
#: From this many words on, words in quotation marks are speech rather than a scare quote or a
#: name; three in four of PolNeAR train's quoted contents are longer (research/attribution.md).
SPEECH_WORDS: Final = 4
#: Code points past which a quotation is speech without counting its words.
LONG: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words in quotation marks."""

    #: Offset of the opening mark.
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
class _Mark:
    """A quotation mark: where it stands and what it may do there."""

    at: int
    end: int
    double: bool
    opens: bool
    closes: bool


def find_quotes(text: str, start: int = 0, end: int | None = None) -> tuple[Quotation, ...]:
    """The quotations of `text[start:end]` in text order, outer before inner.

    >>> [text[q.start:q.end] for text in ['He said "no" twice.'] for q in find_quotes(text)]
    ['"no"']
    """
    stop = len(text) if end is None else min(end, len(text))
    found: list[Quotation] = []
    left_open = False
    at = max(0, start)
    while at < stop:
        line_end = text.find("\n", at, stop)
        line_end = stop if line_end < 0 else line_end
        marks = _line_marks(text, at, line_end)
        if text[at:line_end].strip():
            pairs = _pair(text, marks, at, line_end)
            left_open = _add_line(text, pairs, at, left_open, found)
        at = line_end + 1
    return tuple(found)


def _add_line(
    text: str, pairs: list[tuple[int, int, bool]], at: int, left_open: bool, found: list[Quotation]
) -> bool:
    """Appends a line's quotations; whether its last outermost one is left open."""
    ends: list[int] = []
    first = True
    open_end = False
    for start, end, closed in sorted(pairs, key=lambda pair: (pair[0], -pair[1])):
        while ends and ends[-1] <= start:
            ends.pop()
        if ends and end > ends[-1]:
            continue  # Crosses another: a stray single mark.
        carries = first and left_open and not text[at:start].strip()
        found.append(
            Quotation(
                start=start,
                end=end,
                level=len(ends) + 1,
                closed=closed,
                carries=carries,
                speech=carries or not closed or _is_speech(text, start, end),
            )
        )
        if not ends:
            open_end = not closed
        ends.append(end)
        first = False
    return open_end


def _is_speech(text: str, start: int, end: int) -> bool:
    if end - start > LONG or len(text[start + 1 : end - 1].split()) >= SPEECH_WORDS:
        return True
    inner = text[start + 1 : end - 1].rstrip()
    whole = bool(inner) and inner[-1] in SAID_END
    return whole and inner[0].isupper()


def _line_marks(text: str, start: int, end: int) -> list[_Mark]:
    """The marks of one line with what each may do where it stands."""
    marks = []
    for match in MARK.finditer(text, start, end):
        sign = text[match.start()]
        if sign not in DOUBLE and sign not in SINGLE:
            continue
        marks += _run_marks(text, match.start(), match.end(), start, end)
    return marks


def _run_marks(text: str, start: int, end: int, line: int, stop: int) -> list[_Mark]:
    """The marks of a run such as `'"`; two single straight signs are one double mark."""
    before = text[start - 1] if start > line else " "
    after = text[end] if end < stop else " "
    if text.startswith("...", end):
        after = "…"
    marks = []
    at = start
    while at < end:
        sign = text[at]
        twin = at + 1 < end and sign in "'`’‘" and text[at + 1] == sign
        size = 2 if twin else 1
        double = twin or sign in DOUBLE
        opens, closes = _roles(sign, before, after, double)
        if opens or closes:
            marks.append(_Mark(at, at + size, double, opens, closes))
        at += size
    return marks


def _roles(sign: str, before: str, after: str, double: bool) -> tuple[bool, bool]:
    """Whether a mark between `before` and `after` may open and may close a quotation."""
    if sign in CLOSERS:
        return False, True
    if sign in OPENERS and double:
        return True, False
    space_before = before.isspace() or before in BEFORE_OPEN
    space_after = after.isspace() or not after.isalnum()
    if not double:
        if before.isalnum() and after.isalnum():
            return False, False
        opens = sign != "’" and space_before and (after.isalpha() or after in '"“$…') and sign != "`"
        opens = opens or (sign == "`" and not space_after)
        closes = sign not in OPENERS and not before.isspace() and space_after
        return opens, closes and not opens
    if before.isspace() and after.isspace():
        return True, True
    opens = space_before and not after.isspace() and after not in NOT_FIRST
    closes = not before.isspace() and space_after
    return opens or not closes, closes or not opens


def _pair(text: str, marks: list[_Mark], line: int, stop: int) -> list[tuple[int, int, bool]]:
    """(start, end, closed) of the quotations of one line."""
    pairs, unclosed = _stack_doubles([mark for mark in marks if mark.double])
    end = line + len(text[line:stop].rstrip())
    # A short quotation inside one that is left open is a scare quote in it; a long one follows it.
    starts = sorted([at for at, until, _ in pairs if _is_speech(text, at, until)] + unclosed)
    for at in unclosed:
        later = bisect_right(starts, at)
        until = end
        if later < len(starts):
            until = at + len(text[at : starts[later]].rstrip())
        if until - at > 1:
            pairs.append((at, until, False))
    pairs += _pair_singles(text, [mark for mark in marks if not mark.double], line)
    return pairs


def _stack_doubles(marks: list[_Mark]) -> tuple[list[tuple[int, int, bool]], list[int]]:
    """Pairs of double marks, and the offsets of those that nothing closes."""
    pairs: list[tuple[int, int, bool]] = []
    stack: list[_Mark] = []
    for mark in marks:
        if mark.opens and (not mark.closes or not stack):
            stack.append(mark)
        elif stack:
            pairs.append((stack.pop().at, mark.end, True))
    return pairs, [mark.at for mark in stack]


def _pair_singles(text: str, marks: list[_Mark], line: int) -> list[tuple[int, int, bool]]:
    """Pairs of single marks; one that nothing closes is an apostrophe."""
    pairs = []
    opener: _Mark | None = None
    closer: _Mark | None = None
    for mark in [*marks, None]:
        if mark is not None and mark.closes:
            if (
                opener is not None
                and (closer is None or not _said(text, closer))
                and (closer is None or _said(text, mark))
            ):
                closer = mark
            continue
        if mark is not None and opener is not None and closer is None:
            continue
        if opener is not None and closer is not None:
            pairs.append((opener.at, closer.end, True))
        opener, closer = mark, None
    return pairs


def _said(text: str, mark: _Mark) -> bool:
    return mark.at > 0 and text[mark.at - 1] in SAID_END
