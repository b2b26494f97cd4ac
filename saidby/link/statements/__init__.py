"""Reports grouped into statements: what one source said at one time, with every article that tells it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import count

from msgspec import structs

from saidby.evidence import Origin, Telling
from saidby.likeness import first_day, same_value
from saidby.link.statements.apart import with_apart
from saidby.link.statements.joining import join_articles
from saidby.link.statements.judged import bonds, bound, joined, ruled
from saidby.link.statements.kinship import NONE, kinship, order_of_joining, speakers_of_same_words
from saidby.link.statements.own_voice import Around, place_own_voice
from saidby.link.statements.sayings import group_sayings
from saidby.link.statements.tellings import give_to_body, give_to_issuers, tell
from saidby.link.statements.utterances import Utterance, attributed_units, join_within, own_units
from saidby.link.statements.wording import find_twins, join_wordings, neighbours
from saidby.records import Amount, Passage, Reason, Report, SourceIdentity, Statement, Story
from saidby.rulings import JUDGED, Ruling

__all__ = ["give_to_issuers", "group_sayings", "group_statements", "keep_ids", "nearness", "ruled", "tell"]


_SURE = frozenset({"same source", "same source and value", "same words"})
_LONG = 16  # words of a passage that two writers do not fall on by chance, quoted or not
_SHOWN = 3  # of the passages, and of the values, that hold a statement together


def group_statements(
    tellings: Sequence[Telling],
    identities: Mapping[str, SourceIdentity],
    *,
    near: Callable[[str, str], int],
    passages: Iterable[Passage] = (),
    origins: Sequence[Origin] = (),
    judged: Iterable[Ruling] = (),
) -> list[Statement]:
    """Return the statements of a story, earliest first. ``tellings`` come article by article, earliest first.

    Evidence, strongest first: the same words (``passages``); same source and value at the same time; a part of the
    source, a vaguer name for a body of its country or another name over the same quoted words, each with the same
    value; the value alone, for what an article says in its own voice. ``near`` says how near two
    sources are, ``origins`` are the texts outside that articles tell, ``judged`` is what people say of the statements.
    """
    passages = list(passages)
    given = bonds(judged)
    tellings = bound(give_to_body(tellings, identities), given)
    by_doc: defaultdict[str, list[Telling]] = defaultdict(list)
    for t in tellings:
        by_doc[t.doc].append(t)
    units = [u for here in by_doc.values() for u in attributed_units(here)]
    units.sort(key=lambda u: order_of_joining(identities[u.claimant or ""]))
    said, own = join_wordings(units, own_units(tellings), find_twins(tellings, passages), near)
    said = join_articles(join_within(said, neighbours(said)), near)
    utterances = joined(place_own_voice(own, said, _around(origins, identities, passages)), given)
    docs = {doc: n for n, doc in enumerate(by_doc)}
    made = [(u, _statement(u, identities, docs)) for u in utterances]
    found = with_apart(made, near, identities)
    found.sort(key=lambda s: (s.kind == "own voice", s.said_on is None, first_day(s.said_on), _first_told(s, docs)))
    return keep_ids(found, ())


def nearness(
    identities: Mapping[str, SourceIdentity],
    quoted_alike: Iterable[tuple[str | None, str | None]],
    apart: Collection[tuple[str, str]] = (),
) -> Callable[[str, str], int]:
    """Return what tells how near two sources are, by their ids.

    ``quoted_alike`` are those to which two articles give the same quotation; ``apart`` those that people keep apart.
    """
    same_words = speakers_of_same_words(quoted_alike, identities)

    def near(a: str, b: str) -> int:
        kept = (min(a, b), max(a, b)) in apart
        return NONE if kept else kinship(identities[a], identities[b], same_words=same_words)

    return near


def _around(origins: Iterable[Origin], identities: Mapping[str, SourceIdentity], passages: Iterable[Passage]) -> Around:
    texts = list(origins)
    kin: defaultdict[str, set[str]] = defaultdict(set)
    for p in passages:
        if p.quoted or p.words >= _LONG:
            kin[p.one.doc].add(p.other.doc)
            kin[p.other.doc].add(p.one.doc)
    return Around(
        issued={doc: o.claimant for o in texts if o.claimant for doc in o.docs},
        wires={doc: o.name for o in texts if o.kind == "wire" for doc in o.docs},
        names={key: (source.name, *source.names) for key, source in identities.items()},
        kin=kin,
    )


def keep_ids(statements: Sequence[Statement], earlier: Iterable[Story]) -> list[Statement]:
    """Return the statements, those that an earlier story has under the id that they have there."""
    known = {s.key: s.id for story in earlier for s in story.statements}
    taken = set(known.values())
    free = (f"S{n}" for n in count(1) if f"S{n}" not in taken)
    return [structs.replace(s, id=known.pop(s.key, None) or next(free)) for s in statements]


def _first_told(statement: Statement, docs: Mapping[str, int]) -> tuple[int, str]:
    return docs[statement.reports[0].doc], statement.reports[0].figures[0].rjust(6)


def _statement(u: Utterance, identities: Mapping[str, SourceIdentity], docs: Mapping[str, int]) -> Statement:
    tellings = sorted(u.tellings, key=lambda t: (docs[t.doc], t.order))
    source = identities[u.claimant] if u.claimant else None
    said_on = _most_precise(u.dates(), tellings)
    return Statement(
        id="",
        key=tellings[0].figure.key,
        source=_in_words(source, tellings) if source else None,
        claimant=source.id if source else None,
        said_on=said_on,
        kind=_kind(source, said_on),
        figures=tuple(_amounts(tellings)),
        reports=tuple(_reports(tellings)),
        because=tuple(_reasons(u)),
        confidence=_confidence(u.rules, source),
    )


def _in_words(source: SourceIdentity, tellings: Iterable[Telling]) -> str:
    """Return the source's name, with the one person through whom it speaks here: "Kerrin River Board (Ana Sorel)"."""
    voices = {v for t in tellings for v in source.voices if t.figure.source and t.figure.source.endswith(v)}
    return f"{source.name} ({voices.pop()})" if len(voices) == 1 else source.name


def _reasons(u: Utterance) -> list[Reason]:
    """Return why reports are one statement: each rule, then the words and the values that most articles share."""
    rules = sorted(set(u.rules))
    shared = [f"the same words: “{words}”" for words in _most(u.words)]
    values = [f"the same value: {value}" for value in _most(u.values)]
    return [Reason(step="statements", rule=rule) for rule in rules + shared + values]


def _most(told: Counter[str]) -> list[str]:
    return sorted(told, key=lambda words: (-told[words], -len(words), words))[:_SHOWN]


def _kind(source: SourceIdentity | None, said_on: str | None) -> str:
    if source is None:
        return "own voice"
    return "standing estimate" if source.standing == "joint" and said_on is None else "utterance"


def _most_precise(dates: Sequence[str], tellings: Iterable[Telling]) -> str | None:
    """Return the most precise dating; of several one from a report of the day rather than one that looks back, then
    the one that most articles give, then the earliest."""
    told = [(t.said_on, t.doc, t.earlier) for t in tellings if t.said_on]
    docs = Counter(d for d, _ in {(d, doc) for d, doc, _ in told})
    at_the_time = {d for d, _, looks_back in told if not looks_back}
    return min(dates, key=lambda d: (-len(d), d not in at_the_time, -docs[d], d), default=None)


def _amounts(tellings: Sequence[Telling]) -> list[Amount]:
    """Return each value once, with the bound and the words for the counted that most tellings give it."""
    groups: list[list[Telling]] = []
    for t in tellings:
        f = t.figure
        for group in groups:
            g = group[0].figure
            if (g.kind, g.measure) == (f.kind, f.measure) and same_value(g, f, kind=f.kind):
                group.append(t)
                break
        else:
            groups.append([t])
    return [_amount(group) for group in groups]


def _amount(group: Sequence[Telling]) -> Amount:
    """Return a value with the bound that most tellings give it; headlines, which leave bounds out, have no vote."""
    told = [t.figure for t in group if t.part != "headline"] or [t.figure for t in group]
    bounds = Counter(f.bound for f in told)
    shown = next(f for f in told if bounds[f.bound] == max(bounds.values()))
    named = Counter(t.figure.whom for t in group if t.figure.whom).most_common(1)
    return Amount(
        measure=shown.measure,
        low=shown.low,
        high=shown.high,
        bound=shown.bound,
        kind=shown.kind,
        what=named[0][0] if named else shown.unit,
    )


def _reports(tellings: Sequence[Telling]) -> list[Report]:
    by_doc: dict[str, list[Telling]] = {}
    for t in tellings:
        by_doc.setdefault(t.doc, []).append(t)
    return [
        Report(doc=doc, figures=tuple(t.figure.id for t in told), keys=tuple(t.figure.key for t in told))
        for doc, told in by_doc.items()
    ]


def _confidence(rules: Sequence[str], source: SourceIdentity | None) -> float:
    """Return how sure the grouping is: less for each weaker kind of evidence that it rests on."""
    sure = 0.9 if source is not None and source.standing == "named" else 0.7
    return round(max(0.3, sure - 0.1 * len({r for r in rules if r not in _SURE and not r.startswith(JUDGED)})), 2)
