"""Records to JSON and back: equal, the same bytes each time, and refused when they do not fit."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest
from hypothesis import given, settings

from onrecord.records import Page, Record, Span
from onrecord.wire import from_json, from_plain, plain, to_json
from tests import strategies as some


@given(some.records())
@settings(max_examples=50, deadline=None)
def test_a_record_comes_back_equal(record: Record) -> None:
    line = to_json(record)
    assert b"\n" not in line
    again = from_json(line, Record)
    assert again == record
    assert to_json(again) == line
    assert from_plain(plain(record), Record) == record


@given(some.records())
@settings(max_examples=15, deadline=None)
def test_the_keys_are_the_design_s_in_order(record: Record) -> None:
    data = json.loads(to_json(record))
    assert list(data) == [part.name for part in fields(Record)]
    assert list(data) == "page article actors mentions moments places statements events problems".split()
    for statement in data["statements"]:
        for span in statement["content"]:
            assert list(span) == ["start", "end", "words"]
            assert data["article"]["text"][span["start"] : span["end"]] == span["words"]


@pytest.mark.parametrize(
    ("data", "named"),
    [
        ('{"start": 3, "end": 9, "words": "rain"}', "3:9"),
        ('{"start": "3", "end": 9, "words": "rained"}', "$.start"),
        ('{"start": 3, "end": 9}', "words"),
        ("nonsense", "malformed"),
        (b"\xff\xfe", "."),
    ],
)
def test_data_that_does_not_fit_is_refused(data: str | bytes, named: str) -> None:
    with pytest.raises(ValueError, match=named.replace("$", r"\$")):
        from_json(data, Span)


def test_a_file_name_with_bytes_that_are_not_text_can_be_written() -> None:
    page = Page(id="page-1", source="bad-\udcff.txt", sha256="0" * 64, bytes=1)
    assert b"bad-\\\\udcff.txt" in to_json(Record(page=page))
    assert to_json(page) == to_json(page)
