"""The views, one module a kind of page: a request -> a page of HTML."""

from __future__ import annotations

from fastapi import APIRouter

__all__ = ["routers"]


def routers() -> tuple[APIRouter, ...]:
    """The routers of all views."""
    from onrecord.web.views import home, page, stories, story

    return (home.router, page.router, stories.router, story.router)
