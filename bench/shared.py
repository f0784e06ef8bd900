"""Where the benchmarks find the data and the scorers that are not part of the repository."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

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
