"""The import rule of the house: a stage imports records and itself only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "onrecord"
STAGES = ("read", "text", "mark", "speech", "event", "story")
#: Who may import what, outermost last; `records` may import the catalogue that advice comes from, and
#: their faces, which import `export` when a notebook asks.
ALLOWED = {
    "errors": set(),
    "records": {"errors", "faces"},
    "faces": {"export"},
    "settings": {"errors"},
    "wire": {"records", "errors"},
    **{stage: {"records"} for stage in STAGES},
    "versions": {"settings"},
    "flow": {"records", "settings", "errors", *set(STAGES) - {"story"}},
    "story_flow": {"records", "errors", "flow", "story"},
    "store": {"records", "versions", "faces", "flow", "story_flow", "settings", "errors", "wire"},
    "export": {"records", "flow", "settings", "errors", "wire", "store"},
    "web": {"records", "versions", "flow", "settings", "errors", "wire", "store", "export"},
    "mcp": {"records", "settings", "errors", "wire", "store", "web"},
    "cli": {
        "records",
        "versions",
        "flow",
        "story_flow",
        "settings",
        "errors",
        "wire",
        "store",
        "export",
        "web",
        "mcp",
    },
    "__main__": {"cli"},
}
#: The only modules that may touch the network, and only when the flow makes a Fetcher.
NETWORK = {"read/fetch.py", "read/network.py"}
CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "monotonic", "perf_counter", "process_time"}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(source: str) -> set[str]:
    """The parts of onrecord that a module imports, wherever in it the import stands."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide what is imported"
            names = [node.module or ""]
            if node.module == "onrecord":
                names = [f"onrecord.{alias.name}" for alias in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("onrecord.")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_its_part_may(path: Path) -> None:
    part = part_of(path)
    if part in ("data", "models"):
        assert not imports_of(path.read_text("utf-8"))
        return
    assert imports_of(path.read_text("utf-8")) - {part} <= ALLOWED[part]


@pytest.mark.parametrize(
    "source",
    ["from onrecord.speech import quotes", "import onrecord.event.frames", "from onrecord import store"],
)
def test_the_rule_sees_every_kind_of_import(source: str) -> None:
    assert imports_of(source) - {"mark"} - ALLOWED["mark"]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_stages_have_no_clock_no_network_no_print(path: Path) -> None:
    if part_of(path) not in STAGES:
        return
    if path.relative_to(PACKAGE).as_posix() in NETWORK:
        return
    banned = {"socket", "urllib.request", "requests", "httpx", "random", "subprocess", "sqlite3"}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = {alias.name for alias in node.names} | {getattr(node, "module", "") or ""}
            assert not names & banned, f"{path} imports {names & banned}"
        if isinstance(node, ast.Attribute):
            clock = isinstance(node.value, ast.Name) and node.value.id in ("date", "datetime", "time")
            read = clock and node.attr in CLOCKS
            assert not read, f"{path}:{node.lineno} reads the clock"
