"""A parsed HTML page -> drafts of its passages: headline, body, furniture, hidden words, repeats."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from onrecord.text.blocks import HEADINGS, Block
from onrecord.text.choose import choose_blocks
from onrecord.text.credits import author_names
from onrecord.text.drafts import Draft, mark_repeats
from onrecord.text.foreign import mark_foreign
from onrecord.text.furniture import (
    SENTENCE_END,
    Verdict,
    is_statement,
    judge_names,
    judge_section,
    judge_words,
)
from onrecord.text.headline import find_headline
from onrecord.text.kinds import mark_notes, mark_subheads
from onrecord.text.markup import Markup
from onrecord.text.shapes import bylines, is_live, mark_bios, mark_shapes, names_summary
from onrecord.text.witness import Witnesses

#: Least share of a block's characters in links at which it is taken for a link to another page.
LINKED: Final = 0.8
#: Most words of a block that is judged by its links or by its class names alone.
LINK_WORDS: Final = 30
NAME_WORDS: Final = 40
#: Blocks at the end of a page that count as closing.
CLOSING_BLOCKS: Final = 8
#: Share of hidden letters above which a page is taken to be shown by a script.
HIDDEN_SHARE: Final = 0.5
#: Blocks of a restored paragraph: least letters and digits, and largest share in links.
RESTORE_KEY: Final = 40
RESTORE_LINKED: Final = 0.5
#: Fewest words of a sentence outside the article's main element that ends a section of furniture.
OWN_WORDS: Final = 12
#: Fewest words of a lead that is set apart from the article's paragraphs.
LEAD_WORDS: Final = 16
LINK: Final = "link to another page"
#: Scores of body passages that trafilatura chose, by whether resiliparse has them too (None where it cannot
#: say: short words), of restored ones, and of those that the page's JSON-LD has. On the 181 pages of
#: article-extraction-benchmark 2,698 of 2,726, 36 of 41, 80 of 86, 26 of 26 and 263 of 272 stood in the gold.
KEPT: Final = {True: 0.99, False: 0.87, None: 0.93}
RESTORED: Final = 0.95
TOLD: Final = 0.97
NUMBERS: Final = re.compile(r"\[\d+\]")
#: Furniture elements whose words are never the article's own.
NEVER_BODY: Final = frozenset({"nav", "footer", "button", "menu", "figcaption", "dialog"})
NEVER_RESTORED: Final = NEVER_BODY | {"aside", "figure"}
#: Items of one list, or rows of one table, stand on lines of their own.
ITEMS: Final = frozenset({"li", "tr", "dt", "dd"})


@dataclass(frozen=True, slots=True)
class Main:
    """What most of the chosen words stand in."""

    #: Tag path without numbers.
    shape: str
    #: Tag path of the element around it, with numbers.
    around: str
    #: Class and id words.
    names: frozenset[str]


def draft_page(
    blocks: list[Block], chosen_text: str, markup: Markup, witnesses: Witnesses, *, title: str | None
) -> tuple[list[Draft], str | None]:
    """Drafts of the passages of a page in page order, and its headline (None if it has none).

    `chosen_text` is what trafilatura takes for the article; `witnesses` are held against it.
    """
    chosen = choose_blocks(blocks, chosen_text)
    if not chosen:
        return [], None
    number, headline, evidence = find_headline(blocks, markup, title)
    main = find_main(chosen)
    head = blocks[number] if number is not None else None
    picked, restored = restore(blocks, chosen, main, head, witnesses)
    drafts = [draft_block(block, id(block) in restored, witnesses) for block in picked]
    for block, draft in zip(picked, drafts, strict=True):
        draft.among = is_among(block, main)
    join_lines(picked, drafts)
    judge_blocks(picked, drafts, main, head, evidence)
    mark_hidden(picked, drafts)
    if head is None and headline:
        drafts.insert(0, Draft(headline, "\n\n", "headline", f"from {evidence}", 0.8))
    mark_repeats(drafts)
    mark_notes(drafts)
    mark_bios(drafts, author_names(markup, bylines(drafts)))
    live = is_live(drafts, markup)
    if not live:
        # The entries of a live blog are each a story.
        mark_foreign(drafts, headline=headline or title or "")
    mark_subheads(drafts)
    mark_shapes(picked, drafts[len(drafts) - len(picked) :], around=main.around, live=live)
    return drafts, headline or None


def shape_of(block: Block) -> str:
    """A block's tag path without numbers."""
    return NUMBERS.sub("", block.path)


def parent_of(block: Block) -> str:
    """The tag path, with numbers, of the element around a block's own."""
    return block.path.rpartition("/")[0]


def find_main(chosen: list[Block]) -> Main:
    """The shape, place and names that most of the chosen words share."""
    weights: Counter[tuple[str, str]] = Counter()
    for block in chosen:
        if block.path and block.tag not in HEADINGS:
            weights[shape_of(block), parent_of(block)] += len(block.key)
    if not weights:
        return Main("", "", frozenset())
    shape, around = weights.most_common(1)[0][0]
    names: set[str] = set()
    for block in chosen:
        if parent_of(block) == around and shape_of(block) == shape:
            here = {word for name in block.names for word in name.split()}
            names = names & here if names else here
    return Main(shape, around, frozenset(names))


def restore(
    blocks: list[Block], chosen: list[Block], main: Main, head: Block | None, witnesses: Witnesses
) -> tuple[list[Block], set[int]]:
    """The chosen blocks with those that were dropped from among them, and the ids of the latter."""
    kept = {id(block) for block in chosen}
    restored: set[int] = set()
    numbers = [number for number, block in enumerate(blocks) if id(block) in kept]
    like = Counter(parent_of(block) for block in blocks if shape_of(block) == main.shape and is_long(block))
    restored |= {id(block) for block in find_lead(blocks, numbers, main, head, witnesses)}
    for number in range(numbers[0], len(blocks)) if numbers else ():
        block = blocks[number]
        if id(block) in kept:
            continue
        between = number < numbers[-1] and parent_of(block) == main.around
        # An embedded post or a set-off quotation need not end as a sentence does.
        quoted = number < numbers[-1] and "/blockquote" in block.path.removeprefix(main.around)
        quoted = quoted and inside(block, main)
        paragraph = shape_of(block) == main.shape and like[parent_of(block)] > 1
        if (quoted or ((paragraph or between) and is_long(block))) and worth_restoring(block, main):
            restored.add(id(block))
    if head is not None and id(head) not in kept:
        restored.add(id(head))
    if not restored:
        return chosen, restored
    return merge(blocks, chosen, restored), restored


def find_lead(
    blocks: list[Block], numbers: list[int], main: Main, head: Block | None, witnesses: Witnesses
) -> list[Block]:
    """Paragraphs between the headline and the first of the chosen `numbers` under it that a witness has.

    A lead or a summary that is set apart; what else stands there asks the reader to sign up or to chat.
    """
    start = next((number for number, block in enumerate(blocks) if block is head), len(blocks))
    first = next((number for number in numbers if number > start), 0)
    return [
        block
        for block in blocks[start + 1 : first]
        if is_long(block)
        and len(block.text.split()) >= LEAD_WORDS
        and (witnesses.second(block.key) or witnesses.told(block.key))
        and (witnesses.told(block.key) or parent_of(block) == main.around or names_summary(block))
        and worth_restoring(block, main)
    ]


def is_long(block: Block) -> bool:
    """Whether a block is a paragraph of some length that ends as a sentence does."""
    return len(block.key) >= RESTORE_KEY and SENTENCE_END.search(block.text) is not None


def worth_restoring(block: Block, main: Main) -> bool:
    """Whether a block that trafilatura left out is a paragraph like those that it kept."""
    if block.linked > RESTORE_LINKED or block.hidden:
        return False
    if NEVER_RESTORED.intersection(block.inside):
        return False
    if judge_words(block.text, closing=True) or judge_section(block.text):
        return False
    return foreign_names(block, main) is None


def merge(blocks: list[Block], chosen: list[Block], restored: set[int]) -> list[Block]:
    """Chosen and restored blocks in page order; strays stay behind the block they followed."""
    place = {id(block): number for number, block in enumerate(blocks)}
    extra = [block for block in blocks if id(block) in restored]
    result: list[Block] = []
    for block in chosen:
        number = place.get(id(block))
        while number is not None and extra and place[id(extra[0])] < number:
            result.append(extra.pop(0))
        result.append(block)
    return result + extra


def draft_block(block: Block, restored: bool, witnesses: Witnesses) -> Draft:
    """A body draft of a block, with what speaks for it and how often such a block is the article's own."""
    second, told = witnesses.second(block.key), witnesses.told(block.key)
    why, score = "trafilatura takes it for the article's text", KEPT[second]
    if restored:
        why, score = "stands among the article's paragraphs, in an element like theirs", RESTORED
    if not block.path:
        why = "trafilatura found it outside the page's body"
    if second is not None:
        why += ", and so does resiliparse" if second else ", resiliparse does not"
    if told is not None:
        why += "; the page's JSON-LD has it" if told else "; the page's JSON-LD lacks it"
    return Draft(block.text, "\n\n", "body", why, max(score, TOLD) if told else score, block.path or None)


def join_lines(blocks: list[Block], drafts: list[Draft]) -> None:
    """Ends with one line break what the page shows on the next line; the last with none."""
    for number in range(len(blocks) - 1):
        here, following = blocks[number], blocks[number + 1]
        if here.element is None or following.element is None:
            continue
        same = here.element is following.element
        if here.tag in ITEMS and following.tag in ITEMS:
            same = same or here.element.getparent() is following.element.getparent()
        if same:
            drafts[number].after = "\n"
    drafts[-1].after = ""


def judge_blocks(
    blocks: list[Block], drafts: list[Draft], main: Main, head: Block | None, evidence: str
) -> None:
    """Gives the drafts that are headline or furniture their kind."""
    place = next((number for number, block in enumerate(blocks) if block is head), -1)
    closing = len(blocks) - CLOSING_BLOCKS
    section: Verdict | None = None
    for number, (block, draft) in enumerate(zip(blocks, drafts, strict=True)):
        if block is head:
            draft.turn("headline", evidence, 0.95)
            section = None
            continue
        if head is not None and block.key.casefold() == head.key.casefold():
            draft.turn("chrome", "the headline once more", 0.9, "headline again")
            continue
        opening = judge_section(block.text)
        if opening and block.tag != "tr":
            section = opening
        verdict = judge_block(block, main, closing=number >= closing, above=number < place)
        following = blocks[number + 1] if number + 1 < len(blocks) else None
        # The heading of a section of the article may be one link: a product, a person.
        heads = block.tag in HEADINGS and following is not None and is_own(following, main)
        if section and not opening and not verdict and (is_own(block, main) or (heads and not block.linked)):
            section = None
        if verdict and verdict.furniture == LINK and heads and inside(block, main):
            verdict = None
        if not verdict and number and beside_link(block, blocks[number - 1], drafts[number - 1], main):
            verdict = Verdict(LINK, "it stands in one element with a link to another page", 0.7)
        if section and (not verdict or verdict.score < section.score):
            why = section.why if opening else f"it stands under {section.why}"
            verdict = Verdict(section.furniture, why, section.score)
        if verdict:
            draft.turn("chrome", f"{verdict.furniture}: {verdict.why}", verdict.score, verdict.furniture)


def is_among(block: Block, main: Main) -> bool:
    """Whether a block stands in one element with the article's main paragraphs, or in a list of theirs."""
    if block.linked > RESTORE_LINKED or NEVER_RESTORED.intersection(block.inside):
        return False
    return parent_of(block) == main.around or (inside(block, main) and block.tag in ITEMS)


def inside(block: Block, main: Main) -> bool:
    """Whether a block stands among the article's main paragraphs."""
    return block.path.startswith(main.around + "/")


def beside_link(block: Block, before: Block, draft: Draft, main: Main) -> bool:
    """Whether a block and the link before it make up a card that leads to another page."""
    if draft.furniture != LINK or block.element is None or before.element is None:
        return False
    one = block.element.getparent() is before.element.getparent()
    return one and not inside(block, main) and shape_of(block) != main.shape


def is_own(block: Block, main: Main) -> bool:
    """Whether a block is plainly a paragraph of the article: its shape or place, and a whole sentence."""
    if block.linked >= RESTORE_LINKED:
        return False
    if inside(block, main) or (shape_of(block) == main.shape and not block.linked):
        return is_statement(block.text)
    whole = len(block.text.split()) >= OWN_WORDS and SENTENCE_END.search(block.text) is not None
    return whole and (shape_of(block) == main.shape or not main.shape)


def judge_block(block: Block, main: Main, *, closing: bool, above: bool) -> Verdict | None:
    """The verdict on one block by its words, links, elements and names; None for body."""
    words = block.text.split()
    if block.tag != "tr" and (verdict := judge_words(block.text, closing=closing)):
        return verdict
    if tag := next((tag for tag in block.inside if tag in NEVER_BODY), ""):
        return Verdict("words of a control or caption", f"it stands in <{tag}>", 0.85)
    sentence = SENTENCE_END.search(block.text) is not None
    if block.linked >= LINKED and len(words) <= LINK_WORDS and not (sentence and len(words) > 8):
        return Verdict(LINK, "nearly all of it is a link", 0.8)
    paragraph = sentence and len(words) >= 25
    verdict = foreign_names(block, main) if len(words) <= NAME_WORDS else None
    # A class called "teaser" is sometimes the lead's (adbar/trafilatura#164).
    if verdict and not (paragraph and verdict.furniture.startswith("link")):
        return verdict
    if above and len(words) < 12 and not sentence:
        return Verdict("label above the headline", "a short line above the headline", 0.7)
    return None


def foreign_names(block: Block, main: Main) -> Verdict | None:
    """The verdict by class and id words that the article's main paragraphs do not bear."""
    own = tuple(" ".join(word for word in name.split() if word not in main.names) for name in block.names[:3])
    return judge_names(own)


def mark_hidden(blocks: list[Block], drafts: list[Draft]) -> None:
    """Turns drafts that a reader does not see to hidden, unless most of the page is hidden."""
    hidden = sum(len(block.key) for block in blocks if block.hidden)
    if not hidden or hidden > HIDDEN_SHARE * sum(len(block.key) for block in blocks):
        return
    for block, draft in zip(blocks, drafts, strict=True):
        if block.hidden and draft.kind == "body":
            draft.turn("hidden", f"a reader does not see it: {block.hidden}", 0.9)
