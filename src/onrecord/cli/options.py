"""The options that several commands share, and the settings they make."""

from __future__ import annotations

import re
import sys
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, BinaryIO, Final, TypeAlias

import typer

from onrecord.cli.screen import say
from onrecord.settings import Settings, load_settings

__all__ = [
    "ConfigOption",
    "FetchOption",
    "Form",
    "ListForm",
    "PublishedOption",
    "RecordOption",
    "SetOption",
    "SourcesArgument",
    "UrlOption",
    "chosen_settings",
    "end_reading",
    "record_path",
    "stdin_stream",
]

#: Years that a page can have been published in; the text stage knows no others.
_YEARS: Final = range(1900, 2101)
_DATE_FORM: Final = "a date YYYY-MM-DD, or with a time and a zone YYYY-MM-DDTHH:MM:SS+HH:MM"


def _date(words: str) -> str:
    """The words, if they are a date that the text stage reads; a usage error that names the form if not."""
    words = words.strip()
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", words, re.ASCII):
            year = date.fromisoformat(words).year
        elif re.match(r"\d{4}-\d\d-\d\d[T ]\d\d:", words, re.ASCII):
            instant = datetime.fromisoformat(words)
            year = instant.year if instant.tzinfo else 0
        else:
            year = 0
    except ValueError:
        year = 0
    if year not in _YEARS:
        raise typer.BadParameter(f"{words!r} is not {_DATE_FORM}, in the years 1900 to 2100")
    return words


RecordOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--record", help="Record file; else the setting store.record.", show_default=False),
]
ConfigOption: TypeAlias = Annotated[
    Path | None, typer.Option("--config", help="Settings file (TOML).", show_default=False)
]
SetOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="NAME=VALUE", help="A setting; may be given again.", show_default=False),
]
PublishedOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--published",
        metavar="DATE",
        parser=_date,
        help="When the pages were published: YYYY-MM-DD, or with time and zone.",
        show_default=False,
    ),
]
UrlOption: TypeAlias = Annotated[
    str | None, typer.Option("--url", help="The address of the page.", show_default=False)
]


FetchOption: TypeAlias = Annotated[
    bool,
    typer.Option("--fetch", help="Use the network for the addresses that are named, listed or in feeds."),
]


SourcesArgument: TypeAlias = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Files, folders, globs, addresses: pages, JSONL, RSS, Atom, OPML, lists of addresses, WARC,"
        ' WACZ; "-" is standard input.',
    ),
]


class Form(StrEnum):
    """How a record is printed."""

    text = "text"
    json = "json"
    jsonl = "jsonl"


class ListForm(StrEnum):
    """How a list is printed."""

    text = "text"
    jsonl = "jsonl"


def chosen_settings(config: Path | None, flags: list[str] | None) -> Settings:
    """The settings of this run; SettingError where one is wrong."""
    return load_settings(config=config, flags=flags or ()).settings


def record_path(record: Path | None, config: Path | None, flags: list[str] | None) -> Path:
    """The record file that --record or the settings name."""
    return record if record is not None else Path(chosen_settings(config, flags).store_record)


def end_reading(*, read_pages: int, problems: int) -> None:
    """Ends a command that read pages, with the exit code that tells how it went."""
    if read_pages == 0:
        if problems == 0:
            say("nothing to read: no page was found. Name files or a folder that holds pages.")
        raise typer.Exit(4)
    if problems:
        raise typer.Exit(1)


def stdin_stream() -> BinaryIO | None:
    """Standard input as bytes; None where there is none."""
    return getattr(sys.stdin, "buffer", None)
