"""Plain text to passages."""

from __future__ import annotations

import textwrap

import pytest

from onrecord.text.drafts import lay_out
from onrecord.text.furniture import is_statement
from onrecord.text.plain import draft_text

SENTENCE = (
    "The mayor of Port Aldous said on Friday that the harbour would stay closed until the divers had "
    "finished their work, and that no ferry would sail before then, whatever the company had promised."
)


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    drafts, _, _ = draft_text(text, title=title)
    return [(draft.kind, draft.words) for draft in drafts]


def test_paragraphs_by_blank_lines_and_by_lines() -> None:
    assert [words for _, words in kinds(f"{SENTENCE}\n\n{SENTENCE}x")] == [SENTENCE, f"{SENTENCE}x"]
    assert [words for _, words in kinds(f"{SENTENCE}\n{SENTENCE}x")] == [SENTENCE, f"{SENTENCE}x"]


@pytest.mark.parametrize("width", [60, 65, 72, 80])
def test_wrapped_paragraphs_are_one_passage_and_kept_as_they_are(width: int) -> None:
    other = SENTENCE.replace("mayor", "harbour master")
    wrapped = [textwrap.fill(words, width) for words in (SENTENCE, other)]
    assert [words for _, words in kinds("\n\n".join(wrapped))] == wrapped


def test_wrapped_paragraphs_that_only_an_indent_divides() -> None:
    other = SENTENCE.replace("mayor", "harbour master")
    wrapped = [textwrap.fill(words, 72, initial_indent="    ") for words in (SENTENCE, other)]
    assert [words for _, words in kinds("\n".join(wrapped))] == [words.strip() for words in wrapped]


def test_short_lines_are_not_taken_for_wrapped() -> None:
    lines = ["Roses are red", "Violets are blue", "Sugar is sweet", "And so are you all"]
    assert [words for _, words in kinds("\n".join(lines) + f"\n\n{SENTENCE}")][:4] == lines


HEADLINES = [
    (f"Ferry runs into harbour wall\n\n{SENTENCE}", "Ferry runs into harbour wall"),
    (
        f"THE LEDGER\n\nFerry runs into harbour wall at Aldous\n\nBy Ann Berg\n\n{SENTENCE}",
        "Ferry runs into harbour wall at Aldous",
    ),
    (
        f"Home | News | Sport | Weather\nWill the ferry ever sail again?\n\n{SENTENCE}",
        "Will the ferry ever sail again?",
    ),
    (f"{SENTENCE}\n\n{SENTENCE}x", None),
    ("Police arrested two men.", None),
    (f"Monday, 3 March 2025\n\nFerry runs into wall\n\n{SENTENCE}", "Ferry runs into wall"),
]


@pytest.mark.parametrize(("text", "wanted"), HEADLINES)
def test_headlines(text: str, wanted: str | None) -> None:
    drafts, headline, _ = draft_text(text, title=None)
    assert headline == wanted
    assert [draft.words for draft in drafts if draft.kind == "headline"] == ([wanted] if wanted else [])


def test_a_given_title_is_the_headline_where_it_stands() -> None:
    text = f"A longer line that looks like a headline here\n\nFerry wall\n\n{SENTENCE}"
    assert ("headline", "Ferry wall") in kinds(text, "Ferry  Wall")


FURNITURE = [
    "Print Adjust Share Comment",
    "Share Tweet Comment Print",
    "Home  Local  Opinion  What's on",
    "Advertisement",
    "Story continues below advertisement",
    "Sign up for our daily newsletter",
    "Read more: Ferry company fined again",
    "RELATED: Ferry company fined again",
    "By Anna Berg",
    "Published: March 3, 2025 10:15 GMT",
    "Follow us on Twitter and Facebook",
    "© 2025 World Brief Daily",
    "All rights reserved.",
    "Photo: Kjell Brattfoss / Skellavik Dagspost",
    "(Reporting by Ann Berg; editing by P. Dacosta)",
    "Leave a comment",
    "You have 2 free articles left this month.",
    "We use cookies to improve this site.",
    "Filed under: Harbour, Transport",
    "Back to news | Write to the editor | Cookies",
    "« Back to news | Write to the editor | You are visitor no. 0048213 | Best viewed at 1024×768",
    "Home page of the paper · Letters to the editor · Archive of all years · Subscribe to the paper edition",
    "World Brief Daily © 2025",
    "Copyright 2025 The Aldous Ledger. All rights reserved.",
    "Powered by WordPress.",
    "Posted in Harbour, Transport.",
    "Subscribe to The Aldous Ledger.",
    "By signing up, you agree to our terms of use.",
    "This material may not be copied, shown or sold without the permission of The Aldous Ledger.",
    "No part of this page may be copied.",
    "If you buy something through our links, we may earn a commission.",
    "Reporting by Ann Berg; editing by P. Holm.",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_is_quarantined_with_a_reason(line: str) -> None:
    drafts, _, _ = draft_text(f"Ferry runs into the wall\n\n{SENTENCE}\n\n{line}\n\n{SENTENCE}x", title=None)
    found = {draft.words: draft for draft in drafts}
    assert found[line].kind == "chrome", found[line]
    assert found[line].why
    assert 0 < found[line].score <= 1


OWN_WORDS = [
    "By the time the ferry came in, the town had gone to bed.",
    "“Share it,” she said.",
    "“Meth. We’re on it.”",
    "Follow the money, the prosecutor said on Tuesday.",
    "Share prices fell by a third on Monday.",
    "Home prices rose again in March.",
    "Print newspapers are dying, the report said.",
    "More than 300 people were on board, police said.",
    "Read the letter, and you will see that he knew.",
    "Subscribe to that view if you like, but I do not, said Mr Holm.",
    "Published reports that the mine had closed were wrong, the ministry said.",
    "Updated figures show that 12 people died in the fire.",
    "Photographs of the dam were shown to the court.",
    "Related charges against two other men were dropped.",
    "Comments by the minister drew an angry answer from Oslo.",
    "Anna Berg is a reporter at the Ledger who was arrested on Monday, police said.",
    "Credit: that is what the farmers need most, the bank's own study found last year in the valley.",
    "Sources: two, and both of them anonymous, the editor told the court in her evidence on Monday.",
    "Watch the skies, they told us, and we did.",
    "They can be reached by boat only, and no boat has sailed since Monday morning.",
    "Filed in 2019, the suit asks for money.",
    "Posted in the window was a note.",
    "Reporting by the watchdog found faults.",
    "Reporting by Amnesty found faults.",
    "Editing by hand took years.",
    "Powered by wind, the ferry left.",
    "Subscribe to the theory or not, voters will decide.",
    "By Friday, the ferry was back.",
    "Copyright law is changing fast.",
    "Terms of use were never read by the court.",
    "Support local news, the mayor urged.",
    "SÃ©golène left the hall.",
    "The mayor met SÃ©golène Royal in the old town hall on Friday.",
    "Police closed the harbour • The ferry was towed to Aldous • Nine were treated for bruises on the quay",
]


@pytest.mark.parametrize("line", OWN_WORDS)
def test_the_article_s_own_words_are_kept(line: str) -> None:
    text = f"Ferry runs into the wall\n\n{SENTENCE}\n\n{line}\n\n" + "\n\n".join(
        f"{SENTENCE[:-1]}, for the {n}th time." for n in range(8)
    )
    drafts, _, _ = draft_text(text, title=None)
    assert {draft.words: draft.kind for draft in drafts}[line] == "body"


def test_lines_under_a_heading_of_furniture_go_with_it() -> None:
    text = f"Ferry hits wall\n\n{SENTENCE}\n\nYou may also like\nTen walks by the sea\nWhat to plant in June"
    assert [kind for kind, _ in kinds(text)] == ["headline", "body", "chrome", "chrome", "chrome"]


@pytest.mark.parametrize("heading", ["Read more", "Related", "Top stories", "Comments"])
def test_a_section_of_furniture_ends_at_a_sentence(heading: str) -> None:
    own = ['"We closed it to be careful," she said.', "Police shut the road at noon.", "Was it safe? “Yes.”"]
    lines = ["Ferry hits wall", SENTENCE, heading, "Ten walks by the sea", *own, "Two men were killed."]
    assert [kind for kind, _ in kinds("\n\n".join(lines))] == ["headline", "body", "chrome", "chrome"] + [
        "body"
    ] * 4


STATEMENTS = [
    ("Police shut the road at noon.", True),
    ("“We closed it,” she said", False),
    ("“We closed it!” she said.", True),
    ("Why was it closed at all, when no storm was near and nobody was hurt?", True),
    ("She told the court:", True),
    ("Will the ferry ever sail again?", False),
    ("What to plant in June", False),
    ("Ten walks by the sea ...", False),
    ("Mayor Puts the Ferry on the Defensive Over Winter Fares.", False),
    ("Anna Berg met Peder Holmgard in Oslo.", True),
    ("THE MAYOR SHUT THE ROAD.", True),
    ("Oslo.", False),
    ("", False),
]


@pytest.mark.parametrize(("words", "wanted"), STATEMENTS)
def test_statements(words: str, wanted: bool) -> None:
    assert is_statement(words) is wanted


def test_a_repeat_stands_twice_word_for_word() -> None:
    text = f"Ferry hits wall\n\n{SENTENCE}\n\nShe said no.\n\n{SENTENCE}\n\nShe said no."
    assert [kind for kind, _ in kinds(text)] == ["headline", "body", "body", "repeat", "body"]


def test_line_ends_become_one_and_white_space_is_kept() -> None:
    drafts, _, before = draft_text(f"\r\n\r\nFerry hits wall\r\n \r\n{SENTENCE}\r\r", title=None)
    text, passages = lay_out(drafts, before=before)
    assert text == f"\n\nFerry hits wall\n \n{SENTENCE}\n\n"
    assert [passage.span.words for passage in passages] == ["\n\nFerry hits wall\n \n", f"{SENTENCE}\n\n"]
