"""What training brings down."""

import torch
from torch import Tensor
from torch.nn import functional

from saidby.mark.attribution.reader.decode import forbidden
from training.batches import Batch
from training.documents import UNKNOWN
from training.model import Reader

_NEVER = -1e4
CUE, FLAT, ROLES, NAMES = 1.0, 0.3, 0.5, 0.3


def losses(reader: Reader, batch: Batch) -> dict[str, Tensor]:
    """Return the weighted loss of each head, summed over the batch and divided by its words."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = reader.encoder(*batch.inputs, batch.mask)
        words = vectors.gather(1, batch.heads[:, :, None].expand(-1, -1, vectors.shape[-1]))
        words = reader.dropout(words)
        cues, flat, names = reader.cue(words).squeeze(-1), reader.flat(words), reader.names(words)
        marks = (
            reader.roles(words, batch.owner, batch.anchor, batch.distances, batch.role_mask)
            if len(batch.owner)
            else None
        )
    known = batch.cues != UNKNOWN
    found = {
        "cue": CUE
        * functional.binary_cross_entropy_with_logits(cues.float()[known], batch.cues[known].float(), reduction="sum"),
        "flat": FLAT * _entropy(flat, batch.flat),
        "names": NAMES * _entropy(names, batch.names),
    }
    if marks is not None:
        found["roles"] = ROLES * unlikelihood(marks.float(), batch.roles, reader.steps)
    return {name: loss / batch.size for name, loss in found.items()}


def _entropy(scores: Tensor, labels: Tensor) -> Tensor:
    return functional.cross_entropy(
        scores.float().flatten(0, 1), labels.flatten(), ignore_index=UNKNOWN, reduction="sum"
    )


def unlikelihood(scores: Tensor, labels: Tensor, steps: Tensor) -> Tensor:
    """Return the negative log probability of rows of labels under a chain whose steps cost ``steps``, summed."""
    known = labels != UNKNOWN
    taken = labels.clamp(min=0)
    steps = steps.masked_fill(torch.from_numpy(forbidden(steps.shape[0])), _NEVER)
    own = (scores.gather(2, taken[:, :, None]).squeeze(2) * known).sum()
    own = own + (steps[taken[:, :-1], taken[:, 1:]] * known[:, 1:]).sum()
    first = torch.zeros(scores.shape[2])
    first[2::2] = _NEVER
    reached = scores[:, 0] + first
    for k in range(1, scores.shape[1]):
        onward = torch.logsumexp(reached[:, :, None] + steps, dim=1) + scores[:, k]
        reached = torch.where(known[:, k, None], onward, reached)
    return torch.logsumexp(reached, dim=1).sum() - own
