"""A source and the marked actors -> who speaks: the actor's id and how it was found, or why it is None.

The mention that a source is stands at the source's head or reaches it as a part of the name or as an
apposition. Who stands elsewhere in its words is somebody else, and a false speaker is worse than none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from onrecord.records import Marks, Mention
from onrecord.speech.attribution import Attribution
from onrecord.speech.carry import Carried
from onrecord.speech.content import quote_tokens
from onrecord.speech.sources import Source
from onrecord.speech.tree import MARKS, Tree

__all__ = ["Speakers", "gather"]

#: Pronouns of the first person: inside a quotation, the speaker.
SELVES: Final = frozenset({"i", "me", "my", "we", "us", "our"})
#: Prepositions between a document and whose it is: "a report by", "a letter from", "an article in".
AUTHORS: Final = frozenset({"by", "from", "in"})
#: Verbs of whoever makes a document's words theirs; who has only seen it says nothing.
MAKES: Final = frozenset(
    "release publish issue write give make sign prepare produce compile post send submit read".split()
)
#: Relations of a name's words to its head.
NAME_PARTS: Final = frozenset({"compound", "nmod", "flat"})
#: Nouns that speak for whoever owns them.
VOICES: Final = frozenset({"office", "post", "website", "spokesperson", "spokesman", "spokeswoman"})

#: How a source was found, in words.
WAYS: Final = {
    "subject": "source is the subject of {cue}",
    "agent": "source is the agent of {cue}",
    "relative": "source is the relative pronoun that is the subject of {cue}",
    "antecedent": "source is the noun that {cue} describes",
    "controller": "source is the subject of the verb above {cue}",
    "coordinated": "source is the subject of the verb that {cue} is joined to",
    "inverted": "source follows {cue} after a quotation",
    "beside": "source stands right before {cue}",
    "owner": "source is whose {cue} it is",
    "supported": "source is the subject of the verb that takes {cue}",
    "according": "source follows 'according to'",
    "label": "source is the label before the colon",
    "passive": "no source: {cue} is passive and names no agent",
    "tagged": "source is what the tagger links to {cue}",
    "disowned": "no source: the words do not say whose {cue} it is",
    "none": "no source: {cue} has no subject",
}


@cache
def documents() -> frozenset[str]:
    """Nouns of what only holds somebody's words: "report" (data/documents.tsv)."""
    text = resources.files("onrecord").joinpath("data", "documents.tsv").read_text("utf-8")
    return frozenset(line.partition("\t")[0] for line in text.splitlines()[1:])


@dataclass(frozen=True, slots=True)
class Speakers:
    """The marked mentions of an article, looked up by where they stand."""

    tree: Tree
    #: The longest mention at each head word's offset.
    heads: dict[int, Mention]
    #: The mentions in text order, and where they start and end.
    ordered: list[Mention]
    places: list[tuple[int, int]]
    #: The attributions that quote each quotation, and the sources of those that have no cue.
    quoting: dict[int, list[Attribution]]
    carried: dict[int, Source]

    def of(self, one: Attribution, cue: str) -> tuple[str | None, str]:
        """The speaking actor's id and how it was found, or why there is none; `cue` is its words."""
        source, tree = one.cue.source, self.tree
        # A source that another reader found says in its own words how it was found.
        why = WAYS.get(source.way, f"source is {source.way}").format(cue=repr(cue))
        actor, reason = self.named_by(source)
        if actor is not None and source.head >= 0 and self._hangs(source.head):
            word = tree.text[tree.at[source.head] : tree.until[source.head]]
            return None, f"{why}; {word!r} opens a line after one that nobody was found to speak"
        if actor is None and source.head >= 0 and tree.lower[source.head] in SELVES:
            actor, reason = self._self(one, cue)
        return actor, f"{why}; {reason}" if reason else why

    def _hangs(self, head: int) -> bool:
        """Whether a pronoun opens a line after one that a pronoun for nobody opens: "It said ... He added".

        Whoever is named there is named by the one who speaks there, and who that is the page does not say.
        """
        tree = self.tree
        first = head
        while first > 0 and tree.pos[first - 1] == "SPACE":
            first -= 1
        if tree.pos[head] != "PRON" or first == 0 or tree.line[first - 1] == tree.line[head]:
            return False
        opener = first - 1
        while opener > 0 and tree.line[opener - 1] == tree.line[first - 1]:
            opener -= 1
        mention = self.heads.get(tree.at[opener])
        return tree.pos[opener] == "PRON" and mention is not None and mention.actor is None

    def hear(self, found: Iterable[Attribution], carried: Iterable[Carried]) -> None:
        """Takes note of whose words the quotations are, for the first persons inside of them."""
        for one in found:
            for quotation in {self.tree.quote[token] for token in one.content} - {-1}:
                if self.tree.quote[one.cue.token] != quotation:
                    self.quoting.setdefault(quotation, []).append(one)
        for loose in carried:
            for quotation in {self.tree.quote[token] for token in loose.content} - {-1}:
                self.carried.setdefault(quotation, loose.source)

    def _self(self, one: Attribution, cue: str) -> tuple[str | None, str]:
        """Whoever is quoted with the first person that is the source of `one`."""
        tree, head = self.tree, one.cue.source.head
        word = tree.text[tree.at[head] : tree.until[head]]
        why = f"{word!r} is whoever speaks the words around it"
        quotation = tree.quote[head]
        if quotation < 0:
            return None, f"{word!r} stands outside of quotation marks"
        for outer in self.quoting.get(quotation, ()):
            if outer is not one and not self._follows_apart(outer, quotation):
                actor, _ = self.of(outer, cue) if outer.cue.token != one.cue.token else (None, "")
                return actor, why if actor else f"{why}, who was not resolved"
        if quotation in self.carried:
            actor, _ = self.named_by(self.carried[quotation])
            return actor, why if actor else f"{why}, who was not resolved"
        return None, f"{word!r} stands in a quotation that nobody was found to speak"

    def _follows_apart(self, outer: Attribution, quotation: int) -> bool:
        """Whether an attribution comes after a quotation that has ended, and has words of its own to say."""
        tree, token = self.tree, outer.cue.token
        _, end = quote_tokens(tree, quotation)
        if token < end or end < 2:
            return False
        last = end - 1
        while last > 0 and tree.lower[last] in MARKS:
            last -= 1
        own = any(word > token and tree.quote[word] < 0 for word in outer.content)
        return own and tree.lower[last] in (".", "!", "?")

    def named_by(self, source: Source) -> tuple[str | None, str]:
        """The actor that a source names, or None and why."""
        if source.head < 0:
            return None, ""
        tree = self.tree
        word = tree.text[tree.at[source.head] : tree.until[source.head]]
        mention, owns = self._mention(source)
        if mention is not None and mention.actor is not None:
            if owns:
                return mention.actor, f"the speaker is whose {word} it is"
            return mention.actor, mention.why if mention.kind != "name" else ""
        if mention is not None:
            return None, mention.why or f"{word!r} was not resolved to an actor"
        if tree.pos[source.head] == "PRON":
            return None, f"pronoun {word!r} was not resolved to an actor"
        if tree.lemma[source.head] in documents():
            return None, f"{word!r} holds words, and does not say whose: no actor was marked in the source"
        return None, "no actor was marked in the source"

    def _mention(self, source: Source) -> tuple[Mention | None, bool]:
        """The mention that a source is, and whether it only owns the source ("the mayor's office")."""
        tree = self.tree
        for head in (source.antecedent, source.head):
            if head >= 0 and tree.at[head] in self.heads:
                return self.heads[tree.at[head]], False
        head = source.antecedent if source.antecedent >= 0 else source.head
        inside = self._inside(source, head)
        named = [one for one in inside if _names(tree, tree.token_from(one.head), head, source)]
        owns = False
        if not named and (tree.lemma[head] in VOICES or tree.lemma[head] in documents()):
            for owner in _owners(tree, head):
                named = [
                    one for one in self._around(owner) if _names(tree, tree.token_from(one.head), owner, None)
                ]
                owns = bool(named)
                if named:
                    break
        longest = max(named, key=lambda one: (one.span.end - one.span.start, -one.span.start), default=None)
        return longest, owns

    def _around(self, token: int) -> list[Mention]:
        """The mentions in the phrase of a noun."""
        return self._between(self.tree.left[token], self.tree.right[token])

    def _inside(self, source: Source, head: int) -> list[Mention]:
        """The mentions in a source's words, and in the phrase of the noun that its pronoun stands for."""
        if head == source.antecedent:
            return self._around(head)
        return self._between(source.first, source.last)

    def _between(self, first: int, last: int) -> list[Mention]:
        """The mentions from one token to another."""
        start, end = self.tree.at[first], self.tree.until[last]
        found = []
        nearest = bisect_left(self.places, (start, 0))
        while nearest < len(self.places) and self.places[nearest][0] < end:
            if self.places[nearest][1] <= end:
                found.append(self.ordered[nearest])
            nearest += 1
        return found


def gather(tree: Tree, marks: Marks) -> Speakers:
    """The marked mentions, ready to be looked up."""
    heads: dict[int, Mention] = {}
    for mention in sorted(marks.mentions, key=lambda one: one.span.start - one.span.end):
        heads[mention.head] = mention
    ordered = sorted(marks.mentions, key=lambda one: one.span)
    places = [(one.span.start, one.span.end) for one in ordered]
    return Speakers(tree, heads, ordered, places, {}, {})


def _names(tree: Tree, token: int, head: int, source: Source | None) -> bool:
    """Whether the word at `token` names what `head` does: a part of its name, or its apposition."""
    if source is not None and source.way == "according" and tree.right[head] < token <= source.last:
        return True  # "according to the harbour master, Ida Moen,": see `cues._with_name`.
    while token != head:
        above, dep = tree.head[token], tree.dep[token]
        lemma = tree.lemma[above]
        voice = lemma in VOICES or lemma in documents()
        part = dep in NAME_PARTS and (tree.pos[above] == "PROPN" or voice)
        if above == token or not (part or dep == "appos"):
            return False
        token = above
    return True


def _made_by(tree: Tree, verb: int) -> bool:
    return tree.dep[verb] == "acl" and tree.lemma[verb] in MAKES


def _owners(tree: Tree, head: int) -> list[int]:
    """Whose words a document may be, the likeliest first: whoever gives it, wrote it or prints it."""
    given = [tree.kid(kid, "agent") for kid in tree.kids[head] if _made_by(tree, kid)]
    found = [tree.kid(by, "pobj") for by in given if by >= 0]
    found.append(tree.kid(head, "poss"))
    for kid in tree.kids[head]:
        if tree.dep[kid] == "agent" or (tree.dep[kid] == "prep" and tree.lower[kid] in AUTHORS):
            found.append(tree.kid(kid, "pobj"))
    return [token for token in found if token >= 0]
