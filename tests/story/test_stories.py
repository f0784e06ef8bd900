"""Stories of the example pages beside what they should be, and what holds for any pages."""

from __future__ import annotations

import random
import tomllib
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.flow import read_text
from onrecord.records import Record, Story
from onrecord.store import load_story, open_record, stories, verify
from onrecord.store.stories import articles, members, stale
from onrecord.story.grouping import group_parts
from onrecord.story.stories import Weighed, find_groups, keep_ids
from onrecord.story_flow import compare_records, plan_stories, tell_stories
from tests.story.conftest import made_page

WORDS = (
    "ferry crane strike dam salmon bridge tram quay mill gate siren union wheat crew harbour mayor".split()
)


def told(records: dict[str, Record], previous: dict[str, tuple[str, ...]] | None = None) -> list[Story]:
    by_article = {one.article.id: one for one in records.values() if one.article}
    articles = [one.article for one in records.values() if one.article]
    made = list(tell_stories(plan_stories(articles, previous=previous), load=by_article.__getitem__))
    assert all(isinstance(one, Story) for one in made)
    return [one for one in made if isinstance(one, Story)]


@pytest.fixture(scope="module")
def example_stories(example_records: dict[str, Record]) -> dict[str, Story]:
    """The stories by the file name of their first page."""
    names = {one.article.id: name for name, one in example_records.items() if one.article}
    return {min(names[article] for article in story.articles): story for story in told(example_records)}


def test_the_example_pages_make_their_four_stories(
    example_records: dict[str, Record], example_stories: dict[str, Story], examples: Path
) -> None:
    pages = tomllib.loads((examples.parent / "pages.toml").read_text("utf-8"))["page"]
    expected = defaultdict(set)
    for page in pages:
        expected[page["story"]].add(page["file"])
    names = {one.article.id: name for name, one in example_records.items() if one.article}
    found = [{names[article] for article in story.articles} for story in example_stories.values()]
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected.values()))


def test_the_ferry_story(example_records: dict[str, Record], example_stories: dict[str, Story]) -> None:
    story = example_stories["ferry-dagspost-first.html"]
    names = {one.article.id: name for name, one in example_records.items() if one.article}
    assert (str(story.earliest), str(story.latest)) == ("2026-03-09", "2026-03-11")
    assert story.outlets == ("Skellavik Dagspost",)
    origins = {source.name: sorted(names[article] for article in source.articles) for source in story.origins}
    assert origins == {
        "Meridian Wire": ["ferry-mercury-wire.txt", "ferry-newspantry-copy.txt", "ferry-northway-wire.html"],
        "Skellavik Dagspost": ["ferry-dagspost-first.html", "ferry-dagspost-updated.html"],
    }
    families = sorted(sorted(names[article] for article in family) for family in story.families)
    assert families == sorted(origins.values())
    (guess,) = story.guesses
    assert names[guess.article] == "ferry-newspantry-copy.txt"
    assert (str(guess.dating.earliest), guess.dating.origin) == ("2026-03-10", "sibling")
    values = {
        one.kind: {cell.value for cell in one.cells} for one in story.disagreements if one.slot == "number"
    }
    assert values == {"update": {"214", "241"}}


def test_every_word_of_a_story_stands_where_it_says(
    example_records: dict[str, Record], example_stories: dict[str, Story]
) -> None:
    texts = {one.article.id: one.article.text for one in example_records.values() if one.article}
    for story in example_stories.values():
        accounts = {account.id: account for account in story.accounts}
        spans = [(entry.article, entry.span) for entry in story.timeline]
        spans += [(account.article, account.span) for account in story.accounts]
        spans += [
            (accounts[c.account].article, c.span) for d in story.disagreements for c in d.cells if c.span
        ]
        spans += [(copy.original, passage.span) for copy in story.copies for passage in copy.passages]
        spans += [(copy.article, passage.other) for copy in story.copies for passage in copy.passages]
        assert spans
        assert all(texts[article][span.start : span.end] == span.words for article, span in spans)


def test_stories_do_not_depend_on_the_order_of_pages(example_records: dict[str, Record]) -> None:
    first = told(example_records)
    items = list(example_records.items())
    random.Random(3).shuffle(items)
    assert told(dict(items)) == first


def test_a_story_that_takes_in_a_page_keeps_its_id(example_records: dict[str, Record]) -> None:
    fewer = {name: one for name, one in example_records.items() if name != "ferry-northway-wire.html"}
    before = told(fewer)
    after = told(example_records, {story.id: story.articles for story in before})
    held = {article: story.id for story in after for article in story.articles}
    assert all({held[article] for article in story.articles} == {story.id} for story in before)
    assert told(example_records, {story.id: story.articles for story in after}) == after


def test_the_store_gives_back_what_was_made(example_records: dict[str, Record], tmp_path: Path) -> None:
    made = told(example_records)
    with open_record(tmp_path / "r.db", write=True) as file:
        for one in example_records.values():
            file.put(one, pipeline="1", at=datetime(2026, 3, 12, tzinfo=UTC))
        assert stale(file)
        file.put_stories(made, placed=plan_stories(articles(file)).placed)
        assert not stale(file)
        assert [load_story(file, story.id) for story in made] == made
        assert members(file) == {story.id: story.articles for story in made}
        assert {one.pages for one in stories(file, least=2)} == {3, 4, 5}
        assert verify(file).faults == []
        file._execute('UPDATE story_passage SET start = start + 1, "end" = "end" + 1')
        assert {fault.check for fault in verify(file).faults} == {"span"}


FACTS = """The ferry Alma ran onto a sandbank off Nordvik on Tuesday with 87 passengers on board.
Nobody was hurt, the coast guard said, and the passengers were taken off by noon in two lifeboats.
The owner had replaced the rudder in January after a complaint by the crew of the Alma.
A tug from Nordvik will pull the ferry free at high water on Thursday, weather allowing."""


@pytest.mark.parametrize(
    ("old", "new", "slot"),
    [
        ("87 passengers", "112 passengers", "number"),
        ("on Thursday, weather", "on Saturday, weather", "date"),
        ("had replaced", "had not replaced", "happened"),
    ],
)
def test_a_planted_disagreement_is_found_and_nothing_else(old: str, new: str, slot: str) -> None:
    one = read_text(FACTS, published="2026-03-04")
    other = read_text(FACTS.replace(old, new) + "\nThe mayor thanked the rescuers.", published="2026-03-04")
    (found,) = compare_records([one, other]).disagreements
    assert (found.slot, found.kind) == (slot, "disagreement")
    assert len(found.cells) == 2
    assert all(cell.span is not None for cell in found.cells)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("with 87 passengers", "with at least 80 passengers"),
        ("with 87 passengers", "with about 90 passengers"),
        ("off by noon", "off by lunchtime"),
        ("Nobody was hurt, the coast guard said, and the", "The"),
    ],
)
def test_a_hedge_other_words_and_silence_are_no_disagreement(old: str, new: str) -> None:
    one, other = (read_text(text, published="2026-03-04") for text in (FACTS, FACTS.replace(old, new)))
    assert compare_records([one, other]).disagreements == ()


def test_when_it_was_said_is_not_when_it_was() -> None:
    told_then = FACTS.replace(
        "on Tuesday with 87 passengers on board", "on Monday morning, police said on Tuesday"
    )
    told_once = FACTS.replace("on Tuesday with 87 passengers on board", "on Monday morning, police said")
    one, other = (read_text(text, published="2026-03-04") for text in (told_then, told_once))
    assert compare_records([one, other]).disagreements == ()


def test_a_later_figure_of_the_same_outlet_is_an_update() -> None:
    one = read_text(FACTS, published="2026-03-04", url="https://nordvik-post.example/a")
    later = FACTS.replace("87 passengers", "112 passengers") + "\nMore follows."
    other = read_text(later, published="2026-03-05", url="https://nordvik-post.example/b")
    assert [found.kind for found in compare_records([one, other]).disagreements] == ["update"]


def weighed(number: int, words: list[str], day: float | None) -> Weighed:
    terms = dict.fromkeys(words, 1 / max(1, len(set(words))) ** 0.5)
    return Weighed(f"article-{number:03}", terms, day)


@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(WORDS), max_size=5), st.none() | st.floats(1, 400)), max_size=14
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=80, deadline=None)
def test_every_article_stands_in_one_group_in_any_order(
    pages: list[tuple[list[str], float | None]], chance: random.Random
) -> None:
    articles = [weighed(number, words, day) for number, (words, day) in enumerate(pages)]
    groups = find_groups(articles)
    assert sorted(one for group in groups for one in group.articles) == [one.article for one in articles]
    again = articles[:]
    chance.shuffle(again)
    assert find_groups(again) == groups
    ids = keep_ids(groups, {})
    assert sorted(ids.values(), key=lambda group: group.articles) == list(groups)
    assert keep_ids(groups, {story: group.articles for story, group in ids.items()}) == ids


def grouped(terms: list[dict[str, float]]) -> list[tuple[int, ...]]:
    """The groups that undated articles with these terms make."""
    return [group for group, _ in group_parts(terms, [None] * len(terms))]


def test_look_alikes_part_and_one_story_does_not() -> None:
    topic = ["quake", "magnitude", "island"]
    one = [dict.fromkeys([*topic, "aceh", "july", f"own{n}"], 0.4) for n in range(6)]
    other = [dict.fromkeys([*topic, "maluku", "december", f"else{n}"], 0.4) for n in range(6)]
    assert grouped(one + other) == [tuple(range(6)), tuple(range(6, 12))]
    assert grouped(one) == [tuple(range(6))]


def test_no_articles_make_no_story() -> None:
    assert find_groups([]) == ()
    assert grouped([{}]) == [(0,)]


def test_a_page_without_an_article_is_left_out(made: Callable[..., Record]) -> None:
    bare = Record(page=made_page("x", name="z").page, problems=())
    story = compare_records([made("The crane fell on Tuesday.", name="a"), bare])
    assert len(story.articles) == 1
    with pytest.raises(ValueError, match="no article"):
        compare_records([bare])


def test_outlets_under_one_registered_name_are_one() -> None:
    pages = [
        read_text(FACTS + f"\n{more}", url=f"https://{host}/a")
        for more, host in (
            ("The crew rested.", "world.nordvik-post.co.uk"),
            ("The cook left.", "nordvik-post.co.uk"),
        )
    ]
    story = compare_records(pages)
    assert len(story.outlets) == 1


@pytest.mark.parametrize(
    ("end", "names"),
    [
        ("“We are glad.” PA", {"Press Association"}),
        ("The quay is closed. AP - AFP (Nordvik Post 03/04/2026 page4)", {"Associated Press"}),
        ("He lives in Harrisburg, PA", {"nordvik-post.example"}),
        ("It is what the owner told the AP", {"nordvik-post.example"}),
    ],
)
def test_an_agency_may_sign_at_the_end(end: str, names: set[str]) -> None:
    story = compare_records(
        [read_text(f"{FACTS}\n{end}", published="2026-03-04", url="https://nordvik-post.example/a")]
    )
    assert {source.name for source in story.origins} == names
