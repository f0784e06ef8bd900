"""The views in Debian's Chromium: what moves, what must not, and how it looks when it is narrow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.web.test_views import PAYLOADS, hostile_paths, hostile_record, page_of, story_of


@pytest.fixture(scope="session")
def address(serve: Callable[[Path], str], example_record: Path) -> str:
    return serve(example_record)


def lit_words(page: Any) -> str:
    return "".join(page.locator(".w.lit").all_inner_texts())


def test_words_light_their_record_and_back(address: str, example_record: Path, open_page: Any) -> None:
    page = open_page(address, f"/page/{page_of(example_record, 'ferry-northway-wire.html')}")
    words = page.locator("article .w.did").first
    words.click()
    rows = page.locator(".row.lit")
    assert rows.count() >= 1
    assert words.inner_text() in rows.locator("q").all_inner_texts()
    assert page.locator(".row.did.lit .more").first.is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".lit").count() == 0
    row = page.locator(".row.said").nth(2)
    row.locator("small").first.click()
    assert row.get_attribute("aria-current") == "true"
    assert page.locator(".row.lit").count() == 1
    said = row.locator("q").inner_text()
    assert "".join(said.split())[:40] in "".join(lit_words(page).split())
    assert page.locator(".w.lit").first.is_visible()
    assert f"lit={row.get_attribute('data-row')}" in page.url


def test_a_time_shows_its_value(address: str, example_record: Path, open_page: Any) -> None:
    page = open_page(address, f"/page/{page_of(example_record, 'ferry-northway-wire.html')}")
    page.locator("article .w.when", has_text="March 10").first.click()
    lit = page.locator(".more-rows li.lit")
    assert lit.count() == 1
    assert lit.is_visible()
    assert "2026-03-10" in lit.inner_text()


def test_the_keyboard_walks_the_record(address: str, example_record: Path, open_page: Any) -> None:
    page = open_page(address, f"/page/{page_of(example_record, 'dam-continental.html')}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(".row.lit").get_attribute("id") == page.locator(".row").nth(1).get_attribute("id")
    assert page.evaluate("document.activeElement.classList.contains('jump')")
    page.keyboard.press("k")
    assert page.locator(".row.lit").get_attribute("id") == page.locator(".row").first.get_attribute("id")
    page.keyboard.press("Enter")
    assert page.locator(".row.lit").count() == 1
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_a_quarantined_passage_opens_with_its_reason(
    address: str, example_record: Path, open_page: Any
) -> None:
    page = open_page(address, f"/page/{page_of(example_record, 'ferry-newspantry-copy.txt')}")
    fold = page.locator("details.q", has_text="Another story").first
    assert not fold.locator("p").first.is_visible()
    fold.locator("summary").click()
    assert fold.locator("p").first.is_visible()


def test_kinds_can_be_left_out(address: str, example_record: Path, open_page: Any) -> None:
    page = open_page(address, f"/page/{page_of(example_record, 'ferry-northway-wire.html')}")
    page.get_by_role("button", name="said").click()
    assert page.locator(".row.said").first.is_hidden()
    assert page.locator(".row.did").first.is_visible()


def test_search_as_you_type(address: str, open_page: Any) -> None:
    page = open_page(address, "/stories")
    field = page.locator(".filters input[name=q]")
    field.press_sequentially("thrust", delay=20)
    page.locator("#results mark").first.wait_for()
    assert field.input_value() == "thrust"
    assert page.locator("#results h3").count() == 1
    assert "q=thrust" in page.url
    field.fill("")
    page.locator("#results h3").nth(3).wait_for()
    page.locator(".filters input[name=actor]").fill("Brannholm")
    page.locator("#results p", has_text="1 story fits").wait_for()
    page.locator("#results h3 a").click()
    assert "ferry hits breakwater" in page.locator("h1").inner_text()


def test_a_cell_leads_to_its_lit_words(address: str, example_record: Path, open_page: Any) -> None:
    page = open_page(address, f"/story/{story_of(example_record, 'ferry hits')}")
    page.get_by_role("link", name="241", exact=True).click()
    assert lit_words(page) == "241"
    assert page.locator(".w.lit").is_visible()


def test_the_chart_leads_to_its_line(address: str, example_record: Path, open_page: Any) -> None:
    page = open_page(address, f"/story/{story_of(example_record, 'dam gate')}")
    dots = page.locator("svg.chart a")
    assert dots.count() >= 3
    dots.first.click()
    assert page.url.endswith("#t1")
    assert page.locator("#t1").is_visible()


def test_all_can_be_read_without_script(address: str, example_record: Path, open_page: Any) -> None:
    bare = {"java_script_enabled": False}
    page = open_page(address, f"/page/{page_of(example_record, 'ferry-northway-wire.html')}", **bare)
    page.locator(".row > div > a.jump").nth(3).click()
    assert page.locator(".row.lit").count() == 1
    assert page.locator(".w.lit").first.is_visible()
    page = open_page(address, "/stories", **bare)
    page.locator(".filters input[name=q]").fill("thruster")
    page.locator(".filters button").click()
    assert page.locator("mark").count() > 0
    for path in ("/actors", "/problems", "/add", "/map", f"/story/{story_of(example_record, 'dam gate')}"):
        assert open_page(address, path, **bare).locator("h1").is_visible()


@pytest.mark.parametrize("width", [360, 768])
def test_a_narrow_screen_holds_everything(
    address: str, example_record: Path, open_page: Any, width: int
) -> None:
    size = {"viewport": {"width": width, "height": 700}}
    one = page_of(example_record, "strike-examiner-live.html")
    story = story_of(example_record, "ferry hits")
    for path in ("/stories", f"/page/{one}", f"/story/{story}", "/actor?name=Brannholm Line", "/add", "/map"):
        page = open_page(address, path, **size)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page = open_page(address, f"/page/{one}", **size)
    page.locator("article .w.said").first.click()
    lit = page.locator(".row.lit").first
    assert lit.is_visible()
    box = lit.bounding_box()
    assert box["y"] < 700
    page.get_by_role("button", name="close").click()
    assert page.locator(".lit").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_the_paper(
    address: str, example_record: Path, open_page: Any, scheme: str
) -> None:
    page = open_page(address, f"/page/{page_of(example_record, 'trade-ledger.html')}", color_scheme=scheme)
    ratios = page.evaluate(CONTRAST)
    assert min(ratios.values()) >= 4.5, ratios


#: Contrast (WCAG 2.2) of every colour of words against the papers that they stand on.
CONTRAST = """() => {
  const style = getComputedStyle(document.documentElement);
  const light = (name) => {
    const hex = style.getPropertyValue(name).trim().slice(1);
    const part = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((one) => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const ratios = {};
  for (const ink of ["--ink", "--soft", "--said", "--did", "--no", "--open"])
    for (const paper of ["--paper", "--quar", "--hot"]) {
      const [high, low] = [light(ink), light(paper)].sort((one, other) => other - one);
      ratios[ink + paper] = (high + 0.05) / (low + 0.05);
    }
  return ratios;
}"""


@pytest.mark.parametrize("words", [" ".join(PAYLOADS), *PAYLOADS[:3]])
def test_hostile_words_do_nothing(
    tmp_path: Path, serve: Callable[[Path], str], open_page: Any, words: str
) -> None:
    record = hostile_record(tmp_path / "hostile.db", words)
    address = serve(record)
    page = open_page(address, "/stories?all=1")
    for path in hostile_paths(record, words)[1:8]:
        page.goto(address + path)
        page.wait_for_load_state()
    page.goto(address + hostile_paths(record, words)[3])
    page.locator("article .w").first.click()
    page.locator(".row a.jump").first.click()
    assert page.locator("script").count() == 1


def test_pasted_text_is_read_and_opens(
    record_copy: Path, serve: Callable[[Path], str], open_page: Any
) -> None:
    address = serve(record_copy)
    page = open_page(address, "/add")
    form = page.locator("form", has=page.locator("textarea[name=text]"))
    form.locator("[name=title]").fill("Mill bridge closed")
    form.locator("[name=text]").fill(
        "The mayor of Tarn, Ida Holm, closed the mill bridge on Tuesday.\n\n"
        "“It is not safe to cross,” Holm told reporters.\n"
    )
    form.locator("[name=published]").fill("2026-05-07")
    form.get_by_role("button").click()
    page.locator("article").wait_for(timeout=60_000)
    assert "Mill bridge closed" in page.locator("h1").inner_text()
    assert "7 May 2026" in page.locator(".facts").inner_text()
    assert "Holm" in page.locator(".row.said").first.inner_text()


def test_files_are_read_and_told(record_copy: Path, serve: Callable[[Path], str], open_page: Any) -> None:
    address = serve(record_copy)
    page = open_page(address, "/add")
    good = "The council of Tarn met on Monday.\n\nIt said that the mill would close in June.\n"
    files = [
        {"name": "../../good.txt", "mimeType": "text/plain", "buffer": good.encode()},
        {"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 \x00\x01\x02" * 20},
    ]
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_role("button", name="Read files").click()
    page.locator("h1", has_text="Added").wait_for(timeout=60_000)
    assert "stored 1" in page.locator("main").inner_text()
    assert "problem 1" in page.locator("main").inner_text()
    kept = sorted(path.name.split("-", 1)[1] for path in record_copy.with_name("copy-pages").iterdir())
    assert kept == ["bad.pdf", "good.txt"]
