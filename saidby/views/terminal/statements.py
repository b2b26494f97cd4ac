"""On whose word: each statement of each source, the articles that tell it, and the origins that stand behind it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from saidby.amounts import amount_words
from saidby.records import Amount, Figure, Marks, Report, Root, Statement, Story
from saidby.text import fold
from saidby.views.terminal.lines import BLANK, Line, Piece, clean, heading, labelled, wrap
from saidby.views.terminal.wording import counted, date_words, listed

SHOWN = 3  # amounts of a statement that are named where it is only mentioned
_WORDS = 160  # characters of a statement without a number
Shelf = Mapping[str, Marks]  # the marks of each article, by its id


STATEMENT_COLUMNS = ("statement", "source", "said on", "kind", "amounts", "article", "words", "hedge", "via")


def statement_rows(story: Story, marks: Sequence[Marks]) -> Iterator[tuple[str, ...]]:
    """Yield the cells of ``STATEMENT_COLUMNS``: one row for every article that tells a statement."""
    shelf = {one.article.id: one for one in marks}
    for statement in story.statements:
        amounts = "; ".join(_amount(amount) for amount in statement.figures)
        head = (statement.id, clean(statement.source or ""), statement.said_on or "", statement.kind, amounts)
        for report in statement.reports:
            text = shelf[report.doc].article.text
            told = [figure for figure in shelf[report.doc].figures if figure.id in report.figures]
            words = [figure.span.of(text) for figure in told] + [said.text for said in report.spans]
            hedges = (span.of(text) for figure in told for span in figure.hedge)
            carriers = (via for figure in told for via in figure.via)
            cells = ("; ".join(dict.fromkeys(map(clean, each))) for each in (words, hedges, carriers))
            yield (*head, clean(report.doc), *cells)


def roots_section(story: Story, width: int) -> list[Line]:
    """Return for every value how many articles give it and on how many origins they rest; unknown stays unknown."""
    if not story.roots:
        return []
    lines = [*heading("How many origins stand behind each figure", width), BLANK]
    told_often = [root for root in story.roots if len(root.articles) > 1]
    for root in sorted(told_often, key=lambda root: -len(root.articles)):
        lines += labelled(_root_count(root), _root(root, story), width, column=27)
    once = len(story.roots) - len(told_often)
    if once:
        also = "also " if told_often else ""
        lines += wrap([Piece(f"{counted(once, 'figure')} {also}told by one article alone.", "dim")], width, indent=1)
    return lines


def _root_count(root: Root) -> Line:
    articles = counted(len(root.articles), "article").rjust(11)
    if root.independent_roots is None:
        return (Piece(f"{articles}, "), Piece("roots unknown", "warning"))
    return (Piece(f"{articles}, "), Piece(counted(root.independent_roots, "root"), "strong"))


def _root(root: Root, story: Story) -> list[Piece]:
    amounts, day = root_words(root, story)
    origins = listed([clean(name) for name in root.roots]) or "nobody named"
    pieces = [Piece(", ".join(amounts), "figure"), Piece(f" ({day})" if day else ""), Piece(" ← ")]
    pieces.append(Piece(origins, "source"))
    unsure = root.independent_roots is None and root.why
    return [*pieces, Piece(f" ({clean(root.why)})", "dim")] if unsure else pieces


def root_words(root: Root, story: Story) -> tuple[list[str], str]:
    """Return the amounts and the day of the statement behind a root; its own words where several stand behind it."""
    behind = [statement for statement in story.statements if statement.id in root.statements]
    if len(behind) != 1:
        return [clean(root.figure)], ""
    day = behind[0].said_on
    return _distinct(behind[0].figures), date_words(day) if day else ""


def _distinct(amounts: Sequence[Amount]) -> list[str]:
    """Return each value once, under its measure where an account gave it one; beyond the first few an ellipsis."""
    by_value = {(amount.bound, amount.low, amount.high): _brief(amount) for amount in amounts}
    by_value |= {(a.bound, a.low, a.high): _brief(a) for a in reversed(amounts) if a.measure != "other"}
    words = list(by_value.values())
    return [*words[:SHOWN], "…"] if len(words) > SHOWN else words


def copies_section(story: Story, width: int) -> list[Line]:
    """Return who took what from whom, and by what that is known: under each origin the articles that rest on it."""
    lines = heading("Who copied whom", width) if story.provenance else []
    name = max((len(clean(derivation.doc)) for derivation in story.provenance), default=0)
    for origin in dict.fromkeys(derivation.derived_from for derivation in story.provenance):
        shown = clean(origin.removeprefix("external:"))
        outside = " (not among these articles)" if origin not in story.docs else ""
        lines += [BLANK, (Piece(shown, "source"), Piece(outside, "dim"))]
        taken = [derivation for derivation in story.provenance if derivation.derived_from == origin]
        for derivation in taken:
            stem = "└─ " if derivation is taken[-1] else "├─ "
            label = (Piece(stem, "dim"), Piece(clean(derivation.doc)))
            pieces = [Piece(f"{derivation.how}: {clean(derivation.evidence)}")]
            lines += labelled(label, pieces, width, column=name + 5)
    return lines


def statements_section(story: Story, shelf: Shelf, width: int) -> list[Line]:
    """Return every statement with its source, day, amounts, and the words in which each article tells it."""
    if not story.statements:
        return []
    lines = heading("On whose word: each statement and the articles that tell it", width)
    named = [statement for statement in story.statements if statement.source]
    for statement in sorted(named, key=lambda statement: -len(statement.reports)):
        lines += _statement(statement, shelf, width)
    return lines + _own_voice([statement for statement in story.statements if not statement.source], width)


def _own_voice(statements: Sequence[Statement], width: int) -> list[Line]:
    """Return the figures that articles give on nobody's word, a line each."""
    lines: list[Line] = [BLANK, (Piece("On nobody's word", "warning"),)] if statements else []
    name = max((len(clean(report.doc)) for s in statements for report in s.reports), default=0)
    for statement in statements:
        docs = listed([clean(report.doc) for report in statement.reports])
        amounts = " · ".join(_amount(amount) for amount in statement.figures)
        lines += labelled((Piece(docs),), [Piece(amounts, "figure")], width, column=max(name, len(docs)) + 2, indent=4)
    return lines


def _statement(statement: Statement, shelf: Shelf, width: int) -> list[Line]:
    source = clean(statement.source or "")
    kind = "" if statement.kind == "utterance" else f"  {statement.kind}"
    day = f"  {date_words(statement.said_on)}" if statement.said_on else ""
    lines: list[Line] = [BLANK, (Piece(source, "source"), Piece(day), Piece(kind, "dim"))]
    amounts = " · ".join(_amount(amount) for amount in statement.figures)
    lines += wrap([Piece(amounts, "figure")], width, indent=2, hanging=2) if amounts else []
    name = max(len(clean(report.doc)) for report in statement.reports)
    for report in statement.reports:
        told = _told(report.figures, shelf.get(report.doc)) if report.figures else _said(report)
        lines += labelled((Piece(clean(report.doc)),), told, width, column=name + 2, indent=4)
    return lines


def _amount(amount: Amount) -> str:
    of = f" ({clean(amount.what)})" if amount.what and amount.measure != "other" else ""
    return _brief(amount) + of


def _brief(amount: Amount) -> str:
    """Return the amount with its measure; with what is counted where there is no measure for it."""
    words = amount_words(amount, amount.kind)
    named = amount.measure if amount.measure != "other" else amount.what
    return f"{words} {clean(named)}" if named else words


def _told(figures: Sequence[str], marks: Marks | None) -> list[Piece]:
    """Return an article's own words for the figures, with its hedges and carriers."""
    if marks is None:
        return [Piece(listed(list(figures)))]
    text = marks.article.text
    chosen = [figure for figure in marks.figures if figure.id in figures]
    words = Counter(clean(figure.span.of(text)) for figure in chosen)
    pieces = [Piece(", ".join(f"“{w}”" + (f" ×{n}" if n > 1 else "") for w, n in words.items()), "figure")]
    hedges = Counter(clean(span.of(text)) for figure in chosen for span in figure.hedge)
    carriers = {fold(via): clean(via) for figure in chosen for via in figure.via}
    pieces.append(Piece(" · " + listed(list(hedges)) if hedges else " · no hedge", "plain" if hedges else "dim"))
    if carriers:
        pieces.append(Piece(" · via " + listed(list(carriers.values())), "dim"))
    return pieces + _unattributed(chosen)


def _said(report: Report) -> list[Piece]:
    """Return an article's words for a statement without a number."""
    words = [" ".join(clean(said.text).split()) for said in report.spans]
    return [Piece("; ".join(f"“{w[:_WORDS]}{'…' if len(w) > _WORDS else ''}”" for w in words))]


def _unattributed(chosen: Sequence[Figure]) -> list[Piece]:
    """Say where an article gives all the figures on nobody's word."""
    return [] if any(figure.source for figure in chosen) else [Piece(" · names no source", "warning")]
