"""Writes a trained reader as the files that the program runs.

python -m training.export TRAINED.pt FOLDER VERSION [--least 0.4]
"""

import argparse
import hashlib
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import msgspec
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from saidby.mark.attribution.reader.decode import LABELS, NAME_LABELS
from saidby.mark.attribution.reader.model import MODELS, Sheet
from training.model import Reader

FILES = ("reader.onnx", "reader-roles.onnx", "reader-vocabulary.txt")


class _Seeing(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(
        self, pieces: Tensor, shapes: Tensor, quoted: Tensor, places: Tensor, heads: Tensor
    ) -> tuple[Tensor, ...]:
        words = self.reader.encoder(pieces, shapes, quoted, places, None)[0].index_select(0, heads)
        return words, self.reader.cue(words).sigmoid().squeeze(-1), self.reader.names(words).softmax(-1)


class _Marking(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.roles = reader.roles

    def forward(self, vectors: Tensor, anchors: Tensor, distances: Tensor) -> Tensor:
        return self.roles(vectors[None], torch.zeros_like(anchors), anchors, distances, None)


def export(reader: Reader, folder: Path, version: str, *, least: float) -> None:
    """Put the model files and the sheet that vouches for them into ``folder``."""
    reader.eval()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        for name, write in ((FILES[0], _write_encoder), (FILES[1], _write_roles)):
            whole = Path(place) / name
            write(reader, whole)
            _in_bytes(whole, folder / name)
    if folder.resolve() != MODELS:
        shutil.copy(MODELS / FILES[2], folder)
    sheet = Sheet(
        version=version,
        labels=LABELS,
        names=NAME_LABELS,
        least=least,
        steps=[[round(x, 6) for x in row] for row in reader.steps.detach().tolist()],
        sha256={name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES},
    )
    (folder / "reader.json").write_bytes(msgspec.json.format(msgspec.json.encode(sheet), indent=1) + b"\n")


def _in_bytes(whole: Path, out: Path) -> None:
    """Write the network with weights of one byte; what flows between them is put into bytes as it comes."""
    ready = whole.with_suffix(".ready.onnx")
    quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
    network = onnx.load(ready)
    del network.graph.value_info[:]  # the exporter's shapes are stale once weights are turned round
    onnx.save(network, ready)
    quantize_dynamic(ready, out, weight_type=QuantType.QInt8, per_channel=True)
    network = onnx.load(out)
    _bare(network.graph)
    del network.metadata_props[:]
    onnx.save(network, out)


def _bare(graph: onnx.GraphProto) -> None:
    """Take out what the exporter notes beside each step: where in the code, on which machine, it came from."""
    for part in (graph, *graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer):
        part.doc_string = ""
        del part.metadata_props[:]


def _write_encoder(reader: Reader, file: Path) -> None:
    row = torch.randint(1000, 2000, (1, 16))
    shapes, quoted, places = (torch.ones(1, 16, dtype=torch.long) for _ in range(3))
    pieces, words = torch.export.Dim("pieces", max=512), torch.export.Dim("words", max=512)
    lengths = {name: {1: pieces} for name in ("pieces", "shapes", "quoted", "places")}
    torch.onnx.export(
        _Seeing(reader).eval(),
        (row, shapes, quoted, places, torch.arange(1, 12)),
        str(file),
        input_names=[*lengths, "heads"],
        output_names=["vectors", "cues", "names"],
        dynamic_shapes={**lengths, "heads": {0: words}},
        dynamo=True,
        external_data=False,
        opset_version=18,
    )


def _write_roles(reader: Reader, file: Path) -> None:
    words, cues = torch.export.Dim("words", max=512), torch.export.Dim("cues", max=64)
    anchors = torch.tensor([1, 4, 6])
    torch.onnx.export(
        _Marking(reader).eval(),
        (torch.randn(11, 384), anchors, torch.zeros(3, 11, dtype=torch.long)),
        str(file),
        input_names=["vectors", "anchors", "distances"],
        output_names=["marks"],
        dynamic_shapes={"vectors": {0: words}, "anchors": {0: cues}, "distances": {0: cues, 1: words}},
        dynamo=True,
        external_data=False,
        opset_version=18,
    )


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.export")
    parser.add_argument("trained", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("version")
    parser.add_argument("--least", type=float, default=0.4, help="how likely a cue has to be")
    given = parser.parse_args(arguments)
    reader = Reader()
    reader.load_state_dict(torch.load(given.trained))
    export(reader, given.folder, given.version, least=given.least)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
