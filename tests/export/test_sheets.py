"""Flat tables: rows that fit their header, cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings

from onrecord.export import TABLES, neutral, write_jsonl, write_sheet
from onrecord.records import Record
from onrecord.wire import from_json, to_json
from tests import strategies as some


def rows_of(table: str, records: list[Record]) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    count = write_sheet(table, records, out)
    csv.field_size_limit(10**7)
    rows = list(csv.DictReader(io.StringIO(out.getvalue().replace("\0", "␀"), newline=""), strict=True))
    assert len(rows) == count
    return rows


@given(some.records())
@settings(max_examples=25, deadline=None)
def test_rows_fit_the_header_and_hold_the_spans(record: Record) -> None:
    for table, (columns, make) in TABLES.items():
        for row in make(record):
            assert set(row) == set(columns), table
        for cells in rows_of(table, [record]):
            assert None not in cells
            assert None not in cells.values()
    read = rows_of("statements", [record])
    assert [row["statement"] for row in read] == [statement.id for statement in record.statements]
    for row, statement in zip(read, record.statements, strict=True):
        assert record.article is not None
        spans = [tuple(map(int, pair.split(":"))) for pair in row["content_spans"].split()]
        words = [record.article.text[start:end] for start, end in spans]
        assert words == [span.words for span in statement.content]


@given(some.records())
@settings(max_examples=25, deadline=None)
def test_no_cell_begins_like_a_formula(record: Record) -> None:
    for table in TABLES:
        for row in rows_of(table, [record]):
            for name, cell in row.items():
                if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
                    assert name in {"place_latitude", "place_longitude"}
                    float(cell)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "-", "="])
def test_a_text_that_looks_like_a_formula_gets_a_mark(text: str) -> None:
    assert neutral(text) == "'" + text


@pytest.mark.parametrize("cell", ["a=1", "'=1", "", " 1", None, -1, -1.5, 0])
def test_other_cells_stay(cell: str | float | None) -> None:
    assert neutral(cell) == cell


def test_a_hostile_title_stays_in_its_cell() -> None:
    record = from_json(
        b'{"page":{"id":"page-1","source":"a,b\\"c","sha256":"0","bytes":1},"article":{"id":"article-1",'
        b'"page":"page-1","title":"=cmd|\' /C calc\'!A0\\r\\n,x","text":"x","passages":[{"span":'
        b'{"start":0,"end":1,"words":"x"},"kind":"body","why":"","score":1.0}]}}',
        Record,
    )
    (row,) = rows_of("pages", [record])
    assert row["page_title"] == "'=cmd|' /C calc'!A0\r\n,x"
    assert row["page_source"] == 'a,b"c'


@given(some.records())
@settings(max_examples=10, deadline=None)
def test_lines_are_the_records(record: Record) -> None:
    out = io.BytesIO()
    undated = replace(record, problems=())
    assert write_jsonl([record, undated], out) == 2
    assert out.getvalue() == to_json(record) + b"\n" + to_json(undated) + b"\n"
