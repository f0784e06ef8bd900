"""What comes of pages together: a second look at those that changed, and stories in spite of other runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from onrecord import story_flow
from onrecord.records import Event, Problem, Record, Sighting, Story
from onrecord.store import open_record, problems, verify
from onrecord.store.adding import remake_stories
from onrecord.store.sightings import MOST, sightings
from onrecord.store.stories import members, stale
from onrecord.story.arrival import Plan
from tests.cli import samples
from tests.store.conftest import NOW, made
from tests.story.conftest import made_page

FERRY = "The ferry Alma ran aground off Nordvik with 87 passengers on Tuesday. A tug pulled the Alma free."
SITE = "Write to us if you have seen a mistake.\n"


@pytest.mark.parametrize("names", permutations("abc", 2))
def test_another_run_that_makes_stories_meanwhile_costs_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, str]
) -> None:
    """Bug 1: an article in no story, or "UNIQUE constraint failed: story_article.article"."""
    first, second = (made_page(f"{FERRY} More {name}.", name=name) for name in names)
    path = tmp_path / "r.db"
    tell = story_flow.tell_stories
    meanwhile: list[str] = []
    with open_record(path, write=True) as file, open_record(path, write=True) as other:
        file.put(first, pipeline="1", at=NOW)

        def tell_slowly(plan: Plan, *, load: Callable[[str], Record]) -> Iterator[Story | Problem]:
            told = list(tell(plan, load=load))
            if not meanwhile:
                meanwhile.append(other.put(second, pipeline="1", at=NOW))
                remake_stories(other, "1")
            yield from told

        monkeypatch.setattr(story_flow, "tell_stories", tell_slowly)
        assert remake_stories(file, "1") == []
        assert [len(held) for held in members(file).values()] == [2]
        assert not stale(file)
        assert verify(file).faults == []


def test_an_article_that_is_read_anew_meanwhile_is_told_as_it_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, after = made_page(FERRY, name="a"), made_page(FERRY.replace("87", "112"), name="a")
    path = tmp_path / "r.db"
    tell = story_flow.tell_stories
    with open_record(path, write=True) as file, open_record(path, write=True) as other:
        file.put_again(before, pipeline="1", at=NOW)

        def tell_slowly(plan: Plan, *, load: Callable[[str], Record]) -> Iterator[Story | Problem]:
            told = list(tell(plan, load=load))
            if not other.known(after.page, "2"):
                other.put(after, pipeline="2", at=NOW)
            yield from told

        monkeypatch.setattr(story_flow, "tell_stories", tell_slowly)
        remake_stories(file, "1")
        ((forms,),) = file.rows("SELECT forms FROM story_page")
        assert "112" in forms.split("\n")


def test_stories_that_other_runs_never_let_be_are_left_to_these(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_record(made(tmp_path / "r.db"), write=True) as file:
        monkeypatch.setattr(file, "put_stories", lambda *_, **__: False)
        assert remake_stories(file, "1") == []
        assert stale(file)


def test_a_problem_with_a_story_goes_when_the_story_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bug 2: it stayed for ever, since no source of a run is a story's id."""
    with open_record(made(tmp_path / "r.db"), write=True) as file:
        with monkeypatch.context() as patch:
            patch.setattr("onrecord.story.stories.tell_story", lambda *_: 1 / 0)
            (failed,) = remake_stories(file, "1")
        assert list(problems(file)) == [failed]
        assert verify(file).faults == []
        assert remake_stories(file, "1", whole=True) == []
        assert list(problems(file)) == []
        assert verify(file).faults == []


def test_a_second_reading_that_cannot_be_stored_leaves_the_first(tmp_path: Path) -> None:
    """Bug 3: sqlite3.IntegrityError ended the run."""
    ferry = samples.ferry()
    event: Event = replace(ferry.events[0], place="place-gone")
    with open_record(made(tmp_path / "r.db"), write=True) as file:
        failed = file.put_again(replace(ferry, events=(event,)), pipeline="1", at=NOW)
        assert failed is not None
        assert (failed.stage, failed.code) == ("store", "stage-failed")
        assert list(problems(file)) == [failed]
        assert file.known(ferry.page, "1")
        assert verify(file).faults == []


def page(name: str) -> Record:
    """A page of three passages: the site's, one that every third page has, and its own."""
    shared = f"What happened on day {len(name) % 3} is told on several pages.\n"
    text = f"The story {name} is told here and nowhere else.\n{SITE}{shared}"
    record = made_page(text, name=name)
    assert record.article is not None
    return replace(record, article=replace(record.article, passages=samples.passages(text, {})))


def test_pages_are_looked_at_when_their_sightings_changed_and_only_then(tmp_path: Path) -> None:
    with open_record(tmp_path / "r.db", write=True) as file:
        shown: dict[str, list[Sighting]] = {}
        looks = []
        for number in range(2 * MOST):
            file.put(page("x" * number), pipeline="1", at=NOW)
            found = dict(sightings(file))
            looks.append(len(found))
            assert all(shown.get(one) != told for one, told in found.items())
            shown |= found
            remake_stories(file, "1")
            assert list(sightings(file)) == []
        with file._transaction():
            file._execute("DELETE FROM story_page")
        assert dict(sightings(file)) == shown
        assert max(len(told) for told in shown.values()) <= 2 * MOST
        assert sum(looks) < len(looks) ** 2 / 2
