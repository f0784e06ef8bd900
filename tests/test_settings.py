"""Settings: one table, four places that a value can come from, and clear errors."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.errors import SettingError
from onrecord.settings import Setting, Settings, convert, load_settings, settings_table

#: A whole number that no float can hold.
BIG = "[text]\nmax_seconds = 1" + "0" * 400 + "\n"


def test_every_number_has_bounds_that_hold_its_default() -> None:
    for row in settings_table():
        if row.kind in (int, float):
            assert row.least is not None
            assert row.most is not None
            assert row.least <= row.default <= row.most
            for bound in (row.least, row.most):
                assert convert(row, str(bound)) == bound
            assert f"from {row.least} to {row.most}" in row.form


SWITCH = Setting(name="speech.tagger", kind=bool, default=True, sentence="A switch.")


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *((words, True) for words in ("on", "true", "YES", "1", True)),
        *((words, False) for words in ("off", "False", "no", "0", False)),
    ],
)
def test_a_switch_is_on_or_off(written: object, value: bool) -> None:
    assert convert(SWITCH, written) is value
    assert SWITCH.form == "on or off"


@pytest.mark.parametrize("written", ["", "maybe", "2", 1, 0.0, None, []])
def test_a_switch_is_nothing_else(written: object) -> None:
    with pytest.raises(ValueError, match="on or off"):
        convert(SWITCH, written)


def test_every_setting_has_a_dotted_name_and_a_sentence() -> None:
    for row in settings_table():
        assert row.name.count(".") == 1
        assert row.sentence.endswith(".")
        assert getattr(Settings(), row.field) == row.default


def test_the_strongest_place_wins_and_is_named(tmp_path: Path) -> None:
    config = tmp_path / "onrecord.toml"
    config.write_text("[read]\nmax_bytes = 1\nmax_pages = 2\n[text]\nmax_depth = 3\n")
    found = load_settings(
        flags=["read.max_bytes=30"],
        environment={"ONRECORD_READ_MAX_BYTES": "20", "ONRECORD_READ_MAX_PAGES": "21", "HOME": "x"},
        config=config,
    )
    assert (found.settings.read_max_bytes, found.origins["read.max_bytes"]) == (30, "--set")
    assert found.settings.read_max_pages == 21
    assert found.origins["read.max_pages"] == "ONRECORD_READ_MAX_PAGES"
    assert (found.settings.text_max_depth, found.origins["text.max_depth"]) == (3, str(config))
    assert found.origins["text.max_seconds"] == "default"


def test_a_file_named_in_the_environment_is_read(tmp_path: Path) -> None:
    config = tmp_path / "my.toml"
    config.write_text('[store]\nrecord = "my.db"\n')
    found = load_settings(environment={"ONRECORD_CONFIG": str(config)})
    assert found.settings.store_record == "my.db"


@pytest.mark.parametrize(
    ("flag", "code"),
    [
        ("read.max_byte=1", "unknown-setting"),
        ("read.max_bytes", "bad-setting"),
        ("read.max_bytes=ten", "bad-setting"),
        ("read.max_bytes=-1", "bad-setting"),
        ("read.max_bytes=1.5", "bad-setting"),
        ("text.max_seconds=nan", "bad-setting"),
        ("text.max_seconds=inf", "bad-setting"),
        ("store.record=", "bad-setting"),
        ("fetch.agent=Zeitung\u00df", "bad-setting"),
        ("fetch.agent=two\nlines", "bad-setting"),
        ("store.record=a\0b", "bad-setting"),
        ("read.max_bytes=0", "bad-setting"),
        ("read.max_bytes=99999999999999999999999", "bad-setting"),
        ("read.max_pages=" + "9" * 5000, "bad-setting"),
        ("text.max_characters=1000001", "bad-setting"),
        ("text.max_seconds=1e9", "bad-setting"),
        ("language.english_min=1.01", "bad-setting"),
        ("language.english_min=-0.01", "bad-setting"),
    ],
)
def test_a_bad_flag_is_refused(flag: str, code: str) -> None:
    with pytest.raises(SettingError) as caught:
        load_settings(flags=[flag], environment={})
    assert caught.value.code == code


@pytest.mark.parametrize(
    "content", ["max_bytes = 1", "[read\n", "[read]\nmax_bytes = true\n", "[read]\nx = 1\n", BIG]
)
def test_a_bad_file_is_refused_by_name(tmp_path: Path, content: str) -> None:
    config = tmp_path / "bad.toml"
    config.write_text(content)
    with pytest.raises(SettingError, match=r"bad\.toml"):
        load_settings(environment={}, config=config)


def test_an_unknown_variable_with_our_prefix_is_refused() -> None:
    with pytest.raises(SettingError, match="ONRECORD_READ_MAX_BYTE"):
        load_settings(environment={"ONRECORD_READ_MAX_BYTE": "1"})


def test_underscores_may_group_digits() -> None:
    assert load_settings(flags=["read.max_bytes=1_000"], environment={}).settings.read_max_bytes == 1000
