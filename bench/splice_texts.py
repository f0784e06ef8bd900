"""The news texts of the data folder -> articles cut into paragraphs, in splits that share no text.

PolNeAR train (840 articles, seven outlets) is split by outlet, Giveme5W1H by event (articles that share
much of their wording are one event), the bodies of the English pages of article-extraction-benchmark by
page, the Local-Global Lexicon by outlet, Wikinews by article. Quotation marks, dashes and white space are
made one, so that no piece can be told by its corpus's typesetting.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Final, Literal

from bench.shared import data_folder
from bench.wikinews import read_wikinews
from onrecord.text.english import english_share

__all__ = ["Text", "bag", "read_texts"]

Split = Literal["train", "dev", "test"]
#: Outlets of PolNeAR in each split; every other one trains.
OUTLETS: Final[dict[str, Split]] = {"west": "dev", "usa": "test", "wash": "test"}
#: Tenths of the other outlets and events that go to dev and to test.
DEV_TENTHS: Final = 1
TEST_TENTHS: Final = 3
#: Cosine of word counts from which two articles are one event.
SAME_EVENT: Final = 0.35
#: Least share of English of a page.
ENGLISH: Final = 0.9
#: Fewest words of a line that counts as a paragraph.
PARAGRAPH_WORDS: Final = 6
MARKS: Final = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."})
WORD: Final = re.compile(r"[a-z][a-z'-]+")
COMMON: Final = frozenset(
    "the of and to in a that for on is was it with as by at from his he be have has had are were said not "
    "an this but they who their its will would more about which been or one after new we you i her she "
    "also when out up all there what if no so into than other people over some could them can just".split()
)


@dataclass(frozen=True, slots=True)
class Text:
    """An article as a corpus gives it."""

    #: Corpus and name of the file or row.
    id: str
    split: Split
    title: str
    #: Paragraphs after the headline, in order.
    paragraphs: tuple[str, ...]
    #: Whether its paragraphs are the publisher's own, so that others can be set among them.
    host: bool


def plain(words: str) -> str:
    """Words with one kind of quotation mark and dash, and white space folded."""
    return " ".join(unicodedata.normalize("NFKC", words).translate(MARKS).split())


def tenth(name: str) -> int:
    """A number from 0 to 9 that depends on the name alone."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10


def split_of(name: str) -> Split:
    """The split of an outlet or event."""
    place = tenth(name)
    return "dev" if place < DEV_TENTHS else "test" if place < DEV_TENTHS + TEST_TENTHS else "train"


def bag(words: str) -> Counter[str]:
    """Counts of a text's words that say what it is about."""
    return Counter(word for word in WORD.findall(words.lower()) if word not in COMMON)


def read_texts() -> list[Text]:
    """Every text, sorted by id; SystemExit where the data is absent."""
    found = [*polnear(), *giveme(), *pages(), *local(), *wikinews()]
    return sorted(found, key=lambda text: text.id)


def polnear() -> Iterable[Text]:
    for path in sorted((data_folder() / "attribution/polnear/train/text").glob("*.txt")):
        lines = [line for row in path.read_text("utf-8").split("\n") if (line := plain(row))]
        outlet = re.split("[_-]", path.name)[0]
        if len(lines) > 1:
            split = OUTLETS.get(outlet, "train")
            yield Text(f"polnear/{path.stem}", split, lines[0].rstrip("."), tuple(lines[1:]), True)


def giveme() -> Iterable[Text]:
    folder = data_folder() / "stories/giveme5w1h/Giveme5W1H/examples/datasets"
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for path in sorted(folder.glob("*/data/*.json")):
        data = json.loads(path.read_text("utf-8"))
        if not isinstance(data, dict) or not data.get("text"):
            continue
        title = plain(data.get("title") or "")
        lines = [line for row in data["text"].split("\n") if (line := plain(row))]
        lines = [line for line in lines if line.casefold() != title.casefold()]
        if title and len(lines) > 1:
            found.setdefault(title, (f"giveme/{path.stem[:12]}", tuple(lines)))
    events = same_events([" ".join((title, *lines)) for title, (_, lines) in found.items()])
    for event, (title, (name, rest)) in zip(events, found.items(), strict=True):
        yield Text(name, split_of(f"event {event}"), title, rest, True)


def pages() -> Iterable[Text]:
    """The article bodies of the English pages of article-extraction-benchmark: reviews, advice, sport."""
    path = data_folder() / "pages/article-extraction-benchmark/ground-truth.json"
    for key, page in sorted(json.loads(path.read_text("utf-8")).items()):
        words = page.get("articleBody") or ""
        lines = [line for row in words.split("\n") if (line := plain(row))]
        if len(lines) > 4 and english_share(words)[0] > ENGLISH:
            yield Text(f"pages/{key[:12]}", split_of(f"page {key}"), "", tuple(lines), True)


def same_events(texts: Sequence[str]) -> list[int]:
    """For each text the number of the first text of its event: a chain of texts that are alike."""
    bags = [bag(text) for text in texts]
    seen = Counter(word for words in bags for word in words)
    rows: list[dict[str, float]] = []
    for words in bags:
        row = {word: (1 + log(n)) * log(len(texts) / seen[word]) for word, n in words.items()}
        size = sqrt(sum(value * value for value in row.values())) or 1.0
        rows.append({word: value / size for word, value in row.items()})
    first = list(range(len(texts)))
    for here, row in enumerate(rows):
        for there in range(here):
            alike = sum(value * rows[there].get(word, 0.0) for word, value in row.items())
            if alike >= SAME_EVENT:
                low, high = sorted((first[here], first[there]))
                first = [low if number == high else number for number in first]
    return first


def local() -> Iterable[Text]:
    """Local news: their paragraphs are lost, so they only lend words, two sentences at a time."""
    root = ET.fromstring((data_folder() / "place/lgl.xml").read_text("utf-8"))
    for article in root.iter("article"):
        title, words = plain(article.findtext("title") or ""), plain(article.findtext("text") or "")
        words = words.removeprefix(title).lstrip(". ")
        sentences = sentences_of(words)
        pairs = tuple(" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2))
        if title and len(pairs) > 2:
            outlet = article.findtext("domain") or ""
            yield Text(f"lgl/{article.get('docid')}", split_of(outlet), title, pairs, False)


def wikinews() -> Iterable[Text]:
    """Wikinews: paragraphs of three sentences, as `bench.wikinews` lays them out."""
    for name, words in read_wikinews().items():
        lines = [line for row in words.split("\n") if (line := plain(row))]
        if len(lines) > 3:
            yield Text(name, split_of(name), lines[0], tuple(lines[1:]), False)


def sentences_of(words: str) -> list[str]:
    """The sentences of a text, roughly."""
    return [part for part in re.split(r"(?<=[a-z0-9)][.!?]) (?=[\"']?[A-Z])", words) if part]
