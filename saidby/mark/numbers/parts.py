"""What the steps of this package hand to one another: a stretch of tokens and the value it stands for."""

from collections.abc import Callable, Sequence

from msgspec import Struct, structs

from saidby import grammar
from saidby.lexicon import Lexicon, NumberWord
from saidby.records import Bound, Kind
from saidby.text import Token


class Part(Struct, frozen=True, kw_only=True):
    """Tokens ``first`` to ``last`` (exclusive) and what they say; ``rule`` names how they were read.

    ``words``: spelled out, not in digits. ``scaled``: ends in "million" or the like. ``inner`` holds where the bare
    number begins and ends once modifiers have been added around it.
    """

    first: int
    last: int
    low: float | None
    high: float | None
    bound: Bound = "exact"
    kind: Kind = "count"
    rule: str
    words: bool = False
    scaled: bool = False
    signed: bool = False  # has a currency or per cent sign of its own
    inner: tuple[int, int] | None = None
    modifier: tuple[int, int] | None = None
    entry: str | None = None

    @property
    def bare(self) -> tuple[int, int]:
        return self.inner or (self.first, self.last)


def negative(part: Part, *, first: int) -> Part:
    """Return ``part`` as below zero, from its minus sign at token ``first`` on."""
    low, high = (None if end is None else -end for end in (part.high, part.low))
    return structs.replace(part, first=first, low=low, high=high, rule=f"minus + {part.rule}")


class Row(Struct, frozen=True):
    """One sentence's tokens with the lexicon: what every reader in this package looks at."""

    tokens: Sequence[Token]
    lows: Sequence[str]
    low: Callable[[int], str]  # the folded token at a place, an empty word outside the sentence
    lexicon: Lexicon
    capitals: bool

    def word(self, i: int, *roles: str) -> NumberWord | None:
        """Return the number word of one of these roles that is the single token at ``i``."""
        entry = self.lexicon.numbers.alone(self.lows[i]) if 0 <= i < len(self.lows) else None
        return entry if entry is not None and entry.role in roles else None

    def joined(self, i: int) -> bool:
        """Tell whether tokens ``i`` and ``i + 1`` touch."""
        return 0 <= i < len(self.tokens) - 1 and self.tokens[i].end == self.tokens[i + 1].start

    def hyphen(self, i: int) -> bool:
        """Tell whether the token at ``i`` is a hyphen that touches its neighbours."""
        return self.low(i) in grammar.HYPHENS and self.joined(i - 1) and self.joined(i)

    def plural(self, i: int) -> bool:
        """Tell whether the token at ``i`` reads as the noun that a count above one takes."""
        low = self.low(i)
        return len(low) > 2 and low.isalpha() and (low.endswith("s") or low in PLURALS) and not low.endswith("ss")


PLURALS = frozenset("people men women children police troops personnel staff cattle crew others policemen".split())
