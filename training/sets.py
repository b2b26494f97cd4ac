"""The data sets that training reads, each as documents. ``open_only`` leaves those of licence class A and our own."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from saidby.lexicon import load_lexicon
from saidby.mark.attribution.assemble import find_attributions
from saidby.mark.quotes import find_quotes
from training.documents import Document, Said, document, laid_out
from training.gum import gum_texts
from training.split import held_aside, lent_to_calibration
from training.texts import annotated

_NAMES = {
    "Person": "person",
    "Organization": "organisation",
    "Organisation": "organisation",
    "Location": "place",
    "Facility": "place",
    "NORP": "nationality",
    "Nationality": "nationality",
}


class Share(Struct, frozen=True, kw_only=True):
    """A data set and how many times each pass over the data shows it; half a time is every other document."""

    name: str
    documents: list[Document]
    times: float
    open: bool


def shares(shared: Path, *, open_only: bool) -> list[Share]:
    """Return every data set that may be used."""
    found = [
        Share(name="own", documents=list(own(shared, open_only=open_only)), times=2.5, open=True),
        Share(name="gum", documents=list(gum(shared)), times=1, open=True),
        Share(name="re3d", documents=list(re3d(shared)), times=1, open=True),
    ]
    if not open_only:
        found += [
            Share(name="polnear", documents=list(polnear(shared, "train")), times=1, open=False),
            Share(name="gold", documents=list(gold(shared)), times=1, open=False),
            Share(name="worldwide", documents=list(worldwide(shared)), times=0.2, open=False),
        ]
    return [share for share in found if share.documents]


def own(shared: Path, *, open_only: bool) -> Iterator[Document]:
    """Yield the texts that the project annotated, chains and all."""
    for text, annotation in annotated(shared, open_only=open_only):
        of_gold = annotation.id.startswith("world/")
        if of_gold and not _trains(annotation.id.removeprefix("world/")):
            continue
        said = [Said(a.source, a.cue, a.content, nested=a.nested_in is not None) for a in annotation.attributions]
        yield document(annotation.id, text, said)


def gum(shared: Path) -> Iterator[Document]:
    """Yield GUM's texts of other kinds than news, with the attributions that its layers agree on."""
    for name, text, said in gum_texts(shared / "data" / "treebank" / "gum"):
        yield document(name, text, said, known="some")


def polnear(shared: Path, part: str) -> Iterator[Document]:
    """Yield PolNeAR's articles: what stands inside a content was not annotated."""
    for article in _lines(shared / "data" / "polnear" / f"{part}.jsonl.gz"):
        said = [Said(_places(a["source"]), _places(a["cue"]), _places(a["content"])) for a in article["attributions"]]
        yield document(article["id"], article["text"], said, known="outside")


def worldwide(shared: Path) -> Iterator[Document]:
    """Yield the names in newswire from outside the West."""
    for article in _lines(shared / "data" / "ner" / "worldwide_newswire" / "articles.jsonl.gz"):
        yield _named(article, article["entities"])


def re3d(shared: Path) -> Iterator[Document]:
    """Yield the names in defence texts that two annotators in three agree on, the BBC's texts left out."""
    for article in _lines(shared / "data" / "ner" / "re3d" / "documents.jsonl.gz"):
        if not article["source"].startswith("BBC"):
            yield _named(article, [e for e in article["entities"] if e["confidence"] >= 0.5])


def gold(shared: Path) -> Iterator[Document]:
    """Yield the gold's training articles with those attributions of the rules that the gold confirms.

    Those that the project annotated itself are left out.
    """
    read_whole = {annotation.id.removeprefix("world/") for _, annotation in annotated(shared, open_only=False)}
    for file in sorted((shared / "gold" / "train").glob("*.json")):
        article = json.loads(file.read_text(encoding="utf-8"))
        if "figures" in article and _trains(article["id"]) and article["id"] not in read_whole:
            yield document(article["id"], article["text"], list(_confirmed(article)), known="some")


def _confirmed(article: dict[str, Any]) -> Iterator[Said]:
    """Yield what the rules found around a figure or quotation whose source the gold gives in the same words."""
    layout = laid_out(article["text"])
    facts = [(f["start"], f["end"], f["source_text"]) for f in article["figures"]]
    facts += [(q["start"], q["end"], q["speaker_text"]) for q in article["quotes"]]
    for found in find_attributions(layout, find_quotes(layout), load_lexicon()):
        inside = [who for start, end, who in facts if any(s.start <= start and end <= s.end for s in found.content)]
        mention = " ".join(span.of(article["text"]) for span in found.source)
        if inside and mention and all(who is not None and _alike(who, mention) for who in inside):
            source, cue, content = (
                [(s.start, s.end) for s in part] for part in (found.source, found.cue, found.content)
            )
            yield Said(source, cue, content, nested=found.nested_in is not None)


def _trains(article: str) -> bool:
    return not held_aside(article) and not lent_to_calibration(article)


def _alike(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return one in other or other in one


def _named(article: dict[str, Any], entities: list[dict[str, Any]]) -> Document:
    longest: dict[int, tuple[int, int, str]] = {}
    for e in entities:
        kind, reach = _NAMES.get(e["type"]), longest.get(e["start"])
        if kind and (reach is None or e["end"] > reach[1]):
            longest[e["start"]] = (e["start"], e["end"], kind)
    return document(article["id"], article["text"], [], known="none", names=sorted(longest.values()))


def _places(parts: list[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(p["start"], p["end"]) for p in parts]


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)
