"""Where: the place that the text ties a figure to, carried on until the text names another."""

from bisect import bisect_left
from collections.abc import Sequence

from saidby.lexicon import Lexicon
from saidby.mark.tie.mentions import Mention, find_mentions
from saidby.records import Figure, Marks, Span
from saidby.text import Layout

_FAR = 40  # words beyond which a place of the same sentence belongs to another clause (swept 15-40)
_OWNED = 7  # words from "Ostland's" to the narrower name
_SIGHT = 400  # characters on either side that are looked at: more than so many words
_SOON = 3  # sentences for which counts of no event keep a place (swept 1-8 on train and dev)
# A name right before these says whose men they are, not where: "Ostland troops".
_MEN = frozenset("troops soldiers forces officials leaders army military police government people citizens".split())
_SORTS = frozenset(
    "town city village district neighbourhood neighborhood area community port suburb province region county island "
    "state municipality".split()
)
_ENDS = {(",",), (";",), ("and",), (".",), ()}
_LINKS = frozenset({",", "in", "on", "of", "at", "the", "near", "'s", "’s", "outside"})


def find_places(layout: Layout, marks: Marks, lexicon: Lexicon) -> dict[str, str]:
    """Return for each figure its place: named in its sentence, else that of the figure before it.

    The first takes the last one named above it, or that of a local paper's dateline. What happened to people and
    things stays where the article was; other counts soon lose their place, and money has one only where its sentence
    names it.
    """
    mentions = find_mentions(layout, marks, lexicon)
    starts = [m.span.start for m in mentions]
    places: dict[str, str] = {}
    last: Mention | None = None
    named = 0  # the sentence in which a figure last had its place named
    for figure in marks.figures:
        sentence = layout.sentence_at(figure.span.start)
        if sentence is None or figure.kind == "measure":
            continue
        first, after = bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)
        begin = bisect_left(starts, figure.span.start - _SIGHT, first, after)
        here = mentions[begin : bisect_left(starts, figure.span.end + _SIGHT, begin, after)]
        chosen = _chosen(figure, here, layout)
        named = sentence.index if chosen is not None or last is None else named
        last = chosen or last or _above(mentions[:first], marks, lexicon)
        if last is not None and (chosen is not None or _is_carried(figure, sentence.index - named)):
            places[figure.id] = last.name
    return places


def _is_carried(figure: Figure, sentences: int) -> bool:
    """Tell whether a figure has the place that was named so many sentences ago."""
    return figure.kind != "money" and (figure.measure != "other" or sentences <= _SOON)


def _above(before: Sequence[Mention], marks: Marks, lexicon: Lexicon) -> Mention | None:
    """Return the narrowest sort of place that the text before gives, the latest; else a local paper's dateline."""
    strong = [m for m in before if m.strong]
    narrow = [m for m in strong if m.level == "site"] or [m for m in strong if m.level == "name"] or strong
    return narrow[-1] if narrow else _dateline(marks, lexicon)


def _dateline(marks: Marks, lexicon: Lexicon) -> Mention | None:
    """Return the place before the first sentence. An agency files from its bureau: not where things happened."""
    line = marks.article.dateline
    if line is None or line.place is None or line.agency is not None or lexicon.places.find_in(line.place):
        return None
    name = line.place.title() if line.place.isupper() else line.place
    return Mention(line.span, name, "wide", strong=False)


def _chosen(figure: Figure, here: Sequence[Mention], layout: Layout) -> Mention | None:
    """Return the place of the sentence that belongs to the figure."""
    labelled = [m for m in here if _labels(m, figure, layout)]
    if labelled:
        return labelled[-1]
    here = [m for m in here if m.strong or not _in_row(m, layout)]
    strong = [m for m in here if m.strong] or [m for m in here if not _is_of_men(m, layout)]
    sites = [m for m in strong if m.level == "site"]
    pool = sites or strong
    best = min(pool, key=lambda m: (_distance(m, figure, layout), m.span.start), default=None)
    if best is None or _distance(best, figure, layout) > _FAR:
        return None
    return _narrowest(best, strong, layout)


def _labels(mention: Mention, figure: Figure, layout: Layout) -> bool:
    """ "Harrow (12)", "Harrow: 12": the name stands right before the number."""
    if mention.span.end > figure.span.start:
        return False
    between = layout.text[mention.span.end : figure.span.start]
    if between == " " and not mention.strong:
        return _in_row(mention, layout)
    return between.strip() in {"(", "(+", ":", "–", "-"} or (between.strip().startswith("(") and ")" not in between)


def _in_row(mention: Mention, layout: Layout) -> bool:
    """Tell whether a number right behind the name is its own: "Zell had 12, Harrow 39 and Dorn 81"."""
    i = layout.token_at(mention.span.end)
    digits = layout.lows[i : i + 1] and layout.lows[i][:1].isdecimal()
    return bool(digits) and layout.lows[i + 1 : i + 2] in _ENDS


def _distance(mention: Mention, figure: Figure, layout: Layout) -> float:
    """Return the words between, those before the figure counting double: a place mostly follows what it holds."""
    if mention.span.start >= figure.span.end:
        return _words(layout, figure.span.end, mention.span.start)
    return 1.5 * _words(layout, mention.span.end, figure.span.start)


def _narrowest(best: Mention, others: Sequence[Mention], layout: Layout) -> Mention:
    """ "Zell in northern Harrow, Ostland": the first of the chain."""
    for other in [m for m in others if m.span.start >= best.span.end]:
        if not _narrows(best, other, layout):
            break
        best = other
    for other in reversed([m for m in others if m.span.end <= best.span.start]):
        if _narrows(other, best, layout):
            break
        between = layout.tokens_of(Span(other.span.end, best.span.start)) if other.span.end < best.span.start else ()
        if len(between) <= 3 and all(t.low in _LINKS or t.low.endswith("ern") for t in between):
            best = other
        else:
            break
    return best


def _narrows(wide: Mention, narrow: Mention, layout: Layout) -> bool:
    """ "Ostland's border town of Harrow", "the lake town of Harrow": the name behind is the narrower one."""
    between = [t.low for t in layout.tokens_of(Span(wide.span.end, narrow.span.start))]
    if between == ["of"]:
        return wide.name.split()[-1].casefold() in _SORTS
    owned = between[:1] in (["'s"], ["’s"])
    return owned and len(between) < _OWNED and not {",", ".", ";", "and"} & set(between)


def _is_of_men(mention: Mention, layout: Layout) -> bool:
    i = layout.token_at(mention.span.end)
    return i < len(layout.tokens) and layout.tokens[i].low in _MEN


def _words(layout: Layout, start: int, end: int) -> int:
    return bisect_left(layout.starts, end) - bisect_left(layout.starts, start) if start < end else 0
