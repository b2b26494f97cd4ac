"""Lists of parts that add up to a total in one article and no longer do in another."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from saidby.evidence import Evidence, Telling
from saidby.likeness import number_of
from saidby.link.drift.accounts import by_article
from saidby.link.drift.excerpts import claim, drift, excerpt
from saidby.records import Drift, Excerpt, Measure, Span

_PARTS = 3  # and more make a list

_Places = tuple[Measure, frozenset[str]]


class _Listed(Struct, frozen=True):
    """Counts of one sentence, each of another place, and the counts of the article of which they may be the parts."""

    parts: Sequence[Telling]
    totals: Sequence[Telling]

    @property
    def places(self) -> _Places:
        return self.parts[0].figure.measure, frozenset(t.place or "" for t in self.parts)

    @property
    def sum(self) -> float:
        return sum(number_of(t.figure) for t in self.parts)


def broken_sum(evidence: Evidence) -> Iterator[Drift]:
    """Parts by place do not make the total that the same list makes in another article."""
    lists = list(_lists(evidence))
    made: defaultdict[_Places, set[float]] = defaultdict(set)
    for row in lists:
        made[row.places] |= {number_of(t.figure) for t in row.totals if number_of(t.figure) == row.sum}
    for row in lists:
        known = made[row.places]
        total = next((t for t in row.totals if number_of(t.figure) in known), None)
        if row.sum not in known and total is not None:
            parts = " + ".join(f"{number_of(t.figure):,.10g}" for t in row.parts)
            why = f"{parts} make {row.sum:,.10g}, not {number_of(total.figure):,.10g} as elsewhere"
            yield drift("arithmetic", _whole(evidence, row.parts), claim(evidence, total), why=why, rule="broken sum")


def _lists(evidence: Evidence) -> Iterator[_Listed]:
    for told in by_article(evidence).values():
        here = [t for t in told if t.figure.kind == "count" and t.part != "headline"]
        exact = [t for t in here if t.figure.bound == "exact" and t.figure.measure != "other"]
        rows = groupby(exact, key=lambda t: (t.sentence, t.figure.measure, t.claimant))
        for _, row in rows:
            counts = list(row)
            for parts in (counts, counts[1:]):  # the first may be the total
                if len(parts) >= _PARTS and len({t.place for t in parts} - {None}) == len(parts):
                    yield _Listed(parts, [t for t in exact if _may_be_total(t, parts)])


def _may_be_total(t: Telling, parts: Sequence[Telling]) -> bool:
    return t.figure.measure == parts[0].figure.measure and t not in parts and t.base is None


def with_parts(evidence: Evidence, t: Telling) -> Excerpt:
    """Return a figure with its verb and noun; a part with all parts of the same whole in its sentence."""
    if t.base is None or t.figure.kind != "count":
        return claim(evidence, t)
    beside = [
        o
        for o in (evidence.tellings[t.doc, f.id] for f in evidence.marks[t.doc].figures)
        if o.base is not None and o.base.id == t.base.id and o.sentence == t.sentence and o.figure.kind == "count"
    ]
    return _whole(evidence, beside) if len(beside) > 1 else claim(evidence, t)


def _whole(evidence: Evidence, parts: Sequence[Telling]) -> Excerpt:
    """Return a list from its first number to its last number's place."""
    last = parts[-1]
    text = evidence.marks[last.doc].article.text
    at = text.casefold().find(last.place or "", last.figure.span.end, last.sentence.end)
    end = at + len(last.place or "") if at >= 0 else last.figure.span.end
    return excerpt(evidence, last.doc, Span(parts[0].figure.span.start, end))
