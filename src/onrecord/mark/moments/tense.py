"""An expression in its sentence -> whether it lies in the past (-1), the future (+1), or nobody says (0).

With a parse, the verb that governs the expression and its auxiliaries decide; without one, the nearest
cue of `data/time_direction.tsv` in the same sentence does.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import Any

from onrecord.mark.moments.lexicon import table
from onrecord.mark.moments.senses import Sense
from onrecord.mark.moments.words import Words, near

#: How many words to each side are searched for a cue without a parse; half a usual news sentence.
REACH = 14
#: How many heads are climbed from the expression to its verb.
CLIMB = 8
FUTURE_AUX = frozenset("will shall 'll ’ll wo would could may might should must can".split())
ENDS = frozenset(["DOT", "STOP", "BARRIER"])


@lru_cache(maxsize=1)
def cues() -> dict[str, int]:
    """Word -> -1 or +1."""
    return {row["word"]: 1 if row["direction"] == "future" else -1 for row in table("time_direction.tsv")}


class Tense:
    """The directions of the expressions of one text."""

    def __init__(self, words: Words, doc: Any | None) -> None:
        """`doc` is the parse of the very text of `words`; None if there is none."""
        self.words = words
        self.doc = doc
        self.places: list[int] | None = None

    def direction(self, sense: Sense) -> int:
        """-1 for the past, +1 for the future, 0 if nothing says which."""
        before = near(self.words, sense.first - 1)
        if before == "SINCE":
            return -1
        if before == "UNTIL":
            return 1
        found = self.parsed(sense) if self.doc is not None else self.guessed(sense)
        return found or (1 if before == "BY" else 0)

    def guessed(self, sense: Sense) -> int:
        """The direction of the nearest cue in the sentence, looking left first."""
        known, words = cues(), self.words
        for step, end in ((-1, sense.first - 1 - REACH), (1, sense.last + REACH)):
            place = sense.first - 1 if step < 0 else sense.last
            while 0 <= place < len(words.keys) and place != end:
                if near(words, place) in ENDS:
                    break
                way = known.get(words.keys[place])
                if way is not None and not (words.keys[place] == "to" and step > 0):
                    return way
                if words.keys[place].endswith("ed") and len(words.keys[place]) > 4:
                    return -1
                place += step
        return 0

    def parsed(self, sense: Sense) -> int:
        """The direction of the verb above the expression in the parse."""
        start = self.words.starts[sense.first]
        if self.places is None:
            self.places = [token.idx for token in self.doc or ()]
        at = bisect_left(self.places, start)
        if self.doc is None or at >= len(self.places):
            return 0
        token = self.doc[at]
        for _ in range(CLIMB):
            if token.pos_ in ("VERB", "AUX"):
                way = verb_direction(token)
                if way:
                    return way
            if token.head.i == token.i:
                break
            token = token.head
        return 0


def verb_direction(verb: Any) -> int:
    """What a verb's tag and its auxiliaries say: -1, 0 or +1."""
    tag = verb.tag_
    aux = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    if verb.lemma_ == "be" or verb.pos_ == "AUX":
        aux = [*aux, verb]
    forms = {child.lower_ for child in aux}
    if forms & FUTURE_AUX:
        return 1
    if forms & {"was", "were", "had", "did"}:
        return -1
    if forms & {"has", "have", "'ve", "’ve"}:
        return 0  # "a hearing has been scheduled for June 3": the perfect does not go with a past date
    if tag == "VBD":
        return -1
    if "to" in forms:
        return 1
    if tag == "VBN":
        return 0 if forms & {"is", "are", "be", "being", "'s", "'re"} else -1
    if tag == "VBG" and forms & {"is", "are", "am", "'s", "'re"}:
        return 1
    return 0
