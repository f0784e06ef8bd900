"""A frame and its type -> mode, CAMEO code and contexts of the event, with the words that show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.event.codebook import Sense
from onrecord.event.codebook.cameo import cameo_as, codes_of, load_cameo, only_mode
from onrecord.event.cues import Shown, below, load_cues, shown
from onrecord.event.features import Clues
from onrecord.event.frames import Frame, carriers, governed_senses

__all__ = ["Details", "details_of"]

#: Weight from which on a context is given, and from which on words overrule the mode of a sense: one
#: cue that leaves no doubt, or (for contexts) two that hint at it.
ENOUGH: Final = 2
#: Contexts of the lexicon that its words only hint at, so that another word must bear them out: on 316
#: events of the eventless benchmark's tuned documents most false contexts were these ("attacked a
#: judge", "spoke with gusto", "reached a settlement", a manager who resigned).
HINTED: Final = frozenset(
    {"military", "diplomatic", "economic", "executive", "cbrn", "legal", "rights_freedoms", "pro_democracy"}
)
#: Modes that are the law's own work, so that no other word need say so.
LAWFUL: Final = frozenset({"allege", "arrest", "convict"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What is told of an event beyond its type."""

    mode: str | None
    cameo: str | None
    #: Sorted.
    contexts: tuple[str, ...]
    #: In plain words, which words show the contexts; "" if none does.
    why: str


def details_of(clues: Clues, frame: Frame, name: str) -> Details:
    """Mode, CAMEO code and contexts of the event of PLOVER type `name` that `frame` tells of."""
    tree = clues.tree
    senses = [*governed(clues, frame), frame.sense]
    tokens = below(tree, [carriers(tree, frame)[-1], *frame.roles.actors, *frame.roles.recipients])
    told = shown(tree, tokens, load_cues("context_cues.tsv", "context"))
    contexts = contexts_of(senses, told)
    code = next((moved for sense in senses if (moved := cameo_as(sense.cameo, name))), None)
    mode = mode_of(frame.sense, code, name, shown(tree, tokens, load_cues("mode_cues.tsv", "mode", name)))
    code = finer(code, name, mode, frozenset(contexts))
    return Details(mode=mode, cameo=code, contexts=tuple(sorted(contexts)), why=why_of(told, contexts))


def governed(clues: Clues, frame: Frame) -> list[Sense]:
    """The senses under the predicate of a chain: what is threatened, refused, asked for."""
    if not frame.chained:
        return []
    found = governed_senses(clues.tree, frame.predicate, clues.senses, clues.book)
    return [clues.senses[each] for each in found[:1]]


def contexts_of(senses: list[Sense], told: Shown) -> set[str]:
    """The contexts of the senses, and those that words show."""
    own = {context for sense in senses for context in sense.contexts}
    sure = {context for context in own if context not in HINTED}
    if "legal" in own and any(sense.mode in LAWFUL and "legal" in sense.contexts for sense in senses):
        sure.add("legal")
    weights = {context: sum(words.values()) + (context in own) for context, words in told.items()}
    return sure | {context for context, weight in weights.items() if weight >= ENOUGH}


def mode_of(sense: Sense, code: str | None, name: str, told: Shown) -> str | None:
    """The mode: by words that leave no doubt, the sense, the code, words that hint; None if none shows it."""
    clear = sorted(mode for mode, words in told.items() if max(words.values()) >= ENOUGH)
    given = sense.mode if sense.type == name else None
    if given in clear or (given is not None and not clear):
        return given
    said = only_mode(code)
    if said in clear or (said is not None and not clear):
        return said
    if len(clear) == 1:
        return clear[0]
    hinted = sorted(told)
    return given or said or (hinted[0] if len(hinted) == 1 else None)


def finer(code: str | None, name: str, mode: str | None, contexts: frozenset[str]) -> str | None:
    """The code, or the only other one that mode or contexts ask for.

    A code that does not cover the mode gives way to the mode's own, of its root if there is one; any
    code to the one of its finer codes whose contexts are there.
    """
    entry = load_cameo().get(code or "")
    if entry is None:
        return code
    if mode is not None and mode not in entry.modes:
        fits = [each for each in codes_of(name, mode) if each.modes == (mode,) and len(each.code) > 2]
        fits = [each for each in fits if each.root == entry.root] or fits
        shortest = min((len(each.code) for each in fits), default=0)
        few = [each for each in fits if len(each.code) == shortest]
        entry = few[0] if len(few) == 1 else entry
    fine = [
        each
        for each in codes_of(name)
        if each.code[:-1] == entry.code
        and len(entry.code) == 3
        and (mode is None or not each.modes or mode in each.modes)
        and contexts & ({*each.contexts} - {*entry.contexts})
    ]
    return fine[0].code if len(fine) == 1 else entry.code


def why_of(told: Shown, contexts: set[str]) -> str:
    """The words of each context that words show, in plain words."""
    parts = [
        f"{context} ({', '.join(sorted(words))})"
        for context, words in sorted(told.items())
        if context in contexts
    ]
    return "contexts from words: " + ", ".join(parts) if parts else ""
