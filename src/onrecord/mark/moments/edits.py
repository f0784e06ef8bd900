"""The evidence for an article's date -> the day on which it was changed after publication, if that was soon.

What a page tells with a bare weekday may have been written at the change: "police said on Tuesday" in an
article of Monday that was changed on Wednesday is no Tuesday of the week before.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from onrecord.records import Dating

#: How the place of evidence for a change starts.
MODIFIED = "modified: "
#: A change more than this many days after publication says nothing of the weekdays in the text; chosen by
#: hand, as no set at hand tells when its pages were changed.
LONGEST_GAP = 3
#: Longest words of evidence that are read, in characters: a date with its time and zone takes fewer than 60.
MOST_CHARACTERS = 200


def change_day(published: Dating, read: Callable[[str], date | None]) -> date | None:
    """The last day of change that lies 1 to `LONGEST_GAP` days after publication; None if there is none.

    `read` gives the one day that words name. Without a day of publication there is no change after it.
    """
    day = published.day
    if day is None:
        return None
    marks = [mark.words[:MOST_CHARACTERS] for mark in published.evidence if mark.where.startswith(MODIFIED)]
    found = [read(words) for words in marks]
    return max((late for late in found if late and 0 < (late - day).days <= LONGEST_GAP), default=None)


def weekday_since(weekday: int, published: date, changed: date | None) -> date | None:
    """The last ISO `weekday` after `published` and not after `changed`; None if there is none.

    >>> weekday_since(2, date(2025, 2, 10), date(2025, 2, 12))
    datetime.date(2025, 2, 11)
    """
    if changed is None:
        return None
    back = (changed.isoweekday() - weekday) % 7
    return changed - timedelta(days=back) if back < (changed - published).days else None
