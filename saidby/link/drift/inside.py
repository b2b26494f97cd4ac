"""Where an article contradicts itself, or its sums do not come out."""

from collections.abc import Iterator, Sequence

from saidby.evidence import Evidence, Telling
from saidby.likeness import SMALL_COUNT, number_of, same_counted, same_value
from saidby.link.drift.excerpts import claim, drift, quoted, sentence_words
from saidby.records import Drift

_SLACK = 0.1  # of the base: "a third", "nearly half" are rounded
_REVISION = frozenset(
    "earlier previous previously revised revision initial initially first rose risen rise rises increase increased up "
    "from fell down later then another more additional new since yesterday before after again former updated far "
    "so".split()
)


def _by_doc(evidence: Evidence) -> list[list[Telling]]:
    found: dict[str, list[Telling]] = {doc: [] for doc in evidence.marks}
    for (doc, _), t in evidence.tellings.items():
        found[doc].append(t)
    return list(found.values())


def headline_against_body(evidence: Evidence) -> Iterator[Drift]:
    """The headline's number contradicts every number that the body gives for the same count."""
    for tellings in _by_doc(evidence):
        for head in (t for t in tellings if t.part == "headline" and _countable(t)):
            body = [t for t in tellings if t.part == "body" and _same_count(head, t)]
            if len(body) < 1 or any(not _excluded(head, t) for t in body) or _stands_in_body(head, tellings):
                continue
            account, against = claim(evidence, head), claim(evidence, body[0])
            why = f"{quoted(account.text)} in the headline, {quoted(against.text)} in the body"
            yield drift("headline_against_body", account, against, why=why, rule="headline's own number")


def _stands_in_body(head: Telling, tellings: Sequence[Telling]) -> bool:
    """Tell whether the headline's number stands anywhere in the body, read as a figure of that count or not."""
    number = number_of(head.figure)
    return any(number_of(t.figure) == number for t in tellings if t.part != "headline")


def arithmetic(evidence: Evidence) -> Iterator[Drift]:
    """An article's own figures cannot all be right: a part exceeds its whole, a share or a change does not come out."""
    for doc, marks in evidence.marks.items():
        for fails in (a for a in marks.arithmetic if not a.holds):
            one, other = (evidence.tellings.get((doc, name)) for name in fails.figures[:2])
            if one is not None and other is not None:
                account, against = claim(evidence, one), claim(evidence, other)
                yield drift("arithmetic", account, against, why=fails.why, rule=fails.kind)


def self_contradiction(evidence: Evidence) -> Iterator[Drift]:
    """One article gives two exact numbers for one count, on the word of one source, with no word of a revision."""
    for tellings in _by_doc(evidence):
        counts = [t for t in tellings if _countable(t) and t.base is None and t.figure.bound in {"exact", "about"}]
        shown: set[str] = set()
        for n, t in enumerate(counts):
            first = next((o for o in counts[:n] if _same_count(o, t) and _same_words(o, t)), None)
            if first is None or not _excluded(first, t) or t.doc in shown or _revises(evidence, first, t):
                continue
            shown.add(t.doc)
            account, against = claim(evidence, t), claim(evidence, first)
            why = f"{quoted(account.text)} here, {quoted(against.text)} above"
            yield drift("self_contradiction", account, against, why=why, rule="two numbers, one count")


def _revises(evidence: Evidence, a: Telling, b: Telling) -> bool:
    words = {k.low for t in (a, b) for k in sentence_words(evidence, t)}
    return bool(words & _REVISION)


def _countable(t: Telling) -> bool:
    return t.figure.kind == "count" and t.figure.measure != "other" and number_of(t.figure) > SMALL_COUNT


def _same_count(a: Telling, b: Telling) -> bool:
    if not _countable(b) or a.figure.measure != b.figure.measure or b.base is not None:
        return False
    places = a.figure.place is None or b.figure.place is None or a.figure.place == b.figure.place
    return places and same_counted(a, b) is not False and a.countries == b.countries


def _same_words(a: Telling, b: Telling) -> bool:
    """Tell whether two counts are named alike in every respect that the marks know."""
    one, other = a.figure, b.figure
    return (
        a.claimant == b.claimant
        and a.claimant is not None
        and a.counted == b.counted
        and bool(a.counted | a.countries)
        and (one.place, one.as_of, a.said_on) == (other.place, other.as_of, b.said_on)
        and one.attribution != other.attribution
    )


def _excluded(a: Telling, b: Telling) -> bool:
    """Tell whether two numbers cannot both hold, roundings of one another aside."""
    if same_value(a.figure, b.figure):
        return False
    x, y = a.figure, b.figure
    low_x, high_x = x.low if x.low is not None else 0.0, x.high if x.high is not None else float("inf")
    low_y, high_y = y.low if y.low is not None else 0.0, y.high if y.high is not None else float("inf")
    return low_x > high_y * (1 + _SLACK) or low_y > high_x * (1 + _SLACK)
