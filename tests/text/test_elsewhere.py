"""Passages that other articles of the record file show not to be an article's own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord.records import Article, Passage, Sighting, Span, block_of, make_id
from onrecord.text.elsewhere import weigh_sightings
from tests.strategies import articles

STORIES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("stories.toml").read_text("utf-8"))


def article(name: str, *lines: str, at: int = 4) -> Article:
    """A story of stories.toml with `lines` set among its paragraphs."""
    body = list(STORIES[name]["body"])
    body[at:at] = lines
    rows = [STORIES[name]["title"], *body]
    text = "\n\n".join(rows)
    passages: list[Passage] = []
    start = 0
    for number, row in enumerate(rows):
        end = min(len(text), start + len(row) + 2)
        kind = "body" if number else "headline"
        passages.append(Passage(span=Span.of(text, start, end), kind=kind, why="", score=0.9))  # type: ignore[arg-type]
        start = end
    page = make_id("page", text)
    return Article(id=make_id("article", page), page=page, title=rows[0], text=text, passages=tuple(passages))


def seen(own: Article, *others: Article) -> list[Sighting]:
    """The sightings that a record file of these articles would give for the first."""
    blocks = {block for block, _ in own.blocks()}
    return [
        Sighting(block=block, article=other.id, title=other.title, opens=opens)
        for other in others
        for block, opens in other.blocks()
        if block in blocks
    ]


def marked(made: Article) -> list[tuple[str, str]]:
    rows = [(one.kind, one.span.words.strip()) for one in made.passages]
    return [row for row in rows if row[0] not in {"body", "headline"}]


def test_what_opens_another_article_is_foreign() -> None:
    title, lead = STORIES["cup"]["title"], STORIES["cup"]["body"][0]
    own = article("ferry", title, lead)
    found = weigh_sightings(own, seen(own, article("cup"), article("dam")))
    assert marked(found) == [("foreign", title), ("foreign", lead)]
    reasons = {one.why for one in found.passages if one.kind == "foreign"}
    assert reasons == {f"opens another article in the record: “{title}”"}
    assert found.text == own.text


def test_what_follows_the_opening_goes_with_it_and_alone_it_stays() -> None:
    lead, second = STORIES["cup"]["body"][:2]
    own = article("ferry", lead, second)
    assert [kind for kind, _ in marked(weigh_sightings(own, seen(own, article("cup"))))] == ["foreign"] * 2
    alone = article("ferry", second)
    assert weigh_sightings(alone, seen(alone, article("cup"))) == alone


def test_the_article_whose_opening_it_is_stays_whole() -> None:
    lead = STORIES["cup"]["body"][0]
    other, own = article("ferry", lead), article("cup")
    assert weigh_sightings(own, seen(own, other)) == own


def test_two_pages_that_tease_each_other_both_lose_the_teaser() -> None:
    ferry, cup = STORIES["ferry"]["body"][0], STORIES["cup"]["body"][0]
    one, two = article("ferry", cup), article("cup", ferry)
    assert marked(weigh_sightings(one, seen(one, two))) == [("foreign", cup)]
    assert marked(weigh_sightings(two, seen(two, one))) == [("foreign", ferry)]


def test_a_copy_and_an_update_of_the_story_are_no_evidence() -> None:
    own = article("ferry")
    copy = article("ferry", "A sentence that the copy alone has, about the wall and the weather.")
    assert weigh_sightings(own, seen(own, copy)) == own
    update = article("ferry", *STORIES["dam"]["body"], at=1)
    assert weigh_sightings(own, seen(own, update)) == own


def test_what_stands_in_articles_on_other_matters_is_the_site_s() -> None:
    words = "Our reporters keep to a code that every reader can hold them to at any time."
    own = article("ferry", words)
    others = [article(name, words) for name in ("cup", "dam", "bank", "measles")]
    assert weigh_sightings(own, seen(own, *others[:2])) == own
    assert [kind for kind, _ in marked(weigh_sightings(own, seen(own, *others)))] == ["chrome"]


def test_a_second_look_changes_nothing_and_order_does_not_matter() -> None:
    own = article("ferry", STORIES["cup"]["title"], STORIES["bank"]["body"][0])
    sightings = seen(own, article("cup"), article("bank"), article("dam"))
    once = weigh_sightings(own, sightings)
    assert weigh_sightings(own, reversed(sightings)) == once
    assert weigh_sightings(once, sightings) == once
    late = weigh_sightings(weigh_sightings(own, seen(own, article("bank"))), sightings)
    assert late == once


def test_few_words_say_nothing() -> None:
    assert block_of("Four words are few") is None
    assert block_of("Five words\nare just enough") == block_of("five words are just enough.")


@given(st.data())
def test_never_raises_and_keeps_the_text(data: st.DataObject) -> None:
    made = data.draw(articles(make_id("page", "x")))
    blocks = [block for block, _ in made.blocks()] or [make_id("block", "none")]
    sighting = st.builds(
        Sighting,
        block=st.sampled_from(blocks),
        article=st.sampled_from(["article-1", "article-2", "article-3", "article-4"]),
        title=st.none() | st.text(max_size=20),
        opens=st.booleans(),
    )
    found = weigh_sightings(made, data.draw(st.lists(sighting, max_size=6)))
    assert found.text == made.text
    assert len(found.passages) == len(made.passages)
