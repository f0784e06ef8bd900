"""What all views share: the record file, the settings, the templates, the token; a template -> a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from onrecord.settings import Settings
from onrecord.web.database import Database
from onrecord.web.jobs import Jobs
from onrecord.web.security import Token

__all__ = ["Site", "site_of"]


@dataclass(frozen=True, slots=True)
class Site:
    """What is served, and with what."""

    database: Database
    settings: Settings
    token: Token = field(default_factory=Token)
    jobs: Jobs = field(default_factory=Jobs)

    @property
    def name(self) -> str:
        """The record file's own name, for the page's head."""
        return self.database.path.name

    def page(self, request: Request, template: str, **values: Any) -> HTMLResponse:
        """A template filled in; everything in it is escaped."""
        here = {"site": self, "path": request.url.path, "query": request.query_params}
        return HTMLResponse(_environment().get_template(template).render(**here, **values))


def site_of(request: Request) -> Site:
    """The site that a request came to."""
    return cast(Site, request.app.state.site)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from onrecord.web import words

    environment = Environment(
        loader=PackageLoader("onrecord.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(words.FILTERS)
    environment.globals.update(words.TERMS)
    return environment
