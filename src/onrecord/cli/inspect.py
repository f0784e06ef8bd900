"""`onrecord page`, `find` and `problems`: the record file -> what it holds, printed."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from onrecord.cli.options import ConfigOption, Form, ListForm, RecordOption, SetOption, record_path
from onrecord.cli.output import print_line, print_records
from onrecord.cli.screen import output_console, say
from onrecord.cli.words import Block, visible
from onrecord.records import Problem
from onrecord.store import Hit, find_pages, load_corrections, load_record, open_record
from onrecord.store import find as find_words
from onrecord.store import problems as stored_problems
from onrecord.wire import to_json

__all__ = ["find", "page", "problems"]


def page(
    wanted: Annotated[
        str, typer.Argument(metavar="ID|SOURCE", help="A page's id, its beginning, source or URL.")
    ],
    *,
    form: Annotated[Form, typer.Option("--format", help="As for `onrecord read`.")] = Form.text,
    ids: Annotated[
        bool, typer.Option("--ids", help="Also the ids of lines, for `onrecord correct`.")
    ] = False,
    record: RecordOption = None,
    sets: SetOption = None,
    config: ConfigOption = None,
) -> None:
    """Print the stored record of a page."""
    with open_record(record_path(record, config, sets)) as file:
        names = find_pages(file, wanted)
        with print_records(form) as put:
            for name in names:
                put(load_record(file, name), load_corrections(file, page=name), ids=ids)


def find(
    words: Annotated[list[str], typer.Argument(metavar="WORDS", help='All of them; "a phrase" in quotes.')],
    *,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="Most pages that are shown.")] = 20,
    form: Annotated[
        ListForm, typer.Option("--format", help="text to read; jsonl, a line a page.")
    ] = ListForm.text,
    record: RecordOption = None,
    sets: SetOption = None,
    config: ConfigOption = None,
) -> None:
    """Find pages by the words of their title and text."""
    with open_record(record_path(record, config, sets)) as file:
        # An argument of several words was quoted on the command line: it is a phrase.
        asked = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
        hits = find_words(file, asked, limit=limit)
    if not hits:
        say("no page holds all of these words.")
    console = output_console()
    for hit in hits:
        if form is ListForm.jsonl:
            print_line(to_json(hit))
        else:
            _print_hit(console, hit)


def problems(
    form: Annotated[
        ListForm, typer.Option("--format", help="text to read; jsonl, a line a problem.")
    ] = ListForm.text,
    record: RecordOption = None,
    sets: SetOption = None,
    config: ConfigOption = None,
) -> None:
    """Print every problem that pages gave, with what to do about it."""
    with open_record(record_path(record, config, sets)) as file:
        console = output_console()
        count = 0
        for problem in stored_problems(file):
            count += 1
            if form is ListForm.jsonl:
                print_line(to_json(problem))
            else:
                _print_problem(console, problem)
    if not count:
        say("no page gave problems.")


def _print_hit(console: Console, hit: Hit) -> None:
    title = Text(visible(hit.title) if hit.title else "(no headline)", style="bold")
    title.append(f"  {hit.published or 'undated'}", style="dim")
    console.print(Block(title))
    console.print(Block(Text(f"{visible(hit.source)} · {hit.page}", style="dim"), Text("  "), Text("  ")))
    snippet = Text()
    if hit.quarantined:
        snippet.append(f"in quarantine ({', '.join(hit.quarantined)}): ", style="yellow")
    for words, found in hit.snippet:
        # `visible` trims its text; the space between the pieces has to stay.
        before, after = words[:1].isspace(), words[-1:].isspace()
        shown = " " * before + visible(words) + " " * (after and words.strip() != "")
        snippet.append(shown, style="bold yellow" if found else "")
    console.print(Block(snippet, Text("  "), Text("  ")))


def _print_problem(console: Console, problem: Problem) -> None:
    from onrecord.cli.show import problem_line

    head = Text(visible(problem.source), style="bold").append(
        f"  {problem.stage}: {problem.code}", style="dim"
    )
    console.print(Block(head))
    console.print(Block(problem_line(problem), Text("  "), Text("  ")))
