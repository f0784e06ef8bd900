"""The packaged table of places (data/gazetteer.bin) -> its entries for a name.

The file is mapped, not read: opening it takes about a millisecond and only the pages that are
looked at come into memory. `training/places.py` writes it. Layout, little-endian, each section
from an offset divisible by 8:

    header   16 bytes of magic, then six u32: names, rows, and the offsets of the sections below
    keys     u64 a name, sorted: the first 8 bytes of BLAKE2b of the folded name
    owners   u32 a name: row number * 2 + 1 if it is the row's own name; a name's rows stand most
             populous first
    rows     ROW a place
    strings  UTF-8, each with a length byte; the first holds every country's ISO 3166-1 alpha-3
"""

from __future__ import annotations

import mmap
import struct
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Final

__all__ = ["KINDS", "MAGIC", "ROW", "Entry", "Gazetteer", "fold", "key_of", "load_gazetteer"]

MAGIC: Final = b"onrecord-places1"
#: Latitude and longitude in 1e-5 degrees, population, GeoNames id (0 for none), offset of the name,
#: row of what it lies in (NONE for nothing), kind, country, count of other names.
ROW: Final = struct.Struct("<iiIIIIBBH")
HEADER: Final = struct.Struct("<16s6I")
NONE: Final = 0xFFFFFFFF
#: What a row can be; its number in the file is its place here. "former" is a country that is no more.
KINDS: Final = (
    "country",
    "region",
    "county",
    "city",
    "capital",
    "continent",
    "area",
    "water",
    "mountain",
    "island",
    "park",
    "site",
    "former",
)
#: Shortened words of names: "St. Petersburg" is looked up as "Saint Petersburg".
SHORT: Final = {
    "st": "saint",
    "ste": "sainte",
    "ft": "fort",
    "mt": "mount",
    "co": "county",
    "twp": "township",
}
_DROPPED: Final = str.maketrans({".": "", "'": "", "’": "", "‘": "", "`": "", "ʼ": "", "-": " ", "–": " "})
#: Longest name that is looked up, in characters: no place in the table has a longer one.
LONGEST: Final = 90


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the table."""

    row: int
    name: str
    #: One of KINDS.
    kind: str
    #: ISO 3166-1 alpha-3; None for what lies in several countries or none.
    country: str | None
    #: Degrees north and east, WGS 84.
    latitude: float
    longitude: float
    #: People; for rows of our own a weight of the same order.
    population: int
    #: GeoNames id; None if the row has none.
    geonames: int | None
    #: How many other names the source gives: how well known it is.
    others: int
    #: Row of the county, region or country that it lies in; None for none.
    parent: int | None


def fold(name: str) -> str:
    """A name as it is looked up: no case, accents, stops or apostrophes, short words written out.

    >>> fold("St. Petersburg"), fold("Côte d’Azur")
    ('saint petersburg', 'cote dazur')
    """
    name = name[:LONGEST]
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
        name = "".join(mark for mark in name if not unicodedata.combining(mark))
    words = name.casefold().translate(_DROPPED).split()
    return " ".join(SHORT.get(word, word) for word in words)


def key_of(folded: str) -> int:
    """The number under which a folded name stands in the table."""
    return int.from_bytes(blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Gazetteer:
    """Looks names up in the bytes of a table; ValueError if they are none."""

    def __init__(self, data: bytes | mmap.mmap) -> None:
        if len(data) < HEADER.size or data[: len(MAGIC)] != MAGIC:
            raise ValueError("not a table of places that this version reads")
        self._data = data
        _, names, rows, keys, owners, self._rows, self._strings = HEADER.unpack_from(data)
        view = memoryview(data)
        self._keys = view[keys : keys + 8 * names].cast("Q")
        self._owners = view[owners : owners + 4 * names].cast("I")
        self.size = rows

    @cached_property
    def _countries(self) -> list[str]:
        start = self._strings + 2
        length = int.from_bytes(self._data[self._strings : start], "little")
        codes = self._data[start : start + length].decode("ascii")
        return [codes[at : at + 3] for at in range(0, len(codes), 3)]

    def rows(self, name: str, *, most: int = 60) -> list[tuple[int, bool]]:
        """(row, whether the name is its own and not one of its others), most populous first."""
        folded = fold(name)
        if not folded:
            return []
        key = key_of(folded)
        at = bisect_left(self._keys, key)
        found: list[tuple[int, bool]] = []
        while at < len(self._keys) and self._keys[at] == key and len(found) < most:
            found.append((self._owners[at] >> 1, bool(self._owners[at] & 1)))
            at += 1
        return found

    @lru_cache(maxsize=4096)  # noqa: B019 - one table a process, and it lives as long
    def entry(self, row: int) -> Entry:
        """The place of a row; IndexError if there is none."""
        if not 0 <= row < self.size:
            raise IndexError(row)
        latitude, longitude, people, geonames, name, parent, kind, country, others = ROW.unpack_from(
            self._data, self._rows + row * ROW.size
        )
        start = self._strings + name
        text = self._data[start + 1 : start + 1 + self._data[start]].decode("utf-8")
        return Entry(
            row=row,
            name=text,
            kind=KINDS[kind],
            country=self._countries[country - 1] if country else None,
            latitude=latitude / 1e5,
            longitude=longitude / 1e5,
            population=people,
            geonames=geonames or None,
            others=others,
            parent=None if parent == NONE else parent,
        )

    def holders(self, row: int) -> list[Entry]:
        """What a place lies in, nearest first: county, region, country."""
        found: list[Entry] = []
        parent = self.entry(row).parent
        while parent is not None and len(found) < 4:
            found.append(self.entry(parent))
            parent = found[-1].parent
        return found


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """The packaged table, mapped into memory once."""
    source = files("onrecord.data") / "gazetteer.bin"
    if not isinstance(source, Path):
        return Gazetteer(source.read_bytes())  # out of a zip, which cannot be mapped
    with source.open("rb") as file:
        return Gazetteer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
