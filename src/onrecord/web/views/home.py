"""`/`: the way in, which leads to the stories."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import RedirectResponse

__all__ = ["router"]

router = APIRouter()


@router.get("/")
def home() -> RedirectResponse:
    """To the stories."""
    return RedirectResponse("/stories", 303)
