"""GUM's attributions: its discourse units say which clause attributes, its syntax where source and content stand."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from training.documents import Said

_ATTRIBUTES = re.compile(r"Discourse=attribution-(?:positive|negative)")
_CLOSING = frozenset(",.;:!?—–-")
_OF_CUE = frozenset({"aux", "aux:pass", "cop", "neg", "compound:prt", "advmod"})
_OF_CONTENT = ("ccomp", "xcomp", "parataxis", "obj")

Places = list[tuple[int, int]]


class _Word(Struct):
    start: int
    end: int
    form: str
    kind: str
    head: int  # 0: the root
    relation: str
    begins: bool  # a discourse unit
    attributes: bool


def gum_texts(folder: Path) -> Iterator[tuple[str, str, list[Said]]]:
    """Yield name, text and attributions of the openly licensed articles, talks and interviews, Wikinews left out."""
    with gzip.open(folder / "gum-free-train.conllu.gz", "rt", encoding="utf-8") as lines:
        name, text, said, rows = "", "", list[Said](), list[list[str]]()
        for line in lines:
            if line.startswith("# newdoc id = "):
                yield from [(name, text, said)] if said else []
                name, text, said = line.removeprefix("# newdoc id = ").strip(), "", []
            elif line.startswith("# newpar") and text:
                text = text.rstrip() + "\n\n"
            elif line[0].isdigit():
                rows.append(line.rstrip("\n").split("\t"))
            elif not line.strip() and rows:
                text, words = _sentence(rows, text)
                said += [] if name.startswith("GUM_news") else _attributions(words)
                rows = []
        yield from [(name, text, said)] if said else []


def _sentence(rows: list[list[str]], text: str) -> tuple[str, list[_Word]]:
    words: list[_Word] = []
    glued_to, glued_last = 0, False
    for row in rows:
        number, notes = row[0], row[9].split("|")
        if "-" in number:
            glued_to, glued_last = int(number.split("-")[1]), "SpaceAfter=No" in notes
        elif "." not in number:
            begins = row[9].startswith("Discourse=") or "|Discourse=" in row[9]
            words.append(
                _Word(
                    len(text),
                    len(text) + len(row[1]),
                    row[1],
                    row[3],
                    int(row[6]),
                    row[7],
                    begins,
                    bool(_ATTRIBUTES.search(row[9])),
                )
            )
            tight = glued_last if int(number) == glued_to else int(number) < glued_to or "SpaceAfter=No" in notes
            text += row[1] + ("" if tight else " ")
    return text, words


def _attributions(words: list[_Word]) -> Iterator[Said]:
    starts = [k for k, word in enumerate(words) if word.begins or k == 0]
    for first, last in zip(starts, [*starts[1:], len(words)], strict=True):
        if words[first].attributes:
            found = _of_phrase(words, first, last) or _of_verb(words, first, last)
            yield from [found] if found else []


def _of_phrase(words: list[_Word], first: int, last: int) -> Said | None:
    """Return "according to X" with the rest of its sentence."""
    if [word.form.lower() for word in words[first : first + 2]] != ["according", "to"]:
        return None
    source = list(range(first + 2, last))
    rest = [k for k in range(len(words)) if not first <= k < last]
    return _said(words, source, [first, first + 1], rest)


def _of_verb(words: list[_Word], first: int, last: int) -> Said | None:
    verbs = [
        k for k in range(first, last) if words[k].kind in {"VERB", "AUX"} and not words[k].relation.startswith("aux")
    ]
    children = {k: [c for c, word in enumerate(words) if word.head == k + 1] for k in verbs}
    for verb in verbs:
        content = next(
            (
                _below(words, c)
                for name in _OF_CONTENT
                for c in children[verb]
                if words[c].relation == name and not first <= c < last
            ),
            [],
        )
        above = words[verb].head - 1
        if not content and words[verb].relation.startswith("parataxis") and above >= 0 and not first <= above < last:
            content = sorted(set(_below(words, above)) - set(_below(words, verb)))
        subject = next((c for c in children[verb] if words[c].relation.startswith("nsubj")), None)
        if content:
            source = [k for k in _below(words, subject) if first <= k < last] if subject is not None else []
            beside = [
                c for c in children[verb] if words[c].relation in _OF_CUE and first <= c < last and c not in source
            ]
            return _said(words, source, _together(verb, beside), content)
    return None


def _together(verb: int, beside: list[int]) -> list[int]:
    """Return the verb with those words that stand next to it without a gap."""
    found = [verb]
    for step in (-1, 1):
        at = verb + step
        while at in beside:
            found.append(at)
            at += step
    return sorted(found)


def _below(words: list[_Word], top: int) -> list[int]:
    found, open_ = {top}, [top]
    while open_:
        at = open_.pop()
        new = [k for k, word in enumerate(words) if word.head == at + 1 and k not in found]
        found.update(new)
        open_ += new
    return sorted(found)


def _said(words: list[_Word], source: list[int], cue: list[int], content: list[int]) -> Said | None:
    content = [k for k in content if k not in source and k not in cue]
    parts = _runs(words, content)
    return Said(_runs(words, source), _runs(words, cue), parts) if parts else None


def _runs(words: list[_Word], numbers: list[int]) -> Places:
    """Return the stretches of words in a row, without the commas and stops at their ends."""
    runs: list[list[int]] = []
    for k in numbers:
        if runs and runs[-1][-1] == k - 1:
            runs[-1].append(k)
        else:
            runs.append([k])
    for run in runs:
        while run and words[run[-1]].form in _CLOSING:
            run.pop()
        while run and words[run[0]].form in _CLOSING:
            run.pop(0)
    return [(words[run[0]].start, words[run[-1]].end) for run in runs if run]
