"""What an analyst says of a line -> the log of corrections, and back, each with how it stands by now.

The machine's reading is left as it is. A correction is tied to the id of its line, which is the same
whenever the same reading is made of the same page; where the line has gone since, it is kept and told
as "gone".
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import msgspec

from onrecord import records as r
from onrecord.errors import OnrecordError, RecordFileError
from onrecord.records import Correction, check_spans
from onrecord.store.edits import Line, value_of
from onrecord.store.queries import items_of
from onrecord.store.record_file import RecordFile
from onrecord.store.tables import ARTICLE, CORRECTION, LINES, STORY, Table
from onrecord.wire import from_plain, without_surrogates

__all__ = ["correct", "find_line", "load_corrections", "undo", "words_of"]

#: Longest name of an analyst and longest note, in code points.
NAME_MOST: Final = 200
NOTE_MOST: Final = 4_000

#: Kind of line to the table that holds it and the class of its record.
KINDS: Final[dict[str, tuple[Table, type[Any]]]] = {
    **{
        table.name: (table, type_)
        for table, type_ in zip(
            LINES, (r.Actor, r.Mention, r.Moment, r.Place, r.Statement, r.Event), strict=True
        )
    },
    **{
        table.name.removeprefix("story_"): (table, type_)
        for table in STORY.children
        for type_ in (r.Copy, r.Account, r.Disagreement)
        if table.name == f"story_{type_.__name__.lower()}"
    },
    "article": (ARTICLE, r.Article),
}
#: What is kept of an article as it was read: the rest of it is no claim of the machine's, or is long.
_ARTICLE_FIELDS: Final = ("id", "page", "title", "published", "credits", "language")
#: How sure a line is and why is no part of what it says: a reading that differs there alone is the same.
_ASIDE: Final = ("confidence", "why", "rule")

#: Fields that say nothing of the world.
_NOT_SAID: Final = ("id", "page", "language", "confidence", "why", "rule")


def find_line(file: RecordFile, wanted: str) -> Line:
    """The line with this id or the beginning of one ("event-3f2a").

    OnrecordError "unknown-line" where none fits, or several.
    """
    text = str(without_surrogates(wanted))
    kind = text.partition("-")[0]
    if kind in KINDS:
        table = KINDS[kind][0]
        query = f"SELECT id FROM {table.name} WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 2"  # noqa: S608
        found = [str(line) for (line,) in file.rows(query, (text, text + "\U0010ffff"))]
        if len(found) == 1 or text in found:
            return _line(file, kind, found[0])
        if found:
            raise OnrecordError("unknown-line", f"{wanted} begins several ids")
    raise OnrecordError("unknown-line", wanted)


def correct(
    file: RecordFile,
    line: str,
    verdict: str,
    *,
    by: str,
    at: datetime,
    field: str | None = None,
    value: Any = None,
    note: str = "",
) -> Correction:
    """Puts down that a line is "right" or "wrong", or for "edit" what one of its fields should hold.

    `line` is its id or the beginning of one. `value` is in the form of the JSON; a span may be given as
    its words, somebody or something of the page by name, a day of publication as a date, and None is
    unknown. OnrecordError "unknown-line", or "bad-correction" where it cannot be said of this line.
    """
    found = find_line(file, line)
    if verdict not in ("right", "wrong", "edit"):
        raise OnrecordError("bad-correction", f"{verdict!r} is not right, wrong or edit")
    if verdict == "edit":
        value = _edited(found, field, value)
    elif field is not None or value is not None:
        raise OnrecordError("bad-correction", f"a field and a value are for edit, not for {verdict}")
    return file.put_correction(
        Correction(
            id="",
            line=found.item["id"],
            kind=found.kind,
            page=found.page,
            verdict=verdict,  # type: ignore[arg-type]  # checked above
            field=field,
            value=value,
            was=found.item,
            by=_said(by, "who says so", NAME_MOST, least=1),
            at=at,
            note=_said(note, "the note", NOTE_MOST),
        )
    )


def undo(file: RecordFile, correction: str, *, by: str, at: datetime, note: str = "") -> Correction:
    """Takes a correction back, or an undo, by a further row; OnrecordError "unknown-correction"."""
    query = (
        "SELECT id, line, kind, page FROM correction WHERE substr(id, 1, ?2) = ?1 OR substr(id, 12, ?2) = ?1"
    )
    text = str(without_surrogates(correction))
    found = list(file.rows(f"{query} LIMIT 2", (text, len(text)))) if text else []
    if len(found) != 1:
        raise OnrecordError("unknown-correction", f"{correction} begins several ids" if found else correction)
    ((id_, line, kind, page),) = found
    if any(one.id == id_ and one.state == "undone" for one in load_corrections(file, line=line)):
        raise OnrecordError("bad-correction", f"{id_} is undone already")
    return file.put_correction(
        Correction(
            id="",
            line=line,
            kind=kind,
            page=page,
            verdict="undo",
            undoes=id_,
            by=_said(by, "who says so", NAME_MOST, least=1),
            at=at,
            note=_said(note, "the note", NOTE_MOST),
        )
    )


def load_corrections(
    file: RecordFile, *, page: str | None = None, line: str | None = None, standing: bool = False
) -> list[Correction]:
    """The log in the order in which it was written, each row with how it stands and what is read now.

    All of it, or that of one page (`Page.id`) or line; `standing` leaves out undos and what is undone
    or replaced.
    """
    names = ", ".join(CORRECTION.column_names)
    key, values = ("line", (line,)) if line else ("page", (page,)) if page else ("1", (1,))
    query = f"SELECT {names} FROM correction WHERE {key} = ? ORDER BY number"  # noqa: S608 - constants
    try:
        log = [from_plain(CORRECTION.item(row), Correction) for row in file.rows(query, values)]
    except ValueError as error:
        raise RecordFileError("damaged", f"{file.path}, corrections: {error}") from error
    now = {line: _item(file, kind, line) for line, kind in {one.line: one.kind for one in log}.items()}
    told = [replace(one, reading=_reading(one, now[one.line])) for one in _standings(log)]
    return [one for one in told if not standing or (one.state == "standing" and one.verdict != "undo")]


def words_of(correction: Correction) -> str:
    """The words by which a person knows the line that was corrected; "" for an undo."""
    was = correction.was or {}
    for name in ("span", "trigger", "name", "title", "matter"):
        held = was.get(name)
        if held:
            return str(held["words"] if isinstance(held, dict) else held)
    return " … ".join(piece["words"] for piece in was.get("content", ()))


def _standings(log: Iterable[Correction]) -> list[Correction]:
    """The log with each row's state: looked at from its end, where undos of undos come first."""
    taken_back: set[str] = set()
    said: set[tuple[str, str, str | None]] = set()
    told: list[Correction] = []
    for one in reversed(list(log)):
        place = (one.line, one.by, one.field)
        state: r.Standing = "undone" if one.id in taken_back else "replaced" if place in said else "standing"
        if one.verdict == "undo":
            state = "undone" if one.id in taken_back else "standing"
            taken_back.update([one.undoes or ""] if state == "standing" else [])
        elif state == "standing":
            said.add(place)
        told.append(replace(one, state=state))
    return told[::-1]


def _reading(correction: Correction, item: dict[str, Any] | None) -> r.Reread:
    """How the line, as it is read now, stands to what was said of it; None is a line that has gone."""
    if item is None:
        return "gone"
    if correction.was is None:
        return "same"
    if correction.field is not None:
        now = item.get(correction.field)
        if now == correction.value:
            return "agrees"
        return "same" if now == correction.was.get(correction.field) else "changed"
    return "same" if _bare(item) == _bare(correction.was) else "changed"


def _bare(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name not in _ASIDE}


def _item(file: RecordFile, kind: str, line: str) -> dict[str, Any] | None:
    """A line as it is read now, of an article what is kept; None where it is no longer read."""
    table, _ = KINDS[kind]
    for item in items_of(file, table, "id", line):
        return {name: item[name] for name in _ARTICLE_FIELDS} if table is ARTICLE else item
    return None


def _line(file: RecordFile, kind: str, line: str) -> Line:
    """A line that is there, with the article that it stands in."""
    table, type_ = KINDS[kind]
    item = _item(file, kind, line)
    assert item is not None
    if table in STORY.children:
        return Line(kind, type_, item)  # type: ignore[arg-type]  # KINDS' keys are the line kinds
    query = (
        f"SELECT article.id, page, text FROM article JOIN {table.name} AS line ON line.article = article.id"  # noqa: S608
    )
    if table is ARTICLE:
        query = "SELECT id, page, text FROM article AS line"
    ((article, page, text),) = list(file.rows(f"{query} WHERE line.id = ?", (line,)))
    others = {one.name: items_of(file, one, "article", article) for one in LINES}
    return Line(kind, type_, item, page, text, others)  # type: ignore[arg-type]


def _edited(line: Line, field: str | None, value: Any) -> Any:
    """The value of an edit in the form of the JSON, once the line would hold with it."""
    names = [name for name in line.item if name not in _NOT_SAID]
    if field is None or field not in names:
        raise OnrecordError(
            "bad-correction", f"{field!r} is no field that can be corrected: {', '.join(names)}"
        )
    try:
        # As it comes back from the log: no infinity, no half of a character, no integer past a float.
        kept = json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
        made = value_of(line, field, msgspec.json.decode(kept))
        whole = {**line.item, field: made}
        if line.kind == "article":
            whole |= {"text": "", "passages": []}
            check_spans(line.text, (from_plain(made, r.Dating),) if field == "published" else ())
            whole["published"] = {**whole["published"], "evidence": []}
            whole["credits"] = []
            from_plain(whole, line.type)
        else:
            check_spans(line.text, (from_plain(whole, line.type),) if line.page else ())
    except (TypeError, ValueError) as error:
        raise OnrecordError("bad-correction", f"{field}: {error}") from error
    if field == "content" and not made:
        raise OnrecordError("bad-correction", "content: a statement has words")
    if made == line.item[field]:
        raise OnrecordError("bad-correction", f"{field} holds that already")
    return made


def _said(words: str, what: str, most: int, *, least: int = 0) -> str:
    clean = str(without_surrogates(words)).replace("\0", "").strip()
    if not least <= len(clean) <= most:
        raise OnrecordError("bad-correction", f"{what} needs {least} to {most} characters")
    return clean
