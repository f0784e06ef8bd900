"""A page -> the address that names it in formats that ask for one."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from onrecord.records import Record

__all__ = ["page_iri", "web_address"]

#: What may not stand in an address as it is written (RFC 3987): white space, controls, quotes, brackets.
_NOT_IN_ADDRESS: Final = re.compile(
    r"[\s<>\"\\^`{|}\x00-\x20\x7f-\xa0\u200b-\u200f\u202a-\u202e\u2066-\u2069]"
)


def web_address(url: str | None) -> str | None:
    """The address, if it is one that may be followed: http or https, with a host; None otherwise.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    if url is None or _NOT_IN_ADDRESS.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and host else None


def page_iri(record: Record) -> str:
    """The page's address, or a name made of its bytes where it has none."""
    return web_address(record.page.url) or f"urn:sha256:{record.page.sha256}"
