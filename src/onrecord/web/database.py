"""A record file's path -> an open file for one request: to read within a time limit, or to write in turn."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from onrecord.store import RecordFile, open_record
from onrecord.store.opening import connect

__all__ = ["QUERY_SECONDS", "Database", "TooSlowError"]

#: Longest that the queries of one request may take together, in seconds; the views take milliseconds.
QUERY_SECONDS: Final = 5.0
#: SQLite asks after so many of its steps whether the time is over: some 0.1 ms.
_STEPS: Final = 10_000


class TooSlowError(Exception):
    """The queries of a request took longer than the limit."""


class Database:
    """The record file that is served: any number of readers, and writers that SQLite lets take turns."""

    def __init__(self, path: Path, *, seconds: float = QUERY_SECONDS) -> None:
        self.path = path
        self._seconds = seconds

    @contextmanager
    def reading(self) -> Iterator[RecordFile]:
        """The file, in one state for all queries inside, on a connection that cannot write.

        TooSlowError where the queries take too long together; RecordFileError as `open_record`. A
        connection belongs to the thread that opened it: use it in one function.
        """
        connection = connect(self.path, write=False)
        with RecordFile(connection, self.path) as file:
            connection.execute("PRAGMA query_only = ON")
            end = time.monotonic() + self._seconds
            connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
            try:
                with file.snapshot():
                    yield file
            except sqlite3.OperationalError as error:
                if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT:
                    raise TooSlowError(f"the queries took longer than {self._seconds:g} s") from error
                raise

    @contextmanager
    def writing(self) -> Iterator[RecordFile]:
        """The file, open to write, made if it is not there; RecordFileError as `open_record`."""
        with open_record(self.path, write=True) as file:
            yield file
