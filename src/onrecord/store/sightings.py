"""The record file -> where passages of its articles stand in other articles, for a second look at them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from onrecord.records import Sighting
from onrecord.store.record_file import RecordFile

__all__ = ["sightings"]

#: Most other articles that are named for one passage: a site's boilerplate stands in all of its pages.
MOST: Final = 20

#: The pages that wait for their stories, and those that have a passage for which one of these is among
#: the first MOST: what they are shown of other articles is new.
_CHANGED: Final = """
WITH fresh AS (
  SELECT block, article FROM block WHERE article IN (
    SELECT id FROM article WHERE id NOT IN (SELECT article FROM story_page))
), telling AS (
  SELECT DISTINCT block FROM fresh WHERE article IN (
    SELECT article FROM block AS one WHERE one.block = fresh.block ORDER BY opens DESC, article LIMIT ?)
)
SELECT page, id FROM article WHERE id IN (
  SELECT article FROM fresh UNION SELECT article FROM block WHERE block IN (SELECT block FROM telling)
) ORDER BY page"""
_OTHERS: Final = """
SELECT id, title, first.opens FROM (
  SELECT article, opens FROM block WHERE block = ? ORDER BY opens DESC, article LIMIT ?
) AS first JOIN article ON id = first.article WHERE id <> ?"""


def sightings(file: RecordFile) -> Iterator[tuple[str, list[Sighting]]]:
    """(`Page.id`, sightings) of each article whose sightings changed since stories were made.

    They are passages that stand in other articles too: of each passage at most MOST articles, those
    first that it opens. An article that has none is left out.
    """
    for page, article in list(file.rows(_CHANGED, (MOST,))):
        found = [
            Sighting(block=block, article=other, title=title, opens=bool(opens))
            for (block,) in file.rows("SELECT block FROM block WHERE article = ?", (article,))
            for other, title, opens in file.rows(_OTHERS, (block, MOST, article))
        ]
        if found:
            yield page, sorted(found, key=lambda one: (one.article, one.block))
