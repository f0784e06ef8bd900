"""Sources that a reader gave to the page -> the record file, in the background, one job after the other."""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final

from onrecord import flow, versions
from onrecord.errors import OnrecordError
from onrecord.records import Page, Problem, Record
from onrecord.settings import Settings
from onrecord.store.adding import look_again, remake_stories, store_result
from onrecord.web.database import Database

__all__ = ["Job", "Jobs", "keep_upload"]

#: Jobs that are remembered; the oldest that has ended is forgotten first.
_MOST_JOBS: Final = 50
#: Pages and problems of a job that are listed; the record holds all.
_MOST_LISTED: Final = 200
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Job:
    """What one `Add` was asked for, and how far it is."""

    sources: tuple[str, ...]
    published: str | None = None
    url: str | None = None
    #: Whether the network may be used for the addresses among the sources.
    fetch: bool = False
    id: str = field(default_factory=lambda: secrets.token_hex(8))
    counts: Counter[str] = field(default_factory=Counter)
    #: Pages that are in the record now: id and source.
    pages: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: "waiting", "reading", "telling" (the stories are made) or "done".
    state: str = "waiting"
    #: What stopped it; None if it went to its end.
    failure: str | None = None


class Jobs:
    """The jobs of this server."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._lock = Lock()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="onrecord-add")

    def get(self, job: str) -> Job | None:
        """The job with this id."""
        with self._lock:
            return self._jobs.get(job)

    def start(self, job: Job, database: Database, settings: Settings) -> None:
        """Lets the job be done once those before it have ended."""
        with self._lock:
            ended = [one for one, held in self._jobs.items() if held.state == "done"]
            for one in ended[: max(0, len(self._jobs) - _MOST_JOBS + 1)]:
                del self._jobs[one]
            self._jobs[job.id] = job
        self._worker.submit(_run, job, database, settings)


def _run(job: Job, database: Database, settings: Settings) -> None:
    """Does the job; whatever stops it is told in the job."""
    try:
        job.state = "reading"
        _add(job, database, settings)
    except OnrecordError as error:
        job.failure = f"{error}. {error.advice}"
    except Exception as error:  # noqa: BLE001 - the job's page tells it; the server goes on
        _log.exception("adding failed")
        job.failure = f"a fault in onrecord: {type(error).__name__}"
    finally:
        job.state = "done"


def _add(job: Job, database: Database, settings: Settings) -> None:
    pipeline = versions.pipeline_version(settings)
    with database.writing() as file:
        found = flow.read_sources(
            job.sources,
            settings=settings,
            published=job.published,
            url=job.url,
            known=lambda page: file.known(page, pipeline),
            fetch=job.fetch,
        )
        met: set[str] = set()
        for result in found:
            job.counts[store_result(file, result, pipeline, met)] += 1
            _note(job, result)
        file.forget_problems(job.sources, but=met)
        job.state = "telling"
        job.problems += look_again(file, settings=settings, pipeline=pipeline)
        job.problems += remake_stories(file, pipeline)


def _note(job: Job, result: flow.Result) -> None:
    if isinstance(result, (Record, Page)):
        page = result if isinstance(result, Page) else result.page
        job.pages[_MOST_LISTED:] = []
        job.pages.append((page.id, page.source))
    problems: Sequence[Problem] = (
        (result,) if isinstance(result, Problem) else getattr(result, "problems", ())
    )
    job.problems[_MOST_LISTED:] = []
    job.problems += problems


def keep_upload(record: Path, name: str, data: bytes) -> str:
    """Keeps the exact bytes in a folder beside the record file; returns their path, the page's source.

    Of the name only letters, digits, dots, dashes and underscores are kept, and the bytes' digest goes
    before it: no name leads out of the folder or overwrites another.
    """
    folder = record.with_name(record.stem + "-pages")
    folder.mkdir(exist_ok=True)
    clean = re.sub(r"[^\w.-]+", "-", Path(name.replace("\\", "/")).name, flags=re.ASCII).strip(".-")[-80:]
    path = folder / f"{hashlib.sha256(data).hexdigest()[:12]}-{clean or 'page.txt'}"
    path.write_bytes(data)
    return str(path)
