"""`onrecord read` and `onrecord add`: sources -> records, printed or stored."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, BinaryIO, TypeAlias

import msgspec
import typer
from rich.text import Text

from onrecord import flow
from onrecord.cli.options import ConfigOption, Form, RecordOption, SetOption, chosen_settings
from onrecord.cli.screen import message_console, output_console, say, say_problem
from onrecord.cli.words import shorten, visible
from onrecord.records import Page, Problem, Record
from onrecord.store import RecordFile, open_record, problem_entry
from onrecord.store.record_file import Outcome
from onrecord.wire import to_json

__all__ = ["add", "print_record", "read"]

SourcesArgument: TypeAlias = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help='Files, folders, globs, JSONL; "-" is standard input.'),
]
PublishedOption: TypeAlias = Annotated[
    str | None,
    typer.Option("--published", metavar="DATE", help="When the pages were published.", show_default=False),
]
UrlOption: TypeAlias = Annotated[
    str | None, typer.Option("--url", help="The address of the page.", show_default=False)
]


def read(
    sources: SourcesArgument,
    *,
    form: Annotated[
        Form, typer.Option("--format", help="text to read; json, indented; jsonl, a line a page.")
    ] = Form.text,
    published: PublishedOption = None,
    url: UrlOption = None,
    sets: SetOption = None,
    config: ConfigOption = None,
) -> None:
    """Read pages and print their records; nothing is stored."""
    settings = chosen_settings(config, sets)
    counts: Counter[str] = Counter()
    found = flow.read_sources(sources, settings=settings, stdin=_stdin(), published=published, url=url)
    for result in found:
        if isinstance(result, Problem):
            say_problem(result)
            counts["problem"] += 1
        elif isinstance(result, Record):
            counts["problem" if result.article is None else "read"] += 1
            _print_result(result, form, first=sum(counts.values()) == 1)
    _exit(read_pages=counts["read"], problems=counts["problem"])


def add(
    sources: SourcesArgument,
    *,
    record: RecordOption = None,
    published: PublishedOption = None,
    url: UrlOption = None,
    sets: SetOption = None,
    config: ConfigOption = None,
) -> None:
    """Read pages into the record file; what it holds already is not read again."""
    settings = chosen_settings(config, sets)
    path = record if record is not None else Path(settings.store_record)
    pipeline = flow.pipeline_version(settings)
    counts: Counter[Outcome] = Counter()
    with open_record(path, write=True) as file, _progress() as show:
        found = flow.read_sources(
            sources,
            settings=settings,
            stdin=_stdin(),
            published=published,
            url=url,
            known=lambda page: file.known(page, pipeline),
        )
        met: set[str] = set()
        try:
            for result in found:
                if isinstance(result, Problem) and _is_own(result.source, path):
                    continue
                counts[_store(file, result, pipeline, met)] += 1
                show.page(_source(result), counts)
        except KeyboardInterrupt:
            stored = counts["stored"]
            say(f"stopped; {stored} pages of this run are stored. The same command goes on from here.")
            raise
        file.forget_problems(sources, but=met)
    _print_tally(counts)
    _exit(read_pages=counts["stored"] + counts["unchanged"], problems=counts["problem"])


def print_record(record: Record, form: Form) -> None:
    """Prints a record on standard output."""
    if form is Form.text:
        from onrecord.cli.show import show_record

        output_console().print(show_record(record))
        return
    line = to_json(record)
    out = sys.stdout.buffer
    out.write((msgspec.json.format(line, indent=2) if form is Form.json else line) + b"\n")
    out.flush()


def _print_result(record: Record, form: Form, *, first: bool) -> None:
    if record.article is None:
        for problem in record.problems:
            say_problem(problem)
    if form is not Form.text or record.article is not None:
        if form is Form.text and not first:
            output_console().rule(style="dim")
        print_record(record, form)


def _store(file: RecordFile, result: Record | Problem | Page, pipeline: str, met: set[str]) -> Outcome:
    """Stores one result; its problems are told where it could not be read."""
    now = datetime.now(UTC)
    if isinstance(result, Page):
        return file.saw(result)
    if isinstance(result, Problem):
        met.add(problem_entry(result))
        say_problem(result)
        return file.put_problem(result, pipeline=pipeline, at=now)
    if result.article is None:
        for problem in result.problems:
            say_problem(problem)
    return file.put(result, pipeline=pipeline, at=now)


def _is_own(source: str, record: Path) -> bool:
    """Whether a source is the record file itself, or a file that SQLite keeps beside it."""
    name = source.removesuffix("-wal").removesuffix("-shm").removesuffix("-journal")
    return "\0" not in name and os.path.realpath(name) == os.path.realpath(record)


def _source(result: Record | Problem | Page) -> str:
    return result.page.source if isinstance(result, Record) else result.source


def _print_tally(counts: Counter[Outcome]) -> None:
    stored, unchanged, problem = counts["stored"], counts["unchanged"], counts["problem"]
    seen = counts.total()
    if seen != stored + unchanged + problem:
        raise AssertionError(f"{seen} pages were seen, but {dict(counts)} came of them")
    tally = f"seen {seen} = stored {stored} + unchanged {unchanged} + problem {problem}"
    output_console().print(Text(tally), soft_wrap=True)


def _exit(*, read_pages: int, problems: int) -> None:
    if read_pages == 0:
        if problems == 0:
            say("nothing to read: no page was found. Name files or a folder that holds pages.")
        raise typer.Exit(4)
    if problems:
        raise typer.Exit(1)


def _stdin() -> BinaryIO | None:
    return getattr(sys.stdin, "buffer", None)


class _Bar:
    """What the progress bar shows; nothing where standard error is no terminal."""

    def page(self, source: str, counts: Counter[Outcome]) -> None:
        """Shows that a page is done."""


@contextmanager
def _progress() -> Iterator[_Bar]:
    console = message_console()
    if not console.is_terminal:
        yield _Bar()
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        task = progress.add_task("reading the first page")

        class Live(_Bar):
            def page(self, source: str, counts: Counter[Outcome]) -> None:
                told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
                progress.update(task, description=f"{told}  {shorten(visible(source), 48)}")

        yield Live()
