"""A stand-in for `flow.read_sources`: hand-made results by source name, so that no page is parsed.

Run as a script (`python fake.py COMMAND...`) it is the command line itself with that stand-in.
"""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from onrecord import flow, versions
from onrecord.errors import LanguageError, OnrecordError
from onrecord.records import Record
from tests.cli import samples

MADE: dict[str, Any] = {
    "hostile": samples.hostile,
    "shut.html": samples.unread,
    "gone.html": samples.missing,
    "long.txt": samples.partly,
}
FAILURES = {
    "language": LanguageError("no-language", "en_no_such"),
    "source": OnrecordError("unreadable", "source"),
    "crash": TypeError("a [bold]bug[/bold]"),
    "stop": KeyboardInterrupt(),
}


def results(source: str) -> Iterator[Any]:
    """What a source gives: "many:N" N pages, "slow:N" the same but slowly, else one result."""
    name, _, count = source.partition(":")
    if name in {"many", "slow"}:
        for number in range(int(count)):
            time.sleep(0.01 if name == "slow" else 0)
            yield samples.ferry(f"page-{number}.txt", f"{number:064x}")
    elif name == ".":
        for beside in ("", "-wal", "-shm"):
            yield samples.missing("./onrecord.db" + beside)
    elif name in FAILURES:
        raise FAILURES[name]
    elif name != "nothing":
        yield MADE[name]() if name in MADE else samples.ferry(source)


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
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
    flow.read_sources = read_sources  # type: ignore[assignment]
    versions.pipeline_version = pipeline_version  # type: ignore[assignment]
    from onrecord.cli import main

    main()
