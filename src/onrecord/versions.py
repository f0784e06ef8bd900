"""Settings -> what a reading or a story depends on beside the page, as one word.

A page whose reading bears another word is read again, and stories that bear another are made anew.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from onrecord.settings import Settings

__all__ = ["pipeline_version", "story_version"]

#: Libraries whose version changes what is read.
_LIBRARIES: Final = ("trafilatura", "resiliparse", "lxml", "spacy", "py3langid", "onnxruntime", "tokenizers")
#: The parts of this package that say what is read; the rest only brings, keeps and shows.
_READING: Final = ("records.py", "flow.py", "read", "text", "mark", "speech", "event", "data", "models")
#: The parts that say what stories are made of records.
_STORIES: Final = ("story_flow.py", "story", "data", "models/background.tsv")


def pipeline_version(settings: Settings) -> str:
    """What a reading depends on beside the page: code, tables and weights, libraries and settings."""
    parts = [_digest_of(_READING)]
    parts += [_release(name) for name in (*_LIBRARIES, settings.language_pipeline.replace("_", "-"))]
    reading = ("text_", "language_", "speech_", "event_", "mark_")
    parts += [
        f"{name}={getattr(settings, name)}"
        for name in sorted(Settings.__dataclass_fields__)
        if name.startswith(reading)
    ]
    digest = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]
    return f"{importlib.metadata.version('onrecord')}+{digest}"


def story_version() -> str:
    """What stories depend on beside the records."""
    return f"{importlib.metadata.version('onrecord')}+{_digest_of(_STORIES)[:12]}"


@lru_cache(maxsize=2)
def _digest_of(parts: Sequence[str]) -> str:
    """Hex sha256 of the names and bytes of these files and folders of the package."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for part in parts:
        path = root / part
        files = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _release(name: str) -> str:
    """Name and version of an installed package, without loading it; its name alone if it is not installed."""
    try:
        return f"{name}-{importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        return name
