"""Values of the record -> the words that a reader sees: filters and terms of the templates."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["FILTERS", "TERMS"]

FILTERS: Final[dict[str, Any]] = {}
TERMS: Final[dict[str, Any]] = {}
