"""A string -> an http or https address in one form, or None; the only place where addresses are read."""

from __future__ import annotations

import unicodedata
from typing import Final
from urllib.parse import urlsplit, urlunsplit

#: Longest address that is taken, in characters (browsers and caches stop at about 2,000).
MOST_CHARACTERS: Final = 4_000
SCHEMES: Final = frozenset({"http", "https"})


def parse_url(words: object) -> str | None:
    """A whole http or https address without fragment and credentials; None for anything else.

    Never raises: `http://[foo`, `http://a:99999/` and hosts that Unicode folding breaks give None.

    >>> parse_url(" HTTPS://News.Example:443/a b#top ")
    'https://news.example/a%20b'
    >>> parse_url("javascript:alert(1)") is None
    True
    """
    if not isinstance(words, str) or len(words) > MOST_CHARACTERS:
        return None
    address = words.strip()
    if any(unicodedata.category(mark) in {"Cc", "Cs", "Cf"} for mark in address):
        return None
    try:
        parts = urlsplit(address.replace(" ", "%20"))
        port = parts.port
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES or not host or "%" in host:
        return None
    name = f"[{host}]" if ":" in host else host.lower().rstrip(".")
    if not name or ".." in name:
        return None
    usual = {"http": 80, "https": 443}[parts.scheme.lower()]
    where = name if port in {None, usual} else f"{name}:{port}"
    return urlunsplit((parts.scheme.lower(), where, parts.path or "/", parts.query, ""))
