"""The texts that the project annotated, rebuilt from the data sets they come from, and the annotations.

An annotation names a document, the hash of its text and places in it, so that no third party's words stand here.
"""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from training.split import held_aside

ANNOTATIONS = Path(__file__).parent / "annotations"
OWN_TEXTS = ANNOTATIONS / "texts"

Places = list[tuple[int, int]]  # start and end of each part, in code points, end exclusive

_NO_SPACE_BEFORE = re.compile(r"^(?:[,.;:?!%)\]}…”’]|n't|'(?:s|re|ve|ll|d|m)?|'')$", re.IGNORECASE)
_NO_SPACE_BEHIND = re.compile(r"^(?:[(\[{“‘$£€#]|``)$")
_WRITTEN = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]"}


class Labelled(Struct, frozen=True, kw_only=True):
    """One attribution as annotated: where its source, cue and content stand, and the one that carries it."""

    id: str
    source: Places
    cue: Places
    content: Places
    kind: str
    nested_in: str | None = None


class Annotation(Struct, frozen=True, kw_only=True):
    """What one annotator found in one document."""

    id: str
    text_sha256: str
    annotator: str
    attributions: list[Labelled]


def open_texts(shared: Path) -> dict[str, str]:
    """Return the texts under open licences: Wikinews, government texts, and the project's own."""
    data = shared / "data"
    return dict([*_gum(data / "treebank" / "gum"), *_meantime(data), *_re3d(data), *_own()])


def world_texts(shared: Path) -> dict[str, str]:
    """Return the training articles of the gold set, whose texts are their outlets'. Those held aside are left out."""
    rows = (json.loads(file.read_bytes()) for file in sorted((shared / "gold" / "train").glob("*.json")))
    return {f"world/{row['id']}": row["text"] for row in rows if not held_aside(row["id"])}


def annotated(shared: Path, *, annotator: str = "first", open_only: bool = False) -> list[tuple[str, Annotation]]:
    """Return the annotated documents as text and annotation. Raise ValueError where a text is not the annotated one."""
    texts = open_texts(shared) if open_only else open_texts(shared) | world_texts(shared)
    found = []
    for file in sorted(ANNOTATIONS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            annotation = msgspec.json.decode(line, type=Annotation)
            if annotation.annotator != annotator or (open_only and file.stem == "world"):
                continue
            text = texts.get(annotation.id)
            if text is None or sha256(text) != annotation.text_sha256:
                raise ValueError(f"{file.name}: the text of {annotation.id} is not the one that was annotated")
            found.append((text, annotation))
    return found


def sha256(text: str) -> str:
    """Return the hash by which an annotation knows its text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _gum(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the Wikinews articles of GUM's part under open licences: a line a paragraph, an empty one between."""
    for part in ("train", "dev", "test"):
        with gzip.open(folder / f"gum-free-{part}.conllu.gz", "rt", encoding="utf-8") as lines:
            name, text = "", ""
            for line in lines:
                if line.startswith("# newdoc id = "):
                    yield from [(f"gum/{name}", text)] if name.startswith("GUM_news") else []
                    name, text = line.removeprefix("# newdoc id = ").strip(), ""
                elif line.startswith("# newpar") and text and not line.startswith("# newpar_block"):
                    text += "\n\n"
                elif line.startswith("# text = "):
                    gap = "" if not text or text.endswith("\n\n") else " "
                    text += gap + line.removeprefix("# text = ").strip()
            yield from [(f"gum/{name}", text)] if name.startswith("GUM_news") else []


def _meantime(data: Path) -> Iterator[tuple[str, str]]:
    for article in _lines(data / "temporal" / "meantime" / "articles.jsonl.gz"):
        yield f"meantime/{article['id']}", "\n".join(joined(sentence) for sentence in article["sentences"])


def joined(tokens: list[str]) -> str:
    """Return the tokens of a sentence as it would be printed."""
    text, glued = "", True
    for token in tokens:
        gap = "" if glued or _NO_SPACE_BEFORE.match(token) else " "
        text += gap + _WRITTEN.get(token, token)
        glued = bool(_NO_SPACE_BEHIND.match(token))
    return text


def _re3d(data: Path) -> Iterator[tuple[str, str]]:
    """Yield the documents of governments and of Wikipedia; those of the BBC are not under an open licence."""
    for document in _lines(data / "ner" / "re3d" / "documents.jsonl.gz"):
        if not document["source"].startswith("BBC"):
            yield f"re3d/{document['id']}", document["text"]


def _own() -> Iterator[tuple[str, str]]:
    for file in sorted(OWN_TEXTS.glob("*.txt")):
        yield f"own/{file.stem}", file.read_text(encoding="utf-8")


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)
