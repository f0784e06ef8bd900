"""Words per CPU-second of each stage and of the whole, beside the bare spaCy parse, and peak memory.

    python -m bench.speed [--pages 60]

Over PolNeAR dev articles as plain text: full-length news from seven outlets. CPU time is
`time.process_time`; loading the models is left out and shown by itself. The bare parse is the
pipeline as it comes, one article at a time, in the same run.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import spacy

from bench.shared import data_folder
from onrecord.event import find_events
from onrecord.flow import load_language, read_bytes
from onrecord.mark.actors import find_actors
from onrecord.mark.moments import find_moments
from onrecord.mark.places import find_places
from onrecord.read.decode import read_bytes as open_bytes
from onrecord.records import Marks, RawPage
from onrecord.settings import Settings
from onrecord.speech.statements import find_statements
from onrecord.speech.tagger import load_tagger
from onrecord.text.extract import read_article

SETTINGS = Settings()
PLAIN = Settings(speech_tagger=False)


class Clock:
    """CPU seconds spent in each stage, in the order in which they were first timed."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def time(self, stage: str, call: Callable[[], Any]) -> Any:
        start = time.process_time()
        result = call()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + time.process_time() - start
        return result


def time_stages(data: bytes, clock: Clock) -> int:
    """Reads one page stage by stage; returns its words."""
    language = load_language(SETTINGS.language_pipeline)
    raw = clock.time(
        "read", lambda: open_bytes(data, source="bench", media_type="text/plain", max_bytes=10**7)
    )
    if not isinstance(raw, RawPage):
        raise SystemExit(f"bench page refused: {raw.detail}")
    article, _ = clock.time("text", lambda: read_text_stage(raw))
    doc = clock.time("parse", lambda: language.parse(article))
    actors, mentions = clock.time("mark: actors", lambda: find_actors(article, doc))
    moments = clock.time("mark: moments", lambda: find_moments(article, doc))
    places = clock.time("mark: places", lambda: find_places(article, doc))
    marks = Marks(actors=actors, mentions=mentions, moments=moments, places=places)
    statements = clock.time("speech", lambda: find_statements(article, doc, marks))
    clock.time("event", lambda: find_events(article, doc, marks, statements))
    return len(article.text.split())


def read_text_stage(raw: RawPage) -> Any:
    return read_article(
        raw,
        max_depth=SETTINGS.text_max_depth,
        max_elements=SETTINGS.text_max_elements,
        max_characters=SETTINGS.text_max_characters,
        english_min=SETTINGS.language_english_min,
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pages", type=int, default=60)
    folder = data_folder() / "attribution/polnear/dev/text"
    paths = sorted(folder.glob("*.txt"))[: options.parse_args().pages]
    pages = [path.read_bytes() for path in paths]
    start = time.process_time()
    load_language(SETTINGS.language_pipeline)
    print(f"loading the language: {time.process_time() - start:.1f} CPU-s")
    start = time.process_time()
    load_tagger()
    print(f"loading the tagger: {time.process_time() - start:.1f} CPU-s")
    for page in pages[:3]:
        read_bytes(page, media_type="text/plain")
    clock = Clock()
    bare = spacy.load(SETTINGS.language_pipeline)
    words = 0
    for page in pages:
        text = page.decode("utf-8")
        words += time_stages(page, clock)
        clock.time("whole record", partial(read_bytes, page, media_type="text/plain"))
        clock.time("the same, tagger off", partial(read_bytes, page, media_type="text/plain", settings=PLAIN))
        clock.time("bare spaCy parse", partial(bare, text))
    print(f"{len(pages)} pages, {words} words")
    for stage, seconds in clock.seconds.items():
        print(f"{stage:20} {words / seconds:10,.0f} words per CPU-second")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MB (two pipelines loaded)")


if __name__ == "__main__":
    main()
