"""What changed on the way: two accounts side by side, with the words that differ."""

from collections.abc import Mapping, Sequence

from saidby.differing import Run, compared
from saidby.records import Drift, Excerpt, Marks, Story
from saidby.text import fold, tokenize
from saidby.views.terminal.lines import (
    BLANK,
    Line,
    Piece,
    Style,
    heading,
    labelled,
    rest_line,
    side_by_side,
    wrap,
)
from saidby.wording import DRIFT_NAMES, clean, listed

AROUND = 70  # characters of context on each side of an excerpt: enough for the words that carry it, two lines a column
MOST = 24  # changes that are shown: three or four screens


def drift_section(story: Story, shelf: Mapping[str, Marks], width: int, *, colour: bool) -> list[Line]:
    """Return every drift, the grave ones first; without ``colour`` the words that differ stand in asterisks."""
    if not story.drift:
        return []
    lines = heading("What changed on the way", width)
    order = {kind: place for place, kind in enumerate(DRIFT_NAMES)}
    ranked = sorted(story.drift, key=lambda drift: (drift.severity != "major", order[drift.kind]))
    copies = _copied(ranked, shelf)
    for number, same in enumerate(copies[:MOST], start=1):
        lines += _drift(number, same[0], shelf, width, colour=colour)
        others = [clean(drift.doc) for drift in same[1:] if drift.doc != same[0].doc]
        if others:
            lines += wrap([Piece(f"so too in {listed(list(dict.fromkeys(others)))}", "dim")], width, indent=4)
    return lines + rest_line(copies, MOST, "changes")


def _copied(ranked: Sequence[Drift], shelf: Mapping[str, Marks]) -> list[list[Drift]]:
    """Return the changes, those together that articles made in the same words: one made it and others copied it."""
    same: dict[tuple[object, ...], list[Drift]] = {}
    for drift in ranked:
        here = Excerpt(doc=drift.doc, start=drift.start, end=drift.end, text=drift.text)
        words = tuple(fold(t.text) for t in tokenize(_words_of(here, shelf)))
        there = tuple(fold(t.text) for t in tokenize(_words_of(drift.against, shelf)))
        within = drift.doc if drift.doc == drift.against.doc else None
        same.setdefault((drift.kind, drift.severity, words, there, within), []).append(drift)
    return list(same.values())


def _drift(number: int, drift: Drift, shelf: Mapping[str, Marks], width: int, *, colour: bool) -> list[Line]:
    style: Style = "warning" if drift.severity == "major" else "dim"
    lines: list[Line] = [BLANK]
    head = [Piece(f"{DRIFT_NAMES[drift.kind].capitalize()} ", "strong"), Piece(f"({drift.severity}): ", style)]
    lines += labelled((Piece(f"{number}. "),), [*head, Piece(clean(drift.why))], width, column=4)
    here = Excerpt(doc=drift.doc, start=drift.start, end=drift.end, text=drift.text)
    mine, theirs = map(_pieces, compared(_words_of(here, shelf), _words_of(drift.against, shelf)))
    column = (width - 7) // 2
    sides = [
        [(Piece(clean(excerpt.doc), "source"),), *wrap(_in_context(excerpt, body, shelf, colour=colour), column)]
        for excerpt, body in ((here, mine), (drift.against, theirs))
    ]
    return lines + side_by_side(sides[0], sides[1], width=column, indent=4)


def _words_of(excerpt: Excerpt, shelf: Mapping[str, Marks]) -> str:
    if excerpt.doc in shelf:
        return shelf[excerpt.doc].article.text[excerpt.start : excerpt.end]
    return excerpt.text


def _pieces(runs: Sequence[Run]) -> list[Piece]:
    return [Piece(run.text, "changed" if run.changed else "strong") for run in runs]


def _in_context(excerpt: Excerpt, body: list[Piece], shelf: Mapping[str, Marks], *, colour: bool) -> list[Piece]:
    """Return the excerpt with the words around it in its paragraph."""
    if not colour:
        body = [Piece(f"*{p.text}*" if p.style == "changed" else p.text, p.style) for p in body]
    body = [Piece(_one_line(piece.text), piece.style) for piece in body]
    if excerpt.doc not in shelf:
        return body
    text = shelf[excerpt.doc].article.text
    before = text[text.rfind("\n", 0, excerpt.start) + 1 : excerpt.start]
    after = text[excerpt.end :].partition("\n")[0]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return [Piece(_one_line(before), "dim"), *body, Piece(_one_line(after), "dim")]


def _one_line(text: str) -> str:
    """Return ``text`` cleaned, with a space kept at either end where there was one."""
    return " " * text[:1].isspace() + clean(text) + " " * (text[-1:].isspace() and len(text) > 1)


def drift_count(story: Story) -> str:
    """Return "5 major and 3 minor changes"."""
    major = sum(drift.severity == "major" for drift in story.drift)
    minor = len(story.drift) - major
    parts = [f"{count} {name}" for count, name in ((major, "major"), (minor, "minor")) if count]
    return f"{' and '.join(parts)} change{'s' if len(story.drift) > 1 else ''}"
