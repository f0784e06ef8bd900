"""A gate over the example pages: what is found of the clear cases may not fall below these floors.

The floors are what was seen on the day they were set, less a little; raise them when the reading
gets better, and lower one only with a reason in the changelog.
"""

from __future__ import annotations

from collections import Counter

import pytest

from bench.examples import check_examples

FLOORS = {"statements": 0.93, "events": 0.64, "statuses": 0.92, "furniture": 1.0, "dates": 1.0}


@pytest.fixture(scope="module")
def counts() -> Counter[str]:
    return check_examples()[0]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_enough_is_found(counts: Counter[str], name: str) -> None:
    assert counts[name] >= 16
    assert counts[f"{name} found"] / counts[name] >= FLOORS[name]
