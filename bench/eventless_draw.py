"""Sentences of news in a fixed random order, to be labelled: prints their places and words.

    python -m bench.eventless_draw polnear --first 0 --last 100

The order: documents shuffled with `SEED`, then one sentence of each document in turn, drawn without
replacement, so that long articles weigh no more than short ones. Headlines and date lines, which do
not end like a sentence, and sentences outside `WORDS` are not drawn.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.shared import data_folder
from bench.wikinews import read_wikinews

__all__ = ["CORPORA", "draw", "read_corpus"]

CORPORA: Final = ("meantime", "gum", "polnear")
SEED: Final = 20261123
#: Fewest and most words of a sentence that is drawn.
WORDS: Final = range(5, 61)
#: A full stop behind a capital or a title ends no sentence ("J. Smith", "Mr. Smith", "U.S. officials").
NO_END: Final = re.compile(
    r"(?:^|[\s(“\"'.])(?:[A-Z]|Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Rev|St|Jr|Sr|No|vs|Inc|Co|Corp|Ltd)\.$"
)
END: Final = re.compile(r"[.?!][”\"’')]*(?=\s)")


def read_corpus(name: str) -> dict[str, str]:
    """Id of each document of a corpus of `CORPORA` -> its text, into which labels point.

    SystemExit where the data is absent.
    """
    if name == "polnear":
        folder = data_folder() / "attribution" / "polnear"
        paths = sorted(folder.glob("*/text/*.txt"), key=_polnear_id)
        return {_polnear_id(path): _as_stored(path) for path in paths}
    return {doc: text for doc, text in read_wikinews().items() if doc.startswith(f"{name}/")}


def _polnear_id(path: Path) -> str:
    return f"polnear/{path.parts[-3]}/{path.stem}"


def _as_stored(path: Path) -> str:
    """The text with its line ends as they are: PolNeAR's own offsets point into it."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def draw(texts: dict[str, str]) -> Iterator[tuple[str, int, int]]:
    """Document, start and end of every sentence, in the order of drawing."""
    chance = random.Random(SEED)
    docs = sorted(texts)
    chance.shuffle(docs)
    left = {doc: list(_sentences(texts[doc])) for doc in docs}
    for spans in left.values():
        chance.shuffle(spans)
    while any(left.values()):
        for doc in docs:
            if left[doc]:
                yield (doc, *left[doc].pop())


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of each line that look whole."""
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for mark in END.finditer(text, start, min(line.end() + 1, len(text))):
            if NO_END.search(text, max(start, mark.start() - 8), mark.start() + 1):
                continue
            words = text[start : mark.end()]
            begin = start + len(words) - len(words.lstrip())
            start = mark.end()
            if len(words.split()) in WORDS and re.match(r"[A-Z0-9“\"]", words.lstrip()):
                yield begin, mark.end()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    options.add_argument("corpus", choices=CORPORA)
    options.add_argument("--first", type=int, default=0, help="number of the first sentence")
    options.add_argument("--last", type=int, default=100, help="one past the number of the last")
    given = options.parse_args()
    texts = read_corpus(given.corpus)
    for number, (doc, start, end) in enumerate(draw(texts)):
        if given.first <= number < given.last:
            print(f"{number}\t{doc}\t{start}\t{end}\t{' '.join(texts[doc][start:end].split())}")


if __name__ == "__main__":
    main()
