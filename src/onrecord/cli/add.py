"""`onrecord add`: sources -> the record file, once or for as long as folders are watched."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from onrecord import flow, versions
from onrecord.cli.bar import count_inputs, progress
from onrecord.cli.options import (
    ConfigOption,
    FetchOption,
    PublishedOption,
    RecordOption,
    SetOption,
    SourcesArgument,
    UrlOption,
    chosen_settings,
    end_reading,
    stdin_stream,
)
from onrecord.cli.screen import message_console, output_console, say, say_problem
from onrecord.cli.stories import make_stories
from onrecord.errors import OnrecordError
from onrecord.records import Problem, Record
from onrecord.settings import Settings
from onrecord.store import RecordFile, open_record
from onrecord.store.adding import look_again, store_result

__all__ = ["add"]


@dataclass(frozen=True, slots=True)
class Job:
    """What one `add` was asked for."""

    settings: Settings
    path: Path
    published: str | None
    url: str | None
    fetch: bool


def add(
    sources: SourcesArgument,
    *,
    record: RecordOption = None,
    published: PublishedOption = None,
    url: UrlOption = None,
    fetch: FetchOption = False,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="Then wait for new files in the folders, until Ctrl-C."),
    ] = False,
    sets: SetOption = None,
    config: ConfigOption = None,
) -> None:
    """Read pages into the record file; what it holds already is not read again."""
    settings = chosen_settings(config, sets)
    path = record if record is not None else Path(settings.store_record)
    job = Job(settings, path, published, url, fetch)
    folders = [source for source in sources if os.path.isdir(source)]
    if watch and not folders:
        raise typer.BadParameter("--watch needs a folder among the sources")
    with open_record(path, write=True) as file:
        coming = _coming(folders) if watch else iter(())
        next(coming, None)  # the watch stands before the folders are walked: nothing comes between
        counts, told = _add_all(file, sources, job)
        _print_tally(counts)
        if watch:
            say(f"watching {len(folders)} folder{'s' if len(folders) > 1 else ''}; Ctrl-C ends it.")
            told += _watch(file, coming, job, counts)
    end_reading(read_pages=counts["stored"] + counts["unchanged"], problems=told)


def _coming(folders: Sequence[str]) -> Iterator[list[str]]:
    """What comes into folders; OnrecordError where the system does not let them be watched."""
    try:
        yield from flow.watch_folders(folders)
    except (OSError, RuntimeError) as error:
        raise OnrecordError("unreadable", f"the folders cannot be watched: {error}") from error


def _watch(file: RecordFile, coming: Iterator[list[str]], job: Job, counts: Counter[str]) -> int:
    """Adds what comes into the folders until Ctrl-C, which is how a watch is meant to end.

    Returns how many problems were told.
    """
    told = 0
    with suppress(KeyboardInterrupt):
        for paths in coming:
            fresh = [path for path in paths if not _is_own(path, job.path)]
            if fresh:
                found, more = _add_all(file, fresh, job)
                counts.update(found)
                told += more
                _print_tally(found)
    return told


def _add_all(file: RecordFile, sources: Sequence[str], job: Job) -> tuple[Counter[str], int]:
    """Reads sources into the file and makes its stories; what came of them, how many problems were told."""
    pipeline = versions.pipeline_version(job.settings)
    counts: Counter[str] = Counter()
    try:
        told = _read_all(file, sources, job, pipeline, counts)
        for problem in look_again(file, settings=job.settings, pipeline=pipeline):
            told += _tell_problems(problem)
        told += make_stories(file, pipeline)
    except KeyboardInterrupt:
        stored = counts["stored"]
        say(f"stopped; {stored} pages of this run are stored. The same command goes on from here.")
        raise
    return counts, told


def _read_all(file: RecordFile, sources: Sequence[str], job: Job, pipeline: str, counts: Counter[str]) -> int:
    """Reads sources into the file and counts what came of them; how many problems were told."""
    told = 0
    visits = flow.Visits(
        recall=partial(file.recall, pipeline=pipeline), remember=partial(file.remember, pipeline=pipeline)
    )
    own = partial(_is_own, record=job.path)
    count = partial(count_inputs, sources, most=job.settings.read_max_pages, skip=own)
    with progress(message_console(), count) as show:
        found = flow.read_sources(
            sources,
            settings=job.settings,
            stdin=stdin_stream(),
            published=job.published,
            url=job.url,
            known=lambda page: file.known(page, pipeline),
            visits=visits,
            fetch=job.fetch,
        )
        met: set[str] = set()
        for result in found:
            if isinstance(result, Problem) and own(result.source):
                continue
            counts[store_result(file, result, pipeline, met)] += 1
            told += _tell_problems(result)
            show.page(_source(result), counts)
        file.forget_problems(sources, but=met)
    return told


def _tell_problems(result: flow.Result) -> int:
    """Says a result's problems, also those of a page that was read in part; returns how many."""
    problems = (result,) if isinstance(result, Problem) else getattr(result, "problems", ())
    for problem in problems:
        say_problem(problem)
    return len(problems)


def _is_own(source: str, record: Path) -> bool:
    """Whether a source is the record file itself, or a file that SQLite keeps beside it."""
    name = source.removesuffix("-wal").removesuffix("-shm").removesuffix("-journal")
    return "\0" not in name and os.path.realpath(name) == os.path.realpath(record)


def _source(result: flow.Result) -> str:
    return result.page.source if isinstance(result, Record) else result.source


def _print_tally(counts: Counter[str]) -> None:
    stored, unchanged, problem = counts["stored"], counts["unchanged"], counts["problem"]
    seen = counts.total()
    if seen != stored + unchanged + problem:
        raise AssertionError(f"{seen} pages were seen, but {dict(counts)} came of them")
    tally = f"seen {seen} = stored {stored} + unchanged {unchanged} + problem {problem}"
    output_console().print(Text(tally), soft_wrap=True)
