"""What the HTTP interface takes and gives beside the records themselves, and how an answer is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final, Generic, TypeVar

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from onrecord.wire import to_json

__all__ = [
    "ERRORS",
    "About",
    "Day",
    "Edit",
    "Judgement",
    "Limit",
    "Listing",
    "Number",
    "ReadHtml",
    "ReadText",
    "Undo",
    "Wanted",
    "Words",
    "answer",
    "json_only",
]

T = TypeVar("T")
#: Most items of a list in one answer, and how many there are unless asked.
MOST_ITEMS: Final = 200
USUAL_ITEMS: Final = 50
#: Furthest that a list can be paged to.
MOST_PAGES: Final = 10_000
#: Longest text or HTML that `/read` takes, in characters.
MOST_TEXT: Final = 2_000_000
_DAY: Final = r"^\d{4}-\d{2}-\d{2}$"


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """One page of a list."""

    items: list[T]
    #: Number of this page, from 1.
    page: int
    #: Number of the page after it; None for the last.
    next: int | None


@dataclass(frozen=True, slots=True)
class About:
    """What is served."""

    version: str
    #: Whether the record file is there yet.
    record: bool
    pages: int
    stories: int
    statements: int
    events: int
    corrections: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong and what to do about it."""

    code: str
    title: str
    detail: str
    advice: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The one shape of errors."""

    error: Fault


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class ReadText(_Body):
    """A plain text to read."""

    text: str = Field(max_length=MOST_TEXT)
    title: str | None = Field(None, max_length=1_000)
    #: When it was published: YYYY-MM-DD, or with a time and a zone.
    published: str | None = Field(None, max_length=64)
    url: str | None = Field(None, max_length=2_000)


class ReadHtml(_Body):
    """The HTML of a page to read."""

    html: str = Field(max_length=MOST_TEXT)
    title: str | None = Field(None, max_length=1_000)
    published: str | None = Field(None, max_length=64)
    url: str | None = Field(None, max_length=2_000)


_Line = Annotated[str, Field(min_length=1, max_length=64, examples=["statement-0123456789abcdef"])]
_By = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S", examples=["Ida Moen"])]
_Note = Annotated[str, Field(max_length=4_000)]


class Judgement(_Body):
    """A line is right, or wrong."""

    line: _Line
    verdict: Annotated[str, Field(pattern="^(right|wrong)$")]
    by: _By
    note: _Note = ""


class Edit(_Body):
    """What a field of a line should hold: the JSON of it, or the page's words for a span or an actor."""

    line: _Line
    verdict: Annotated[str, Field(pattern="^edit$")]
    field: Annotated[str, Field(min_length=1, max_length=40)]
    value: Any
    by: _By
    note: _Note = ""


class Undo(_Body):
    """A correction is taken back."""

    by: _By
    note: _Note = ""


def _day(value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        raise ValueError("is no day of the calendar") from None


Words = Annotated[str | None, Query(max_length=200)]
Wanted = Annotated[str, Path(min_length=1, max_length=2_000)]
Day = Annotated[
    str | None,
    Query(pattern=_DAY, json_schema_extra={"format": "date"}),
    AfterValidator(lambda value: value if value is None else _day(value)),
]
Limit = Annotated[int, Query(ge=1, le=MOST_ITEMS)]
Number = Annotated[int, Query(ge=1, le=MOST_PAGES)]

#: Every answer that is not what was asked for, for the description.
ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    code: {"model": Failed, "description": words}
    for code, words in {
        400: "The request cannot be read.",
        403: "A write that comes from another site.",
        404: "There is no such thing in the record.",
        413: "More was sent than the limit.",
        415: "The body is not JSON.",
        422: "A parameter or the body does not fit.",
        503: "The record file is missing or busy, or the question takes too long.",
    }.items()
}


def answer(value: Any, *, status: int = 200) -> Response:
    """A record, or anything made of records, as `--format json` writes it."""
    return Response(to_json(value), status_code=status, media_type="application/json")


def json_only(request: Request) -> None:
    """Refuses a body that says it is no JSON: no form of another site can send one that does."""
    kind = request.headers.get("content-type", "")
    if not re.match(r"application/json\s*(;|$)", kind, re.IGNORECASE):
        raise HTTPException(415, f"Content-Type is {kind or 'missing'}")
