"""Records -> standard output: to read, as indented JSON, or as a line a page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import msgspec

from onrecord.cli.options import Form
from onrecord.cli.screen import output_console
from onrecord.records import Correction, Record
from onrecord.wire import to_json

__all__ = ["print_json", "print_line", "print_records"]


@contextmanager
def print_records(form: Form) -> Iterator[Callable[..., None]]:
    """A function that prints one record after the other, as text with the corrections of its page.

    As JSON one record is an object and several are an array, so that the whole is always JSON.
    """
    if form is not Form.json:
        console = output_console()
        count = 0

        def put(record: Record, corrections: Sequence[Correction] = (), *, ids: bool = False) -> None:
            nonlocal count
            count += 1
            if form is Form.jsonl:
                print_line(to_json(record))
                return
            from onrecord.cli.show import show_record

            if count > 1:
                console.rule(style="dim")
            console.print(show_record(record, corrections, ids=ids))

        yield put
        return
    waiting: list[bytes] = []
    many = False

    def put_json(record: Record, *_: object, **__: object) -> None:
        nonlocal many
        if waiting:
            print_line((b",\n" if many else b"[\n") + waiting.pop(), end=b"")
            many = True
        waiting.append(msgspec.json.format(to_json(record), indent=2))

    yield put_json
    if waiting:
        print_line(b",\n" + waiting[0] + b"\n]" if many else waiting[0])


def print_json(line: bytes, *, indent: bool) -> None:
    """Writes one JSON value to standard output, on one line or indented."""
    print_line(msgspec.json.format(line, indent=2) if indent else line)


def print_line(line: bytes, *, end: bytes = b"\n") -> None:
    """Writes bytes to standard output at once."""
    sys.stdout.buffer.write(line + end)
    sys.stdout.buffer.flush()
