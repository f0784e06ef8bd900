"""A request that writes -> its form, within limits, sent by a page of ours."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import FormData
from starlette.requests import Request

from onrecord.web.errors import WebError
from onrecord.web.site import site_of

__all__ = ["checked_form", "text_of"]

#: Most files and other fields of a form.
_MOST_FILES: Final = 100
_MOST_FIELDS: Final = 40


async def checked_form(request: Request) -> FormData:
    """The form; WebError "no-token" where it does not carry this server's token."""
    site = site_of(request)
    form = await request.form(
        max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=site.settings.read_max_bytes
    )
    if not await site.token.sent(request):
        raise WebError("no-token")
    return form


def text_of(form: FormData, name: str) -> str:
    """What stands in a field, with line ends as on this machine; "" where there is none."""
    value = form.get(name)
    return value.replace("\r\n", "\n").strip() if isinstance(value, str) else ""
