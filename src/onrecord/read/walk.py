"""A path, folder or glob -> its files in a fixed order, each once; those that are none with what is wrong."""

from __future__ import annotations

import fnmatch
import glob
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["Seen", "find_files", "shown", "why"]

#: Deepest folder under a named one, in levels.
MOST_LEVELS: Final = 100


@dataclass(frozen=True, slots=True)
class Seen:
    """A file to be read, or what is wrong with it: `code` and `detail` are "" if nothing is."""

    path: str
    code: str = ""
    detail: str = ""


def shown(path: str) -> str:
    """A path as it can be printed and stored: bytes that are no UTF-8 become U+FFFD."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "replace").replace("\x00", "")


def find_files(source: str) -> Iterator[Seen]:
    """The files of one source, in a fixed order, each once."""
    if not source or "\x00" in source:
        yield Seen(source, "not-found", "an empty name" if not source else "a name with NUL")
        return
    if os.path.lexists(source):
        yield from _walk_named(source)
        return
    if not glob.has_magic(source):
        yield Seen(source, "not-found", "nothing is there")
        return
    found = False
    for seen in _walk_deep(source) if "**" in source else _walk_glob(source):
        found = True
        yield seen
    if not found:
        yield Seen(source, "not-found", "the pattern fits no file")


def _walk_glob(pattern: str) -> Iterator[Seen]:
    for path in sorted(glob.iglob(pattern)):
        yield from _walk_named(path)


def _walk_deep(pattern: str) -> Iterator[Seen]:
    """The files of a `**` glob. Python's own follows links round and round, so the folder is walked."""
    parts = pattern.split("/")
    fixed = next(number for number, part in enumerate(parts) if glob.has_magic(part))
    folder = "/".join(parts[:fixed]) or ("/" if fixed else os.curdir)
    if not os.path.isdir(folder):
        return
    for seen in _walk_folder(folder, os.path.realpath(folder), 0):
        below = os.path.relpath(seen.path, folder).split(os.sep)
        if seen.code == "unreadable" or fits(below, parts[fixed:]):
            path = os.path.normpath(seen.path) if folder == os.curdir else seen.path
            yield Seen(path, seen.code, seen.detail)


def fits(parts: list[str], patterns: list[str]) -> bool:
    """Whether the steps of a path fit the steps of a glob, of which `**` fits any number."""
    if not patterns:
        return not parts
    if patterns[0] == "**":
        rest = patterns[1:] or ["*"]
        return any(fits(parts[start:], rest) for start in range(len(parts)))
    return bool(parts) and fnmatch.fnmatchcase(parts[0], patterns[0]) and fits(parts[1:], patterns[1:])


def _walk_named(path: str) -> Iterator[Seen]:
    """A file or folder that was named: a link that was named itself is followed."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        yield Seen(path, "not-found" if isinstance(error, FileNotFoundError) else "unreadable", why(error))
        return
    if stat.S_ISDIR(mode):
        yield from _walk_folder(path, os.path.realpath(path), 0)
    else:
        yield _judge(path, mode)


def _judge(path: str, mode: int) -> Seen:
    if stat.S_ISREG(mode):
        return Seen(path)
    kinds = (
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISBLK, "a device"),
        (stat.S_ISCHR, "a device"),
    )
    kind = next((name for test, name in kinds if test(mode)), "no file")
    return Seen(path, "not-a-file", kind)


def _walk_folder(folder: str, root: str, level: int) -> Iterator[Seen]:
    """The files in a folder and the folders in it, sorted by name; names only are held."""
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError as error:
        yield Seen(folder, "unreadable", why(error))
        return
    if level > MOST_LEVELS:
        yield Seen(folder, "unreadable", f"more than {MOST_LEVELS} folders deep")
        return
    for name in names:
        path = os.path.join(folder, name)
        try:
            mode = os.lstat(path).st_mode
            if stat.S_ISLNK(mode):
                target = os.path.realpath(path, strict=True)
                if target != root and not target.startswith(root.rstrip(os.sep) + os.sep):
                    yield Seen(path, "outside-root", f"it leads to {shown(target)[:200]}")
                    continue
                inside = os.stat(path)
                if stat.S_ISDIR(inside.st_mode):
                    # What it leads to is met where it stands; followed, it could loop.
                    continue
                mode = inside.st_mode
        except OSError as error:
            code = "not-found" if isinstance(error, FileNotFoundError) else "unreadable"
            yield Seen(path, code, why(error))
            continue
        if stat.S_ISDIR(mode):
            yield from _walk_folder(path, root, level + 1)
        else:
            yield _judge(path, mode)


def why(error: Exception) -> str:
    """The system's own words for an error, without the path."""
    return (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
