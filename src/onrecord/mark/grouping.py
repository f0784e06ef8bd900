"""Candidates that are names -> one draft for each actor they name: "Ida Moen", "Moen", "Mayor Moen"."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc

from onrecord.mark.aliases import join_aliases, nearly_same, organization_openings
from onrecord.mark.attributes import Candidate, is_unknown_body
from onrecord.mark.drafts import Draft
from onrecord.mark.tables import first_names

__all__ = ["group_names"]

#: Words after a surname that are no part of it.
GENERATIONS: Final = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})

#: Where what the article does not name stands: behind everything.
NEVER: Final = 1 << 60

Bearer = tuple[Candidate, Draft]
Spots = dict[str, list[Bearer]]
#: Surnames by first letter and length, so that a slip of the pen is looked for among few.
Shapes = dict[tuple[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the article's full names say of the short ones."""

    #: Last words, in lower case, of every name of a person.
    surnames: frozenset[str]
    #: First and last words of people's full names, with where the first of them stands.
    parts: dict[str, int]
    shapes: Shapes
    #: First words of organizations' full names.
    openings: set[str]
    #: Names of one word that are an organization's more often than a person's.
    bodies: set[str]
    #: Where each country stands first, by its lower-case words.
    countries: dict[str, int]


def group_names(
    doc: Doc, names: list[Candidate], by_head: dict[int, Draft], headline_end: int
) -> list[Draft]:
    """A draft for each actor that is named; `by_head` gets the draft of each name's head token.

    `headline_end` is the offset where the headline ends: its names are often cut short.
    """
    drafts: dict[tuple[str, str], Draft] = {}
    known = _known(names)
    short: list[Candidate] = []
    for candidate in names:
        text = _text(candidate)
        _correct(candidate, text, known)
        if candidate.form == "person" and " " not in text:
            short.append(candidate)
            continue
        key = (candidate.form, _name_key(text, candidate.form == "person"))
        if (
            candidate.form == "country"
            and candidate.place is not None
            and candidate.place.kind != "region-name"
        ):
            key = ("country", candidate.place.iso3)
        draft = drafts.setdefault(key, Draft(kind=candidate.form, named=True))
        draft.names.append(text)
        by_head[candidate.head.i] = draft
    _group_short_names(short, _name_spots(names, by_head), drafts, by_head)
    join_aliases(doc, names, list(drafts.values()), by_head, headline_end)
    for candidate in names:
        if candidate.head.i in by_head:
            by_head[candidate.head.i].take(candidate)
    return [draft for draft in drafts.values() if draft.mentions]


def _text(candidate: Candidate) -> str:
    return " ".join(candidate.head.doc[candidate.start : candidate.end].text.split())


def _known(names: list[Candidate]) -> _Known:
    people = [candidate for candidate in names if candidate.form == "person"]
    parts: dict[str, int] = {}
    for candidate in people:
        words = _plain(_text(candidate))
        if len(words) > 1:
            for word in (words[0], words[-1]):
                parts.setdefault(word, candidate.head.i)
    surnames = {candidate.noun for candidate in people} | set(parts)
    countries: dict[str, int] = {}
    for candidate in names:
        if candidate.form == "country":
            countries.setdefault(_text(candidate).lower(), candidate.head.i)
    count: Counter[str] = Counter()
    for candidate in names:
        if candidate.form in ("person", "organization") and candidate.end - candidate.start == 1:
            count[_text(candidate).lower()] += 1 if candidate.form == "organization" else -1
    bodies = {low for low, lead in count.items() if lead > 0 and low not in parts}
    return _Known(frozenset(surnames), parts, _shapes(parts), organization_openings(names), bodies, countries)


def _correct(candidate: Candidate, text: str, known: _Known) -> None:
    """Puts right what the recogniser took a short name for."""
    low = text.lower()
    if low in known.bodies and candidate.form == "person" and not candidate.gender:
        candidate.form = "organization"  # what it is elsewhere in the article
    elif low in known.openings and not candidate.gender and low not in known.parts:
        if candidate.form == "person":
            candidate.form = "organization"  # "Vonheim" of "Vonheim Shipping Group"
    elif is_unknown_body(candidate) and low not in known.openings:
        slip = " " not in text and bool(_slips(low, known.shapes))
        if candidate.noun in known.surnames or slip:
            candidate.form = "person"  # the recogniser takes a bare surname for a company
    named_so = candidate.form == "country" or candidate.place is not None
    if named_so and low in known.parts and known.parts[low] < known.countries.get(low, NEVER):
        # "Paris" after "Valeska Paris"; a country that stands before anybody of its name stays one.
        _make_person(candidate)
    if candidate.body is not None and low in known.parts and low not in known.openings:
        _make_person(candidate)  # "Ford" after "Ida Ford"


def _make_person(candidate: Candidate) -> None:
    """Takes back what a table said of a name that is somebody's surname."""
    candidate.form, candidate.country, candidate.sector = "person", None, None
    candidate.place = candidate.body = None
    candidate.evidence.clear()


def _group_short_names(
    short: list[Candidate], spots: Spots, drafts: dict[tuple[str, str], Draft], by_head: dict[int, Draft]
) -> None:
    """Gives names of one word to the person whose full name holds them, or to a person of their own.

    A surname that two people bear who stand as near as one another stays without a draft.
    """
    used: dict[str, Counter[int]] = defaultdict(Counter)
    shapes = _shapes(spots)
    for candidate in short:
        text = _text(candidate)
        key = text.lower()
        bearers = _of_gender(candidate, spots.get(key) or _misspelt(key, spots, shapes))
        if _is_torn(candidate, bearers, used[key]):
            continue
        draft = _fuller_person(candidate, bearers, used[key])
        if draft is None:
            draft = drafts.setdefault(("person", key), Draft(kind="person", named=True))
        else:
            used[key][id(draft)] += 1
        draft.names.append(text)
        by_head[candidate.head.i] = draft


def _of_gender(candidate: Candidate, bearers: list[Bearer]) -> list[Bearer]:
    """The people that "Mr." or "Mrs." can stand before: whoever is not known to be another."""
    if candidate.gender is None:
        return bearers
    shown = [name.gender or first_names().get(draft.names[0].split()[0].lower()) for name, draft in bearers]
    wanted = (candidate.gender,) if candidate.gender in shown else (None,)
    return [bearer for bearer, gender in zip(bearers, shown, strict=True) if gender in wanted]


def _is_torn(candidate: Candidate, bearers: list[Bearer], used: Counter[int]) -> bool:
    """Whether two people of one surname stand equally near before it: "Ida Moen met Per Moen. Moen left"."""
    before = [(name, draft) for name, draft in bearers if name.head.i < candidate.head.i]
    if not before:
        return False
    nearest = before[-1][0].sentence
    here = {id(draft): draft for name, draft in before if name.sentence == nearest}
    return len(here) > 1 and not any(used[key] for key in here)


def _plain(text: str) -> list[str]:
    """A person's names in lower case, without initials in the middle and without "Jr."."""
    words = text.lower().replace("’", "'").replace(",", "").split()
    while len(words) > 2 and words[-1] in GENERATIONS:
        words.pop()
    return [word for at, word in enumerate(words) if at in (0, len(words) - 1) or len(word.rstrip(".")) > 1]


def _name_key(text: str, person: bool) -> str:
    if person:
        return " ".join(_plain(text))
    return text.lower().removeprefix("the ").replace("’", "'").rstrip(".")


def _name_spots(names: list[Candidate], by_head: dict[int, Draft]) -> Spots:
    """Each surname and first name of the people with a full name, with where it stands."""
    spots: Spots = defaultdict(list)
    for candidate in names:
        draft = by_head.get(candidate.head.i)
        if draft is not None and draft.kind == "person":
            words = _plain(draft.names[0])
            for word in dict.fromkeys((words[0], words[-1])):
                spots[word].append((candidate, draft))
    return spots


def _fuller_person(candidate: Candidate, spots: list[Bearer], used: Counter[int]) -> Draft | None:
    """The person whose full name holds this one word.

    Whoever the short form has stood for most often, then the nearest before it, then the first after.
    """
    before = [draft for name, draft in spots if name.head.i < candidate.head.i]
    if before:
        return max(reversed(before), key=lambda draft: used[id(draft)])
    return spots[0][1] if spots else None


def _misspelt(key: str, spots: Spots, shapes: Shapes) -> list[Bearer]:
    """The people whose surname a lone name misses by a letter; none if several surnames are so near."""
    near = _slips(key, shapes)
    return spots[near[0]] if len(near) == 1 else []


def _shapes(words: Iterable[str]) -> Shapes:
    found: Shapes = defaultdict(list)
    for word in words:
        found[word[:1], len(word)].append(word)
    return found


def _slips(key: str, shapes: Shapes) -> list[str]:
    """The words that a lone name misses by a letter."""
    sizes = range(len(key) - 1, len(key) + 2)
    return [word for size in sizes for word in shapes.get((key[:1], size), ()) if nearly_same(key, word)]
