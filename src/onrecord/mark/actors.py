"""Candidates -> actors and their mentions: names, descriptions and pronouns grouped in one article."""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc

from onrecord.mark.attributes import Candidate
from onrecord.mark.candidates import find_candidates
from onrecord.mark.descriptions import bare_words, join_headline, note_owner, resolve_description
from onrecord.mark.drafts import Draft
from onrecord.mark.grouping import group_names
from onrecord.mark.lending import lend_from_bodies, lend_from_state
from onrecord.mark.pronouns import resolve_pronoun
from onrecord.mark.rewritten import ReadText
from onrecord.mark.tables import usual_names
from onrecord.records import Actor, Article, Mention, Span, make_id

#: How many tokens of a passage count as its opening: "Later, he noted".
OPENING_WORDS = 3


def find_actors(article: Article, doc: Doc) -> tuple[tuple[Actor, ...], tuple[Mention, ...]]:
    """The actors of an article in the order of their first mention, and their mentions in text order.

    A mention that could not be told stays with `actor` None and the reason in `why`.
    """
    candidates = find_candidates(doc, ReadText(article.blanked(), article.readings))
    by_head: dict[int, Draft] = {}
    reasons: dict[int, str] = {}
    headline_end = _headline_end(article)
    seams = [headline_end, *(passage.span.start for passage in article.passages if passage.torn)]
    drafts = group_names(doc, [one for one in candidates if one.kind == "name"], by_head, headline_end)
    _mark_openings(article, doc, candidates)
    history: list[tuple[Candidate, Draft]] = []
    for candidate in candidates:
        head = candidate.head.i
        if candidate.kind == "name":
            reasons[head] = "named" if head in by_head else "a name that two people in the article bear"
            note_owner(candidate, by_head)
        elif candidate.kind == "description":
            draft, why = resolve_description(doc, candidate, by_head, history)
            if draft is None:
                draft = Draft(kind=candidate.form, named=False, names=[bare_words(doc, candidate)])
                drafts.append(draft)
            by_head[head], reasons[head] = draft, why
            draft.take(candidate)
            note_owner(candidate, by_head)
        else:
            draft, why = resolve_pronoun(candidate, history, _seam_before(candidate.head.idx, seams))
            reasons[head] = why
            if draft is not None:
                by_head[head] = draft
                draft.take(candidate)
        if head in by_head:
            history.append((candidate, by_head[head]))
    join_headline(by_head, headline_end)
    lend_from_bodies(candidates, by_head)
    lend_from_state(doc, drafts)
    return _make_records(article, candidates, drafts, by_head, reasons)


def _mark_openings(article: Article, doc: Doc, candidates: list[Candidate]) -> None:
    """Marks the candidates that stand among the first words of a passage."""
    starts = [passage.span.start for passage in article.passages]
    openings: set[int] = set()
    seen = 0
    for token in doc:
        if seen < len(starts) and token.idx >= starts[seen] and not token.is_space:
            openings.update(range(token.i, token.i + OPENING_WORDS))
            seen = bisect_right(starts, token.idx)
    for candidate in candidates:
        candidate.opens = candidate.head.i in openings


def _headline_end(article: Article) -> int:
    ends = [passage.span.end for passage in article.passages if passage.kind == "headline"]
    return max(ends, default=0)


def _seam_before(offset: int, seams: list[int]) -> int:
    """Where what a word at `offset` may point back at begins: the last seam before it."""
    return max((seam for seam in seams if seam <= offset), default=0)


def _make_records(
    article: Article,
    candidates: list[Candidate],
    drafts: list[Draft],
    by_head: dict[int, Draft],
    reasons: dict[int, str],
) -> tuple[tuple[Actor, ...], tuple[Mention, ...]]:
    drafts = sorted(
        (draft for draft in drafts if draft.mentions), key=lambda one: min(m.head.i for m in one.mentions)
    )
    ids = {
        id(draft): make_id("actor", article.id, draft.kind, draft.names[0], number)
        for number, draft in enumerate(drafts)
    }
    actors = tuple(_make_actor(article, draft, ids[id(draft)]) for draft in drafts)
    mentions = []
    for candidate in candidates:
        doc = candidate.head.doc
        span = _span(article, doc, candidate.start, candidate.end)
        owner = by_head.get(candidate.head.i)
        mentions.append(
            Mention(
                id=make_id("mention", article.id, span.start, span.end, candidate.kind),
                span=span,
                head=candidate.head.idx,
                kind=candidate.kind,
                actor=ids.get(id(owner)) if owner is not None else None,
                why=reasons.get(candidate.head.i, ""),
            )
        )
    return actors, tuple(mentions)


def _make_actor(article: Article, draft: Draft, actor_id: str) -> Actor:
    doc = draft.mentions[0].head.doc
    name = max(draft.names, key=len)
    if draft.kind == "country" and draft.country is not None and not _is_region(draft):
        name = usual_names().get(draft.country, name)
    role = _span(article, doc, *draft.role) if draft.role is not None else None
    missing = [
        part for part, value in (("country", draft.country), ("sector", draft.sector)) if value is None
    ]
    evidence = list(draft.evidence)
    if missing:
        evidence.append(f"the words give no {' and no '.join(missing)}")
    return Actor(
        id=actor_id,
        name=name,
        kind=draft.kind,
        named=draft.named,
        country=draft.country,
        sector=draft.sector,
        role=role,
        why="; ".join(evidence),
    )


def _is_region(draft: Draft) -> bool:
    """Whether a draft is a part of its country: "Crimea", "Gaza"."""
    place = draft.mentions[0].place
    return place is not None and place.kind == "region-name"


def _span(article: Article, doc: Doc, start: int, end: int) -> Span:
    last = doc[end - 1]
    return Span.of(article.text, doc[start].idx, last.idx + len(last))
