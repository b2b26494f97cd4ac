"""Another source than the one that said it."""

from collections.abc import Iterator

from saidby.evidence import Evidence, Telling
from saidby.likeness import counted_words, same_value
from saidby.link.drift.accounts import elsewhere, tellings_of
from saidby.link.drift.excerpts import drift, naming, quoted
from saidby.records import Drift, SourceIdentity

_OFFICIALS = frozenset("officials official authorities government".split())


def people_made_source(evidence: Evidence) -> Iterator[Drift]:
    """An article's words make the counted people the source of what others say about them."""
    for statement in evidence.statements:
        tellings = tellings_of(evidence, statement)
        right = [t for t in tellings if t.named == statement.claimant]
        for t in tellings:
            if t.named and t.named != t.claimant and right and _are_counted(evidence, t):
                against = naming(evidence, elsewhere(t, right))
                account = naming(evidence, t)
                if account and against:
                    why = f"{quoted(account.text)} has those who are counted say what {statement.source} said of them"
                    yield drift("source_shifted", account, against, why=why, rule="people made source")


def _are_counted(evidence: Evidence, t: Telling) -> bool:
    """Tell whether the words for a figure's source can be those for the people whom it counts."""
    words, countries = counted_words(t.figure.source, evidence.lexicon)
    people = evidence.lexicon.counted.find_in(t.figure.source or "")
    return bool(words & t.counted or countries & t.countries or (people and not t.counted - {"more"}))


def vaguer_source(evidence: Evidence) -> Iterator[Drift]:
    """An article speaks of officials or authorities where others, and not it, name the body that said it."""
    for statement in evidence.statements:
        if statement.claimant is None or evidence.sources[statement.claimant].standing != "named":
            continue
        tellings = [t for t in tellings_of(evidence, statement) if t.claimant]
        right = [t for t in tellings if t.claimant == statement.claimant]
        shown: set[str] = set()
        for t in tellings:
            source = evidence.sources[t.claimant or ""]
            vague = t.claimant != statement.claimant and are_officials(source)
            if not vague or t.doc in shown or not right or any(o.doc == t.doc for o in right):
                continue
            account, against = naming(evidence, t), naming(evidence, elsewhere(t, right))
            if account and against:
                shown.add(t.doc)
                told = quoted(_name(evidence, t.claimant or ""))
                why = f"the other account names {statement.source}, this one only {told}"
                yield drift("source_shifted", account, against, minor=True, why=why, rule="vaguer name")


def are_officials(source: SourceIdentity) -> bool:
    """Tell whether a source is a crowd that may stand for any public body: "officials", "Ruritanian authorities"."""
    return source.standing != "named" and bool(_OFFICIALS & set(source.name.casefold().split()))


def share_of_two_sources(evidence: Evidence) -> Iterator[Drift]:
    """One article gives the same share of the same base to two sources.

    A count may well be confirmed by a second source; a share worked out twice over is one sum with two owners.
    """
    by_doc: dict[str, list[Telling]] = {}
    for t in evidence.tellings.values():
        if (
            t.figure.kind == "share"
            and t.base is not None
            and t.named
            and evidence.sources[t.named].standing == "named"
        ):
            by_doc.setdefault(t.doc, []).append(t)
    for tellings in by_doc.values():
        for n, t in enumerate(tellings):
            first = next((o for o in tellings[:n] if _same_sum(t, o) and not _kin(evidence, t, o)), None)
            account, against = naming(evidence, t), naming(evidence, first) if first else None
            if first and account and against:
                here, above = (_name(evidence, x.named or "") for x in (t, first))
                why = f"one share has two owners: {here} here, {above} above"
                yield drift("source_shifted", account, against, why=why, rule="one share, two sources")


def _same_sum(a: Telling, b: Telling) -> bool:
    if a.base is None or b.base is None or a.figure.measure != b.figure.measure:
        return False
    return same_value(a.figure, b.figure, kind="share") and same_value(a.base, b.base, kind=a.base.kind)


def _kin(evidence: Evidence, a: Telling, b: Telling) -> bool:
    one, other = evidence.sources[a.named or ""], evidence.sources[b.named or ""]
    return other.id in {one.id, one.parent} or other.parent == one.id


def _name(evidence: Evidence, source: str) -> str:
    return evidence.sources[source].name
