"""Flat tables: rows that fit columns.tsv, spans that hold, the same values in CSV, JSON lines and Parquet."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from csvw import TableGroup
from hypothesis import HealthCheck, given, settings

from onrecord.cli.export import ExportForm
from onrecord.export import (
    METADATA,
    CsvTable,
    JsonTable,
    ParquetTable,
    load_tables,
    write_entities,
    write_linked,
    write_metadata,
    write_polecat,
)
from onrecord.export.columns import CORRECTIONS, STORY_TABLES, Column, Row
from onrecord.export.rows import RECORD_ROWS
from onrecord.export.sheets import neutral, restored
from onrecord.export.story_rows import STORY_ROWS, Told
from onrecord.records import Record, Story
from onrecord.store import Head, load_corrections, open_record
from tests import strategies as some
from tests.cli import samples

duckdb = pytest.importorskip("duckdb")
pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pq = pytest.importorskip("pyarrow.parquet")

TABLES = load_tables()
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
some_settings = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))


def told(story: Story, records: Iterable[Record]) -> Told:
    """A story with its heads and voices, as the record file gives them."""
    heads, voices = {}, {}
    for record in records:
        article = record.article
        assert article is not None
        heads[article.id] = Head(
            page=record.page.id,
            source=record.page.source,
            url=record.page.url,
            title=article.title,
            earliest=article.published.earliest,
            latest=article.published.latest,
            origin=article.published.origin,
        )
        for statement in record.statements:
            voices[statement.id] = "somebody"
    return Told(story, heads, voices)


def every_row(story: Story, records: tuple[Record, ...]) -> dict[str, list[Row]]:
    """All rows of all tables."""
    rows: dict[str, list[Row]] = {}
    for name, make in RECORD_ROWS.items():
        rows[name] = [row for record in records for row in make(record)]
    for name, make_story in STORY_ROWS.items():
        rows[name] = list(make_story(told(story, records)))
    return rows


def as_csv(table: str, rows: list[Row]) -> bytes:
    out = io.BytesIO()
    writer = CsvTable(table, out)
    for row in rows:
        writer.write(row)
    writer.close()
    return out.getvalue()


def expected(column: Column, value: Any) -> Any:
    """What a CSV cell gives back when it is read by its type."""
    if column.type == "spans":
        return " ".join(f"{start}:{end}" for start, end in value) or None
    if column.type == "texts":
        value = column.separator.join(value)
    if isinstance(value, str):
        return value.replace("\0", "␀") or None
    return value


def test_every_table_has_its_rows_and_columns_once() -> None:
    assert set(TABLES) == {*RECORD_ROWS, *STORY_ROWS, CORRECTIONS}
    assert set(STORY_ROWS) == STORY_TABLES
    for table, columns in TABLES.items():
        names = [column.name for column in columns]
        assert len(set(names)) == len(names), table
        assert all(re.fullmatch(r"[a-z0-9_]+", name) for name in names)
        assert all(column.about for column in columns)


@given(some.stories())
@some_settings
def test_a_row_fits_its_columns_and_types(made: tuple[Story, tuple[Record, ...]]) -> None:
    types = {"integer": int, "number": float, "flag": bool, "texts": tuple, "spans": tuple}
    for table, rows in every_row(*made).items():
        for row in rows:
            assert set(row) == {column.name for column in TABLES[table]}, table
            for column in TABLES[table]:
                value = row[column.name]
                if column.type in ("texts", "spans"):
                    assert isinstance(value, tuple)
                elif value is not None and column.type in types:
                    assert type(value) is types[column.type], (table, column.name)


@given(some.stories())
@some_settings
def test_offsets_find_their_words(made: tuple[Story, tuple[Record, ...]]) -> None:
    rows = every_row(*made)
    texts = {record.page.id: record.article.text for record in made[1] if record.article}
    for table, ends in (("statements", ("source", "cue", "told")), ("events", ("trigger", "place"))):
        for row in rows[table]:
            text = texts[str(row["page"])]
            for name in ends:
                if row[f"{name}_start"] is not None:
                    assert text[row[f"{name}_start"] : row[f"{name}_end"]] == row[f"{name}_words"]  # type: ignore[misc]
    for row in rows["disagreements"]:
        if row["said_start"] is not None:
            text = texts[str(row["page"])]
            assert text[row["said_start"] : row["said_end"]] == row["said_words"]  # type: ignore[misc]


@given(some.stories())
@some_settings
def test_csv_comes_back_by_its_sidecar(made: tuple[Story, tuple[Record, ...]]) -> None:
    """pandas, Polars and DuckDB, each told the types that csv-metadata.json gives, read every cell back."""
    for table, rows in every_row(*made).items():
        data = as_csv(table, rows)
        out = io.BytesIO()
        write_metadata([table], out)
        (described,) = json.loads(out.getvalue())["tables"]
        datatypes = {one["name"]: one["datatype"] for one in described["tableSchema"]["columns"]}
        assert list(datatypes) == [column.name for column in TABLES[table]]
        wanted = [{c.name: expected(c, row[c.name]) for c in TABLES[table]} for row in rows]
        assert by_pandas(data, datatypes) == wanted, table
        assert by_polars(data, datatypes) == wanted, table


def by_pandas(data: bytes, datatypes: dict[str, str]) -> list[dict[str, Any]]:
    kinds = {
        "string": "string",
        "date": "string",
        "integer": "Int64",
        "number": "float64",
        "boolean": "boolean",
    }
    frame = pd.read_csv(
        io.BytesIO(data),
        dtype={name: kinds.get(kind, "string") for name, kind in datatypes.items()},
        keep_default_na=False,
        na_values=[""],
        float_precision="round_trip",
    )
    for name, kind in datatypes.items():
        if kind == "date":
            frame[name] = [None if pd.isna(one) else pd.Timestamp(one).date() for one in frame[name]]
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{name: given_back(value) for name, value in row.items()} for row in rows]


def by_polars(data: bytes, datatypes: dict[str, str]) -> list[dict[str, Any]]:
    kinds = {
        "string": pl.String,
        "date": pl.Date,
        "integer": pl.Int64,
        "number": pl.Float64,
        "boolean": pl.Boolean,
    }
    frame = pl.read_csv(
        io.BytesIO(data), schema={name: kinds.get(kind, pl.String) for name, kind in datatypes.items()}
    )
    return [{name: given_back(value) for name, value in row.items()} for row in frame.to_dicts()]


def given_back(value: Any) -> Any:
    return restored(value) if isinstance(value, str) else value


@given(some.stories())
@some_settings
def test_no_cell_begins_like_a_formula(made: tuple[Story, tuple[Record, ...]]) -> None:
    csv.field_size_limit(10**7)
    for table, rows in every_row(*made).items():
        types = {column.name: column.type for column in TABLES[table]}
        for row in csv.DictReader(io.StringIO(as_csv(table, rows).decode(), newline=""), strict=True):
            for name, cell in row.items():
                if cell.startswith(FORMULAS):
                    assert types[name] == "number"
                    float(cell)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "-", "=", "'=1"]
)
def test_a_text_that_looks_like_a_formula_gets_a_mark(text: str) -> None:
    assert neutral(text) == "'" + text
    assert restored(neutral(text)) == text


@pytest.mark.parametrize("text", ["a=1", "'tis", "", " 1", "''", "1"])
def test_other_texts_stay(text: str) -> None:
    assert neutral(text) == text == restored(text)


@given(some.stories())
@some_settings
def test_parquet_and_json_hold_every_value(made: tuple[Story, tuple[Record, ...]]) -> None:
    for table, rows in every_row(*made).items():
        parquet, lines = io.BytesIO(), io.BytesIO()
        for writer in (ParquetTable(table, parquet), JsonTable(table, lines)):
            for row in rows:
                writer.write(row)
            writer.close()
        read = pq.read_table(io.BytesIO(parquet.getvalue())).to_pylist()
        pairs = [column.name for column in TABLES[table] if column.type == "spans"]
        for row in read:
            row.update({name: tuple((one["start"], one["end"]) for one in row[name]) for name in pairs})
        assert [plain(row) for row in read] == [plain(row) for row in rows]
        assert len(lines.getvalue().splitlines()) == len(rows)
        for line, row in zip(lines.getvalue().splitlines(), rows, strict=True):
            assert list(json.loads(line)) == [column.name for column in TABLES[table]]
            assert json.loads(line) == json.loads(json.dumps(row, default=str))


def plain(row: Row) -> Row:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def test_polars_and_duckdb_read_the_parquet_files(tables: Path) -> None:
    """Codes stay text, days are days, lists are lists, in both; every table opens in both."""
    for table in TABLES:
        path = tables / f"{table}.parquet"
        frame = pl.read_parquet(path)
        count = duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()
        assert count == [(frame.height,)]
        assert frame.columns == [column.name for column in TABLES[table]]
    events = pl.read_parquet(tables / "events.parquet")
    assert events.schema["cameo"] == pl.String
    assert events.schema["published_earliest"] == pl.Date
    assert events.schema["actor_names"] == pl.List(pl.String)
    assert "0131" in events["cameo"].to_list()
    query = "SELECT typeof(cameo), typeof(published_earliest), typeof(actor_names), typeof(quad)"
    found = duckdb.sql(f"{query} FROM '{tables / 'events.parquet'}'").fetchall()
    assert set(found) == {("VARCHAR", "DATE", "VARCHAR[]", "BIGINT")}


def test_duckdb_reads_the_csv_by_its_sidecar(tables: Path) -> None:
    kinds = {
        "string": "VARCHAR",
        "date": "DATE",
        "integer": "BIGINT",
        "number": "DOUBLE",
        "boolean": "BOOLEAN",
    }
    for described in json.loads((tables / METADATA).read_text())["tables"]:
        columns = {
            one["name"]: kinds.get(one["datatype"], "VARCHAR") for one in described["tableSchema"]["columns"]
        }
        frame = duckdb.read_csv(
            str(tables / described["url"]), columns=columns, header=True, auto_detect=False, quotechar='"'
        )
        table = described["url"].removesuffix(".csv")
        parquet = duckdb.sql(f"SELECT * FROM '{tables / table}.parquet'")
        assert len(frame.fetchall()) == len(parquet.fetchall())
    coded = duckdb.sql(
        f"SELECT DISTINCT cameo FROM read_csv('{tables / 'events.csv'}', types={{'cameo': 'VARCHAR'}})"
        " WHERE cameo IS NOT NULL"
    )
    assert set(coded.fetchall()) == {("0131",)}


def test_the_sidecar_is_sound_csvw(tables: Path) -> None:
    """The csvw library finds every table, its types, its keys and what points where, and all rows fit."""
    group = TableGroup.from_file(tables / METADATA)
    assert {table.local_name for table in group.tables} == {f"{name}.csv" for name in TABLES}
    assert group.check_referential_integrity()
    for table in group.tables:
        name = table.local_name.removesuffix(".csv")
        rows = list(table.iterdicts(strict=True))
        assert len(rows) == pl.read_parquet(tables / f"{name}.parquet").height
    events = next(table for table in group.tables if table.local_name == "events.csv")
    threat = next(row for row in events.iterdicts() if row["type"] == "THREATEN")
    assert threat["contexts"] == ["labor"]
    assert threat["cameo"] == "0131"
    assert threat["published_earliest"].year == 2026


def test_corrections_are_exported_beside_what_they_are_of(tables: Path, record_file: Path) -> None:
    """DuckDB joins them with their lines, from the CSV and from Parquet; Polars reads what an edit holds."""
    with open_record(record_file) as file:
        log = load_corrections(file)
    for form in ("parquet", "csv"):
        said = f"'{tables}/corrections.{form}'"
        if form == "csv":
            said = f"read_csv({said}, all_varchar=true, delim=',', quote='\"')"
        joined = duckdb.sql(
            f"SELECT said.verdict, said.field, said.value, line.stance FROM {said} AS said"
            f" JOIN '{tables}/statements.parquet' AS line ON line.statement = said.line"
        )
        held = log[0].was["stance"] if log[0].was else None
        assert sorted(joined.fetchall()) == [
            ("edit", "speaker", "null", held),
            ("edit", "stance", '"denies"', held),
        ]
    frame = pl.read_parquet(tables / "corrections.parquet")
    assert frame["correction"].to_list() == [one.id for one in log]
    assert frame["state"].to_list() == ["standing", "standing", "undone", "standing", "standing"]
    assert frame["by"].to_list()[:2] == ["=Ida()", "Per, Dahl"]
    assert frame["page"].to_list()[3] is None
    assert [json.loads(one)["id"] for one in frame["was"] if one] == [one.line for one in log[:4]]
    text = (tables / "corrections.csv").read_text("utf-8")
    assert ",'=Ida()," in text
    assert ",=Ida()" not in text


def test_the_example_of_the_docs_reads_the_sheets(
    tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tables").symlink_to(tables)
    monkeypatch.chdir(tmp_path)
    page = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text("utf-8")
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(block, names)
    assert "0131" in set(names["events"]["cameo"].dropna())
    assert "0131" in set(names["same_events"]["cameo"])
    assert names["events"]["published_earliest"].dropna().iloc[0].year == 2026
    assert len(names["events"]) == names["same_events"].height


def test_the_docs_name_every_format() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text("utf-8")
    named = re.findall(r"^\| `([a-z]+)` \|", page, re.MULTILINE)
    assert named == [form.value for form in ExportForm]


def test_a_candidate_that_lost_is_nobody(record_file: Path) -> None:
    """No format credits whom the record did not choose; FollowTheMoney, schema.org, POLECAT, tables."""
    record = samples.ferry()
    assert record.article is not None
    lost = [
        replace(one, name="Lost Name", chosen=False, kind=kind)
        for one in record.article.credits[:1]
        for kind in ("outlet", "byline", "agency")
    ]
    credits = (*lost, *record.article.credits)
    record = replace(record, article=replace(record.article, credits=credits))
    out, text = io.BytesIO(), io.StringIO()
    write_entities([record], out)
    write_linked([record], out)
    write_polecat([record], text)
    rows = list(RECORD_ROWS["pages"](record))
    assert "Lost Name" not in out.getvalue().decode() + text.getvalue() + str(rows)
