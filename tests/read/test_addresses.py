"""The one safe parser of addresses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.addresses import parse_url


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("https://a.example/b?c=d#e", "https://a.example/b?c=d"),
        ("HTTP://A.Example", "http://a.example/"),
        ("https://a.example:443/x", "https://a.example/x"),
        ("https://a.example:8443/x", "https://a.example:8443/x"),
        ("https://user:secret@a.example/x", "https://a.example/x"),
        ("http://[::1]:80/x", "http://[::1]/x"),
        ("ftp://a.example/", None),
        ("//a.example/x", None),
        ("a.example/x", None),
        ("http://", None),
        ("http://[foo", None),
        ("http://a:99999/", None),
        ("http://℀.com/", None),
        ("http://a\u202eb.example/", None),
        ("http://a b.example/\n", None),
        ("javascript:alert(1)", None),
        ("http://a.example/" + "x" * 5_000, None),
        (None, None),
        (7, None),
    ],
)
def test_addresses(words: object, wanted: str | None) -> None:
    assert parse_url(words) == wanted


@given(st.text(max_size=200) | st.from_regex(r"https?://[^ ]{0,40}", fullmatch=True))
def test_never_raises_and_is_stable(words: str) -> None:
    address = parse_url(words)
    if address is not None:
        assert address.startswith(("http://", "https://"))
        assert parse_url(address) == address
