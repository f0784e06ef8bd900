"""`/story/ID`: one happening, as its pages tell it: when, where they differ, who said it, who copied."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.export.terms import AHEAD
from onrecord.export.visible import shorten, visible
from onrecord.records import Story
from onrecord.store import find_story, load_story
from onrecord.web.charts import Dated, RelayChart, TimeChart, relay_chart, time_chart
from onrecord.web.site import site_of
from onrecord.web.telling import Member, Telling, tell

__all__ = ["router"]

router = APIRouter()
#: Speakers in the relay picture; the list below it has more.
_MOST_DRAWN: Final = 14


@router.get("/story/{wanted:path}")
def story(request: Request, wanted: str) -> Response:
    """A story by its id or its beginning, or by a page of it."""
    site = site_of(request)
    with site.database.reading() as file:
        found = find_story(file, wanted)
        if found != wanted:
            return RedirectResponse(f"/story/{found}", 303)
        one = load_story(file, found)
        telling = tell(file, one)
    values: dict[str, Any] = {
        "story": one,
        "telling": telling,
        "members": telling.members,
        "chart": _time_chart(one, telling),
        "relays": _relay_chart(telling),
    }
    return site.page(request, "story.html", **values)


def _time_chart(story: Story, telling: Telling) -> TimeChart | None:
    entries = []
    for number, entry in enumerate(story.timeline, 1):
        label = visible(telling.entry_label(entry))
        title = shorten(visible(entry.span.words), 160)
        ahead = entry.status in AHEAD
        entries.append(Dated(entry.earliest, entry.latest, entry.status, ahead, label, f"#t{number}", title))
    return time_chart(entries, [day for day in map(_day, telling.members.values()) if day is not None])


def _day(member: Member) -> date | None:
    known = member.earliest == member.latest
    return date.fromisoformat(member.earliest) if known and member.earliest else None


def _relay_chart(telling: Telling) -> RelayChart | None:
    drawn = [one.name for one in telling.speakers if one.said][:_MOST_DRAWN]
    hops = {
        (visible(one.speaker), visible(one.via) if one.via else None, one.page): times
        for one, times in telling.relayed.items()
        if one.speaker in drawn
    }
    speakers = {visible(name): "/actor?" + urlencode({"name": name}) for name in drawn}
    pages = {
        one.number: (f"{one.number}  {visible(one.title or one.source)}", f"/page/{one.page}")
        for one in telling.members.values()
    }
    return relay_chart(hops, speakers=speakers, pages=pages)
