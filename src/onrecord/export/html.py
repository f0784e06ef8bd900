"""Values -> HTML by the templates of this folder: what came from a page is escaped, and all of it is seen."""

from __future__ import annotations

from functools import lru_cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from onrecord.export.addresses import web_address
from onrecord.export.terms import AHEAD, days
from onrecord.export.visible import visible
from onrecord.records import Statement

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["render", "voice"]


def render(template: str, **values: Any) -> str:
    """The HTML of a template with these values, every one escaped."""
    return _environment().get_template(template).render(**values)


def voice(statement: Statement, names: dict[str, str]) -> str:
    """Who made a statement: the actor's name, else the words that name the source."""
    if statement.speaker in names:
        return names[statement.speaker]
    return statement.source.words if statement.source else "somebody"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # commands start without it

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FunctionLoader(_template),
    )
    environment.filters |= {
        "seen": visible,
        "piece": partial(visible, lines=True),
        "address": web_address,
        "percent": _percent,
    }
    environment.globals |= {"days": days, "AHEAD": AHEAD}
    return environment


def _template(name: str) -> str:
    return (files("onrecord.export") / name).read_text("utf-8")


def _percent(share: float) -> str:
    return f"{share:.0%}"
