"""The tagger's scores decoded: allowed sequences, the best of them, and links that join."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.speech.decode import decode, log_softmax, spans, viterbi

ROLES = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]


def allowed(path: list[int]) -> bool:
    before = 0
    for role in path:
        if role in (2, 4, 6) and before not in (role - 1, role):
            return False
        before = role
    return True


def scores_of(names: list[str], sure: float = 6.0) -> np.ndarray:
    rows = np.zeros((len(names), 7), np.float32)
    for word, name in enumerate(names):
        rows[word, ROLES.index(name)] = sure
    return log_softmax(rows)


def links_of(targets: list[int], columns: int, sure: float = 8.0) -> np.ndarray:
    rows = np.zeros((len(targets), columns), np.float32)
    for word, target in enumerate(targets):
        rows[word, target] = sure
    return log_softmax(rows)


@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_viterbi_finds_the_best_allowed_sequence(size: int, seed: int) -> None:
    scores = log_softmax(np.random.default_rng(seed).normal(size=(size, 7)).astype(np.float32) * 3)
    best = max(
        (path for path in product(range(7), repeat=size) if allowed(list(path))),
        key=lambda path: sum(float(scores[word, role]) for word, role in enumerate(path)),
    )
    found = viterbi(scores)
    assert allowed(found)
    assert np.isclose(
        sum(float(scores[word, role]) for word, role in enumerate(found)),
        sum(float(scores[word, role]) for word, role in enumerate(best)),
        atol=1e-4,
    )


def test_no_words_no_reading() -> None:
    assert viterbi(np.zeros((0, 7), np.float32)) == []
    assert (
        decode(np.zeros((0, 7), np.float32), np.zeros((0, 0), np.float32), np.zeros((0, 1), np.float32)) == []
    )


def test_spans_of_a_role() -> None:
    path = [ROLES.index(name) for name in ["B-cue", "I-cue", "O", "B-cue", "B-content", "I-content"]]
    assert spans(path, 3) == [(0, 1), (3, 3)]
    assert spans(path, 5) == [(4, 5)]


def test_one_source_may_belong_to_two_cues() -> None:
    # "Moen said | no and added | yes"
    names = ["B-source", "B-cue", "B-content", "O", "B-cue", "B-content"]
    found = decode(scores_of(names), links_of([1, 1, 1, 1, 4, 4], 6), links_of([0, 1, 0, 0, 1, 0], 7))
    assert [(one.first, one.source, one.content) for one in found] == [(1, (0, 0), [2]), (4, (0, 0), [5])]


def test_a_cue_that_points_at_nobody_has_no_source() -> None:
    names = ["B-source", "O", "B-cue", "B-content"]
    found = decode(scores_of(names), links_of([2, 2, 2, 2], 4), links_of([0, 0, 0, 0], 5))
    assert [one.source for one in found] == [None]


def test_contents_on_both_sides_of_a_cue_are_one() -> None:
    names = ["B-content", "I-content", "B-cue", "B-source", "B-content", "I-content"]
    found = decode(scores_of(names), links_of([2] * 6, 6), links_of([0, 0, 4, 0, 0, 0], 7))
    assert [(one.source, one.content) for one in found] == [((3, 3), [0, 1, 4, 5])]


def test_a_single_stray_link_does_not_split_a_content() -> None:
    names = ["B-cue", "B-content", "I-content", "I-content", "I-content", "B-cue", "B-content"]
    targets = [0, 0, 0, 5, 0, 5, 5]
    links = links_of(targets, 7, sure=3.0)
    found = decode(scores_of(names), links, links_of([0] * 7, 8))
    assert [one.content for one in found] == [[1, 2, 3, 4], [6]]


def test_two_contents_without_a_gap_are_split_by_their_links() -> None:
    names = ["B-cue", *["B-content"], *["I-content"] * 5, "B-cue"]
    found = decode(scores_of(names), links_of([0, 0, 0, 0, 7, 7, 7, 7], 8), links_of([0] * 8, 9))
    assert [one.content for one in found] == [[1, 2, 3], [4, 5, 6]]


def test_cues_without_content_are_no_reading() -> None:
    assert decode(scores_of(["B-cue", "O"]), links_of([0, 0], 2), links_of([0, 0], 3)) == []
