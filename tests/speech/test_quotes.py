"""The quotation layer: tables of hard marks, and that any text has one sound reading."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.speech.quotes import find_quotes

#: Text, and the outermost quotations that it must give.
ROWS = [
    ('He said "no" twice.', ['"no"']),
    ("He said “no” twice.", ["“no”"]),
    ("He said ‘no’ twice.", ["‘no’"]),
    ("He said 'no' twice.", ["'no'"]),
    ("The dogs' home and the cats' home don't mind.", []),
    ("The '90s and rock 'n' roll", ["'n'"]),
    ("It's the mayor's, isn't it?", []),
    ("'The dogs' owner left,' he said.", ["'The dogs' owner left,'"]),
    ("“What is a ‘dog’s life’ to me?” she asked.", ["“What is a ‘dog’s life’ to me?”"]),
    ('"That is hardly a "boat" at all", he said.', ['"That is hardly a "boat" at all"']),
    ('the "tyrant ". But', ['"tyrant "']),
    ("''Twice single,'' he said, ``so''.", ["''Twice single,''", "``so''"]),
    ("He said “we never close", ["“we never close"]),
    ('"A is good, he said. "B is even better than A", she said.',
     ['"A is good, he said.', '"B is even better than A"']),
    ("(“Yes”)—“no”", ["“Yes”", "“no”"]),
    ('"', []),
    ("", []),
    ("no marks", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_marks(text: str, expected: list[str]) -> None:
    assert [text[one.start : one.end] for one in find_quotes(text) if one.level == 1] == expected


def test_nested_levels() -> None:
    text = "“What is a ‘dog’s life’ to me?” she asked."
    assert [(one.level, one.closed) for one in find_quotes(text)] == [(1, True), (2, True)]


def test_speech_is_told_from_scare_quotes() -> None:
    text = 'The "bridge" is a plank. "It holds three people at once." "Yes." the "yes" vote'
    assert [one.speech for one in find_quotes(text)] == [False, True, True, False]


def test_carries_on_over_paragraphs() -> None:
    text = "“It goes on\n\n“and on,” he said.\n“New.”"
    assert [(one.closed, one.carries) for one in find_quotes(text)] == [
        (False, False),
        (True, True),
        (True, False),
    ]


def test_a_stretch_only() -> None:
    text = '"one" "two" "three"'
    assert [text[one.start : one.end] for one in find_quotes(text, 6, 11)] == ['"two"']


@given(st.text(st.sampled_from("ab .,\n\"'“”‘’„«»`—’s"), max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_has_one_sound_reading(text: str) -> None:
    quotes = find_quotes(text)
    assert quotes == find_quotes(text)
    assert list(quotes) == sorted(quotes, key=lambda one: (one.start, -one.end))
    open_until: list[int] = []
    for one in quotes:
        assert 0 <= one.start < one.end <= len(text)
        assert "\n" not in text[one.start : one.end]
        assert text[one.start] in "\"'“”‘’„«»`"
        while open_until and open_until[-1] <= one.start:
            open_until.pop()
        assert one.level == len(open_until) + 1
        assert not open_until or one.end <= open_until[-1]
        open_until.append(one.end)


@pytest.mark.parametrize("unit", ['" "a ', "'a ", "“a ", '"', "'", "“ ", "a” ", "'a' \"b "])
def test_time_grows_with_length(unit: str) -> None:
    text = unit * (200_000 // len(unit))
    begin = time.process_time()
    find_quotes(text)
    assert time.process_time() - begin < 5.0
