"""The same quotation, or the same numbers, on the word of another source."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from rapidfuzz.distance import LCSseq

from saidby.evidence import Evidence, Telling
from saidby.grammar import SUBJECT_PRONOUNS
from saidby.likeness import (
    NEIGHBOURS,
    SMALL_COUNT,
    dates_agree,
    number_of,
    same_counted,
    same_value,
    slot,
)
from saidby.link.drift.bodies import Bodies, telling
from saidby.link.drift.excerpts import drift, excerpt, naming
from saidby.link.drift.quotes import Pair, pairs_of_quotes
from saidby.link.drift.wordings import key, words_of
from saidby.records import Drift, Excerpt, Quote, SourceIdentity, Span

_SAYING = 8  # words in common that make two quotations one saying, whoever is given for it
_ALL_BUT = 0.75  # ... and their share of the shorter one
_TELLING = 3  # digits other than closing zeros, of two numbers at least, or ...
_UNUSUAL = 4  # ... of one, that no two sources give by chance
_COVERED = 0.8  # of an article's own numbers that another has, too: it has heard nobody itself

_CHAIN = 200  # characters over which "it added" goes back to a name
_BESIDE = 25  # characters between a quotation and who says it

_Place = tuple[str, Span]


class _Said(Struct, frozen=True):
    """Who says a quotation in an article, and the words that name them."""

    doc: str
    source: SourceIdentity
    named: Excerpt


def quote_of_another(evidence: Evidence) -> Iterator[Drift]:
    """An article puts a quotation into the mouth of another source than the other articles, once a source and article.

    Only where it names that source beside the quotation; officials only where it names the others' source nowhere.
    """
    bodies = Bodies(evidence)
    shown: set[tuple[str, str, str]] = set()
    for said in _sayings(evidence):
        model = _model(said)
        for s in said if model else ():
            how = bodies.shift(s.source, model.source) if model else None
            if model is None or how is None or (s.doc, s.source.id, model.source.id) in shown:
                continue
            if how == "other" or not _names(evidence, s.doc, model.source):
                shown.add((s.doc, s.source.id, model.source.id))
                why = f"words of {model.source.name} in the other account are put into the mouth of {s.source.name}"
                minor = how == "vaguer"
                yield drift(
                    "source_shifted", s.named, model.named, why=why, rule="one quotation, two sources", minor=minor
                )


def _sayings(evidence: Evidence) -> list[list[_Said]]:
    """Return the quotations that are one saying and have their source named, earliest article first."""
    home: dict[_Place, _Place] = {}

    def root(place: _Place) -> _Place:
        while home.setdefault(place, place) != place:
            place = home[place]
        return place

    quotes: dict[_Place, Quote] = {}
    for pair in pairs_of_quotes(evidence):
        if _one_saying(evidence, pair):
            one, other = ((doc, q.span) for doc, q in (pair.one, pair.other))
            quotes |= {one: pair.one[1], other: pair.other[1]}
            home[root(other)] = root(one)
    groups: defaultdict[_Place, list[_Said]] = defaultdict(list)
    order = {doc: n for n, doc in enumerate(evidence.marks)}
    for place in sorted(quotes, key=lambda p: (order[p[0]], p[1])):
        source = evidence.source_of(place[0], quotes[place].speaker)
        named = _voice(evidence, place[0], quotes[place].span, source) if source else None
        if source and named:
            groups[root(place)].append(_Said(place[0], source, named))
    return [said for said in groups.values() if len({s.source.id for s in said}) > 1]


def _one_saying(evidence: Evidence, pair: Pair) -> bool:
    a, b = (
        [key(t) for t in words_of(q.span.of(evidence.marks[doc].article.text), q.span.start)]
        for doc, q in (pair.one, pair.other)
    )
    least = max(_SAYING - 1, _ALL_BUT * min(len(a), len(b)))
    if {w for w in a if w.isdigit()} != {w for w in b if w.isdigit()}:
        return False
    return min(len(a), len(b)) >= least and LCSseq.similarity(a, b) >= least


def _model(said: Sequence[_Said]) -> _Said | None:
    """Return the first report of the source with a name to whom most articles give the words."""
    docs = Counter(id_ for _, id_ in {(s.doc, s.source.id) for s in said if s.source.standing == "named"})
    return max((s for s in said if s.source.id in docs), key=lambda s: docs[s.source.id], default=None)


def _names(evidence: Evidence, doc: str, source: SourceIdentity) -> bool:
    """Tell whether an article names a source anywhere."""
    marks = evidence.marks[doc]
    names = {a.speaker for a in marks.attributions} | {q.speaker for q in marks.quotes}
    names |= {f.source for f in marks.figures}
    found = (evidence.source_of(doc, name) for name in names)
    return any(s is not None and source.id in (s.id, s.parent) for s in found)


def _voice(evidence: Evidence, doc: str, quote: Span, source: SourceIdentity) -> Excerpt | None:
    """Return the words right beside a quotation that name its source, with the cue; of "it added" those before it."""
    marks = evidence.marks[doc]
    text = marks.article.text
    own = [a for a in marks.attributions if a.source and evidence.source_of(doc, a.speaker) == source]
    beside = next((a for a in own if any(_touches(text, quote, s) for s in (*a.source, *a.cue))), None)
    if beside is None:
        return None
    names = frozenset[str]().union(*map(telling, (source.name, *source.names, *source.voices)))
    named = [a for a in own if telling(a.source[0].of(text)) & names]
    near = beside if beside in named else min(named, key=lambda a: _away(a.source[0], quote), default=None)
    pronoun = beside.source[0].of(text).casefold() in SUBJECT_PRONOUNS
    if near is None or (near is not beside and not (pronoun and _away(near.source[0], quote) < _CHAIN)):
        return None
    spans = [near.source[0], *(c for c in near.cue if _away(near.source[0], c) <= 30)]
    return excerpt(evidence, doc, Span(min(s.start for s in spans), max(s.end for s in spans)))


def _touches(text: str, quote: Span, words: Span) -> bool:
    """Tell whether nothing but a short aside stands between a quotation and these words: "said on Monday: ..."."""
    first, last = sorted((quote, words))
    between = text[first.end : last.start].strip(" \n,:;—–-“”\"'‘’.")
    return len(between) <= _BESIDE and not set(between) & set('.!?“”"\n')


def _away(a: Span, b: Span) -> int:
    return max(a.start - b.end, b.start - a.end, 0)


# --- numbers ------------------------------------------------------------------------------------------------------
def figures_of_another(evidence: Evidence) -> Iterator[Drift]:
    """An article that has all its numbers from another gives those of one source to another, or to officials.

    Two sources may well count alike: only numbers that they hardly share by chance, and only where the article tells
    next to nothing that the other does not.
    """
    bodies = Bodies(evidence)
    for (doc, _, _), pairs in _shared_numbers(evidence).items():
        source, model = (evidence.sources[t.named or ""] for t in pairs[0])
        how = bodies.shift(source, model)
        if how is None or not _by_no_chance(pairs) or (how == "vaguer" and _names(evidence, doc, model)):
            continue
        if not _all_from(evidence, doc, {o.doc for _, o in pairs}):
            continue
        t, o = pairs[0]
        account, against = naming(evidence, t), naming(evidence, o)
        if account and against:
            why = f"numbers that the other account has from {model.name} are put down to {source.name}"
            minor = how == "vaguer"
            yield drift("source_shifted", account, against, why=why, rule="same numbers, two sources", minor=minor)


_Between = dict[tuple[str, str, str], list[tuple[Telling, Telling]]]  # article, source there, source elsewhere


def _shared_numbers(evidence: Evidence) -> _Between:
    """Return the figures that an article gives to one source and more or earlier articles to another."""
    by_value: defaultdict[tuple[object, ...], list[Telling]] = defaultdict(list)
    for t in evidence.tellings.values():
        if t.named and t.part == "body" and number_of(t.figure) > SMALL_COUNT:
            by_value[t.figure.kind, t.figure.measure, slot(t.figure.kind, t.figure)].append(t)
    found: _Between = {}
    for group in by_value.values():
        by_source: defaultdict[str, list[Telling]] = defaultdict(list)
        for t in group:
            by_source[t.named or ""].append(t)
        for t in group if len(by_source) > 1 else ():
            for id_, others in by_source.items():
                if id_ != t.named and len(others) >= len(by_source[t.named or ""]):
                    alike = (o for o in others[:NEIGHBOURS] if o.doc != t.doc and _same_count(t, o))
                    for o in alike:
                        found.setdefault((t.doc, t.named or "", id_), []).append((t, o))
    return found


def _same_count(a: Telling, b: Telling) -> bool:
    one, other = a.figure, b.figure
    return (
        same_value(one, other, kind=one.kind)
        and same_counted(a, b) is not False
        and (a.place is None or b.place is None or a.place == b.place)
        and dates_agree(a.published, b.published)
    )


def _by_no_chance(pairs: Iterable[tuple[Telling, Telling]]) -> bool:
    numbers = {f"{number_of(t.figure):g}".replace(".", "").rstrip("0") for t, _ in pairs}
    digits = sum(map(len, numbers))
    return digits >= _UNUSUAL or (len(numbers) > 1 and digits >= _TELLING)


def _all_from(evidence: Evidence, doc: str, others: Iterable[str]) -> bool:
    """Tell whether one of the other articles has nearly all the numbers of this one."""
    own = _numbers(evidence, doc)
    return any(len(own & _numbers(evidence, other)) >= _COVERED * len(own) for other in sorted(others))


def _numbers(evidence: Evidence, doc: str) -> set[tuple[str, float]]:
    figures = (f for f in evidence.marks[doc].figures if f.source and number_of(f) > SMALL_COUNT)
    return {(f.kind, number_of(f)) for f in figures}
