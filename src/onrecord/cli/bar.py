"""The progress bar of `onrecord add`: how many pages there are, what came of them, and the time left."""

from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from typing import Final

from rich.console import Console

from onrecord.cli.words import shorten, visible

__all__ = ["Bar", "count_inputs", "progress"]

#: Inputs that hold nobody knows how many pages until they are read.
_UNCOUNTED: Final = tuple(".jsonl .ndjson .xml .rss .atom .opml .urls .warc .warc.gz .wacz".split())
#: Longest source that is shown beside the bar, in characters.
_SOURCE_MOST: Final = 30


class Bar:
    """What the progress bar shows; nothing where standard error is no terminal."""

    def page(self, source: str, counts: Counter[str]) -> None:
        """Shows that a page is done."""


@contextmanager
def progress(console: Console, count: Callable[[], int | None]) -> Iterator[Bar]:
    """A bar on a terminal, for as many pages as `count` says; it pulses where that says None."""
    if not console.is_terminal:
        yield Bar()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task("reading the first page", total=None)
        total = count()
        shown.update(task, total=total)

        class Live(Bar):
            def page(self, source: str, counts: Counter[str]) -> None:
                told = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
                done = counts.total()
                # A count is taken before the run; what comes after it must not overrun the bar.
                most = None if total is None else max(total, done)
                words = f"{told}  {shorten(visible(source), _SOURCE_MOST)}"
                shown.update(task, completed=done, total=most, description=words)

        yield Live()


def count_inputs(sources: Sequence[str], *, most: int, skip: Callable[[str], bool]) -> int | None:
    """How many pages the sources hold, counted up to `most` without opening any; None if unknown.

    A count for the bar alone: what holds several pages makes it unknown, and a `**` may be counted
    more widely than it is read.
    """
    count = 0
    for source in sources:
        for path in _paths(source):
            if path == "-" or path.startswith(("http://", "https://")) or path.lower().endswith(_UNCOUNTED):
                return None
            count += not skip(path)
            if count >= most:
                return most
    return count


def _paths(source: str) -> Iterator[str]:
    """The files of a source, and a source itself that is none: it gives a problem."""
    if os.path.isdir(source):
        yield from _walk(source)
    elif os.path.lexists(source) or not glob.has_magic(source) or "\0" in source:
        yield source
    elif "**" in source:
        folder = os.path.dirname(source[: source.index("**")]) or os.curdir
        pattern = source.replace("**/", "*") if folder != os.curdir else "./" + source.replace("**/", "*")
        yield from (path for path in _walk(folder) if fnmatchcase(path, pattern))
    else:
        for path in glob.iglob(source):
            yield from _paths(path)


def _walk(folder: str) -> Iterator[str]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(root, name) for name in names if not name.startswith("."))
