"""An expression in its sentence -> whether it lies in the past (-1), the future (+1), or nobody says (0).

With a parse, the verb or adjective that governs the expression decides: its auxiliaries, and whether it is a
cue of `data/time_direction.tsv` ("are expected on Thursday"). Without one, the nearest cue in the same
sentence does.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
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
PAST_AUX = frozenset(["was", "were", "had", "did"])
PERFECT_AUX = frozenset(["has", "have", "'ve", "’ve"])
PRESENT_AUX = frozenset(["is", "are", "am", "'s", "'re", "’s", "’re", "'m", "’m"])
#: Before a participle they make a passive or a progressive, whose time they do not say.
BEING = PRESENT_AUX | {"be", "being"}
#: What may stand between a present passive and its day: "is closed in Rome on Friday", but not "is accused
#: of an attack on Friday".
PLACES = frozenset(["in", "at", "on", "for"])
#: Words in "-ed" that are longer than this are taken for past forms: "ended", not "bed" and "need".
SHORTEST_PAST = 4
#: After these a cue compares and foretells nothing: "rose more than expected on Friday", "left as planned".
COMPARING = frozenset(["than", "as"])
ENDS = frozenset(["DOT", "STOP", "BARRIER"])
#: The longest aside in brackets that is looked for, in words.
ASIDE = 25


@lru_cache(maxsize=1)
def cues() -> dict[str, int]:
    """Word -> -1 or +1."""
    return {row["word"]: 1 if row["direction"] == "future" else -1 for row in table("time_direction.tsv")}


class Tense:
    """The directions of the expressions of one text."""

    def __init__(self, words: Words, doc: Any | None, own: Callable[[int], int] | None = None) -> None:
        """`doc` is the parse of the text of `words`, or of one to which `own` maps its offsets."""
        self.words = words
        self.doc = doc
        self.own = own
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
        words = self.words
        for step, end in ((-1, sense.first - 1 - REACH), (1, sense.last + REACH)):
            place = sense.first - 1 if step < 0 else sense.last
            while 0 <= place < len(words.keys) and place != end:
                if near(words, place) in ENDS:
                    break
                way = self.cue(place)
                if way:
                    return way
                place += step
        return 0

    def cue(self, place: int) -> int:
        """The direction that the word at `place`, alone or with the next one, gives by itself."""
        known, keys = cues(), self.words.keys
        before, pair = "".join(keys[place - 1 : place]), " ".join(keys[place : place + 2])
        way = known.get(pair) or known.get(keys[place], 0)
        if not way and keys[place].endswith("ed") and len(keys[place]) > SHORTEST_PAST:
            way = -1
        if way > 0 and pair == "due to" and before not in BEING | PAST_AUX:
            return 0  # "cancelled due to fog on Friday"
        return 0 if before in (COMPARING if way > 0 else BEING) else way

    def parsed(self, sense: Sense) -> int:
        """The direction of the verb above the expression in the parse."""
        start = self.words.starts[sense.first]
        start = self.own(start) if self.own is not None else start
        if self.places is None:
            self.places = [token.idx for token in self.doc or ()]
        at = bisect_left(self.places, start)
        if self.doc is None or at >= len(self.places):
            return 0
        token = self.doc[at]
        for _ in range(CLIMB):
            way = governor_direction(token) or (1 if is_present_state(token, at) else 0)
            if way:
                return way
            if token.head.i == token.i:
                break
            token = token.head
        return 0


def governor_direction(token: Any) -> int:
    """What a word above the expression says: -1, 0 or +1; 0 if it is neither verb nor adjective."""
    if token.pos_ in ("VERB", "AUX"):
        way = verb_direction(token)
        if not way and token.lemma_ == "be":
            way = int(any(child.dep_ == "acomp" and cue_of(child) > 0 for child in token.children))
        return way
    if token.pos_ != "ADJ" or cue_of(token) <= 0:
        return 0
    head = token.head
    copula = token.dep_ in ("acomp", "attr", "oprd") and head.pos_ in ("VERB", "AUX")
    return (verb_direction(head) if copula else 0) or 1


def verb_direction(verb: Any) -> int:
    """What a verb's tag, its auxiliaries and the cues say: -1, 0 or +1."""
    forms = auxiliaries(verb)
    if forms & FUTURE_AUX:
        return 1
    if forms & PAST_AUX or verb.tag_ == "VBD":
        return -1
    if cue_of(verb) > 0:
        return 1  # "are expected on Thursday", "a march planned for Friday", "has been scheduled for June 3"
    if forms & PERFECT_AUX:
        return 0  # the perfect does not go with a past date
    if "to" in forms:
        return 1
    if verb.tag_ == "VBN":
        return 0 if forms & BEING else -1
    return 1 if verb.tag_ == "VBG" and forms & PRESENT_AUX else 0


def auxiliaries(verb: Any) -> set[str]:
    """The auxiliaries of a verb in lower case, with itself if it is one."""
    forms = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return forms | {verb.lower_} if verb.lemma_ == "be" or verb.pos_ == "AUX" else forms


def cue_of(token: Any) -> int:
    """The direction of a word among the cues, alone or with the word behind it ("set for")."""
    known, doc = cues(), token.doc
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if token.i and doc[token.i - 1].lower_ in COMPARING:
        return 0
    if after is None:
        return known.get(token.lower_, 0)
    if token.lower_ == "due" and after.lower_ == "to" and after.pos_ == "ADP":
        return 0  # "is due to a strike on Friday"
    return known.get(f"{token.lower_} {after.lower_}") or known.get(token.lower_, 0)


def is_present_state(verb: Any, at: int) -> bool:
    """Whether the day at token `at` stands right beside a present passive: "is closed in Rome on Friday"."""
    if verb.tag_ != "VBN" or not verb.i < at or not auxiliaries(verb) & PRESENT_AUX:
        return False
    between = verb.doc[verb.i + 1 : at]
    return all(word.pos_ not in ("VERB", "AUX") for word in between) and all(
        word.lower_ in PLACES for word in between if word.pos_ == "ADP"
    )


def in_brackets(words: Words, first: int) -> bool:
    """Whether the word at `first` stands in brackets: a story does not go on from an aside."""
    for place in range(first - 1, max(-1, first - ASIDE), -1):
        name = near(words, place)
        if name == "OPEN":
            return True
        if name == "CLOSE" or name in ENDS:
            return False
    return False
