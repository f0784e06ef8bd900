"""What reading gives -> the record file: one result at a time, and the stories made anew."""

from __future__ import annotations

from datetime import UTC, datetime

from onrecord import flow
from onrecord.records import Page, Problem, Record, Story
from onrecord.store.queries import find_pages, load_record
from onrecord.store.record_file import Outcome, RecordFile, problem_entry
from onrecord.store.stories import articles, members, stale

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


def remake_stories(file: RecordFile, pipeline: str) -> list[Problem]:
    """Makes the stories of the file anew where pages came since; returns the problems, which are stored."""
    if not stale(file):
        return []
    problems: list[Problem] = []

    def load(article: str) -> Record:
        return load_record(file, find_pages(file, article)[-1])

    def told() -> list[Story]:
        kept = []
        for one in flow.make_stories(articles(file), load=load, previous=members(file)):
            if isinstance(one, Story):
                kept.append(one)
            else:
                problems.append(one)
        return kept

    file.put_stories(told(), made_of=file.pages_digest())
    for problem in problems:
        file.put_problem(problem, pipeline=pipeline, at=datetime.now(UTC))
    return problems
