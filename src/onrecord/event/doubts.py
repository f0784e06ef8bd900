"""A frame -> whether its words tell of no event after all: sport, storms, figures of speech, reporting."""

from __future__ import annotations

from typing import Final

from onrecord.event.evidence import topic_words
from onrecord.event.features import Clues
from onrecord.event.frames import Frame
from onrecord.event.people import People
from onrecord.event.senses import objects
from onrecord.event.status import own_facts

#: Words of sport in a sentence from which on it tells of no political event.
SPORT_WORDS: Final = 2
#: Types that sports writers borrow.
BORROWED: Final = frozenset(
    "ASSAULT COERCE PROTEST RETREAT MOBILIZE CONCEDE SUPPORT CONSULT AID REJECT THREATEN REQUEST "
    "ACCUSE".split()
)
#: Sectors of who asks people for a living: an interview is no consultation.
PRESS: Final = frozenset({"JRN", "MED"})
#: Verbs of what something makes possible or needful.
LETTING: Final = frozenset({"allow", "compel", "enable", "force", "let", "oblige", "permit"})
#: Verbs after which not to speak is plain reporting: "declined to comment", "asked not to be named".
DECLINING: Final = frozenset({"ask", "decline", "insist", "refuse", "request"})
#: Verbs of naming somebody: whoever wants no name in the paper tells of no event.
NAMING: Final = frozenset({"identify", "name", "quote"})


def is_doubtful(clues: Clues, people: People, frame: Frame) -> bool:
    """Whether what looks like an event is sport, weather, habit, opinion or the press's own work."""
    return (
        is_sport(clues, frame)
        or is_mishap(clues, frame)
        or is_habit(clues, frame)
        or is_opinion(clues, frame)
        or is_guess(clues, people, frame)
        or is_aside(clues, frame)
        or is_reporting(clues, people, frame)
    )


def is_figure(clues: Clues, frame: Frame) -> bool:
    """Whether a bare verb of force hits nobody: "killed the deal", "shot to fame"."""
    if frame.sense.type != "ASSAULT" or frame.sense.part != "v" or frame.sense.terms:
        return False
    tree = clues.tree
    # "attacks her subject" is done to no woman
    return all(tree.tag[each] == "PRP$" for each in frame.roles.recipients)


def is_forecast(clues: Clues, frame: Frame) -> bool:
    """Whether a threat that names nobody is a plan or a warning of what may come: "to cut its fleet"."""
    warned = clues.tree.lemma[frame.predicate] == "warn"
    return frame.type == "THREATEN" and (warned or frame.sense.type in {"COERCE", "SANCTION"})


def is_sport(clues: Clues, frame: Frame) -> bool:
    """Whether the sentence is of sport."""
    if not BORROWED & {frame.type, frame.sense.type}:
        return False
    return topic_words(clues, frame.predicate, "sport") >= SPORT_WORDS


def is_mishap(clues: Clues, frame: Frame) -> bool:
    """Whether weather or an accident did it: PLOVER's events are done by somebody."""
    if frame.roles.actors:
        return False
    tree, words, i = clues.tree, clues.book.words, frame.predicate
    acting = [each for each in tree.kids[i] if tree.dep[each] in {"nsubj", "agent", "compound"}]
    acting += [each for one in acting for each in tree.kids[one] if tree.dep[each] in {"pobj", "compound"}]
    if any(tree.lemma[each] in words["weather"] for each in acting):
        return True
    # "A dozen were hurt when the ferry hit a wall"
    return frame.type == "ASSAULT" and topic_words(clues, i, "accident") > 0


def is_habit(clues: Clues, frame: Frame) -> bool:
    """Whether it tells of what is usually done, and not of one event: "presidents often meet"."""
    tree, habit = clues.tree, clues.book.words["habit"]
    if frame.facts.tense == "past":
        return False
    return any(tree.low[kid] in habit and tree.dep[kid] == "advmod" for kid in tree.kids[frame.predicate])


def is_opinion(clues: Clues, frame: Frame) -> bool:
    """Whether somebody is of one mind with another and undertakes nothing: "agreed that it was dry"."""
    tree, i = clues.tree, frame.predicate
    if frame.sense.lemma != "agree" or frame.chained:
        return False
    return any(own_facts(tree, kid).tense in {"past", "present"} for kid in tree.children(i, "ccomp"))


def is_guess(clues: Clues, people: People, frame: Frame) -> bool:
    """Whether something is laid to a thing, or thought of what is to come: "blamed the slide on fears"."""
    tree, i = clues.tree, frame.predicate
    if tree.lemma[i] == "suspect":
        return bool(tree.children(i, "ccomp"))
    return tree.lemma[i] == "blame" and not any(map(people.acts, frame.roles.recipients))


def is_aside(clues: Clues, frame: Frame) -> bool:
    """Whether the words only say what comes of something else, or what some people are like.

    "allowing them to listen", "forcing the bank to close", "people seeking asylum", "a book critical of".
    """
    tree, i = clues.tree, frame.predicate
    actors = frame.roles.actors
    if tree.pos[i] == "ADJ":
        return not actors
    if tree.dep[i] == "advcl" and tree.lemma[i] in LETTING and tree.tag[i] in {"VB", "VBG"}:
        return True
    if tree.dep[i] != "acl" or tree.tag[i] != "VBG" or len(actors) != 1:
        return False
    head = actors[0]
    known = tree.ent[head] or any(tree.dep[kid] in {"det", "nummod", "poss"} for kid in tree.kids[head])
    return tree.head[i] == head and tree.tag[head] == "NNS" and not known


def is_reporting(clues: Clues, people: People, frame: Frame) -> bool:
    """Whether it is the press's own work: interviews, press conferences, "declined to comment"."""
    tree, words, i = clues.tree, clues.book.words, frame.predicate
    if frame.sense.type == "CONSULT":
        things = (i, *objects(tree, i))
        if any(tree.low[kid] in words["press"] for each in things for kid in tree.kids[each] if kid < each):
            return True
        parties = (*frame.roles.actors, *frame.roles.recipients)
        return any(people.sector(each) in PRESS or tree.lemma[each] in words["press"] for each in parties)
    if tree.lemma[i] not in DECLINING:
        return False
    asked = NAMING if tree.lemma[i] not in {"decline", "refuse"} else words["silence"]
    return any(tree.lemma[kid] in asked for kid in tree.children(i, "xcomp"))
