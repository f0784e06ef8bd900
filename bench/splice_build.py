"""Articles -> articles with passages of other articles set among their paragraphs, by a seeded builder.

Four kinds of host: clean (40%), and hosts with a teaser (a headline and its lead), a headline with
several paragraphs, or paragraphs alone (one, or two or three in a row), from another topic ("far") or
from the most similar other event of the split ("near"). What is set in stands anywhere after the lead.
Headlines that teasers bring have own lines or stand in the paragraph; hosts bring own subheads, and
invented ones as decoys. Donors are never hosts.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Final, NamedTuple

from bench.splice_texts import PARAGRAPH_WORDS, Text, bag

__all__ = ["KINDS", "Spliced", "build"]

KINDS: Final = (
    "teaser far", "teaser near", "story far", "story near", "paragraph far", "paragraph near",
)  # fmt: skip
#: Share of hosts that are left as they are.
CLEAN: Final = 0.4
#: Paragraphs of a host: fewest and most (longer ones are cut).
FEWEST: Final = 5
MOST: Final = 40
#: Most words of a donor's paragraph.
DONOR_WORDS: Final = 120
#: Similarity of whole articles: below it a donor is far, and above it is the same event.
FAR: Final = 0.04
SAME: Final = 0.40
#: Similar articles among which a near donor is drawn.
NEAREST: Final = 8
#: Chance that a host gets a decoy subhead, and that a teaser's headline stands in its paragraph.
DECOY: Final = 0.25
ONE_LINE: Final = 0.15
#: Chance that a teaser's lead is cut with three dots.
CUT: Final = 0.15


class Line(NamedTuple):
    """A line of a built article."""

    words: str
    #: Whether it comes from another article.
    foreign: bool


@dataclass(frozen=True, slots=True)
class Spliced:
    """A built article."""

    #: Id of the host and number of the variant.
    id: str
    #: One of KINDS, or "clean".
    kind: str
    title: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The article as plain text: headline and a paragraph a line, blank lines between."""
        return "\n\n".join([self.title, *(line.words for line in self.lines)])


class Alike:
    """TF-IDF cosine between texts."""

    def __init__(self, texts: Sequence[Text]) -> None:
        bags = [bag(" ".join((text.title, *text.paragraphs))) for text in texts]
        seen = Counter(word for words in bags for word in words)
        self.rows: dict[str, dict[str, float]] = {}
        for text, words in zip(texts, bags, strict=True):
            row = {word: (1 + log(n)) * log(len(texts) / seen[word]) for word, n in words.items()}
            size = sqrt(sum(value * value for value in row.values())) or 1.0
            self.rows[text.id] = {word: value / size for word, value in row.items()}

    def of(self, one: Text, other: Text) -> float:
        """0 to 1."""
        row, rest = self.rows[one.id], self.rows[other.id]
        if len(rest) < len(row):
            row, rest = rest, row
        return sum(value * rest.get(word, 0.0) for word, value in row.items())


def build(texts: Sequence[Text], *, variants: int, seed: int) -> list[Spliced]:
    """`variants` built articles of each host among the texts of one split."""
    chance = random.Random(seed)
    usable = [text for text in texts if text.host and len(body(text)) >= FEWEST]
    shuffled = sorted(usable, key=lambda text: text.id)
    chance.shuffle(shuffled)
    # A third of the texts that could be hosts lend their words instead.
    lenders = shuffled[: len(shuffled) // 3]
    hosts = shuffled[len(lenders) :]
    donors = lenders + [text for text in texts if not text.host and len(text.paragraphs) > 2]
    alike = Alike([*hosts, *donors])
    built: list[Spliced] = []
    for host in hosts:
        likeness = sorted(((alike.of(host, donor), donor.id, donor) for donor in donors), reverse=True)
        near = [donor for value, _, donor in likeness if value < SAME][:NEAREST]
        far = [donor for value, _, donor in likeness if value < FAR] or near[-1:]
        for number in range(variants):
            kind = "clean" if chance.random() < CLEAN else chance.choice(KINDS)
            pool = near if kind.endswith("near") else far
            lines = set_in(host, kind, [one for one in pool if one.title] or pool, chance)
            built.append(Spliced(f"{host.id}#{number}", kind, host.title, tuple(lines)))
    return built


def body(text: Text) -> list[str]:
    """The paragraphs of a text, with its short lines where paragraphs stand around them."""
    lines = list(text.paragraphs[:MOST])
    while lines and len(lines[0].split()) < PARAGRAPH_WORDS:
        lines.pop(0)
    while lines and len(lines[-1].split()) < PARAGRAPH_WORDS:
        lines.pop()
    return lines


def set_in(host: Text, kind: str, pool: Sequence[Text], chance: random.Random) -> list[Line]:
    """The host's lines with what its kind asks for set among them."""
    blocks: list[list[Line]] = [[Line(words, False)] for words in body(host)]
    if chance.random() < DECOY:
        place = chance.randrange(1, len(blocks))
        if head := decoy(blocks[place][0].words, chance):
            blocks[place].insert(0, Line(head, False))
    if kind != "clean":
        for _ in range(chance.choice((1, 1, 1, 2))):
            piece = [Line(words, True) for words in cut_piece(chance.choice(pool), kind, chance)]
            blocks.insert(chance.randint(1, len(blocks)), piece)
    return [line for block in blocks for line in block]


def cut_piece(donor: Text, kind: str, chance: random.Random) -> list[str]:
    """Lines of a donor: a teaser, a story of a headline and paragraphs, or paragraphs alone."""
    lines = [words for words in body(donor) if len(words.split()) >= PARAGRAPH_WORDS]
    if kind.startswith("teaser"):
        lead = shorten(lines[0], chance)
        if chance.random() < ONE_LINE:
            return [f"{donor.title} {lead}"]
        return [donor.title, lead]
    if kind.startswith("story"):
        return [donor.title, *(shorten(words, chance) for words in lines[: chance.randint(2, 4)])]
    count = chance.choice((1, 1, 2, 3))
    start = chance.randrange(1, max(2, len(lines) - count + 1))
    return [shorten(words, chance, cut=False) for words in lines[start : start + count]] or lines[:1]


def shorten(words: str, chance: random.Random, *, cut: bool = True) -> str:
    """A paragraph of at most DONOR_WORDS words, whole sentences where it has them; some cut with dots."""
    found = words.split()
    if cut and chance.random() < CUT and len(found) > 14:
        return " ".join(found[: chance.randint(12, min(len(found), 40))]).rstrip(".,;:") + " ..."
    if len(found) <= DONOR_WORDS:
        return words
    head = " ".join(found[:DONOR_WORDS])
    end = max(head.rfind(". "), head.rfind('." '))
    return head[: end + 1] if end > 0 else head


def decoy(words: str, chance: random.Random) -> str:
    """A subhead as editors write them: three to six words of the paragraph under it; "" if it is short."""
    found = [word.strip(".,;:\"'()") for word in words.split()]
    size = chance.randint(3, 6)
    if len(found) < size + 4:
        return ""
    start = chance.randrange(len(found) - size)
    head = " ".join(found[start : start + size])
    return head[:1].upper() + head[1:] if chance.random() < 0.5 else head.title()
