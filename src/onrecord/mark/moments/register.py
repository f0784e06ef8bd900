"""Senses of a text -> whether it is a narrative, told along its own dates, or news.

A news page hangs from the day of publication; a history or a chronicle from the last date that it told.
"""

from __future__ import annotations

from datetime import date

from onrecord.mark.moments.senses import Sense

#: A narrative names at least this many years in dates of its own. Chosen on WikiWars train and MEANTIME:
#: news pages there name at most 7 and name weekdays or "today" beside them.
LEAST_YEARS = 5
#: And of all its dates at least this share lies more than a year before publication.
LEAST_SHARE = 0.6


def is_narrative(senses: list[Sense], published: date | None) -> bool:
    """Whether most dates name a year far from the day of publication and few hang from the day itself."""
    years = [sense.year for sense in senses if sense.year is not None and sense.type in ("DATE", "TIME")]
    spoken = sum(
        1
        for sense in senses
        if (sense.base == "spoken" and sense.unit in ("D", "W", "M")) or is_bare_weekday(sense)
    )
    far = [year for year in years if published is None or abs(year - published.year) > 1]
    return len(far) >= LEAST_YEARS and len(far) >= LEAST_SHARE * len(years) and len(far) > 2 * spoken


def is_bare_weekday(sense: Sense) -> bool:
    """Whether it is a weekday that nothing dates."""
    return sense.weekday is not None and sense.month is None
