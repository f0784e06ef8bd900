"""Article, parse, marks and statements -> events, coded by PLOVER, each with its status."""

from onrecord.event.codebook import Codebook, EventType, load_codebook
from onrecord.event.coding import code_event
from onrecord.event.events import find_events

__all__ = ["Codebook", "EventType", "code_event", "find_events", "load_codebook"]
