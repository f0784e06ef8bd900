"""Senses of a text -> whether it is a narrative, told along its own dates, or news.

A news page hangs from the day of publication; a history or a chronicle from the last date that it told.
"""

from __future__ import annotations

from datetime import date

from onrecord.mark.moments.senses import Sense

#: A narrative names at least this many years far from publication in dates of its own. With the two below it
#: takes all 16 texts of WikiWars train for stories, none of MEANTIME's 120 and some 2% of PolNeAR's 840.
LEAST_YEARS = 7
#: Of all the years that it names at least this share is more than a year away from publication.
LEAST_SHARE = 0.6
#: And it names that many times as many years as expressions that hang from the day of publication.
YEARS_FOR_ONE_SPOKEN = 4


def is_narrative(senses: list[Sense], published: date | None) -> bool:
    """Whether most dates name a year far from the day of publication and few hang from the day itself."""
    years = [sense.year for sense in senses if sense.year is not None and sense.type in ("DATE", "TIME")]
    spoken = sum(
        1
        for sense in senses
        if (sense.base == "spoken" and sense.unit in ("D", "W", "M")) or is_bare_weekday(sense)
    )
    far = [year for year in years if published is None or abs(year - published.year) > 1]
    return (
        len(far) >= LEAST_YEARS
        and len(far) >= LEAST_SHARE * len(years)
        and len(far) > YEARS_FOR_ONE_SPOKEN * spoken
    )


def is_bare_weekday(sense: Sense) -> bool:
    """Whether it is a weekday that nothing dates."""
    return sense.weekday is not None and sense.month is None
