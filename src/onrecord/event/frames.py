"""A parse -> frames: predicates that tell of an event, with sense, type, roles and trigger words.

A frame is found where the lexicon knows a verb, an event noun or an adjective in its pattern. A verb
that only carries an event noun ("launched an attack") is one frame with it; so is a chain in which a
verbal event governs another ("agreed to lift", "threatened to bomb"), typed by the modality table.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from onrecord.event.codebook import Codebook, Sense
from onrecord.event.features import Clues, condition_of
from onrecord.event.roles import Roles, everyone, roles_of, suffered_roles
from onrecord.event.senses import objects
from onrecord.event.status import Facts, is_infinitive, own_facts
from onrecord.event.subjects import Who, subject_of
from onrecord.event.tree import Tree

#: Effects of a governing word that make one event of it and what it governs.
FOLDED = frozenset({"refused", "agreed", "threatened", "requested", "ended", "denied"})
#: Types whose negation refuses something.
WILLING = frozenset({"AGREE", "SUPPORT", "CONCEDE", "CONSULT"})


#: Types whose nouns tell of a deed that is over when something is said of it.
DEEDS = frozenset({"ASSAULT", "COERCE", "CONSULT", "RETREAT", "SANCTION"})
#: Prepositions after which an event noun is told as something that was.
AFTER = frozenset({"after", "since", "during", "following"})
#: Determiners of what did not happen, or not once.
VAGUE = frozenset({"no", "any", "every", "each", "such", "another", "further", "future"})
#: Nouns of what is always done to somebody, so that whom it is done to is enough.
DONE_TO = frozenset(
    "abduction arrest assassination beheading capture deportation detention eviction execution expulsion "
    "imprisonment kidnapping killing lynching murder slaying".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One predicate that tells of an event."""

    #: Token of the predicate: the verb or the event noun.
    predicate: int
    #: Tokens of the trigger's first and last word.
    first: int
    last: int
    sense: Sense
    #: PLOVER type after the modality table.
    type: str
    roles: Roles
    facts: Facts
    #: Whether the type comes from a chain through the modality table ("agreed to lift").
    chained: bool = False
    #: Why type and roles are what they are, in plain words.
    why: tuple[str, ...] = field(default=())


def carriers(tree: Tree, frame: Frame) -> tuple[int, ...]:
    """The frame's predicate and the words of its trigger that carry it, nearest first."""
    i = frame.predicate
    return (i, *(head for head in tree.up(i) if frame.first <= head <= frame.last))


def find_frames(clues: Clues, who: Who) -> list[Frame]:
    """The frames of a parse, in text order."""
    taken = taken_tokens(clues.tree, clues.senses, clues.book)
    frames = []
    for i, sense in clues.senses.items():
        if i in taken:
            continue
        frame = frame_at(clues, i, sense, who)
        if frame is not None:
            frames.append(frame)
    return frames


def taken_tokens(tree: Tree, senses: dict[int, Sense], book: Codebook) -> set[int]:
    """Tokens that are part of another frame: event nouns under a verb, infinitives under a chain."""
    light = book.words["light"] | book.words["through"]
    taken: set[int] = set()
    for i, sense in senses.items():
        head, dep = tree.head[i], tree.dep[i]
        if sense.part == "n":
            verb = carrier(tree, i, book.words["through"])
            # an event noun makes a frame with its light verb or, in a headline or with those who
            # take part in it, alone
            lone = (verb is None and dep == "ROOT") or stands_alone(tree, i, sense)
            carried = verb is not None and verb not in senses and tree.lemma[verb] in light
            if not (lone or carried):
                taken.add(i)
        elif sense.part == "v":
            over = governor(tree, i, book)
            if (over is not None and over in senses) or dep in {"amod", "compound"}:
                taken.add(i)
        elif head in senses and dep in {"amod"}:
            taken.add(i)
    return taken


def stands_alone(tree: Tree, i: int, sense: Sense) -> bool:
    """Whether a noun tells of an event by itself: "after the arrest of two men", "the talks between"."""
    dep, head = tree.dep[i], tree.head[i]
    if sense.type not in DEEDS or sense.strength < 2 or any(tree.low[kid] in VAGUE for kid in tree.kids[i]):
        return False
    if dep in {"nsubj", "nsubjpass"}:
        above = own_facts(tree, head)
        return above.polarity == "positive" and above.tense == "past" and tree.lemma[head] != "be"
    return dep == "pobj" and tree.low[head] in AFTER


def takes_part(tree: Tree, i: int, who: Who, roles: Roles) -> bool:
    """Whether an event noun that stands alone has those who take part: "airstrike by X on Y"."""
    named = [each for each in (*roles.actors, *roles.recipients) if tree.pos[each] != "PRON" and who(each)]
    between = len(roles.actors) + len(roles.recipients) > 1
    return bool(named) and (between or tree.lemma[i] in DONE_TO)


def carrier(tree: Tree, i: int, through: frozenset[str]) -> int | None:
    """The verb that carries an event noun as its object or passive subject; None if there is none."""
    dep, head = tree.dep[i], tree.head[i]
    if dep in {"dobj", "nsubjpass"} and tree.verbal(head):
        return head
    if dep == "pobj" and tree.low[head] in {"in", "to", "for", "on", "into", "out"}:
        # "engaged in talks", "called for a halt"
        verb = tree.head[head]
        return verb if tree.lemma[verb] in through and tree.verbal(verb) else None
    return None


def governor(tree: Tree, i: int, book: Codebook) -> int | None:
    """The verb, noun or adjective that governs `i` as one event with it ("agreed to lift"), or None."""
    dep, head = tree.dep[i], tree.head[i]
    if dep == "conj" and tree.tag[i] in {"VB", "VBG"} and not tree.children(i, "nsubj"):
        dep, head = tree.dep[head], tree.head[head]
    if dep == "pcomp":
        return tree.head[head] if tree.head[head] != head else None
    below = dep in {"xcomp", "ccomp"} and tree.tag[i] in {"VB", "VBG"}
    # "called on the council to act": the parser takes what is asked for as a purpose
    own = tree.children(i, "nsubj", "nsubjpass")
    asked = (
        dep == "advcl"
        and not own
        and is_infinitive(tree, i)
        and book.cues.get((tree.lemma[head], "v")) == "requested"
    )
    below = below or asked
    if tree.tag[i] == "VBG" and book.cues.get((tree.lemma[head], "v")) == "denied":
        return None  # "denied seizing the ferry" tells of the seizure
    if not below and not (dep == "acl" and tree.tag[i] == "VB"):
        return None
    modal = any(tree.tag[kid] == "MD" for kid in tree.kids[i])
    return None if modal else head


def frame_at(clues: Clues, i: int, sense: Sense, who: Who) -> Frame | None:
    """The frame whose predicate is `i`; None if its words make none after all."""
    tree, book = clues.tree, clues.book
    words = [i]
    verb, noun = i, None
    if sense.part == "n":
        verb, noun = light_verb(tree, i, book)
        words.append(verb)
    facts = clues.facts(i)
    name, why = sense.type, [f"{sense.part}:{sense.lemma}"]
    name, chained, more = governed_type(clues, i, name)
    words += more
    if sense.type == "PROTEST" and tree.dep[verb] == "advcl" and tree.tag[verb] == "VB":
        # "drove to the port to protest": what they did is the protest
        facts = clues.facts(tree.head[verb]) if tree.verbal(tree.head[verb]) else facts
    below = clues.senses[more[0]].type if more else None
    if noun is not None and tree.lemma[verb] in book.words["suffered"]:
        roles = suffered_roles(tree, verb, noun, who)
    else:
        roles = roles_of(
            tree, verb, who, noun=noun, book=book, sense=sense, below=below, deed=(*more, None)[0]
        )
    if sense.part == "n" and noun is None and tree.dep[i] != "ROOT" and not takes_part(tree, i, who, roles):
        return None
    words += [kid for kid in tree.kids[verb] if tree.dep[kid] == "prt"]
    name, roles, moved = modal_type(clues, verb, name, facts=facts, roles=roles, who=who)
    if name == "REJECT" and moved.startswith("refused"):
        # The table has turned the refusal into an event of its own, which is not negated any more.
        facts = replace(facts, polarity="positive", tense="present")
    words += telling_words(tree, i, sense, roles)
    first, last = trigger_ends(tree, verb, words)
    return Frame(
        predicate=i,
        first=first,
        last=last,
        sense=sense,
        type=name,
        roles=roles,
        facts=facts,
        chained=bool(more),
        why=tuple(each for each in (*why, chained, moved) if each),
    )


def telling_words(tree: Tree, i: int, sense: Sense, roles: Roles) -> list[int]:
    """The words besides the predicate that tell of the event: a thing done, what a pattern asks for."""
    if sense.part == "n":
        return []
    asked = any(term.relation == "obj" for term in sense.terms)
    things = [each for each in objects(tree, i)[:1] if asked or (each > i and each not in roles.recipients)]
    for term in sense.terms:
        if term.relation == "prep" and term.objects:
            for low, token, found in tree.prepositions(i):
                if low in term.words:
                    things += [token, *found[:1]]
    return things


def light_verb(tree: Tree, i: int, book: Codebook) -> tuple[int, int | None]:
    """The light verb of the event noun `i` and the noun; the noun alone if it has none."""
    verb = carrier(tree, i, book.words["through"])
    light = book.words["light"] | book.words["through"]
    if verb is not None and tree.lemma[verb] in light:
        return verb, i
    return i, None


def governed_type(clues: Clues, i: int, name: str) -> tuple[str, str, list[int]]:
    """Type of a chain headed by `i`, by the modality table; why; and the token that it governs."""
    tree, book, senses = clues.tree, clues.book, clues.senses
    effect = book.cues.get((tree.lemma[i], senses[i].part))
    if tree.lemma[i] == "call" and any(tree.low[kid] == "off" for kid in tree.children(i, "prt")):
        effect = "ended"
    if effect not in FOLDED:
        return name, "", []
    # "ordered the arrest of", "called for sanctions": the pattern names what it governs and its type
    named = {word for term in senses[i].terms for word in (term.objects or term.words)}
    for each in governed_senses(tree, i, senses, book):
        if senses[each].part == "n" and tree.lemma[each] in named:
            continue
        result = book.modality.get((senses[each].type, effect))
        if result is not None:
            return result, f"{effect} {senses[each].type} ({tree.low[each]})", [each]
    return name, "", []


def governed_senses(tree: Tree, i: int, senses: dict[int, Sense], book: Codebook) -> list[int]:
    """Known predicates directly under `i`: its infinitives, participles and event-noun objects."""
    below = list(tree.kids[i])
    for kid in tree.kids[i]:
        below += [each for each in tree.kids[kid] if tree.dep[each] in {"conj", "pcomp"}]
    found = [each for each in sorted(below) if each in senses and governor(tree, each, book) == i]
    for kid in tree.kids[i]:
        if kid in senses and tree.dep[kid] in {"dobj", "nsubjpass"}:
            found.append(kid)
        elif tree.dep[kid] == "prep" and tree.low[kid] in {"for", "to"}:
            found.extend(each for each in tree.children(kid, "pobj") if each in senses)
    return found


def modal_type(
    clues: Clues, verb: int, name: str, *, facts: Facts, roles: Roles, who: Who
) -> tuple[str, Roles, str]:
    """Type, roles and why under the predicate's own mood: will, will not, must, did not agree."""
    tree, book = clues.tree, clues.book
    head = tree.head[verb]
    reported = tree.dep[verb] == "ccomp" and tree.lemma[head] in book.words["report"]
    insisted = tree.dep[verb] == "ccomp" and book.cues.get((tree.lemma[head], "v")) == "requested"
    if (reported and own_facts(tree, verb).requested) or (insisted and facts.requested):
        speakers = everyone(tree, subject_of(tree, head), who)
        if speakers:
            told = roles.actors or roles.recipients
            return "REQUEST", Roles(actors=speakers, recipients=told), "said that it must"
    condition = ""
    if facts.tense == "future" and facts.certainty != "possible" and not facts.denied:
        condition = condition_of(facts)
    elif facts.polarity == "negative" and facts.tense != "past" and name in WILLING:
        condition = "refused"
    result = book.modality.get((name, condition), name)
    if result == "REQUEST" and tree.dep[verb] in {"xcomp", "ccomp"} and tree.verbal(head):
        # "the order requires members to sign": who requires it asks, who is to do it is asked
        askers = everyone(tree, subject_of(tree, head), who)
        if askers and not set(askers) & set(roles.actors):
            return result, Roles(actors=askers, recipients=roles.actors or roles.recipients), f"asked {name}"
    return result, roles, f"{condition} {name}" if result != name else ""


def trigger_ends(tree: Tree, verb: int, words: list[int]) -> tuple[int, int]:
    """First and last token of the trigger: the words that tell of it, if they stand close together."""
    near = [each for each in words if tree.sent[each] == tree.sent[verb] and abs(each - verb) <= 8]
    near = near or [verb]
    return min(near), max(near)


__all__ = ["Frame", "carriers", "find_frames"]
