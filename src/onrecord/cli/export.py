"""`onrecord export`: the record file written out in the form that another tool loads."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO, Final, TextIO

import typer

from onrecord.cli.options import ConfigOption, RecordOption, SetOption, record_path
from onrecord.cli.stories import tell_stale
from onrecord.errors import OnrecordError
from onrecord.export import (
    METADATA,
    STORY_TABLES,
    CsvTable,
    JsonTable,
    ParquetTable,
    TableWriter,
    load_tables,
    write_annotations,
    write_datasette,
    write_entities,
    write_evidence,
    write_jsonl,
    write_linked,
    write_metadata,
    write_polecat,
    write_report,
    write_stories,
    write_tables,
)
from onrecord.records import Record
from onrecord.store import RecordFile, find_story, load_records, open_record

__all__ = ["export"]


class ExportForm(StrEnum):
    """What the record file is written as."""

    jsonl = "jsonl"
    stories = "stories"
    csv = "csv"
    parquet = "parquet"
    polecat = "polecat"
    annotation = "annotation"
    jsonld = "jsonld"
    ftm = "ftm"
    report = "report"
    datasette = "datasette"


_HELP: Final = """jsonl: a line a page. stories: a line a story. csv, parquet: flat tables. polecat: its 40 \
columns. annotation: W3C. jsonld: schema.org. ftm: FollowTheMoney. report: a story to print, as HTML. \
datasette: metadata for Datasette."""


def export(
    *,
    form: Annotated[ExportForm, typer.Option("--format", help=_HELP)],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="Folder for csv, parquet and polecat, else a file; else standard output.",
            show_default=False,
        ),
    ] = None,
    table: Annotated[
        list[str] | None,
        typer.Option(
            "--table",
            help="A flat table (csv, parquet, jsonl); else all. May be given again.",
            show_default=False,
        ),
    ] = None,
    story: Annotated[
        str | None,
        typer.Option("--story", metavar="ID|SOURCE", help="The story of a report.", show_default=False),
    ] = None,
    record: RecordOption = None,
    sets: SetOption = None,
    config: ConfigOption = None,
) -> None:
    """Write the record file out: the same record gives the same bytes.

    In CSV and POLECAT a text that a spreadsheet would take for a formula (it begins with = + - @, a tab
    or a line end) gets a ' before it; numbers stay numbers.
    """
    tables = _checked(form, table, story)
    path = record_path(record, config, sets)
    with open_record(path) as file, file.snapshot():
        if STORY_TABLES.intersection(tables) or form in (ExportForm.stories, ExportForm.report):
            tell_stale(file)
        if tables:
            _export_tables(file, form, tables, out, path)
            return
        if form is ExportForm.polecat:
            _export_polecat(file, out, path)
            return
        with _target(out, path) as target:
            if form in STREAMS:
                STREAMS[form](load_records(file), target)
            elif form is ExportForm.report:
                write_report(file, find_story(file, story or ""), target)
            elif form is ExportForm.stories:
                write_stories(file, target)
            else:
                write_datasette(file, target)


def _checked(form: ExportForm, table: list[str] | None, story: str | None) -> list[str]:
    """The names of the tables to write; a usage error where the options do not go together."""
    if table and form not in TABLED:
        raise typer.BadParameter("--table is for --format csv, parquet and jsonl")
    if (story is not None) != (form is ExportForm.report):
        raise typer.BadParameter("--format report and --story ID go together")
    for name in table or ():
        if name not in load_tables():
            raise typer.BadParameter(f"no table {name!r}; there are {', '.join(load_tables())}")
    if form not in TABLED or (form is ExportForm.jsonl and not table):
        return []
    return list(dict.fromkeys(table or load_tables()))


#: Forms that are one stream, made of the records.
STREAMS: Final[dict[ExportForm, Callable[[Iterable[Record], BinaryIO], int]]] = {
    ExportForm.jsonl: write_jsonl,
    ExportForm.annotation: write_annotations,
    ExportForm.jsonld: write_linked,
    ExportForm.ftm: write_entities,
}
#: Forms of flat tables.
TABLED: Final[dict[ExportForm, Callable[[str, BinaryIO], TableWriter]]] = {
    ExportForm.csv: CsvTable,
    ExportForm.parquet: ParquetTable,
    ExportForm.jsonl: JsonTable,
}
POLECAT: Final[dict[str, Callable[[Iterable[Record], TextIO], int]]] = {
    "polecat.tsv": write_polecat,
    "polecat-evidence.tsv": write_evidence,
}


def _export_tables(
    file: RecordFile, form: ExportForm, tables: list[str], out: Path | None, record: Path
) -> None:
    """Writes tables into a folder, with what describes them; without a folder one to standard output."""
    if out is None:
        if len(tables) > 1:
            raise typer.BadParameter("give --out FOLDER for several tables, or one --table")
        write_tables(file, {tables[0]: TABLED[form](tables[0], sys.stdout.buffer)})
        return
    _make_folder(out)
    with ExitStack() as stack:
        targets = {name: stack.enter_context(_target(out / f"{name}.{form}", record)) for name in tables}
        write_tables(file, {name: TABLED[form](name, target) for name, target in targets.items()})
        if form is ExportForm.csv:
            write_metadata(tables, stack.enter_context(_target(out / METADATA, record)))


def _export_polecat(file: RecordFile, out: Path | None, record: Path) -> None:
    """Writes the table of events and, in a folder, the table of the evidence beside it."""
    if out is None:
        _write_text(file, write_polecat, sys.stdout.buffer)
        return
    _make_folder(out)
    for name, write in POLECAT.items():
        with _target(out / name, record) as target:
            _write_text(file, write, target)


def _write_text(file: RecordFile, write: Callable[[Iterable[Record], TextIO], int], out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        write(load_records(file), text)
    finally:
        text.detach()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OnrecordError("cannot-write", f"{folder} ({error.strerror})") from error


@contextmanager
def _target(path: Path | None, record: Path) -> Iterator[BinaryIO]:
    """A file that appears under its name only when it is whole; standard output for None."""
    if path is None:
        yield sys.stdout.buffer
        return
    if os.path.exists(path) and path.samefile(record):
        raise typer.BadParameter("--out would overwrite the record file")
    if path.is_dir() or not path.name:
        raise OnrecordError("cannot-write", f"{path} (it is a folder)")
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as target:
            yield target
        os.replace(part, path)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise OnrecordError("cannot-write", f"{path} ({error.strerror})") from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise
