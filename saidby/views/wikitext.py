"""A table for Wikipedia: one row a source and day, numbers in the articles' words, each with a reference.

Whatever comes from an article or a page is escaped: no template, link, tag or table of its own survives.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlsplit

from msgspec import Struct

from saidby.days import period_of
from saidby.quoting import Shelf, Told, excerpt, measured_by, point_of, published, tell
from saidby.records import Marks, Measure, Span, Statement, Story
from saidby.text import tokenize
from saidby.wording import clean, date_words

# The columns of casualty tables, in their order; there is one only where a source gives such a figure.
COLUMNS: tuple[Measure, ...] = (
    *("killed", "wounded", "missing", "casualties", "captured", "detained", "infected", "rescued"),
    *("displaced", "affected", "deployed", "destroyed", "damaged", "attending"),
)
_OTHERS = 3  # references of a row beside those whose words stand in it
_TITLE = 120  # characters of a title, where the first sentence must do for one
_SIGNS = re.compile(
    r"[&<>{}\[\]|\"~_\\=]|'{2,}|:(?=\S)|//|-(?=[{}])|(?<=RFC) |(?<=PMID) |(?<=ISBN) |^[*#;!+-]", re.IGNORECASE
)
_KEPT = "/:?#@!$&*+,;=%-._()"


class _Row(Struct):
    """What one source said on one day."""

    source: str
    day: str | None
    cells: dict[Measure, list[Told]]
    as_of: list[str]
    back: list[Told]  # what was taken back or denied since
    more: list[Told]  # what comes on top of another count


def wikitext(story: Story, marks: Mapping[str, Marks] | Sequence[Marks]) -> str:
    """Return the figures of a story about people and what befell them, as a sortable table in wikitext.

    Bounds and hedges keep the articles' words; a hedge is a note below. Nothing where no source gives such a figure.
    """
    every = marks.values() if isinstance(marks, Mapping) else marks
    by_id = {m.article.id: m for m in every}
    shelf = {doc: by_id[doc] for doc in story.docs if doc in by_id}
    rows = _rows(story, shelf)
    if not rows:
        return ""
    measures = [m for m in COLUMNS if any(m in row.cells for row in rows)]
    references = _References(rows, shelf, story)
    lines = ['{| class="wikitable sortable"', "|+ Figures by source and day", "|-"]
    lines.append("! Said !! As of !! Source !! " + " !! ".join(m.capitalize() for m in measures))
    lines[-1] += ' !! class="unsortable" | Reference'
    for row in rows:
        lines += ["|-", *_cells(row, measures, shelf, references)]
    lines.append("|}")
    return "\n".join(lines + (["{{notelist}}"] if references.hedged else [])) + "\n"


def _rows(story: Story, shelf: Shelf) -> list[_Row]:
    """Return a row for each source and day, in order of time, undated last."""
    names = {s.id: s.name for s in story.sources}
    grouped: defaultdict[tuple[str, str | None], list[Statement]] = defaultdict(list)
    for statement in story.statements:
        if statement.source:
            grouped[statement.claimant or statement.source, statement.said_on].append(statement)
    rows: list[_Row] = []
    for (claimant, day), statements in grouped.items():
        cells: dict[Measure, list[Told]] = {}
        back: list[Told] = []
        more: list[Told] = []
        for statement in statements:
            for told in tell(statement, story, shelf):
                if told.amount.measure in COLUMNS and told.amount.kind in {"count", "share"}:
                    cells.setdefault(told.amount.measure, []).append(told)
                    found = point_of(told, statement.id, story)
                    back += [told] if found and found[1].withdrawn else []
                    more += [told] if found and found[0].counts == "increment" else []
        name = names.get(claimant) or statements[0].source or ""
        if cells:
            rows.append(_Row(name, day, cells, _as_of(story, statements), back, more))
    return sorted(rows, key=lambda row: (row.day is None, _sortable(row.day), row.source))


def _as_of(story: Story, statements: Sequence[Statement]) -> list[str]:
    ids = {s.id for s in statements}
    points = [p for s in story.series if s.measure in COLUMNS for p in s.points if p.statement in ids and p.as_of]
    told = [p for p in points if not any((day or "").startswith(p.as_of or "-") for day in (p.date, p.published))]
    return sorted({p.as_of for p in told if p.as_of})


def _cells(row: _Row, measures: Sequence[Measure], shelf: Shelf, references: "_References") -> list[str]:
    days = [_day(row.day), " / ".join(date_words(day) for day in row.as_of)]
    cells = [f"| {days[0]}", f"| {days[1]}".rstrip(), f"| {escaped(row.source)}"]
    for measure in measures:
        told = sorted(row.cells.get(measure, []), key=lambda one: one.amount.kind == "share")
        words = "; ".join(dict.fromkeys(_amount(one, row, shelf, references) for one in told))
        cells.append(f'| data-sort-value="{_number(told[0])}" | {words}' if told else "|")
    every = [one for told in row.cells.values() for one in told]
    printed = dict.fromkeys(one.doc for one in every)
    others = [doc for one in every for doc in one.docs if doc not in printed]
    docs = [*printed, *list(dict.fromkeys(others))[:_OTHERS]]
    return [*cells, "| " + "".join(references.of(doc) for doc in docs)]


def _day(day: str | None) -> str:
    return f'data-sort-value="{_sortable(day)}" | {date_words(day)}' if day else "not known"


def _sortable(day: str | None) -> str:
    period = period_of(day) if day else None
    return period.start.isoformat() if period else "9999"


def _number(told: Told) -> str:
    value = told.amount.low if told.amount.low is not None else told.amount.high or 0.0
    return f"{value:.15g}"


def _amount(told: Told, row: _Row, shelf: Shelf, references: "_References") -> str:
    """Return a number in its article's words, of a share what it is of, and its hedges as a note."""
    text = shelf[told.doc].article.text
    share = told.amount.kind == "share"
    part = not share and _whole_is_told(told, row.cells[told.amount.measure], shelf)
    words = clean((told.phrase if share or part else told.figure.span).of(text))
    words = words.lower() if words.isupper() else words[:1].lower() + words[1:]
    after = measured_by(words, told.amount.measure, "share") if share else "among them" if part else ""
    note = (" more" if told in row.more else "") + (" (taken back)" if told in row.back else "")
    return escaped(f"{words} {after}".strip() + note) + references.hedge([clean(h.of(text)) for h in told.figure.hedge])


def _whole_is_told(told: Told, cell: Sequence[Told], shelf: Shelf) -> bool:
    """Tell whether a cell gives the number of which this one is a part: "40; 12 women among them"."""
    wholes = [f for f in shelf[told.doc].figures if f.id == told.figure.part_of]
    ends = {(f.low, f.high) for f in wholes}
    return any((other.amount.low, other.amount.high) in ends for other in cell if other is not told)


class _References:
    """The references of a table: each article in full where it comes first, by its name from then on."""

    def __init__(self, rows: Sequence[_Row], shelf: Shelf, story: Story) -> None:
        self._shelf = shelf
        self._story = story
        self._quotes: defaultdict[str, list[str]] = defaultdict(list)
        self._names: dict[str, str] = {}
        self._given: set[str] = set()
        self._hedges: dict[str, str] = {}
        every = [told for row in rows for cell in row.cells.values() for told in cell]
        for told in every:
            self._quote(told.doc, told.phrase)
        for doc, span in (place for told in every for place in told.places):
            if doc not in self._quotes:
                self._quote(doc, span)

    def _quote(self, doc: str, span: Span) -> None:
        words = clean(excerpt(doc, self._shelf[doc], [span]).text)
        if words not in self._quotes[doc]:
            self._quotes[doc].append(words)

    @property
    def hedged(self) -> bool:
        return bool(self._hedges)

    def of(self, doc: str) -> str:
        """Return the reference to an article."""
        marks = self._shelf[doc]
        day = published(marks.article, self._story)
        name = self._names.setdefault(doc, self._name(f"{marks.article.outlet or 'article'} {day or ''}"))
        if doc in self._given:
            return f'<ref name="{name}" />'
        self._given.add(doc)
        return f'<ref name="{name}">{_cite(marks, day, self._quotes[doc])}</ref>'

    def _name(self, words: str) -> str:
        """Return a name of letters, digits and hyphens that no other article of the table has."""
        parts = [t.low for t in tokenize(words)]
        name = "-".join(part for part in parts if part.isascii() and part.isalnum())
        name = name if not name.replace("-", "").isdigit() and name else f"article-{name}".rstrip("-")
        taken = set(self._names.values())
        return next(one for n in range(len(taken) + 2) if (one := name + (f"-{n + 1}" if n else "")) not in taken)

    def hedge(self, hedges: Sequence[str]) -> str:
        """Return a note with the words that say how sure; the same words are one note."""
        words = ", ".join(f"“{escaped(h)}”" for h in dict.fromkeys(hedges))
        if not words:
            return ""
        if words in self._hedges:
            return f"{{{{efn|name={self._hedges[words]}}}}}"
        self._hedges[words] = f"hedge-{len(self._hedges) + 1}"
        return f"{{{{efn|name={self._hedges[words]}|{words}}}}}"


def _cite(marks: Marks, day: str | None, quotes: Sequence[str]) -> str:
    """Return a ``{{cite news}}`` with what is known of an article."""
    article = marks.article
    fields = {
        "title": _title(marks),
        "work": escaped(article.outlet or ""),
        "date": date_words(day) if day and period_of(day) else "",
        "url": _address(article.url),
        "quote": " … ".join(escaped(words) for words in quotes),
    }
    return "{{cite news " + " ".join(f"|{name}={value}" for name, value in fields.items() if value) + "}}"


def _title(marks: Marks) -> str:
    """Return the title; of an article without one the first words of its first sentence."""
    article = marks.article
    title = article.title.of(article.text) if article.title else article.headline
    first = marks.sentences[0].of(article.text) if marks.sentences else article.text
    words = clean(title or first)
    if title is None and len(words) > _TITLE:
        words = words[:_TITLE].rpartition(" ")[0] + " …"
    return escaped(words) or "untitled"


def _address(url: str | None) -> str:
    """Return an address of the web with nothing in it that wikitext reads; nothing for any other."""
    try:
        parts = urlsplit((url or "").strip())
        host = parts.hostname
    except ValueError:
        return ""
    return quote(parts.geturl(), safe=_KEPT) if parts.scheme in {"http", "https"} and host else ""


def escaped(text: str) -> str:
    """Return ``text`` so that wikitext shows it as it is."""
    return _SIGNS.sub(lambda m: "".join(f"&#{ord(char)};" for char in m[0]), clean(text))
