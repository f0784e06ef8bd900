"""Stories -> rows of the flat tables in columns.tsv that are made of one story each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from onrecord.export.columns import Row
from onrecord.export.rows import span_cells
from onrecord.records import Account, Story
from onrecord.store import Head

__all__ = ["STORY_ROWS", "Told"]


@dataclass(frozen=True, slots=True)
class Told:
    """A story and what its rows name: its pages and who made the statements."""

    story: Story
    #: `Article.id` to its head; an article that has gone since the stories were made has none.
    heads: Mapping[str, Head] = field(default_factory=dict)
    #: `Statement.id` to who made it.
    voices: Mapping[str, str] = field(default_factory=dict)

    def page(self, article: str) -> str | None:
        """`Page.id` of an article; None if it has gone."""
        return self.heads[article].page if article in self.heads else None

    def source(self, article: str) -> str | None:
        """`Page.source` of an article; None if it has gone."""
        return self.heads[article].source if article in self.heads else None

    def head(self, article: str) -> Row:
        """The columns that name an article's page."""
        head = self.heads.get(article)
        return {
            "page": head.page if head else None,
            "page_source": head.source if head else None,
            "page_url": head.url if head else None,
            "page_title": head.title if head else None,
            "published_earliest": head.earliest if head else None,
            "published_latest": head.latest if head else None,
            "published_origin": head.origin if head else None,
        }

    def account(self, account: Account | None) -> Row:
        """The columns that tell whose an account is."""
        said = account.according_to if account else None
        return {
            **span_cells("account", account.span if account else None),
            "according_to": said,
            "according_to_speaker": self.voices.get(said or ""),
            "origin": account.origin if account else None,
        }


def story_rows(told: Told) -> Iterator[Row]:
    """One row."""
    story = told.story
    kinds = [one.kind for one in story.disagreements]
    yield {
        "story": story.id,
        "title": story.title,
        "earliest": story.earliest,
        "latest": story.latest,
        "pages": len(story.articles),
        "outlets": story.outlets,
        "origins": len(story.origins),
        "disagreements": kinds.count("disagreement"),
        "updates": kinds.count("update"),
    }


def member_rows(told: Told) -> Iterator[Row]:
    """A row for each page of the story."""
    story = told.story
    links = {link.article: link for link in story.links}
    guesses = {guess.article: guess for guess in story.guesses}
    families = {article: number for number, held in enumerate(story.families, 1) for article in held}
    for article in story.articles:
        link, guess = links.get(article), guesses.get(article)
        yield {
            "story": story.id,
            **told.head(article),
            "family": families.get(article),
            "guess_earliest": guess.dating.earliest if guess else None,
            "guess_latest": guess.dating.latest if guess else None,
            "guess_why": guess.why if guess else None,
            "like": told.page(link.other) if link else None,
            "like_score": link.score if link else None,
            "like_terms": link.terms if link else (),
        }


def origin_rows(told: Told) -> Iterator[Row]:
    """A row for each origin that could be told apart."""
    for source in told.story.origins:
        pages = (told.page(article) for article in source.articles)
        yield {
            "story": told.story.id,
            "origin": source.name,
            "kind": source.kind,
            "pages": tuple(page for page in pages if page),
            "why": source.why,
            "evidence_where": source.evidence.where if source.evidence else None,
            **span_cells("evidence", source.evidence.span if source.evidence else None),
            "evidence_words": source.evidence.words if source.evidence else None,
        }


def copy_rows(told: Told) -> Iterator[Row]:
    """A row for each pair of pages that share words."""
    for copy in told.story.copies:
        yield {
            "copy": copy.id,
            "story": told.story.id,
            "kind": copy.kind,
            "directed": copy.directed,
            "original": told.page(copy.original),
            "original_source": told.source(copy.original),
            "original_share": copy.original_share,
            "page": told.page(copy.article),
            "page_source": told.source(copy.article),
            "page_share": copy.article_share,
            "why": copy.why,
        }


def shared_rows(told: Told) -> Iterator[Row]:
    """A row for each passage that two pages share."""
    for copy in told.story.copies:
        for position, shared in enumerate(copy.passages):
            yield {
                "copy": copy.id,
                "position": position,
                **span_cells("passage", shared.span),
                **span_cells("other", shared.other),
                "quotation": shared.quotation,
            }


def account_rows(told: Told) -> Iterator[Row]:
    """A row for each account."""
    for account in told.story.accounts:
        yield {
            "account_id": account.id,
            "story": told.story.id,
            "matter": account.matter,
            "page": told.page(account.article),
            "page_source": told.source(account.article),
            "event": account.event,
            **told.account(account),
            "why": account.why,
        }


def disagreement_rows(told: Told) -> Iterator[Row]:
    """A row for each account in each slot in which accounts differ."""
    accounts = {account.id: account for account in told.story.accounts}
    for one in told.story.disagreements:
        for position, cell in enumerate(one.cells):
            account = accounts.get(cell.account)
            yield {
                "disagreement": one.id,
                "position": position,
                "story": told.story.id,
                "slot": one.slot,
                "kind": one.kind,
                "matter": one.matter,
                "account_id": cell.account,
                "value": cell.value,
                **span_cells("said", cell.span),
                **told.head(account.article if account else ""),
                **told.account(account),
                "why": one.why,
            }


def timeline_rows(told: Told) -> Iterator[Row]:
    """A row for each line of the timeline."""
    for position, entry in enumerate(told.story.timeline):
        yield {
            "story": told.story.id,
            "position": position,
            "earliest": entry.earliest,
            "latest": entry.latest,
            "status": entry.status,
            "event": entry.event,
            **told.head(entry.article),
            **span_cells("told", entry.span),
            "origins": entry.origins,
        }


#: Table name to the function that gives a story's rows.
STORY_ROWS: Final[dict[str, Callable[[Told], Iterator[Row]]]] = {
    "stories": story_rows,
    "members": member_rows,
    "origins": origin_rows,
    "copies": copy_rows,
    "shared": shared_rows,
    "accounts": account_rows,
    "disagreements": disagreement_rows,
    "timeline": timeline_rows,
}
