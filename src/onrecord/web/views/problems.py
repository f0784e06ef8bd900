"""`/problems`: every page that gave trouble, why, and what to do."""

from __future__ import annotations

from collections import defaultdict

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import CATALOGUE, Entry
from onrecord.records import Problem
from onrecord.store import problems as stored_problems
from onrecord.web.site import site_of

__all__ = ["router"]

router = APIRouter()
#: Problems of one code that are shown; `onrecord problems` prints all.
_MOST = 200


@router.get("/problems")
def problems(request: Request) -> Response:
    """Problems by what went wrong, those of most pages first, and how many pages came through."""
    site = site_of(request)
    held: dict[str, list[Problem]] = defaultdict(list)
    with site.database.reading() as file:
        for problem in stored_problems(file):
            held[problem.code].append(problem)
        read = "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM page)"
        ((articles, pages),) = file.rows(read)
    groups = sorted(held.items(), key=lambda item: (-len(item[1]), item[0]))
    unknown = Entry("a problem of another version of onrecord", "")
    values = {
        "groups": [(code, CATALOGUE.get(code, unknown), some[:_MOST], len(some)) for code, some in groups],
        "articles": articles,
        "pages": pages,
    }
    return site.page(request, "problems.html", **values)
