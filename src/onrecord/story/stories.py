"""All articles of a record file, and the records of each group -> stories.

`find_groups` puts articles together, `keep_ids` gives the groups the ids that they had, and
`tell_story` makes the story of one group from its members' records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from typing import Final

from onrecord.records import Article, Link, Record, Story, make_id
from onrecord.story.disagreements import find_disagreements
from onrecord.story.grouping import group_parts
from onrecord.story.origins import families, find_origins, outlet_of, plain_name
from onrecord.story.pages import find_copies, guess_datings
from onrecord.story.pairs import likeness
from onrecord.story.timeline import find_timeline
from onrecord.story.words import weigh

__all__ = [
    "WINDOW_DAYS",
    "Group",
    "Weighed",
    "compare_group",
    "find_groups",
    "keep_ids",
    "tell_story",
    "weigh_article",
]

#: Terms that a link shows as its reason.
_REASONS: Final = 8
#: Articles of a story, the first in order of id, whose words are laid side by side; the rest are only linked.
MOST_COMPARED: Final = 400
#: Days between two articles up to which they can be alike.
WINDOW_DAYS: Final = 365.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """What grouping needs of an article."""

    #: `Article.id`.
    article: str
    terms: Mapping[str, float]
    #: Day of publication, counted from 1 January of year 1; None if not known within a week.
    day: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """Articles that are one story, with why each stands in it."""

    #: `Article.id`s, sorted.
    articles: tuple[str, ...]
    links: tuple[Link, ...]
    #: The article that is most like the others.
    centre: str
    #: The smallest id of the articles that chains of alike pairs lead to: what comes elsewhere does not
    #: change this group.
    part: str


def weigh_article(article: Article) -> Weighed:
    """The article's weighed terms and day; quarantined passages count for nothing."""
    return Weighed(article.id, weigh(article.title, article.blanked()), _day(article))


def _day(article: Article) -> float | None:
    first, last = article.published.earliest, article.published.latest
    if first is None or last is None or (last - first).days > 7:
        return None
    return (first.toordinal() + last.toordinal()) / 2


def find_groups(articles: Iterable[Weighed]) -> tuple[Group, ...]:
    """Every article in exactly one group; the order in which they come does not matter."""
    ordered = sorted(articles, key=lambda one: (one.day is None, one.day or 0.0, one.article))
    found = group_parts([one.terms for one in ordered], [one.day for one in ordered], window_days=WINDOW_DAYS)
    parts: dict[int, str] = {}
    for group, part in found:
        first = min(ordered[number].article for number in group)
        parts[part] = min(first, parts.get(part, first))
    groups = (_group([ordered[number] for number in group], parts[part]) for group, part in found)
    return tuple(sorted(groups, key=lambda group: group.articles))


def compare_group(articles: Sequence[Article]) -> Group:
    """The articles as one group, whatever their likeness; ValueError where there are none."""
    if not articles:
        raise ValueError("no article to compare")
    return _group([weigh_article(article) for article in articles], min(one.id for one in articles))


def _group(members: Sequence[Weighed], part: str) -> Group:
    articles = tuple(sorted(one.article for one in members))
    if len(members) == 1:
        return Group(articles, (), articles[0], part)
    ordered = sorted(members, key=lambda one: one.article)
    table = likeness([one.terms for one in ordered], [one.day for one in ordered], beside=MOST_COMPARED)
    links = []
    for one, row in zip(ordered, table, strict=True):
        best = int(row.argmax())
        links.append(_link(one, ordered[best], float(row[best])))
    centre = ordered[int(table.sum(axis=1).argmax())].article
    return Group(articles, tuple(links), centre, part)


def _link(one: Weighed, other: Weighed, score: float) -> Link:
    shared = sorted(
        (-weight * other.terms[term], term) for term, weight in one.terms.items() if term in other.terms
    )
    terms = tuple(term for _, term in shared[:_REASONS])
    return Link(article=one.article, other=other.article, score=round(score, 4), terms=terms)


def keep_ids(
    groups: Sequence[Group], previous: Mapping[str, Sequence[str]], *, others: Collection[str] = ()
) -> dict[str, Group]:
    """Ids for the groups: an old story's id (`previous`: id to articles) goes to the group that holds
    most of its articles, the largest overlap first; a new group's id comes from its first article.

    So a story that takes in a page keeps its id. Ids that were given out once depend on when pages
    came; the groups themselves do not. `others` are ids of stories that stay as they are.
    """
    holder = {article: number for number, group in enumerate(groups) for article in group.articles}
    claims: Counter[tuple[str, int]] = Counter()
    for story, articles in previous.items():
        claims.update((story, holder[article]) for article in articles if article in holder)
    named: dict[str, int] = {}
    taken: set[int] = set()
    for (story, number), _ in sorted(claims.items(), key=lambda item: (-item[1], item[0])):
        if story not in named and number not in taken:
            named[story] = number
            taken.add(number)
    known = {*named, *others}
    for number, group in enumerate(groups):
        if number not in taken:
            fresh = _fresh(group, known)
            known.add(fresh)
            named[fresh] = number
    return {story: groups[number] for story, number in sorted(named.items())}


def _fresh(group: Group, known: Collection[str]) -> str:
    """An id that no story has: of the first article whose own is free, else of them all and a number."""
    own = (make_id("story", article) for article in group.articles)
    more = (make_id("story", *group.articles, number) for number in count(2))
    return next(one for one in chain(own, more) if one not in known)


def tell_story(story: str, group: Group, records: Sequence[Record]) -> Story:
    """The story of a group: copies, origins, accounts, disagreements, timeline."""
    told = sorted((record for record in records if record.article), key=_article_id)
    copies = find_copies(told[:MOST_COMPARED])
    origins = find_origins(told, copies)
    accounts, disagreements = find_disagreements(told[:MOST_COMPARED], origins)
    days = [day for record in told if (day := _published(record)) is not None]
    centre = next((record for record in told if _article_id(record) == group.centre), None)
    return Story(
        id=story,
        title=centre.article.title if centre and centre.article else None,
        earliest=min(days, default=None),
        latest=max(days, default=None),
        articles=group.articles,
        links=group.links,
        copies=copies,
        families=families(copies),
        outlets=_outlets(told),
        origins=origins.sources(),
        accounts=accounts,
        disagreements=disagreements,
        timeline=find_timeline(told, origins),
        guesses=guess_datings(told, copies),
    )


def _article_id(record: Record) -> str:
    return record.article.id if record.article else ""


def _published(record: Record) -> date | None:
    """The day of publication; None for a page that has no day, or only bounds far apart."""
    return record.article.published.day if record.article else None


def _outlets(records: Sequence[Record]) -> tuple[str, ...]:
    """The names of the outlets, each once, as the first page writes it."""
    found: dict[str, str] = {}
    for record in records:
        outlet = outlet_of(record)
        if outlet is not None:
            found.setdefault(plain_name(outlet.name), outlet.name)
    return tuple(sorted(found.values(), key=lambda name: (name.casefold(), name)))
