"""The whole way through: one page in, one record out, and nothing lost in silence."""

from __future__ import annotations

import io
import time
from datetime import date
from pathlib import Path

import pytest

import onrecord
from bench.spans import count_wrong, wikinews_text
from onrecord import flow, wire
from onrecord.records import Page, Problem, Record
from onrecord.settings import Settings
from onrecord.versions import pipeline_version

TEXT = (
    "Ferry To Sail Again, Says Ministry\n\n"
    "“The boat is safe,” said Ida Moen, a spokeswoman for Norway's transport ministry, on Thursday.\n\n"
    "She denied that the ministry had threatened the union.\n"
)


def test_a_text_becomes_a_record() -> None:
    record = onrecord.read_text(TEXT, published="2026-03-13", url="https://news.example/ferry")
    assert record.article is not None
    assert record.article.title == "Ferry To Sail Again, Says Ministry"
    assert record.article.published.day == date(2026, 3, 13)
    assert record.page.url == "https://news.example/ferry"
    direct = next(one for one in record.statements if one.kind == "direct")
    assert [span.words for span in direct.content] == ["“The boat is safe,”"]
    speaker = next(actor for actor in record.actors if actor.id == direct.speaker)
    assert (speaker.name, speaker.sector) == ("Ida Moen", "GOV")
    said_on = next(moment for moment in record.moments if moment.id == direct.moment)
    assert said_on.value == "2026-03-12"
    denial = next(one for one in record.statements if one.stance == "denies")
    assert denial.speaker == speaker.id
    denied = [event for event in record.events if event.status == "denied"]
    assert [event.type for event in denied] == ["THREATEN"]
    assert denied[0].according_to == denial.id


def test_everything_that_is_named_exists() -> None:
    record = onrecord.read_text(TEXT)
    actors = {actor.id for actor in record.actors}
    moments = {moment.id for moment in record.moments}
    statements = {statement.id for statement in record.statements}
    assert {mention.actor for mention in record.mentions} <= actors | {None}
    for statement in record.statements:
        assert statement.speaker in actors | {None}
        assert statement.moment in moments | {None}
        assert statement.within in statements | {None}
    for event in record.events:
        assert {one.actor for one in (*event.actors, *event.recipients)} <= actors | {None}
        assert event.moment in moments | {None}
        assert event.according_to in statements | {None}


def test_the_same_page_gives_the_same_record() -> None:
    first, second = (wire.to_json(onrecord.read_text(TEXT)) for _ in range(2))
    assert first == second


def test_no_clock_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    undated = wire.to_json(onrecord.read_text(TEXT))
    monkeypatch.setattr(time, "time", lambda: 4e9)
    assert wire.to_json(onrecord.read_text(TEXT)) == undated


def test_bytes_that_are_no_page_give_a_problem() -> None:
    record = onrecord.read_bytes(b"%PDF-1.7 x")
    assert record.article is None
    assert [problem.code for problem in record.problems] == ["unsupported-type"]
    assert record.problems[0].page == record.page.id
    assert record.problems[0].advice


def test_a_page_in_another_language_says_so() -> None:
    record = onrecord.read_text(
        "Le maire a déclaré que le pont était sûr. Les habitants de la vallée demandent des travaux."
    )
    assert record.article is None
    assert [problem.code for problem in record.problems] == ["not-english"]
    assert "French" in record.problems[0].detail


def test_odd_strings_do_no_harm() -> None:
    for text in ("", " ", "\x00", "\ud800", "“", '"' * 999, "a" * 5000, "said " * 500, "\u202eevil\u2066"):
        assert isinstance(onrecord.read_text(text), Record)


def test_a_stage_that_fails_costs_one_page_and_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import onrecord.speech.statements as speech

    whole = speech.find_statements

    def fail(article: object, doc: object, marks: object, *, tagger: bool) -> object:
        if "poison" in article.text:  # type: ignore[attr-defined]
            raise RuntimeError("the stage fell over")
        return whole(article, doc, marks)  # type: ignore[arg-type]

    monkeypatch.setattr(speech, "find_statements", fail)
    (tmp_path / "a.txt").write_text("The mayor said the poison was gone.")
    (tmp_path / "b.txt").write_text("The mayor said the water was clean.")
    first, second = flow.read_sources([str(tmp_path)], settings=Settings())
    assert isinstance(first, Record)
    assert first.article is None
    assert [(one.stage, one.code) for one in first.problems] == [("speech", "stage-failed")]
    assert "the stage fell over" in first.problems[0].detail
    assert isinstance(second, Record)
    assert len(second.statements) == 1


def test_what_was_met_before_a_stage_failed_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    import onrecord.mark.marks as mark

    def fail(article: object, doc: object) -> object:
        raise RuntimeError("the stage fell over")

    monkeypatch.setattr(mark, "find_marks", fail)
    record = onrecord.read_text("The mayor said the water was clean.", published="someday")
    assert [one.code for one in record.problems] == ["bad-date", "stage-failed"]


def test_an_address_that_was_refused_stands_nowhere() -> None:
    record = onrecord.read_text("The mayor left.", url="javascript:alert(1)")
    assert [one.code for one in record.problems] == ["bad-url"]
    assert record.page.url is None


def test_every_source_gives_one_result(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The mayor said the water was clean.")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 x")
    (tmp_path / "rows.jsonl").write_text('{"text": "The mayor left."}\nnonsense\n')
    stdin = io.BytesIO(b"The union said it would strike.")
    results = list(flow.read_sources([str(tmp_path), "-"], settings=Settings(), stdin=stdin))
    assert [type(one) for one in results] == [Record, Problem, Record, Problem, Record]
    known = flow.read_sources([str(tmp_path / "a.txt")], settings=Settings(), known=lambda page: True)
    assert [type(one) for one in known] == [Page]


def test_code_event_takes_the_words_as_they_stand() -> None:
    sentence = "Norland's government condemned the raid by Vesland's army."
    coding = onrecord.code_event(sentence, actor="Norland's government", recipient=" Vesland's army ")
    assert (coding.type, coding.quad) == ("ACCUSE", 3)
    assert 0 < coding.confidence <= 1


@pytest.mark.parametrize(("actor", "recipient"), [("Peru", "army"), ("army", ""), ("", "army")])
def test_code_event_refuses_words_that_do_not_stand_there(actor: str, recipient: str) -> None:
    with pytest.raises(ValueError, match="does not stand in the sentence"):
        onrecord.code_event("The army left.", actor=actor, recipient=recipient)


def test_a_setting_that_changes_the_reading_changes_the_version() -> None:
    plain = pipeline_version(Settings())
    assert pipeline_version(Settings(language_english_min=0.1)) != plain
    assert pipeline_version(Settings(read_max_bytes=1)) == plain


def test_public_names_are_there() -> None:
    assert sorted(onrecord.__all__) == onrecord.__all__ == sorted(set(onrecord.__all__))
    assert all(hasattr(onrecord, name) for name in onrecord.__all__)


def test_the_seed_page_reads_well(data: Path) -> None:
    record = onrecord.read_bytes(next((data / "pages/seed").glob("*.txt")).read_bytes())
    assert record.article is not None
    assert record.article.published.origin == "unknown"
    quarantined = [one.span.words.strip() for one in record.article.passages if not one.read]
    assert quarantined[0] == "Adjust Comment Print"
    assert [one.kind for one in record.article.passages if not one.read] == ["chrome", "foreign", "foreign"]
    torn = [one for one in record.statements if one.source and one.source.words in ("It", "He")]
    assert len(torn) >= 2
    assert all(one.speaker is None and one.why for one in torn)
    told = next(one for one in record.statements if one.told and one.told.words == "AFP")
    assert told.source is not None
    assert told.source.words == "a military official"
    assert not [moment for moment in record.moments if moment.earliest is not None]


def test_spans_are_exact_on_wikinews(data: Path) -> None:
    spans = 0
    for path in sorted((data / "time/meantime/intra-doc_annotation").glob("*/*.xml"))[::12]:
        record = onrecord.read_text(wikinews_text(path))
        assert record.problems == ()
        found, wrong = count_wrong(record)
        spans += found
        assert wrong == 0
    assert spans > 300
