"""The source and the commands themselves -> what the papers say of them.

Writes docs/record.md, docs/settings.md, docs/problems.md, docs/codebook.md and docs/tables.md from
records.py, settings.py, errors.py, the codebook's tables and export/columns.tsv, runs every `$ onrecord …`
line of the console blocks in README.md, docs/tutorial.md and docs/formats.md and puts its output below it.
Run as `make docs`; a test fails when a page is not what this script would write.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from onrecord.errors import CATALOGUE
from onrecord.event.codebook.cameo import CameoCode
from onrecord.event.codebook.reference import TypeEntry, load_reference
from onrecord.export import load_tables
from onrecord.settings import CONFIG_FILE, settings_table

ROOT = Path(__file__).resolve().parents[1]
RECORDS = ROOT / "src/onrecord/records.py"


def record_page() -> str:
    """Every record with its fields, from the source of records.py."""
    source = RECORDS.read_text("utf-8")
    lines = source.splitlines()
    tree = ast.parse(source)
    out = ["# The record", "", *_intro(ast.get_docstring(tree) or ""), "## Values", ""]
    out += ["| type | values |", "|---|---|"]
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.value).startswith("Literal["):
            values = ast.literal_eval(node.value.slice)  # type: ignore[attr-defined]
            names = values if isinstance(values, tuple) else (values,)
            out.append(f"| `{ast.unparse(node.targets[0])}` | {', '.join(names)} |")
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and any("dataclass" in ast.unparse(d) for d in node.decorator_list):
            out += ["", f"## {node.name}", "", ast.get_docstring(node) or "", ""]
            out += ["| field | type | what it holds |", "|---|---|---|"]
            out += [_field_row(part, lines) for part in node.body if isinstance(part, ast.AnnAssign)]
    return "\n".join(out) + "\n"


def _intro(docstring: str) -> list[str]:
    return [
        "Made from `src/onrecord/records.py` by `make docs`.",
        "",
        docstring.partition("\n\n")[2].strip(),
        "",
    ]


def _field_row(part: ast.AnnAssign, lines: list[str]) -> str:
    """A field with the `#:` comment above it."""
    comment: list[str] = []
    at = part.lineno - 2
    while at >= 0 and lines[at].strip().startswith("#:"):
        comment.insert(0, lines[at].strip()[2:].strip())
        at -= 1
    kind = ast.unparse(part.annotation).replace("|", "\\|")
    return f"| `{ast.unparse(part.target)}` | `{kind}` | {' '.join(comment).replace('|', chr(92) + '|')} |"


def settings_page() -> str:
    """Every setting, with its environment variable."""
    out = ["# Settings", "", "Made from `src/onrecord/settings.py` by `make docs`.", ""]
    out += [
        "A value comes from, strongest first: `--set NAME=VALUE`, the environment, a file "
        f"(`{CONFIG_FILE}` in the working folder, or the one that `--config` or `ONRECORD_CONFIG` names), "
        "the default. `onrecord config` shows each value and where it came from.",
        "",
        "| name | default | what it is | environment |",
        "|---|---|---|---|",
    ]
    out += [
        f"| `{row.name}` | `{row.default}` | {row.sentence} | `{row.environment}` |"
        for row in settings_table()
    ]
    return "\n".join(out) + "\n"


def problems_page() -> str:
    """Every code with its title and advice."""
    out = ["# Problems", "", "Made from `src/onrecord/errors.py` by `make docs`.", ""]
    out += ["| code | what it means | what to do |", "|---|---|---|"]
    out += [f"| `{code}` | {entry.title} | {entry.advice} |" for code, entry in CATALOGUE.items()]
    return "\n".join(out) + "\n"


def codebook_page() -> str:
    """The whole codebook, from its tables."""
    book = load_reference()
    out = ["# The codebook", "", "Made from the tables in `src/onrecord/event/codebook/` by `make docs`.", ""]
    out += [
        "Events are coded by PLOVER (Open Event Data Alliance, manual of 2024) and, where a code fits, by "
        "CAMEO (codebook 1.1b3). Definitions and examples are in our own words; every row of the tables "
        "names its source. `onrecord codebook TYPE` prints a type, `onrecord codebook 190` a CAMEO code.",
        "",
        "| quad | class | types |",
        "|---|---|---|",
    ]
    out += [f"| {quad.number} | {quad.name} | {', '.join(quad.types)} |" for quad in book.quads]
    for entry in book.types:
        out += _type_section(entry)
    out += ["", "## Contexts", "", "What an event is about, beside its type; it may have several.", ""]
    out += ["| context | what it is |", "|---|---|"]
    out += [f"| {context.name} | {context.definition} |" for context in book.contexts]
    out += ["", "## Sectors, and bodies in place of a country", "", "| code | group | who |", "|---|---|---|"]
    out += [f"| {sector.code} | {sector.group} | {sector.definition} |" for sector in book.sectors]
    out += [
        "",
        "## CAMEO",
        "",
        "| code | what the actor does | PLOVER | contexts | source |",
        "|---|---|---|---|---|",
    ]
    out += [
        f"| {_bold(code.code)} | {code.name} | {_plover(code)} | {', '.join(code.contexts)} | {code.source} |"
        for code in book.cameo
    ]
    return "\n".join(out) + "\n"


def _type_section(entry: TypeEntry) -> list[str]:
    """A type with its modes, what it becomes, its examples and what it is not."""
    kind = entry.type
    whom = "Always done to somebody." if kind.recipient else ""
    out = ["", f"## {kind.name}", "", f"Quad {kind.quad}. {kind.definition} {whom}".strip(), ""]
    out += [kind.note, ""] if kind.note else []
    out += [f"CAMEO: {', '.join(code.code for code in entry.cameo)}.", ""]
    if entry.modes:
        out += ["| mode | what it is | CAMEO |", "|---|---|---|"]
        out += [f"| {mode.name} | {mode.definition} | {', '.join(mode.cameo)} |" for mode in entry.modes]
        out.append("")
    out += [f"- when {each.condition}: {each.type}, for {each.why}" for each in entry.outcomes]
    out += ["", "| example | mode | status |", "|---|---|---|"]
    out += [f"| {each.sentence} | {each.mode or ''} | {each.status} |" for each in entry.examples]
    out += ["", "| not this | but | since |", "|---|---|---|"]
    out += [
        f"| {each.sentence} | {each.instead or 'no event'} | {each.why} |" for each in entry.counter_examples
    ]
    return out


def _bold(code: str) -> str:
    return f"**{code}**" if len(code) == 2 else code


def _plover(code: CameoCode) -> str:
    if code.type is None:
        return "no event"
    return f"{code.type}, {' or '.join(code.modes)}" if code.modes else code.type


def tables_page() -> str:
    """Every flat table with its columns."""
    out = ["# The flat tables", "", "Made from `src/onrecord/export/columns.tsv` by `make docs`.", ""]
    out += [
        "The same in CSV, JSON lines, Parquet and data frames; docs/formats.md says how each writes them. "
        "Offsets are half-open Unicode code points into the page's text. Types: `id`, `code` and `text` "
        "are strings; `texts` is a list of strings; `spans` is a list of (start, end); `day` is a date; "
        "`flag` is true or false. Empty is unknown.",
    ]
    for table, columns in load_tables().items():
        out += ["", f"## {table}", "", "| column | type | what it holds |", "|---|---|---|"]
        out += [f"| `{column.name}` | {column.type} | {column.about} |" for column in columns]
    return "\n".join(out) + "\n"


def fill_commands(page: str) -> str:
    """The page with the true output below each command of its console blocks."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "examples").symlink_to(ROOT / "examples")
        return CONSOLE.sub(lambda block: f"```console\n{_run_block(block[1], folder)}```", page)


def _run_block(block: str, folder: str) -> str:
    out = []
    for line in block.splitlines():
        if line.startswith("$ "):
            out += [line, _run(line[2:], folder)]
    return "\n".join(part for part in out if part) + "\n"


def _run(command: str, folder: str) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {"PATH": path, "COLUMNS": "92", "NO_COLOR": "1", "LANG": "C.UTF-8", "HOME": folder}
    if "PYTHONPATH" in os.environ:  # a checkout beside the installed one
        environment["PYTHONPATH"] = os.environ["PYTHONPATH"]
    done = subprocess.run(
        ["/bin/sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    lines = (done.stdout + done.stderr).splitlines()
    return "\n".join(line.rstrip() for line in lines).strip("\n")


CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
FILLED = ("README.md", "docs/tutorial.md", "docs/formats.md")
PAGES = {
    "record.md": record_page,
    "settings.md": settings_page,
    "problems.md": problems_page,
    "codebook.md": codebook_page,
    "tables.md": tables_page,
}


def main() -> None:
    for name, make in PAGES.items():
        (ROOT / "docs" / name).write_text(make(), "utf-8")
        sys.stdout.write(f"docs/{name}\n")
    for name in FILLED:
        page = ROOT / name
        page.write_text(fill_commands(page.read_text("utf-8")), "utf-8")
        sys.stdout.write(f"{name}\n")


if __name__ == "__main__":
    main()
