"""An attribution -> to whom it was said: the reporters of "told reporters", "in an interview with CNN".

The hearer is the object of the cue or stands after its preposition ("said to"), after what the words
were said in ("in a letter to parents"), in a clause beside it ("speaking to reporters"), or in the
source itself ("a letter to parents says").
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from onrecord.speech.answers import asker
from onrecord.speech.attribution import Attribution
from onrecord.speech.sources import find_source
from onrecord.speech.stance import is_infinitive, row_of
from onrecord.speech.tree import NOMINAL, Tree
from onrecord.speech.verbs import Verb, Verbs

__all__ = ["addressee", "part_hearers", "short"]

#: Prepositions that lead from a cue to what its words were said in.
WITHIN: Final = frozenset({"in", "during", "at", "over", "by", "through", "via", "on"})
#: Prepositions after which a hearer's phrase goes on; others lead to when and where.
TIGHT: Final = frozenset({"of", "for", "from", "with", "to"})
#: Other relations of what goes on with a hearer's phrase.
JOINED: Final = frozenset({"conj", "cc", "case", "flat", "compound"})
#: What leads from a hearer to the matter: "thanked them for it", "warned them of it", "told them that".
MATTER: Final = frozenset({"for", "that", "of", "about", "against", "whether", "if", "how", "over", "on"})
#: Verbs of "a letter sent to parents".
SENDING: Final = frozenset({"send", "address", "write", "give", "mail", "email", "deliver"})
#: Verbs of asking that also doubt a thing: "questioned his right to stand".
DOUBTS: Final = frozenset({"question", "query"})
#: Most tokens between "talked to her" and ", saying".
NEAR: Final = 20
#: Fewest words of what is asked of a hearer.
LEAST_SAID: Final = 1
#: Entity types of those who hear, and pronouns of persons.
NAMES: Final = frozenset({"PERSON", "ORG", "NORP", "GPE"})
PERSONS: Final = frozenset(
    "me you him her us them myself himself herself themselves ourselves everybody everyone anyone".split()
)
#: Pronouns of one person before a cue and in its clause.
TWINS: Final = frozenset({("he", "him"), ("she", "her"), ("they", "them"), ("i", "me"), ("we", "us")})
#: Words that stand for no hearer.
NOBODY: Final = frozenset({"what", "that", "which", "whom", "whether", "it", "this", "itself", "the"})


def addressee(tree: Tree, one: Attribution, verbs: Verbs) -> tuple[int, int] | None:
    """First and last token of to whom it was said; None if the words do not say."""
    cue = one.cue.token
    made = tree.kid(cue, "dobj")  # "issued a warning to the council"
    says = verbs.speaks(tree.lemma[cue]) or (made >= 0 and verbs.plays(tree.lemma[made], "address"))
    verb = row_of(tree, cue, verbs)
    heads: list[int] = []
    if says and one.cue.kind == "verb" and verb is not None:
        heads += _direct(tree, one, verb, verbs)
    if one.cue.kind == "noun" and verbs.plays(tree.lemma[cue], "address"):
        heads.append(_after(tree, cue, ("to",)))
    heads += _beside(tree, cue, verbs, says=says)
    if says or one.cue.kind == "colon":
        heads += [_reached(tree, cue, verbs), _spoke_before(tree, one, verbs), asker(tree, one, verbs)]
        heads += _in_source(tree, one, verbs)
    for head in heads:
        if head >= 0 and _somebody(tree, head, cue, verbs) and not _same(tree, one, head):
            first, last = short(tree, head)
            last -= last > head and tree.dep[last] == "case"  # "in reply to reporters' questions"
            if _apart(tree, one, verbs, head, range(first, last + 1)):
                return first, last
    return None


def _direct(tree: Tree, one: Attribution, verb: Verb, verbs: Verbs) -> list[int]:
    """Who hangs from the cue itself, the likeliest first."""
    cue, told = one.cue.token, verb.told
    thing, purpose = tree.kid(cue, "dobj"), tree.kid(cue, "xcomp", "advcl")
    if verbs.plays(tree.lemma[cue], "contacting") and purpose > thing > cue:
        return [thing] if verbs.speaks(tree.lemma[purpose]) else []  # "called the port to complain"
    if told == "none":
        return [thing] if verbs.plays(tree.lemma[cue], "showing") and _question(tree, cue, thing) else []
    if told != "object":
        return _linked(tree, one, told, verbs)
    unsaid = one.cue.source.head < 0 or one.cue.source.way == "agent"
    if unsaid and tree.kid(cue, "nsubj", "nsubjpass", "aux") < 0 and tree.tag[cue] in ("VBN", "VBD"):
        return _asked(tree, one, verbs)
    found: list[int] = []
    if tree.dep[cue] == "amod" and tree.head[cue] == cue + 1 and one.cue.source.head >= 0:
        found.append(cue + 1)  # "Moen told supporters Tuesday that", with "told" taken for an adjective
    for dep in ("nsubjpass", "dative", "dobj"):
        kid = tree.kid(cue, dep)
        if kid >= 0 and kid != one.cue.source.head:
            kid = tree.kid(kid, "pobj") if tree.pos[kid] == "ADP" else kid
            if tree.lemma[cue] not in DOUBTS or _person(tree, kid, verbs):
                found.append(_meant(tree, kid, cue, verbs))
    commanded = tree.kid(cue, "ccomp", "xcomp")
    if commanded > cue and not found and is_infinitive(tree, commanded):
        found.append(tree.kid(commanded, "nsubj"))  # "urged the council to shut the dam"
    return found


def _linked(tree: Tree, one: Attribution, told: str, verbs: Verbs) -> list[int]:
    """Who stands after the preposition that a cue takes: "said to", "called on", "asked for it from"."""
    cue, head = one.cue.token, one.cue.source.head
    spoken, thing = verbs.plays(tree.lemma[cue], "speaking"), tree.kid(cue, "dobj")
    links = (told, "to", "with") if spoken else (told, "to")
    after = [_after(tree, cue, links, beyond=told != "from")]
    if head > cue and tree.pos[head] in ("PROPN", "PRON"):
        after.append(_after(tree, head, links, beyond=True))  # "said Moen to the crowd"
    if tree.lemma[cue] == "point" and after[0] >= 0 and not _person(tree, after[0], verbs):
        return []  # "pointed to reports"
    if told == "on" and not _called(tree, cue, after[0], verbs):
        return []  # "called for more on a wider scale"
    if thing > cue and told == "from":
        after += [noun for noun in _nouns_from(tree, cue, thing) if _person(tree, noun, verbs)]
    return after


def _called(tree: Tree, cue: int, noun: int, verbs: Verbs) -> bool:
    """Whether who is called on is somebody, or is to do something."""
    return noun >= 0 and (
        _person(tree, noun, verbs) or any(is_infinitive(tree, kid) for kid in tree.kids[cue])
    )


def part_hearers(tree: Tree, found: Iterable[Attribution], verbs: Verbs) -> None:
    """Takes hearers out of contents that end with them: "asked for help from the port"."""
    for one in found:
        verb = row_of(tree, one.cue.token, verbs)
        if one.cue.kind != "verb" or verb is None or verb.told in ("none", "object"):
            continue
        for head in _direct(tree, one, verb, verbs):
            link = tree.head[head]
            if head < 0 or link not in one.content or tree.lower[link] not in (verb.told, "to", "with"):
                continue
            rest = {token for token in one.content if not link <= token <= tree.right[head]}
            after = any(token > head and tree.pos[token] != "PUNCT" for token in rest)
            said = sum(tree.pos[token] != "PUNCT" for token in rest)
            if not after and said >= LEAST_SAID and _person(tree, head, verbs):
                one.content = rest


def _nouns_from(tree: Tree, cue: int, thing: int) -> list[int]:
    """Of whom a thing is asked: "help for the search from the port"."""
    links = []
    for token in range(thing + 1, tree.right[cue] + 1):
        if tree.pos[token] in ("VERB", "AUX"):
            break
        if tree.lower[token] == "from":
            links.append(token)
    return [noun for link in links for noun in [tree.kid(link, "pobj")] if noun >= 0]


def _meant(tree: Tree, noun: int, cue: int, verbs: Verbs) -> int:
    """What a relative pronoun stands for: the ports of "the help of the ports, which she thanked"."""
    if tree.lower[noun] not in ("which", "whom", "that") or noun > cue or tree.dep[cue] != "relcl":
        return noun
    near, found = noun - 1, tree.head[cue]
    if _person(tree, found, verbs):
        return found
    while near > found and tree.pos[near] not in NOMINAL:
        near -= 1
    while near > found:
        if _person(tree, near, verbs) and tree.pos[near] in NOMINAL:
            found = near
        near = tree.head[near] if tree.head[near] < near else -1
    return found


def _asked(tree: Tree, one: Attribution, verbs: Verbs) -> list[int]:
    """Who is asked in "Asked whether it held, Moen said", "Moen, asked whether it held, said"."""
    cue, above = one.cue.token, tree.head[one.cue.token]
    who = above if tree.dep[cue] == "acl" else -1
    if who >= 0 and tree.lower[cue - 1] != ",":
        return []  # "veterans invited to speak"
    if tree.dep[cue] == "advcl":
        who = tree.kid(above, "nsubj")
    if tree.dep[cue] in ("xcomp", "ccomp", "pcomp"):
        who = find_source(tree, above).head  # "she recalled being told"
    if who >= 0:
        return [who]
    end, last = tree.starts[tree.sentence[cue] + 1], max(one.content)
    for token in range(last + 1, end):  # The parse lost the clause: whoever answers was asked.
        if tree.pos[token] == "VERB" and verbs.speaks(tree.lemma[token]):
            answers = find_source(tree, token).head
            if answers <= last:
                answers = token - 1 if tree.pos[token - 1] in ("PROPN", "NOUN", "PRON") else -1
            return [answers] if answers > last else []
    return []


def _after(tree: Tree, head: int, links: tuple[str, ...], *, beyond: bool = False) -> int:
    """The noun after one of the prepositions `links` of `head`; -1 if there is none."""
    for kid in tree.kids[head]:
        linked = tree.dep[kid] in ("prep", "dative", "prt")
        if tree.lower[kid] in links and linked and (kid > head or not beyond):
            noun = tree.kid(kid, "pobj")
            if noun >= 0:
                return noun
    return -1


def _beside(tree: Tree, cue: int, verbs: Verbs, *, says: bool) -> list[int]:
    """Who hears by what the words were said in, or by a clause beside the cue."""
    found = []
    above = tree.head[cue] if tree.dep[cue] == "xcomp" else cue  # "continued to insist, in a letter to"
    for kid in (*tree.kids[cue], *(tree.kids[above] if above != cue else ())):
        if tree.dep[kid] == "prep" and tree.lower[kid] in WITHIN:
            said_in = tree.kid(kid, "pobj")
            if said_in >= 0:
                found.append(_hearer_of(tree, said_in, cue, verbs))
        elif says and tree.dep[kid] == "dobj" and kid > cue:
            found.append(_hearer_of(tree, kid, cue, verbs))  # "issued a warning to the council"
        elif tree.dep[kid] == "advcl" and tree.tag[kid] == "VBG":
            found.append(_spoken_to(tree, kid, verbs))
    return found


def _reached(tree: Tree, cue: int, verbs: Verbs) -> int:
    """Who was spoken to, or called, by the verb above: "phoned the port to say", "wrote to Moen, saying"."""
    above = tree.head[cue]
    if tree.dep[cue] == "relcl" and tree.dep[above] == "dobj" and tree.lemma[tree.head[above]] == "interview":
        return tree.kid(tree.head[above], "nsubj")  # "the paper interviewed her, who said"
    if tree.dep[cue] == "relcl" and verbs.plays(tree.lemma[above], "address", "exchange"):
        heard = _hearer_of(tree, above, cue, verbs)  # "a talk with her in which he said"
        return heard if heard >= 0 else _after(tree, tree.head[above], ("to", "with"))
    if above == cue or tree.dep[cue] not in ("advcl", "xcomp", "conj", "acl"):
        return -1
    if verbs.plays(tree.lemma[above], "contacting"):
        purpose = tree.dep[cue] in ("advcl", "xcomp") and tree.tag[cue] in ("VB", "VBG")
        return tree.kid(above, "dative", "dobj") if purpose else -1
    return _after(tree, above, ("to", "with")) if verbs.plays(tree.lemma[above], "speaking") else -1


def _spoke_before(tree: Tree, one: Attribution, verbs: Verbs) -> int:
    """Who was spoken to by the verb before ", saying", wherever the parse hung it."""
    cue, source = one.cue.token, one.cue.source.head
    if tree.tag[cue] != "VBG" or tree.lower[cue - 1] != "," or source < 0:
        return -1
    for token in range(cue - 2, max(cue - NEAR, tree.starts[tree.sentence[cue]] - 1), -1):
        if tree.pos[token] == "VERB" and verbs.plays(tree.lemma[token], "speaking"):
            return _after(tree, token, ("to", "with"))
        if tree.pos[token] == "VERB":
            return -1
    return -1


def _hearer_of(tree: Tree, noun: int, cue: int, verbs: Verbs) -> int:
    """Who hears what `noun` is: "parents" for "a letter to parents", "CNN" for "an interview with CNN"."""
    lemma = tree.lemma[noun]
    links: tuple[str, ...] = ("to",) if verbs.plays(lemma, "address") else ()
    links += ("with",) if verbs.plays(lemma, "exchange") else ()
    if not links:
        return -1
    heard = _after(tree, noun, links)
    sent = tree.kid(noun, "acl")
    if heard < 0 <= sent and tree.lemma[sent] in SENDING:
        heard = _after(tree, sent, ("to",))
    if heard < 0:  # The parse often hangs "with CNN" from the cue.
        for kid in tree.kids[cue]:
            if tree.lower[kid] in links and 0 < kid - tree.right[noun] <= 1:
                heard = tree.kid(kid, "pobj")
    if heard < 0 and lemma == "interview":
        heard = next((kid for kid in tree.kids[noun] if _broadcaster(tree, kid)), -1)
    return heard


def _broadcaster(tree: Tree, token: int) -> bool:
    """Whether a modifier of "interview" names who held it: "a BBC interview"."""
    if tree.dep[token] not in ("compound", "nmod", "poss") or tree.pos[token] != "PROPN":
        return False
    named = tree.dep[token] != "poss" and tree.ent[token] not in ("DATE", "TIME", "EVENT", "WORK_OF_ART")
    return tree.ent[token] == "ORG" or named


def _spoken_to(tree: Tree, verb: int, verbs: Verbs) -> int:
    """Who hears in "speaking to reporters" and "addressing the crowd"."""
    if verbs.plays(tree.lemma[verb], "speaking"):
        heard = _after(tree, verb, ("to", "with", "before"))
        if heard >= 0:
            return heard
        for kid in tree.kids[verb]:
            said_in = tree.kid(kid, "pobj") if tree.lower[kid] in WITHIN else -1
            if said_in >= 0:
                return _hearer_of(tree, said_in, verb, verbs)
    return tree.kid(verb, "dobj") if verbs.plays(tree.lemma[verb], "addressing") else -1


def _in_source(tree: Tree, one: Attribution, verbs: Verbs) -> list[int]:
    """Who hears in the source's own words: "a letter to parents says", "Moen, speaking to staff, said"."""
    head = one.cue.source.head
    speaking = [kid for kid in tree.kids[head] if head < kid and tree.tag[kid] == "VBG"] if head >= 0 else []
    for kid in speaking:
        if tree.dep[kid] in ("acl", "advcl", "amod") and kid <= one.cue.source.last:
            return [_spoken_to(tree, kid, verbs)]
    if head < 0 or not verbs.plays(tree.lemma[head], "address") or one.cue.source.way == "owner":
        return []
    heard = _after(tree, head, ("to",))
    return [heard] if one.cue.source.first <= heard <= one.cue.source.last else []


def _somebody(tree: Tree, noun: int, cue: int, verbs: Verbs) -> bool:
    """Whether a noun can hear; not what is heard ("to applause"), nor a day or a sum."""
    if tree.pos[noun] not in NOMINAL or tree.lower[noun] in NOBODY:
        return False
    show = tree.dep[noun] in ("dobj", "dative") and tree.kid(noun, "poss") >= 0  # "told CBS's This Morning"
    counted = tree.ent[noun] == "CARDINAL" and tree.dep[noun] in ("dobj", "dative", "nsubjpass")
    no_one = tree.ent[noun] in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "QUANTITY")
    if no_one and not show and not counted:
        return False
    if tree.ent[noun] in ("EVENT", "LAW") and tree.dep[noun] not in ("dobj", "dative"):
        return False
    if tree.quote[noun] != tree.quote[cue]:
        return False
    return not verbs.plays(tree.lemma[noun], "sound")


def _apart(tree: Tree, one: Attribution, verbs: Verbs, head: int, words: range) -> bool:
    """Whether a hearer is no part of what was said, but for one whom the verb has as its object."""
    if not any(token in one.content for token in words):
        return True
    cue, after = one.cue.token, words[-1] + 1
    verb = row_of(tree, cue, verbs)
    if verb is None or not cue < words[0] or max(one.content) < after:
        return False
    if verb.stance == "asks" and _leads(tree, cue, words[-1]):
        return True
    if any(cue < token < words[0] for token in one.content):
        return False
    if _person(tree, head, verbs) and (tree.lower[after] in MATTER or tree.marked[after]):
        return True
    return _clause_after(tree, verbs, cue, head)


def _same(tree: Tree, one: Attribution, noun: int) -> bool:
    """Whether a hearer is most likely who speaks: "in my talk with him, he said"."""
    who = one.cue.source.head
    return who >= 0 and (tree.lower[who], tree.lower[noun]) in TWINS and tree.head[noun] != one.cue.token


def _person(tree: Tree, noun: int, verbs: Verbs) -> bool:
    """Whether a noun names or describes somebody."""
    if tree.ent[noun] in NAMES or tree.pos[noun] == "PROPN":
        return True
    return tree.lower[noun] in PERSONS if tree.pos[noun] == "PRON" else verbs.acts(tree.lemma[noun])


def _clause_after(tree: Tree, verbs: Verbs, cue: int, head: int) -> bool:
    """Whether what follows a hearer is what they were told: a clause, a question, a second object."""
    if any(kid > head and is_infinitive(tree, kid) for kid in tree.kids[cue]):
        return True
    second = tree.dep[head] == "dative" and tree.kid(cue, "dobj") > head
    return (second and _person(tree, head, verbs)) or _question(tree, cue, head)


def _question(tree: Tree, cue: int, head: int) -> bool:
    """Whether a clause of the cue begins right after a hearer: "showed the court how it held"."""
    clause, after = tree.kid(cue, "ccomp"), head + 1
    if not head < clause or after >= len(tree):
        return False
    while after < clause and tree.pos[after] == "ADV" and tree.tag[after] != "WRB":
        after += 1
    return tree.left[clause] <= after or tree.tag[after] in ("WRB", "WP", "WDT")


def _leads(tree: Tree, cue: int, last: int) -> bool:
    """Whether an infinitive follows a hearer: "urged the council to shut the dam"."""
    if any(kid > last and is_infinitive(tree, kid) for kid in tree.kids[cue]):
        return True
    after = last + 1
    return after < len(tree) and tree.lower[after] in ("to", "not", "for")


def short(tree: Tree, head: int) -> tuple[int, int]:
    """The noun phrase of `head` without clauses and places hung to it."""
    first, last = tree.left[head], head
    for kid in tree.kids[head]:
        if kid < head:
            continue
        dep = tree.dep[kid]
        if dep in JOINED or (dep == "prep" and tree.lower[kid] in TIGHT):
            last = max(last, tree.right[kid])
        elif dep != "punct":
            break
    while first < head and tree.pos[first] in ("PUNCT", "SPACE"):
        first += 1
    return first, _hyphened(tree, last)


def _hyphened(tree: Tree, last: int) -> int:
    """The last token of a name or title that the parse cut at a hyphen: "co" in "co-host Ana Poole"."""
    end = last
    while end + 2 < len(tree) and tree.lower[end + 1] == "-" and tree.until[end] == tree.at[end + 1]:
        end += 2
        while end + 1 < len(tree) and tree.pos[end] != "PROPN" and tree.pos[end + 1] == "PROPN":
            end += 1
        while end + 1 < len(tree) and tree.pos[end] == tree.pos[end + 1] == "PROPN":
            end += 1
    return end
