"""Feeds and lists of addresses: one result for each entry, and what is broken is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.feeds import Entry, read_feed
from onrecord.read.files import find_pages
from onrecord.read.lists import addresses_of, is_list, read_opml
from onrecord.read.run import Item, Run
from onrecord.records import Problem, RawPage

RUN = Run(max_bytes=100_000, max_row_bytes=1_000, max_entries=5)


def rss(items: str, head: str = "") -> bytes:
    channel = f"<channel><title>Nesvik Post</title>{items}</channel>"
    return f'<?xml version="1.0"?>{head}<rss version="2.0">{channel}</rss>'.encode()


def item(number: int, **more: str) -> str:
    fields = {
        "title": f"Ferry {number} sails &amp; returns",
        "link": f"https://nesvik.example/{number}",
        "description": f"<p>Ferry {number} sailed on Friday, the harbour master said.</p>",
    } | more
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in fields.items()) + "</item>"


def pages(data: bytes, name: str = "feed.xml") -> list[Item]:
    found = (one.page(RUN) if isinstance(one, Entry) else one for one in read_feed(data, name, RUN))
    return list(found)


def test_each_entry_is_a_page_with_its_link_title_and_date() -> None:
    (first,) = pages(rss(item(1, pubDate="Fri, 06 Mar 2026 09:30:00 +0100", author="Ida Moen")))
    assert isinstance(first, RawPage)
    assert first.page.source == "feed.xml#1"
    assert first.page.url == "https://nesvik.example/1"
    assert first.title == "Ferry 1 sails & returns"
    assert first.published == "2026-03-06T09:30:00+01:00"
    assert "harbour master said" in first.content


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Fri, 06 Mar 2026 09:30:00 GMT", "2026-03-06T09:30:00+00:00"),
        ("Fri, 06 Mar 2026 09:30:00 -0000", "2026-03-06T09:30:00+00:00"),
        ("2026-03-06", "2026-03-06"),
        ("2026-03-06T09:30:00Z", "2026-03-06T09:30:00+00:00"),
        ("Fri, 06 Mar 2126 09:30:00 GMT", None),
        ("31 Feb", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_date_that_cannot_be_is_none(words: str, expected: str | None) -> None:
    (first,) = pages(rss(item(1, pubDate=words)))
    assert isinstance(first, RawPage)
    assert first.published == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("desk@nesvik.example (Ida Moen)", "Ida Moen"),
        ("Ida Moen &lt;ida@nesvik.example&gt;", "Ida Moen"),
        ("Ida Moen", "Ida Moen"),
        ("ida@nesvik.example", None),
        ("", None),
    ],
)
def test_an_author_is_a_name(words: str, expected: str | None) -> None:
    (entry,) = read_feed(rss(item(1, author=words)), "feed.xml", RUN)
    assert isinstance(entry, Entry)
    assert (entry.author, entry.outlet) == (expected, "Nesvik Post")


def test_the_whole_content_is_taken_before_the_summary() -> None:
    whole = "<p>" + "The ferry sailed at noon and came back in the evening. " * 5 + "</p>"
    content = f'<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[{whole}]]></content:encoded>'
    (first,) = pages(rss(item(1).replace("</item>", content + "</item>")))
    assert isinstance(first, RawPage)
    assert first.content.count("came back") == 5


def test_atom_is_read_too() -> None:
    data = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><title>Ferry</title>'
        '<link href="https://nesvik.example/a"/><updated>2026-03-06T10:00:00Z</updated>'
        '<content type="html">&lt;p&gt;It sailed on Friday.&lt;/p&gt;</content></entry></feed>'
    )
    (first,) = pages(data.encode())
    assert isinstance(first, RawPage)
    assert (first.page.url, first.published) == ("https://nesvik.example/a", "2026-03-06T10:00:00+00:00")


def test_hostile_links_and_titles_are_not_passed_on() -> None:
    data = rss(item(1, link="javascript:alert(1)", title="&lt;script&gt;alert(1)&lt;/script&gt;Ferry"))
    (first,) = pages(data)
    assert isinstance(first, RawPage)
    assert first.page.url is None
    assert first.title is not None
    assert "<" not in first.title


def test_a_feed_that_breaks_off_keeps_its_entries_and_says_so() -> None:
    data = rss(item(1) + item(2) + item(3))
    found = pages(data[: data.index(b"<item><title>Ferry 3") + 20])
    assert [one.code if isinstance(one, Problem) else "page" for one in found] == [
        "broken-feed",
        "page",
        "page",
    ]


def test_entities_are_never_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    (only,) = pages(rss(item(1), bomb))
    assert isinstance(only, Problem)
    assert only.code == "broken-feed"
    outside = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    assert [type(one) for one in pages(rss(item(1, title="&x;"), outside))] == [Problem]


def test_more_entries_than_the_limit_are_named() -> None:
    found = pages(rss("".join(map(item, range(9)))))
    assert [type(one) for one in found] == [RawPage] * 5 + [Problem]
    assert isinstance(found[-1], Problem)
    assert found[-1].code == "too-many"


@pytest.mark.parametrize("data", [b"<rss", b"<rss version='2.0'><channel/></rss>", b"<feed>no</feed>"])
def test_a_feed_without_entries_is_a_problem(data: bytes) -> None:
    assert [type(one) for one in pages(data)] == [Problem]


@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    for one in pages(b"<rss><channel>" + data):
        assert isinstance(one, (RawPage, Problem))
    read_opml(b"<opml>" + data)


def test_a_file_that_is_a_feed_is_known_by_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_bytes(b"\xef\xbb\xbf \n<!-- made by hand -->" + rss(item(1))[21:])
    (tmp_path / "post.xml").write_bytes(rss(item(1) + item(2)))
    found = list(
        find_pages(
            [str(tmp_path)], stdin=None, max_bytes=10_000, max_pages=99, max_row_bytes=99, max_entries=99
        )
    )
    assert [type(one) for one in found] == [RawPage] * 3


OPML = b"""<?xml version="1.0" encoding="utf-8"?><opml version="2.0"><body><outline text="North">
<outline xmlUrl="https://nesvik.example/rss"/><outline xmlUrl="https://nesvik.example/rss"/>
<outline xmlUrl="https://ansgard.example/atom"/></outline><outline text="empty"/></body></opml>"""


def test_opml_gives_its_feeds_once() -> None:
    assert read_opml(OPML) == ["https://nesvik.example/rss", "https://ansgard.example/atom"]


def test_without_the_network_each_listed_address_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "feeds.opml").write_bytes(OPML)
    (tmp_path / "list.txt").write_text(
        "# mine\nhttps://nesvik.example/1\n\nhttps://nesvik.example/2\nnonsense\n"
    )
    sources = [str(tmp_path), "https://nesvik.example/3"]
    found = list(
        find_pages(sources, stdin=None, max_bytes=10_000, max_pages=99, max_row_bytes=99, max_entries=99)
    )
    assert [one.code for one in found if isinstance(one, Problem)] == ["network-off"] * 6
    assert [getattr(one, "source", "").removeprefix(f"{tmp_path}/") for one in found] == [
        "feeds.opml#1",
        "feeds.opml#2",
        "list.txt#2",
        "list.txt#4",
        "list.txt#5",
        "https://nesvik.example/3",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://a.example/1\nhttps://a.example/2\n", True),
        ("https://a.example/1", True),
        ("See https://a.example/1\n", False),
        ("https://a.example/1 is where it stands\n", False),
        ("https://a.example/1\nThe ferry sailed.\nIt came back.\n", False),
        ("# only a note\n", False),
        ("", False),
    ],
)
def test_what_is_a_list_of_addresses(text: str, expected: bool) -> None:
    assert is_list(text) is expected


def test_lines_of_a_list_keep_their_numbers() -> None:
    assert addresses_of("\n# x\nhttps://a.example\n") == [(3, "https://a.example")]
