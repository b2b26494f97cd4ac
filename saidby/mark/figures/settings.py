"""A number where it stands: the tokens around it, asked for by plain questions."""

from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from saidby import grammar
from saidby.lexicon import Lexicon, kinds
from saidby.records import Number
from saidby.text import Layout, Sentence, Token

DETERMINERS = grammar.DETERMINERS
PREPOSITIONS = grammar.PREPOSITIONS
AUXILIARIES = grammar.AUXILIARIES | grammar.NEGATED | {"'s"}
# Not the words that are prepositions too: they stand there.
CONNECTIVES = (grammar.SUBORDINATORS - grammar.PREPOSITIONS) | grammar.COORDINATORS | grammar.RELATIVES | {"then"}
ADVERBS = grammar.ADVERBS | frozenset(
    "far never not recently reportedly allegedly apparently currently today yesterday tonight ago here there seriously "
    "critically slightly severely badly fatally very alone most mostly mainly together".split()
)
COMMON = frozenset("people men women children troops new more other".split())
DASHES = grammar.DASHES
STOPS = PREPOSITIONS | AUXILIARIES | CONNECTIVES | DETERMINERS | ADVERBS


class Setting(Struct, frozen=True):
    """A number with its place in the text: token indexes of its words and of its sentence."""

    number: Number
    tokens: Sequence[Token]
    sentence: Sentence
    rows: Sequence[str]  # the folded tokens of the text
    low: Callable[[int], str]  # the folded token at a place, an empty word outside the sentence
    begin: int  # of the sentence, as tokens
    end: int
    first: int
    last: int
    bare_first: int
    bare_last: int
    lexicon: Lexicon
    kinds: Mapping[str, frozenset[str]]  # words by what they say of a number beside them
    capitals: bool
    text: str
    words: str  # the bare number as it stands
    digits: bool  # it is written in digits
    value: float

    def word(self, i: int) -> str:
        """Return the token at ``i`` as it stands, or "" outside the sentence."""
        return self.tokens[i].text if self.begin <= i < self.end else ""

    def lows(self, first: int, last: int) -> list[str]:
        """Return the folded tokens from ``first`` to ``last`` (exclusive) as far as the sentence goes."""
        return [*self.rows[max(first, self.begin) : min(last, self.end)]]

    def joined(self, i: int) -> bool:
        """Tell whether tokens ``i`` and ``i + 1`` touch."""
        inside = self.sentence.first <= i < self.sentence.last - 1
        return inside and self.tokens[i].end == self.tokens[i + 1].start

    def name_like(self, i: int) -> bool:
        """Tell whether the token at ``i`` is written like a name. In a text in capitals nothing is."""
        return not self.capitals and self.word(i)[:1].isupper()

    def nouns(self, kind: str) -> frozenset[str]:
        """Return the nouns that the lexicon files under ``kind``."""
        return self.kinds[kind]

    def plural(self, low: str) -> bool:
        """Tell whether a folded word looks like a plural noun."""
        by_s = len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is"))
        return by_s or low in self.nouns("plural")

    @property
    def counts(self) -> bool:
        """Tell whether a noun in small letters follows that the number can count."""
        word, low = self.word(self.last), self.low(self.last)
        if low in COMMON:
            return True
        small = self.capitals or word[:1].islower()
        return small and len(low) > 3 and low.endswith("s")

    @property
    def plain(self) -> bool:
        """Tell whether the number has neither sign nor modifier, as a year or a page number has none."""
        return self.number.span == self.number.bare and self.number.bound in {"exact", "between"}


def setting_of(layout: Layout, number: Number, lexicon: Lexicon) -> Setting | None:
    """Return where ``number`` stands, None where it lies in no sentence."""
    sentence = layout.sentence_at(number.span.start)
    if sentence is None:
        return None
    words = number.bare.of(layout.text)
    low = number.low if number.low is not None else number.high
    return Setting(
        number=number,
        tokens=layout.tokens,
        sentence=sentence,
        rows=layout.lows,
        low=layout.lookup(sentence),
        begin=sentence.first,
        end=sentence.last,
        first=layout.token_at(number.span.start),
        last=layout.token_at(number.span.end - 1) + 1,
        bare_first=layout.token_at(number.bare.start),
        bare_last=layout.token_at(number.bare.end - 1) + 1,
        lexicon=lexicon,
        kinds=kinds(lexicon.nouns),
        capitals=layout.capitals,
        text=layout.text,
        words=words,
        digits=any(map(str.isdecimal, words)),
        value=low if low is not None else 0.0,
    )
