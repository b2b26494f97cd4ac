"""Where an article contradicts itself, or its sums do not come out."""

from collections.abc import Iterator, Sequence

from saidby.evidence import Evidence, Telling
from saidby.likeness import JOINING, SMALL_COUNT, is_slip, number_of, same_counted, same_value, way
from saidby.link.drift.accounts import by_article, listed, looks_back
from saidby.link.drift.excerpts import claim, drift, quoted, sentence_words
from saidby.link.drift.sums import with_parts
from saidby.records import Drift

_SLACK = 0.1  # of the base: "a third", "nearly half" are rounded
_REVISION = frozenset(
    "earlier previous previously revised revision initial initially first rose risen rise rises increase increased up "
    "from fell down later then another more additional new since yesterday before after again former updated far "
    "so".split()
)


def headline_against_body(evidence: Evidence) -> Iterator[Drift]:
    """The headline's number contradicts every number that the body gives for the same count."""
    for tellings in by_article(evidence).values():
        for head in (t for t in tellings if t.part == "headline"):
            body = [t for t in tellings if t.part == "body" and _same_count(head, t)]
            if head.figure.measure == "other":  # only what is plainly a slip
                body = [t for t in body if is_slip(head.figure, t.figure)]
            if not body or _stands_in_body(head, tellings):
                continue
            swapped = is_slip(head.figure, body[0].figure) and _at_odds(head, body[0])
            if not swapped and not all(_at_odds(head, t) for t in body):
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
                account, against = (with_parts(evidence, t) for t in (one, other))
                yield drift("arithmetic", account, against, why=fails.why, rule=fails.kind)


def self_contradiction(evidence: Evidence) -> Iterator[Drift]:
    """One article gives two exact numbers for one count, on the word of one source, with no word of a revision."""
    for tellings in by_article(evidence).values():
        parts = listed(tellings)
        counts = [t for t in tellings if _stands_alone(t) and t.figure.id not in parts]
        shown: set[str] = set()
        for n, t in enumerate(counts):
            first = next((o for o in counts[:n] if _same_count(o, t) and _one_claim(evidence, o, t)), None)
            if first is None or t.doc in shown:
                continue
            shown.add(t.doc)
            account, against = claim(evidence, t), claim(evidence, first)
            why = f"{quoted(account.text)} here, {quoted(against.text)} above"
            yield drift("self_contradiction", account, against, why=why, rule="two numbers, one count")


def _stands_alone(t: Telling) -> bool:
    """Tell whether a number is given as that of a count, and as the present one."""
    return t.base is None and t.part != "headline" and t.figure.bound in {"exact", "about"} and not looks_back(t)


def _one_claim(evidence: Evidence, a: Telling, b: Telling) -> bool:
    """Tell whether two numbers that cannot both hold are of one claim: the same words and no word of a revision.

    Where the second has the digits of the first in another order, nothing need show that it is the same claim.
    """
    if not _excluded(a, b) or a.earlier or b.earlier:
        return False
    if is_slip(a.figure, b.figure):
        return _may_be_one(evidence, a, b)
    return a.figure.measure != "other" and _same_words(a, b) and not _revises(evidence, a, b)


def _may_be_one(evidence: Evidence, a: Telling, b: Telling) -> bool:
    """Tell whether nothing speaks against one claim."""
    one, other = (a.figure.as_of, a.said_on), (b.figure.as_of, b.said_on)
    dates = all(x is None or y is None or x == y for x, y in zip(one, other, strict=True))
    return dates and bool(a.claimant or b.claimant) and _one_source(evidence, a, b)


def _one_source(evidence: Evidence, a: Telling, b: Telling) -> bool:
    """Tell whether two sources may be one: "the grid operator" and "Torvia Power, the grid operator"."""
    if None in (a.claimant, b.claimant) or a.claimant == b.claimant:
        return True
    sources = [evidence.sources[t.claimant] for t in (a, b) if t.claimant]
    one, other = ({w for w in s.name.casefold().split() if w not in JOINING} for s in sources)
    return one <= other or other <= one


def _revises(evidence: Evidence, a: Telling, b: Telling) -> bool:
    words = {k.low for t in (a, b) for k in sentence_words(evidence, t)}
    return bool(words & _REVISION)


def _countable(t: Telling) -> bool:
    return t.figure.kind == "count" and number_of(t.figure) > SMALL_COUNT


def _same_count(a: Telling, b: Telling) -> bool:
    if b.base is not None or not _countable(a) or not _countable(b):
        return False
    swapped = is_slip(a.figure, b.figure)
    measures = {a.figure.measure, b.figure.measure}
    if len(measures) > 1 and not (swapped and "other" in measures):
        return False
    places = a.figure.place is None or b.figure.place is None or a.figure.place == b.figure.place
    if not places and not (swapped and a.part == "headline"):
        return False
    counted = same_counted(a, b)
    one_noun = a.figure.unit is not None and a.figure.unit == b.figure.unit
    named = counted or one_noun if "other" in measures else counted is not False
    return bool(named) and a.countries == b.countries


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


def _at_odds(head: Telling, body: Telling) -> bool:
    """Tell whether a headline's number cannot stand for one of the body: "at least 45" for "at least 54"."""
    if _excluded(head, body):
        return True
    x, y = number_of(head.figure), number_of(body.figure)
    sides = {way(head.figure.bound), way(body.figure.bound)}
    if sides not in ({"up"}, {"down"}) or abs(x - y) <= _SLACK * y:
        return False
    beyond = x > y if sides == {"up"} else x < y
    return beyond or _figures(x) >= _figures(y)


def _figures(number: float) -> int:
    """Return how many figures of a number are not the zeros of rounding."""
    return len(f"{number:.10g}".replace(".", "").strip("0"))


def _excluded(a: Telling, b: Telling) -> bool:
    """Tell whether two numbers cannot both hold, roundings of one another aside."""
    if same_value(a.figure, b.figure):
        return False
    x, y = a.figure, b.figure
    low_x, high_x = x.low if x.low is not None else 0.0, x.high if x.high is not None else float("inf")
    low_y, high_y = y.low if y.low is not None else 0.0, y.high if y.high is not None else float("inf")
    return low_x > high_y * (1 + _SLACK) or low_y > high_x * (1 + _SLACK)
