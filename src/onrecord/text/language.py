"""Article -> spaCy Doc: the one parse of an article, shared by every later stage.

`token.idx` is an offset into `Article.text`: quarantined passages are blanked, not cut, before the
parse. A sentence never crosses from one passage into another.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import spacy
from spacy.language import Language as Pipeline
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc
from thinc.api import NumpyOps
from threadpoolctl import ThreadpoolController

from onrecord.records import Article
from onrecord.text.ruler import RememberingRuler

Component = Callable[[Doc], Doc]
#: Half of a surrogate pair: spaCy's string store cannot hold it, so it is parsed as U+FFFD.
SURROGATE = re.compile("[\ud800-\udfff]")


class Language:
    """An installed spaCy pipeline, made ready for one CPU core."""

    def __init__(self, name: str) -> None:
        """Loads pipeline `name`; OSError if it is not installed."""
        self.name = name
        self.pipeline = load_pipeline(name)
        self._components = [quicker(component) for _, component in self.pipeline.pipeline]
        self._threads = ThreadpoolController()

    def parse(self, article: Article) -> Doc:
        """The parse of the article's read passages; `token.idx` points into `article.text`."""
        doc = self.pipeline.make_doc(SURROGATE.sub("\ufffd", article.blanked()))
        start_sentences(doc, article)
        return self._run(doc)

    def parse_sentence(self, sentence: str) -> Doc:
        """The parse of a text that stands alone."""
        return self._run(self.pipeline.make_doc(SURROGATE.sub("\ufffd", sentence)))

    def _run(self, doc: Doc) -> Doc:
        with self.one_core():
            for component in self._components:
                doc = component(doc)
        return doc

    def one_core(self) -> AbstractContextManager[Any]:
        """Keeps matrix products on the calling core: on sentences, more threads only spin."""
        one: AbstractContextManager[Any] = self._threads.limit(limits=1, user_api="blas")
        return one


def load_pipeline(name: str) -> Pipeline:
    """The installed spaCy pipeline `name`, on NumPy's BLAS; OSError if it is not installed."""
    pipeline: Pipeline = spacy.load(name)
    # NumPy's BLAS is quicker here than the blis that thinc would use; with the quicker ruler the parse
    # is about 1.4 times as fast as the bare pipeline (bench.speed).
    ops = NumpyOps(use_blis=False)
    for _, component in pipeline.pipeline:
        model = getattr(component, "model", None)
        if model is not None and hasattr(model, "walk"):
            for node in model.walk():
                node.ops = ops
    return pipeline


def quicker(component: Component) -> Component:
    """The component, or a quicker one with the same outcome."""
    if isinstance(component, AttributeRuler) and RememberingRuler.replaces(component):
        return RememberingRuler(component)
    return component


def start_sentences(doc: Doc, article: Article) -> None:
    """Marks the first word of each passage as the start of a sentence."""
    starts = [passage.span.start for passage in article.passages]
    seen = 0
    for token in doc:
        if seen < len(starts) and token.idx >= starts[seen] and not token.is_space:
            token.is_sent_start = True
            seen = bisect_right(starts, token.idx)
