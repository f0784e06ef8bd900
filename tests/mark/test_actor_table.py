"""A table of mentions and the actor that each stands for; and what must not become one actor."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from bench.shared import plain_article
from onrecord.mark.actors import find_actors
from onrecord.records import Actor, Mention
from onrecord.text.language import Language

Found = tuple[tuple[Actor, ...], tuple[Mention, ...]]
TABLE = Path(__file__).with_name("actor_table.tsv")


def rows() -> list[dict[str, str]]:
    return list(csv.DictReader(TABLE.read_text("utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def read(language: Language) -> Iterator[Callable[[str], Found]]:
    @cache
    def run(text: str) -> Found:
        article = plain_article(text)
        return find_actors(article, language.parse(article))

    return run


def actor_of(found: Found, words: str) -> Actor | None:
    owner = [mention.actor for mention in found[1] if mention.span.words == words][-1]
    return next((actor for actor in found[0] if actor.id == owner), None)


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['words']} in {row['text'][:30]}")
def test_who_a_mention_is(read: Callable[[str], Found], row: dict[str, str]) -> None:
    actor = actor_of(read(row["text"]), row["words"])
    assert actor is not None
    assert (actor.kind, actor.country or "-", actor.sector or "-") == (
        row["kind"],
        row["country"],
        row["sector"],
    )
    if row["name"] != "-":
        assert (actor.name, actor.named) == (row["name"], True)
