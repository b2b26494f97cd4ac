"""Who copied whom: under each origin the articles that rest on it, agency by agency and dispatch by dispatch."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from saidby.records import Derivation, Story
from saidby.views.terminal.lines import BLANK, Line, Piece, cells, heading, labelled, rest_line, wrap
from saidby.wording import clean, counted, date_words, listed

MOST_ORIGINS = 14  # two screens
MANY = 4  # articles of one kind from which they are told together, the one that shares most as their example
LABEL = 30  # columns of an article's id
_DAY = len("2025-01-01")
_ORDER = {"verbatim copy": 0, "rewrite": 1, "cites": 2, "shared origin": 3}


def copies_section(story: Story, width: int) -> list[Line]:
    """Return who took what from whom, and by what that is known; texts from outside the story come first."""
    if not story.provenance:
        return []
    lines = heading("Who copied whom", width)
    by_origin: defaultdict[str, list[Derivation]] = defaultdict(list)
    for derivation in story.provenance:
        by_origin[derivation.derived_from].append(derivation)
    ranked = sorted(by_origin, key=lambda origin: (origin in story.docs, -len(by_origin[origin])))
    for origin in ranked[:MOST_ORIGINS]:
        lines += _origin(origin, by_origin[origin], width, outside=origin not in story.docs)
    return lines + rest_line(ranked, MOST_ORIGINS, "origins")


def _origin(origin: str, taken: Sequence[Derivation], width: int, *, outside: bool) -> list[Line]:
    """Return an origin, first the texts of it that several articles have, then the other articles."""
    note = " (not among these articles)" if outside else ""
    lines = [BLANK, *wrap([Piece(_named(origin), "source"), Piece(note, "dim")], width)]
    told = Counter(d.dispatch for d in taken if d.dispatch)
    several = [first for first, articles in told.items() if articles > 1]
    rest = [d for d in taken if d.dispatch not in several]
    if len(told) < 2:
        return lines + _rows(taken, "", width)
    for first in several:
        own = [d for d in taken if d.dispatch == first]
        last = first == several[-1] and not rest
        head = Piece(f"one text, in {counted(len(own), 'article')}, first in {clean(first)}")
        lines += _branch((), [head], width, last=last, column=3)
        lines += _rows(own, "   " if last else "│  ", width)
    return lines + _rows(rest, "", width)


def _branch(label: Line, pieces: Sequence[Piece], width: int, *, last: bool, column: int, stem: str = "") -> list[Line]:
    """Return a row of a tree; its further lines go on with the tree's stem."""
    head, beside = (stem + side for side in (("└─ ", "   ") if last else ("├─ ", "│  ")))
    first, *others = labelled((Piece(head, "dim"), *label), pieces, width, column=column)
    return [first, *((Piece(beside, "dim"), Piece(" " * (column - cells(beside))), *line[1:]) for line in others)]


def _named(origin: str) -> str:
    """Return an origin's name as people read it, the day at its end in words."""
    name = clean(origin.removeprefix("external:"))
    front, day = name[:-_DAY], name[-_DAY:]
    dated = len(day) == _DAY and day[4:5] == day[7:8] == "-" and day.replace("-", "").isdigit()
    return front + date_words(day) if dated else name


def _rows(taken: Sequence[Derivation], stem: str, width: int) -> list[Line]:
    """Return a row an article; one row for those of which the same is known, or which are many."""
    told = _together(taken)
    name = min(LABEL, max((cells(label) for label, _ in told), default=0))
    column = cells(stem) + 3 + name + 2
    lines: list[Line] = []
    for n, (label, text) in enumerate(told):
        last = n == len(told) - 1
        if cells(label) > name:  # a long id has a line of its own
            lines += _branch((), [Piece(label)], width, last=False, column=cells(stem) + 3, stem=stem)
            label = ""
        lines += _branch((Piece(label),), [Piece(text)], width, last=last, column=column, stem=stem)
    return lines


def _together(taken: Sequence[Derivation]) -> list[tuple[str, str]]:
    """Return for each row its label and what is known."""
    alike: defaultdict[tuple[str, str], list[Derivation]] = defaultdict(list)
    kinds: defaultdict[str, int] = defaultdict(int)
    for d in taken:
        kinds[d.how] += 1
    for d in taken:
        alike[d.how, "" if kinds[d.how] >= MANY else d.evidence].append(d)
    rows = []
    for (how, evidence), group in sorted(alike.items(), key=lambda item: _ORDER.get(item[0][0], 9)):
        docs = list(dict.fromkeys(clean(d.doc) for d in group))
        if len(docs) == 1:
            known = clean(group[0].evidence)
            rows.append((docs[0], known if known.startswith(how) else f"{how}: {known}"))
            continue
        best = max(group, key=lambda d: d.confidence)
        same = all(d.evidence == best.evidence for d in group)
        known = clean(evidence or best.evidence) if same else f"{clean(best.doc)}, for one, {clean(best.evidence)}"
        rows.append((counted(len(docs), "article"), f"{how}: {listed(docs)} ({known})"))
    return rows
