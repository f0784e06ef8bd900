"""`/add`: files, pasted text or addresses -> pages in the record, and what came of them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.export.addresses import web_address
from onrecord.web.errors import WebError
from onrecord.web.forms import checked_form, text_of
from onrecord.web.jobs import Job, keep_upload
from onrecord.web.site import Site, site_of

__all__ = ["router"]

router = APIRouter()
#: Most addresses of one list.
_MOST_ADDRESSES: Final = 500


@router.get("/add")
def ask(request: Request) -> Response:
    """The three ways to add pages."""
    return site_of(request).page(request, "add.html")


@router.post("/add")
async def add(request: Request, form: Annotated[FormData, Depends(checked_form)]) -> Response:
    """Starts reading what was given."""
    site = site_of(request)
    published, url = _date(text_of(form, "published")), text_of(form, "url") or None
    if url is not None and web_address(url) is None:
        raise WebError("bad-request", "the page's address is no http or https address")
    sources = await _kept(site, form)
    addresses = [line.strip() for line in text_of(form, "addresses").splitlines() if line.strip()]
    wrong = next((one for one in addresses if web_address(one) is None), None)
    if wrong is not None or len(addresses) > _MOST_ADDRESSES:
        raise WebError("bad-request", f"{wrong}: no http or https address" if wrong else "too many addresses")
    if addresses and not text_of(form, "fetch"):
        raise WebError("bad-request", "say that the network may be used for these addresses")
    if not sources and not addresses:
        raise WebError("bad-request", "nothing was given to read")
    job = Job((*sources, *addresses), published=published, url=url, fetch=bool(addresses))
    site.jobs.start(job, site.database, site.settings)
    return RedirectResponse(f"/add/{job.id}", 303)


@router.get("/add/{wanted}")
def progress(request: Request, wanted: str) -> Response:
    """How far a job is; when it is done and gave one page without trouble, that page."""
    site = site_of(request)
    job = site.jobs.get(wanted)
    if job is None:
        raise WebError("no-such-address", "this server knows no such job; the record has what it read")
    done = job.state == "done" and job.failure is None
    if done and len(job.pages) == 1 and not job.problems:
        return RedirectResponse(f"/page/{job.pages[0][0]}", 303)
    return site.page(request, "job.html", job=job)


async def _kept(site: Site, form: FormData) -> list[str]:
    """Paths of the files and the text that were given, kept beside the record file."""
    record = site.database.path
    sources = []
    for file in form.getlist("files"):
        if isinstance(file, UploadFile) and file.filename:
            sources.append(keep_upload(record, file.filename, await file.read()))
    text = text_of(form, "text")
    if text.strip():
        title = text_of(form, "title")
        whole = f"{title}\n\n{text}" if title else text
        sources.append(keep_upload(record, "pasted.txt", whole.encode("utf-8", "replace")))
    return sources


def _date(words: str) -> str | None:
    if not words:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", words, re.ASCII):
            return date.fromisoformat(words).isoformat()
    except ValueError:
        pass
    raise WebError("bad-request", "the date is not of the form YYYY-MM-DD")
