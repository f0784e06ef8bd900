"""The records of a story -> where their accounts differ, with the accounts, and which of it is an update.

What two lines differ in is `clashes`' to say. A later value from the same origin is an update.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from onrecord.records import Account, Cell, Disagreement, DisagreementKind, Record, make_id
from onrecord.story.accounts import account_of, pair_lines, read_lines
from onrecord.story.clashes import Clash, Value, find_clashes
from onrecord.story.origins import Origins, outlet_of, plain_name

__all__ = ["find_disagreements"]

#: Words that say that a figure was another one before.
_UPDATED: Final = re.compile(
    r"\b(?:rose|risen|climbed|updated|revised|corrected|earlier (?:given|said)|up from|down from)\b"
)


def find_disagreements(
    records: Sequence[Record], origins: Origins
) -> tuple[tuple[Account, ...], tuple[Disagreement, ...]]:
    """The accounts of everything that pages differ on, and the disagreements; both sorted by id."""
    lines = [line for record in records for line in read_lines(record)]
    clashes: dict[tuple[str, ...], Clash] = {}
    for pair in pair_lines(lines):
        for clash in find_clashes(pair):
            clashes.setdefault(_key(clash), clash)
    accounts: dict[str, Account] = {}
    found = []
    for matter, group in _joined(list(clashes.values())):
        values = {
            (side.line.article, side.span): side for clash in group for side in (clash.one, clash.other)
        }
        found.append(_disagreement(matter, group, list(values.values()), origins, accounts))
    return tuple(accounts[one] for one in sorted(accounts)), tuple(sorted(found, key=lambda one: one.id))


def _key(clash: Clash) -> tuple[str, ...]:
    """What makes a clash the same: a spelling once for two pages, all else at its words."""
    sides = sorted((clash.one, clash.other), key=lambda side: (side.line.article, side.span))
    pages = [side.line.article for side in sides]
    if clash.one.slot in ("name", "place"):
        return (clash.one.slot, *pages, *(side.text for side in sides))
    return (clash.one.slot, *pages, *(str(side.span.start) for side in sides))


def _joined(clashes: list[Clash]) -> Iterator[tuple[str, list[Clash]]]:
    """Clashes over the same words are one disagreement of several accounts."""
    homes: dict[tuple[str, str, int], int] = {}
    groups: list[list[Clash]] = []
    for clash in clashes:
        keys = [(value.slot, value.line.article, value.span.start) for value in (clash.one, clash.other)]
        known = sorted({homes[key] for key in keys if key in homes})
        home = known[0] if known else len(groups)
        if not known:
            groups.append([])
        for other in known[1:]:
            groups[home] += groups[other]
            groups[other] = []
            homes.update({key: home for key, at in homes.items() if at == other})
        groups[home].append(clash)
        homes.update(dict.fromkeys(keys, home))
    for group in groups:
        if group:
            yield min(clash.matter for clash in group), group


def _disagreement(
    words: str, clashes: list[Clash], values: list[Value], origins: Origins, accounts: dict[str, Account]
) -> Disagreement:
    slot = values[0].slot
    order = sorted(values, key=lambda value: (_day(value.line.record), value.line.article, value.span))
    matter = make_id("matter", slot, *(f"{value.line.article} {value.span.start}" for value in order))
    cells = []
    for value in order:
        account = account_of(value.line, matter, origins, at=value.span, event=value.event)
        accounts[account.id] = account
        cells.append(Cell(account=account.id, value=value.text, span=value.span))
    return Disagreement(
        id=make_id("disagreement", matter),
        slot=slot,
        kind=_kind(clashes, origins),
        matter=words,
        cells=tuple(cells),
        why=clashes[0].why,
    )


def _kind(clashes: list[Clash], origins: Origins) -> DisagreementKind:
    """An update if every clash is between an earlier and a later word of the same origin."""
    return "update" if all(_updates(clash, origins) for clash in clashes) else "disagreement"


def _updates(clash: Clash, origins: Origins) -> bool:
    one, other = (
        account_of(value.line, "", origins, at=value.span, event=value.event)
        for value in (clash.one, clash.other)
    )
    if plain_name(one.origin) != plain_name(other.origin):
        return False
    outlets = {
        plain_name(outlet.name)
        for value in (clash.one, clash.other)
        if (outlet := outlet_of(value.line.record))
    }
    if len(outlets) == 1 and outlet_of(clash.one.line.record) and outlet_of(clash.other.line.record):
        return True  # two pages, or two versions of a page, of one outlet
    said = _UPDATED.search(clash.one.line.span.words) or _UPDATED.search(clash.other.line.span.words)
    return bool(said) or _day(clash.one.line.record) != _day(clash.other.line.record)


def _day(record: Record) -> date:
    published = record.article.published if record.article else None
    return (published.earliest if published else None) or date.max
