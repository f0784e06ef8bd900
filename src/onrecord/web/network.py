"""Who did something to whom -> where the names of a network stand, the one who is asked about amid."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from onrecord.export.visible import visible

__all__ = ["Joint", "Network", "network"]

_WIDTH: Final = 760
#: Least and largest distance of the others from the one amid.
_NEAR, _FAR = 50, 150
_MOST_LETTERS: Final = 34


@dataclass(frozen=True, slots=True)
class Joint:
    """Another name, with a line to the one amid."""

    label: str
    x: float
    y: float
    anchor: str
    href: str
    #: What the one amid did to them, and they to the one amid.
    to: int
    by: int
    width: float


@dataclass(frozen=True, slots=True)
class Network:
    """The one amid and the others around."""

    name: str
    joints: tuple[Joint, ...]
    width: int
    height: int
    x: float
    y: float


def network(name: str, others: Sequence[tuple[str, int, int]]) -> Network | None:
    """The picture of (other, done to them, done by them); None where there are no others."""
    if not others:
        return None
    radius = min(_FAR, _NEAR + 9 * (len(others) - 1))
    height = 2 * radius + 60
    middle_x, middle_y = _WIDTH / 2, height / 2
    joints = []
    for place, (other, to, by) in enumerate(others):
        angle = 2 * math.pi * (place + 0.5) / len(others) - math.pi / 2
        x, y = middle_x + (radius + 60) * math.cos(angle), middle_y + radius * math.sin(angle)
        anchor = "middle" if abs(math.cos(angle)) < 0.15 else "start" if x > middle_x else "end"
        label = visible(other)
        if len(label) > _MOST_LETTERS:
            label = label[: _MOST_LETTERS - 1].rstrip() + "…"
        href = "/actor?" + urlencode({"name": other})
        joints.append(Joint(label, x, y, anchor, href, to, by, 1 + math.log2(to + by)))
    return Network(name, tuple(joints), _WIDTH, height, middle_x, middle_y)
