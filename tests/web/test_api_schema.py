"""Schemathesis against the description of the HTTP interface: what it says is what is done."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from onrecord.settings import Settings
from onrecord.web.app import create_app

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

HOST = {"Host": "127.0.0.1:8000"}
PATHS: dict[str, dict[str, Any]] = create_app(Path("none.db")).openapi()["paths"]
OPERATIONS = [(path, method) for path, methods in PATHS.items() for method in methods]


@pytest.fixture(scope="module")
def described(example_record: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    copy = shutil.copy(example_record, tmp_path_factory.mktemp("schema") / "copy.db")
    return schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", create_app(Path(copy), settings=Settings(speech_tagger=False)), headers=HOST
    )


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode))
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_the_interface_is_as_described(described: Any, path: str, method: str, mode: Any) -> None:
    if mode is schemathesis.GenerationMode.NEGATIVE and not PATHS[path][method].keys() & {
        "parameters",
        "requestBody",
    }:
        pytest.skip("nothing can be asked wrongly of it")
    cases = described[path][method.upper()].as_strategy(generation_mode=mode)

    # A parse takes a second.
    @settings(
        max_examples=2 if path.endswith("/read") else 12,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases)
    def check(case: Any) -> None:
        case.call_and_validate(headers=HOST)

    check()


def test_every_operation_of_the_interface_is_described() -> None:
    assert len(OPERATIONS) == 18
    for path, method in OPERATIONS:
        assert PATHS[path][method]["description"], path
        assert {"400", "404", "422", "503"} <= set(PATHS[path][method]["responses"])
