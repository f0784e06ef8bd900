"""Blocks of a page -> those that trafilatura takes for the article, with the blocks' own positions.

trafilatura chooses; the words, the order and the place come from the page's own tree. Words that
trafilatura found elsewhere (in a script) are kept as blocks without a place, so that nothing that it
gives is lost.
"""

from __future__ import annotations

import logging
from bisect import bisect_left, insort
from typing import Any, Final

import trafilatura
from lxml import etree

from onrecord.text.blocks import WHITE, Block, bare

#: Shortest key (letters and digits) that alone says where a block stands in what was chosen. Chosen
#: on the 181 pages of article-extraction-benchmark: 16 to 40 give the same F1 to .001.
ANCHOR: Final = 24
#: Least letters and digits of a stretch that stands in no block for it to be kept as one.
STRAY: Final = 30

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def choose_text(root: Any, *, fast: bool = True) -> str:
    """What trafilatura takes for the article of an lxml.html tree; "" if it finds none or gives up.

    On the 181 pages of article-extraction-benchmark its fast mode gives F1 .962, its standard mode .960
    and its precision mode .964 at lower recall; with the rules of `web` on top, fast .979.
    """
    if root is None:
        return ""
    try:
        found = trafilatura.bare_extraction(
            root, fast=fast, include_comments=False, deduplicate=False, with_metadata=False
        )
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, etree.LxmlError):
        # Odd trees break odd places of the library; the caller reports that no text was found.
        return ""
    return "" if found is None else str(getattr(found, "text", "") or "")


def choose_blocks(blocks: list[Block], chosen: str) -> list[Block]:
    """The blocks whose words stand in `chosen`, in page order, and strays of `chosen` at their place."""
    lines = [line for line in chosen.splitlines() if line.strip()]
    keys = [bare(line) for line in lines]
    key = "".join(keys)
    found = find_anchors(blocks, key)
    places = dict(longest_rise(found, blocks))
    fill_between(blocks, key, places)
    add_loose(blocks, found, places)
    result = [(number, 0, blocks[number]) for number in places]
    result += add_strays(blocks, places, lines, keys)
    return [block for _, _, block in sorted(result, key=lambda row: row[:2])]


def find_anchors(blocks: list[Block], key: str) -> list[tuple[int, int]]:
    """(Block number, offset in `key`) of every long block whose words stand there."""
    found: list[tuple[int, int]] = []
    after = 0
    for number, block in enumerate(blocks):
        if len(block.key) < ANCHOR:
            continue
        at = key.find(block.key, after)
        if at < 0 and after:
            at = key.find(block.key)
        if at >= 0:
            found.append((number, at))
            after = max(after, at + len(block.key))
    return found


def add_loose(blocks: list[Block], found: list[tuple[int, int]], places: dict[int, int]) -> None:
    """Adds to `places` long blocks that were chosen but stand in another order on the page."""
    taken = sorted((at, at + len(blocks[number].key)) for number, at in places.items())
    for number, at in found:
        end = at + len(blocks[number].key)
        slot = bisect_left(taken, (at, 0))
        before = taken[slot - 1][1] if slot else 0
        after = taken[slot][0] if slot < len(taken) else end
        if number not in places and before <= at and end <= after:
            places[number] = at
            insort(taken, (at, end))


def longest_rise(found: list[tuple[int, int]], blocks: list[Block]) -> list[tuple[int, int]]:
    """The longest chain of (block, offset) pairs whose offsets rise without overlap."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for place, (_, at) in enumerate(found):
        slot = bisect_left(ends, at)
        before.append(last[slot - 1] if slot else -1)
        if slot == len(ends):
            ends.append(at)
            last.append(place)
        else:
            ends[slot] = at
            last[slot] = place
    chain: list[tuple[int, int]] = []
    place = last[-1] if last else -1
    while place >= 0:
        chain.append(found[place])
        place = before[place]
    chain.reverse()
    rising: list[tuple[int, int]] = []
    end = 0
    for number, at in chain:
        if at >= end:
            rising.append((number, at))
            end = at + len(blocks[number].key)
    return rising


def fill_between(blocks: list[Block], key: str, places: dict[int, int]) -> None:
    """Adds to `places` the short blocks that stand between two anchors both on the page and in `key`."""
    following: list[int] = [len(key)] * (len(blocks) + 1)
    for number in range(len(blocks) - 1, -1, -1):
        following[number] = places.get(number, following[number + 1])
    cursor = 0
    for number, block in enumerate(blocks):
        if number in places:
            cursor = places[number] + len(block.key)
        elif "nav" in block.inside or "footer" in block.inside:
            # A menu's words are also a label's over the headline: the label is the one that is meant.
            continue
        elif key.startswith(block.key, cursor) and cursor + len(block.key) <= following[number + 1]:
            places[number] = cursor
            cursor += len(block.key)
        else:
            # Words in between may stand in no block: look for a whole one a little further on.
            at = key.find(block.key, cursor, following[number + 1]) if len(block.key) >= ANCHOR // 2 else -1
            if at >= 0:
                places[number] = at
                cursor = at + len(block.key)


def add_strays(
    blocks: list[Block], places: dict[int, int], lines: list[str], keys: list[str]
) -> list[tuple[int, int, Block]]:
    """Lines of the chosen text that no block covers, each with the number of the block before it."""
    covered = sorted((at, at + len(blocks[number].key), number) for number, at in places.items())
    strays: list[tuple[int, int, Block]] = []
    place = 0
    start = 0
    behind = -1
    for order, (line, key) in enumerate(zip(lines, keys, strict=True), start=1):
        end = start + len(key)
        touched = place > 0 and covered[place - 1][1] > start
        while place < len(covered) and covered[place][0] < end:
            behind = covered[place][2]
            touched = True
            place += 1
        if not touched and len(key) >= STRAY:
            strays.append((behind, order, stray_block(line)))
        start = end
    return strays


def stray_block(line: str) -> Block:
    """A block for words that stand nowhere in the page's body."""
    text = WHITE.sub(" ", line).strip(" |-\t")
    key = bare(text)
    return Block(
        text=text, tag="p", path="", inside=(), names=(), linked=0.0, hidden="", element=None, key=key
    )
