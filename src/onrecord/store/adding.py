"""What reading gives -> the record file: one result at a time, and the stories made anew."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from onrecord import flow, story_flow
from onrecord.records import Page, Problem, Record, Story
from onrecord.store.record_file import Outcome, RecordFile, problem_entry
from onrecord.store.stories import article_record, articles, made_by, members, placed, stale, standing

__all__ = ["remake_stories", "store_result"]


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


def remake_stories(file: RecordFile, pipeline: str, *, whole: bool = False) -> list[Problem]:
    """Makes the stories anew that pages which came touch; returns the problems, which are stored.

    All of them if `whole`, or if other code made them.
    """
    whole = whole or made_by(file) != story_flow.story_version()
    if not whole and not stale(file):
        return []
    plan = story_flow.plan_stories(
        articles(file, waiting=not whole),
        standing=() if whole else standing(file),
        recall=partial(placed, file),
        previous=members(file),
    )
    told: list[Story] = []
    problems: list[Problem] = []
    for one in story_flow.tell_stories(plan, load=partial(article_record, file)):
        if isinstance(one, Story):
            told.append(one)
        else:
            problems.append(one)
    file.put_stories(
        told, gone=plan.gone, placed=plan.placed, joined=plan.joined, made_by=story_flow.story_version()
    )
    for problem in problems:
        file.put_problem(problem, pipeline=pipeline, at=datetime.now(UTC))
    return problems
