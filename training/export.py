"""The tagger's weights -> src/onrecord/models/tagger.onnx (int8) and tagger.tokenizer.json.

    python -m training.export WEIGHTS.pt

Weights of matrices become 7-bit integers by channel: the eighth bit overflows on processors without
VNNI instructions. Word embeddings become 8-bit integers.
"""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from bench.shared import ROOT
from onrecord.speech.windows import FLAGS
from training.encoder import Tagger, model_folder
from training.tagger_data import ROLES

MODELS: Final = ROOT / "src" / "onrecord" / "models"
OUTPUTS: Final = ("roles", "to_cue", "to_source")


def export(weights: Path, folder: Path) -> None:
    """Writes network and tokenizer."""
    model = Tagger(FLAGS, len(ROLES))
    model.load_state_dict(torch.load(weights, weights_only=True))
    model.eval()
    ids, flags = torch.randint(1000, 2000, (1, 100)), torch.zeros(1, 100, dtype=torch.long)
    rows = torch.arange(0, 100, 2)
    sizes = {"ids": {1: "n"}, "flags": {1: "n"}, "rows": {0: "m"}, "roles": {1: "m"}}
    sizes |= {name: {1: "m", 2: "m"} for name in OUTPUTS[1:]}
    with TemporaryDirectory() as place, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(place) / "whole.onnx"
        torch.onnx.export(
            model,
            (ids, flags, None, rows),
            str(whole),
            input_names=["ids", "flags", "rows"],
            output_names=list(OUTPUTS),
            dynamic_axes=sizes,
            opset_version=17,
            dynamo=False,
        )
        half = Path(place) / "half.onnx"
        quantize_dynamic(
            whole,
            half,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=_heads(whole),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
        words = folder / "tagger.onnx"
        quantize_dynamic(half, words, op_types_to_quantize=["Gather"], weight_type=QuantType.QInt8)
    write_tokenizer(folder / "tagger.tokenizer.json")


def _heads(network: Path) -> list[str]:
    """The matrix products outside the encoder's layers: small, and sensitive to rounding."""
    nodes = onnx.load(str(network)).graph.node
    return [node.name for node in nodes if node.op_type == "MatMul" and "layers" not in node.name]


def write_tokenizer(path: Path) -> None:
    """The wheel's tokenizer without padding, cut and end marks, which `windows` sets itself."""
    table = json.loads((model_folder() / "tokenizer.json").read_text("utf-8"))
    table |= {"truncation": None, "padding": None, "post_processor": None}
    path.write_text(json.dumps(table, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")


def main(arguments: Sequence[str]) -> None:
    """Exports."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, default=MODELS)
    options = parser.parse_args(arguments)
    export(options.weights, options.out)


if __name__ == "__main__":
    main(sys.argv[1:])
