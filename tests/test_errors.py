"""The catalogue: every code is used, every code that is used is in it, and all give advice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from onrecord.errors import CATALOGUE, OnrecordError, advice_for

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "onrecord"
SOURCE = "\n".join(
    path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py")) if path.name != "errors.py"
)


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_code_is_used_and_gives_advice(code: str) -> None:
    assert f'"{code}"' in SOURCE, f"nothing in src gives {code}"
    assert advice_for(code).endswith(".")
    assert not CATALOGUE[code].title.endswith(".")
    assert OnrecordError(code, "x").advice == advice_for(code)


def test_a_code_that_is_given_is_in_the_catalogue() -> None:
    given = set(
        re.findall(r'(?:\bcode=|(?:Setting|RecordFile|Language|Onrecord)Error\(|Fault\()"([a-z-]+)"', SOURCE)
    )
    assert len(given) > 10
    assert given <= set(CATALOGUE)
