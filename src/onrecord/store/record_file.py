"""Records -> the record file, one transaction a page, with a ledger that knows what it has read.

A page's rows are all there or none, so a killed run goes on where it stopped. Reading the same
pages again, in another order, or under other names, leaves what is exported byte for byte the same.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from fnmatch import fnmatch
from os import PathLike, fspath
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TypeAlias

from onrecord.faces import FileFace
from onrecord.records import Correction, Page, Problem, Record, Story, make_id
from onrecord.store.digest import correction_id, problem_digest, record_digest
from onrecord.store.opening import connect, translated
from onrecord.store.tables import ARTICLE, CORRECTION, LINES, PAGE, PROBLEM, STORY, Table
from onrecord.wire import plain, without_surrogates

__all__ = ["Outcome", "RecordFile", "open_record", "problem_entry"]

_CHANGES = "SELECT value FROM meta WHERE name = 'changes'"
#: What became of an input: its lines are stored, were stored before, or it gave a problem.
Outcome: TypeAlias = Literal["stored", "unchanged", "problem"]


def open_record(path: str | PathLike[str], *, write: bool = False) -> RecordFile:
    """The record file at `path`, to be used in a `with`; `write=True` makes it if it is not there.

    RecordFileError where it is missing, foreign, of another version, locked, damaged or cannot be
    opened.
    """
    where = Path(fspath(path))
    return RecordFile(connect(where, write=write), where)


class RecordFile(FileFace):
    """An open record file: what reads it is in `queries`, what checks it in `verify`."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    def __enter__(self) -> RecordFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; what was stored stays."""
        with suppress(sqlite3.Error):
            self._connection.close()

    def rows(self, query: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of an SQL query, streamed; RecordFileError where the file cannot be read."""
        with translated(self.path), closing(self._connection.execute(query, values)) as found:
            yield from found

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Holds one state of the file for all reads inside, whatever others write meanwhile."""
        with translated(self.path):
            self._connection.execute("BEGIN")
        try:
            yield
        finally:
            with suppress(sqlite3.Error):
                self._connection.rollback()

    def known(self, page: Page, pipeline: str) -> bool:
        """Whether the page is stored as this pipeline version reads it, with the same given with it.

        A page that gave a problem is not, nor one whose `Page.given` was another.
        """
        query = "SELECT 1 FROM ledger WHERE entry = ? AND pipeline = ? AND given IS ? AND state = 'stored'"
        return bool(self._rows(query, page.id, pipeline, page.given))

    def put(self, record: Record, *, pipeline: str, at: datetime) -> Outcome:
        """Stores a page's record in place of any older reading of the page.

        Returns "problem" for a record without an article, which is remembered and read again next
        time; an older reading that has an article then stays, and the problems are put down beside it
        as `put_problem` does (a lower limit destroys nothing). Returns "unchanged" where another run
        has stored the same reading meanwhile. A record whose ids clash or point at nothing becomes a
        problem "stage-failed" of the stage "store".
        """
        record = _storable(record)
        try:
            return self._put(record, pipeline, at)
        except sqlite3.IntegrityError as error:
            return self._put(Record(page=record.page, problems=(_clash(record, error),)), pipeline, at)

    def put_again(self, record: Record, *, pipeline: str, at: datetime) -> Problem | None:
        """Stores another reading of a stored page in place of the one that is stored.

        Where its ids clash or point at nothing, the stored one stays, and the problem with the other is
        put down beside it and given back.
        """
        try:
            with self._transaction():
                self._replace(_storable(record), pipeline, at)
        except sqlite3.IntegrityError as error:
            failed = _clash(_storable(record), error)
            self.put_problem(failed, pipeline=pipeline, at=at)
            return failed
        return None

    def put_problem(self, problem: Problem, *, pipeline: str, at: datetime) -> Outcome:
        """Remembers a problem with an input that gave no page; once, however often it is met."""
        problem = without_surrogates(problem)
        with self._transaction():
            self._note(problem, pipeline, at)
        return "problem"

    def saw(self, page: Page) -> Outcome:
        """Notes that a stored page was met again, perhaps under another name."""
        page = without_surrogates(page)
        met = self._rows("SELECT 1 FROM sighting WHERE page = ? AND source = ?", page.id, page.source)
        if not met:
            with self._transaction():
                self._sight(page.id, page.source)
        return "unchanged"

    def recall(self, url: str, pipeline: str) -> tuple[str | None, str | None] | None:
        """ETag and Last-Modified of an address whose document this pipeline version has read and stored.

        None where it has to be sent again.
        """
        query = (
            "SELECT etag, modified FROM visit WHERE url = ?1 AND pipeline = ?2 AND (sha256 IS NULL OR EXISTS"
            " (SELECT 1 FROM ledger WHERE sha256 = visit.sha256 AND pipeline = ?2 AND state = 'stored'))"
        )
        found = self._rows(query, url, pipeline)
        return found[0] if found else None

    def remember(
        self, url: str, sha256: str | None, etag: str | None, modified: str | None, *, pipeline: str
    ) -> None:
        """Puts down what a server said of the document at an address; `sha256` is None for a feed."""
        row = (url, sha256, pipeline, etag, modified)
        with self._transaction():
            self._execute("INSERT OR REPLACE INTO visit VALUES (?, ?, ?, ?, ?)", *row)

    def forget_problems(self, sources: Collection[str], *, but: Collection[str]) -> int:
        """Drops remembered problems of inputs under `sources` that changed no page and are not in `but`.

        To be called when a run over `sources` has gone to its end, with the entries of the problems
        (`problem_entry`) that it met. Returns how many were dropped.
        """
        query = "SELECT DISTINCT entry, source FROM ledger WHERE page IS NULL"
        stale = [
            entry
            for entry, source in self._rows(query)
            if entry not in but and any(_is_under(source, one) for one in sources)
        ]
        with self._transaction():
            for entry in stale:
                self._forget(entry)
        return len(stale)

    def put_stories(
        self,
        stories: Iterable[Story],
        *,
        gone: Iterable[str] = (),
        placed: Iterable[Sequence[Any]] = (),
        joined: Mapping[str, str] | None = None,
        made_by: str = "",
        since: int | None = None,
    ) -> bool:
        """Stores stories in place of those with their ids and of those that have `gone`.

        `placed` are rows of story_page for the articles that are new in a story, `joined` says which
        parts became one with another (`story.arrival.Plan`), and `made_by` is what made them. Stores
        nothing and returns False where another run has changed what they were made from: `changes`
        is no longer `since`. What was a problem with a story that is made anew is none any more.
        """
        made = list(stories)
        with self._transaction():
            if since is not None and self.changes() != since:
                return False
            for story in (*gone, *(one.id for one in made)):
                self._execute("DELETE FROM story WHERE id = ?", story)
                told = "SELECT entry FROM problem WHERE source = ? AND stage = 'story'"
                for (entry,) in self._rows(told, story):
                    self._forget(entry)
            for one in made:
                self._insert_all(STORY, [plain(one)], None)
            for part, other in (joined or {}).items():
                self._execute("UPDATE story_page SET part = ? WHERE part = ?", other, part)
            for row in placed:
                self._execute("INSERT OR REPLACE INTO story_page VALUES (?, ?, ?, ?, ?, ?)", *row)
            self._execute("INSERT OR REPLACE INTO meta VALUES ('stories', ?)", made_by)
            self._change()
        return True

    def changes(self) -> int:
        """How often stories were made here or an article, of which they may be made, was read anew."""
        return int(next((value for (value,) in self._rows(_CHANGES)), 0))

    def put_correction(self, correction: Correction) -> Correction:
        """Adds a correction to the end of the log, and gives it back with its id, which is made here."""
        with self._transaction():
            last = self._rows("SELECT id FROM correction ORDER BY number DESC LIMIT 1")
            made = replace(
                correction, id=correction_id(plain(correction), after=last[0][0] if last else None)
            )
            self._execute(CORRECTION.insert, *CORRECTION.row(plain(made)))
        return made

    def _put(self, record: Record, pipeline: str, at: datetime) -> Outcome:
        page = record.page
        with self._transaction():
            if self.known(page, pipeline):
                self._sight(page.id, page.source)
                return "unchanged"
            if record.article is None and self._rows("SELECT 1 FROM article WHERE page = ?", page.id):
                for problem in record.problems:
                    self._note(problem, pipeline, at)
                return "problem"
            self._replace(record, pipeline, at)
        return "problem" if record.article is None else "stored"

    def _replace(self, record: Record, pipeline: str, at: datetime) -> None:
        """Stores a record in place of all that is stored of its page, but for where it was met."""
        page, item = record.page, plain(record)
        met = self._rows("SELECT source FROM sighting WHERE page = ?", page.id)
        self._execute("DELETE FROM problem WHERE entry = ?", page.id)
        if self._rows("DELETE FROM page WHERE id = ? RETURNING 1", page.id):
            self._change()
        self._insert(item)
        if record.article is not None:
            # A passage that stands twice opens the article if one of them does.
            for block, opens in sorted(record.article.blocks(), key=lambda row: row[1]):
                row = (record.article.id, block, int(opens))
                self._execute("INSERT OR REPLACE INTO block VALUES (?, ?, ?)", *row)
        outcome: Outcome = "problem" if record.article is None else "stored"
        self._write_ledger(page.id, page, outcome, (record_digest(item), pipeline, at))
        for (source,) in [*met, (page.source,)]:
            self._sight(page.id, source)

    def _change(self) -> None:
        self._execute("INSERT OR REPLACE INTO meta VALUES ('changes', ?)", str(self.changes() + 1))

    def _forget(self, entry: str) -> None:
        self._execute("DELETE FROM problem WHERE entry = ?", entry)
        self._execute("DELETE FROM ledger WHERE entry = ?", entry)

    def _note(self, problem: Problem, pipeline: str, at: datetime) -> None:
        """Puts a problem down under its own entry, beside whatever is stored."""
        entry, item = problem_entry(problem), plain(problem)
        self._execute("DELETE FROM problem WHERE entry = ?", entry)
        self._execute(PROBLEM.insert, *PROBLEM.row(item, entry))
        self._write_ledger(entry, problem, "problem", (problem_digest(item), pipeline, at))

    def _insert(self, item: dict[str, Any]) -> None:
        self._insert_all(PAGE, [item["page"]], None)
        self._insert_all(PROBLEM, item["problems"], item["page"]["id"])
        if item["article"] is not None:
            self._insert_all(ARTICLE, [item["article"]], None)
            for table in LINES:
                self._insert_all(table, item[table.path[0]], item["article"]["id"])

    def _insert_all(self, table: Table, items: Sequence[Any], parent: str | None) -> None:
        rows = [table.row(item, parent, position) for position, item in enumerate(items)]
        with translated(self.path):
            self._connection.executemany(table.insert, rows)
        for child in table.children:
            for item in items:
                self._insert_all(child, child.items_of(item), item["id"])

    def _sight(self, page: str, source: str) -> None:
        """Adds a source of a stored page, and lets the first in alphabetical order name the page."""
        self._execute("INSERT OR IGNORE INTO sighting VALUES (?, ?)", page, source)
        ((first,),) = self._rows("SELECT min(source) FROM sighting WHERE page = ?", page)
        ((named,),) = self._rows("SELECT source FROM page WHERE id = ?", page)
        if named != first:
            self._execute("UPDATE page SET source = ? WHERE id = ?", first, page)
            self._execute("UPDATE problem SET source = ? WHERE entry = ? AND source = ?", first, page, named)
            self._execute("UPDATE ledger SET source = ? WHERE entry = ?", first, page)

    def _write_ledger(
        self, entry: str, of: Page | Problem, state: Outcome, reading: tuple[str, str, datetime]
    ) -> None:
        """Puts down what came of an input, with its reading's (digest, pipeline version, time).

        Older readings of the same input are retired.
        """
        digest, pipeline, at = reading
        retire = "UPDATE ledger SET state = 'replaced' WHERE entry = ? AND pipeline <> ?"
        self._execute(retire, entry, pipeline)
        write = (
            "INSERT INTO ledger (entry, pipeline, page, sha256, given, source, digest, state, added_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (entry, pipeline) DO UPDATE"
            " SET given = excluded.given, digest = excluded.digest, state = excluded.state"
        )
        page = (of.id, of.sha256, of.given) if isinstance(of, Page) else (None, None, None)
        self._execute(write, entry, pipeline, *page, of.source, digest, state, at.isoformat())

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        return list(self.rows(query, values))

    def _execute(self, query: str, *values: Any) -> None:
        with translated(self.path):
            self._connection.execute(query, values)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._execute("BEGIN IMMEDIATE")
        try:
            yield
            self._execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                self._connection.rollback()
            raise


def problem_entry(problem: Problem) -> str:
    """The ledger's key of an input that gave no page: what went wrong where, not its wording."""
    clean = without_surrogates(problem)
    return make_id("source", clean.source, clean.stage, clean.code)


def _clash(record: Record, error: sqlite3.IntegrityError) -> Problem:
    """The problem with a record whose ids clash or point at nothing."""
    page = record.page
    return Problem.of(page=page.id, source=page.source, stage="store", code="stage-failed", detail=str(error))


def _storable(record: Record) -> Record:
    """The record as UTF-8 can hold it: a file's name may have bytes that are not text."""
    try:
        record.page.source.encode("utf-8")
        for problem in record.problems:
            f"{problem.source}{problem.detail}".encode()
        return record
    except UnicodeEncodeError:
        problems = without_surrogates(record.problems)
        return replace(record, page=without_surrogates(record.page), problems=problems)


def _is_under(source: str, given: str) -> bool:
    """Whether a source is what was given on the command line, lies in it or fits its glob."""
    below = given.rstrip("/")
    return (
        source == given
        or source.startswith((below + "/", below + "#"))
        or (any(mark in given for mark in "*?[") and fnmatch(source.partition("#")[0], given))
    )
