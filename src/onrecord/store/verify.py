"""A record file goes in and a report comes out: does every line still stand on its words?

Checked against the stored text, not against the code that wrote it: every span of every table,
passages that tile their text, the spans of stories, ids, references, the ledger's tallies, the
full-text index, and SQLite's own pages. What no text can show (a title, a name, a status, a line
taken out) is checked against the digest of each record that the ledger keeps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.errors import RecordFileError
from onrecord.store.digest import correction_id, problem_digest, record_digest
from onrecord.store.opening import index_fault
from onrecord.store.queries import load_plain
from onrecord.store.record_file import RecordFile
from onrecord.store.stories import stale
from onrecord.store.tables import ARTICLE, CORRECTION, LINES, PROBLEM, Table

__all__ = ["Fault", "Report", "verify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is not as it was written."""

    #: span, tiling, id, reference, digest, ledger, index or file.
    check: str
    #: Where: a table and what it holds there.
    where: str
    #: What is wrong, in plain words.
    detail: str


@dataclass(slots=True, kw_only=True)
class Report:
    """What was checked and what was wrong."""

    pages: int = 0
    articles: int = 0
    #: Spans compared with the stored text.
    spans: int = 0
    #: Whether the full-text index was compared with the text; it is not where the file cannot be written.
    index_compared: bool = False
    faults: list[Fault] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether nothing was wrong."""
        return not self.faults

    def add(self, check: str, where: str, detail: str) -> None:
        """Notes a fault."""
        self.faults.append(Fault(check=check, where=where, detail=detail))


def verify(file: RecordFile) -> Report:
    """Checks all of the file and changes nothing. RecordFileError where it cannot be read at all."""
    report = Report()
    with file.snapshot():
        _check_file(file, report)
        _check_articles(file, report)
        _check_stories(file, report)
        _check_ids(file, report)
        _check_ledger(file, report)
        _check_digests(file, report)
        _check_corrections(file, report)
        _check_index(file, report)
    _compare_index(file, report)
    return report


def _check_file(file: RecordFile, report: Report) -> None:
    for (line,) in file.rows("PRAGMA integrity_check"):
        if line != "ok":
            report.add("file", "PRAGMA integrity_check", str(line))
    for table, row, parent, _ in file.rows("PRAGMA foreign_key_check"):
        report.add("reference", f"{table} row {row}", f"points at a {parent} that is not there")


def _check_articles(file: RecordFile, report: Report) -> None:
    report.pages = _count(file, "SELECT count(*) FROM page")
    for (article,) in list(file.rows("SELECT id FROM article ORDER BY id")):
        ((text,),) = list(file.rows("SELECT text FROM article WHERE id = ?", (article,)))
        report.articles += 1
        for where, start, end, words in _spans(file, article):
            report.spans += 1
            stands = isinstance(start, int) and isinstance(end, int) and 0 <= start < end
            if not stands or text[start:end] != words:
                report.add("span", where, f"{words!r} does not stand at {start}:{end}")
        _check_tiling(file, report, article, text)


def _spans(file: RecordFile, article: str) -> Iterator[tuple[str, int, int, str]]:
    """Every span stored for an article: where it stands, start, end, words."""
    for child in ARTICLE.children:
        yield from _table_spans(file, child, "child.article = ?", article, "child.position")
    for table in LINES:
        yield from _table_spans(file, table, "child.article = ?", article, "child.id")
        for child in table.children:
            inside = f"child.{child.parent} IN (SELECT id FROM {table.name} WHERE article = ?)"  # noqa: S608
            yield from _table_spans(file, child, inside, article, f"child.{child.parent}")


def _table_spans(
    file: RecordFile, table: Table, condition: str, article: str, key: str
) -> Iterator[tuple[str, int, int, str]]:
    fixed = f" AND child.{table.fixed[0]} = '{table.fixed[1]}'" if table.fixed else ""
    for column in table.columns:
        if column.kind != "span":
            continue
        start, end, words = (f'child."{name}"' for name in column.names)
        query = (
            f"SELECT {key}, {start}, {end}, {words} FROM {table.name} AS child"  # noqa: S608 - constants
            f" WHERE {condition}{fixed} AND coalesce({start}, {end}, {words}) IS NOT NULL"
        )
        for row, *span in file.rows(query, (article,)):
            yield (f"{table.name}.{column.names[0]} of {row} in {article}", span[0], span[1], span[2])


#: Where stories hold spans: a query for what it is, the article it points into, start, end and words.
_STORY_SPANS = (
    "SELECT 'story_account ' || id, article, start, \"end\", words FROM story_account",
    "SELECT 'story_entry of ' || story, article, start, \"end\", words FROM story_entry",
    "SELECT 'story_cell of ' || disagreement, story_account.article, cell.start, cell.\"end\", cell.words"
    " FROM story_cell AS cell LEFT JOIN story_account ON story_account.id = cell.account"
    " WHERE cell.words IS NOT NULL",
    "SELECT 'story_passage of ' || copy, original, start, \"end\", words"
    " FROM story_passage JOIN story_copy ON story_copy.id = copy",
    "SELECT 'story_passage (other) of ' || copy, article, other_start, other_end, other_words"
    " FROM story_passage JOIN story_copy ON story_copy.id = copy",
)


def _check_stories(file: RecordFile, report: Report) -> None:
    """Every span of the stories, unless pages came since they were made: then they wait to be made anew."""
    if stale(file):
        return
    for query in _STORY_SPANS:
        for where, article, start, end, words in file.rows(query):
            report.spans += 1
            there = "SELECT substr(text, ?, ?) FROM article WHERE id = ?"
            found = [text for (text,) in file.rows(there, (start + 1, end - start, article))]
            if found != [words]:
                report.add("span", where, f"{words!r} does not stand at {start}:{end} of {article}")
    lost = (
        "SELECT article.id, story_article.article FROM article LEFT JOIN story_article"
        " ON story_article.article = article.id WHERE story_article.article IS NULL ORDER BY 1"
    )
    for article, _ in file.rows(lost):
        report.add("reference", str(article), "stands in no story")


def _check_tiling(file: RecordFile, report: Report, article: str, text: str) -> None:
    query = 'SELECT start, "end" FROM passage WHERE article = ? ORDER BY position'
    reached = 0
    for start, end in file.rows(query, (article,)):
        if start != reached:
            report.add("tiling", article, f"a passage begins at {start}, the one before ends at {reached}")
        reached = end
    if reached != len(text):
        report.add("tiling", article, f"passages end at {reached}, the text at {len(text)}")


def _check_ids(file: RecordFile, report: Report) -> None:
    tables = ("page", "article", *(table.name for table in LINES))
    every = " UNION ALL ".join(f"SELECT id FROM {name}" for name in tables)  # noqa: S608 - constants
    query = f"SELECT id, count(*) FROM ({every}) GROUP BY id HAVING count(*) > 1 ORDER BY id"  # noqa: S608
    for row, times in file.rows(query):
        report.add("id", str(row), f"stands {times} times")
    anchors = (
        "SELECT id, anchor FROM moment WHERE anchor IS NOT NULL AND anchor <> 'published'"
        " AND anchor NOT IN (SELECT id FROM moment) ORDER BY id"
    )
    for row, anchor in file.rows(anchors):
        report.add("reference", f"moment {row}", f"hangs from {anchor}, which is not there")


#: What must not be found: a query for (where, detail) of each row that is wrong.
_LEDGER_QUERIES = (
    "SELECT id, 'has ' || (SELECT count(*) FROM ledger WHERE page = page.id AND state <> 'replaced')"
    " || ' ledger rows that count, not 1' FROM page"
    " WHERE (SELECT count(*) FROM ledger WHERE page = page.id AND state <> 'replaced') <> 1",
    "SELECT page, 'is stored, the ledger says, but has no article' FROM ledger"
    " WHERE state = 'stored' AND page NOT IN (SELECT page FROM article)",
    "SELECT page, 'is a problem, the ledger says, but has an article' FROM ledger"
    " WHERE state = 'problem' AND page IN (SELECT page FROM article)",
    "SELECT entry, 'is a problem, the ledger says, but none is told' FROM ledger"
    " WHERE state = 'problem' AND entry NOT IN (SELECT entry FROM problem)",
    "SELECT entry, 'has a problem, but no row in the ledger' FROM problem"
    " WHERE entry NOT IN (SELECT entry FROM ledger)",
    "SELECT page.id, 'has another sha256 than its ledger row' FROM page JOIN ledger ON ledger.page = page.id"
    " WHERE ledger.sha256 IS NOT page.sha256",
    "SELECT page.id, 'was given otherwise than its ledger row says' FROM page JOIN ledger"
    " ON ledger.page = page.id WHERE ledger.state <> 'replaced' AND ledger.given IS NOT page.given",
    "SELECT id, 'is named ' || source || ', which it was not met at' FROM page"
    " WHERE source NOT IN (SELECT source FROM sighting WHERE sighting.page = page.id)",
)


def _check_ledger(file: RecordFile, report: Report) -> None:
    for query in _LEDGER_QUERIES:
        for where, detail in file.rows(f"{query} ORDER BY 1"):
            report.add("ledger", str(where), str(detail))


def _check_digests(file: RecordFile, report: Report) -> None:
    """Every page and every problem without one, as the rows give them now and as the ledger had them."""
    counted = "SELECT digest FROM ledger WHERE entry = ? AND state <> 'replaced'"
    for (page,) in list(file.rows("SELECT id FROM page ORDER BY id")):
        digests = [digest for (digest,) in file.rows(counted, (page,))]
        if digests and record_digest(load_plain(file, page)) not in digests:
            report.add("digest", page, "its record is not the one that was stored: something was changed")
    names = ", ".join(f"problem.{name}" for name in PROBLEM.column_names)
    query = (
        f"SELECT digest, entry, {names} FROM problem JOIN ledger USING (entry)"  # noqa: S608 - constants
        " WHERE ledger.page IS NULL AND state <> 'replaced' ORDER BY entry, problem.position"
    )
    for digest, entry, *row in file.rows(query):
        if problem_digest(PROBLEM.item(row)) != digest:
            report.add("digest", entry, "its problem is not the one that was stored: something was changed")


def _check_corrections(file: RecordFile, report: Report) -> None:
    """Every correction's id, made again from what it says and the one before it."""
    names = ", ".join(CORRECTION.column_names)
    before: str | None = None
    for row in file.rows(f"SELECT {names} FROM correction ORDER BY number"):  # noqa: S608 - constants
        item = CORRECTION.item(row)
        if correction_id(item, after=before) != item["id"]:
            report.add("digest", item["id"], "was changed, or a correction before it was taken out")
        before = item["id"]


def _compare_index(file: RecordFile, report: Report) -> None:
    try:
        fault = index_fault(file.path)
    except RecordFileError as error:
        if error.code not in ("cannot-write", "locked"):
            raise
        return
    report.index_compared = True
    if fault:
        report.add("index", "article_words", f"the full-text index does not fit the text ({fault})")


def _check_index(file: RecordFile, report: Report) -> None:
    query = "SELECT count(*) FROM article WHERE number NOT IN (SELECT id FROM article_words_docsize)"
    missing = _count(file, query)
    if missing:
        report.add("index", "article_words", f"{missing} articles are missing from the full-text index")
    extra = _count(file, "SELECT count(*) FROM article_words_docsize") - report.articles + missing
    if extra:
        report.add("index", "article_words", f"{extra} entries of the full-text index have no article")


def _count(file: RecordFile, query: str) -> int:
    ((count,),) = list(file.rows(query))
    return int(count)
