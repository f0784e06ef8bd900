"""Sentences of our own making: what was said, denied, refused, asked, promised, warned or not said."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from onrecord.records import Article, Marks, Statement
from onrecord.speech.statements import find_statements
from onrecord.text.language import Language

#: Sentence, a word of the cue, stance.
ROWS = [
    ("The mayor said the dam was safe.", "said", "says"),
    ("“The dam is safe,” the mayor said.", "said", "says"),
    ("The mayor told reporters that the dam was safe.", "told", "says"),
    ("According to the mayor, the dam is safe.", "According", "says"),
    ("The mayor said the dam was not safe.", "said", "says"),
    ("“No,” the mayor said.", "said", "says"),
    ("The mayor did not deny that the dam had cracked.", "deny", "says"),
    ("The mayor would only say that the dam was safe.", "say", "says"),
    ("“I must say that the dam is safe,” Moen said.", "must", "says"),
    ("The mayor went on to say that the dam was safe.", "say", "says"),
    ("The crew waited until the mayor said the dam was safe.", "said", "says"),
    ("The mayor thinks the dam is safe.", "thinks", "says"),
    ("The mayor said he could shut the dam.", "said", "says"),
    ("The mayor says the dam would hold.", "says", "says"),
    # denies
    ("The mayor denied that the dam had cracked.", "denied", "denies"),
    ("The mayor denied the report.", "denied", "denies"),
    ("The mayor rejected the claim that the dam had cracked.", "rejected", "denies"),
    ("The mayor dismissed the report as a rumour.", "dismissed", "denies"),
    ("The mayor doubts that the dam is safe.", "doubts", "denies"),
    ("The mayor ruled out that the dam would be shut.", "ruled", "denies"),
    ("The mayor does not believe that the dam has cracked.", "believe", "denies"),
    ("The council does not want to shut the dam.", "want", "denies"),
    ("The mayor disputed that the dam had cracked.", "disputed", "denies"),
    # declines
    ("The mayor declined to comment on the report.", "declined", "declines"),
    ("The mayor refused to say when the dam would open.", "refused", "declines"),
    ("A spokesman did not specifically say when the dam would open.", "say", "declines"),
    ("The ministry would not confirm that the dam had cracked.", "confirm", "declines"),
    ("The ministry would not say whether the dam had cracked.", "say", "declines"),
    ("The ministry did not say why the dam was shut.", "say", "declines"),
    ("The ministry has not said when the dam will open.", "said", "declines"),
    ("The company did not disclose how much it had paid.", "disclose", "declines"),
    ("The mayor could not say when the dam would open.", "say", "declines"),
    ("The ministry has yet to say whether the dam has cracked.", "say", "declines"),
    ("The mayor failed to explain why the dam was shut.", "explain", "declines"),
    ("The company did not respond to a request for comment.", "respond", "declines"),
    ("The ministry has yet to respond to questions about the dam.", "respond", "declines"),
    ("The mayor could not be reached for comment.", "reached", "declines"),
    ("The company did not return calls seeking comment.", "return", "declines"),
    ("The mayor shut the dam without saying when it would open.", "saying", "declines"),
    # asks
    ("The mayor asked whether the dam was safe.", "asked", "asks"),
    ("“Is the dam safe?” the mayor asked.", "asked", "asks"),
    ("The mayor asked the council to shut the dam.", "asked", "asks"),
    ("The mayor urged the council to shut the dam.", "urged", "asks"),
    ("The mayor called on the council to shut the dam.", "called", "asks"),
    ("The mayor demanded that the council shut the dam.", "demanded", "asks"),
    ("The mayor ordered the crew to leave the dam.", "ordered", "asks"),
    ("The mayor told residents to leave.", "told", "asks"),
    ("The mayor wondered whether the dam was safe.", "wondered", "asks"),
    ("The mayor begged the council to shut the dam.", "begged", "asks"),
    ("The mayor questioned whether the dam was safe.", "questioned", "asks"),
    # promises
    ("The mayor promised to rebuild the dam.", "promised", "promises"),
    ("The mayor promised that the dam would hold.", "promised", "promises"),
    ("The mayor vowed to rebuild the dam.", "vowed", "promises"),
    ("The mayor pledged to rebuild the dam.", "pledged", "promises"),
    ("The mayor pledged that the dam would hold.", "pledged", "promises"),
    ("“We will rebuild it,” the mayor vowed.", "vowed", "promises"),
    ("The mayor offered to rebuild the dam.", "offered", "promises"),
    # warns
    ("The mayor warned that the dam could fall.", "warned", "warns"),
    ("The mayor warned residents that the dam could fall.", "warned", "warns"),
    ("“The dam could fall,” the engineer warned.", "warned", "warns"),
    ("The engineer cautioned that the dam could fall.", "cautioned", "warns"),
    ("The dam could fall, engineers warn.", "warn", "warns"),
    ("The union threatened to close the port.", "threatened", "warns"),
    # neither said nor denied: possible, awaited, asked for, doubted, never said
    ("The mayor could say the dam is safe.", "say", "unsaid"),
    ("The mayor may say that the dam is safe.", "say", "unsaid"),
    ("The mayor should say that the dam is safe.", "say", "unsaid"),
    ("The mayor will say on Monday that the dam is safe.", "say", "unsaid"),
    ("If the mayor says the dam is safe, people will go home.", "says", "unsaid"),
    ("The mayor was expected to say that the dam is safe.", "say", "unsaid"),
    ("The mayor is expected to announce that the dam is safe.", "announce", "unsaid"),
    ("A reporter asked whether the mayor had said the dam was safe.", "said", "unsaid"),
    ("The mayor never said that the dam was safe.", "said", "unsaid"),
    ("The council asked the mayor to explain why the dam was shut.", "explain", "unsaid"),
    ("The mayor plans to announce that the dam is safe.", "announce", "unsaid"),
]


@pytest.mark.parametrize(("text", "cue", "stance"), ROWS, ids=[row[0] for row in ROWS])
def test_stance(
    text: str, cue: str, stance: str, language: Language, article_of: Callable[..., Article]
) -> None:
    article = article_of(text)
    found: tuple[Statement, ...] = find_statements(article, language.parse(article), Marks())
    seen = [(one.cue.words, one.stance) for one in found if one.cue and cue in one.cue.words.split()]
    assert [one for _, one in seen] == [stance], [(one.cue and one.cue.words, one.stance) for one in found]
