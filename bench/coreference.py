"""MEANTIME's entity mentions and a grouping of mentions -> MUC, B-cubed and link scores.

MUC is Vilain et al. (1995); B-cubed is Bagga & Baldwin (1998) with a mention that was not found as a
group of its own. Links are pairs of gold mentions that stand in one group: a joined pair that gold
keeps apart is a false join.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Final

from bench.shared import data_folder

__all__ = ["Grouping", "meantime_groups"]

#: Entity types of MEANTIME that act.
ACTING: Final = frozenset({"PER", "ORG"})
QUOTES: Final = {"``": "“", "''": "”", "`": "‘", '"': ""}


@dataclass(slots=True)
class Grouping:
    """Counts over documents; each document is a gold and a read group for each gold mention."""

    counts: Counter[str] = field(default_factory=Counter)
    #: Pairs that were joined wrongly, as (document, one, other).
    false: list[tuple[str, int, int]] = field(default_factory=list)
    #: Pairs that were not joined.
    missed: list[tuple[str, int, int]] = field(default_factory=list)

    def add(self, doc: str, gold: Sequence[Hashable], read: Sequence[Hashable | None]) -> None:
        """Adds a document; `read` is None for a mention that was not found or not resolved."""
        alone = [("alone", at) if group is None else group for at, group in enumerate(read)]
        golds, reads = _members(gold), _members(alone)
        self.counts["mentions"] += len(gold)
        for at, (one, other) in enumerate(zip(gold, alone, strict=True)):
            shared = len(golds[one] & reads[other])
            self.counts["b3 p"] += shared / len(reads[other])  # type: ignore[assignment]
            self.counts["b3 r"] += shared / len(golds[one])  # type: ignore[assignment]
            for later in range(at + 1, len(gold)):
                same, joined = gold[at] == gold[later], alone[at] == alone[later]
                self.counts["gold links"] += same
                self.counts["read links"] += joined
                self.counts["right links"] += same and joined
                if joined and not same:
                    self.false.append((doc, at, later))
                elif same and not joined:
                    self.missed.append((doc, at, later))
        for name, groups, others in (("r", golds, alone), ("p", reads, list(gold))):
            for group in groups.values():
                self.counts[f"muc {name} of"] += len(group) - 1
                self.counts[f"muc {name}"] += len(group) - len({others[at] for at in group})

    def lines(self) -> str:
        """The scores, a line each: precision, recall, F1."""
        count = self.counts
        total = max(1, count["mentions"])
        rows = [
            ("MUC", count["muc p"] / max(1, count["muc p of"]), count["muc r"] / max(1, count["muc r of"])),
            ("B-cubed", count["b3 p"] / total, count["b3 r"] / total),
            (
                "links",
                count["right links"] / max(1, count["read links"]),
                count["right links"] / max(1, count["gold links"]),
            ),
        ]
        text = [f"{count['mentions']} mentions, {len(self.false)} false links, {len(self.missed)} missed"]
        for name, precision, recall in rows:
            f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
            text.append(f"  {name:8} P {100 * precision:5.1f}  R {100 * recall:5.1f}  F1 {100 * f1:5.1f}")
        return "\n".join(text)


def _members(groups: Sequence[Hashable]) -> dict[Hashable, set[int]]:
    found: dict[Hashable, set[int]] = defaultdict(set)
    for at, group in enumerate(groups):
        found[group].add(at)
    return found


def meantime_groups(doc: str, text: str) -> list[tuple[int, int, str]]:
    """The mentions of acting entities of an article of `bench.wikinews`, as (start, end, entity's id).

    Appositions and coordinations as wholes are left out: their parts are mentions of their own.
    """
    folder = data_folder() / "time" / "meantime" / "intra-doc_annotation"
    root = ET.parse(next(folder.glob(f"*/{_escaped(doc.partition('/')[2])}.xml"))).getroot()
    at = _offsets(root, text)
    acting = {one.get("m_id") for one in root.iter("ENTITY") if one.get("ent_type") in ACTING}
    spans = {}
    for mention in root.iter("ENTITY_MENTION"):
        tokens = [anchor.get("t_id", "") for anchor in mention.findall("token_anchor")]
        known = [at[token] for token in tokens if token in at]
        if known and mention.get("syntactic_type") not in ("APP", "CONJ", "PTV", "ARC"):
            spans[mention.get("m_id")] = (min(span[0] for span in known), max(span[1] for span in known))
    groups = {}
    for link in root.iter("REFERS_TO"):
        target = next((one.get("m_id") for one in link.findall("target")), None)
        for source in link.findall("source"):
            if target in acting and source.get("m_id") in spans:
                groups[spans[source.get("m_id")]] = str(target)
    return [(start, end, entity) for (start, end), entity in sorted(groups.items())]


def _escaped(stem: str) -> str:
    return stem.replace("[", "[[]")


def _offsets(root: ET.Element, text: str) -> dict[str, tuple[int, int]]:
    """Token id -> its place in the text that the tokens were laid out as."""
    found: dict[str, tuple[int, int]] = {}
    last = 0
    for token in root.iter("token"):
        words = QUOTES.get(token.text or "", token.text or "")
        start = text.find(words, last) if words else -1
        if start >= 0 and start - last < 8:
            last = start + len(words)
            found[token.get("t_id", "")] = (start, last)
    return found
