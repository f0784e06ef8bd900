"""Drafts of named organizations -> short forms, acronyms and their full names as one draft.

In order of strength: an acronym in brackets after the name, the same words but for "Inc.", initials,
the full name's first words ("Ansgard" of "Ansgard Ferry Company"), its last words without the country
("Air Force" of "Norwegian Air Force"). A form that fits two full names joins neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from spacy.tokens import Doc

from onrecord.mark.attributes import Candidate
from onrecord.mark.drafts import Draft
from onrecord.mark.tables import agents, bodies, country_names, name_suffixes

__all__ = ["join_aliases", "nearly_same", "organization_openings"]

#: Fewest letters of a surname that may be one letter off: shorter ones are often another name.
LEAST_MISSPELT: Final = 6
#: Fewest letters of an acronym that takes letters from inside the words.
LEAST_INSIDE: Final = 3


def organization_openings(names: Iterable[Candidate]) -> set[str]:
    """First words, in lower case, of the organizations that are named with two words or more."""
    found = set()
    for candidate in names:
        words = candidate.head.doc[candidate.start : candidate.end].text.split()
        if candidate.form == "organization" and len(words) > 1:
            found.add(words[0].lower())
    return found


def join_aliases(
    doc: Doc, names: list[Candidate], drafts: list[Draft], by_head: dict[int, Draft], headline_end: int = 0
) -> None:
    """Makes one draft of an organization's full name and its short forms; `by_head` is changed in place."""
    bodies = [draft for draft in drafts if draft.names and _is_body(draft)]
    names = [one for one in names if one.head.i in by_head]
    told = {id(by_head[one.head.i]) for one in names if one.head.idx >= headline_end}
    towns = {
        id(by_head[one.head.i])
        for one in names
        if one.head.ent_type_ == "GPE" or one.place is not None or one.form == "country"
    }
    bracketed = _bracketed(doc, names, by_head)
    whole_of: dict[int, Draft] = {}

    def root(draft: Draft) -> Draft:
        while id(draft) in whole_of:
            draft = whole_of[id(draft)]
        return draft

    full = _FullNames(draft for draft in bodies if id(draft) in told or _has_suffix(draft))
    for short in sorted(bodies, key=lambda draft: (len(draft.names[0]), draft.names[0])):
        whole = bracketed.get(short.names[0])
        if whole is None or root(whole) is root(short):
            whole = _whole(short, full, root, id(short) in towns)
        if whole is not None and root(whole) is not root(short):
            whole_of[id(short)] = root(whole)
            full.add(root(whole), short.names)
            root(whole).names += short.names
    for head, draft in by_head.items():
        by_head[head] = root(draft)


def _is_body(draft: Draft) -> bool:
    """Whether a draft is an organization, or a union of states that the country table holds."""
    return draft.kind == "organization" or (draft.kind == "country" and any(" " in n for n in draft.names))


def _bracketed(doc: Doc, names: list[Candidate], by_head: dict[int, Draft]) -> dict[str, Draft]:
    """Acronym -> the organization that it stands behind in brackets: "Harbour Pilots' Union (HPU)"."""
    found: dict[str, Draft] = {}
    for name in names:
        end = name.end
        if end + 2 < len(doc) and doc[end].text == "(" and doc[end + 2].text == ")":
            word = doc[end + 1].text
            if name.form == "organization" and word.isupper() and len(word) > 1:
                found.setdefault(word, by_head[name.head.i])
    return found


Test = Callable[[str, str], bool]


class _FullNames:
    """The full names of organizations by what a short form can have of them, so that few are compared."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._ids: set[int] = set()
        #: By words (the name's own, its first ones, its last ones) or, for initials, by a letter.
        self._tables: dict[Test, dict[tuple[str, ...], list[tuple[str, Draft]]]] = {
            test: defaultdict(list) for test in (_same_but_suffix, _initials, _last_words, _first_words)
        }
        for draft in drafts:
            self._ids.add(id(draft))
            self.add(draft, draft.names)

    def add(self, draft: Draft, names: Iterable[str]) -> None:
        """Takes in names of one of the drafts; those of others are left out."""
        for name in dict.fromkeys(names) if id(draft) in self._ids else ():
            core, row = tuple(_core(name)), (name, draft)
            self._tables[_same_but_suffix][core].append(row)
            for at in range(1, len(core)):
                self._tables[_first_words][core[:at]].append(row)
                self._tables[_last_words][core[at:]].append(row)
            words, plain = _initialed(name)
            for letter in {first[0][0] for first in (words, plain) if first}:
                self._tables[_initials][(letter,)].append(row)

    def fitting(self, short: str, test: Test) -> Iterable[Draft]:
        """The drafts of which a name passes a test of a short form."""
        key = tuple(_core(short)) if test is not _initials else (_letters(short)[:1],)
        return (draft for full, draft in self._tables[test].get(key, ()) if test(short, full))


def _whole(short: Draft, full: _FullNames, root: Callable[[Draft], Draft], town: bool) -> Draft | None:
    """The one organization whose short form a draft's name is; None if none or several fit."""
    tests: list[Test] = [_same_but_suffix, _initials]
    if not town:
        tests += [_last_words, _first_words]
    for test in tests:
        fitting = {id(root(draft)): root(draft) for draft in full.fitting(short.names[0], test)}
        fitting.pop(id(root(short)), None)
        if len(fitting) == 1:
            return next(iter(fitting.values()))
        if fitting:
            return None
    return None


def _core(name: str) -> list[str]:
    """A name's words in lower case without "the" and "Inc."."""
    words = name.lower().replace(",", "").split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    while len(words) > 1 and words[-1] in name_suffixes():
        words.pop()
    return words


def _has_suffix(draft: Draft) -> bool:
    """Whether a name is a company's full one, which no headline cuts short: "Ansgard Group plc"."""
    return len(_core(draft.names[0])) < len(draft.names[0].replace(",", "").split())


def _same_but_suffix(short: str, full: str) -> bool:
    return len(short) < len(full) and _core(short) == _core(full)


def _initials(short: str, full: str) -> bool:
    """Whether an acronym is made of the initials, in order, with letters from inside only beside them."""
    letters = _letters(short)
    words, plain = _initialed(full)
    if not letters or len(words) < 2:
        return False
    if letters in ("".join(word[0] for word in words), "".join(word[0] for word in plain)):
        return True
    return len(letters) >= LEAST_INSIDE and _spelt(letters, plain)


def _letters(short: str) -> str:
    """The letters of an acronym without "Inc." behind it: "AB" of "A.B. Inc."; "" if a name is none."""
    first, *others = short.split()
    letters = (first if all(word.lower() in name_suffixes() for word in others) else short).replace(".", "")
    return letters if letters.isupper() and len(letters) > 1 else ""


def _initialed(full: str) -> tuple[list[str], list[str]]:
    """The words of a name with a capital, all and without "Inc."."""
    words = [word for word in full.split() if word[:1].isupper()]
    return words, [word for word in words if word.lower() not in name_suffixes()]


def _spelt(letters: str, words: list[str]) -> bool:
    """Whether the letters run through the words: each word's initial, then letters from inside it."""
    at = 0
    for number, word in enumerate(words):
        if at >= len(letters) or word[0] != letters[at]:
            return False
        at += 1
        following = words[number + 1][0] if number + 1 < len(words) else ""
        inside = 0
        while at < len(letters) and letters[at] != following:
            inside = word.lower().find(letters[at].lower(), inside + 1)
            if inside < 0:
                return False
            at += 1
    return at == len(letters)


def _first_words(short: str, full: str) -> bool:
    words, whole = _core(short), _core(full)
    if len(words) < len(short.replace(",", "").removeprefix("the ").removeprefix("The ").split()):
        return False  # "Apple Inc." is a full name of its own, and no short form of "Apple Corps"
    if _are_apart(short, full):
        return False
    if " ".join(words) in agents() or short in country_names() or "'s" in full or "’s" in full:
        return False
    return len(words) < len(whole) and whole[: len(words)] == words


def _are_apart(short: str, full: str) -> bool:
    """Whether the tables know both as different bodies, or the full one as a seat: "House", "White House"."""
    one, other, seat = bodies().get(short), bodies().get(full), country_names().get(full)
    return (seat is not None and seat.kind.startswith("seat")) or (None not in (one, other) and one != other)


def _last_words(short: str, full: str) -> bool:
    """Whether a form is the full name without its country, or a body's noun alone: "the Commission"."""
    words, whole = _core(short), _core(full)
    if _are_apart(short, full):
        return False
    rest = len(whole) - len(words)
    if rest < 1 or whole[rest:] != words:
        return False
    if len(words) == 1:
        agent = agents().get(words[0])
        return agent is not None and agent.kind in ("organization", "group")
    first = " ".join(full.removeprefix("the ").removeprefix("The ").split()[:rest])
    return first in country_names()


def nearly_same(one: str, other: str) -> bool:
    """Whether two surnames differ by one letter, or by two that changed places: a slip of the pen."""
    if one == other or min(len(one), len(other)) < LEAST_MISSPELT or one[0] != other[0]:
        return False
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    tail, rest = one[start:], other[start:]
    if len(one) == len(other):
        return tail[1:] == rest[1:] or (tail[:2] == rest[1::-1] and tail[2:] == rest[2:])
    return tail[1:] == rest or tail == rest[1:]
