"""Text -> what the small tagger reads in it: roles of words, their links, and attributions.

The network (models/tagger.onnx, card models/tagger.md) is MiniLM-L6 fine-tuned on PolNeAR train; it
sees windows of consecutive paragraphs, one at a time, so that a text is read the same whatever
stands beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.speech.decode import Floats, Ints, Reading, decode, log_softmax
from onrecord.speech.quotes import Quotation
from onrecord.speech.windows import Window, pack, paragraphs

__all__ = ["Network", "Tagged", "load_tagger", "tag"]

OUTPUTS: Final = ("roles", "to_cue", "to_source")
#: Piece ids and flags, (1, pieces) each, and the pieces that are asked for, (rows,) -> role logits,
#: (1, rows, 7), and the two links' scores, (1, rows, rows).
Network = Callable[[Ints, Ints, Ints], Sequence[Floats]]


@dataclass(slots=True)
class Tagged:
    """A window as the tagger reads it; words in text order."""

    #: Offsets of each word: its first code point and one past its last.
    at: Ints
    until: Ints
    #: Log-probabilities of the seven roles, (words, 7).
    roles: Floats
    #: Of each word's link to the first word of its cue, (words, words).
    to_cue: Floats
    #: Of each cue's link to the first word of its source, (words, 1 + words); column 0 is none.
    to_source: Floats
    readings: list[Reading]


def tag(
    text: str,
    areas: Sequence[tuple[int, int]],
    quotes: Sequence[Quotation],
    tokenizer: Tokenizer,
    network: Network,
) -> list[Tagged]:
    """The tagger's reading of the areas of a text, window by window; no window crosses an area's edge."""
    found = []
    for start, end in areas:
        for window in pack(paragraphs(text, start, end, quotes, tokenizer)):
            found.append(_tagged(window, network))
    return found


def _tagged(window: Window, network: Network) -> Tagged:
    ids, flags = np.array([window.ids], np.int64), np.array([window.flags], np.int64)
    words = np.flatnonzero(np.array(window.first))
    # The first row stands for "no source".
    roles, to_cue, to_source = (scores[0] for scores in network(ids, flags, np.concatenate([[0], words])))
    log_roles = log_softmax(roles[1:])
    cues = log_softmax(to_cue[1:, 1:])
    sources = log_softmax(to_source[1:])
    at, until = np.array(window.at)[words], np.array(window.until)[words]
    return Tagged(at, until, log_roles, cues, sources, decode(log_roles, cues, sources))


@cache
def load_tagger() -> tuple[Tokenizer, Network]:
    """The packaged tokenizer and network; one thread, so that runs do not depend on the machine's load."""
    models = resources.files("onrecord").joinpath("models")
    tokenizer = Tokenizer.from_str(models.joinpath("tagger.tokenizer.json").read_text("utf-8"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        models.joinpath("tagger.onnx").read_bytes(), options, providers=["CPUExecutionProvider"]
    )

    def network(ids: Ints, flags: Ints, rows: Ints) -> Sequence[Floats]:
        found: Sequence[Floats] = session.run(OUTPUTS, {"ids": ids, "flags": flags, "rows": rows})
        return found

    return tokenizer, network
