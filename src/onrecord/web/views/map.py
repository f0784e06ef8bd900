"""`/map`: where events were, as finely as it is known."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from onrecord.web.atlas import HEIGHT, WIDTH, land, spots, unplaced
from onrecord.web.listing import choices
from onrecord.web.site import site_of

__all__ = ["router"]

router = APIRouter()


@router.get("/map")
def world(
    request: Request,
    *,
    type: Annotated[str, Query(max_length=200)] = "",
    status: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Events on the map, filtered by type and status."""
    site = site_of(request)
    with site.database.reading() as file:
        found = spots(file, type=type, status=status)
        missing, whole = unplaced(file)
        offered = choices(file)
    values = {
        "spots": found,
        "missing": missing,
        "whole": whole,
        "type": type,
        "status": status,
        "choices": offered,
        "land": land(),
        "width": WIDTH,
        "height": HEIGHT,
    }
    return site.page(request, "map.html", **values)
