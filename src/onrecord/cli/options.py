"""The options that several commands share, and the settings they make."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from onrecord.settings import Settings, load_settings

__all__ = ["ConfigOption", "Form", "ListForm", "RecordOption", "SetOption", "chosen_settings", "record_path"]

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
