"""A token of a parse -> whether what it tells happened: polarity, certainty, tense and status.

Terms are MEANTIME's and FactBank's: polarity, certainty (certain, probable, possible), tense. The
evidence is read upwards along the parse: the token's own auxiliaries and negation, then every word
that governs it (cues.tsv), until a clause that asserts for itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from onrecord.event.codebook import Codebook
from onrecord.event.senses import part_of
from onrecord.event.tree import FINITE, MAX_STEPS, Tree
from onrecord.records import Certainty, Polarity, Status, Tense

#: Dependencies through which a governing word reaches what it governs.
GOVERNED = frozenset(
    {"xcomp", "ccomp", "pcomp", "acl", "dobj", "pobj", "prep", "conj", "advcl", "nsubjpass", "oprd"}
)
#: Prepositions through which a cue of an effect reaches a noun: "call for", "threat of", "keep from".
REACHING = {
    "requested": frozenset({"for", "to"}),
    "planned": frozenset({"for", "of", "on", "to"}),
    "agreed": frozenset({"on", "to"}),
    "threatened": frozenset({"with", "of"}),
    "possible": frozenset({"of", "for", "about"}),
    "probable": frozenset({"of"}),
    "failed": frozenset({"of", "from"}),
    "ended": frozenset({"of", "to"}),
    "denied": frozenset({"of"}),
}
FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo", "sha"})
POSSIBLE = frozenset({"may", "might", "could", "can"})
OBLIGED = frozenset({"must", "should", "ought"})
POSSIBLY = frozenset({"possibly", "perhaps", "maybe", "allegedly", "reportedly", "potentially", "supposedly"})
PROBABLY = frozenset({"probably", "likely", "apparently", "presumably", "apparent"})
ONGOING = frozenset({"still", "currently"})
#: Adjectives of an event noun that put it ahead or in doubt.
AHEAD = frozenset("planned proposed upcoming forthcoming future next impending scheduled".split())
DOUBTED = frozenset("possible potential alleged suspected hypothetical feared threatened".split())
#: Tag of a finite verb -> tense.
TENSE_OF: dict[str, Tense] = {"VBD": "past", "VBZ": "present", "VBP": "present"}
#: Verbs of what one wishes oneself.
WISHES = frozenset({"like", "want", "wish"})
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
    #: In the past progressive ("was shelling"): over, unless somebody reported it while it went on.
    progressive: bool = False
    #: Told by somebody, whose "now" the tense is measured from.
    reported: bool = False
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
        if self.progressive and self.reported and self.tense == "past":
            return "ongoing"
        return "ongoing" if self.ongoing and self.tense in {"present", "none"} else "happened"


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
            if dep == "ccomp" and tree.lemma[head] in book.words["report"]:
                facts = replace(facts, reported=True)
            facts, stop = govern(tree, i, head, facts, book, tensed=tensed)
            if stop:
                break
        tensed = tensed or facts.tense != "none"
        i = head
    return facts


def own_facts(tree: Tree, i: int) -> Facts:
    """What the token's own auxiliaries, negation, adverbs and ending say."""
    facts = Facts(tense=TENSE_OF.get(tree.tag[i], "none"))
    noun = tree.pos[i] in {"NOUN", "PROPN"}
    for kid in tree.kids[i]:
        dep, low = tree.dep[kid], tree.low[kid]
        if dep in {"aux", "auxpass"}:
            facts = auxiliary(tree, i, kid, facts)
        elif dep in {"nsubj", "nsubjpass"} and any(
            tree.low[each] == "no" for each in tree.children(kid, "det")
        ):
            # "no minister has resigned"
            facts = replace(facts, polarity=flip(facts.polarity), cues=(*facts.cues, "no"))
        elif noun and dep in {"amod", "nmod", "compound"}:
            facts = adjective(low, facts)
        elif dep == "advcl" and is_condition(tree, kid):
            facts = replace(facts, conditional=True, cues=(*facts.cues, "if"))
        else:
            facts = adverb(dep, low, facts, before=kid < i)
    if tree.tag[i] == "VB" and tree.head[i] == i and any(tree.low[kid] == "to" for kid in tree.kids[i]):
        # a headline: "Ferry line to cut fares"
        facts = replace(facts, tense="future")
    now = facts.tense in {"present", "none"}
    perfect = any(tree.lemma[kid] == "have" for kid in tree.kids[i])
    progressive = facts.ongoing and facts.tense == "past" and not perfect
    return replace(facts, ongoing=facts.ongoing and now, progressive=progressive)


def adverb(dep: str, low: str, facts: Facts, *, before: bool) -> Facts:
    """The facts with one adverb, determiner or mark added; `before` if it precedes the word."""
    negator = low in {"never", "no", "neither", "nor"} and dep in {"det", "advmod", "preconj"}
    cues = (*facts.cues, low)
    if dep == "neg" or negator:
        return replace(facts, polarity=flip(facts.polarity), cues=cues)
    if dep in {"mark", "advmod"} and low in IF and before:
        return replace(facts, conditional=True, cues=cues)
    if low in POSSIBLY:
        return replace(facts, certainty="possible", cues=cues)
    if low in PROBABLY:
        return replace(facts, certainty="probable", cues=cues)
    if dep == "nsubj" and low in {"nobody", "none"}:
        return replace(facts, polarity="negative", cues=cues)
    if low in ONGOING and facts.tense == "present":
        return replace(facts, ongoing=True)
    return facts


def is_condition(tree: Tree, i: int) -> bool:
    """Whether the adverbial clause `i` is the condition of what it hangs from."""
    return any(tree.dep[kid] == "mark" and tree.low[kid] in {"if", "unless"} for kid in tree.kids[i])


def auxiliary(tree: Tree, i: int, kid: int, facts: Facts) -> Facts:
    """The facts with one auxiliary added."""
    low, lemma = tree.low[kid], tree.lemma[kid]
    modal = tree.tag[kid] == "MD"
    cues = (*facts.cues, low)
    if low in FUTURE or (modal and low in {"would", "'d", "’d"}):
        return replace(facts, tense="future", cues=cues)
    if modal and low in POSSIBLE:
        return replace(facts, tense="present" if low == "can" else "future", certainty="possible", cues=cues)
    if low in OBLIGED:
        return replace(facts, tense="future", requested=True, cues=cues)
    if lemma == "have":
        return facts if facts.tense == "future" else replace(facts, tense="past")
    if lemma == "be":
        tense = facts.tense
        if is_planned(tree, i):
            return replace(facts, tense="future", cues=(*cues, "to"))
        if tense in {"none", "present"}:
            tense = TENSE_OF.get(tree.tag[kid], tense)
        return replace(facts, tense=tense, ongoing=facts.ongoing or tree.tag[i] == "VBG")
    if lemma == "do":
        return replace(facts, tense="past" if low == "did" else "present")
    return facts


def adjective(low: str, facts: Facts) -> Facts:
    """The facts of an event noun with one of its modifiers added: "planned", "alleged", "ongoing"."""
    cues = (*facts.cues, low)
    if low in AHEAD:
        return replace(facts, tense="future", cues=cues)
    if low in DOUBTED:
        return replace(facts, certainty="possible", cues=cues)
    if low in PROBABLY or low == "probable":
        return replace(facts, certainty="probable", cues=cues)
    if low in {"ongoing", "continuing", "continued"}:
        return replace(facts, ongoing=True)
    return facts


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
        requested=facts.requested or (modal and first.requested),
        conditional=facts.conditional or first.conditional,
        polarity=first.polarity if first.polarity == "negative" and facts.tense == "none" else facts.polarity,
        cues=first.cues + facts.cues if modal else facts.cues,
    )


def adverbial(tree: Tree, i: int, facts: Facts) -> Facts:
    """The facts of an adverbial clause: of purpose, if it is a bare infinitive; else its own."""
    marks = {tree.low[kid] for kid in tree.kids[i] if tree.dep[kid] in {"mark", "advmod"}}
    if is_infinitive(tree, i) or (marks & BEFORE_FUTURE and facts.tense != "past"):
        return replace(facts, tense="future", certainty=weaker(facts.certainty, "probable"))
    return facts


def govern(
    tree: Tree, i: int, head: int, facts: Facts, book: Codebook, *, tensed: bool
) -> tuple[Facts, bool]:
    """The facts under the word `head`, and whether the walk ends there."""
    if tree.low[head] == "without":
        return replace(facts, polarity=flip(facts.polarity), cues=(*facts.cues, "without")), True
    if tree.pos[head] in {"ADP", "SCONJ", "PART"} and not tree.verbal(head):
        return facts, False
    dep, tag = tree.dep[i], tree.tag[i]
    verb = tree.verbal(head)
    effect = book.cues.get((tree.lemma[head], part_of(tree, head)))
    if not reaches(tree, i, dep, tag, effect):
        effect = None
    if effect == "requested" and dep == "ccomp" and any(tree.tag[kid] == "MD" for kid in tree.kids[i]):
        effect = None  # "told the paper that it will act" asks nobody
    if tree.lemma[head] in WISHES and dep == "xcomp":
        if tree.lemma[i] in book.words["thanking"]:
            # "we would like to thank you" thanks
            return replace(facts, tense="present"), True
        # "wants to meet the king": one's own wish asks nobody
        effect = "planned" if effect == "requested" else effect
    finite = dep == "ccomp" and facts.tense in {"past", "present"}
    if effect is not None:
        facts = apply(facts, effect, tree.low[head], finite=finite)
    elif is_to_be(tree, i, head):
        facts = replace(facts, tense="future", cues=(*facts.cues, "to"))
    elif stops(tree, i, head, dep, book):
        above = own_facts(tree, head)
        if facts.tense == "none" and verb and above.tense in {"past", "present"}:
            facts = replace(facts, tense=above.tense)
        elif dep in {"acl", "relcl"} and facts.tense == "none" and is_infinitive(tree, i):
            # "a majority to veto bills"
            facts = replace(facts, tense="future", certainty=weaker(facts.certainty, "probable"))
        return facts, True
    return inherit(facts, own_facts(tree, head), tensed=tensed or finite or facts.tense == "future"), False


def reaches(tree: Tree, i: int, dep: str, tag: str, effect: str | None) -> bool:
    """Whether a cue of that effect governs `i`, or only stands above it."""
    if effect is None:
        return False
    if dep == "prep":
        return tree.low[i] in REACHING.get(effect, frozenset())
    if effect == "ended":
        return dep in {"dobj", "nsubjpass"} or tag == "VBG"
    return dep != "advcl"


def is_infinitive(tree: Tree, i: int) -> bool:
    """Whether the verb has its "to", and nothing finite before it."""
    return has_to(tree, i) and not is_planned(tree, i)


def has_to(tree: Tree, i: int) -> bool:
    """Whether "to" is an auxiliary of the verb."""
    return any(tree.low[kid] == "to" and tree.dep[kid] == "aux" for kid in tree.kids[i])


def is_planned(tree: Tree, i: int) -> bool:
    """Whether the words are "is to visit", as `Tree` reads them: both auxiliaries of the verb."""
    finite = any(tree.tag[kid] in FINITE and tree.dep[kid] == "aux" for kid in tree.kids[i])
    return finite and has_to(tree, i)


def is_to_be(tree: Tree, i: int, head: int) -> bool:
    """Whether the words are "the aim is to visit": a form of be with an infinitive."""
    return is_infinitive(tree, i) and tree.lemma[head] == "be" and tree.dep[i] == "xcomp"


def stops(tree: Tree, i: int, head: int, dep: str, book: Codebook) -> bool:
    """Whether `head` passes nothing on: what it says of itself is not said of `i`."""
    if dep in {"ccomp", "prep"}:
        return True
    verb = tree.verbal(head)
    if dep in {"dobj", "nsubjpass"}:
        return not verb or tree.lemma[head] not in book.words["light"]
    return not verb and tree.pos[head] != "ADJ"


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
        ongoing=facts.ongoing or (above.ongoing and not tensed),
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
        if effect == "requested" and facts.tense == "present":
            # "insisted that the union agree": English writes the wish like a present
            return replace(facts, requested=True, tense="future", cues=cues)
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
    return replace(facts, ongoing=True) if effect == "begun" else facts


def weaker(one: Certainty, other: Certainty) -> Certainty:
    """The less certain of the two."""
    order: tuple[Certainty, ...] = ("certain", "probable", "possible")
    return order[max(order.index(one), order.index(other))]


def flip(polarity: Polarity) -> Polarity:
    """The other polarity."""
    return "negative" if polarity == "positive" else "positive"
