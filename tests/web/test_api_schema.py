"""Schemathesis against the description of the HTTP interface: what it says is what is done."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings

from onrecord.web.app import create_app

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")


@pytest.fixture(scope="session")
def described(example_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    copy = shutil.copy(example_record, tmp_path_factory.mktemp("schema") / "copy.db")
    return schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", create_app(Path(copy)), headers={"Host": "127.0.0.1:8000"}
    )


schema = schemathesis.pytest.from_fixture("described")


@schema.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_the_interface_is_as_described(case: Any) -> None:
    case.call_and_validate(headers={"Host": "127.0.0.1:8000"})
