"""The quotation layer: outermost quotations, levels, speech, carrying on."""

from __future__ import annotations

import pytest

from onrecord.speech.quotes import find_quotes

#: Text, and the outermost quotations that it must give.
ROWS = [
    ('He said "no" twice.', ['"no"']),
    ("He said “no” twice.", ["“no”"]),
    ("He said ‘no’ twice.", ["‘no’"]),
    ("He said 'no' twice.", ["'no'"]),
    ("The dogs' home and the cats' home don't mind.", []),
    ("The '90s and rock 'n' roll", []),
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
