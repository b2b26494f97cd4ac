"""With what the times of each rule begin: a rule is asked only where such a word stands."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from saidby.mark.dates.scene import Found, Scene

Find = Callable[[Scene, int], Found | None]


class Rule(Struct, frozen=True, kw_only=True):
    """A rule, and what its times begin with: time words of some role, other words, digits, any count of units."""

    find: Find
    roles: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    digits: bool = False
    counts: bool = False


class Rules:
    """Rules in their order, found by the words with which their times begin."""

    def __init__(self, *rules: Rule) -> None:
        self._rules = rules
        self._words = frozenset[str]().union(*(rule.words for rule in rules))
        self._known: dict[tuple[str, str, bool, bool], tuple[Find, ...]] = {}

    def at(self, scene: Scene, i: int) -> Sequence[Find]:
        """Return the rules whose times can begin at token ``i``, in their order."""
        word, hit = scene.low(i), scene.hits.get(i)
        role = hit.entry.role if hit is not None else ""
        begins = (word if word in self._words else "", role, word[:1].isdigit(), scene.counts_with(word))
        if begins not in self._known:
            self._known[begins] = self._beginning(*begins)
        return self._known[begins]

    def _beginning(self, word: str, role: str, digit: bool, counts: bool) -> tuple[Find, ...]:
        return tuple(
            r.find
            for r in self._rules
            if word in r.words or role in r.roles or (digit and r.digits) or (r.counts and (digit or counts))
        )
