"""Bytes to pages: encodings by the list, nothing replaced in silence, no bytes that raise."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import CATALOGUE
from onrecord.read.decode import load_encodings, read_bytes
from onrecord.records import Problem, RawPage

MAX = 1_000_000


def read(data: bytes, **said: str | None) -> RawPage | Problem:
    return read_bytes(data, source="test", max_bytes=MAX, **said)  # type: ignore[arg-type]


def html(charset: str, words: str, codec: str) -> bytes:
    return f'<html><head><meta charset="{charset}"></head><body><p>{words}</p></body></html>'.encode(codec)


TEXTS = [
    ("plain utf-8", "Señor Núñez said “no”.".encode(), None, "Señor Núñez said “no”."),
    ("utf-8 with mark", b"\xef\xbb\xbfWords", None, "Words"),
    ("utf-16 little with mark", "Señor".encode("utf-16"), None, "Señor"),
    ("utf-16 big with mark", b"\xfe\xff" + "Señor".encode("utf-16-be"), None, "Señor"),
    ("utf-32 with mark", "Señor".encode("utf-32"), None, "Señor"),
    (
        "windows-1252 undeclared",
        "The “mayor” of Saint-Étienne said so.".encode("cp1252"),
        None,
        "The “mayor” of Saint-Étienne said so.",
    ),
    ("windows-1252 said to be latin-1", "It’s “so”".encode("cp1252"), "iso-8859-1", "It’s “so”"),
    ("koi8 said", "Привет".encode("koi8-r"), "koi8-r", "Привет"),
    ("gb18030 said", "你好世界".encode("gb18030"), "gb2312", "你好世界"),
    ("shift_jis said", "東京です".encode("cp932"), "Shift_JIS", "東京です"),
    ("utf-8 that kept an old declaration", "Größe".encode(), "iso-8859-1", "Größe"),
    (
        "NUL inside",
        b"one\x00 two three four five six seven eight nine ten eleven twelve "
        b"thirteen fourteen fifteen sixteen seventeen eighteen",
        None,
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen",
    ),
]


@pytest.mark.parametrize(("name", "data", "charset", "wanted"), TEXTS, ids=[row[0] for row in TEXTS])
def test_decodes(name: str, data: bytes, charset: str | None, wanted: str) -> None:
    page = read(data, charset=charset)
    assert isinstance(page, RawPage), page
    assert page.content == wanted
    assert page.page.sha256 == hashlib.sha256(data).hexdigest()
    assert page.page.bytes == len(data)


def test_a_declaration_that_names_no_encoding_is_passed_over() -> None:
    data = "<meta charset=ut><p>Ålesund’s ferry".encode()
    page = read_bytes(data, source="test", max_bytes=10**6)
    assert isinstance(page, RawPage)
    assert page.content.endswith("Ålesund’s ferry")


FAULTS = [
    ("empty", b"", None, "empty"),
    ("white space", b" \n\t ", None, "empty"),
    ("white space in utf-16", " \n".encode("utf-16"), None, "empty"),
    ("pdf", b"%PDF-1.7\n%\xe2\xe3", None, "unsupported-type"),
    ("png", b"\x89PNG\r\n\x1a\n" + bytes(40), None, "unsupported-type"),
    ("jpeg", b"\xff\xd8\xff\xe0" + bytes(40), None, "unsupported-type"),
    ("zip", b"PK\x03\x04" + bytes(40), None, "unsupported-type"),
    ("old office", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(40), None, "unsupported-type"),
    ("gzip", b"\x1f\x8b\x08" + bytes(40), None, "unsupported-type"),
    ("mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(40), None, "unsupported-type"),
    ("json", b'{"date": "2025-03-03", "text": ["a", "b"]}', None, "unsupported-type"),
    (
        "rss",
        b"<?xml version='1.0'?><rss><channel><item><title>A</title></item></channel></rss>",
        None,
        "unsupported-type",
    ),
    ("controls", bytes(range(1, 32)) * 40, None, "binary"),
    ("controls said to be latin", bytes(range(1, 32)) * 40, "latin1", "binary"),
    ("utf-16 without mark", "The mayor said so.".encode("utf-16-le"), None, "bad-encoding"),
    ("broken utf-8", "Ångström and Göteborg and Malmö".encode()[1:], None, "bad-encoding"),
    ("broken utf-8 said", b"caf\xe9 au lait", "utf-8", "bad-encoding"),
    ("punycode", b"<meta charset=punycode>" + b"a" * 500, None, "bad-encoding"),
    ("utf-7", b"<meta charset='utf-7'>+ADw-script+AD4-", None, "bad-encoding"),
    ("hex said", b"616263", "hex", "bad-encoding"),
    ("too large", b"a" * (MAX + 1), None, "too-large"),
    ("shift_jis undeclared", "東京で政府が発表しました".encode("cp932"), None, "bad-encoding"),
]


@pytest.mark.parametrize(("name", "data", "charset", "code"), FAULTS, ids=[row[0] for row in FAULTS])
def test_faults(name: str, data: bytes, charset: str | None, code: str) -> None:
    problem = read(data, charset=charset)
    assert isinstance(problem, Problem), problem
    assert (problem.code, problem.stage) == (code, "read")
    assert problem.page is not None
    assert problem.page.startswith("page-")


def test_declaration_in_the_page_is_followed() -> None:
    for charset, codec in (("windows-1251", "cp1251"), ("ISO-8859-2", "iso8859-2"), ("latin1", "cp1252")):
        words = {"cp1251": "Привет", "iso8859-2": "Łódź", "cp1252": "naïve “word”"}[codec]
        page = read(html(charset, words, codec))
        assert isinstance(page, RawPage)
        assert words in page.content
        assert page.page.media_type == "text/html"


def test_xml_declaration_is_followed() -> None:
    data = '<?xml version="1.0" encoding="iso-8859-2"?><html><body><p>Łódź</p></body></html>'.encode(
        "iso8859-2"
    )
    page = read(data)
    assert isinstance(page, RawPage)
    assert "Łódź" in page.content


def test_mark_beats_declaration() -> None:
    page = read(b"\xef\xbb\xbf" + html("koi8-r", "Łódź", "utf-8"))
    assert isinstance(page, RawPage)
    assert "Łódź" in page.content


def test_utf_16_declared_byte_by_byte_is_utf_8() -> None:
    page = read(html("utf-16", "Łódź", "utf-8"))
    assert isinstance(page, RawPage)
    assert "Łódź" in page.content


def test_every_codec_of_the_table_exists() -> None:
    for codec in set(load_encodings().values()):
        assert "a".encode(codec)
    assert not {"utf-7", "punycode", "hex", "idna", "unicode_escape", "rot13"} & set(load_encodings())


def test_id_depends_on_bytes_alone_and_what_was_said_has_a_digest() -> None:
    base = read(b"Some words.")
    same = read(b"Some words.")
    other = read(b"Some words.", url="https://a.example/x")
    dated = read(b"Some words.", published="2025-03-03")
    pages = [page.page for page in (base, same, other, dated) if isinstance(page, RawPage)]
    assert len({page.id for page in pages}) == 1
    assert pages[0].given is None
    assert pages[0] == pages[1]
    assert len({page.given for page in pages}) == 3


@pytest.mark.parametrize(
    "url", ["http://[foo", "http://a:99999/", "http://℀.com/", "javascript:alert(1)", "file:///etc/passwd"]
)
def test_bad_addresses(url: str) -> None:
    problem = read(b"Some words.", url=url)
    assert isinstance(problem, Problem)
    assert problem.code == "bad-url"


def test_media_type_by_the_first_bytes() -> None:
    for data, wanted in (
        (b"<!DOCTYPE html><html><p>x", "text/html"),
        (b"  \n<HTML><body>x", "text/html"),
        (b"Use <div> for blocks.", "text/plain"),
        (b"< 5 people came", "text/plain"),
    ):
        page = read(data)
        assert isinstance(page, RawPage)
        assert page.page.media_type == wanted


@given(
    st.binary(max_size=3_000), st.sampled_from([None, "utf-8", "latin1", "gb18030", "iso-2022-jp", "\x00"])
)
def test_never_raises(data: bytes, charset: str | None) -> None:
    result = read(data, charset=charset)
    if isinstance(result, Problem):
        assert result.code in CATALOGUE
    else:
        assert "\x00" not in result.content
        result.content.encode("utf-8")
        assert result.content.strip()


@given(st.text(max_size=2_000))
def test_utf_8_text_comes_back_or_says_why(words: str) -> None:
    data = words.encode("utf-8", "surrogatepass")
    result = read(data)
    if isinstance(result, RawPage):
        assert result.content == words.replace("\x00", "").removeprefix("\ufeff")
