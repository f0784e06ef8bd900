"""What reading gives -> the record file: one result at a time, a second look, and the stories made anew."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Final

from onrecord import flow, story_flow, versions
from onrecord.records import Page, Problem, Record, Story
from onrecord.settings import Settings
from onrecord.store.queries import load_record
from onrecord.store.record_file import Outcome, RecordFile, problem_entry
from onrecord.store.sightings import sightings
from onrecord.store.stories import article_record, articles, made_by, members, placed, stale, standing

__all__ = ["look_again", "remake_stories", "store_result"]

#: How often stories are planned while other runs change the file. Each time another run got on with its own.
TRIES: Final = 5


def store_result(file: RecordFile, result: flow.Result, pipeline: str, met: set[str]) -> Outcome:
    """Stores one result; the entries of problems that are not a stored page's own go into `met`."""
    now = datetime.now(UTC)
    if isinstance(result, Page):
        return file.saw(result)
    if isinstance(result, Problem):
        met.add(problem_entry(result))
        return file.put_problem(result, pipeline=pipeline, at=now)
    if not isinstance(result, Record):
        return "unchanged"  # the server says so
    if result.article is None:
        # An older reading that has an article stays; the problems then stand beside it.
        met.update(map(problem_entry, result.problems))
    return file.put(result, pipeline=pipeline, at=now)


def look_again(file: RecordFile, *, settings: Settings, pipeline: str) -> list[Problem]:
    """Reads the pages anew on which other articles stand; returns the problems, which are stored.

    To be called before `remake_stories`, for as long as what came waits for its stories.
    """
    problems: list[Problem] = []
    for page, found in sightings(file):
        now = datetime.now(UTC)
        result = flow.look_again(load_record(file, page), found, settings=settings)
        if isinstance(result, Record):
            result = file.put_again(result, pipeline=pipeline, at=now)
        elif result is not None:
            file.put_problem(result, pipeline=pipeline, at=now)
        problems += [result] if result is not None else []
    return problems


def remake_stories(file: RecordFile, pipeline: str, *, whole: bool = False) -> list[Problem]:
    """Makes the stories anew that pages which came touch; returns the problems, which are stored.

    All of them if `whole`, or if other code made them. Another run on the same file may change meanwhile
    what they are made from: then they are planned again, and after TRIES times left to that run, which
    ends with its own.
    """
    for _ in range(TRIES):
        version = versions.story_version()
        with file.snapshot():
            since = file.changes()
            anew = whole or made_by(file) != version
            if not anew and not stale(file):
                return []
            plan = story_flow.plan_stories(
                articles(file, waiting=not anew),
                standing=() if anew else standing(file),
                recall=partial(placed, file),
                previous=members(file),
            )
            told = list(story_flow.tell_stories(plan, load=partial(article_record, file)))
        problems = [one for one in told if isinstance(one, Problem)]
        made = [one for one in told if isinstance(one, Story)]
        if file.put_stories(
            made, gone=plan.gone, placed=plan.placed, joined=plan.joined, made_by=version, since=since
        ):
            for problem in problems:
                file.put_problem(problem, pipeline=pipeline, at=datetime.now(UTC))
            return problems
    return []
