"""Where the benchmarks find the data and the scorers that are not part of the repository."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

from onrecord.records import Article, Dating, Evidence, Passage, PassageKind, Span

ROOT = Path(__file__).resolve().parents[1]


def data_folder() -> Path:
    """The folder in ONRECORD_DATA, else `../shared/data`; SystemExit in plain words where absent."""
    folder = Path(os.environ.get("ONRECORD_DATA") or ROOT.parent / "shared" / "data")
    if not folder.is_dir():
        sys.exit(f"no data at {folder}: set ONRECORD_DATA to the folder that holds it")
    return folder


def load_scorer(name: str) -> ModuleType:
    """The scorer module `name` ("attribution", "timex") beside the data folder.

    A last line that calls `main` without asking whether the file is run is left out.
    """
    path = data_folder().parent / "score" / f"{name}.py"
    if not path.is_file():
        sys.exit(f"no scorer at {path}")
    module = ModuleType(f"shared_score_{name}")
    source = path.read_text("utf-8").rstrip().removesuffix("\nmain()")
    exec(compile(source, str(path), "exec"), module.__dict__)
    return module


def plain_article(text: str, *, published: date | None = None, headline: bool = False) -> Article:
    """An article of one body passage a line: how plain corpora are read.

    `published` is its given date, and with `headline` its first line is the headline.
    """
    passages = []
    start = 0
    for line in text.splitlines(keepends=True):
        kind: PassageKind = "headline" if headline and start == 0 else "body"
        span = Span.of(text, start, start + len(line))
        passages.append(Passage(span=span, kind=kind, why="a line of a corpus", score=1.0))
        start += len(line)
    dating = Dating()
    if published is not None:
        evidence = (Evidence(words=published.isoformat(), where="given"),)
        dating = Dating(earliest=published, latest=published, grain="day", origin="given", evidence=evidence)
    return Article(
        id="article-plain", page="page-plain", text=text, passages=tuple(passages), published=dating
    )
