"""A record file -> the web application that shows it, takes corrections of it and adds to it."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from onrecord.settings import Settings
from onrecord.web import api, errors
from onrecord.web.database import QUERY_SECONDS, Database
from onrecord.web.security import LOOPBACK, Guard
from onrecord.web.site import Site
from onrecord.web.views import routers

__all__ = ["create_app"]

#: How many of the largest pages fit into one request, which may bring several files.
_PAGES_A_REQUEST: Final = 4


def create_app(
    record: Path,
    *,
    settings: Settings | None = None,
    hosts: Sequence[str] = LOOPBACK,
    query_seconds: float = QUERY_SECONDS,
) -> FastAPI:
    """The application over the record file at `record`, which answers only under the names in `hosts`.

    It reads on a connection of its own for each request, which cannot write and is stopped after
    `query_seconds`; writes go one after the other. The file need not be there yet.
    """
    chosen = settings or Settings()
    app = FastAPI(title="onrecord", docs_url=None, redoc_url=None, openapi_url="/api/v1/openapi.json")
    app.state.site = Site(Database(record, seconds=query_seconds), chosen)
    errors.install(app)
    for router in routers():
        app.include_router(router, include_in_schema=False)
    app.include_router(api.router)
    app.mount("/static", StaticFiles(directory=str(files("onrecord.web") / "static")), name="static")
    most = chosen.read_max_bytes * _PAGES_A_REQUEST
    app.add_middleware(Guard, refused=errors.refused, hosts=hosts, max_body=most)
    return app
