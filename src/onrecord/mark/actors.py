"""Candidates -> actors and their mentions: names, descriptions and pronouns grouped in one article."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Doc

from onrecord.mark.attributes import Candidate, is_unknown_body
from onrecord.mark.candidates import find_candidates
from onrecord.mark.pronouns import resolve_pronoun
from onrecord.mark.tables import usual_names
from onrecord.records import Actor, ActorKind, Article, Mention, Span, make_id

#: How many sentences back "the minister" may reach for a minister.
DESCRIPTION_REACH = 12
#: How many tokens of a passage count as its opening: "Later, he noted".
OPENING_WORDS = 3
#: Words at the end of a capitalised name that a description can stand for: "the ministry".
_NOUN_OF_COUNTRY = frozenset({"country", "nation", "state"})


@dataclass(slots=True)
class Draft:
    """An actor while its mentions are still being gathered."""

    kind: ActorKind
    named: bool
    names: list[str] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    country: str | None = None
    sector: str | None = None
    role: tuple[int, int] | None = None
    evidence: list[str] = field(default_factory=list)
    mentions: list[Candidate] = field(default_factory=list)
    #: "he" or "she" once the text has shown it.
    gender: str | None = None

    def take(self, candidate: Candidate) -> None:
        """Adds a mention and what it says of the actor."""
        self.mentions.append(candidate)
        if candidate.kind == "pronoun":
            self.gender = self.gender or (candidate.noun if candidate.noun in ("he", "she") else None)
            return
        self.gender = self.gender or candidate.gender
        self.country = self.country or candidate.country
        self.sector = self.sector or candidate.sector
        if candidate.role is not None and (self.role is None or _longer(candidate.role, self.role)):
            self.role = candidate.role
        self.nouns.add(candidate.noun)
        self.evidence += [line for line in candidate.evidence if line not in self.evidence]


def _longer(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[1] - one[0] > other[1] - other[0]


def find_actors(article: Article, doc: Doc) -> tuple[tuple[Actor, ...], tuple[Mention, ...]]:
    """The actors of an article in the order of their first mention, and their mentions in text order.

    A mention that could not be told stays with `actor` None and the reason in `why`.
    """
    candidates = find_candidates(doc)
    by_head: dict[int, Draft] = {}
    reasons: dict[int, str] = {}
    drafts = _group_names(doc, [one for one in candidates if one.kind == "name"], by_head)
    headline_end = _headline_end(article)
    _mark_openings(article, doc, candidates)
    history: list[tuple[Candidate, Draft]] = []
    for candidate in candidates:
        head = candidate.head.i
        if candidate.kind == "name":
            reasons[head] = "named"
        elif candidate.kind == "description":
            draft, why = _resolve_description(doc, candidate, by_head, history)
            if draft is None:
                draft = Draft(kind=candidate.form, named=False, names=[_bare_words(doc, candidate)])
                drafts.append(draft)
            by_head[head], reasons[head] = draft, why
            draft.take(candidate)
        else:
            draft, why = resolve_pronoun(candidate, history, headline_end)
            reasons[head] = why
            if draft is not None:
                by_head[head] = draft
                draft.take(candidate)
        if head in by_head:
            history.append((candidate, by_head[head]))
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


def _words(doc: Doc, candidate: Candidate) -> str:
    return str(doc[candidate.start : candidate.end].text)


def _bare_words(doc: Doc, candidate: Candidate) -> str:
    """A description without its article: "military official"."""
    start = candidate.start
    if start < candidate.head.i and doc[start].lower_ in ("the", "a", "an", "this", "that", "these", "those"):
        start += 1
    return " ".join(doc[start : candidate.end].text.split())


def _group_names(doc: Doc, names: list[Candidate], by_head: dict[int, Draft]) -> list[Draft]:
    """Names that stand for one actor, in one draft each; fuller names first, then their short forms."""
    drafts: dict[tuple[str, str], Draft] = {}
    surnames = {candidate.noun for candidate in names if candidate.form == "person"}
    parts = _parts_of_names(doc, names)
    short: list[Candidate] = []
    for candidate in names:
        if candidate.noun in surnames and is_unknown_body(candidate):
            candidate.form = "person"  # the recogniser takes a bare surname for a company
        text = " ".join(_words(doc, candidate).split())
        if candidate.form == "country" and text.lower() in parts:
            candidate.form, candidate.country, candidate.place = (
                "person",
                None,
                None,
            )  # "Paris" of Valeska Paris
            candidate.evidence.clear()
        if candidate.form == "person" and " " not in text:
            short.append(candidate)
            continue
        key = (candidate.form, _name_key(text))
        if candidate.form == "country" and candidate.place is not None:
            key = ("country", candidate.place.iso3)
        draft = drafts.setdefault(key, Draft(kind=candidate.form, named=True))
        draft.names.append(text)
        by_head[candidate.head.i] = draft
    _group_short_names(doc, short, _name_spots(names, by_head), drafts, by_head)
    _join_acronyms(list(drafts.values()), by_head)
    for candidate in names:
        by_head[candidate.head.i].take(candidate)
    return [draft for draft in drafts.values() if draft.mentions]


def _parts_of_names(doc: Doc, names: list[Candidate]) -> set[str]:
    """First and last words, in lower case, of the article's full names of people."""
    found = set()
    for candidate in names:
        words = _words(doc, candidate).lower().split()
        if candidate.form == "person" and len(words) > 1:
            found |= {words[0], words[-1]}
    return found


def _group_short_names(
    doc: Doc,
    short: list[Candidate],
    spots: dict[str, list[tuple[int, Draft]]],
    drafts: dict[tuple[str, str], Draft],
    by_head: dict[int, Draft],
) -> None:
    """Gives names of one word to the person whose full name holds them, or to a person of their own."""
    used: dict[str, Counter[int]] = defaultdict(Counter)
    for candidate in short:
        text = _words(doc, candidate)
        key = text.lower()
        draft = _fuller_person(candidate, spots[key], used[key])
        if draft is None:
            draft = drafts.setdefault(("person", key), Draft(kind="person", named=True))
        else:
            used[key][id(draft)] += 1
        draft.names.append(text)
        by_head[candidate.head.i] = draft


def _name_key(text: str) -> str:
    return text.lower().removeprefix("the ").replace("’", "'").rstrip(".")


def _name_spots(names: list[Candidate], by_head: dict[int, Draft]) -> dict[str, list[tuple[int, Draft]]]:
    """Each surname and first name of the people with a full name, with where it stands."""
    spots: dict[str, list[tuple[int, Draft]]] = defaultdict(list)
    for candidate in names:
        draft = by_head.get(candidate.head.i)
        if draft is not None and draft.kind == "person":
            words = draft.names[0].lower().split()
            for word in {words[0], words[-1]}:
                spots[word].append((candidate.head.i, draft))
    return spots


def _fuller_person(candidate: Candidate, spots: list[tuple[int, Draft]], used: Counter[int]) -> Draft | None:
    """The person whose full name holds this one word.

    Whoever the short form has stood for most often, then the nearest before it, then the first after.
    """
    before = [draft for at, draft in spots if at < candidate.head.i]
    if before:
        return max(reversed(before), key=lambda draft: used[id(draft)])
    return spots[0][1] if spots else None


def _join_acronyms(drafts: list[Draft], by_head: dict[int, Draft]) -> None:
    """Makes "CNI" and "Center for the National Interest" one actor."""
    initials: dict[str, Draft] = {}
    for draft in drafts:
        words = [word for word in draft.names[0].split() if word[:1].isupper()] if draft.names else []
        if draft.kind == "organization" and len(words) >= 2:
            initials.setdefault("".join(word[0] for word in words), draft)
    for draft in drafts:
        if draft.kind != "organization" or not draft.names or not draft.names[0].isupper():
            continue
        whole = initials.get(draft.names[0].replace(".", ""))
        if whole is not None and whole is not draft:
            whole.names += draft.names
            for head, other in by_head.items():
                if other is draft:
                    by_head[head] = whole


def _resolve_description(
    doc: Doc, candidate: Candidate, by_head: dict[int, Draft], history: list[tuple[Candidate, Draft]]
) -> tuple[Draft | None, str]:
    """The draft that a description points at and why; None for somebody new."""
    if candidate.of_name is not None and candidate.of_name in by_head:
        return by_head[candidate.of_name], "stands beside the name"
    bare = _bare_words(doc, candidate).lower()
    if candidate.article == "a":
        return None, "a new one: indefinite"
    if candidate.article == "bare":
        for _, draft in reversed(history):
            if not draft.named and draft.names[0].lower() == bare:
                return draft, "the same words as before"
        return None, "described, not named"
    if candidate.article == "possessive":
        return None, "described, not named"
    for earlier, draft in reversed(history):
        if candidate.sentence - earlier.sentence > DESCRIPTION_REACH:
            break
        if earlier.kind != "pronoun" and _fits(candidate, draft):
            return draft, f"“the {candidate.noun}” points back"
    alone = _only_one_of_sector(candidate, history)
    if alone is not None:
        return alone, f"the only organization of sector {candidate.sector} named before"
    return None, "described, not named"


def _only_one_of_sector(candidate: Candidate, history: list[tuple[Candidate, Draft]]) -> Draft | None:
    """The one named organization before "the union" that is a union by its name."""
    if candidate.form != "organization" or candidate.sector is None or candidate.plural:
        return None
    found = {
        id(draft): draft
        for _, draft in history
        if draft.named
        and draft.kind == "organization"
        and draft.sector == candidate.sector
        and candidate.country in (None, draft.country)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _fits(candidate: Candidate, draft: Draft) -> bool:
    """Whether a definite description can point at an actor: same noun, no clash of country or sector."""
    if candidate.country not in (None, draft.country):
        return False
    if candidate.noun in _NOUN_OF_COUNTRY:
        return draft.kind == "country" and not candidate.plural
    if candidate.form == "group":
        return draft.kind == "group" and candidate.noun in draft.nouns
    if draft.kind == "group":
        return False
    if candidate.noun in draft.nouns:
        return True
    last_words = {name.lower().split()[-1] for name in draft.names if " " in name}
    if draft.kind == "organization" and candidate.form == "organization":
        return candidate.noun in last_words
    if draft.role is not None and draft.kind == "person" and draft.mentions:
        title = draft.mentions[0].head.doc[draft.role[1] - 1]
        before_name = any(mention.start == draft.role[1] for mention in draft.mentions)
        return before_name and bool(title.lower_ == candidate.noun)
    return False


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
    if draft.kind == "country" and draft.country is not None:
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


def _span(article: Article, doc: Doc, start: int, end: int) -> Span:
    last = doc[end - 1]
    return Span.of(article.text, doc[start].idx, last.idx + len(last))
