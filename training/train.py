"""Trains the reader and writes the files that the program runs. Fixed data, seed, steps and threads give the same file.

python -m training.train [--open] [--steps N] [--shared DIR] [--out DIR] [--keep FILE.pt]
"""

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from saidby.mark.attribution.reader import MODELS
from training.batches import Batch, epoch
from training.export import export
from training.losses import losses
from training.model import Reader, take_weights
from training.sets import Share, shares
from training.weights import start_weights

SEED = 20261122
STEPS, STEPS_OPEN = 2700, 800
LEAST = 0.4  # how likely a cue has to be
ROOT = Path(__file__).resolve().parent.parent
_OPEN = "only sets of licence class A and our own annotations; OPEN=1 in the environment says the same"
BODY, HEAD = 2.5e-4, 1e-3
_WARM = 100


def train(sets: Sequence[Share], *, steps: int, keep: Path | None = None, log: int = 50) -> Reader:
    """Return the reader trained on ``sets`` for so many batches; ``keep`` gets the weights every 500 of them."""
    torch.manual_seed(SEED)
    reader = Reader()
    take_weights(reader.encoder, start_weights())
    body = [p for p in reader.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in reader.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": body, "lr": BODY}, {"params": heads, "lr": HEAD}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda k: min((k + 1) / _WARM, max(0.01, 1 - k / steps)))
    reader.train()
    smooth: dict[str, float] = {}
    start, words = time.monotonic(), 0
    for step, batch in zip(range(1, steps + 1), _forever(sets), strict=False):
        parts = losses(reader, batch)
        torch.stack(list(parts.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
        optimiser.step()
        plan.step()
        optimiser.zero_grad()
        words += batch.size
        for name, loss in parts.items():
            smooth[name] = 0.98 * smooth.get(name, loss.item()) + 0.02 * loss.item()
        if step % log == 0:
            shown = " ".join(f"{name} {value:.4f}" for name, value in sorted(smooth.items()))
            if keep is not None and step % 500 == 0:
                torch.save(reader.state_dict(), keep)
            print(f"{step} {shown} words/s {words / (time.monotonic() - start):.0f}", flush=True)
    return reader.eval()


def _forever(sets: Sequence[Share]) -> Iterator[Batch]:
    chance = random.Random(SEED)  # noqa: S311  (no secret hangs on it)
    number = 0
    while True:
        number += 1
        print(f"pass {number}", flush=True)
        yield from epoch(sets, chance)


def main(arguments: Sequence[str]) -> int:
    """Train, and write the model files."""
    parser = argparse.ArgumentParser(prog="python -m training.train")
    parser.add_argument("--open", action="store_true", default=os.environ.get("OPEN") == "1", help=_OPEN)
    parser.add_argument("--steps", type=int, help=f"batches; {STEPS}, with --open {STEPS_OPEN}, if not given")
    parser.add_argument("--shared", type=Path, default=Path(os.environ.get("SAIDBY_SHARED") or ROOT.parent / "shared"))
    parser.add_argument(
        "--out", type=Path, help="folder for the model files; saidby/models or open-reader if not given"
    )
    parser.add_argument("--keep", type=Path, help="file for the weights as they were trained")
    parser.add_argument("--threads", type=int, default=1, help="more change the result in the last digits")
    given = parser.parse_args(arguments)
    torch.set_num_threads(given.threads)
    sets = shares(given.shared, open_only=given.open)
    for share in sets:
        pieces = sum(len(p) for doc in share.documents for p in doc.words.pieces)
        print(f"{share.name}: {len(share.documents)} documents, {pieces} word pieces, {share.times} times a pass")
    reader = train(sets, steps=given.steps or (STEPS_OPEN if given.open else STEPS), keep=given.keep)
    if given.keep:
        torch.save(reader.state_dict(), given.keep)
    out = given.out or (ROOT / "open-reader" if given.open else MODELS)
    export(reader, out, "open" if given.open else "full", least=LEAST)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
