"""Turns what an annotator wrote down into places in the text, and compares two annotators.

    python -m training.annotate show SHARED ID                  print a document's text
    python -m training.annotate take SHARED DRAFT.json WHO SET  check a draft and add it to annotations/SET.jsonl
    python -m training.annotate agree SHARED                    how far first and second annotators agree

A draft names words, and the program finds where they stand. ``at`` is a passage that occurs once in the text and holds
all parts of one attribution; a part that occurs more than once in it says which one it means: "he#2".

    {"id": "gum/GUM_news_x", "attributions": [
      {"at": "The mayor said the bridge would close, the Harbour Post reported.", "source": "the Harbour Post",
       "cue": "reported", "content": "The mayor said the bridge would close", "kind": "outlet"},
      {"at": "The mayor said the bridge would close", "source": "The mayor", "cue": "said",
       "content": "the bridge would close", "kind": "person", "nested_in": 0}]}

``source`` is left out where the text names none; ``content`` may be a list of parts; ``nested_in`` is the number of the
attribution, in this list, inside whose content this one stands.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from training.texts import ANNOTATIONS, Annotation, Labelled, Places, annotated, open_texts, sha256, world_texts

KINDS = frozenset(
    [
        "person",
        "ministry",
        "agency",
        "military",
        "outlet",
        "document",
        "ngo",
        "group",
        "anonymous",
        "social post",
        "other",
    ]
)
ROLES = ("source", "cue", "content")


class DraftError(ValueError):
    """A draft that does not fit its text; the message says which attribution, what is wrong and what to do."""


def placed(draft: dict[str, Any], text: str, annotator: str) -> Annotation:
    """Return the draft with every part as places in the text. Raise DraftError where a part is not found just once."""
    rows = draft["attributions"]
    found = [_labelled(row, number, text, len(rows)) for number, row in enumerate(rows)]
    return Annotation(id=draft["id"], text_sha256=sha256(text), annotator=annotator, attributions=found)


def _labelled(row: dict[str, Any], number: int, text: str, count: int) -> Labelled:
    where = f"attribution {number}"
    passage = row["at"]
    if text.count(passage) != 1:
        raise DraftError(f"{where}: `at` occurs {text.count(passage)} times in the text, not once: {passage!r}")
    if row["kind"] not in KINDS:
        raise DraftError(f"{where}: unknown kind {row['kind']!r}; known: {', '.join(sorted(KINDS))}")
    nested = row.get("nested_in")
    if nested is not None and not 0 <= nested < count:
        raise DraftError(f"{where}: nested_in {nested} names no attribution of this draft")
    parts = {role: _places(row.get(role) or [], passage, text.index(passage), where) for role in ROLES}
    if not parts["cue"] or not parts["content"]:
        raise DraftError(f"{where}: needs a cue and a content")
    return Labelled(id=f"a{number}", kind=row["kind"], nested_in=None if nested is None else f"a{nested}", **parts)


def _places(parts: str | list[str], passage: str, start: int, where: str) -> Places:
    found = []
    for part in [parts] if isinstance(parts, str) else parts:
        words, mark, nth = part.rpartition("#")
        if not mark or not nth.isdigit():
            words, nth = part, ""
        times = passage.count(words)
        if times == 0 or (times > 1 and not nth) or (nth and int(nth) > times):
            raise DraftError(f"{where}: {words!r} occurs {times} times in its passage; say which with #1, #2 …")
        at = -1
        for _ in range(int(nth or 1)):
            at = passage.index(words, at + 1)
        found.append((start + at, start + at + len(words)))
    return sorted(found)


def agreement(pairs: Sequence[tuple[Annotation, Annotation]]) -> dict[str, float]:
    """Return, for each role, the F1 of equal spans and of overlapping ones between two annotators."""
    scores = {}
    for role in ROLES:
        equal = overlapping = total = 0
        for one, other in pairs:
            mine, theirs = _spans(one, role), _spans(other, role)
            total += len(mine) + len(theirs)
            equal += 2 * len(mine & theirs)
            overlapping += 2 * _matched(sorted(mine), sorted(theirs))
        scores[f"{role} exact"] = equal / total if total else 0.0
        scores[f"{role} overlap"] = overlapping / total if total else 0.0
    return scores


def _spans(annotation: Annotation, role: str) -> set[tuple[int, int]]:
    return {place for labelled in annotation.attributions for place in getattr(labelled, role)}


def _matched(mine: list[tuple[int, int]], theirs: list[tuple[int, int]]) -> int:
    """Return how many spans pair off one to one with one that they overlap, the longest overlaps first."""
    shared = sorted(((_in_common(a, b), a, b) for a in mine for b in theirs if _in_common(a, b) > 0), reverse=True)
    left, right = set(mine), set(theirs)
    for _, a, b in shared:
        if a in left and b in right:
            left.discard(a)
            right.discard(b)
    return len(mine) - len(left)


def _in_common(one: tuple[int, int], other: tuple[int, int]) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def take(shared: Path, draft: Path, annotator: str, name: str) -> str:
    """Add a draft to the annotations of a set, in place of an earlier one of the same document and annotator."""
    rows = json.loads(draft.read_text(encoding="utf-8"))
    texts = open_texts(shared) | world_texts(shared)
    new = [placed(row, texts[row["id"]], annotator) for row in (rows if isinstance(rows, list) else [rows])]
    file = ANNOTATIONS / f"{name}.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    kept = [msgspec.json.decode(line, type=Annotation) for line in lines]
    replaced = {(a.id, a.annotator) for a in new}
    merged = sorted(
        [*(a for a in kept if (a.id, a.annotator) not in replaced), *new], key=lambda a: (a.id, a.annotator)
    )
    file.write_text("".join(msgspec.json.encode(a).decode() + "\n" for a in merged), encoding="utf-8")
    return f"{file.name}: {len(new)} documents, {sum(len(a.attributions) for a in new)} attributions taken"


def main(args: Sequence[str]) -> None:
    """Run one of the three commands above."""
    match args:
        case ["show", shared, name]:
            print((open_texts(Path(shared)) | world_texts(Path(shared)))[name])
        case ["take", shared, draft, annotator, name]:
            print(take(Path(shared), Path(draft), annotator, name))
        case ["agree", shared]:
            second = {a.id: a for _, a in annotated(Path(shared), annotator="second")}
            pairs = [(a, second[a.id]) for _, a in annotated(Path(shared)) if a.id in second]
            print(f"{len(pairs)} documents annotated twice")
            for name, value in agreement(pairs).items():
                print(f"{name:16} {value:.3f}")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
