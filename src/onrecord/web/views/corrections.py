"""`/corrections`: what people said of lines, apart from the machine's reading: a list, a way in, an undo."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.store.corrections import correct, load_corrections, undo, words_of
from onrecord.web.forms import checked_form, text_of
from onrecord.web.site import site_of

__all__ = ["router"]

router = APIRouter()
_Form = Annotated[FormData, Depends(checked_form)]


@router.get("/corrections")
def corrections(request: Request) -> Response:
    """All corrections, the latest first, each with how it stands and what is read now."""
    site = site_of(request)
    with site.database.reading() as file:
        found = load_corrections(file)
    listed = [(one, words_of(one)) for one in reversed(found)]
    return site.page(request, "corrections.html", listed=listed)


@router.post("/corrections")
def put(request: Request, form: _Form) -> Response:
    """Says that a line is right or wrong; back to the line."""
    at = datetime.now(UTC)
    with site_of(request).database.writing() as file:
        one = correct(
            file,
            text_of(form, "line"),
            text_of(form, "verdict"),
            by=text_of(form, "by"),
            at=at,
            note=text_of(form, "note"),
        )
    return RedirectResponse(f"/page/{one.page}?lit={one.line}" if one.page else "/corrections", 303)


@router.post("/corrections/{correction}/undo")
def take_back(request: Request, correction: str, form: _Form) -> Response:
    """Takes a correction back."""
    with site_of(request).database.writing() as file:
        undo(file, correction, by=text_of(form, "by"), at=datetime.now(UTC))
    return RedirectResponse("/corrections", 303)
