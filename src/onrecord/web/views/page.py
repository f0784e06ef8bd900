"""`/page/ID`: the article with every span lit by kind, and its record in the margin."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.records import Correction
from onrecord.store import RecordFile, find_pages, load_record
from onrecord.store.corrections import load_corrections
from onrecord.web.lighting import keys_of, light
from onrecord.web.rows import margin
from onrecord.web.site import site_of

__all__ = ["router"]

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Membership:
    """The story that a page stands in."""

    story: str
    title: str | None
    pages: int
    #: Its own dating in the story, by its siblings; None if it has none.
    guess: str | None


@router.get("/page/{wanted:path}")
def page(
    request: Request,
    wanted: str,
    lit: Annotated[str | None, Query(max_length=64)] = None,
    at: Annotated[str | None, Query(max_length=24)] = None,
) -> Response:
    """A page by its id, its beginning, its source or its address.

    `lit` is the id or key of a line whose words are lit, `at` the two offsets of words to be lit.
    """
    site = site_of(request)
    with site.database.reading() as file:
        found = find_pages(file, wanted)[-1]
        if found != wanted:
            asked = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"/page/{found}{asked}", 303)
        record = load_record(file, found)
        said: dict[str, list[Correction]] = defaultdict(list)
        for one in load_corrections(file, page=found, standing=True):
            said[one.line].append(one)
        story = _membership(file, record.article.id) if record.article else None
    key = keys_of(record).get(lit or "", lit)
    offsets = re.fullmatch(r"(\d{1,9})-(\d{1,9})", at or "", re.ASCII)
    span = (int(offsets[1]), int(offsets[2])) if offsets else None
    values: dict[str, Any] = {
        "record": record,
        "article": record.article,
        "blocks": light(record, lit=key, at=span),
        "margin": margin(record),
        "lit": key,
        "story": story,
        "corrected": said,
    }
    return site.page(request, "page.html", **values)


def _membership(file: RecordFile, article: str) -> Membership | None:
    query = (
        "SELECT story.id, story.title,"
        " (SELECT count(*) FROM story_article AS one WHERE one.story = story.id),"
        " (SELECT json_extract(dating, '$.earliest') || '/' || json_extract(dating, '$.latest')"
        "    || ' (' || why || ')' FROM story_guess AS one WHERE one.story = story.id AND one.article = ?1)"
        " FROM story_article JOIN story ON story.id = story_article.story WHERE story_article.article = ?1"
    )
    for row in file.rows(query, (article,)):
        return Membership(*row)
    return None
