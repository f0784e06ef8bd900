"""Pages that come one by one, or in any batches: the same groups as all at once, and ids that stay."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.story import arrival
from onrecord.story.arrival import Placed, Plan, Standing, plan_stories
from onrecord.story.stories import Weighed, find_groups, keep_ids

WORDS = "ferry crane strike dam salmon bridge tram quay mill gate siren union".split()


class Shelf:
    """What a record file keeps of its stories."""

    def __init__(self) -> None:
        self.rows: dict[str, Placed] = {}
        self.stories: dict[str, tuple[str, ...]] = {}

    def add(self, pages: Sequence[Weighed]) -> Plan:
        for page in pages:
            self.rows.pop(page.article, None)

        def recall(wanted: Collection[str]) -> Iterator[Placed]:
            return (self.rows[one] for one in sorted(wanted))

        standing = (Standing(*row[:5]) for row in self.rows.values())
        plan = plan_stories(pages, standing=standing, recall=recall, previous=self.stories)
        for story in plan.gone:
            del self.stories[story]
        self.stories.update({story: group.articles for story, group in plan.groups.items()})
        for article, row in self.rows.items():
            self.rows[article] = row._replace(part=plan.joined.get(row.part, row.part))
        self.rows.update({row.article: row for row in plan.placed})
        return plan

    @property
    def groups(self) -> list[tuple[str, ...]]:
        return sorted(self.stories.values())


def page(number: int, words: Sequence[str], day: float | None = None) -> Weighed:
    terms = dict.fromkeys(words, 1 / max(1, len(set(words))) ** 0.5)
    return Weighed(f"article-{number:03}", terms, day)


def groups_of(pages: Sequence[Weighed]) -> list[tuple[str, ...]]:
    return [group.articles for group in find_groups(pages)]


PAGES = st.lists(
    st.tuples(st.lists(st.sampled_from(WORDS), max_size=5), st.none() | st.floats(1, 900)), max_size=20
)


@given(PAGES, st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_pages_in_batches_make_the_groups_of_all_at_once(
    drawn: list[tuple[list[str], float | None]], chance: random.Random
) -> None:
    pages = [page(number, words, day) for number, (words, day) in enumerate(drawn)]
    whole = groups_of(pages)
    chance.shuffle(pages)
    shelf = Shelf()
    while pages:
        batch, pages = pages[: (cut := chance.randint(1, 4))], pages[cut:]
        shelf.add(batch)
    assert shelf.groups == whole


@given(PAGES, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_a_page_that_is_read_anew_moves_to_where_it_belongs(
    drawn: list[tuple[list[str], float | None]], chance: random.Random
) -> None:
    pages = [page(number, words, day) for number, (words, day) in enumerate(drawn)]
    shelf = Shelf()
    shelf.add(pages)
    for number in range(0, len(pages), 3):
        pages[number] = page(number, chance.sample(WORDS, 3), 400.0)
        shelf.add([pages[number]])
    assert shelf.groups == groups_of(pages)


def test_only_stories_that_change_are_told_again_and_ids_stay() -> None:
    shelf = Shelf()
    shelf.add([page(1, ["ferry", "quay"]), page(2, ["ferry", "quay"]), page(3, ["mill", "gate"])])
    before = dict(shelf.stories)
    assert shelf.add([]).groups == {}
    plan = shelf.add([page(0, ["ferry", "quay", "siren"])])
    (story,) = plan.groups
    assert before[story] == ("article-001", "article-002")
    assert shelf.stories[story] == ("article-000", "article-001", "article-002")
    assert plan.gone == ()
    assert len(plan.placed) == 1


def test_a_bridge_makes_two_parts_one() -> None:
    shelf = Shelf()
    shelf.add([page(1, ["ferry", "quay", "tram"]), page(2, ["mill", "gate", "dam"])])
    assert {row.part for row in shelf.rows.values()} == {"article-001", "article-002"}
    shelf.add([page(3, ["ferry", "quay", "mill", "gate"])])
    assert {row.part for row in shelf.rows.values()} == {"article-001"}


def test_a_story_loses_what_has_gone() -> None:
    shelf = Shelf()
    shelf.add([page(number, ["ferry", "quay"]) for number in range(3)])
    del shelf.rows["article-001"]
    shelf.add([])
    assert shelf.groups == [("article-000", "article-002")]


def test_a_large_part_is_grouped_again_near_the_page_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrival, "_WHOLE", 3)
    monkeypatch.setattr(arrival, "_NEAREST", 2)
    shelf = Shelf()
    # Five stories in a chain: neighbours share a word, so they are one part.
    chain = [page(10 * n + k, [*WORDS[n : n + 2], f"own{n}", f"more{n}"]) for n in range(5) for k in range(2)]
    shelf.add(chain)
    assert len({row.part for row in shelf.rows.values()}) == 1
    asked: list[str] = []

    def recall(wanted: Collection[str]) -> Iterator[Placed]:
        asked.extend(sorted(wanted))
        return (shelf.rows[one] for one in sorted(wanted))

    standing = (Standing(*row[:5]) for row in shelf.rows.values())
    came = page(99, [*WORDS[4:6], "own4", "more4"])
    plan = plan_stories([came], standing=standing, recall=recall, previous=shelf.stories)
    assert asked == ["article-040", "article-041"]
    assert [group.articles for group in plan.groups.values()] == [
        ("article-040", "article-041", "article-099")
    ]


def test_a_page_that_leaves_the_story_that_was_named_after_it_gets_another_id() -> None:
    together = find_groups(
        [page(0, ["ferry", "quay"]), page(1, ["ferry", "quay"]), page(2, ["ferry", "quay"])]
    )
    named = keep_ids(together, {})
    apart = find_groups([page(0, ["mill"]), page(1, ["ferry", "quay"]), page(2, ["ferry", "quay"])])
    again = keep_ids(apart, {story: group.articles for story, group in named.items()})
    assert sorted(group.articles for group in again.values()) == [group.articles for group in apart]
