"""The one call that the hostile tests make: bytes in, article or problems out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.read.decode import read_bytes
from onrecord.records import Article, Problem
from onrecord.text.extract import read_article

Result = tuple[Article | None, tuple[Problem, ...]]


def read_page(
    content: str | bytes,
    media_type: str | None = "text/html",
    overdue: Callable[[], bool] = lambda: False,
    **limits: float,
) -> Result:
    """The article of some bytes under the usual limits; `limits` overrides them."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    raw = read_bytes(data, source="test", media_type=media_type, max_bytes=50_000_000)
    if isinstance(raw, Problem):
        return None, (raw,)
    return read_article(
        raw,
        max_depth=int(limits.get("max_depth", 200)),
        max_elements=int(limits.get("max_elements", 100_000)),
        max_characters=int(limits.get("max_characters", 400_000)),
        english_min=limits.get("english_min", 0.6),
        overdue=overdue,
    )


@pytest.fixture(scope="session")
def read() -> Callable[..., Result]:
    return read_page
