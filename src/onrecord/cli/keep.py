"""`onrecord verify` and `config`: the record file checked, the settings shown."""

from __future__ import annotations

import typer
from rich.text import Text

from onrecord.cli.options import ConfigOption, RecordOption, SetOption, record_path
from onrecord.cli.screen import output_console, say
from onrecord.cli.words import Block, visible
from onrecord.settings import load_settings, settings_table
from onrecord.store import open_record
from onrecord.store import verify as verify_file

__all__ = ["config", "verify"]


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
