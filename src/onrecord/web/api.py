"""`/api/v1`: the record as JSON, in the same form as `--format json`, for programs.

Reads answer from a connection that cannot write and is stopped after a time. Writes (corrections) take
JSON only, and none that a browser sends for another site. `/read` stores nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from threading import Lock
from typing import Annotated, Any, Final, TypeVar

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord import flow, store
from onrecord.records import Correction, Problem, Record, Stance, Status, Story
from onrecord.store import RecordFile
from onrecord.store.quotations import Quoted, find_quotation
from onrecord.web import api_lines as lines
from onrecord.web.api_shapes import (
    ERRORS,
    USUAL_ITEMS,
    About,
    Day,
    Edit,
    Judgement,
    Limit,
    Listing,
    Number,
    ReadHtml,
    ReadText,
    Undo,
    Wanted,
    Words,
    answer,
    json_only,
)
from onrecord.web.errors import WebError
from onrecord.web.listing import StoryFilter, list_stories
from onrecord.web.people import Life, Listed, list_actors, live
from onrecord.web.site import site_of

__all__ = ["router"]

T = TypeVar("T")
router = APIRouter(prefix="/api/v1", responses=ERRORS, tags=["onrecord"])
#: One reading at a time: it fills a core and up to 2 GB.
_READING: Final = Lock()
_USUAL: Final = USUAL_ITEMS


def _filter(
    *,
    page_id: Words = None,
    story: Words = None,
    since: Day = None,
    until: Day = None,
    actor: Words = None,
    place: Words = None,
    type: Words = None,
    status: Status | None = None,
    stance: Stance | None = None,
    outlet: Words = None,
    origin: Words = None,
    words: Words = None,
) -> lines.LineFilter:
    return lines.LineFilter(
        page=page_id,
        story=story,
        since=since,
        until=until,
        actor=actor,
        place=place,
        type=type,
        status=status,
        stance=stance,
        outlet=outlet,
        origin=origin,
        words=words,
    )


Asked = Annotated[lines.LineFilter, Depends(_filter)]


def _listed(request: Request, find: Callable[..., Any], asked: Any, page: int, limit: int) -> Response:
    with site_of(request).database.reading() as file:
        items, more = find(file, asked, page=page, limit=limit)
        return answer(Listing(items, page, page + 1 if more else None))


def _cut(items: Iterable[T], page: int, limit: int) -> Listing[T]:
    first = (page - 1) * limit
    found = list(islice(items, first, first + limit + 1))
    return Listing(found[:limit], page, page + 1 if len(found) > limit else None)


@router.get("", response_model=About, operation_id="about")
def about(request: Request) -> Response:
    """The version and what the record holds."""
    database = site_of(request).database
    if not database.path.exists():
        return answer(About(version("onrecord"), False, 0, 0, 0, 0, 0))
    with database.reading() as file:
        tables = ("page", "story", "statement", "event", "correction")
        counts = [next(file.rows(f"SELECT count(*) FROM {table}"))[0] for table in tables]  # noqa: S608
    return answer(About(version("onrecord"), True, *counts))


@router.post("/read", response_model=Record, dependencies=[Depends(json_only)], operation_id="read")
def read(request: Request, body: ReadText | ReadHtml) -> Response:
    """Reads a text or a page's HTML and gives its record; nothing is stored, nothing is fetched.

    A page that cannot be read gives a record without an article, whose `problems` say why.
    """
    settings = site_of(request).settings
    text = body.text if isinstance(body, ReadText) else body.html
    with _READING:
        record = flow.read_bytes(
            text.encode("utf-8", "ignore"),
            media_type="text/plain" if isinstance(body, ReadText) else "text/html",
            url=body.url,
            title=body.title,
            published=body.published,
            source="api",
            settings=settings,
        )
    return answer(record)


@router.get("/stories", response_model=Listing[store.StoryListing], operation_id="stories")
def stories(
    request: Request,
    *,
    since: Day = None,
    until: Day = None,
    place: Words = None,
    actor: Words = None,
    type: Words = None,
    status: Status | None = None,
    origin: Words = None,
    least: Annotated[int, Query(ge=1, le=2, description="2 leaves out stories of one page.")] = 1,
    page: Number = 1,
    limit: Limit = _USUAL,
) -> Response:
    """Stories, the latest first."""
    asked = StoryFilter(
        since=since or "",
        until=until or "",
        place=place or "",
        actor=actor or "",
        type=type or "",
        status=status or "",
        origin=origin or "",
        all="1" if least == 1 else "",
    )
    with site_of(request).database.reading() as file:
        items, count = list_stories(file, asked, page=page, limit=limit)
    return answer(Listing(items, page, page + 1 if page * limit < count else None))


@router.get("/stories/{wanted:path}", response_model=Story, operation_id="story")
def story(request: Request, wanted: Wanted) -> Response:
    """A story by its id, the beginning of one, or a page of it."""
    with site_of(request).database.reading() as file:
        return answer(store.load_story(file, store.find_story(file, wanted)))


@router.get("/pages", response_model=Listing[lines.PageHead], operation_id="pages")
def pages(request: Request, asked: Asked, page: Number = 1, limit: Limit = _USUAL) -> Response:
    """Pages that have an article; of the filters, those that ask of lines are left aside."""
    return _listed(request, lines.page_heads, asked, page, limit)


@router.get("/pages/{wanted:path}", response_model=Record, operation_id="page")
def page_record(request: Request, wanted: Wanted) -> Response:
    """The whole record of a page, by its id, the beginning of one, its source or its address."""
    with site_of(request).database.reading() as file:
        return answer(store.load_record(file, store.find_pages(file, wanted)[-1]))


@router.get("/statements", response_model=Listing[lines.StatementLine], operation_id="statements")
def statements(request: Request, asked: Asked, page: Number = 1, limit: Limit = _USUAL) -> Response:
    """Who said what."""
    return _listed(request, lines.statements, asked, page, limit)


@router.get("/events", response_model=Listing[lines.EventLine], operation_id="events")
def events(request: Request, asked: Asked, page: Number = 1, limit: Limit = _USUAL) -> Response:
    """Who did what to whom; an event counts for the day that it is told for."""
    return _listed(request, lines.events, asked, page, limit)


@router.get("/moments", response_model=Listing[lines.DatedLine], operation_id="moments")
def moments(request: Request, asked: Asked, page: Number = 1, limit: Limit = _USUAL) -> Response:
    """Time expressions."""
    return _listed(request, lines.moments, asked, page, limit)


@router.get("/places", response_model=Listing[lines.PlaceLine], operation_id="places")
def places(request: Request, asked: Asked, page: Number = 1, limit: Limit = _USUAL) -> Response:
    """Places."""
    return _listed(request, lines.places, asked, page, limit)


@router.get("/actors", response_model=Listing[Listed], operation_id="actors")
def actors(request: Request, name: Words = None, page: Number = 1, limit: Limit = _USUAL) -> Response:
    """Names of actors that hold `name`, those first that are in most pages."""
    with site_of(request).database.reading() as file:
        items, count = list_actors(file, name or "", page=page, limit=limit)
    return answer(Listing(items, page, page + 1 if page * limit < count else None))


@router.get("/actor", response_model=Life, operation_id="actor")
def actor(request: Request, name: Annotated[str, Query(min_length=1, max_length=1_000)]) -> Response:
    """What those of exactly this name said, did and had done to them."""
    with site_of(request).database.reading() as file:
        life = live(file, name)
    if life is None:
        raise WebError("no-such-actor", name)
    return answer(life)


@router.get("/search", response_model=list[store.Hit], operation_id="search")
def search(
    request: Request, q: Annotated[str, Query(min_length=1, max_length=200)], limit: Limit = _USUAL
) -> Response:
    """Pages whose title or text holds all the words, best first; a phrase stands in quotation marks."""
    with site_of(request).database.reading() as file:
        return answer(store.find(file, q, limit=limit))


@router.get("/quotation", response_model=list[Quoted], operation_id="quotation")
def quotation(
    request: Request,
    words: Annotated[str, Query(min_length=1, max_length=4_000)],
    limit: Annotated[int, Query(ge=1, le=50)] = 5,
) -> Response:
    """Where the record has a quotation, whose words they are, and whether word for word or nearly."""
    with site_of(request).database.reading() as file:
        return answer(find_quotation(file, words, limit=limit))


@router.get("/problems", response_model=Listing[Problem], operation_id="problems")
def problems(request: Request, page: Number = 1, limit: Limit = _USUAL) -> Response:
    """What failed, why, and what to do."""
    with site_of(request).database.reading() as file:
        return answer(_cut(store.problems(file), page, limit))


@router.get("/corrections", response_model=Listing[Correction], operation_id="corrections")
def corrections(
    request: Request,
    *,
    page_id: Words = None,
    line: Words = None,
    page: Number = 1,
    limit: Limit = _USUAL,
) -> Response:
    """What analysts said of lines, in the order in which they said it, each with how it stands by now."""
    with site_of(request).database.reading() as file:
        found = store.load_corrections(file, page=page_id, line=line)
    return answer(_cut(found, page, limit))


@router.post(
    "/corrections",
    response_model=Correction,
    status_code=201,
    dependencies=[Depends(json_only)],
    operation_id="correct",
)
def correct(request: Request, body: Judgement | Edit) -> Response:
    """Says that a line is right or wrong, or what one of its fields should hold."""
    edit: dict[str, Any] = {"field": body.field, "value": body.value} if isinstance(body, Edit) else {}
    return _written(
        request,
        lambda file, now: store.correct(
            file, body.line, body.verdict, by=body.by, note=body.note, at=now, **edit
        ),
    )


@router.post(
    "/corrections/{correction}/undo",
    response_model=Correction,
    status_code=201,
    dependencies=[Depends(json_only)],
    operation_id="undo",
)
def undo(request: Request, correction: Wanted, body: Undo) -> Response:
    """Takes a correction back, or an undo, by a further row."""
    return _written(
        request, lambda file, now: store.undo(file, correction, by=body.by, note=body.note, at=now)
    )


def _written(request: Request, write: Callable[[RecordFile, datetime], Correction]) -> Response:
    database = site_of(request).database
    with database.reading():
        pass  # a write must not make a record file that is not there
    with database.writing() as file:
        return answer(write(file, datetime.now(UTC)), status=201)
