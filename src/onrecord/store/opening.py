"""A path -> an open SQLite connection to a record file of this version, or a RecordFileError."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import quote

from onrecord.errors import RecordFileError

__all__ = ["APPLICATION_ID", "SCHEMA_VERSION", "connect", "index_fault", "translated"]

#: PRAGMA application_id of a record file: "onRe" in ASCII.
APPLICATION_ID: Final = 0x6F6E5265
#: PRAGMA user_version. Raise it with every change to schema.sql.
SCHEMA_VERSION: Final = 3
#: How long to wait for another writer, in seconds; one page takes a few milliseconds to write.
BUSY_SECONDS: Final = 10.0

#: Primary result codes of SQLite (sqlite.org/rescode.html) and what they are called here.
_CODES: Final = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_FORMAT: "damaged",
    # "no such table" in a file with our application id: somebody took it out.
    sqlite3.SQLITE_ERROR: "damaged",
    sqlite3.SQLITE_READONLY: "cannot-write",
    sqlite3.SQLITE_PERM: "cannot-write",
    sqlite3.SQLITE_FULL: "cannot-write",
    sqlite3.SQLITE_IOERR: "cannot-write",
    sqlite3.SQLITE_CANTOPEN: "cannot-write",
}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turns an error of SQLite about the file into a RecordFileError; others pass through."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = _CODES.get(getattr(error, "sqlite_errorcode", -1) & 0xFF)
        if "Could not decode to UTF-8" in str(error):
            code = "damaged"  # raised by the sqlite3 module itself, without a code
        if code is None or isinstance(error, sqlite3.IntegrityError):
            raise
        raise RecordFileError(code, f"{path} ({error})") from error


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """An open connection in autocommit mode, its file checked.

    For writing the file is made if it is not there. RecordFileError where the file is missing, of
    another program or version, locked, damaged or cannot be opened; then it has not been changed.
    """
    if not write and not path.exists():
        raise RecordFileError("no-record", str(path))
    if path.exists() and not path.is_file():
        raise RecordFileError("not-a-record", f"{path} is not a regular file")
    with translated(path):
        connection = _open(path, write=write)
        try:
            _check(connection, path, write=write)
            connection.execute("PRAGMA foreign_keys = ON")
            if write:
                connection.execute("PRAGMA journal_mode = WAL")
                # A kill loses nothing; a power cut may lose the last pages, which the next run adds.
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("BEGIN IMMEDIATE")  # shows now whether it can be written at all
                connection.rollback()
        except BaseException:
            connection.close()
            raise
    return connection


def index_fault(path: Path) -> str | None:
    """What FTS5 finds wrong with the full-text index when it compares it with the text; None if nothing.

    FTS5 takes the question as an INSERT, so it is asked on a connection that may write, and rolled
    back; RecordFileError "cannot-write" or "locked" where that cannot be had.
    """
    with (
        translated(path),
        closing(_connect("file:" + quote(str(path.absolute())) + "?mode=rw")) as connection,
    ):
        try:
            connection.execute("BEGIN")
            connection.execute("INSERT INTO article_words(article_words, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            return str(error)
        finally:
            connection.rollback()
    return None


def _open(path: Path, *, write: bool) -> sqlite3.Connection:
    address = "file:" + quote(str(path.absolute()))
    if write:
        return _connect(address + "?mode=rwc")
    try:
        return _readable(_connect(address + "?mode=ro"))
    except sqlite3.OperationalError as error:
        codes = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if error.sqlite_errorcode & 0xFF not in codes or path.with_name(path.name + "-wal").exists():
            raise RecordFileError("unreadable", f"{path} ({error})") from error
        # In a folder that cannot be written SQLite cannot make the WAL's index; nobody writes there.
        with suppress(sqlite3.OperationalError):
            return _readable(_connect(address + "?mode=ro&immutable=1"))
        raise RecordFileError("unreadable", f"{path} ({error})") from error


def _connect(address: str) -> sqlite3.Connection:
    return sqlite3.connect(address, uri=True, isolation_level=None, timeout=BUSY_SECONDS)


def _readable(connection: sqlite3.Connection) -> sqlite3.Connection:
    """The connection, after a first read, which is where a file that cannot be read shows."""
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        raise
    except sqlite3.DatabaseError:
        pass  # _check tells which
    return connection


def _check(connection: sqlite3.Connection, path: Path, *, write: bool) -> None:
    try:
        application, version, tables = _header(connection)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_NOTADB:
            raise RecordFileError("not-a-record", str(path)) from error
        raise
    if application == 0 and tables == 0 and version == 0 and write:
        _create(connection)
    elif application != APPLICATION_ID:
        raise RecordFileError("not-a-record", str(path))
    elif version > SCHEMA_VERSION:
        raise RecordFileError("newer-record", f"{path} (schema {version}, this is {SCHEMA_VERSION})")
    elif version < SCHEMA_VERSION:
        raise RecordFileError("older-record", f"{path} (schema {version}, this is {SCHEMA_VERSION})")


def _header(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """application_id, user_version and the number of tables and views."""
    query = (
        "SELECT (SELECT application_id FROM pragma_application_id),"
        " (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)"
    )
    with closing(connection.execute(query)) as rows:
        application, version, tables = rows.fetchone()
    return application, version, tables


def _create(connection: sqlite3.Connection) -> None:
    """Makes the tables in one transaction, unless another process has just made them."""
    schema = files("onrecord.store").joinpath("schema.sql").read_text("utf-8")
    connection.execute("BEGIN IMMEDIATE")
    try:
        if _header(connection)[2] == 0:
            for statement in _statements(schema):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
            connection.execute("INSERT INTO meta VALUES ('format', 'onrecord record file')")
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _statements(script: str) -> Iterator[str]:
    """The script's statements one by one: `executescript` would commit between them."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
