"""`onrecord correct` and `corrections`: what an analyst says of a line -> the record file, and back."""

from __future__ import annotations

import getpass
import io
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Final

import msgspec
import typer
from rich.console import RenderableType
from rich.text import Text

from onrecord.cli.options import ConfigOption, RecordOption, SetOption, record_path
from onrecord.cli.output import print_line
from onrecord.cli.screen import output_console, say
from onrecord.cli.words import Block, shorten, visible
from onrecord.errors import RecordFileError
from onrecord.export.columns import CORRECTIONS
from onrecord.export.corrected import correction_rows
from onrecord.export.sheets import CsvTable
from onrecord.records import Correction
from onrecord.store import correct as correct_line
from onrecord.store import find_pages, load_corrections, open_record
from onrecord.store import undo as undo_correction
from onrecord.store.corrections import words_of
from onrecord.wire import to_json

__all__ = ["correct", "correction_block", "corrections"]

#: Characters of a line's words and of a value: they are only meant to be recognised.
_GLIMPSE: Final = 80
_MARKS: Final = {"right": ("✓ right", "green"), "wrong": ("✗ wrong", "red"), "edit": ("✎ ", "magenta")}
_READINGS: Final = {
    "changed": "the line is read otherwise by now",
    "agrees": "it is read so by now",
    "gone": "no longer read",
}


class LogForm(StrEnum):
    """How corrections are printed."""

    text = "text"
    jsonl = "jsonl"
    csv = "csv"


def correct(
    line: Annotated[str, typer.Argument(metavar="ID", help="A line's id; of a correction, with --undo.")],
    *,
    right: Annotated[bool, typer.Option("--right", help="The line is right.")] = False,
    wrong: Annotated[bool, typer.Option("--wrong", help="The line is wrong.")] = False,
    edit: Annotated[
        str | None,
        typer.Option(
            "--edit",
            metavar="FIELD=VALUE",
            help="What a field should hold: its JSON, or the page's words for a span, a name for somebody "
            "of the page; null is unknown.",
            show_default=False,
        ),
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the correction back.")] = False,
    by: Annotated[
        str | None, typer.Option("--by", help="Who says so; else the name you are logged in by.")
    ] = None,
    note: Annotated[str, typer.Option("--note", help="Why.", show_default=False)] = "",
    record: RecordOption = None,
    sets: SetOption = None,
    config: ConfigOption = None,
) -> None:
    """Say that a line is right or wrong, or edit a field; the machine's reading stays beside it."""
    if [right, wrong, edit is not None, undo].count(True) != 1:
        raise typer.BadParameter("give one of --right, --wrong, --edit FIELD=VALUE, --undo")
    path = record_path(record, config, sets)
    if not path.exists():
        raise RecordFileError("no-record", str(path))
    said: dict[str, Any] = {"by": by or _user(), "note": note, "at": datetime.now(UTC)}
    with open_record(path, write=True) as file:
        if undo:
            made = undo_correction(file, line, **said)
        elif edit is None:
            made = correct_line(file, line, "right" if right else "wrong", **said)
        else:
            field, equals, value = edit.partition("=")
            if not equals:
                raise typer.BadParameter(f"--edit {edit}: write it as FIELD=VALUE")
            made = correct_line(file, line, "edit", field=field.strip(), value=_value(value), **said)
    output_console().print(correction_block(made))


def _user() -> str:
    """The name that somebody is logged in by; a usage error where the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError) as error:
        raise typer.BadParameter("nobody is logged in by a name: say who you are with --by") from error


def corrections(
    wanted: Annotated[
        str | None,
        typer.Argument(metavar="[ID|SOURCE]", help="A page; else all pages.", show_default=False),
    ] = None,
    *,
    form: Annotated[
        LogForm, typer.Option("--format", help="text to read; jsonl, a line a correction; csv.")
    ] = LogForm.text,
    record: RecordOption = None,
    sets: SetOption = None,
    config: ConfigOption = None,
) -> None:
    """List the corrections in the order in which they were made, each with how it stands by now."""
    with open_record(record_path(record, config, sets)) as file, file.snapshot():
        pages = find_pages(file, wanted) if wanted is not None else (None,)
        found = [one for page in pages for one in load_corrections(file, page=page)]
    if form is LogForm.csv:
        sheet = io.BytesIO()
        table = CsvTable(CORRECTIONS, sheet)
        for row in correction_rows(found):
            table.write(row)
        table.close()
        print_line(sheet.getvalue(), end=b"")
        return
    console = output_console()
    for one in found:
        if form is LogForm.jsonl:
            print_line(to_json(one))
        else:
            console.print(correction_block(one))
    if not found:
        say("nothing was corrected.")


def correction_block(one: Correction) -> RenderableType:
    """What was said of which line, by whom, when, and how it stands; on two lines."""
    if one.verdict == "undo":
        text = Text("↶ undone ").append(one.undoes or "", style="bold")
    else:
        mark, style = _MARKS[one.verdict]
        text = Text(mark, style=style)
        if one.verdict == "edit":
            text.append(f"{one.field}: ", style="bold")
            text.append(f"{_shown((one.was or {}).get(one.field or ''))} → {_shown(one.value)}")
        text.append(f"  “{shorten(visible(words_of(one)), _GLIMPSE)}”", style="italic")
    if one.state != "standing":
        text.stylize("strike dim")
    about = [f"{visible(one.by)}, {one.at:%Y-%m-%d %H:%M} UTC", one.line, one.id]
    about += [one.state] if one.state != "standing" else []
    about += [_READINGS[one.reading]] if one.reading in _READINGS else []
    text.append("\n" + " · ".join(about), style="dim")
    if one.note:
        text.append(f"\n{visible(one.note)}", style="dim italic")
    return Block(text, Text("  "), Text("    "))


def _shown(value: Any) -> str:
    """A field's value, a span by its words."""
    if value is None:
        return "unknown"
    if isinstance(value, dict):
        inner = value.get("words") or value.get("span") or value.get("earliest")
        return _shown(inner) if inner else "…"
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "nobody"
    return shorten(visible(str(value)), _GLIMPSE)


def _value(words: str) -> Any:
    """The JSON that the words are; failing that the words."""
    try:
        return msgspec.json.decode(words)
    except (msgspec.DecodeError, UnicodeError):
        return words
