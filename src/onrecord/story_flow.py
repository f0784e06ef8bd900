"""The second half of the sentence: articles -> the stories that change -> these told from their records.

`plan_stories` says which stories change where pages come; `tell_stories` makes those.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.records import Article, Problem, Record, Story, make_id

if TYPE_CHECKING:
    from onrecord.story.arrival import Plan

__all__ = ["compare_records", "plan_stories", "tell_stories"]

_log = logging.getLogger(__name__)


def plan_stories(
    fresh: Iterable[Article],
    *,
    standing: Iterable[tuple[str, str, float | None, bytes, bytes]] = (),
    recall: Callable[[Collection[str]], Iterable[tuple[str, str, float | None, bytes, bytes, str]]]
    | None = None,
    previous: Mapping[str, Sequence[str]] | None = None,
) -> Plan:
    """Which stories change because articles came or were read anew; nothing is told yet.

    `standing` are the rows that `Plan.placed` gave before for all other articles, without the terms,
    `recall` gives some of them with their terms. Where nothing stands, all is grouped anew.
    """
    from onrecord.story.arrival import Placed, Standing, plan_stories
    from onrecord.story.stories import weigh_article

    return plan_stories(
        [weigh_article(article) for article in fresh],
        standing=(Standing(*row) for row in standing),
        recall=(lambda wanted: (Placed(*row) for row in recall(wanted))) if recall else None,
        previous=previous,
    )


def tell_stories(plan: Plan, *, load: Callable[[str], Record]) -> Iterator[Story | Problem]:
    """The stories of a plan that have to be told; `load` gives the whole record of an article by its id.

    A story that cannot be told gives a Problem after a Story that holds its articles alone.
    """
    from onrecord.story.stories import tell_story

    for story, group in plan.groups.items():
        try:
            yield tell_story(story, group, [load(article) for article in group.articles])
        except OnrecordError:
            raise  # the record file
        except Exception as error:  # noqa: BLE001 - one story must never cost the run
            _log.exception("story %s failed", story)
            yield Story(id=story, articles=group.articles, links=group.links)
            detail = f"{type(error).__name__}: {error}"
            yield Problem.of(source=story, stage="story", code="stage-failed", detail=detail)


def compare_records(records: Sequence[Record]) -> Story:
    """The story that these records make together, whether they would be grouped or not.

    Records without an article are left out; ValueError where none has one.
    """
    from onrecord.story.stories import compare_group, tell_story

    group = compare_group([record.article for record in records if record.article])
    return tell_story(make_id("story", *group.articles), group, records)
