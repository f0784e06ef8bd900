"""Hand-made lines and the quotations that each must give, by what makes the line hard.

A quotation is written as its words; `>` before it for each level that it stands inside another, `+`
where it carries on what the line before left open, `|` behind it where no mark closes it.
"""

from __future__ import annotations

import pytest

from onrecord.speech.quotes import find_quotes

PLAIN = [
    ('"The wall will hold," he said.', ['"The wall will hold,"']),
    ('"The wall," he said, "will hold."', ['"The wall,"', '"will hold."']),
    ("“The wall,” he said, “will hold.”", ["“The wall,”", "“will hold.”"]),
    ("‘The wall,’ he said, ‘will hold.’", ["‘The wall,’", "‘will hold.’"]),
    ("'The wall,' he said, 'will hold.'", ["'The wall,'", "'will hold.'"]),
    ("''The wall,'' he said, ''will hold.''", ["''The wall,''", "''will hold.''"]),
    ("``The wall,'' he said, ``will hold.''", ["``The wall,''", "``will hold.''"]),
    ("`The wall will hold,' he said.", ["`The wall will hold,'"]),
    ("«The wall will hold», he said.", ["«The wall will hold»"]),
    ("« The wall will hold », he said.", ["« The wall will hold »"]),
    ("»The wall will hold«, he said.", ["»The wall will hold«"]),
    ("„The wall will hold“, he said.", ["„The wall will hold“"]),
    ("„The wall will hold”, he said.", ["„The wall will hold”"]),
    ("‚The wall will hold‘, he said.", ["‚The wall will hold‘"]),
    ("‹The wall will hold›, he said.", ["‹The wall will hold›"]),
    ("＂The wall will hold,＂ he said.", ["＂The wall will hold,＂"]),
    ('He asked: "Who pays?"', ['"Who pays?"']),
    ('He said "yes" and then "no" and then "maybe".', ['"yes"', '"no"', '"maybe"']),
    ('("Yes," he said.)', ['"Yes,"']),
    ('["Yes"], ["no"]', ['"Yes"', '"no"']),
    ('The plan—"a stunt"—failed.', ['"a stunt"']),
    ('The "yes"/"no" question', ['"yes"', '"no"']),
    ('"Yes.""No."', ['"Yes."', '"No."']),
    ("“Yes.”“No.”", ["“Yes.”", "“No.”"]),
    ('"... and so it ended," he wrote.', ['"... and so it ended,"']),
    ('The deal was off..."we waited," he said.', ['"we waited,"']),
]
APOSTROPHES = [
    ("The workers' rights and the dogs' home", []),
    ("Workers' rights, O'Neill's boat and the 1990s' end", []),
    ("Back in the '90s, or '98, or ’16, or ‘08", []),
    ("Rock 'n' roll, salt ’n’ pepper, fish ‘n’ chips", []),
    ("They let 'em go 'til dawn, 'cause 'tis cold.", []),
    ("And how ‘bout those residents’ parties?", []),
    ("How ‘bout the sign: “Surge hits residents’ homes” today?", ["“Surge hits residents’ homes”"]),
    ("D'Arcy's o'clock isn't y'all's, don`t you think", []),
    ("The e.v.'s and the M.P.'s votes", []),
    ("Goin' and comin' as the boys' team was", []),
    ("'We met the workers' council and agreed,' he said.", ["'We met the workers' council and agreed,'"]),
    ("'It's the '90s again,' he said.", ["'It's the '90s again,'"]),
    ("'Get 'em out,' he shouted.", ["'Get 'em out,'"]),
    ("the 'Rovin' Ned' boat", ["'Rovin' Ned'"]),
    ("the 'dogs' home' plan", ["'dogs' home'"]),
    ("Council backs 'voters' and 'workers' in row", ["'voters'", "'workers'"]),
    ("''Workers' rights first,'' he said.", ["''Workers' rights first,''"]),
    ("The Harlows' 'big four' clubs", ["'big four'"]),
    ("The ‘round table’ talks and the 'cause' of it", ["‘round table’", "'cause'"]),
    ("The mayor 's office and the workers ' club are n't 're-opened '.", []),
    ("'Twas late when the ferry came.", []),
    ("‘Iolani hall and the ‘Ali mosque", []),
]
PRIMES = [
    ("He is 6'2\" and she 5'11\".", []),
    ('"He is 6\'2"," she said.', ['"He is 6\'2","']),
    ('"He is 6\'2" and strong," she said.', ['"He is 6\'2" and strong,"']),
    ('a 5" pipe and a 6" pipe', []),
    ('"The 5" pipe burst," he said.', ['"The 5" pipe burst,"']),
    ("“He is 6’2” and strong,” she said.", ["“He is 6’2” and strong,”"]),
    ('The novel "1984" was set in "Room 101" then.', ['"1984"', '"Room 101"']),
    ("'Three 5' poles fell,' he said.", ["'Three 5' poles fell,'"]),
]
NESTED = [
    ("“She said ‘no’ twice,” he said.", ["“She said ‘no’ twice,”", ">‘no’"]),
    ("\"She said 'no' twice,\" he said.", ["\"She said 'no' twice,\"", ">'no'"]),
    ("‘She said “no” twice,’ he said.", ["‘She said “no” twice,’", ">“no”"]),
    ("'She said \"no\" twice,' he said.", ["'She said \"no\" twice,'", '>"no"']),
    ("“‘No’ is a word,” he said.", ["“‘No’ is a word,”", ">‘No’"]),
    ("“They say ‘no.’” He left.", ["“They say ‘no.’”", ">‘no.’"]),
    ("\"They say 'no.'\" He left.", ["\"They say 'no.'\"", ">'no.'"]),
    ("'''No' is a word,'' he said.", ["'''No' is a word,''", ">'No'"]),
    ("''They say 'no.''' He left.", ["''They say 'no.'''", ">'no.'"]),
    ("“They say ‘no.’ ” He left.", ["“They say ‘no.’ ”", ">‘no.’"]),
    ("“He said “no” to us,” she said.", ["“He said “no” to us,”", ">“no”"]),
    ('"He said "no" to us," she said.', ['"He said "no" to us,"', '>"no"']),
    ("“A ‘b “c” d’ e”", ["“A ‘b “c” d’ e”", ">‘b “c” d’", ">>“c”"]),
    ("«He said “no” to us», she said.", ["«He said “no” to us»", ">“no”"]),
    (
        "“People say, ‘We are done here.” He left.",
        ["“People say, ‘We are done here.”", ">‘We are done here.|"],
    ),
]
TURNED = [
    ("”The wall will hold,” he said.", ["”The wall will hold,”"]),
    ("”The wall will hold“ he said.", ["”The wall will hold“"]),
    ("“The wall will hold,“ he said. “It will.”", ["“The wall will hold,“", "“It will.”"]),
    ("’The wall will hold,’ he said.", ["’The wall will hold,’"]),
    ("\u202a”The wall will hold,” he said.", ["”The wall will hold,”"]),
    ("He said \u200b“yes\u200b” twice.", ["“yes\u200b”"]),
    ("“The wall will hold. “", ["“The wall will hold. “"]),
    ("“The wall will hold. “ He left.", ["“The wall will hold. “"]),
    ("” … they are late,” she said.", ["” … they are late,”"]),
    ("He said “over their walls“, and left.", ["“over their walls“"]),
]
GLUED = [
    ('the "tyrant ". But', ['"tyrant "']),
    ('He said" we never close" and left.', ['" we never close"']),
    ('" We never close ," he said.', ['" We never close ,"']),
    ('"We go. "Then he left.', ['"We go. "']),
    ("“It is late, ”he said.", ["“It is late, ”"]),
    ("“It is late, “he said. “We go.”", ["“It is late, “", "“We go.”"]),
    ('He said: " We go. " Then he left.', ['" We go. "']),
]
UNCLOSED = [
    ("He said “we never close", ["“we never close|"]),
    ('He said "we never close. ', ['"we never close.|']),
    ('"It is so, he said. "It is better now," she said.', ['"It is so, he said.|', '"It is better now,"']),
    ('"It is a "boat" and no more.', ['"It is a "boat" and no more.|', '>"boat"']),
    ("It ended here,” he said. “We go.”", ["“We go.”"]),
    ("It ended here,” he said.", []),
    ("“", []),
    ("“ ”", []),
    ('""', []),
    ("“One\n\n“two\n\n“three,” he said.", ["“One|", "+“two|", "+“three,”"]),
    ('"One\n"two,"\n"three," he said.', ['"One|', '+"two,"', '"three,"']),
    ("‘One is late.\n‘Two is early,’ he said.", ["‘One is late.|", "+‘Two is early,’"]),
    ('"A “one” is\n"and “two,” he is."', ['"A “one” is|', ">“one”", '+"and “two,” he is."', ">“two,”"]),
    ("“One ends here.\nA line between.\n“Two,” he said.", ["“One ends here.|", "“Two,”"]),
    ("“They came by\nboat,” he said.", ["“They came by|", "+boat,”"]),
    ('"They came by\nboat," he said. "We saw."', ['"They came by|', '+boat,"', '"We saw."']),
    ("“We ask for:\n- bread\n- boats.”\nHe left.", ["“We ask for:|", "+- bread|", "+- boats.”"]),
    ("“They came by boat.\nThe mayor of Lundrey.”", ["“They came by boat.|"]),
]  # fmt: skip
ROWS = PLAIN + APOSTROPHES + PRIMES + NESTED + TURNED + GLUED + UNCLOSED

#: A line with one quotation, and whether somebody speaks in it.
SPEECH = [
    ('The "bridge" is a plank.', False),
    ('"It holds three people at once."', True),
    ('He called it "a plank on two barrels" and left.', True),
    ('"Yes," he said.', True),
    ("''I know,'' he said.", True),
    ('the "yes" vote', False),
    ('He spoke on "Meet the Harbour," which runs daily.', False),
    ('In her memoir, "Salt Roads," she tells of it.', False),
    ('They played in "The Long Way Home" that year.', False),
    ('He said: "God Save the Harbour."', True),
    ('"Thank God," she said.', True),
    ("Moen: ‘We Will Not Sell the Pier’", True),
    ("Mayor Calls Pier Plan ‘Sheer Daylight Robbery Here’", True),
    ("Council Drops ‘Green Belt’ Plan", False),
    ("He met “the Butcher” again.", False),
    ("“And so it went on", True),
]


def written(text: str) -> list[str]:
    """The quotations of a text in the notation of the table."""
    return [
        ">" * (one.level - 1) + "+" * one.carries + text[one.start : one.end] + "|" * (not one.closed)
        for one in find_quotes(text)
    ]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_quotations(text: str, expected: list[str]) -> None:
    assert written(text) == expected


@pytest.mark.parametrize(("text", "speech"), SPEECH, ids=[text for text, _ in SPEECH])
def test_speech(text: str, speech: bool) -> None:
    assert [one.speech for one in find_quotes(text)] == [speech]
