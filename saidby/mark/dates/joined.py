"""From one time to another: "between 2015 and 2017", "from Monday to Thursday" are one time, and as wide as both."""

from collections.abc import Callable, Sequence
from datetime import date

from saidby.days import Period, period_of
from saidby.mark.dates.scene import Found, Scene, When

Rule = Callable[[Scene, int], Found | None]

_LINKS = {"between": frozenset({"and"}), "from": frozenset({"to", "until", "till", "through", "-", "–"})}


def longest(scene: Scene, i: int, rules: Sequence[Rule]) -> Found | None:
    """Return what reaches farthest of all that the rules find at token ``i``; of two equals the earlier rule's."""
    found = (rule(scene, i) for rule in rules)
    return max((f for f in found if f is not None), key=lambda f: f.last, default=None)


def joined(scene: Scene, i: int, rules: Sequence[Rule]) -> Found | None:
    """Return the time from the one at token ``i`` to the next, where "from" or "between" stands before it."""
    links = _LINKS.get(scene.low(i - 1))
    first = longest(scene, i, rules) if links is not None else None
    if links is None or first is None or scene.low(first.last) not in links:
        return None
    second = longest(scene, first.last + 1, rules) if first.last + 1 < len(scene.tokens) else None
    if second is None or first.duration or second.duration or "clock time" in {first.rule, second.rule}:
        return None
    return _both(first, second)


def _both(first: Found, second: Found) -> Found:
    start, end = _when(first), _when(second)

    def when(day: date) -> Period | None:
        one, other = start(day), end(day)
        return None if one is None or other is None else Period(min(one.start, other.start), max(one.end, other.end))

    if first.value is None or second.value is None:
        return Found(last=second.last, rule="from one time to another", when=when)
    told = when(date.min)  # both are written out: the day of publication changes nothing
    return Found(last=second.last, rule="from one time to another", value=told.prefix() if told is not None else None)


def _when(found: Found) -> When:
    value, when = found.value, found.when
    if value is not None:
        return lambda day: period_of(value)
    return when if when is not None else lambda day: None
