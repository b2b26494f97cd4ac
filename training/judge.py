"""Runs a trained reader, not yet exported, the way the program does."""

from pathlib import Path

import numpy as np
import torch

from saidby.mark.attribution.reader.decode import Numbers, distances
from saidby.mark.attribution.reader.reading import Seen
from saidby.mark.attribution.reader.windows import Window
from training.model import Reader


class Trained:
    """The network as torch has it."""

    def __init__(self, file: Path, *, least: float = 0.4) -> None:
        self.reader = Reader().eval()
        self.reader.load_state_dict(torch.load(file))
        self.least = least
        self.steps: Numbers = self.reader.steps.detach().numpy()

    @torch.inference_mode()
    def see(self, window: Window) -> Seen:
        """Return what the encoder makes of a window."""
        rows = (window.pieces, window.shapes, window.quoted, window.places)
        words = self.reader.encoder(*(torch.tensor([row]) for row in rows), None)[0, window.heads]
        names = self.reader.names(words).softmax(-1)
        return Seen(words.numpy(), self.reader.cue(words).sigmoid().squeeze(-1).numpy(), names.numpy())

    @torch.inference_mode()
    def marks(self, seen: Seen, anchors: list[int]) -> Numbers:
        """Return (cues, words, labels) for cues that begin at these words."""
        apart = torch.from_numpy(distances(anchors, len(seen.cues)))
        owner = torch.zeros(len(anchors), dtype=torch.long)
        found = self.reader.roles(torch.from_numpy(seen.vectors)[None], owner, torch.tensor(anchors), apart, None)
        return np.ascontiguousarray(found.numpy())
