"""On whose word: each source under all its names, its statements in order of time, and the articles that tell them."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from saidby.amounts import measured
from saidby.records import Amount, Figure, Marks, Report, SourceIdentity, Statement, Story
from saidby.text import fold
from saidby.views.terminal.lines import BLANK, Line, Piece, cells, clip, heading, labelled, rest_line, wrap
from saidby.wording import clean, counted, date_words, listed

_WORDS = 160  # characters of a statement without a number
NAMES = 5  # of a source that are shown
LABEL = 30  # columns of an article's id
FEW = 8  # articles of a statement that are told one by one, those of like words together beyond
MOST_SOURCES = 20
MOST_STATEMENTS = 12  # of one source
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
            cells_ = ("; ".join(dict.fromkeys(map(clean, each))) for each in (words, hedges, carriers))
            yield (*head, clean(report.doc), *cells_)


def statements_section(story: Story, shelf: Shelf, width: int) -> list[Line]:
    """Return each source with its names, and every statement with the words in which each article tells it.

    The source of which most is told comes first; what is on nobody's word stands last.
    """
    if not story.statements:
        return []
    lines = heading("On whose word: each source, what it said, and the articles that tell it", width)
    known = {source.id: source for source in story.sources}
    of_source: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in story.statements:
        if statement.source:
            of_source[statement.claimant or statement.source].append(statement)
    ranked = sorted(of_source, key=lambda key: (-_told_by(of_source[key]), key))
    for key in ranked[:MOST_SOURCES]:
        lines += _source(known.get(key), of_source[key], known, width)
        for statement in _in_time(of_source[key])[:MOST_STATEMENTS]:
            lines += _statement(statement, shelf, width)
        lines += rest_line(of_source[key], MOST_STATEMENTS, "of its statements")
    lines += rest_line(ranked, MOST_SOURCES, "sources")
    return lines + _own_voice([statement for statement in story.statements if not statement.source], width)


def _told_by(statements: Sequence[Statement]) -> int:
    return max(len(statement.reports) for statement in statements)


def _in_time(statements: Sequence[Statement]) -> list[Statement]:
    """Return what has a number first, and each in order of time, undated last."""
    return sorted(statements, key=lambda s: (not s.figures, s.said_on is None, s.said_on or "", -len(s.reports)))


def _source(
    source: SourceIdentity | None, statements: Sequence[Statement], known: Mapping[str, SourceIdentity], width: int
) -> list[Line]:
    """Return who a source is: its kind, its other names, its voices, and what it is a part of."""
    name = clean(source.name if source else statements[0].source or "")
    pieces = [Piece(name, "source")]
    notes = _notes(source, known) if source is not None else []
    if notes:
        pieces.append(Piece(f" ({'; '.join(notes)})", "dim"))
    return [BLANK, *wrap(pieces, width, hanging=2)]


def _notes(source: SourceIdentity, known: Mapping[str, SourceIdentity]) -> list[str]:
    notes: list[str] = [] if source.kind == "other" else [source.kind]
    notes += [] if source.standing in {"named", source.kind} else [_STANDING[source.standing]]
    parent = known.get(source.parent or "")
    notes += [f"part of {clean(parent.name)}"] if parent is not None else []
    shown = {fold(clean(source.name)), *(fold(clean(v)) for v in source.voices)}
    others = list({fold(clean(n)): clean(n) for n in source.names if fold(clean(n)) not in shown}.values())
    more = f" and {len(others) - NAMES} more" if len(others) > NAMES else ""
    notes += ["also " + ", ".join(f"“{n}”" for n in others[:NAMES]) + more] if others else []
    return [*notes, f"through {listed([clean(v) for v in source.voices])}"] if source.voices else notes


_STANDING = {
    "vague": "one of several that the words can mean",
    "anonymous": "without a name",
    "joint": "several at once",
}


def _own_voice(statements: Sequence[Statement], width: int) -> list[Line]:
    """Return the figures that articles give on nobody's word, a line each."""
    lines: list[Line] = [BLANK, (Piece("On nobody's word", "warning"),)] if statements else []
    for statement in statements[: MOST_SOURCES * 2]:
        docs = listed([clean(report.doc) for report in statement.reports])
        amounts = " · ".join(_amount(amount) for amount in statement.figures)
        pieces = [Piece(f"{statement.id}  ", "dim"), Piece(amounts, "figure"), Piece(f" ({docs})", "dim")]
        lines += wrap(pieces, width, indent=2, hanging=6)
    return lines + rest_line(statements, MOST_SOURCES * 2, "of them")


def _statement(statement: Statement, shelf: Shelf, width: int) -> list[Line]:
    kind = "" if statement.kind == "utterance" else statement.kind
    day = date_words(statement.said_on) if statement.said_on else ""
    amounts = " · ".join(_amount(amount) for amount in statement.figures) or "without a number"
    notes = ", ".join(note for note in (day, kind) if note)
    pieces = [Piece(f"{notes}: " if notes else ""), Piece(amounts, "figure" if statement.figures else "dim")]
    lines = labelled((Piece(statement.id, "dim"),), pieces, width, column=5, indent=2)
    rows = _tellings(statement, shelf)
    name = min(LABEL, max(cells(row.label) for row in rows))
    for row in rows:
        docs = [Piece(f" ({', '.join(row.docs)})", "dim")] if len(row.docs) > 1 else []
        label = (Piece(clip(row.label, name)),)
        lines += labelled(label, [*row.told, *docs], width, column=name + 2, indent=7)
    return lines


class _Row(Struct, frozen=True):
    label: str
    told: list[Piece]
    docs: list[str]


def _tellings(statement: Statement, shelf: Shelf) -> list[_Row]:
    """Return the words of each article; where there are many, those of like words together, most first."""
    rows: dict[object, _Row] = {}
    many = len(statement.reports) > FEW
    for report in statement.reports:
        told = _told(report.figures, shelf.get(report.doc)) if report.figures else _said(report)
        key: object = "".join(piece.text for piece in told).casefold() if many else report.doc
        row = rows.setdefault(key, _Row(clean(report.doc), told, []))
        row.docs.append(clean(report.doc))
    found = [
        _Row(row.label if len(row.docs) == 1 else counted(len(row.docs), "article"), row.told, row.docs)
        for row in rows.values()
    ]
    return sorted(found, key=lambda row: -len(row.docs))


def _amount(amount: Amount) -> str:
    of = f" ({clean(amount.what)})" if amount.what and amount.measure != "other" else ""
    return measured(amount) + of


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
    return [Piece("; ".join(_in_marks(w[:_WORDS] + ("…" if len(w) > _WORDS else "")) for w in words))]


def _in_marks(words: str) -> str:
    """Return words in quotation marks, unless they bring their own."""
    return words if set(words) & {"“", "”", '"'} else f"“{words}”"


def _unattributed(chosen: Sequence[Figure]) -> list[Piece]:
    """Say where an article gives all the figures on nobody's word."""
    return [] if any(figure.source for figure in chosen) else [Piece(" · names no source", "warning")]
