"""A token of a parse -> whether what it tells happened: polarity, certainty, tense and status.

Terms are MEANTIME's and FactBank's: polarity, certainty (certain, probable, possible), tense. The
evidence is read upwards along the parse: the token's own auxiliaries and negation, then every word
that governs it (cues.tsv), until a clause that asserts for itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.event.codebook import Codebook
from onrecord.event.senses import part_of
from onrecord.event.tree import MAX_STEPS, Tree
from onrecord.records import Certainty, Polarity, Status, Tense

#: Dependencies through which a governing word reaches what it governs.
GOVERNED = frozenset({"xcomp", "ccomp", "pcomp", "acl", "dobj", "pobj", "prep", "conj", "advcl", "nsubjpass", "oprd"})
FUTURE = frozenset({"will", "shall", "'ll", "wo", "sha"})
POSSIBLE = frozenset({"may", "might", "could", "can"})
OBLIGED = frozenset({"must", "should", "ought"})
POSSIBLY = frozenset({"possibly", "perhaps", "maybe", "allegedly", "reportedly", "potentially", "supposedly"})
PROBABLY = frozenset({"probably", "likely", "apparently", "presumably"})
ONGOING = frozenset({"still", "currently"})
#: Words before a clause under which nothing is asserted.
IF = frozenset({"if", "unless", "whether", "lest"})
BEFORE_FUTURE = frozenset({"until", "before", "so"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What the words say about whether an event happened."""

    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    tense: Tense = "none"
    #: Denied by the word that governs it ("denied that").
    denied: bool = False
    conditional: bool = False
    requested: bool = False
    #: Under way ("is shelling", "continued to").
    ongoing: bool = False
    #: Words that were read as evidence.
    cues: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """The one word of the design, from the facts."""
        if self.denied:
            return "denied"
        if self.conditional:
            return "conditional"
        if self.requested:
            return "requested"
        if self.polarity == "negative":
            return "negated"
        if self.certainty == "possible":
            return "possible"
        if self.tense == "future":
            return "planned"
        if self.certainty == "probable":
            return "possible"
        return "ongoing" if self.ongoing else "happened"


def facts_of(tree: Tree, i: int, book: Codebook) -> Facts:
    """The facts of the event told by token `i`."""
    facts = own_facts(tree, i)
    tensed = facts.tense != "none"
    for _ in range(MAX_STEPS):
        head, dep = tree.head[i], tree.dep[i]
        if head == i or dep not in GOVERNED:
            break
        if dep == "conj":
            facts = share(facts, own_facts(tree, head), own_clause=has_own_clause(tree, i))
        elif dep == "advcl":
            facts = adverbial(tree, i, facts)
            break
        else:
            facts, stop = govern(tree, i, head, facts, book, tensed=tensed)
            if stop:
                break
        tensed = tensed or facts.tense != "none"
        i = head
    return facts


def own_facts(tree: Tree, i: int) -> Facts:
    """What the token's own auxiliaries, negation, adverbs and ending say."""
    facts = Facts()
    tag = tree.tag[i]
    noun = tree.pos[i] in {"NOUN", "PROPN"}
    tense: Tense = "none"
    if tag == "VBD":
        tense = "past"
    elif tag in {"VBZ", "VBP"}:
        tense = "present"
    progressive = False
    for kid in tree.kids[i]:
        dep, low = tree.dep[kid], tree.low[kid]
        if dep == "neg" or low in {"never", "no", "neither", "nor"} and dep in {"det", "advmod", "preconj"}:
            facts = replace(facts, polarity=flip(facts.polarity), cues=(*facts.cues, low))
        elif dep in {"aux", "auxpass"}:
            facts, tense, progressive = auxiliary(tree, i, kid, facts, tense, progressive)
        elif dep in {"mark", "advmod"} and low in IF and kid < i:
            facts = replace(facts, conditional=True, cues=(*facts.cues, low))
        elif low in POSSIBLY:
            facts = replace(facts, certainty="possible", cues=(*facts.cues, low))
        elif low in PROBABLY:
            facts = replace(facts, certainty="probable", cues=(*facts.cues, low))
        elif low in ONGOING and tense == "present":
            progressive = True
        elif noun and dep in {"amod", "nmod", "compound"}:
            facts, tense, progressive = adjective(tree, kid, facts, tense, progressive)
        elif dep == "det" and tree.lemma[kid] == "no" or dep == "nsubj" and low in {"nobody", "none"}:
            facts = replace(facts, polarity="negative", cues=(*facts.cues, low))
    return replace(facts, tense=tense, ongoing=progressive and tense in {"present", "none"})


def auxiliary(
    tree: Tree, i: int, kid: int, facts: Facts, tense: Tense, progressive: bool
) -> tuple[Facts, Tense, bool]:
    """The facts with one auxiliary added."""
    low, lemma = tree.low[kid], tree.lemma[kid]
    cues = (*facts.cues, low)
    if low in FUTURE or lemma == "will" and low != "would":
        return replace(facts, cues=cues), "future", progressive
    if low in {"would", "'d"} and tree.tag[kid] == "MD":
        return replace(facts, cues=cues), "future", progressive
    if low in POSSIBLE and tree.tag[kid] == "MD":
        return replace(facts, certainty="possible", cues=cues), "future", progressive
    if low in OBLIGED:
        return replace(facts, requested=True, cues=cues), "future", progressive
    if lemma == "have":
        return facts, "past" if tense != "future" else tense, progressive
    if lemma == "be":
        if tree.tag[i] == "VBG":
            progressive = True
        if tense in {"none", "present"} and tree.tag[kid] in {"VBD", "VBZ", "VBP"}:
            tense = "past" if tree.tag[kid] == "VBD" else "present"
    elif lemma == "do":
        tense = "past" if low == "did" else "present"
    return facts, tense, progressive


def adjective(
    tree: Tree, kid: int, facts: Facts, tense: Tense, progressive: bool
) -> tuple[Facts, Tense, bool]:
    """The facts of an event noun with one of its modifiers added: "planned", "alleged", "ongoing"."""
    low = tree.low[kid]
    if low in {"planned", "proposed", "upcoming", "forthcoming", "future", "next", "impending", "scheduled"}:
        return replace(facts, cues=(*facts.cues, low)), "future", progressive
    if low in {"possible", "potential", "alleged", "suspected", "hypothetical", "feared", "threatened"}:
        return replace(facts, certainty="possible", cues=(*facts.cues, low)), tense, progressive
    if low in {"likely", "probable", "apparent"}:
        return replace(facts, certainty="probable", cues=(*facts.cues, low)), tense, progressive
    if low in {"ongoing", "continuing", "continued"}:
        return facts, tense, True
    return facts, tense, progressive


def has_own_clause(tree: Tree, i: int) -> bool:
    """Whether a conjunct has a subject or an auxiliary of its own, and so its own tense."""
    return any(tree.dep[kid] in {"nsubj", "nsubjpass", "aux", "auxpass"} for kid in tree.kids[i])


def share(facts: Facts, first: Facts, *, own_clause: bool) -> Facts:
    """The facts of a later conjunct, with what it shares with the first one."""
    if own_clause:
        return facts
    modal = first.tense == "future" and facts.tense in {"none", "present"}
    return replace(
        facts,
        tense=first.tense if modal or facts.tense == "none" else facts.tense,
        certainty=first.certainty if modal else facts.certainty,
        requested=facts.requested or modal and first.requested,
        conditional=facts.conditional or first.conditional,
        polarity=first.polarity if first.polarity == "negative" and facts.tense == "none" else facts.polarity,
        cues=first.cues + facts.cues if modal else facts.cues,
    )


def adverbial(tree: Tree, i: int, facts: Facts) -> Facts:
    """The facts of an adverbial clause: of purpose, if it is a bare infinitive; else its own."""
    marks = {tree.low[kid] for kid in tree.kids[i] if tree.dep[kid] in {"mark", "advmod"}}
    infinitive = any(tree.low[kid] == "to" and tree.dep[kid] == "aux" for kid in tree.kids[i])
    if infinitive or marks & BEFORE_FUTURE and facts.tense != "past":
        return replace(facts, tense="future", certainty=weaker(facts.certainty, "probable"))
    return facts


def govern(
    tree: Tree, i: int, head: int, facts: Facts, book: Codebook, *, tensed: bool
) -> tuple[Facts, bool]:
    """The facts under the word `head`, and whether the walk ends there."""
    if tree.low[head] == "without":
        return replace(facts, polarity=flip(facts.polarity), cues=(*facts.cues, "without")), False
    effect = book.cues.get((tree.lemma[head], part_of(tree, head)))
    dep = tree.dep[i]
    finite = dep == "ccomp" and facts.tense in {"past", "present"}
    verb = tree.verbal(head)
    if effect is not None and not (dep == "nsubjpass" and not verb):
        facts = apply(facts, effect, tree.low[head], finite=finite)
    if verb and dep in {"ccomp"} and effect is None:
        return facts, True
    if not verb and effect is None and tree.pos[head] not in {"ADP", "SCONJ", "PART", "ADJ"}:
        return facts, True
    if verb or tree.pos[head] in {"NOUN", "PROPN", "ADJ"}:
        above = own_facts(tree, head)
        facts = inherit(facts, above, tensed=tensed or finite)
    return facts, False


def inherit(facts: Facts, above: Facts, *, tensed: bool) -> Facts:
    """The facts with the negation, mood and (if they have none) the tense of the governing word."""
    polarity = flip(facts.polarity) if above.polarity == "negative" else facts.polarity
    tense = facts.tense if tensed else above.tense
    return replace(
        facts,
        polarity=polarity,
        tense=tense,
        certainty=weaker(facts.certainty, above.certainty),
        conditional=facts.conditional or above.conditional,
        requested=facts.requested or above.requested,
        ongoing=facts.ongoing or above.ongoing and not tensed,
        cues=facts.cues + above.cues,
    )


def apply(facts: Facts, effect: str, cue: str, *, finite: bool) -> Facts:
    """The facts under a governing word of that effect (cues.tsv)."""
    cues = (*facts.cues, cue)
    if effect == "denied":
        return replace(facts, denied=True, polarity=flip(facts.polarity), cues=cues)
    if effect in {"refused", "failed", "ended"}:
        return replace(facts, polarity=flip(facts.polarity), cues=cues)
    if finite:
        # "believes that they attacked": a guess about what happened, not a plan
        if effect in {"possible", "probable"}:
            certainty: Certainty = "possible" if effect == "possible" else "probable"
            return replace(facts, certainty=weaker(facts.certainty, certainty), cues=cues)
        return facts
    if effect == "requested":
        return replace(facts, requested=True, tense="future", cues=cues)
    if effect in {"planned", "agreed"}:
        return replace(facts, tense="future", cues=cues)
    if effect == "threatened":
        return replace(facts, tense="future", certainty=weaker(facts.certainty, "probable"), cues=cues)
    if effect == "possible":
        return replace(facts, tense="future", certainty="possible", cues=cues)
    if effect == "probable":
        return replace(facts, certainty=weaker(facts.certainty, "probable"), cues=cues)
    return facts


def weaker(one: Certainty, other: Certainty) -> Certainty:
    """The less certain of the two."""
    order: tuple[Certainty, ...] = ("certain", "probable", "possible")
    return order[max(order.index(one), order.index(other))]


def flip(polarity: Polarity) -> Polarity:
    """The other polarity."""
    return "negative" if polarity == "positive" else "positive"
