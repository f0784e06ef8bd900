"""`onrecord read` and `onrecord add`: sources -> records, printed or stored."""

from __future__ import annotations

import os
import sys
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated, BinaryIO, TypeAlias

import typer
from rich.text import Text

from onrecord import flow
from onrecord.cli.bar import count_inputs, progress
from onrecord.cli.options import (
    ConfigOption,
    Form,
    PublishedOption,
    RecordOption,
    SetOption,
    UrlOption,
    chosen_settings,
)
from onrecord.cli.output import print_records
from onrecord.cli.screen import message_console, output_console, say, say_problem
from onrecord.cli.stories import make_stories
from onrecord.records import Page, Problem, Record
from onrecord.store import RecordFile, open_record, problem_entry
from onrecord.store.record_file import Outcome

__all__ = ["add", "read"]

SourcesArgument: TypeAlias = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE", help='Files, folders, globs, JSONL; "-" is standard input.'),
]


def read(
    sources: SourcesArgument,
    *,
    form: Annotated[
        Form,
        typer.Option(
            "--format",
            help="text to read; json, for several pages an array; jsonl, a line a page.",
        ),
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
    with print_records(form) as put:
        for result in found:
            if isinstance(result, Problem):
                say_problem(result)
                counts["unread"] += 1
            elif isinstance(result, Record):
                counts["read" if result.article is not None else "unread"] += 1
                counts["partly"] += result.article is not None and bool(result.problems)
                for problem in result.problems:
                    say_problem(problem)
                if form is not Form.text or result.article is not None:
                    put(result)
    _exit(read_pages=counts["read"], problems=counts["unread"] + counts["partly"])


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
    counts: Counter[str] = Counter()
    told = 0
    own = partial(_is_own, record=path)
    count = partial(count_inputs, sources, most=settings.read_max_pages, skip=own)
    with open_record(path, write=True) as file, progress(message_console(), count) as show:
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
                if isinstance(result, Problem) and own(result.source):
                    continue
                counts[_store(file, result, pipeline, met)] += 1
                told += _tell_problems(result)
                show.page(_source(result), counts)
        except KeyboardInterrupt:
            stored = counts["stored"]
            say(f"stopped; {stored} pages of this run are stored. The same command goes on from here.")
            raise
        file.forget_problems(sources, but=met)
        told += make_stories(file, pipeline)
    _print_tally(counts)
    _exit(read_pages=counts["stored"] + counts["unchanged"], problems=told)


def _store(file: RecordFile, result: Record | Problem | Page, pipeline: str, met: set[str]) -> Outcome:
    """Stores one result; the entries of problems that are not a stored page's own go into `met`."""
    now = datetime.now(UTC)
    if isinstance(result, Page):
        return file.saw(result)
    if isinstance(result, Problem):
        met.add(problem_entry(result))
        return file.put_problem(result, pipeline=pipeline, at=now)
    if result.article is None:
        # An older reading that has an article stays; the problems then stand beside it.
        met.update(map(problem_entry, result.problems))
    return file.put(result, pipeline=pipeline, at=now)


def _tell_problems(result: Record | Problem | Page) -> int:
    """Says a result's problems, also those of a page that was read in part; returns how many."""
    problems = (result,) if isinstance(result, Problem) else getattr(result, "problems", ())
    for problem in problems:
        say_problem(problem)
    return len(problems)


def _is_own(source: str, record: Path) -> bool:
    """Whether a source is the record file itself, or a file that SQLite keeps beside it."""
    name = source.removesuffix("-wal").removesuffix("-shm").removesuffix("-journal")
    return "\0" not in name and os.path.realpath(name) == os.path.realpath(record)


def _source(result: Record | Problem | Page) -> str:
    return result.page.source if isinstance(result, Record) else result.source


def _print_tally(counts: Counter[str]) -> None:
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
