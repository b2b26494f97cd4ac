"""From the model's numbers to spans: the likeliest row of labels, and the pieces that it marks."""

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

ROLES = ("source", "cue", "content")
LABELS = ("O", *(f"{mark}-{role}" for role in ROLES for mark in "BI"))
NAME_KINDS = ("person", "organisation", "place", "nationality")
NAME_LABELS = ("O", *(f"{mark}-{kind}" for kind in NAME_KINDS for mark in "BI"))
FARTHEST = 24  # buckets of distance to each side
_NEVER = -1e4

Numbers = NDArray[np.float32]
Range = tuple[int, int]  # of tokens, end exclusive


class Parts(Struct, frozen=True):
    """What one cue brings: ranges of tokens for each role, how sure each role is, and the cue itself."""

    anchor: int  # the token at which the cue begins
    score: float
    ranges: tuple[tuple[Range, ...], ...]  # one entry for each of ROLES
    scores: tuple[float, ...]


def forbidden(count: int) -> NDArray[np.bool_]:
    """Return which label must not follow which: I-x only behind B-x or I-x."""
    found = np.zeros((count, count), dtype=bool)
    for inner in range(2, count, 2):
        found[:, inner] = True
        found[[inner - 1, inner], inner] = False
    return found


def likeliest(scores: Numbers, steps: Numbers) -> NDArray[np.int64]:
    """Return, for each row of ``scores`` (rows, words, labels), the best path of labels (rows, words)."""
    rows, length, count = scores.shape
    steps = steps + np.where(forbidden(count), np.float32(_NEVER), np.float32(0))
    best = np.empty((length, count, rows), dtype=scores.dtype)  # of the paths that end with each label at each word
    best[0] = scores[:, 0].T
    best[0, 2::2] += _NEVER  # nothing begins with I-x
    leaving = np.ascontiguousarray(np.broadcast_to(steps[:, :, None], (count, count, rows)))
    by_word = np.ascontiguousarray(scores.transpose(1, 2, 0))
    reached = np.empty_like(leaving)  # from label to label
    for here, there, own in zip(best, best[1:], by_word[1:], strict=False):
        np.add(here[:, None], leaving, out=reached)
        np.maximum.reduce(reached, axis=0, out=there)
        there += own
    back = (best[:-1, :, None] + leaving).argmax(axis=1).tolist()  # the label before each, of every word but one
    ends = best[-1].argmax(axis=0).tolist()
    return np.array([_traced(back, row, last) for row, last in enumerate(ends)], dtype=np.int64)


def _traced(back: Sequence[Sequence[Sequence[int]]], row: int, last: int) -> list[int]:
    """Return the row's labels from its first word to its last, which has the label ``last``."""
    path = [last]
    for labels in reversed(back):
        path.append(labels[path[-1]][row])
    return path[::-1]


def ranges_of(path: Sequence[int], role: int) -> list[Range]:
    """Return the stretches that ``path`` labels with the role of that number."""
    begin, inner = 2 * role + 1, 2 * role + 2
    found: list[Range] = []
    start = -1
    for k, label in enumerate([*path, 0]):
        if start >= 0 and label != inner:
            found.append((start, k))
            start = -1
        if label == begin:
            start = k
    return found


def distances(anchors: Sequence[int], length: int) -> NDArray[np.int64]:
    """Return the bucket of the distance from each anchor to each word: fine near by, coarse far off."""
    apart = np.arange(length)[None] - np.asarray(anchors, dtype=np.int64)[:, None]
    size = np.abs(apart)
    far = 12 + (np.log2(np.maximum(size, 12) / 12) * 3).astype(np.int64)
    bucket = np.minimum(np.where(size < 12, size, far), FARTHEST)
    number: NDArray[np.int64] = (FARTHEST + np.sign(apart) * bucket).astype(np.int64)
    return number


def decode(
    chances: Numbers, marks: Callable[[list[int]], Numbers], steps: Numbers, *, least: float, anchors: int = 40
) -> list[Parts]:
    """Return what is said in one window, in the order of the cues.

    ``chances`` has for each word how likely a cue begins there, ``marks`` gives (cues, words, labels) for such words.
    Only words of at least ``least`` are tried; of two cues that share a word the likelier stays.
    """
    tried = [int(k) for k in np.flatnonzero(chances >= least)]
    tried = sorted(sorted(tried, key=lambda k: -chances[k])[:anchors])
    if not tried:
        return []
    scores = marks(tried)
    rows = np.arange(len(tried))
    begin = 2 * ROLES.index("cue") + 1
    scores[rows, tried] += np.where(np.arange(len(LABELS)) == begin, 0, _NEVER).astype(np.float32)
    paths = likeliest(scores, steps)
    sure = _softmax(scores)
    found = [_parts(k, float(chances[k]), path, odds) for k, path, odds in zip(tried, paths, sure, strict=True)]
    return _apart([parts for parts in found if parts.ranges[2]])


def _parts(anchor: int, score: float, path: NDArray[np.int64], odds: Numbers) -> Parts:
    labels = path.tolist()
    ranges = tuple(tuple(ranges_of(labels, role)) for role in range(len(ROLES)))
    scores = []
    for parts in ranges:
        at = [k for start, end in parts for k in range(start, end)]
        scores.append(float(odds[at, path[at]].mean()) if at else 0.0)
    return Parts(anchor, score, ranges, tuple(scores))


def _apart(found: list[Parts]) -> list[Parts]:
    """Leave out what shares a word of its cue with something likelier."""
    kept: list[Parts] = []
    taken: set[int] = set()
    for parts in sorted(found, key=lambda p: (-p.score, p.anchor)):
        cue = {k for start, end in parts.ranges[1] for k in range(start, end)}
        if not cue & taken:
            kept.append(parts)
            taken |= cue
    return sorted(kept, key=lambda p: p.anchor)


def _softmax(scores: Numbers) -> Numbers:
    risen = np.exp(scores - scores.max(axis=-1, keepdims=True))
    share: Numbers = risen / risen.sum(axis=-1, keepdims=True)
    return share
