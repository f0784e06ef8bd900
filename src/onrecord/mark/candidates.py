"""Doc -> candidates: every noun phrase or pronoun that may name an actor, in text order."""

from __future__ import annotations

import numpy as np
from spacy.symbols import ADJ, DET, NOUN, NUM, PRON, PROPN, VERB
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from onrecord.mark.attributes import MODIFIERS, Candidate, country_at, read_modifiers
from onrecord.mark.bodies import add_bodies, find_bodies
from onrecord.mark.known import add_halves, add_known_names
from onrecord.mark.names import read_missed_name, read_name
from onrecord.mark.offices import SHARED_TITLES, WEAK_NOUNS
from onrecord.mark.rewritten import ReadText
from onrecord.mark.tables import Agent, agents, country_names
from onrecord.mark.titles import link_descriptions
from onrecord.mark.voices import read_voice
from onrecord.records import ActorKind

_NAME_LABELS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
#: Parts of speech of what can be somebody.
_HEADS = np.array([PRON, DET, NUM, NOUN, PROPN, ADJ, VERB], dtype=np.uint64)
_PRONOUNS: dict[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
}
#: Words before a noun that make it nobody in particular: "neither side".
_NOBODY = frozenset({"no", "neither", "not", "nobody"})
#: Longest "of"/"for" phrase that is still part of a description, in tokens.
_LONGEST_TAIL = 8


def find_candidates(doc: Doc, read: ReadText | None = None) -> list[Candidate]:
    """Names, descriptions and pronouns of `doc`, in text order, without two on one head.

    `read` is the text as it reads, where a program has swapped words of the page.
    """
    sentence_of = sentence_indexes(doc)
    found: dict[int, Candidate] = {}
    inside = bytearray(len(doc))
    known = find_bodies(doc, read)
    add_bodies((each for each in known if len(each[0]) > 1), found, inside, sentence_of)
    for words in doc.ents:
        if words.label_ in _NAME_LABELS and _is_free(words, found, inside):
            candidate = read_name(words, sentence_of)
            if candidate is not None:
                found[candidate.head.i] = candidate
                inside[candidate.start : candidate.end] = b"\x01" * (candidate.end - candidate.start)
    add_bodies(known, found, inside, sentence_of)
    add_known_names(doc, found, inside, sentence_of)
    add_halves(doc, found, inside, sentence_of)
    for at in np.flatnonzero(np.isin(doc.to_array("POS"), _HEADS)).tolist():
        if not inside[at]:
            token = doc[at]
            candidate = _read_token(token, sentence_of)
            if candidate is not None:
                found[token.i] = candidate
    _mark_quoted(doc, found)
    link_descriptions(found)
    return [found[head] for head in sorted(found)]


def _is_free(words: Words, found: dict[int, Candidate], inside: bytearray) -> bool:
    """Whether no known body holds a recognised name's words; one inside a longer name gives way to it."""
    held = [at for at in range(words.start, words.end) if inside[at]]
    if not held:
        return True
    holders = {head: one for head, one in found.items() if one.start <= held[0] < one.end}
    for head, one in holders.items():
        if words.label_ == "ORG" and words.start <= one.start and one.end < words.end and _ends_body(words):
            del found[head]
            inside[one.start : one.end] = bytes(one.end - one.start)
            return True
    return False


def _ends_body(words: Words) -> bool:
    """Whether an entity's last word is a name's or a body's and no title's: "Harvard University Press"."""
    agent = agents().get(words[-1].lower_)
    return words[-1].pos_ == "PROPN" and (agent is None or agent.kind != "person")


def _read_token(token: Token, sentence_of: list[int]) -> Candidate | None:
    """The pronoun, description or missed name whose head is a token."""
    pos = token.pos_
    if pos in ("PRON", "DET", "NUM"):
        pronoun = _PRONOUNS.get(token.lower_)
        if pronoun is None:
            return read_voice(token, sentence_of)
        return None if _is_emphatic(token) else _read_pronoun(token, pronoun, sentence_of)
    read = _read_description(token, sentence_of)
    if read is None and pos == "PROPN":
        return read_missed_name(token, sentence_of)
    return read_voice(token, sentence_of) if read is None and pos != "VERB" else read


def _mark_quoted(doc: Doc, found: dict[int, Candidate]) -> None:
    """Marks the candidates between double quotation marks; a line's end closes what is open."""
    inside = False
    for token in doc:
        if token.lower_ in ("“", "``"):
            inside = True
        elif token.lower_ in ("”", "''") or "\n" in token.text:
            inside = False
        elif token.text == '"':
            inside = not inside
        elif inside and token.i in found:
            found[token.i].quoted = True


def sentence_indexes(doc: Doc) -> list[int]:
    """For each token the number of its sentence, from 0."""
    starts = doc.to_array("SENT_START") == 1
    starts[:1] = True
    return [int(number) - 1 for number in np.cumsum(starts)]


def _read_description(token: Token, sentence_of: list[int]) -> Candidate | None:
    """A common noun phrase whose head is an agent noun: "a military official"."""
    agent = _agent_of(token)
    if agent is None or any(child.lower_ in _NOBODY for child in token.lefts):
        return None
    doc = token.doc
    start = token.left_edge.i
    while start < token.i and _stands_before(doc[start]):
        start += 1
    start = _after_clause(token, start)
    end = _tail_end(token)
    if token.lower_ == "head" and start < token.i and doc[start].dep_ == "poss" and token.i + 1 == end:
        return None  # "she shook her head"
    plural = token.tag_ in ("NNS", "NNPS")
    form: ActorKind = "group" if plural and agent.kind in ("person", "organization") else agent.kind
    if form != "person" and _is_capitalised(token):
        if country_at(token) is not None:
            return None  # "the West Bank"
        return _read_named_body(token, start, form, sentence_of)
    noun = token.lemma_.lower()
    candidate = Candidate(start, end, token, "description", form, noun, sentence_of[token.i])
    candidate.article, candidate.plural = _article_of(token), plural
    _read_sector(candidate, agent)
    return candidate


def _stands_before(token: Token) -> bool:
    """Whether a word on the left edge of a phrase is none of it; "at least" and "up to" are."""
    counts = token.pos_ == "ADP" and token.dep_ in ("advmod", "quantmod")
    return token.is_punct or token.is_space or (token.pos_ in ("CCONJ", "ADP") and not counts)


def _after_clause(token: Token, start: int) -> int:
    """The start of a description without a clause hung on its front by the parse: "Asked why, the mayor"."""
    comma = next((at for at in range(token.i - 1, start, -1) if token.doc[at].text == ","), None)
    if comma is None or not any(word.pos_ in ("VERB", "AUX") for word in token.doc[start:comma]):
        return start
    return comma + 1


def _agent_of(token: Token) -> Agent | None:
    """The agent noun that a token is the head of, two words before one; None for other words."""
    if token.lower_ == "state" and token.i and token.nbor(-1).lower_ == "of":
        return None  # "the Secretary of State"
    if token.dep_ in ("compound", "amod", "nmod") or (token.pos_ in ("ADJ", "VERB") and token.tag_ != "NNS"):
        return None
    table, doc = agents(), token.doc
    if token.i > 0:
        at = token.i - 2 if doc[token.i - 1].text == "-" and token.i > 1 else token.i - 1  # "asylum-seekers"
        pair = table.get(f"{doc[at].lower_} {token.lower_}")
        if pair is not None and not pair.part:
            return pair
    agent = table.get(token.lower_)
    agent = table.get(token.lemma_.lower()) if agent is None or agent.part else agent
    return None if agent is None or agent.part else agent


def _read_sector(candidate: Candidate, agent: Agent) -> None:
    """Country and sector of a description: from its head, or for weak nouns from what stands beside it."""
    token = candidate.head
    sector = agent.sector if agent.sector != "UNK" else None
    weak = token.lower_ in WEAK_NOUNS
    if sector is not None and not weak:
        candidate.sector = sector
        candidate.evidence.append(f"sector from “{token.text}”")
    read_modifiers(candidate, [*_modifiers_of(token), *token.doc[token.i + 1 : candidate.end]])
    if weak and token.lower_ in SHARED_TITLES and candidate.country is None and _is_of_body(candidate):
        return  # "the president of Ansgard Motors"
    if sector is None and weak and candidate.country is not None:
        sector = "GOV"  # "the North Korean leader": PLOVER gives a state's own voice to GOV
    if candidate.sector is None and sector is not None:
        candidate.sector = sector
        candidate.evidence.append(f"sector from “{token.text}”")


def _modifiers_of(token: Token) -> list[Token]:
    """The words before a noun that say what it is, those that are joined to them included."""
    found = []
    for child in token.lefts:
        if child.dep_ in MODIFIERS:
            found.append(child)
            for word in child.subtree:
                if word.i != child.i and (word.dep_ == "conj" or word.nbor(1).text in ("-", "–", "/")):
                    found.append(word)
    return sorted(found, key=lambda word: word.i)


def _is_of_body(candidate: Candidate) -> bool:
    """Whether a title goes on with "of" and a name that is no country's."""
    tail = candidate.head.doc[candidate.head.i + 1 : candidate.end]
    return any(word.pos_ == "PROPN" and word.text not in country_names() for word in tail)


def _is_capitalised(token: Token) -> bool:
    """Whether head and a noun before it are written as a name: "the Bus Workers' Alliance"."""
    if token.pos_ != "PROPN" or not token.text[0].isupper():
        return False
    return any(
        child.dep_ in ("compound", "poss", "nmod") and child.text[0].isupper() and child.pos_ == "PROPN"
        for child in token.lefts
    )


def _read_named_body(token: Token, start: int, form: ActorKind, sentence_of: list[int]) -> Candidate:
    doc = token.doc
    while start < token.i and not doc[start].text[0].isupper():
        start += 1
    if doc[start].lower_ in ("the", "a", "an") and start < token.i:
        start += 1
    kind: ActorKind = "organization" if form == "group" else form
    candidate = Candidate(start, token.i + 1, token, "name", kind, token.lower_, sentence_of[token.i])
    read_modifiers(candidate, [token, *token.lefts, *doc[start : token.i]])
    agent = agents().get(token.lower_)
    if candidate.sector is None and agent is not None and agent.sector != "UNK":
        candidate.sector = agent.sector
        candidate.evidence.append(f"sector from “{token.text}”")
    return candidate


def _article_of(token: Token) -> str:
    for child in token.lefts:
        if child.dep_ == "det":
            word = child.lower_
            return "the" if word in ("the", "this", "that", "these", "those") else "a"
        if child.dep_ == "poss":
            return "possessive"
        if child.dep_ == "nummod" and token.tag_ != "NNS":
            return "a"
    return "bare"


def _tail_end(token: Token) -> int:
    """One past the "of"/"for" phrase that belongs to a description, else one past its head."""
    doc = token.doc
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if following is None or following.lower_ not in ("of", "for") or following.head.i != token.i:
        return int(token.i + 1)
    end: int = token.i + 2
    last = min(following.right_edge.i, token.i + _LONGEST_TAIL)
    while end <= last and not doc[end].is_punct and not doc[end].is_space and doc[end].dep_ != "relcl":
        if doc[end].tag_ in ("WDT", "WP", "WRB", "VBD", "VBZ"):
            break
        end += 1
    if (
        end + 1 < len(doc)
        and end <= last + 1
        and doc[end].lower_ in ("of", "for")
        and doc[end + 1].pos_ == "PROPN"
    ):
        end = _name_end(doc, end + 1)  # "minister of transport for Norway"
    while end > token.i + 1 and doc[end - 1].pos_ in ("ADP", "DET", "CCONJ", "SCONJ"):
        end -= 1
    return end


def _name_end(doc: Doc, at: int) -> int:
    """One past the proper nouns that begin at a token."""
    while at < len(doc) and doc[at].pos_ == "PROPN":
        at += 1
    return at


def _is_emphatic(token: Token) -> bool:
    """Whether a reflexive only stresses a noun: "the wall itself"."""
    return token.lower_.endswith(("self", "selves")) and token.dep_ not in ("dobj", "pobj", "dative")


def _read_pronoun(token: Token, pronoun: str, sentence_of: list[int]) -> Candidate:
    form: ActorKind = {"they": "group", "it": "organization"}.get(pronoun, "person")  # type: ignore[assignment]
    return Candidate(token.i, token.i + 1, token, "pronoun", form, pronoun, sentence_of[token.i])
