"""Windows of documents put together into batches, in an order that the seed alone decides."""

import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from msgspec import Struct
from torch import Tensor

from saidby.mark.attribution.reader.decode import distances
from saidby.mark.attribution.reader.windows import LONGEST, Window, windows
from training.documents import UNKNOWN, Document
from training.sets import Share

_ROOM = 2048  # word pieces in a batch, padding included
_POOL = 24  # batches whose windows are sorted by length together
_MASKED, _HIDDEN = 103, 0.05  # [MASK], and the share of word pieces that it hides
_FIRST_WORD = 999  # numbers below are marks of the vocabulary itself
_CAPITALS = 0.05  # of the windows are read as if they stood in capitals
_UPPER = 3


class Batch(Struct, frozen=True):
    """Tensors; ``mask`` and ``word_mask`` add to attention scores, None where nothing is padded."""

    inputs: tuple[Tensor, Tensor, Tensor, Tensor]
    mask: Tensor | None
    heads: Tensor  # (windows, words)
    cues: Tensor
    flat: Tensor
    names: Tensor
    owner: Tensor  # (cues)
    anchor: Tensor
    distances: Tensor  # (cues, words)
    roles: Tensor  # (cues, words); UNKNOWN behind the window's last word
    role_mask: Tensor | None
    size: int  # words


def epoch(shares: Sequence[Share], chance: random.Random) -> Iterator[Batch]:
    """Yield one pass over the data, each set as often as its share says, cut into windows anew."""
    found = [w for share in shares for doc in _drawn(share, chance) for w in _cut(doc, chance)]
    chance.shuffle(found)
    size = _POOL * _ROOM // LONGEST * 2
    batches = []
    for k in range(0, len(found), size):
        batches += _grouped(sorted(found[k : k + size], key=lambda pair: len(pair[1].pieces)))
    chance.shuffle(batches)
    for group in batches:
        yield _batch(group, chance)


def _drawn(share: Share, chance: random.Random) -> list[Document]:
    whole = int(share.times)
    part = round((share.times - whole) * len(share.documents))
    return share.documents * whole + chance.sample(share.documents, part)


def _cut(doc: Document, chance: random.Random) -> Iterator[tuple[Document, Window]]:
    for window in windows(doc.layout, doc.words, shift=chance.randrange(LONGEST - 2)):
        known = slice(window.first, window.last)
        if (doc.cues[known] != UNKNOWN).any() or (doc.names[known] != UNKNOWN).any():
            yield doc, window


def _grouped(found: Sequence[tuple[Document, Window]]) -> Iterator[list[tuple[Document, Window]]]:
    group: list[tuple[Document, Window]] = []
    for pair in found:
        if group and len(pair[1].pieces) * (len(group) + 1) > _ROOM:
            yield group
            group = []
        group.append(pair)
    if group:
        yield group


def _batch(group: Sequence[tuple[Document, Window]], chance: random.Random) -> Batch:
    cut = [window for _, window in group]
    length, words = max(len(w.pieces) for w in cut), max(len(w.heads) for w in cut)
    pieces = [[_MASKED if p >= _FIRST_WORD and chance.random() < _HIDDEN else p for p in w.pieces] for w in cut]
    shapes = [
        [_UPPER if s in {1, 2, 4} else s for s in w.shapes] if chance.random() < _CAPITALS else w.shapes for w in cut
    ]
    owner, anchor, roles = _cues(group, words)
    return Batch(
        inputs=(
            _padded(pieces, length),
            _padded(shapes, length),
            _padded([w.quoted for w in cut], length),
            _padded([w.places for w in cut], length),
        ),
        mask=_mask([len(w.pieces) for w in cut], length),
        heads=_padded([w.heads for w in cut], words),
        cues=_padded([doc.cues[w.first : w.last] for doc, w in group], words, UNKNOWN),
        flat=_padded([doc.flat[w.first : w.last] for doc, w in group], words, UNKNOWN),
        names=_padded([doc.names[w.first : w.last] for doc, w in group], words, UNKNOWN),
        owner=torch.tensor(owner, dtype=torch.long),
        anchor=torch.tensor(anchor, dtype=torch.long),
        distances=torch.from_numpy(distances(anchor, words)) if anchor else torch.zeros(0, words, dtype=torch.long),
        roles=torch.from_numpy(np.array(roles, dtype=np.int64).reshape(len(roles), words)),
        role_mask=_mask([len(cut[k].heads) for k in owner], words) if owner else None,
        size=sum(len(w.heads) for w in cut),
    )


def _cues(group: Sequence[tuple[Document, Window]], words: int) -> tuple[list[int], list[int], list[list[int]]]:
    owner, anchor, roles = [], [], []
    for k, (doc, window) in enumerate(group):
        for at, row in doc.roles:
            if window.first <= at < window.last:
                owner.append(k)
                anchor.append(at - window.first)
                labels = row[window.first : window.last].tolist()
                if labels[0] and labels[0] % 2 == 0:
                    labels[0] -= 1  # what goes on from the window before begins here
                roles.append(labels + [UNKNOWN] * (words - len(labels)))
    return owner, anchor, roles


def _padded(rows: Sequence[Sequence[int]], length: int, filling: int = 0) -> Tensor:
    found = np.full((len(rows), length), filling, dtype=np.int64)
    for k, row in enumerate(rows):
        found[k, : len(row)] = row
    return torch.from_numpy(found)


def _mask(lengths: Sequence[int], longest: int) -> Tensor | None:
    if all(n == longest for n in lengths):
        return None
    at = torch.arange(longest)[None] >= torch.tensor(lengths)[:, None]
    return torch.zeros(len(lengths), 1, 1, longest).masked_fill(at[:, None, None], -1e4)
