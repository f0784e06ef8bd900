"""A CAMEO code -> its PLOVER type and modes, and back; and the code that an act has under another type.

CAMEO (Schrodt, codebook 1.1b3) has 20 roots; names of codes are in our own words. Types and modes follow
PLOVER's mapping of 2021 under the names of the manual of 2024; where the two differ, or the mapping
has no row, the row's source says so. The root 01 is plain speech: PLOVER has no type for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from onrecord.event.codebook import read_table

__all__ = ["CameoCode", "cameo_as", "codes_of", "load_cameo", "only_mode"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoCode:
    """One code of CAMEO: a root (two digits), a code (three) or a finer one (four)."""

    code: str
    #: What the actor does, in our own words.
    name: str
    #: PLOVER type; None for plain speech.
    type: str | None
    #: PLOVER modes that the code covers; which one it is, the words tell. Empty if it says none.
    modes: tuple[str, ...]
    #: PLOVER contexts that the code implies, sorted.
    contexts: tuple[str, ...]
    source: str

    @property
    def root(self) -> str:
        """The code of its root, two digits."""
        return self.code[:2]


@cache
def load_cameo() -> dict[str, CameoCode]:
    """Every code, roots included, in order of the numbers; read once for the process."""
    return {
        row["code"]: CameoCode(
            code=row["code"],
            name=row["name"],
            type=None if row["type"] == "-" else row["type"],
            modes=() if row["mode"] == "-" else tuple(row["mode"].split(",")),
            contexts=() if row["contexts"] == "-" else tuple(sorted(row["contexts"].split(","))),
            source=row["source"],
        )
        for row in read_table("cameo.tsv")
    }


def codes_of(name: str, mode: str | None = None) -> tuple[CameoCode, ...]:
    """The codes of PLOVER type `name`; with `mode` those that cover it."""
    return tuple(
        code for code in load_cameo().values() if code.type == name and (mode is None or mode in code.modes)
    )


def only_mode(code: str | None) -> str | None:
    """The mode that a code says by itself; None if it says none or leaves it open."""
    entry = load_cameo().get(code or "")
    return entry.modes[0] if entry is not None and len(entry.modes) == 1 else None


@cache
def _moves() -> dict[tuple[str, str], str]:
    return {(row["code"], row["type"]): row["becomes"] for row in read_table("cameo_moves.tsv")}


def cameo_as(code: str | None, name: str) -> str | None:
    """The code of the act `code` told as PLOVER type `name`; None if CAMEO has none.

    Help (070) that is only promised is AGREE and 033, that is refused REJECT and 122.
    """
    if code is None:
        return None
    entry = load_cameo().get(code)
    if entry is not None and entry.type == name:
        return code
    for length in range(len(code), 1, -1):
        moved = _moves().get((code[:length], name))
        if moved is not None:
            return moved
    return None
