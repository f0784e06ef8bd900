"""`/actors` and `/actor?name=`: the names of the record, and what one of them said, did and had done."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.export.terms import AHEAD
from onrecord.export.visible import visible
from onrecord.web.charts import Dated, TimeChart, time_chart
from onrecord.web.errors import WebError
from onrecord.web.network import network
from onrecord.web.people import PER_PAGE, Deed, Life, list_actors, live
from onrecord.web.site import site_of

__all__ = ["router"]

router = APIRouter()
#: Deeds in the chart; the list below it has all.
_MOST_DRAWN = 24


@router.get("/actors")
def actors(
    request: Request,
    q: Annotated[str, Query(max_length=200)] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> Response:
    """Named actors, those first that are in most pages."""
    site = site_of(request)
    with site.database.reading() as file:
        listed, count = list_actors(file, q.strip(), page=page)
    values = {"listed": listed, "count": count, "q": q.strip(), "page": page, "last": -(-count // PER_PAGE)}
    return site.page(request, "actors.html", **values)


@router.get("/actor")
def actor(request: Request, name: Annotated[str, Query(max_length=1_000)]) -> Response:
    """One name over time."""
    site = site_of(request)
    with site.database.reading() as file:
        life = live(file, name)
    if life is None:
        raise WebError("no-such-actor", name)
    values = {"life": life, "chart": _chart(life), "network": network(visible(name), life.others)}
    return site.page(request, "actor.html", **values)


def _chart(life: Life) -> TimeChart | None:
    dated = [(number, one) for number, one in enumerate(life.deeds, 1) if not one.by_page and _days(one)]
    entries = []
    for number, one in dated[:_MOST_DRAWN]:
        first, last = _days(one) or (date.min, date.min)
        way = "" if one.role == "actor" else "← "
        label = way + visible(one.words)
        entries.append(Dated(first, last, one.status, one.status in AHEAD, label, f"#d{number}", label))
    return time_chart(entries, [])


def _days(one: Deed) -> tuple[date, date] | None:
    if one.earliest is None or one.latest is None:
        return None
    return date.fromisoformat(one.earliest), date.fromisoformat(one.latest)
