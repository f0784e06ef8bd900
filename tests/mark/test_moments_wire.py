"""Moments beside a table of expressions of news wire, written from the guidelines of TimeML and TIDES.

`expressions.tsv`: where it is from in the guidelines, day of publication ("-" if unknown), text, words, types
and values (" | " between several), and a mod that one of them has.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from onrecord.mark.moments import find_timexes

with (Path(__file__).parent / "expressions.tsv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_table_is_large() -> None:
    assert len(ROWS) >= 400
    assert len({(row["published"], row["text"]) for row in ROWS}) == len(ROWS)
    assert sum(not row["words"] for row in ROWS) >= 40


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_expression(row: dict[str, str]) -> None:
    text = row["text"]
    published = None if row["published"] == "-" else date.fromisoformat(row["published"])
    found = find_timexes(text, published=published, narrative=False)
    assert " | ".join(text[timex.start : timex.end] for timex in found) == row["words"]
    assert " | ".join(timex.value for timex in found) == row["values"]
    types = list(dict.fromkeys(timex.type for timex in found))
    assert " ".join(types) == row["types"]
    if row["mod"]:
        assert row["mod"] in [timex.mod for timex in found]


FREQUENCIES = [
    ("They meet twice a week.", None, "2X"),
    ("They meet three times a day.", None, "3X"),
    ("They meet every two months.", "EVERY", None),
    ("They meet each month.", "EACH", None),
    ("They meet daily.", None, None),
]


@pytest.mark.parametrize(("text", "quant", "freq"), FREQUENCIES)
def test_frequencies(text: str, quant: str | None, freq: str | None) -> None:
    (timex,) = find_timexes(text, published=date(1998, 5, 12))
    assert (timex.type, timex.quant, timex.freq) == ("SET", quant, freq)


READINGS = [
    ("He served until past year.", "past year", "last year", "1997"),
    ("He came back past Friday.", "past Friday", "last Friday", "1998-05-08"),
    ("He served until last year.", "last year", None, "1997"),
    ("He served for the past year.", "the past year", None, "P1Y"),
]


@pytest.mark.parametrize(("text", "words", "reading", "value"), READINGS)
def test_readings_are_marked_and_words_stay(text: str, words: str, reading: str | None, value: str) -> None:
    (timex,) = find_timexes(text, published=date(1998, 5, 12))
    assert (text[timex.start : timex.end], timex.reading, timex.value) == (words, reading, value)
