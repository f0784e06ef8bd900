"""Every request and answer -> only those that a local page should take, with headers that hold it shut.

Pure ASGI: it stands before everything else, the files and the errors included.
"""

from __future__ import annotations

import hmac
import re
import secrets
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADERS", "LOOPBACK", "TOKEN_HEADER", "BodyTooLargeError", "Guard", "Token"]

#: Host names under which this machine reaches itself; another name in `Host` is a rebound DNS name.
LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]")
#: Where a script of ours puts the token; a form of ours has it in its field "token".
TOKEN_HEADER: Final = "X-Onrecord-Token"  # noqa: S105 - its name, not its value
_SAFE_METHODS: Final = {"GET", "HEAD", "OPTIONS"}
_CSP: Final = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
#: What every answer carries beside `Cache-Control`.
HEADERS: Final = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Under "no-referrer" a browser sends "Origin: null" with our own forms.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_HOST: Final = re.compile(r"(\[[0-9a-fA-F:.]+\]|[^:\[\]/@\s]+)(:\d{1,5})?")


class BodyTooLargeError(Exception):
    """A request's body is larger than the limit."""


class Token:
    """A secret of this run that only our own pages know, to be sent with every write."""

    def __init__(self) -> None:
        self.value = secrets.token_urlsafe(24)

    async def sent(self, request: Request) -> bool:
        """Whether a request carries it, in its header or its form's field "token"."""
        given = request.headers.get(TOKEN_HEADER)
        kind = request.headers.get("content-type", "")
        if given is None and kind.startswith(("multipart/form-data", "application/x-www-form-urlencoded")):
            field = (await request.form()).get("token")
            given = field if isinstance(field, str) else None
        return hmac.compare_digest((given or "").encode(), self.value.encode())


class Guard:
    """Refuses foreign hosts, cross-site writes and large bodies; puts the headers on every answer.

    `refused` makes the answer of a refusal from the request's path, the error's code and its detail.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        refused: Callable[[str, str, str], ASGIApp],
        hosts: Iterable[str] = LOOPBACK,
        max_body: int,
    ) -> None:
        self._app = app
        self._refused = refused
        self._hosts = frozenset(host.lower() for host in hosts)
        self._max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a refused request itself and hands the others on."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        answer = self._refused(scope["path"], *refusal) if refusal else self._app
        await answer(scope, self._bounded(receive), _with_headers(send, scope["path"]))

    def _refusal(self, scope: Scope) -> tuple[str, str] | None:
        """Code and detail of what is wrong with a request; None if nothing is."""
        headers = Headers(scope=scope)
        host = _HOST.fullmatch(headers.get("host", ""))
        if len(headers.getlist("host")) != 1 or host is None or host[1].lower() not in self._hosts:
            return "wrong-host", "the request names another host than this server"
        if scope["method"] not in _SAFE_METHODS and _cross_site(headers):
            return "cross-site", "a write that comes from another site is refused"
        length = headers.get("content-length", "0")
        if not re.fullmatch(r"\d{1,18}", length, re.ASCII) or int(length) > self._max_body:
            return "body-too-large", f"more than {self._max_body} bytes"
        return None

    def _bounded(self, receive: Receive) -> Receive:
        """The body's stream, which ends in an error where it grows past the limit without saying so."""
        seen = 0

        async def bounded() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self._max_body:
                raise BodyTooLargeError(f"more than {self._max_body} bytes")
            return message

        return bounded


def _cross_site(headers: Headers) -> bool:
    """Whether a browser says that another site made the request.

    What sends neither header is no browser of these years, so no page can have made it send anything.
    """
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    except ValueError:
        return True


def _with_headers(send: Send, path: str) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            # Our own files may be kept, but asked after; what the record says may not be kept.
            headers["Cache-Control"] = "no-cache" if path.startswith("/static/") else "no-store"
        await send(message)

    return sending
