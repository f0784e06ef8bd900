"""`onrecord verify`, `export` and `config`: the record file checked and written out, the settings shown."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, BinaryIO, Final, TextIO, TypeAlias

import typer
from rich.text import Text

from onrecord.cli.options import ConfigOption, RecordOption, SetOption, record_path
from onrecord.cli.screen import output_console, say
from onrecord.cli.words import Block, visible
from onrecord.errors import OnrecordError
from onrecord.export import (
    write_annotations,
    write_evidence,
    write_jsonl,
    write_linked,
    write_polecat,
    write_sheet,
)
from onrecord.records import Record
from onrecord.settings import load_settings, settings_table
from onrecord.store import RecordFile, load_records, open_record
from onrecord.store import verify as verify_file

__all__ = ["config", "export", "verify"]


class ExportForm(StrEnum):
    """What the record file is written as."""

    jsonl = "jsonl"
    csv = "csv"
    polecat = "polecat"
    annotation = "annotation"
    jsonld = "jsonld"


class Sheet(StrEnum):
    """A flat table of the CSV export."""

    statements = "statements"
    events = "events"
    pages = "pages"


def verify(record: RecordOption = None, sets: SetOption = None, config: ConfigOption = None) -> None:
    """Check every stored span, id, reference, tally and digest again; exit code 3 where one is wrong."""
    with open_record(record_path(record, config, sets)) as file:
        report = verify_file(file)
    console = output_console()
    for fault in report.faults:
        line = f"{fault.check}: {visible(fault.where)}: {visible(fault.detail)}"
        console.print(Block(Text(line), Text(), Text("  ")))
    checked = f"checked {report.pages} pages, {report.articles} articles, {report.spans} spans: "
    if not report.index_compared:
        say("the full-text index was not compared with the text: that needs a file that can be written.")
    found = "all sound" if report.sound else f"{len(report.faults)} faults"
    console.print(Text(checked + found), soft_wrap=True)
    if not report.sound:
        say("the record file is damaged. Restore a copy, or add the pages again into a new file.")
        raise typer.Exit(3)


def export(
    *,
    form: Annotated[
        ExportForm,
        typer.Option(
            "--format",
            help="jsonl: a line a page. csv: flat tables. polecat: its 40 columns. "
            "annotation: W3C. jsonld: schema.org.",
        ),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", help="Folder for csv and polecat, else a file; else standard output.", show_default=False
        ),
    ] = None,
    table: Annotated[
        list[Sheet] | None,
        typer.Option(
            "--table",
            help="A table of the CSV; else statements and events. May be given again.",
            show_default=False,
        ),
    ] = None,
    record: RecordOption = None,
    sets: SetOption = None,
    config: ConfigOption = None,
) -> None:
    """Write the record file out: the same record gives the same bytes.

    In CSV a text that a spreadsheet would take for a formula (it begins with = + - @, a tab or a line
    end) gets a ' before it; numbers stay numbers.
    """
    path = record_path(record, config, sets)
    if form is not ExportForm.csv and table:
        raise typer.BadParameter("--table is for --format csv")
    sheets = list(dict.fromkeys(table or (Sheet.statements, Sheet.events)))
    if form is ExportForm.csv and out is None and len(sheets) > 1:
        raise typer.BadParameter("give --out FOLDER for several tables, or one --table")
    with open_record(path) as file, file.snapshot():
        if form in LINES:
            with _target(out, path) as target:
                LINES[form](load_records(file), target)
            return
        tables = POLECAT if form is ExportForm.polecat else _sheets(sheets)
        if out is None:
            _write_table(file, next(iter(tables.values())), sys.stdout.buffer)
        else:
            _write_folder(file, tables, out, path)


def config(sets: SetOption = None, config: ConfigOption = None) -> None:
    """Print every setting: its value, where that came from, its default, and what it is for."""
    sourced = load_settings(config=config, flags=sets or ())
    console = output_console()
    for row in settings_table():
        value = getattr(sourced.settings, row.field)
        origin = sourced.origins[row.name]
        line = Text(row.name, style="bold").append(f" = {visible(str(value))}")
        line.append(f"  ({visible(origin)})", style="dim" if origin == "default" else "yellow")
        console.print(Block(line, Text(), Text("    ")))
        more = f"{row.sentence} {row.form}, default {row.default}, {row.environment}"
        console.print(Block(Text(more, style="dim"), Text("    "), Text("    ")))


#: Formats that are one stream of lines.
LINES: Final[dict[ExportForm, Callable[[Iterable[Record], BinaryIO], int]]] = {
    ExportForm.jsonl: write_jsonl,
    ExportForm.annotation: write_annotations,
    ExportForm.jsonld: write_linked,
}
#: Name of a file to what writes it.
Tables: TypeAlias = Mapping[str, Callable[[Iterable[Record], TextIO], int]]
POLECAT: Final[Tables] = {"polecat.tsv": write_polecat, "polecat-evidence.tsv": write_evidence}


def _sheets(sheets: list[Sheet]) -> Tables:
    return {f"{sheet.value}.csv": partial(write_sheet, sheet.value) for sheet in sheets}


def _write_folder(file: RecordFile, tables: Tables, folder: Path, record: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OnrecordError("cannot-write", f"{folder} ({error.strerror})") from error
    for name, write in tables.items():
        with _target(folder / name, record) as target:
            _write_table(file, write, target)


def _write_table(file: RecordFile, write: Callable[[Iterable[Record], TextIO], int], out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    try:
        write(load_records(file), text)
    finally:
        text.detach()


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
