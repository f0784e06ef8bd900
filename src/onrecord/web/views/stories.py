"""`/stories`: the list of stories, filtered, and the search in all pages."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.store import stale
from onrecord.web.listing import PER_PAGE, StoryFilter, choices, list_stories, search
from onrecord.web.site import site_of

__all__ = ["router"]

router = APIRouter()
_Words = Annotated[str, Query(max_length=200)]
_Day = Annotated[str, Query(pattern=r"^(\d{4}-\d\d-\d\d)?$")]


@router.get("/stories")
def stories(
    request: Request,
    *,
    q: _Words = "",
    since: _Day = "",
    until: _Day = "",
    place: _Words = "",
    actor: _Words = "",
    type: _Words = "",
    status: _Words = "",
    origin: _Words = "",
    all: _Words = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:
    """Stories that several pages tell of, the latest first; with words, the pages that hold them."""
    asked = StoryFilter(
        q=q.strip(),
        since=since,
        until=until,
        place=place.strip(),
        actor=actor.strip(),
        type=type,
        status=status,
        origin=origin.strip(),
        all=all,
    )
    site = site_of(request)
    if not site.database.path.exists():
        return site.page(request, "empty.html")
    with site.database.reading() as file:
        found = search(file, asked) if asked.q else None
        listed, count = ([], 0) if asked.q else list_stories(file, asked, page=page)
        ((pages,),) = file.rows("SELECT count(*) FROM page")
        values = {
            "asked": asked,
            "found": found,
            "listed": listed,
            "count": count,
            "page": page,
            "last": -(-count // PER_PAGE),
            "pages": pages,
            "choices": choices(file),
            "stale": stale(file),
        }
    return site.page(request, "stories.html" if pages else "empty.html", **values)
