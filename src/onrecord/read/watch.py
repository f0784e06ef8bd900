"""Folders -> the files in them that are new or changed, as they come, until somebody stops it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from threading import Event
from typing import Final

from watchfiles import Change, DefaultFilter, watch

__all__ = ["watch_folders"]

#: How soon the first word comes that the watch stands, in milliseconds.
SOON: Final = 100


def watch_folders(folders: Sequence[str], *, stop: Event | None = None) -> Iterator[list[str]]:
    """The paths of files that were written, sorted, some at a time, until Ctrl-C or `stop`.

    The first list says only that the watch stands: whoever takes it and then walks the folders misses
    nothing that comes meanwhile. As in the walk of a folder nothing hidden is looked at, and nothing but
    regular files: a link that comes later leads nowhere.
    """
    roots = [os.path.abspath(folder) for folder in folders]
    plain = DefaultFilter(ignore_dirs=(), ignore_entity_patterns=(r"^\.", r"~$", r"\.part$"))
    stands = False
    for changes in watch(
        *roots,
        watch_filter=plain,
        stop_event=stop,
        # One closed folder among them must not end the watch; the walk has named it.
        ignore_permission_denied=True,
        rust_timeout=SOON,
        yield_on_timeout=True,
    ):
        if not stands:
            stands = True
            yield []
        met = {path for change, path in changes if change is not Change.deleted}
        kept = sorted(path for path in met if _is_file(path) and not _is_hidden(path, roots))
        if kept:
            yield [_as_named(path, folders, roots) for path in kept]


def _is_file(path: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(path).st_mode)
    except (OSError, ValueError):
        return False


def _is_hidden(path: str, roots: Sequence[str]) -> bool:
    root = max((root for root in roots if path.startswith(root)), key=len, default="")
    return any(part.startswith(".") for part in path[len(root) :].split(os.sep))


def _as_named(path: str, folders: Sequence[str], roots: Sequence[str]) -> str:
    """A path as the walk of its folder would name it, so that it is one source and not two."""
    for folder, root in zip(folders, roots, strict=True):
        if path.startswith(root + os.sep):
            return os.path.join(folder, os.path.relpath(path, root))
    return path
