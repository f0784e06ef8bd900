"""A stand-in for `flow.read_sources`: hand-made results by source name, so that no page is parsed.

Run as a script (`python fake.py COMMAND...`) it is the command line itself with that stand-in.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from onrecord import flow  # noqa: E402
from onrecord.errors import LanguageError, SourceError  # noqa: E402
from onrecord.records import Record  # noqa: E402
from tests.cli import samples  # noqa: E402


def results(source: str) -> Iterator[Any]:
    """What a source gives: "many:N" N pages, "slow:N" the same but slowly, else one result."""
    name, _, count = source.partition(":")
    if name in {"many", "slow"}:
        for number in range(int(count)):
            time.sleep(0.01 if name == "slow" else 0)
            yield samples.ferry(f"page-{number}.txt", f"{number:064x}")
    elif name == "hostile":
        yield samples.hostile()
    elif name == "shut.html":
        yield samples.unread()
    elif name == "gone.html":
        yield samples.missing()
    elif name == "language":
        raise LanguageError("no-language", "en_no_such")
    elif name == "source":
        raise SourceError("unreadable", source)
    elif name == "crash":
        raise TypeError("a [bold]bug[/bold]")
    elif name == "stop":
        raise KeyboardInterrupt
    elif name != "nothing":
        yield samples.ferry(source)


def read_sources(sources: Sequence[str], *, known: Any = None, **_: Any) -> Iterator[Any]:
    for source in sources:
        for result in results(source):
            if isinstance(result, Record) and known is not None and known(result.page):
                yield result.page
            else:
                yield result


def pipeline_version(settings: object) -> str:
    return "fake"


if __name__ == "__main__":
    flow.read_sources = read_sources  # type: ignore[assignment]
    flow.pipeline_version = pipeline_version  # type: ignore[assignment]
    from onrecord.cli import main

    main()
