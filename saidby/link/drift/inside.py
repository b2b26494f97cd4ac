"""Where an article contradicts itself, or its sums do not come out."""

from collections.abc import Iterator, Sequence

from saidby.evidence import Evidence, Telling
from saidby.likeness import SMALL_COUNT, number_of, same_counted, same_value, way
from saidby.link.drift.words import claim, drift, quoted, sentence_words
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
    """A part is greater than its whole, or a share does not fit the two numbers that stand beside it."""
    for tellings in _by_doc(evidence):
        for t in tellings:
            whole = next((o for o in tellings if t.base is not None and o.figure.id == t.base.id), None)
            if whole is None:
                continue
            if t.figure.kind == "count" == whole.figure.kind and _exceeds(t, whole):
                yield _sum_fails(evidence, t, whole, "a part is greater than its whole")
            if t.figure.kind == "share" and whole.figure.kind == "count":
                part = _numerator(tellings, t, whole)
                if part is not None and not _fits(t, part, whole):
                    yield _sum_fails(evidence, t, part, _says(part, whole))


def _exceeds(part: Telling, whole: Telling) -> bool:
    low, high = part.figure.low, whole.figure.high
    return low is not None and high is not None and low > high * (1 + _SLACK)


def _numerator(tellings: Sequence[Telling], share: Telling, whole: Telling) -> Telling | None:
    """Return the one count in the share's sentence, or the one before it, that the share is worked out from."""
    found = [
        t
        for t in tellings
        if t.sentence == share.sentence
        and t is not whole
        and t.figure.kind == "count"
        and t.figure.measure == share.figure.measure
        and t.claimant == share.claimant
        and t.base is None
        and number_of(t.figure) <= number_of(whole.figure)
    ]
    return found[0] if len(found) == 1 else None


def _fits(share: Telling, part: Telling, whole: Telling) -> bool:
    ratio, given = number_of(part.figure) / max(1.0, number_of(whole.figure)), number_of(share.figure)
    if way(share.figure.bound) == "up" or way(part.figure.bound) == "up":
        return ratio >= given - _SLACK
    if way(share.figure.bound) == "down":
        return ratio <= given + _SLACK / 2
    return abs(ratio - given) <= _SLACK


def _says(part: Telling, whole: Telling) -> str:
    ratio = number_of(part.figure) / max(1.0, number_of(whole.figure))
    return f"{number_of(part.figure):,.10g} of {number_of(whole.figure):,.10g} is {ratio:.0%}"


def _sum_fails(evidence: Evidence, t: Telling, other: Telling, why: str) -> Drift:
    account, against = claim(evidence, t), claim(evidence, other)
    return drift("arithmetic", account, against, why=why, rule="sum")


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
