"""A spaCy attribute ruler -> the same attributes, several times as fast.

English pipelines map the tagger's fine tags to parts of speech with about 180 matcher patterns,
which takes a sixth of the whole parse. A pattern looks at the tag, lower-case form, dependency and
white space of one token, a handful at two neighbours; so the outcome for a token can be remembered
by these, and the patterns tried only on a kind of token that was not met before.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, LOWER, MORPH, POS, TAG
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token

_KEYS = frozenset({"TAG", "LOWER", "DEP", "IS_SPACE"})
_OPERATORS = frozenset({"IN", "NOT_IN", "REGEX"})
#: A token's tag, reduced form and dependency, and those of the neighbours that a pattern asks for.
_Key = tuple[int, ...]
#: Part of speech, morphology and lemma, as hashes, and any other attributes to set.
_Outcome = tuple[tuple[int, int, int], tuple[tuple[str, str], ...]]
#: Stands for every white-space form.
_SPACE = -1


class RememberingRuler:
    """Works out an attribute ruler's outcome once for each kind of token, then sets it."""

    def __init__(self, ruler: AttributeRuler) -> None:
        """Takes the patterns of `ruler`; ask `replaces` first."""
        self._rows = list(ruler.patterns)
        self._by_tag: dict[str, list[dict[str, Any]]] = {}
        self._outcomes: dict[_Key, _Outcome] = {}
        #: The same by tag and form alone, for tokens that no pattern over two tokens can touch.
        self._plain: dict[tuple[int, int], _Outcome] = {}
        patterns = [pattern for row in self._rows for pattern in row["patterns"]]
        pairs = [pattern for pattern in patterns if len(pattern) > 1]
        self._own = _Forms([token for pattern in patterns for token in pattern])
        self._first = _Forms([pattern[0] for pattern in pairs])
        self._second = _Forms([pattern[1] for pattern in pairs])
        strings = ruler.vocab.strings
        #: Forms met so far that a pattern over two tokens asks for.
        self._neighbours: set[int] = set()
        self._deps = {
            strings[dep] for pattern in patterns for token in pattern for dep in _values(token.get("DEP"))
        }

    @classmethod
    def replaces(cls, ruler: AttributeRuler) -> bool:
        """Whether every pattern looks at nothing but what is remembered, and sets nothing else."""
        return all(
            len(pattern) <= 2
            and 0 <= row["index"] < len(pattern)
            and all(set(token) <= _KEYS and _operators(token) <= _OPERATORS for token in pattern)
            and set(row["attrs"]) <= {"POS", "MORPH", "LEMMA", "TAG", "DEP"}
            for row in ruler.patterns
            for pattern in row["patterns"]
        )

    def __call__(self, doc: Doc) -> Doc:
        """Sets part of speech, morphology and lemma as the ruler would."""
        outcomes, plain = self._outcomes, self._plain
        deps, neighbours = self._deps, self._neighbours
        rows = doc.to_array([TAG, LOWER, DEP]).tolist()
        table = []
        others = []
        for at, (tag, lower, dep) in enumerate(rows):
            alone = dep not in deps and lower not in neighbours
            outcome = plain.get((tag, lower)) if alone else None
            if outcome is None:
                key = self._key_of(rows, at, doc.vocab.strings)
                outcome = outcomes.get(key)
                if outcome is None:
                    outcome = outcomes[key] = self._work_out(doc, at)
                if len(key) > 3 and dep not in deps:
                    neighbours.add(lower)
                elif alone:
                    plain[tag, lower] = outcome
            table.append(outcome[0])
            if outcome[1]:
                others.append((at, outcome[1]))
        if table:
            doc.from_array([POS, MORPH, LEMMA], np.array(table, dtype="uint64"))
        for at, attributes in others:
            for name, value in attributes:
                setattr(doc[at], name, value)
        return doc

    def _work_out(self, doc: Doc, at: int) -> _Outcome:
        """What the patterns set at a token; a later row overrides an earlier one, as in spaCy."""
        found: dict[str, str] = {}
        facts = _facts(doc[at])
        for row in self._rows_for(facts["TAG"]):
            start = at - row["index"]
            for pattern in row["patterns"]:
                inside = start >= 0 and start + len(pattern) <= len(doc)
                if inside and all(
                    _holds(asked, facts if start + n == at else _facts(doc[start + n]))
                    for n, asked in enumerate(pattern)
                ):
                    found.update(row["attrs"])
        strings = doc.vocab.strings
        pos = strings.add(found["POS"]) if "POS" in found else doc[at].pos
        morph = doc.vocab.morphology.add(found["MORPH"]) if "MORPH" in found else doc[at].morph.key
        lemma = strings.add(found["LEMMA"]) if "LEMMA" in found else doc[at].lemma
        others = [(f"{name.lower()}_", found[name]) for name in ("TAG", "DEP") if name in found]
        return (pos, morph, lemma), tuple(others)

    def _rows_for(self, tag: str) -> list[dict[str, Any]]:
        """The rows that may set something at a token with this tag, in the ruler's order."""
        if tag not in self._by_tag:
            self._by_tag[tag] = [
                row
                for row in self._rows
                if any(_agrees(tag, pattern[row["index"]].get("TAG")) for pattern in row["patterns"])
            ]
        return self._by_tag[tag]

    def _key_of(self, rows: list[list[int]], at: int, strings: Any) -> _Key:
        tag, lower, dep = rows[at]
        deps = self._deps
        key: _Key = (tag, self._own.reduce(lower, strings), dep if dep in deps else 0)
        if at + 1 < len(rows) and (self._first.reduce(lower, strings) or dep in deps):
            key += (1, self._second.reduce(rows[at + 1][1], strings))
        if at and self._second.reduce(lower, strings):
            before = rows[at - 1]
            key += (
                2,
                self._first.reduce(before[1], strings),
                before[2] if before[2] in deps else 0,
                before[0],
            )
        return key


class _Forms:
    """The lower-case forms that some patterns ask for; every other form counts as 0."""

    def __init__(self, tokens: list[dict[str, Any]]) -> None:
        conditions = [token.get("LOWER") for token in tokens]
        self._words = {word for condition in conditions for word in _values(condition)}
        found = [
            condition["REGEX"]
            for condition in conditions
            if isinstance(condition, dict) and "REGEX" in condition
        ]
        self._regexes = [re.compile(regex) for regex in found]
        self._known: dict[int, int] = {}

    def reduce(self, form: int, strings: Any) -> int:
        """`form` itself if a pattern asks for it, -1 for white space, else 0."""
        known = self._known.get(form)
        if known is None:
            word = strings[form]
            asked = word in self._words or any(regex.search(word) for regex in self._regexes)
            known = form if asked else _SPACE if word.isspace() else 0
            self._known[form] = known
        return known


def _values(condition: Any) -> list[str]:
    """The plain strings of a matcher condition: "let", {"IN": ["is", "are"]}."""
    if isinstance(condition, str):
        return [condition]
    if not isinstance(condition, dict):
        return []
    return [*condition.get("IN", []), *condition.get("NOT_IN", [])]


def _operators(conditions: dict[str, Any]) -> set[str]:
    return {name for value in conditions.values() if isinstance(value, dict) for name in value}


def _facts(token: Token) -> dict[str, Any]:
    return {"TAG": token.tag_, "LOWER": token.lower_, "DEP": token.dep_, "IS_SPACE": token.is_space}


def _holds(conditions: dict[str, Any], facts: dict[str, Any]) -> bool:
    """Whether a matcher's token conditions hold."""
    return all(_agrees(facts[name], condition) for name, condition in conditions.items())


def _agrees(fact: Any, condition: Any) -> bool:
    """Whether one attribute fulfils one condition; None asks for nothing."""
    if condition is None:
        return True
    if not isinstance(condition, dict):
        return bool(fact == condition)
    if "IN" in condition and fact not in condition["IN"]:
        return False
    if "NOT_IN" in condition and fact in condition["NOT_IN"]:
        return False
    return "REGEX" not in condition or re.search(condition["REGEX"], str(fact)) is not None
