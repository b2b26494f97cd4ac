"""The model file that ships with the program, loaded once, checked before use, run on one thread."""

import hashlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from msgspec import Struct

from saidby.errors import BadModel
from saidby.mark.attribution.reader.decode import LABELS, NAME_LABELS, Numbers, distances
from saidby.mark.attribution.reader.reading import Seen
from saidby.mark.attribution.reader.windows import Window
from saidby.mark.attribution.reader.wordpiece import Cutter, cutter

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MODELS = Path(__file__).parents[3] / "models"
_SLOW = ["SkipLayerNormFusion"]  # the joined step takes longer than its parts (a sixth of the whole, November 2026)
_MEND = "Install saidby again, or run with --reader rules."


class Sheet(Struct, frozen=True):
    """What stands beside the model files, in ``reader.json``."""

    version: str
    labels: tuple[str, ...]
    names: tuple[str, ...]
    least: float
    steps: list[list[float]]
    sha256: dict[str, str]  # by file name


class Model:
    """The shipped network: one window at a time on one thread, so that no other text or setting touches the result."""

    def __init__(self, sheet: Sheet, encoder: "InferenceSession", roles: "InferenceSession", cutter: Cutter) -> None:
        self.version = sheet.version
        self.least = sheet.least
        self.steps: Numbers = np.array(sheet.steps, dtype=np.float32)
        self.cutter = cutter
        self._encoder, self._roles = encoder, roles

    def see(self, window: Window) -> Seen:
        """Return what the encoder makes of a window."""
        given = {
            "pieces": np.array([window.pieces], dtype=np.int64),
            "shapes": np.array([window.shapes], dtype=np.int64),
            "quoted": np.array([window.quoted], dtype=np.int64),
            "places": np.array([window.places], dtype=np.int64),
            "heads": np.array(window.heads, dtype=np.int64),
        }
        vectors, cues, names = self._encoder.run(["vectors", "cues", "names"], given)
        return Seen(vectors, cues, names)

    def marks(self, seen: Seen, anchors: list[int]) -> Numbers:
        """Return (cues, words, labels) for cues that begin at these words."""
        given = {
            "vectors": seen.vectors,
            "anchors": np.array(anchors, dtype=np.int64),
            "distances": distances(anchors, len(seen.cues)),
        }
        found: Numbers = self._roles.run(["marks"], given)[0]
        return found


@cache
def load(folder: Path = MODELS) -> Model:
    """Return the model in ``folder``, loaded once a process. Raise BadModel where a file is missing or another."""
    import onnxruntime

    sheet = _sheet(folder / "reader.json")
    for name, wanted in sheet.sha256.items():
        _check(folder / name, wanted)
    options: Any = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    encoder, roles = (
        onnxruntime.InferenceSession(
            str(folder / name), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW
        )
        for name in ("reader.onnx", "reader-roles.onnx")
    )
    return Model(sheet, encoder, roles, cutter(folder / "reader-vocabulary.txt"))


def _sheet(file: Path) -> Sheet:
    try:
        sheet = msgspec.json.decode(file.read_bytes(), type=Sheet)
    except OSError as error:
        raise BadModel(f"the reader's {file} cannot be read: {error.strerror}. {_MEND}") from error
    except msgspec.DecodeError as error:
        raise BadModel(f"the reader's {file} is damaged: {error}. {_MEND}") from error
    if sheet.labels != LABELS or sheet.names != NAME_LABELS:
        raise BadModel(f"the reader's {file} was made for another version of saidby. {_MEND}")
    return sheet


def _check(file: Path, wanted: str) -> None:
    try:
        found = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        raise BadModel(f"the reader's {file} cannot be read: {error.strerror}. {_MEND}") from error
    if found != wanted:
        raise BadModel(f"the reader's {file} is damaged: its SHA-256 is {found}, not {wanted}. {_MEND}")
