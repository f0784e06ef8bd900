"""Where the benchmarks find the data and the scorers that are not part of the repository."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

from onrecord.records import Article, Passage, Span

ROOT = Path(__file__).resolve().parents[1]


def data_folder() -> Path:
    """The folder in ONRECORD_DATA, else `../shared/data`; SystemExit in plain words where absent."""
    folder = Path(os.environ.get("ONRECORD_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        sys.exit(f"no data at {folder}: set ONRECORD_DATA to the folder that holds it")
    return folder


def load_scorer(name: str) -> ModuleType:
    """The scorer module `name` ("attribution", "timex") beside the data folder."""
    path = data_folder().parent / "score" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"shared_score_{name}", path)
    if spec is None or spec.loader is None:
        sys.exit(f"no scorer at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def plain_article(text: str) -> Article:
    """An article of one body passage a line, without a date: how plain corpora are read."""
    passages = []
    start = 0
    for line in text.splitlines(keepends=True):
        span = Span.of(text, start, start + len(line))
        passages.append(Passage(span=span, kind="body", why="a line of a corpus", score=1.0))
        start += len(line)
    return Article(id="article-bench", page="page-bench", text=text, passages=tuple(passages))
