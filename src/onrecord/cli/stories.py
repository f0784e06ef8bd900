"""`onrecord stories`, `story` and `compare`: the record file -> its stories, printed."""

from __future__ import annotations

from typing import Annotated, Final

import typer
from rich.text import Text

from onrecord import story_flow, versions
from onrecord.cli.options import (
    ConfigOption,
    Form,
    ListForm,
    RecordOption,
    SetOption,
    chosen_settings,
    end_reading,
    record_path,
)
from onrecord.cli.output import print_json, print_line
from onrecord.cli.screen import output_console, say, say_problem
from onrecord.cli.words import Block, visible
from onrecord.records import Record, Story
from onrecord.store import (
    RecordFile,
    StoryListing,
    find_pages,
    find_story,
    load_record,
    load_story,
    open_record,
    stale,
)
from onrecord.store import stories as stored_stories
from onrecord.store.adding import remake_stories
from onrecord.store.stories import article_record, members
from onrecord.wire import to_json

__all__ = ["compare", "make_stories", "regroup", "stories", "story", "tell_stale"]

_STALE: Final = "pages were added since the stories were made. `onrecord add` of any page takes them in."


def stories(
    *,
    everything: Annotated[bool, typer.Option("--all", help="Also stories of one page.")] = False,
    form: Annotated[
        ListForm, typer.Option("--format", help="text to read; jsonl, a line a story.")
    ] = ListForm.text,
    record: RecordOption = None,
    sets: SetOption = None,
    config: ConfigOption = None,
) -> None:
    """List the stories that several pages tell of, the latest first."""
    with open_record(record_path(record, config, sets)) as file:
        tell_stale(file)
        console = output_console()
        count = 0
        for one in stored_stories(file, least=1 if everything else 2):
            count += 1
            if form is ListForm.jsonl:
                print_line(to_json(one))
            else:
                title = Text(visible(one.title) if one.title else "(no headline)", style="bold")
                console.print(Block(title))
                line = f"{_days(one.earliest, one.latest)} · {_counts(one)} · {one.story}"
                console.print(Block(Text(line, style="dim"), Text("  "), Text("  ")))
    if not count:
        say("no story has several pages." if not everything else "the record holds no story.")


def story(
    wanted: Annotated[
        str, typer.Argument(metavar="ID|SOURCE", help="A story's id, its beginning, or a page of it.")
    ],
    form: Annotated[Form, typer.Option("--format", help="text to read; json; jsonl, one line.")] = Form.text,
    record: RecordOption = None,
    sets: SetOption = None,
    config: ConfigOption = None,
) -> None:
    """Print a story: pages, origins, copies, timeline, who said what, and where accounts differ."""
    with open_record(record_path(record, config, sets)) as file, file.snapshot():
        tell_stale(file)
        found = load_story(file, find_story(file, wanted))
        if form is not Form.text:
            print_json(to_json(found), indent=form is Form.json)
            return
        from onrecord.cli.tell import show_story

        output_console().print(show_story(found, _records(file, found)))


def compare(
    one: Annotated[
        str, typer.Argument(metavar="ID|SOURCE", help="A page's id, its beginning, source or URL.")
    ],
    other: Annotated[str, typer.Argument(metavar="ID|SOURCE", help="Another page.")],
    *,
    form: Annotated[Form, typer.Option("--format", help="text to read; json; jsonl, one line.")] = Form.text,
    record: RecordOption = None,
    sets: SetOption = None,
    config: ConfigOption = None,
) -> None:
    """Compare two pages: shared words, what each goes back to, and where they differ.

    They need not stand in one story; the story they would make is what is printed.
    """
    with open_record(record_path(record, config, sets)) as file, file.snapshot():
        records = [load_record(file, find_pages(file, wanted)[-1]) for wanted in (one, other)]
        if records[0].page.id == records[1].page.id:
            raise typer.BadParameter("both are the same page")
        for page in [one.page for one in records if one.article is None]:
            raise typer.BadParameter(f"{page.source} gave no article; `onrecord problems` says why")
        found = story_flow.compare_records(records)
        if form is not Form.text:
            print_json(to_json(found), indent=form is Form.json)
            return
        from onrecord.cli.tell import show_comparison

        together = _in_one_story(file, records)
        output_console().print(show_comparison(found, records, together=together))


def _in_one_story(file: RecordFile, records: list[Record]) -> bool:
    """Whether the record file has the pages in one story."""
    ids = {record.article.id for record in records if record.article}
    return any(ids <= set(held) for held in members(file).values())


def regroup(record: RecordOption = None, sets: SetOption = None, config: ConfigOption = None) -> None:
    """Make all stories anew, of all pages of the record; `add` makes those anew that its pages touch."""
    path = record_path(record, config, sets)
    with open_record(path):
        pass  # a file that is not there is not made
    with open_record(path, write=True) as file:
        problems = make_stories(file, versions.pipeline_version(chosen_settings(config, sets)), whole=True)
        say(f"made {len(members(file))} stories of all pages.")
    end_reading(read_pages=1, problems=problems)


def make_stories(file: RecordFile, pipeline: str, *, whole: bool = False) -> int:
    """Makes the stories anew that pages which came touch, or all; says problems and returns how many."""
    problems = remake_stories(file, pipeline, whole=whole)
    for problem in problems:
        say_problem(problem)
    return len(problems)


def _records(file: RecordFile, found: Story) -> list[Record]:
    return [article_record(file, article) for article in found.articles]


def tell_stale(file: RecordFile) -> None:
    """Says so where pages came since the stories were made."""
    if stale(file):
        say(_STALE)


def _days(first: str | None, last: str | None) -> str:
    if first is None:
        return "undated"
    return first if first == last else f"{first} to {last}"


def _counts(one: StoryListing) -> str:
    parts = [(one.pages, "page"), (one.outlets, "outlet"), (one.origins, "origin")]
    if one.disagreements:
        parts.append((one.disagreements, "disagreement"))
    return ", ".join(f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts)
