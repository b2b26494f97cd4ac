"""Which article of the story another names as its own, or by the address of its page.

"Velby Press Agency reported", "first published in the Post"; "Original Source: velby.example".
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from saidby.lexicon import Lexicon
from saidby.likeness import agency_of, first_day, moment, slot
from saidby.records import Article, Marks, Span, Statement

_RUN = re.compile(r"[A-Z][\w’'-]*(?: (?:of|the|and|[A-Z][\w’'-]*))*")
_LONGEST = 6  # words of an outlet's name
_BY = re.compile(
    r"\b(?:(?:reported|published|carried|broken) (?:by|in)|according to|citing|quoting|told) (?:the )?\Z", re.IGNORECASE
)
_DID = re.compile(
    r",? (?:(?:has|had|first|earlier|also) )*"
    r"(?:reported|reports|wrote|published|had (?:the|this) (?:report|story) first)\b"
)
_HOST = re.compile(r"\b(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}\b", re.IGNORECASE)
_ORIGINAL = re.compile(r"(?:original |story )?source:|this (?:article|story) was originally published", re.IGNORECASE)
MOST = 0.6  # of its values are in the article from which an article comes
_AROUND = 40  # characters before a name in which the words stand that cite it

Value = tuple[str, object]  # a statement, and one of its values


class Named(Struct, frozen=True):
    """An article that another one names: the name, where it stands, and how many values both tell of one statement."""

    doc: str
    of: str
    name: str
    span: Span | None
    values: int


def find_named(
    marks: Sequence[Marks],
    statements: Sequence[Statement],
    words: Counter[frozenset[str]],
    lexicon: Lexicon,
) -> Iterator[Named]:
    """Yield for each agency or outlet of the story that an article names the one article of it that it must mean.

    That is the one with which it shares most words, then most values, and not a later one. Of two alike neither is.
    """
    by_outlet: defaultdict[str, list[Marks]] = defaultdict(list)
    for m in marks:
        for name in _own_names(m.article, lexicon):
            by_outlet[name].append(m)
    told = _values(marks, statements)
    for m in marks:
        id_ = m.article.id
        for name, span in _names(m, by_outlet, lexicon).items():
            earlier = [g.article.id for g in by_outlet[name] if _is_earlier(g.article, m.article)]
            likeness = {doc: (words[frozenset((id_, doc))], len(told[id_] & told[doc])) for doc in earlier}
            most = max(likeness.values(), default=(0, 0))
            best = [doc for doc, like in likeness.items() if like == most]
            if len(best) == 1 and most[1] >= max(1, MOST * len(told[id_])):
                yield Named(id_, best[0], name if span is None else span.of(m.article.text), span, most[1])


def _is_earlier(one: Article, other: Article) -> bool:
    """Tell whether one article came out before another, or on its day where no hours are known."""
    timed = one.published_at and other.published_at
    before = moment(one) < moment(other) if timed else first_day(one.published) <= first_day(other.published)
    return before and one.id != other.id


def _values(marks: Sequence[Marks], statements: Sequence[Statement]) -> Mapping[str, set[Value]]:
    figures = {(m.article.id, f.id): slot(f.kind, f) for m in marks for f in m.figures}
    told: defaultdict[str, set[Value]] = defaultdict(set)
    for s in (s for s in statements if s.claimant is not None):
        for r in s.reports:
            told[r.doc] |= {(s.id, figures[r.doc, f]) for f in r.figures if (r.doc, f) in figures}
    return told


def _names(m: Marks, outlets: Mapping[str, object], lexicon: Lexicon) -> dict[str, Span | None]:
    """Return the outlets that an article names as whose report it tells, in one spelling."""
    article, found = m.article, dict[str, Span | None]()
    wire = agency_of(article.wire, lexicon) or article.wire
    if wire and _folded(wire) in outlets:
        found[_folded(wire)] = article.credit
    for run in _RUN.finditer(article.text):
        words = list(re.finditer(r"\S+", run[0]))
        for first, last in _windows(len(words)):
            span = Span(run.start() + words[first].start(), run.start() + words[last - 1].end())
            name = _folded(span.of(article.text))
            if name in outlets and _is_cited(article.text, span):
                found.setdefault(name, span)
    for name, span in _credited_hosts(article):
        if name in outlets:
            found.setdefault(name, span)
    own = _own_names(article, lexicon)
    return {name: span for name, span in sorted(found.items()) if name not in own}


def _own_names(article: Article, lexicon: Lexicon) -> set[str]:
    """Return by what names others may name an article's publisher: its own, and the host of its page."""
    host = _HOST.search(article.url or "")
    names = (article.outlet, agency_of(article.outlet, lexicon), _bare_host(host[0]) if host else None)
    return {_folded(name) for name in names if name}


def _credited_hosts(article: Article) -> Iterator[tuple[str, Span]]:
    """Yield the hosts that an article names as its original source."""
    for item in article.furniture:
        if item.kind == "credit" and _ORIGINAL.match(article.text, item.span.start):
            for host in _HOST.finditer(article.text, item.span.start, item.span.end):
                yield _bare_host(host[0]), Span(*host.span())


def _bare_host(host: str) -> str:
    return host.casefold().removeprefix("www.")


def _windows(words: int) -> Iterator[tuple[int, int]]:
    for first in range(words):
        for last in range(min(words, first + _LONGEST), first + 1, -1):
            yield first, last


def _is_cited(text: str, name: Span) -> bool:
    before = text[max(0, name.start - _AROUND) : name.start]
    return bool(_BY.search(before) or _DID.match(text, name.end))


def _folded(name: str) -> str:
    return name.casefold().removeprefix("the ")
