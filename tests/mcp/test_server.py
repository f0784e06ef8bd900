"""The MCP server, asked by the SDK's own client over standard input and output."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from onrecord.store import open_record
from tests.cli import samples

mcp = pytest.importorskip("mcp", reason="mcp is not installed")
ROOT = Path(__file__).resolve().parents[2]
CALLS = [
    ("search", {"words": "breakwater"}),
    ("stories", {}),
    ("page", {"id": "ferry.txt"}),
    ("page", {"id": "no such page"}),
    ("statements_by", {"speaker": "aasmo"}),
    ("verify_quote", {"quotation": "it is a working paper nothing more"}),
    ("verify_quote", {"quotation": "It is only a working paper, nothing more"}),
    ("verify_quote", {"quotation": "the harbour master resigned over the summer"}),
    ("search", {"words": ""}),
]


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, list[Any]]:
    path = tmp_path_factory.mktemp("mcp") / "r.db"
    with open_record(path, write=True) as file:
        file.put(samples.ferry(), pipeline="1", at=datetime(2026, 3, 9, tzinfo=UTC))
    before = path.read_bytes()
    found = asyncio.run(_ask(path))
    assert path.read_bytes() == before
    return found


async def _ask(path: Path) -> tuple[Any, list[Any]]:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = mcp.StdioServerParameters(
        command=sys.executable, args=["-m", "onrecord", "mcp", "--record", str(path)], env=environment
    )
    async with mcp.stdio_client(command) as (reads, writes), mcp.ClientSession(reads, writes) as session:
        await session.initialize()
        tools = await session.list_tools()
        return tools, [await session.call_tool(name, asked) for name, asked in CALLS]


def data(answer: Any) -> Any:
    told = answer.structured_content
    assert "not to be trusted" in told["untrusted"]
    return told["data"]


def test_every_tool_only_reads(answers: tuple[Any, list[Any]]) -> None:
    tools = {tool.name: tool for tool in answers[0].tools}
    assert set(tools) == {"search", "stories", "story", "page", "statements_by", "verify_quote"}
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools.values())


def test_what_is_asked_is_answered_from_the_record(answers: tuple[Any, list[Any]]) -> None:
    search, stories, page, unknown, said, *_ = answers[1]
    assert [hit["title"] for hit in data(search)] == ["Ferry hits breakwater at Skellavik"]
    assert data(stories) == []
    assert data(page)["record"]["page"]["source"] == "ferry.txt"
    assert unknown.structured_content["error"]["code"] == "unknown-page"
    assert {one["speaker"]["name"] for one in data(said)} == {"Sigrun Aasmo"}


def test_a_quotation_is_exact_near_or_not_there(answers: tuple[Any, list[Any]]) -> None:
    exact, near, none, empty = answers[1][5:]
    (found,) = data(exact)
    assert (found["match"], found["speaker"], found["passage"]) == ("exact", "Sigrun Aasmo", "body")
    assert found["span"]["words"] == "It is a working paper, nothing more"
    (found,) = data(near)
    assert (found["match"], found["speaker"]) == ("near", "Sigrun Aasmo")
    assert 0.7 <= found["share"] < 1
    assert data(none) == []
    assert empty.is_error


def test_without_the_library_the_command_says_what_to_install(tmp_path: Path) -> None:
    hidden = "import sys; sys.modules['mcp'] = None; from onrecord.cli import main; main()"
    code = "import importlib.util as u; f = u.find_spec\n"
    code += f"u.find_spec = lambda n, *a: None if n == 'mcp' else f(n, *a)\n{hidden}"
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-c", code, "mcp", "--record", str(tmp_path / "r.db")],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 2
    assert "onrecord[mcp]" in done.stderr
