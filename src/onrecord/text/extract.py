"""A decoded page -> its article, or the problems that say why it has none; the stage's front door."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from onrecord.records import READ_KINDS, Article, Problem, RawPage, make_id
from onrecord.text.blocks import Block, bare, read_blocks
from onrecord.text.choose import choose_text
from onrecord.text.credits import find_credits
from onrecord.text.dating import date_article, given_day
from onrecord.text.drafts import Draft, lay_out
from onrecord.text.english import english_share
from onrecord.text.labels import find_labels
from onrecord.text.markup import Markup, read_markup
from onrecord.text.plain import draft_text
from onrecord.text.seams import OWN, mark_seams
from onrecord.text.swaps import find_readings
from onrecord.text.trees import parse_tree
from onrecord.text.web import draft_page
from onrecord.text.witness import hear_witnesses

__all__ = ["read_article"]

#: ISO 639-1 code of the one language that articles are read in.
LANGUAGE: Final = "en"


@dataclass(slots=True)
class Draught:
    """What was drawn from a page before its text is laid out."""

    drafts: list[Draft]
    title: str | None
    markup: Markup
    #: White space that the text begins with.
    before: str = ""
    #: Short lines of the page around its headline that are not in the text: (words, tag path).
    lines: tuple[tuple[str, str], ...] = ()
    #: Kinds of which one at least must be there: a page is more than its headline, a text may be less.
    needed: frozenset[str] = READ_KINDS


class TooSlowError(Exception):
    """The time is up; its words name the last step."""


def never() -> bool:
    """No limit of time."""
    return False


def in_time(overdue: Callable[[], bool], step: str) -> None:
    """Raises TooSlowError where the time is up after a step."""
    if overdue():
        raise TooSlowError(step)


def read_article(
    raw: RawPage,
    *,
    max_depth: int,
    max_elements: int,
    max_characters: int,
    english_min: float,
    overdue: Callable[[], bool] = never,
) -> tuple[Article | None, tuple[Problem, ...]]:
    """The article of a page and the problems met; None with a problem where there is no article.

    `max_depth` in levels and `max_elements` bound the HTML, `max_characters` the text in code points.
    `english_min` is the least share of English, 0 to 1. `overdue` says whether the caller's time for
    the page is up; it is asked after every step. One call of the extractor runs to its end, so a hard
    bound needs a child process.
    """
    troubles: list[tuple[str, str]] = []
    if raw.published and given_day(raw.published) is None:
        troubles.append(("bad-date", f"given date {raw.published[:80]!r}"))
    article = None
    try:
        if raw.page.media_type == "text/html":
            draught = draw_html(raw, troubles, max_depth, max_elements, overdue)
        else:
            draught = draw_text(raw.content[: max_characters + 1], raw.title)
            in_time(overdue, "the reading of the text")
        if draught is not None and is_article(draught, troubles, max_characters, english_min):
            in_time(overdue, "the look at the language")
            article = lay_article(raw, draught, overdue)
    except TooSlowError as late:
        troubles.append(("too-slow", f"the time was up after {late}; no article was made"))
    source, page = raw.page.source, raw.page.id
    return article, tuple(
        Problem.of(source=source, stage="text", code=code, detail=detail, page=page)
        for code, detail in troubles
    )


def is_article(
    draught: Draught, troubles: list[tuple[str, str]], max_characters: int, english_min: float
) -> bool:
    """Whether what was drawn can be an article; cuts it to its limit and adds to `troubles`."""
    if cut_drafts(draught.drafts, max_characters):
        troubles.append(("too-long", f"more than {max_characters} characters of text"))
    if not any(draft.kind in draught.needed for draft in draught.drafts):
        troubles.append(("no-text", "no words that could be an article's"))
    elif foreign := not_english(draught.drafts, english_min):
        troubles.append(("not-english", foreign))
    else:
        return True
    return False


def draw_text(content: str, title: str | None) -> Draught:
    """What a plain text gives."""
    drafts, headline, before = draft_text(content, title=title)
    return Draught(drafts, headline or title, Markup(), before)


def draw_html(
    raw: RawPage,
    troubles: list[tuple[str, str]],
    max_depth: int,
    max_elements: int,
    overdue: Callable[[], bool],
) -> Draught | None:
    """What an HTML page gives, its troubles added to `troubles`; None if it could not be read at all."""
    tree = parse_tree(raw.content, max_depth=max_depth, max_elements=max_elements)
    troubles += tree.troubles
    in_time(overdue, "the parse of the HTML")
    if tree.root is None:
        return None if tree.troubles else Draught([], None, Markup())
    markup = read_markup(tree.root)
    in_time(overdue, "the reading of the metadata")
    blocks = read_blocks(tree.root)
    in_time(overdue, "the reading of the blocks")
    root = tree.html_root()
    in_time(overdue, "the second parse of the HTML")
    chosen = choose_text(root)
    in_time(overdue, "the choice of the text")
    witnesses = hear_witnesses(tree.source, markup)
    in_time(overdue, "the second opinion")
    drafts, headline = draft_page(blocks, chosen, markup, witnesses, title=raw.title)
    in_time(overdue, "the judgement of the blocks")
    if drafts and (share := witnesses.missing(bare("".join(draft.words for draft in drafts)))):
        detail = f"{share:.0%} of the articleBody that its JSON-LD gives stand nowhere in what was read"
        troubles.append(("words-missing", detail))
    lines = lines_near(blocks, drafts)
    return Draught(drafts, headline or raw.title, markup, lines=lines, needed=OWN)


#: Blocks before and after the headline whose lines may date or sign the page, and their longest.
NEAR: Final = 12
NEAR_WORDS: Final = 24


def lines_near(blocks: list[Block], drafts: list[Draft]) -> tuple[tuple[str, str], ...]:
    """Short lines around the headline that are not in the text, nearest to it in page order."""
    inside = {draft.path for draft in drafts}
    head = next((draft.path for draft in drafts if draft.kind == "headline" and draft.path), None)
    place = next((number for number, block in enumerate(blocks) if block.path == head), 0)
    near = blocks[place + 1 : place + 1 + NEAR] + blocks[max(0, place - NEAR // 2) : place]
    return tuple(
        (block.text, block.path)
        for block in near
        if block.path not in inside
        and not block.hidden
        and len(block.text.split()) <= NEAR_WORDS
        and not {"nav", "footer", "aside"}.intersection(block.inside)
    )


def cut_drafts(drafts: list[Draft], limit: int) -> bool:
    """Cuts drafts off so that the text has at most `limit` characters; whether it had more."""
    size = 0
    for number, draft in enumerate(drafts):
        if size + len(draft.words) > limit:
            room = limit - size
            del drafts[number + (1 if room > 0 else 0) :]
            if room > 0:
                draft.words = draft.words[:room].rstrip() or draft.words[:1]
            if drafts:
                drafts[-1].after = ""
            return True
        size += len(draft.words) + len(draft.after)
    return False


def not_english(drafts: list[Draft], english_min: float) -> str:
    """Why a page counts as not English, naming the language; "" if it is English enough."""
    words = "\n".join(draft.words for draft in drafts if draft.kind in READ_KINDS | {"repeat"})
    share, language = english_share(words)
    if share >= english_min:
        return ""
    name = load_languages().get(language, "")
    found = f"{name} ({language})" if name else f"language code {language}"
    return f"mostly {found}; {share:.0%} of the text is English, at least {english_min:.0%} is asked"


@cache
def load_languages() -> dict[str, str]:
    """ISO 639-1 code to English name, from `data/languages.tsv`."""
    rows = files("onrecord").joinpath("data/languages.tsv").read_text("utf-8").splitlines()[1:]
    return {row.split("\t")[0]: row.split("\t")[1] for row in rows}


def lay_article(raw: RawPage, draught: Draught, overdue: Callable[[], bool]) -> Article:
    """The article of what was drawn from a page; TooSlowError where the time is up."""
    text, passages = lay_out(draught.drafts, before=draught.before)
    passages = mark_seams(passages)
    in_time(overdue, "the layout of the text")
    addresses = (raw.page.url, draught.markup.address, draught.markup.meta("og:url"))
    published = date_article(
        given=raw.published,
        markup=draught.markup,
        addresses=addresses,
        text=text,
        passages=passages,
        lines=draught.lines,
    )
    in_time(overdue, "the search for the date")
    credits = find_credits(
        markup=draught.markup, addresses=addresses, text=text, passages=passages, lines=draught.lines
    )
    in_time(overdue, "the search for the credits")
    labels = find_labels(
        markup=draught.markup,
        title=draught.title,
        given=(raw.title, raw.page.url),
        passages=passages,
        language=LANGUAGE,
    )
    return Article(
        id=make_id("article", raw.page.id),
        page=raw.page.id,
        title=draught.title,
        text=text,
        passages=passages,
        language=LANGUAGE,
        published=published,
        credits=credits,
        labels=labels,
        readings=find_readings(text, passages),
    )
