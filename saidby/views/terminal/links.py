"""``saidby explain`` for several articles: why reports are one statement, or are not, and whose words they are."""

from collections.abc import Iterable, Mapping, Sequence

from saidby.amounts import measured
from saidby.records import Derivation, Excerpt, Marks, Passage, Reason, Report, SourceIdentity, Statement, Story
from saidby.views.terminal.lines import BLANK, Line, Piece, clip, heading, labelled, rest_line, wrap
from saidby.wording import clean, counted, date_words

LABEL = 12  # columns of the words on the left
MOST_STATEMENTS = 40
MOST_REPORTS = 8
MOST_PASSAGES = 3
MOST_NAMES = 12  # of one source
MOST_DERIVATIONS = 30
QUOTED = 200  # characters of a passage, and of a sentence
Shelf = Mapping[str, Marks]

_RULES = {  # the program's names for its evidence, the strongest first, as people say it
    "same words": "they tell it in the same words",
    "same source": "an article goes on with the same source, and nothing is at odds",
    "same source and value": "the same source, and the same values at the same time",
    "part of the source, same value": "a part of the source, and the same values",
    "vaguer name, same value": "a vaguer name that may mean the source, and the same values",
    "repeats the value in the article's own voice": "an article repeats the values in its own voice",
}


def links_pages(
    stories: Sequence[Story], marks: Sequence[Marks], *, width: int = 100, only: str | None = None
) -> list[Line]:
    """Return the evidence of each story that has the statement asked for, below its name where they are several."""
    shown = [story for story in stories if only is None or any(s.id == only for s in story.statements)]
    lines: list[Line] = []
    for story in shown:
        if len(stories) > 1:
            name = f"STORY {stories.index(story) + 1} OF {len(stories)}: {clean(story.story)}"
            lines += [*heading(name, width)[not lines :], BLANK]
        lines += links_page(story, marks, width=width, only=only)
    return lines


def links_page(story: Story, marks: Sequence[Marks], *, width: int = 100, only: str | None = None) -> list[Line]:
    """Return the evidence for each statement, then for the sources and for who has it from whom.

    ``only`` is the id of the one statement that is asked for; of the rest stands there what belongs to it.
    """
    shelf = {one.article.id: one for one in marks}
    wanted = [s for s in story.statements if only in (None, s.id)]
    docs = {r.doc for s in wanted for r in s.reports} if only else set(story.docs)
    lines = heading("Why these reports are one statement, and others are not", width)[1:]
    for statement in wanted[:MOST_STATEMENTS]:
        lines += _statement(statement, story, shelf, width)
    lines += rest_line(wanted, MOST_STATEMENTS, "statements")
    lines += _sources([s for s in story.sources if not only or s.id in {w.claimant for w in wanted}], width)
    return lines + _derivations([d for d in story.provenance if d.doc in docs], shelf, width)


def _statement(statement: Statement, story: Story, shelf: Shelf, width: int) -> list[Line]:
    amounts = " · ".join(measured(a) for a in statement.figures) or "without a number"
    day = f", {date_words(statement.said_on)}" if statement.said_on else ""
    source = Piece(clean(statement.source), "source") if statement.source else Piece("nobody's word", "warning")
    head = [
        source,
        Piece(f"{day}: "),
        Piece(amounts, "figure"),
        Piece(f" · confidence {statement.confidence:.2f}", "dim"),
    ]
    lines = [BLANK, *labelled((Piece(statement.id, "strong"),), head, width, column=5)]
    for label, pieces in [*_told(statement, shelf), *_because(statement, story, shelf), *_around(statement, story)]:
        lines += labelled((Piece(label, "dim"),), pieces, width, column=LABEL, indent=3)
    return lines


def _told(statement: Statement, shelf: Shelf) -> Iterable[tuple[str, list[Piece]]]:
    """Yield for each article the sentence in which it tells the statement first."""
    for n, report in enumerate(statement.reports[:MOST_REPORTS]):
        yield "told" if n == 0 else "", [Piece(clean(report.doc), "source"), Piece(": "), *_words(report, shelf)]
    if len(statement.reports) > MOST_REPORTS:
        yield "", [Piece(f"and {len(statement.reports) - MOST_REPORTS} more articles", "dim")]


def _words(report: Report, shelf: Shelf) -> list[Piece]:
    marks = shelf.get(report.doc)
    figure = next((f for f in marks.figures if f.id in report.figures), None) if marks else None
    if marks is None or figure is None:
        return [Piece(f"“{clip(clean(s.text), QUOTED)}”") for s in report.spans[:1]]
    text = marks.article.text
    sentence = next((s for s in marks.sentences if s.start <= figure.span.start < s.end), figure.span)
    before, after = text[sentence.start : figure.span.start], text[figure.span.end : sentence.end]
    around = [Piece(_end(before)), Piece(clean(figure.span.of(text)), "figure"), Piece(_start(after))]
    return [*around, Piece(f" (characters {figure.span.start}-{figure.span.end})", "dim")]


def _end(text: str) -> str:
    words = " ".join(clean(text).split())
    words = words if len(words) <= QUOTED // 2 else "… " + words[-QUOTED // 2 :].partition(" ")[2]
    return words + " " * (bool(words) and text[-1:].isspace())


def _start(text: str) -> str:
    words = clip(" ".join(clean(text).split()), QUOTED // 2)
    return " " * text[:1].isspace() + words


def _because(statement: Statement, story: Story, shelf: Shelf) -> Iterable[tuple[str, list[Piece]]]:
    """Yield the evidence: rules as people say them, then the words and values in common, then where the words stand."""
    rules = {reason.rule for reason in statement.because}
    said = [words for rule, words in _RULES.items() if rule in rules]
    shared = [reason.rule for reason in statement.because if reason.rule not in _RULES]
    if len(statement.reports) < 2:
        said = said or ["one article alone tells it"]
    for n, words in enumerate([*said, *shared]):
        yield "because" if n == 0 else "", [Piece(clean(words))]
    for passage in _passages(statement, story, shelf)[:MOST_PASSAGES]:
        where = f"{clean(passage.one.doc)} {_place(passage.one)}, {clean(passage.other.doc)} {_place(passage.other)}"
        quoted = ", in quotation marks" if passage.quoted else ""
        yield "", [Piece(f"{counted(passage.words, 'word')} alike{quoted}: {where}", "dim")]


def _place(excerpt: Excerpt) -> str:
    return f"characters {excerpt.start}-{excerpt.end}"


def _passages(statement: Statement, story: Story, shelf: Shelf) -> list[Passage]:
    """Return the runs of words that two articles share in the sentences in which they tell the statement."""
    told = {r.doc: _sentences(r, shelf) for r in statement.reports}

    def inside(words: Excerpt) -> bool:
        return any(start < words.end and words.start < end for start, end in told.get(words.doc, ()))

    found = [p for p in story.passages if inside(p.one) and inside(p.other)]
    return sorted(found, key=lambda p: -p.words)


def _sentences(report: Report, shelf: Shelf) -> list[tuple[int, int]]:
    marks = shelf.get(report.doc)
    if marks is None or report.spans:
        return [(s.start, s.end) for s in report.spans]
    starts = [f.span.start for f in marks.figures if f.id in report.figures]
    return [(s.start, s.end) for s in marks.sentences if any(s.start <= at < s.end for at in starts)]


def _around(statement: Statement, story: Story) -> Iterable[tuple[str, list[Piece]]]:
    """Yield the origins of a statement, and the statements that it might be taken for, with what speaks against it."""
    names = {s.key: s.id for s in story.statements}
    for root in story.roots:
        if statement.id in root.statements:
            known = root.independent_roots
            count = "roots unknown" if known is None else counted(known, "root")
            yield "origins", [Piece(count, "warning" if known is None else "strong"), Piece(f": {clean(root.why)}")]
    apart = [(names[a.key], a.because) for a in statement.apart if a.key in names]
    apart += [(s.id, a.because) for s in story.statements for a in s.apart if a.key == statement.key]
    for other, reasons in apart:
        yield f"not {other}", [Piece(clean("; ".join(reason.rule for reason in reasons)))]


def _sources(sources: Sequence[SourceIdentity], width: int) -> list[Line]:
    """Return each source with the reason why each of its names means it."""
    if not sources:
        return []
    lines = heading("Why these names are one source", width)
    for source in sources:
        kind = f" ({source.kind})" if source.kind != "other" else ""
        lines += [BLANK, *wrap([Piece(clean(source.name), "source"), Piece(kind, "dim")], width)]
        for reason in source.because[:MOST_NAMES]:
            lines += wrap(_reason(reason), width, indent=3, hanging=5)
        lines += rest_line(source.because, MOST_NAMES, "names")
    return lines


def _reason(reason: Reason) -> list[Piece]:
    return [Piece(clean(reason.rule)), Piece(f" · {clean(reason.entry)}" if reason.entry else "", "dim")]


def _derivations(found: Sequence[Derivation], shelf: Shelf, width: int) -> list[Line]:
    """Return each derivation with its evidence, and the words that show it."""
    if not found:
        return []
    lines = heading("Why an article's words come from elsewhere", width)
    for d in found[:MOST_DERIVATIONS]:
        origin = clean(d.derived_from.removeprefix("external:"))
        sure = Piece(f" · {d.rule}, confidence {d.confidence:.2f}", "dim")
        lines += [BLANK, *wrap([Piece(clean(d.doc), "source"), Piece(" ← "), Piece(origin, "source"), sure], width)]
        known = clean(d.evidence)
        lines += wrap([Piece(known if known.startswith(d.how) else f"{d.how}: {known}")], width, indent=3, hanging=5)
        for span in d.spans:
            words = clip(" ".join(clean(_cut(span, shelf)).split()), QUOTED)
            lines += wrap([Piece(f"“{words}” ", "figure"), Piece(f"({_place(span)})", "dim")], width, indent=5)
    return lines + rest_line(found, MOST_DERIVATIONS, "derivations")


def _cut(span: Excerpt, shelf: Shelf) -> str:
    return shelf[span.doc].article.text[span.start : span.end] if span.doc in shelf else span.text
