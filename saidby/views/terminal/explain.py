"""``saidby explain``: each figure with the sentence, the rules, the lexicon lines and the scores that made it."""

from collections.abc import Iterable

from saidby.amounts import amount_words
from saidby.records import Attribution, Figure, Marks, Reason, Span
from saidby.views.terminal.lines import BLANK, Line, Piece, Style, heading, labelled
from saidby.wording import clean, counted, date_words

LABEL = 12  # columns of the words on the left


_FOUND_BY = {"rules": "", "reader": ", found by the reader", "both": ", found by rules and reader"}


def explain_page(marks: Marks, *, width: int = 100) -> list[Line]:
    """Return one block a figure, in text order."""
    article = marks.article
    day = f", published {date_words(article.published)}" if article.published else ", no date"
    named = f"{clean(article.id)}: {counted(len(marks.figures), 'figure')}{day}"
    lines: list[Line] = heading(named, width)[1:]
    for figure in marks.figures:
        lines += _figure(figure, marks, width)
    return lines


def _figure(figure: Figure, marks: Marks, width: int) -> list[Line]:
    text = marks.article.text
    sure = f"confidence {figure.confidence:.2f}"
    lines: list[Line] = [
        BLANK,
        (Piece(f"{figure.id}  "), Piece(f"“{clean(figure.span.of(text))}”", "figure"), Piece(f"  {sure}", "dim")),
    ]
    for label, pieces in [*facts(figure, marks), *_reasons(figure, marks)]:
        lines += labelled((Piece(label, "dim"),), pieces, width, column=LABEL, indent=3)
    return lines


def facts(figure: Figure, marks: Marks) -> Iterable[tuple[str, list[Piece]]]:
    """Yield what a figure says, by label: its sentence, meaning, source, dates and base."""
    text = marks.article.text
    sentence = next((s for s in marks.sentences if s.start <= figure.span.start < s.end), None)
    attribution = next((a for a in marks.attributions if a.id == figure.attribution), None)
    if sentence is not None:
        yield "sentence", _highlighted(sentence, _styles(figure, attribution), text)
    words = amount_words(figure, figure.kind)
    unit = f" {clean(figure.unit)}" if figure.unit else ""
    whom = f" ({clean(figure.whom)})" if figure.whom and figure.whom != figure.unit else ""
    where = f", {clean(figure.place)}" if figure.place else ""
    yield "means", [Piece(f"{words}{unit}", "figure"), Piece(f"{whom}, {figure.measure}{where}")]
    yield "on word of", _word_of(figure, attribution, text)
    dates = [("said on", figure.said_on), ("as of", figure.as_of)]
    for label, date in dates:
        if date:
            yield label, [Piece(date_words(date))]
    if figure.part_of:
        yield "part of", [Piece(figure.part_of)]


def _reasons(figure: Figure, marks: Marks) -> Iterable[tuple[str, list[Piece]]]:
    for sum_ in (a for a in marks.arithmetic if figure.id in a.figures):
        verdict = f"{sum_.kind} holds" if sum_.holds else f"{sum_.kind} fails"
        yield "arithmetic", [Piece(verdict, "plain" if sum_.holds else "warning"), Piece(f": {clean(sum_.why)}")]
    yield "rule", [Piece(figure.rule)]
    for reason in figure.because:
        yield "because", _reason(reason, marks.article.text)


def _word_of(figure: Figure, attribution: Attribution | None, text: str) -> list[Piece]:
    if figure.source is None:
        pieces = [Piece("nobody: the article's own voice", "dim")]
    else:
        via = f", via {clean(', '.join(figure.via))}" if figure.via else ""
        pieces = [Piece(clean(figure.source), "source"), Piece(via)]
    if attribution is not None:
        cue = " … ".join(clean(span.of(text)) for span in attribution.cue)
        entry = f", {attribution.entry}" if attribution.entry else ""
        found = _FOUND_BY[attribution.found_by]
        pieces.append(Piece(f" · cue “{cue}” ({attribution.rule}{entry}{found}, {attribution.confidence:.2f})", "dim"))
    hedges = ", ".join(f"“{clean(span.of(text))}”" for span in figure.hedge)
    return [*pieces, Piece(f" · hedged: {hedges}")] if hedges else pieces


def _reason(reason: Reason, text: str) -> list[Piece]:
    words = f" “{clean(reason.span.of(text))}”" if reason.span else ""
    entry = f" · {reason.entry}" if reason.entry else ""
    score = f" · {reason.score:.2f}" if reason.score is not None else ""
    return [Piece(f"{reason.step}: {reason.rule}"), Piece(words, "strong"), Piece(entry + score, "dim")]


def _styles(figure: Figure, attribution: Attribution | None) -> dict[int, Style]:
    """Return the style of every character that has one: the figure over its hedges over its source and cue."""
    layers: list[tuple[Span, Style]] = []
    if attribution is not None:
        layers += [(span, "strong") for span in attribution.cue]
        layers += [(span, "source") for span in attribution.source]
    if figure.source_span is not None:
        layers.append((figure.source_span, "source"))
    layers += [(span, "warning") for span in figure.hedge]
    layers.append((figure.span, "figure"))
    return {at: style for span, style in layers for at in range(span.start, span.end)}


def _highlighted(sentence: Span, styles: dict[int, Style], text: str) -> list[Piece]:
    return [Piece(text[at], styles.get(at, "plain")) for at in range(sentence.start, sentence.end)]
