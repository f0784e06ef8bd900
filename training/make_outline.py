"""Natural Earth's land at 1:110 million, as the npm package world-atlas has it -> data/outline.tsv.

`npm pack world-atlas@2.0.2`, then `python -m training.make_outline world-atlas-2.0.2.tgz`. Natural Earth is
in the public domain.
"""

from __future__ import annotations

import json
import sys
import tarfile
from pathlib import Path
from typing import Any

OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "data" / "outline.tsv"
SOURCE = "Natural Earth 1:110m land, by world-atlas 2.0.2 land-110m.json; public domain"
#: Rings with fewer points than this are islets of less than the outline's own error.
LEAST_POINTS = 4


def main(package: str) -> None:
    """Writes the table."""
    with tarfile.open(package) as archive:
        found = archive.extractfile("package/land-110m.json")
        if found is None:
            raise SystemExit(f"{package} holds no land-110m.json")
        world = json.load(found)
    rings = [ring for polygon in _polygons(world["objects"]["land"]) for ring in polygon]
    lines = ["points\tsource"]
    for ring in rings:
        points = list(dict.fromkeys(f"{x:.1f} {y:.1f}" for x, y in _points(world, ring)))
        if len(points) >= LEAST_POINTS:
            lines.append(f"{','.join(points)}\t{SOURCE}")
    OUT.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines) - 1} rings, {OUT.stat().st_size} bytes")


def _polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    if geometry["type"] == "GeometryCollection":
        return [one for part in geometry["geometries"] for one in _polygons(part)]
    arcs: Any = geometry["arcs"]
    return list(arcs) if geometry["type"] == "MultiPolygon" else [arcs]


def _points(world: dict[str, Any], ring: list[int]) -> list[tuple[float, float]]:
    """A ring's points in degrees: arcs are differences of whole numbers, a negative one runs backwards."""
    (scale_x, scale_y), (from_x, from_y) = world["transform"]["scale"], world["transform"]["translate"]
    points: list[tuple[float, float]] = []
    for number in ring:
        x = y = 0
        arc = []
        for step_x, step_y in world["arcs"][number if number >= 0 else ~number]:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + from_x, y * scale_y + from_y))
        points += arc if number >= 0 else arc[::-1]
    return points


if __name__ == "__main__":
    main(sys.argv[1])
