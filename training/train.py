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
Cycles = tuple[tuple[int, float], ...]  # batches, and how much of the learning rate
FULL: Cycles = ((2700, 1.0),)
OPEN: Cycles = ((500, 1.0),)
LEAST = 0.4  # how likely a cue has to be
ROOT = Path(__file__).resolve().parent.parent
_OPEN = "only sets of licence class A and our own annotations; OPEN=1 in the environment says the same"
BODY, HEAD = 2.5e-4, 1e-3
_WARM, _SHOWN = 100, 50


def train(sets: Sequence[Share], cycles: Cycles, *, keep: Path | None = None, after: Path | None = None) -> Reader:
    """Return the reader trained on ``sets``: the mean of what it is at the end of each cycle.

    ``keep`` gets the weights at the end of each; with ``after``, such weights, only the cycles behind it are trained.
    """
    torch.manual_seed(SEED)
    reader = Reader()
    take_weights(reader.encoder, start_weights())
    ends = []
    for number, (steps, rate) in enumerate(cycles):
        if after is not None and number == 0:
            reader.load_state_dict(torch.load(after))
        else:
            if number:
                torch.manual_seed(SEED + number)
            _cycle(reader, sets, steps=steps, rate=rate, seed=SEED + number)
        ends.append({name: weight.clone() for name, weight in reader.state_dict().items()})
        if keep is not None:
            torch.save(ends[-1], keep.with_stem(f"{keep.stem}-{number + 1}"))
    reader.load_state_dict({name: sum(end[name] for end in ends) / len(ends) for name in ends[0]})
    return reader.eval()


def _cycle(reader: Reader, sets: Sequence[Share], *, steps: int, rate: float, seed: int) -> None:
    body = [p for p in reader.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in reader.named_parameters() if not name.startswith("encoder.")]
    groups = [{"params": body, "lr": rate * BODY}, {"params": heads, "lr": rate * HEAD}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda k: min((k + 1) / _WARM, max(0.01, 1 - k / steps)))
    reader.train()
    smooth: dict[str, float] = {}
    start, words = time.monotonic(), 0
    for step, batch in zip(range(1, steps + 1), _forever(sets, seed), strict=False):
        parts = losses(reader, batch)
        torch.stack(list(parts.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
        optimiser.step()
        plan.step()
        optimiser.zero_grad()
        words += batch.size
        for name, loss in parts.items():
            smooth[name] = 0.98 * smooth.get(name, loss.item()) + 0.02 * loss.item()
        if step % _SHOWN == 0:
            shown = " ".join(f"{name} {value:.4f}" for name, value in sorted(smooth.items()))
            print(f"{step} {shown} words/s {words / (time.monotonic() - start):.0f}", flush=True)


def _forever(sets: Sequence[Share], seed: int) -> Iterator[Batch]:
    chance = random.Random(seed)  # noqa: S311  (no secret hangs on it)
    number = 0
    while True:
        number += 1
        print(f"pass {number}", flush=True)
        yield from epoch(sets, chance)


def main(arguments: Sequence[str]) -> int:
    """Train, and write the model files."""
    parser = argparse.ArgumentParser(prog="python -m training.train")
    parser.add_argument("--open", action="store_true", default=os.environ.get("OPEN") == "1", help=_OPEN)
    parser.add_argument("--steps", type=int, help="one cycle of so many batches, to see that it works")
    parser.add_argument("--after", type=Path, help="weights that --keep kept of the first cycle: go on from there")
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
    cycles = ((given.steps, 1.0),) if given.steps else OPEN if given.open else FULL
    reader = train(sets, cycles, keep=given.keep, after=given.after)
    out = given.out or (ROOT / "open-reader" if given.open else MODELS)
    export(reader, out, "open" if given.open else "full", least=LEAST)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
