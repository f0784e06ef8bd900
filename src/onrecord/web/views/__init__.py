"""The views, one module a kind of page: a request -> a page of HTML."""

from __future__ import annotations

from fastapi import APIRouter

__all__ = ["routers"]


def routers() -> tuple[APIRouter, ...]:
    """The routers of all views."""
    from onrecord.web.views import actors, add, corrections, home, map, page, problems, stories, story

    return tuple(one.router for one in (home, stories, story, page, actors, map, problems, corrections, add))
