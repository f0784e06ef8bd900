"""Attributions -> to whom each was told, and who passed it on, nearest to the page first.

A statement is passed on by whoever speaks around it ("the agency reported that the ministry had
said"), by whom those cite, and by whoever its own words name: "documents seen by the Times", "in
comments carried by state radio", "through a lawyer", "quoted by the Post". Everything is in tokens.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import Final

from onrecord.speech.attribution import Attribution
from onrecord.speech.cited import CITES, Cited, cited, saying_of
from onrecord.speech.parting import part_openings
from onrecord.speech.sources import Source, phrase
from onrecord.speech.stance import stance_of
from onrecord.speech.told import part_hearers, short
from onrecord.speech.tree import NOMINAL, Tree
from onrecord.speech.verbs import Verbs

__all__ = ["Hop", "Relays", "find_relays"]

#: Longest chain of report that is kept.
MOST_RELAYS: Final = 8
#: Stances under which what stands in the content is no report: who asks or denies passes nothing on.
TELLING: Final = frozenset({"says", "promises", "warns"})
#: Roles of participles that name a relay, in data/relay_words.tsv.
PASSING: Final = ("carries", "publishes", "sees", "hands")
#: The words between such a participle and the relay.
BY: Final = {"hands": ("to", "with"), "sees": ("by",)}
BY_OR_ON: Final = ("by", "on", "in")
#: Prepositions between a cue and the person who speaks for its source.
THROUGH: Final = frozenset({"through", "via"})
#: Most steps up the parse from a participle to the cue that it goes with.
STEPS: Final = 5
#: Pronouns of whoever speaks: unless they were resolved, who says "he said he had said" said both.
SELVES: Final = frozenset({"i", "me", "my", "we", "us", "our"})
OWN: Final = SELVES | {"it", "its", "they", "their", "he", "she", "his", "her", "who"}
#: Words that name nobody: "that said, the mayor says".
POINTERS: Final = frozenset({"that", "this", "what", "these", "those"})
THIRD: Final = frozenset({"he", "she", "they"})
PERSONAL: Final = frozenset({"he", "she", "his", "her", "who"})


@dataclass(frozen=True, slots=True)
class Hop:
    """One who passes a statement on, in tokens."""

    source: Source
    #: First and last token of the words that say so ("reported", "seen").
    first: int
    last: int
    #: The attribution whose source it is; None for one that only the words name.
    outer: Attribution | None = None


@dataclass(slots=True)
class Relays:
    """The relays of a parsed text's attributions."""

    tree: Tree
    verbs: Verbs
    #: Participles that pass words on, and those that cite, by sentence.
    passing: dict[int, list[int]]
    citing: dict[int, list[int]]
    #: Whom an attribution's source cites, by the attribution's `id`.
    citations: dict[int, Cited]

    def chain(self, one: Attribution) -> list[Hop]:
        """Who passes `one` on, nearest to the page first; empty for what is only held."""
        if not self.spoken(one):
            return []
        hops: list[Hop] = []
        for outer in reversed(_outward(one)):
            if not self._tells(outer, one):
                continue
            hops += self._named(outer)
            head = outer.cue.source.head
            if head >= 0 and self.tree.lower[head] not in POINTERS and not self._own(one, outer):
                hops.append(Hop(outer.cue.source, outer.first, outer.last, outer))
            citation = self.citations.get(id(outer))
            if citation is not None and citation.token != one.cue.token:
                hops.append(Hop(citation.source, citation.token, citation.token))
        hops += self._named(one)
        kept: dict[int, Hop] = {}
        for hop in hops:
            if hop.source.head != one.cue.source.head:
                kept.setdefault(hop.source.head, hop)
        return list(kept.values())

    def spoken(self, one: Attribution) -> bool:
        """Whether an attribution is speech, not an attitude."""
        return one.cue.kind in ("according", "colon") or self.verbs.speaks(self.tree.lemma[one.cue.token])

    def another(self, one: Attribution, hop: Hop) -> bool:
        """Whether a pronoun inside a quotation is not who is quoted: "he said so", Moen said."""
        tree, head = self.tree, one.cue.source.head
        quoted = hop.outer is not None and 0 <= tree.quote[one.cue.token] != tree.quote[hop.outer.cue.token]
        return quoted and head >= 0 and tree.lower[head] in THIRD

    def _tells(self, outer: Attribution, inner: Attribution) -> bool:
        """Whether who speaks in `outer` tells that `inner` was said."""
        if inner.cue.kind == "noun":
            return True  # Who agrees with a claim tells that it was made.
        return self.spoken(outer) and stance_of(self.tree, outer, self.verbs) in TELLING

    def _own(self, one: Attribution, outer: Attribution) -> bool:
        """Whether a pronoun in `one` is most likely the speaker around it."""
        tree, head, over = self.tree, one.cue.source.head, outer.cue.source.head
        if head < 0 or tree.lower[head] not in OWN or one.cue.source.antecedent >= 0:
            return False
        if 0 <= tree.quote[one.cue.token] != tree.quote[outer.cue.token]:
            return tree.lower[head] in SELVES  # Who is quoted says "I" of himself.
        if tree.lower[head] not in PERSONAL:
            return True
        lemma = tree.lemma[over]
        return tree.ent[over] != "ORG" and not self.verbs.plays(lemma, "document", "outlet")

    def _named(self, one: Attribution) -> list[Hop]:
        """Who passes a statement on by the words around its cue."""
        tree, found = self.tree, []
        for token in self.passing.get(tree.sentence[one.cue.token], ()):
            if token == one.cue.token or token in one.content or not self._goes_with(token, one):
                continue
            relay = self._relay(token)
            if relay >= 0 and relay not in one.content:
                found.append(Hop(Source("agent", relay, *short(tree, relay)), token, token))
        found += self._reporting(one)
        head = one.cue.source.head
        for kid in (*tree.kids[one.cue.token], *(tree.kids[head] if head >= 0 else ())):
            inner = (kid, *(tree.kids[kid] if tree.dep[kid] == "advcl" else ()))
            for link in inner:
                mouth = tree.kid(link, "pobj") if tree.lower[link] in THROUGH else -1
                if mouth >= 0 and self.verbs.plays(tree.lemma[mouth], "mouth") and mouth not in one.content:
                    found.append(Hop(Source("agent", mouth, *phrase(tree, mouth, link)), link, link))
        return found

    def _reporting(self, one: Attribution) -> list[Hop]:
        """Who reports in "as the Post reported, the ministry said"."""
        tree, found = self.tree, []
        for kid in tree.kids[one.cue.token]:
            mark = tree.kid(kid, "mark") if tree.dep[kid] == "advcl" else -1
            who = tree.kid(kid, "nsubj")
            if mark < 0 or who < 0 or tree.lower[mark] != "as" or tree.kid(kid, "ccomp", "dobj") >= 0:
                continue
            if self.verbs.plays(tree.lemma[kid], "carries") and tree.pos[who] in ("PROPN", "NOUN"):
                found.append(Hop(Source("subject", who, *short(tree, who)), kid, kid))
        return found

    def _relay(self, token: int) -> int:
        """The noun that a participle names as relay: "the Times" in "seen by the Times"; -1 for none."""
        tree, lemma = self.tree, self.tree.lemma[token]
        for role in PASSING:
            if not self.verbs.plays(lemma, role):
                continue
            for kid in tree.kids[token]:
                noun = tree.kid(kid, "pobj") if tree.lower[kid] in BY.get(role, BY_OR_ON) else -1
                if noun < 0 or tree.pos[noun] not in NOMINAL or tree.ent[noun] in ("DATE", "TIME"):
                    continue
                if tree.lower[kid] in ("by", "to", "with") or self._outlet(noun):
                    return noun
        return -1

    def _outlet(self, noun: int) -> bool:
        tree = self.tree
        if tree.kid(noun, "poss") >= 0:
            return False  # "published on its website": nobody else passes it on.
        return tree.ent[noun] == "ORG" or self.verbs.plays(tree.lemma[noun], "outlet")

    def _goes_with(self, token: int, one: Attribution) -> bool:
        """Whether a participle tells how the statement's own words came to the page."""
        tree, verbs, lemma = self.tree, self.verbs, self.tree.lemma[token]
        if lemma in CITES and saying_of(tree, token) == one.cue.token:
            return True  # "is quoted in the Post as saying"
        controlled = tree.dep[one.cue.token] == "xcomp" and tree.head[one.cue.token] == token
        if controlled and tree.kid(token, "nsubjpass") >= 0:
            return True  # "was reported by the Post to have said"
        if verbs.plays(lemma, "carries") and one.cue.token < token < min(one.content) and self._as(token):
            return True  # "said, as reported by the Post, that"
        above = tree.head[token]
        noun, source = tree.lemma[above], one.cue.source
        if tree.pos[above] in NOMINAL:
            right = (
                (verbs.plays(lemma, "sees", "hands") and verbs.plays(noun, "document", "utterance"))
                or (verbs.plays(lemma, "publishes") and verbs.plays(noun, "utterance"))
                or (verbs.plays(lemma, "carries") and verbs.plays(noun, "utterance", "document"))
                or (lemma in CITES and above in (source.head, source.antecedent))
            )
        else:
            right = verbs.plays(lemma, "carries") and above == one.cue.token and self._as(token)
        return right and self._below(token, one)

    def _as(self, token: int) -> bool:
        """Whether a participle is "as quoted by", or stands after a comma: ", quoted by"."""
        tree = self.tree
        before = self.tree.left[token]
        return any(tree.lower[kid] == "as" for kid in tree.kids[token]) or (
            before > 0 and tree.lower[before - 1] in (",", "as")
        )

    def _below(self, token: int, one: Attribution) -> bool:
        """Whether a token hangs from the cue or its source with no other verb between."""
        tree, ends = self.tree, {one.cue.token, one.cue.source.head, one.cue.source.antecedent}
        for _ in range(STEPS):
            above = tree.head[token]
            if above in ends:
                return True
            if above == token or tree.pos[above] in ("VERB", "AUX"):
                return False
            token = above
        return False


def find_relays(
    tree: Tree, found: list[Attribution], verbs: Verbs, actors: Container[int]
) -> tuple[list[Attribution], Relays]:
    """The attributions without those that only cite, and their relays.

    Mends in place: who is "quoted as saying" says it, and "citing an engineer" is no content.
    `actors` holds the offsets of the head words that were marked as actors.
    """
    part_hearers(tree, found, verbs)
    passing: dict[int, list[int]] = {}
    citing: dict[int, list[int]] = {}
    for token, tag in enumerate(tree.tag):
        if tag in ("VBN", "VBD") and verbs.plays(tree.lemma[token], *PASSING):
            passing.setdefault(tree.sentence[token], []).append(token)
        elif tag == "VBG" and tree.lemma[token] in CITES:
            citing.setdefault(tree.sentence[token], []).append(token)
    relays = Relays(tree, verbs, passing, citing, {})
    part_openings(tree, found, passing, verbs)
    for one in found:
        citation = cited(tree, one, verbs, actors, citing.get(tree.sentence[one.cue.token], ()))
        if citation is not None:
            relays.citations[id(one)] = citation
    gone = _give_sayings(tree, found, relays)
    return _without_citing(found, relays, gone), relays


def _give_sayings(tree: Tree, found: list[Attribution], relays: Relays) -> set[int]:
    """Gives "saying" in "quoted her as saying" to whom it quotes; the cues by which nobody quotes."""
    by_token = {one.cue.token: one for one in found}
    gone: set[int] = set()
    for one in found:
        if tree.lemma[one.cue.token] not in CITES:
            continue
        if one.cue.source.way == "passive" and saying_of(tree, one.cue.token) in by_token:
            gone.add(one.cue.token)  # "was quoted as saying"
            continue
        citation, saying = relays.citations.get(id(one)), by_token.get(saying_of(tree, one.cue.token))
        if citation is not None and saying is not None:
            saying.cue.source = citation.source
            before = {token for token in one.content if token < one.first}
            saying.content = before or saying.content - citation.words  # "...", it quoted her as saying
            saying.outer = saying.outer or one
            if not one.content - citation.words:
                one.content = set(saying.content)  # "quoted her as saying: ..."
            del relays.citations[id(one)]
    return gone


def _without_citing(found: list[Attribution], relays: Relays, gone: set[int]) -> list[Attribution]:
    """The attributions but for "citing an engineer", whose engineer speaks in another one."""
    words = {
        token: citation.words
        for citation in relays.citations.values()
        for token in (citation.token,)
        if relays.tree.lemma[token] in CITES
    }
    for one in found:
        citation = relays.citations.get(id(one))
        if citation is not None and citation.token in words:
            one.content = one.content - citation.words or one.content
        while one.outer is not None and (one.outer.cue.token in words or one.outer.cue.token in gone):
            one.outer = one.outer.outer
    return [one for one in found if one.cue.token not in words and one.cue.token not in gone]


def _outward(one: Attribution) -> list[Attribution]:
    """The attributions around an attribution, the nearest first."""
    chain: list[Attribution] = []
    outer = one.outer
    while outer is not None and len(chain) < MOST_RELAYS:
        chain.append(outer)
        outer = outer.outer
    return chain
