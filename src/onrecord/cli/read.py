"""`onrecord read`: sources -> records, printed; nothing is stored."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from onrecord import flow
from onrecord.cli.options import (
    ConfigOption,
    FetchOption,
    Form,
    PublishedOption,
    SetOption,
    SourcesArgument,
    UrlOption,
    chosen_settings,
    end_reading,
    stdin_stream,
)
from onrecord.cli.output import print_records
from onrecord.cli.screen import say_problem
from onrecord.records import Problem, Record

__all__ = ["read"]


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
    fetch: FetchOption = False,
    sets: SetOption = None,
    config: ConfigOption = None,
) -> None:
    """Read pages and print their records; nothing is stored."""
    settings = chosen_settings(config, sets)
    counts: Counter[str] = Counter()
    found = flow.read_sources(
        sources, settings=settings, stdin=stdin_stream(), published=published, url=url, fetch=fetch
    )
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
    end_reading(read_pages=counts["read"], problems=counts["unread"] + counts["partly"])
