"""PolNeAR train and labelled Wikinews -> the windows that the tagger is trained on.

A document may have several annotators' versions: each epoch takes another. Every tenth document of
PolNeAR train is held back for the scorer that joins tagger and parse (`training.cues`).
"""

from __future__ import annotations

import json
import random
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from tokenizers import Tokenizer

from bench.shared import data_folder
from bench.wikinews import read_wikinews
from onrecord.speech.quotes import find_quotes
from onrecord.speech.windows import WIDTH, Paragraph, Window, pack, paragraphs

__all__ = ["ROLES", "Example", "Source", "examples", "held_back", "polnear", "wikinews"]

ROLES: Final = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
#: Label of what is not learned from.
IGNORED: Final = -100
#: Every so many documents of PolNeAR train one is held back.
HELD: Final = 10
#: Curly quotation marks and the straight ones that the same page could have been printed with.
STRAIGHT: Final = str.maketrans("“”‘’", "\"\"''")


@dataclass
class Source:
    """A document: its text and its annotators' versions, and its paragraphs in both prints."""

    text: str
    versions: list[list[Mapping[str, Any]]]
    prints: list[list[Paragraph]]


@dataclass
class Marked:
    """A version's labels by code point: role, whether a span begins there, which attribution's it is."""

    role: list[int]
    begins: list[bool]
    owner: list[int]


@dataclass
class Example:
    """A window with its labels by piece: role, place of its cue's first word, of its source's."""

    ids: list[int]
    flags: list[int]
    roles: list[int]
    cues: list[int]
    sources: list[int]


def held_back(number: int) -> bool:
    """Whether the document of this number in PolNeAR train is kept from the tagger."""
    return number % HELD == 0


def polnear(scorer: ModuleType, tokenizer: Tokenizer, *, held: bool = False) -> list[Source]:
    """The documents of PolNeAR train that the tagger learns from, or those held back."""
    folder = data_folder() / "attribution" / "polnear" / "train"
    found = []
    for number, path in enumerate(sorted((folder / "text").glob("*.txt"))):
        if held_back(number) != held:
            continue
        stem = path.name.removesuffix(".txt")
        marked = sorted(p for p in (folder / "attributions").iterdir() if p.name.startswith(f"{stem}_"))
        read = [scorer.read_brat(str(path), str(one)) for one in marked]
        if read:
            found.append(source(read[0][0], [attributions for _, attributions in read], tokenizer))
    return found


def wikinews(labels: Path, tokenizer: Tokenizer) -> list[Source]:
    """The labelled Wikinews articles that are not held back: the outermost attributions."""
    texts = read_wikinews()
    found = []
    for line in labels.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["held"]:
            continue
        outermost = [one for one in row["attributions"] if not one["outer"]]
        found.append(source(texts[row["doc"]], [[as_roles(one) for one in outermost]], tokenizer))
    return found


def as_roles(one: Mapping[str, Any]) -> dict[str, Any]:
    """A labelled attribution in PolNeAR's shape."""
    return {
        "source": [one["source"]] if one["source"] else [],
        "cue": [one["cue"]] if one["cue"] else [],
        "content": one["content"],
    }


def source(text: str, versions: list[list[Mapping[str, Any]]], tokenizer: Tokenizer) -> Source:
    """A document with its paragraphs, as printed and with straight quotation marks."""
    straight = text.translate(STRAIGHT)
    prints = [text] if straight == text else [text, straight]
    cut = [paragraphs(one, 0, len(one), find_quotes(one), tokenizer) for one in prints]
    return Source(text, versions, cut)


def examples(sources: Sequence[Source], epoch: int, seed: int) -> list[Example]:
    """The windows of an epoch, shuffled: where they begin, the print and the annotator change."""
    draw = random.Random(seed * 1000 + epoch)
    found: list[Example] = []
    for one in sources:
        lines = one.prints[0 if draw.random() < 0.7 else -1]
        marked = one.versions[epoch % len(one.versions)]
        found += labelled(one.text, marked, pack(lines, WIDTH, draw.randint(WIDTH // 3, WIDTH)))
    draw.shuffle(found)
    return found


def labelled(
    text: str, attributions: Sequence[Mapping[str, Any]], windows: Iterator[Window]
) -> Iterator[Example]:
    """Windows with their labels."""
    marked = Marked([0] * len(text), [False] * len(text), [-1] * len(text))
    role, begins, owner = marked.role, marked.begins, marked.owner
    for number, one in enumerate(attributions):
        for name, kind in (("content", 5), ("source", 1), ("cue", 3)):
            for start, end in one[name]:
                stop = min(end, len(text))
                role[start:stop] = [kind] * (stop - start)
                owner[start:stop] = [number] * (stop - start)
                begins[start] = True
    cues = [first(one["cue"]) for one in attributions]
    names = [first(one["source"]) for one in attributions]
    for window in windows:
        yield _example(window, marked, cues, names)


def first(spans: Sequence[Sequence[int]]) -> int:
    """Offset of the first span; -1 if there is none."""
    return min((start for start, _ in spans), default=-1)


def _example(
    window: Window,
    marked: Marked,
    cues: Sequence[int],
    names: Sequence[int],
) -> Example:
    size = len(window.ids)
    role, begins, owner = marked.role, marked.begins, marked.owner
    roles, to_cue, to_source = ([IGNORED] * size for _ in range(3))
    words = [piece for piece in range(size) if window.first[piece]]
    begin, end = window.at[words[0]], window.until[words[-1]]
    ends = [window.until[piece] for piece in words]

    def place(offset: int) -> int:
        """The first piece of the word at an offset; `IGNORED` outside the window."""
        return words[bisect_right(ends, offset)] if begin <= offset < end else IGNORED

    heads = {place(at): number for number, at in enumerate(cues) if begin <= at < end}
    before = (0, -1)
    for piece in words:
        at, until = window.at[piece], window.until[piece]
        inside = next((offset for offset in range(at, until) if role[offset]), -1)
        kind, whose = (role[inside], owner[inside]) if inside >= 0 else (0, -1)
        new = (kind, whose) != before or any(begins[at:until])
        roles[piece] = 0 if not kind else kind if new else kind + 1
        before = (kind, whose)
        if kind in (3, 5):
            to_cue[piece] = place(cues[whose])
        if kind == 3 and piece in heads:
            name = names[heads[piece]]
            to_source[piece] = 0 if name < 0 else place(name)
    return Example(window.ids, window.flags, roles, to_cue, to_source)
