"""Accounts of one utterance, side by side whether their figures agree or not: what was altered stands out there."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from saidby.evidence import Account, Evidence, Retelling, Telling
from saidby.likeness import dates_agree, same_value
from saidby.link.drift.accounts import listed, looks_back
from saidby.link.drift.sayings import day_of_quote
from saidby.records import Excerpt, Passage, Quote

_BESIDE = 10  # earlier accounts with the same evidence that each is set beside, and the first: work grows evenly
_FULL = len("2025-01-01")
_PASSAGE = 12  # words of the writer's own in two articles that show that one knows the other, or both a third

_Key = tuple[str, ...]


class _Known(Struct, frozen=True):
    """What is asked again and again of the articles."""

    evidence: Evidence
    tellings: Mapping[str, Sequence[Telling]]  # by article
    homes: Mapping[tuple[str, str], str]  # the statement of each figure
    quotes: Mapping[tuple[str, int], _Key]  # what stands for all quotations with the same words
    kin: Mapping[str, frozenset[str]]  # the articles whose words an article shares


def find_retellings(evidence: Evidence, passages: Sequence[Passage]) -> list[Retelling]:
    """Return pairs of accounts of one utterance that differ in anything, in the order of the articles.

    Evidence: the same quoted words; figures of one statement; one source in articles that share passages; one source
    on one day.
    """
    known = _known(evidence, passages)
    accounts = [a for doc in evidence.marks for a in _accounts(known, doc)]
    buckets: defaultdict[_Key, list[int]] = defaultdict(list)
    for n, account in enumerate(accounts):
        for key in _keys(known, account):
            buckets[key].append(n)
    facts = [_facts(a) for a in accounts]
    pairs: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for (by, *_), row in buckets.items():
        for i, n in enumerate(row):
            for m in {*row[:1], *row[max(0, i - _BESIDE) : i]} - {n}:
                if facts[m] != facts[n] and accounts[m].doc != accounts[n].doc:
                    pairs[m, n].add(by)
    return [
        Retelling(one=accounts[a], other=accounts[b], by=frozenset(by))
        for (a, b), by in sorted(pairs.items())
        if _in_one_time(known, accounts[a], accounts[b])
        and (by != {"quote"} or _may_be_one(known, accounts[a], accounts[b]))
    ]


def _in_one_time(known: _Known, one: Account, other: Account) -> bool:
    """Tell whether two articles appeared within the days in which one utterance is told."""
    published = (known.evidence.marks[a.doc].article.published for a in (one, other))
    return dates_agree(*published)


def _may_be_one(known: _Known, one: Account, other: Account) -> bool:
    """Tell whether the sources are one, or one of them has no name of its own: two may well use the same words."""
    sources = [known.evidence.sources[a.claimant] for a in (one, other) if a.claimant]
    return one.claimant == other.claimant or any(s.standing != "named" for s in sources)


def _facts(account: Account) -> object:
    """Return all that may differ between accounts: a thousand articles that say the same are compared with few."""
    figures = (t.figure for t in (*account.tellings, *account.loose))
    facts = {(f.kind, f.measure, f.bound, f.low, f.high, f.place, f.as_of, f.part_of is None) for f in figures}
    return account.claimant, account.day, frozenset(facts)


def _known(evidence: Evidence, passages: Sequence[Passage]) -> _Known:
    tellings: defaultdict[str, list[Telling]] = defaultdict(list)
    for t in evidence.tellings.values():
        tellings[t.doc].append(t)
    return _Known(
        evidence,
        tellings,
        {(r.doc, name): s.id for s in evidence.statements for r in s.reports for name in r.figures},
        _same_quotes(evidence),
        _kin(passages),
    )


def _same_quotes(evidence: Evidence) -> dict[tuple[str, int], _Key]:
    found: dict[tuple[str, int], _Key] = {}
    for p in evidence.shared_quotes:
        one, other = quote_at(evidence, p.one), quote_at(evidence, p.other)
        if one is not None and other is not None and _mostly(p, one, other):
            own = (p.one.doc, one.span.start)
            found[p.other.doc, other.span.start] = found.setdefault(own, ("quote", own[0], str(own[1])))
    return found


def _mostly(words: Passage, one: Quote, other: Quote) -> bool:
    """Tell whether shared words are most of the shorter quotation."""
    shorter = min(q.span.end - q.span.start for q in (one, other))
    return 2 * (words.one.end - words.one.start) > shorter


def quote_at(evidence: Evidence, words: Excerpt) -> Quote | None:
    """Return the quotation in which words begin."""
    quotes = evidence.marks[words.doc].quotes
    return next((q for q in quotes if q.span.start <= words.start < q.span.end), None)


def _kin(passages: Sequence[Passage]) -> dict[str, frozenset[str]]:
    """Return for each article those whose text it has in part, and itself."""
    words: Counter[tuple[str, str]] = Counter()
    for p in passages:
        if not p.quoted:
            words[p.other.doc, p.one.doc] += p.words
    found: defaultdict[str, set[str]] = defaultdict(set)
    for (doc, first), shared in words.items():
        if shared >= _PASSAGE:
            found[doc].add(first)
            found[first].add(first)
    return {doc: frozenset(others) for doc, others in found.items()}


def _accounts(known: _Known, doc: str) -> Iterator[Account]:
    """Yield what an article tells on the word of each of its sources: one account for each day on which they spoke."""
    parts = listed(known.tellings.get(doc, ()))
    here = [t for t in known.tellings.get(doc, ()) if t.figure.id not in parts]
    said: defaultdict[str, list[Telling]] = defaultdict(list)
    for t in here:
        if t.claimant is not None and t.part != "headline" and not looks_back(t):
            said[t.claimant].append(t)
    spoken = _spoken(known.evidence, doc)
    own_voice = [t for t in here if t.claimant is None and t.part != "headline"]
    said_here = {known.homes.get((doc, t.figure.id)) for row in said.values() for t in row}
    loose = [t for t in own_voice if known.homes.get((doc, t.figure.id)) not in said_here]
    if own_voice:
        yield Account(doc=doc, claimant=None, tellings=own_voice)
    for claimant in dict.fromkeys([*said, *spoken]):
        days, quotes = _by_day(said[claimant]), spoken[claimant]
        last = max((d for d in [*days, *quotes] if d), default=None)
        if not any(days):  # no figure is dated: they go with the quotations
            days = {last: days[None]} if None in days else {}
        elif None in days:  # newer than what is dated, and the quotations that have no day with them
            last = None
        for day in dict.fromkeys([*days, *quotes, last]):
            homes = {known.homes.get((doc, t.figure.id)) for t in days.get(day, ())}
            told = [*days.get(day, ()), *(t for t in own_voice if known.homes.get((doc, t.figure.id)) in homes)]
            words = [*quotes.get(day, ()), *(quotes.get(None, ()) if day is not None and day == last else ())]
            if (told or words) and (day is not None or last is None):
                yield Account(
                    doc=doc,
                    claimant=claimant,
                    tellings=sorted(told, key=lambda t: t.order),
                    loose=loose if day == last else (),
                    quotes=words,
                    day=day,
                )


def _by_day(tellings: Sequence[Telling]) -> dict[str | None, list[Telling]]:
    """Return tellings by the day on which they were said. What has no day goes with the last, unless that tells another
    number for the same count: then it is newer."""
    found: dict[str | None, list[Telling]] = {}
    for t in tellings:
        found.setdefault(_day(t.said_on), []).append(t)
    last = max((d for d in found if d), default=None)
    undated = found.get(None, [])
    if last is not None and undated and not any(_another_count(a, b) for a in undated for b in found[last]):
        found[last] += found.pop(None)
    return found


def _another_count(a: Telling, b: Telling) -> bool:
    x, y = a.figure, b.figure
    return (x.kind, x.measure, x.unit, x.part_of) == (y.kind, y.measure, y.unit, y.part_of) and not same_value(
        x, y, kind=x.kind
    )


def _day(value: str | None) -> str | None:
    return value if value is not None and len(value) == _FULL else None


def _spoken(evidence: Evidence, doc: str) -> defaultdict[str, dict[str | None, list[Quote]]]:
    """Return the quotations of each source by the day on which they are said to have been spoken."""
    found: defaultdict[str, dict[str | None, list[Quote]]] = defaultdict(dict)
    for quote in evidence.marks[doc].quotes:
        source = evidence.source_of(doc, quote.speaker)
        if source is not None:
            day = day_of_quote(evidence, doc, quote)
            found[source.id].setdefault(_day(day.value) if day else None, []).append(quote)
    return found


def _keys(known: _Known, account: Account) -> Iterator[_Key]:
    yield from {("statement", known.homes[t.doc, t.figure.id]) for t in account.tellings}
    if account.claimant is None:
        return
    source = known.evidence.sources[account.claimant]
    unnamed = source.standing == "anonymous"
    name = source.name.casefold() if unnamed else account.claimant
    yield from {
        known.quotes[account.doc, q.span.start] for q in account.quotes if (account.doc, q.span.start) in known.quotes
    }
    yield from (("passage", first, name) for first in known.kin.get(account.doc, ()))
    if account.day is not None and not unnamed:
        yield "day", name, account.day
