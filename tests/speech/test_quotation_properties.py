"""Any text has one sound reading of its quotation marks, wherever it stands, in linear time."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.speech import marks, pairs, quotes
from onrecord.speech.marks import DOUBLE, SINGLE
from onrecord.speech.quotes import Quotation, find_quotes

SIGNS = "".join(sorted(DOUBLE | SINGLE))
MARKED = st.text(st.sampled_from("aAs1 .,:—([\n\u200b\u00a0" + SIGNS), max_size=80)
ONLY_MARKS = st.text(st.sampled_from(SIGNS + " \n"), max_size=80)
#: Pieces of which writers make paragraphs, right and wrong.
PIECES = st.lists(
    st.sampled_from(
        """“|”|"|''|‘|’|'|Yes,|he said. |workers' |6'2" |The wall will hold|no|. |, |'90s |(|)|—|…""".split(
            "|"
        )
    )
    | st.sampled_from(" \n"),
    max_size=40,
).map("".join)
ANY = st.one_of(MARKED, ONLY_MARKS, PIECES, st.text(max_size=80))


def moved(found: tuple[Quotation, ...], by: int) -> list[tuple[int, int, int, bool, bool, bool]]:
    return [(one.start + by, one.end + by, one.level, one.closed, one.carries, one.speech) for one in found]


@given(ANY)
@settings(max_examples=400, deadline=None)
@example('"')
@example("'" * 50)
@example("“" * 50)
@example('"\n' * 20)
@example('«1\n":"″')
def test_every_text_has_one_sound_reading(text: str) -> None:
    found = find_quotes(text)
    assert found == find_quotes(text)
    assert list(found) == sorted(found, key=lambda one: (one.start, -one.end))
    around: list[Quotation] = []
    for one in found:
        assert 0 <= one.start < one.end <= len(text)
        assert "\n" not in text[one.start : one.end]
        assert any(not sign.isspace() and sign not in SIGNS for sign in text[one.start : one.end])
        assert text[one.start] in SIGNS or one.carries
        assert not one.closed or text[one.end - 1] in SIGNS
        while around and around[-1].end <= one.start:
            around.pop()
        assert one.level == len(around) + 1
        assert not around or (one.end <= around[-1].end and one.start > around[-1].start)
        around.append(one)


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_a_plain_line_before_moves_them(text: str) -> None:
    for before in ("A plain line.\n", "\n", "One\n\nTwo\n"):
        assert moved(find_quotes(before + text), 0) == moved(find_quotes(text), len(before))


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_a_plain_line_behind_changes_nothing(text: str) -> None:
    assert find_quotes(text + "\nA plain line.\n") == find_quotes(text)


@given(ANY, st.integers(-5, 90), st.integers(-5, 90))
@settings(max_examples=200, deadline=None)
def test_a_stretch_is_read_as_a_text_of_its_own(text: str, start: int, end: int) -> None:
    begin, stop = max(0, start), max(0, end)
    if begin < stop:
        assert moved(find_quotes(text, start, stop), 0) == moved(find_quotes(text[begin:stop]), begin)
    else:
        assert find_quotes(text, start, end) == ()


@given(st.text(st.characters(exclude_characters=SIGNS), max_size=80))
@settings(max_examples=100, deadline=None)
def test_no_marks_no_quotations(text: str) -> None:
    assert find_quotes(text) == ()


@given(st.lists(st.sampled_from(["the wall will hold", "No.", "we go, all of us"]), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_every_style_reads_alike(said: list[str]) -> None:
    """The same words in straight, curved, doubled and angled marks are the same quotations."""
    readings = []
    for left, right in ('""', "“”", "«»", ("''", "''"), ("``", "''"), "„“"):
        text = " he said. ".join(f"{left}{words}{right}" for words in said)
        readings.append([text[one.start + len(left) : one.end - len(right)] for one in find_quotes(text)])
    assert all(reading == said for reading in readings)


def lines_run(text: str) -> int:
    """Lines of code that reading a text runs: work, without a clock."""
    files = {module.__file__ for module in (quotes, marks, pairs)}
    count = 0

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace if frame.f_code.co_filename in files else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        find_quotes(text)
    finally:
        sys.settrace(before)
    return count


UNITS = [
    '" "a ',
    "'a ",
    "“a ",
    '"',
    "'",
    "“ ",
    "a” ",
    "'a' \"b ",
    '"A"\n',
    "“a\n",
    "‘A\n\n",
    '\u200b"',
    "“A B C” ",
]


@pytest.mark.parametrize("unit", UNITS)
def test_work_is_linear_in_length(unit: str) -> None:
    lines_run(unit)
    small, large = lines_run(unit * 200), lines_run(unit * 1600)
    assert large < 8 * small * 1.5 + 100
