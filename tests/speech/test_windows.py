"""Windows of wordpieces: every word once, in order, at its own offsets, and never too many."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.speech.quotes import find_quotes
from onrecord.speech.tagger import load_tagger
from onrecord.speech.windows import CLS, FLAGS, SEP, WIDTH, Window, pack, paragraphs
from tests.strategies import HARD

TOKENIZER = load_tagger()[0]
#: Plain words among characters that break things.
TEXTS = st.lists(
    st.sampled_from(["said", "Moen", "“no,”", '"', "ferry", ".", "\n", " "]) | st.text(HARD, max_size=8),
    max_size=60,
).map(" ".join)


def windows_of(text: str, width: int = WIDTH) -> list[Window]:
    lines = paragraphs(text, 0, len(text), find_quotes(text), TOKENIZER)
    return list(pack(lines, width, width))


def words_of(windows: list[Window]) -> list[tuple[int, int]]:
    return [
        (at, until)
        for one in windows
        for at, until, first in zip(one.at, one.until, one.first, strict=True)
        if first
    ]


def test_words_stand_where_they_say() -> None:
    text = 'The ferry "Northway" sank.\n\nNobody was unaccounted for, the harbourmaster said.'
    words = words_of(windows_of(text))
    shown = [text[at:until] for at, until in words]
    assert shown[:7] == ["The", "ferry", '"', "Northway", '"', "sank", "."]
    assert "unaccounted" in shown
    assert "harbourmaster" in shown


def test_flags_tell_quotation_paragraph_and_capital() -> None:
    text = 'Moen said: "We will rebuild the whole pier by spring."\nThe "ghost ship" left.'
    flags = {}
    for one in windows_of(text):
        for at, until, flag, first in zip(one.at, one.until, one.flags, one.first, strict=True):
            if first:
                flags[text[at:until]] = flag
    assert flags["Moen"] == 3 + 6
    assert flags["said"] == 0
    assert flags["rebuild"] == 1
    assert flags["ghost"] == 2
    assert flags["The"] == 3 + 6


def test_a_long_paragraph_is_cut_after_a_sentence() -> None:
    text = "The council met on the pier and talked for an hour. " * 40
    found = windows_of(text.strip())
    assert len(found) > 1
    for one in found[:-1]:
        last = max(until for until, first in zip(one.until, one.first, strict=True) if first)
        assert text[last - 1] == "."


def test_paragraphs_stay_whole_where_they_fit() -> None:
    text = "\n".join(["The council met on the pier and talked for an hour."] * 60)
    starts = {at for one in windows_of(text) for at in one.at[1:2]}
    assert len(starts) > 1
    assert all(at == 0 or text[at - 1] == "\n" for at in starts)


@given(TEXTS, st.sampled_from((8, 40, WIDTH)))
@settings(max_examples=150, deadline=None)
def test_every_word_once_in_order_and_no_window_too_long(text: str, width: int) -> None:
    found = windows_of(text, width)
    words = words_of(found)
    assert words == sorted(words)
    assert words == words_of(windows_of(text, 10**6))
    assert all(0 <= at < until <= len(text) for at, until in words)
    for one in found:
        assert one.ids[0] == CLS
        assert one.ids[-1] == SEP
        assert 2 < len(one.ids) <= width + 2
        assert all(0 <= flag < FLAGS for flag in one.flags)
        assert len({len(one.ids), len(one.flags), len(one.at), len(one.until), len(one.first)}) == 1


@pytest.mark.parametrize("text", ["", "\n\n", "   ", "\u200b", "\x00"])
def test_texts_without_words_have_no_windows(text: str) -> None:
    assert windows_of(text) == []
