"""A frame and a type that it may have -> named features: what speaks for the type and for no event."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from onrecord.event.features import Clues, condition_of, sentence_of
from onrecord.event.frames import Frame
from onrecord.event.people import People
from onrecord.event.subjects import subject_of
from onrecord.event.tree import Tree

#: Shares nearer to 0 or 1 than this tell no more.
EDGE: Final = 0.003
#: Below this the model's best guess is none: it has not seen the words, and the lexicon stands alone.
UNSURE: Final = 0.35
#: Types that PLV, and so the type model, holds as one.
YIELDS: Final = frozenset({"CONCEDE", "RETREAT"})
YIELD: Final = "YIELD"
#: Nouns and verbs by which a yielding act is one of deed (RETREAT) and not of word (CONCEDE), where
#: the lexicon has no sense. Chosen from PLOVER's definitions of the two.
GIVEN_UP: Final = frozenset(
    "withdraw withdrawal troop soldier release free hostage prisoner detainee return disarm weapon ceasefire "
    "cease-fire truce evacuate evacuation resign resignation retreat surrender "
    "repatriate body captive".split()
)
#: Word lists of the codebook that tell what a sentence is of.
TOPICS: Final = ("sport", "weather", "accident", "business", "polls")
#: Words by which somebody speaks of himself or to somebody: opinion more often than event.
SPOKEN: Final = frozenset({"i", "we", "you", "me", "us", "my", "our", "your"})
#: Entities that act in the open.
NAMED: Final = frozenset({"PERSON", "ORG", "GPE", "NORP"})
PLACED: Final = frozenset({"GPE", "LOC", "FAC"})
#: Sectors of trade.
TRADE: Final = frozenset({"BUS", "MNC"})
#: Words of a sentence that count for one topic at most.
MOST_WORDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A type that a frame may have, with what speaks for it."""

    type: str
    features: dict[str, float]


def candidates_of(
    clues: Clues,
    people: People,
    frame: Frame,
    shares: dict[str, float],
    elsewhere: frozenset[str] = frozenset(),
) -> list[Candidate]:
    """The types that lexicon, modality table and model propose for a frame, the frame's own first.

    `shares` are the model's probabilities of its labels for the frame's roles. Types that other frames
    of the sentence tell of (`elsewhere`) are not taken from the model: it may be reading those.
    """
    best = max(shares, key=shares.__getitem__)
    top = split_yield(clues.tree, frame) if best == YIELD else best
    shared = context_of(clues, frame, shares[best])
    traits = traits_of(clues, people, frame)
    shared |= dict.fromkeys(traits, 1.0)
    found = []
    for name in dict.fromkeys((frame.type, frame.sense.type, top)):
        if name in elsewhere and name not in {frame.type, frame.sense.type}:
            continue
        typed = {f"{trait}&{name}": 1.0 for trait in traits}
        found.append(
            Candidate(name, shared | typed | type_features(clues, frame, name, shares, shares[best]))
        )
    return found


def traits_of(clues: Clues, people: People, frame: Frame) -> list[str]:
    """What kind of parties take part, as far as it tells trade from politics: firms, and things that act."""
    tree, firms = clues.tree, clues.book.words["firms"]
    found = []
    for side, heads in (("actor", frame.roles.actors), ("recipient", frame.roles.recipients)):
        if any(tree.lemma[i] in firms or people.sector(i) in TRADE for i in heads):
            found.append(f"{side}=firm")
    i = frame.predicate
    if not frame.roles.actors and tree.verbal(i):
        subjects = subject_of(tree, i)
        if any(tree.dep[each] == "nsubj" and tree.pos[each] in {"NOUN", "PROPN"} for each in subjects):
            found.append("actor=thing")
    return found


def split_yield(tree: Tree, frame: Frame) -> str:
    """RETREAT or CONCEDE for a frame that the model takes for a yielding act."""
    if frame.sense.type in YIELDS:
        return frame.sense.type
    return yielded(tree.lemma[i] for i in tree.subtree(frame.predicate))


def yielded(lemmas: Iterable[str]) -> str:
    """RETREAT or CONCEDE, by the words of a yielding act."""
    return "CONCEDE" if GIVEN_UP.isdisjoint(lemmas) else "RETREAT"


def type_features(
    clues: Clues, frame: Frame, name: str, shares: dict[str, float], best: float
) -> dict[str, float]:
    """What speaks for this type among the frame's candidates."""
    # the model was taught the table's outcome: "may visit" is AGREE to it, "did not free" REJECT
    moved = clues.book.modality.get((name, condition_of(frame.facts)), name)
    share = max(shares.get(label_of(each, shares), 0.0) for each in {name, moved})
    odds = math.log(min(max(share, EDGE), 1 - EDGE) / (1 - min(max(share, EDGE), 1 - EDGE)))
    found = {"share": odds, "type=" + name: 1.0}
    if name == frame.type:
        found["own"] = 1.0
        found[f"strength={frame.sense.strength}"] = 1.0
        if frame.roles.actors and frame.roles.recipients:
            found[f"both&strength={frame.sense.strength}"] = 1.0
        if best < UNSURE:
            found[f"alone={frame.sense.strength}"] = 1.0
    elif name == frame.sense.type:
        found["unmoved"] = 1.0
    else:
        found["model"] = 1.0
        found["model_share"] = odds
    return found


def label_of(name: str, shares: dict[str, float]) -> str:
    """The model's label of a type: it may hold CONCEDE and RETREAT as one."""
    return YIELD if name in YIELDS and YIELD in shares else name


def context_of(clues: Clues, frame: Frame, best: float) -> dict[str, float]:
    """What speaks for or against an event of any type: its form, who takes part, what the sentence is of."""
    tree, i = clues.tree, frame.predicate
    found = {"constant": 1.0, "best": best, "dep=" + tree.dep[i]: 1.0}
    found["noun" if frame.sense.part == "n" else "pattern" if frame.sense.terms else "bare"] = 1.0
    found["status=" + frame.facts.status] = 1.0
    found["tense=" + frame.facts.tense] = 1.0
    if frame.chained:
        found["chained"] = 1.0
    for side, heads in (("actor", frame.roles.actors), ("recipient", frame.roles.recipients)):
        found[f"{side}={kind_of(tree, heads)}"] = 1.0
    for topic in TOPICS:
        count = topic_words(clues, i, topic)
        if count:
            found["topic=" + topic] = min(MOST_WORDS, count)
    words = set(tree.low[slice(*sentence_of(tree, (i, i + 1), (i, i + 1)))])
    if words & SPOKEN:
        found["spoken"] = 1.0
    if "?" in words:
        found["question"] = 1.0
    return found


def kind_of(tree: Tree, heads: tuple[int, ...]) -> str:
    """What kind of words name the first of a role's phrases: a name, a place, people, a pronoun, none."""
    if not heads:
        return "none"
    i = heads[0]
    if tree.pos[i] == "PRON":
        return "pronoun"
    if tree.ent[i] in PLACED:
        return "place"
    if tree.ent[i] in NAMED or tree.pos[i] == "PROPN":
        return "name"
    return "people" if tree.tag[i] == "NNS" else "one"


def topic_words(clues: Clues, i: int, topic: str) -> int:
    """How many words of the sentence of token `i` are in the codebook's list of that topic."""
    tree, listed = clues.tree, clues.book.words[topic]
    near = range(*sentence_of(tree, (i, i + 1), (i, i + 1)))
    return sum(tree.lemma[each] in listed or tree.low[each] in listed for each in near)
