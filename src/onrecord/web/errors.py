"""What goes wrong in a request -> an error page, or the one JSON shape for the API, with advice.

The shape: `{"error": {"code", "title", "detail", "advice"}}`. Codes are those of `errors.CATALOGUE` and
of `_WEB` below.
"""

from __future__ import annotations

import logging
from typing import Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from onrecord.errors import CATALOGUE, Entry, OnrecordError, RecordFileError
from onrecord.web.database import TooSlowError
from onrecord.web.security import HEADERS, BodyTooLargeError
from onrecord.web.site import site_of

__all__ = ["API", "WebError", "install", "refused"]

#: Where the API's paths begin; its errors are JSON.
API: Final = "/api/"
_log = logging.getLogger(__name__)

#: What can go wrong only here: code -> status, title and advice.
_WEB: Final[dict[str, tuple[int, Entry]]] = {
    "no-such-address": (404, Entry("there is nothing at this address", "Go back, or start from Stories.")),
    "no-such-actor": (404, Entry("no page has an actor of this name", "Find the name under Actors.")),
    "not-allowed": (405, Entry("this address takes no such request", "See the interface's description.")),
    "bad-request": (
        422,
        Entry("the request cannot be understood", "Correct what is named and send it again."),
    ),
    "no-token": (
        403,
        Entry("the write carries no token of this server", "Load the page again and repeat it."),
    ),
    "wrong-host": (
        421,
        Entry("the server does not go by this name", "Ask for http://127.0.0.1 and its port."),
    ),
    "cross-site": (
        403,
        Entry("the write comes from another site", "Write from a page of this server, or from a program."),
    ),
    "not-json": (415, Entry("the body is not JSON", "Send it with Content-Type: application/json.")),
    "body-too-large": (
        413,
        Entry("more was sent than the limit", "Send less at once, or use `onrecord add`."),
    ),
    "query-too-slow": (503, Entry("the question takes too long to answer", "Ask for less: add a filter.")),
    "fault": (500, Entry("a fault in onrecord", "Please report it with what the terminal shows.")),
}
_CODES: Final = {
    404: "no-such-address",
    405: "not-allowed",
    413: "body-too-large",
    415: "not-json",
    422: "bad-request",
}


class WebError(Exception):
    """A request that cannot be answered: `code` of the web's own table, and what exactly."""

    def __init__(self, code: str, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}")


def install(app: FastAPI) -> None:
    """Lets every error of the app end in a page or in the API's shape."""
    for kind in (OnrecordError, WebError, TooSlowError, BodyTooLargeError, HTTPException):
        app.add_exception_handler(kind, _answer)
    app.add_exception_handler(RequestValidationError, _answer)
    app.add_exception_handler(Exception, _answer)


def refused(path: str, code: str, detail: str) -> Response:
    """What `Guard` answers to a request that it refuses: the API's shape, or a line of text."""
    status, entry = _WEB[code]
    if path.startswith(API):
        return _shaped(status, code, entry, detail)
    return PlainTextResponse(f"{entry.title}: {detail}. {entry.advice}", status)


def _shaped(status: int, code: str, entry: Entry, detail: str) -> JSONResponse:
    shape = {"code": code, "title": entry.title, "detail": detail, "advice": entry.advice}
    return JSONResponse({"error": shape}, status)


async def _answer(request: Request, error: Exception) -> Response:
    status, code, entry, detail = _told(error)
    if request.url.path.startswith(API):
        answer = _shaped(status, code, entry, detail)
        answer.headers.update(getattr(error, "headers", None) or {})
        return _held_shut(answer)
    page = site_of(request).page(
        request, "error.html", status=status, code=code, title=entry.title, detail=detail, advice=entry.advice
    )
    page.status_code = status
    return _held_shut(page)


def _held_shut(answer: Response) -> Response:
    """The answer with the headers that Guard gives; a fault's answer is made outside of it."""
    answer.headers.update({**HEADERS, "Cache-Control": "no-store"})
    return answer


def _told(error: Exception) -> tuple[int, str, Entry, str]:
    """Status, code, title with advice, and detail of an error."""
    if isinstance(error, OnrecordError):
        if error.code == "bad-correction":
            return 422, error.code, CATALOGUE[error.code], error.detail
        unknown = error.code.startswith("unknown-") and error.code != "unknown-setting"
        status = 404 if unknown else 503 if isinstance(error, RecordFileError) else 400
        return status, error.code, CATALOGUE[error.code], error.detail
    if isinstance(error, WebError):
        code, detail = error.code, error.detail
    elif isinstance(error, TooSlowError):
        code, detail = "query-too-slow", str(error)
    elif isinstance(error, BodyTooLargeError):
        code, detail = "body-too-large", str(error)
    elif isinstance(error, RequestValidationError):
        first = error.errors()[0]
        code, detail = "bad-request", f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    elif isinstance(error.__cause__, BodyTooLargeError):  # met while the body was taken for JSON
        return _told(error.__cause__)
    elif isinstance(error, HTTPException):
        code = _CODES.get(error.status_code, "bad-request")
        return error.status_code, code, _WEB[code][1], str(error.detail)
    else:
        _log.error("a request failed", exc_info=error)
        code, detail = "fault", type(error).__name__
    return _WEB[code][0], code, _WEB[code][1], detail
