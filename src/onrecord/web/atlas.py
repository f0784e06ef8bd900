"""The record file -> events by the places where they were, and where those stand on a map of the world.

The map is flat: a degree is as wide at the pole as at the equator. A place is drawn as finely as it is
known: a dot for a city or site, a ring for a region or country, nothing where only its name is known.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from onrecord.store import RecordFile

__all__ = ["HEIGHT", "WIDTH", "Spot", "land", "spots", "unplaced"]

#: Width of the map in its own units, and the latitudes that it shows: no story comes from beyond them.
WIDTH: Final = 1000
_NORTH, _SOUTH = 84.0, -58.0
_UNIT: Final = WIDTH / 360
HEIGHT: Final = round((_NORTH - _SOUTH) * _UNIT)
#: Places that are drawn and listed, those of most events first.
_MOST_SPOTS: Final = 400
#: Radius of one event's mark, by how finely the place is known, in units; they say "about here", not an area.
_RADII: Final = {"site": 3.0, "city": 3.0, "region": 9.0, "country": 16.0}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place with its events."""

    name: str
    country: str | None
    precision: str
    latitude: float | None
    longitude: float | None
    count: int
    #: Up to three events: id, page, type, trigger words, status.
    events: tuple[tuple[str, str, str, str, str], ...]

    @property
    def drawn(self) -> bool:
        """Whether it is known where it lies, and that is on the map."""
        return self.latitude is not None and self.longitude is not None and _SOUTH <= self.latitude <= _NORTH

    @property
    def x(self) -> float:
        """From the left, in units."""
        return round(((self.longitude or 0) + 180) * _UNIT, 1)

    @property
    def y(self) -> float:
        """From the top, in units."""
        return round((_NORTH - (self.latitude or 0)) * _UNIT, 1)

    @property
    def exact(self) -> bool:
        """Whether a dot may stand for it."""
        return self.precision in ("city", "site")

    @property
    def radius(self) -> float:
        """Of its mark; it grows with the root of the events, as areas are compared."""
        return round(_RADII.get(self.precision, 3.0) + math.sqrt(self.count) - 1, 1)


def spots(file: RecordFile, *, type: str = "", status: str = "") -> list[Spot]:
    """Places of events, those of most events first."""
    conditions = "1"
    values: list[str] = []
    for name, value in (("type", type), ("status", status)):
        if value:
            conditions += f" AND event.{name} = ?"
            values.append(value)
    query = (
        "SELECT place.name, place.country, place.precision, place.latitude, place.longitude, count(*)"  # noqa: S608 - constants
        " FROM event JOIN place ON place.id = event.place"
        f" WHERE {conditions} GROUP BY 1, 2, 3, 4, 5 ORDER BY 6 DESC, 1 LIMIT {_MOST_SPOTS}"
    )
    # In the order of the index on places: to look for the latest would be to read all events of a country.
    # The cross join keeps SQLite from reading all events of a type for each place.
    shown = (
        "SELECT event.id, article.page, event.type, trigger_words, status FROM place"  # noqa: S608 - constants
        " CROSS JOIN event ON event.place = place.id JOIN article ON article.id = event.article"
        " WHERE place.name = ?1 COLLATE NOCASE AND place.name = ?1 AND place.country IS ?2"
        f" AND precision = ?3 AND latitude IS ?4 AND longitude IS ?5 AND {conditions}"
        " ORDER BY place.article, event.id LIMIT 3"
    )
    found = []
    for name, country, precision, latitude, longitude, count in list(file.rows(query, values)):
        key = (name, country, precision, latitude, longitude)
        some: list[tuple[Any, ...]] = list(file.rows(shown, (*key, *values)))
        events = tuple((one, page, kind, words, state) for one, page, kind, words, state in some)
        found.append(Spot(*key, count, events))
    return found


def unplaced(file: RecordFile) -> tuple[int, int]:
    """How many events have no place of their own, and how many events there are."""
    ((missing, whole),) = file.rows("SELECT sum(place IS NULL), count(*) FROM event")
    return missing or 0, whole


@lru_cache(maxsize=1)
def land() -> str:
    """The outline of the land as an SVG path."""
    table = files("onrecord.data").joinpath("outline.tsv").read_text("utf-8").splitlines()[1:]
    path: list[str] = []
    for line in table:
        before: float | None = None
        for point in line.split("\t")[0].split(","):
            x, y = map(float, point.split(" "))
            # A ring that leaves at one side and comes in at the other is not drawn across the map.
            path.append(("M" if before is None or abs(x - before) > 180 else "L") + _at(x, y))
            before = x
    return "".join(path)


def _at(longitude: float, latitude: float) -> str:
    return f"{(longitude + 180) * _UNIT:.1f} {(_NORTH - latitude) * _UNIT:.1f}"
