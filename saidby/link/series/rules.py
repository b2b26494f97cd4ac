"""Rules by which casualty recorders make one figure of several, each from a published codebook.

A rule gets the last word of each source, and says which of these words it takes for the lowest, the best and the
highest. It never makes a number that nobody said: no mean, no sum. "At least 40" as the highest stays open above.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

from saidby.amounts import amount_words
from saidby.likeness import first_day
from saidby.records import Claim, Estimate, Rule, Value

# What ACLED writes down for vague words, by the least that they mean to us ("dozens" is 24 here and 12 there).
_ACLED_VAGUE = {3.0: 3.0, 24.0: 12.0, 40.0: 20.0, 200.0: 100.0, 2000.0: 1000.0, 20_000.0: 10_000.0}


class Held(Struct, frozen=True):
    """A claim that stands; ``known``: its source can be told from any other."""

    claim: Claim
    known: bool


def acled(held: Sequence[Held]) -> Estimate:
    """Return the most conservative figure: the lowest that stands.

    ACLED Codebook (7 October 2024), section "Reported Fatalities", and its FAQ "How does ACLED code fatalities?": where
    reports differ or are vague, the most conservative estimate is taken, to be corrected up or down when better
    information comes; "dozens" counts as 12, "hundreds" as 100. A span of days or places that a report sums up is not
    divided here, as ACLED would.
    """
    best = min((h.claim for h in held), key=lambda c: (_coded(c), _order(c)))
    coded = f"; “{amount_words(best)}” counts as {_coded(best):,.0f}" if _is_coded(best) else ""
    return Estimate(rule="acled", best=best, why=f"the most conservative of {_figures(held)}{coded}")


def ucdp(held: Sequence[Held]) -> Estimate:
    """Return the lowest, the best and the highest figure.

    UCDP GED Codebook, variables ``low``, ``best`` and ``high``: the lowest and the highest reliable estimate, and the
    most likely one. UCDP Battle-Related Deaths Codebook, definition of the best estimate: the figure of the most
    reliable source, and the lower one where none can be said to be more reliable. Reliability is a person's judgement.
    All that is used of it here: who can be told by name goes before who cannot.
    """
    known = [h for h in _plain(held) if h.known]
    best = min((h.claim for h in known), key=_from_below, default=None)
    low, high = _ends(held)
    why = "best: the lower, as no source is held to be more reliable" if best else "no best: nobody is named"
    if best is not None and len(known) < len(_plain(held)):
        why = "best: the lowest of those who are named"
    return Estimate(rule="ucdp", low=low, best=best, high=high, why=why)


def minmax(held: Sequence[Held]) -> Estimate:
    """Return the least and the greatest figure that anybody gives, and nothing in between.

    Iraq Body Count, Methods, section 3 "Data extraction", variables 5 and 6: where sources report different numbers of
    deaths, the minimum and the maximum are both kept.
    """
    low, high = _ends(held)
    return Estimate(rule="minmax", low=low, high=high, why=f"the lowest and the highest of {_figures(_plain(held))}")


def latest(held: Sequence[Held]) -> Estimate:
    """Return what was said last. Of several figures of one day the lowest and the highest, and no best.

    The practice of running tolls, no codebook's; undated figures are never the last where another has a date.
    """
    last = max(_day(h.claim) for h in held)
    newest = [h for h in held if _day(h.claim) == last]
    if len(newest) == 1:
        return Estimate(rule="latest", best=newest[0].claim, why="what was said last")
    low, high = _ends(newest)
    when = "on one day" if last else "on days that are not told"
    return Estimate(rule="latest", low=low, high=high, why=f"no best: {len(newest)} figures were said {when}")


RULES: dict[Rule, Callable[[Sequence[Held]], Estimate]] = {
    "acled": acled,
    "ucdp": ucdp,
    "minmax": minmax,
    "latest": latest,
}


def _figures(held: Sequence[Held]) -> str:
    return "one figure" if len(held) == 1 else f"{len(held)} figures"


def _plain(held: Sequence[Held]) -> Sequence[Held]:
    """Return the figures that are numbers, where there are any: "dozens" is neither a minimum nor a maximum."""
    return [h for h in held if h.claim.bound != "vague"] or held


def _ends(held: Sequence[Held]) -> tuple[Claim, Claim]:
    claims = [h.claim for h in _plain(held)]
    return min(claims, key=_from_below), max(claims, key=_from_above)


def _from_below(claim: Claim) -> tuple[float, int, tuple[int, str]]:
    """Order by the lower end: "up to 40" comes before "40", and that before "more than 40"."""
    return _least(claim), _openness(claim), _order(claim)


def _from_above(claim: Claim) -> tuple[float, int, tuple[int, str]]:
    """Order by the upper end, in the same way."""
    day, name = _order(claim)
    return _most(claim), _openness(claim), (-day, name)


def _openness(claim: Claim) -> int:
    return -1 if claim.low is None else int(claim.high is None)


def _least(value: Value) -> float:
    return value.low if value.low is not None else value.high or 0.0


def _most(value: Value) -> float:
    return value.high if value.high is not None else value.low or 0.0


def _coded(claim: Claim) -> float:
    return _ACLED_VAGUE[claim.low] if _is_coded(claim) and claim.low is not None else _least(claim)


def _is_coded(claim: Claim) -> bool:
    return claim.bound == "vague" and claim.low in _ACLED_VAGUE


def _order(claim: Claim) -> tuple[int, str]:
    return first_day(claim.date).toordinal(), claim.source or ""


def _day(claim: Claim) -> str:
    return claim.date or ""
