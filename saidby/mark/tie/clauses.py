"""A sentence as phrases and verbs, told by function words, endings and word lists: enough to find a subject."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from saidby import grammar
from saidby.days import MONTHS, WEEKDAYS
from saidby.lexicon import Lexicon
from saidby.text import Layout, Sentence, Token

# Not "including": a subject goes on with it, "the staff including the guards".
PREPOSITIONS = grammar.PREPOSITIONS - {"including"}
# Not "having": it begins a phrase of its own.
HELPING = (grammar.AUXILIARIES - {"having"}) | grammar.NEGATED
DETERMINERS = grammar.DETERMINERS | {"no"}
PRONOUNS = (
    grammar.SUBJECT_PRONOUNS
    | grammar.OBJECT_PRONOUNS
    | grammar.DEMONSTRATIVES
    | grammar.INDEFINITES
    | grammar.RELATIVE_PRONOUNS
    | {"there", "what", "each"}
)
# Not the words that are prepositions too ("after"), nor "whom", which hangs on one, nor "yet": "has yet to".
LINKS = (
    (grammar.SUBORDINATORS - grammar.PREPOSITIONS)
    | (grammar.RELATIVES - {"whom"})
    | (grammar.COORDINATORS - {"yet"})
    | frozenset("as than except whilst whether whichever once".split())
)
STOPS = frozenset(', ; : ! ? — – ( ) [ ] “ ” " ‘'.split())
ADVERBS = (
    grammar.ADVERBS
    | grammar.CONJUNCTS
    | (grammar.APPROXIMATORS - {"some"})
    | frozenset(
        "far never not recently reportedly currently today yesterday tonight ago here very alone marginally slightly "
        "typically barely more less up down previously fully at least most".split()
    )
)
_AFTER_VERB = frozenset("by to from about up in at some out off over between".split())
_HAVING = grammar.HAVE | {"ve"}
_MODALS = grammar.MODALS | grammar.DO | grammar.NEGATED_DO | grammar.NEGATED_MODALS
_NOT_DONE = frozenset(
    "united hundred need seed feed weed deed reed bleed steed shed sacred speed indeed exceed proceed breed aged "
    "biased unmanned".split()
)
_NO_ADVERBS = frozenset(
    "family supply july italy assembly anomaly reply rally monopoly daily weekly monthly early".split()
)
_THINKING = frozenset("believe believes believed think thinks thought expect expects expected estimates".split())
_POINTING = grammar.DEMONSTRATIVES | {"all", "both", "each"}
_OWNING = (DETERMINERS - _POINTING) | {"'s", "’s"}
_OUTSIDE = HELPING | PREPOSITIONS | (LINKS - {"and"})  # of a noun phrase
_LEADS_VERB = HELPING | {"to", "not", "which", "who"}
# What a counted time leaves: "in the quarter", "last year" say when.
TIMES = (
    frozenset(
        "year years quarter month months week weeks day days night morning afternoon evening season today yesterday "
        "decade hour hours minute minutes half weekend spring summer autumn winter".split()
    )
    | WEEKDAYS
    | MONTHS
)
_OBJECT_STARTS = DETERMINERS | _AFTER_VERB
_BEFORE_PARTICIPLE = PRONOUNS | {"and"}


class Line(Struct, frozen=True):
    """One sentence, asked token by token; outside of it every word is empty."""

    layout: Layout
    sentence: Sentence
    lexicon: Lexicon
    numbers: frozenset[int]  # tokens of figures
    nouns: Mapping[str, frozenset[str]]  # words by their kind
    low: Callable[[int], str]  # the folded token at a place, an empty word outside the sentence

    def word(self, i: int) -> str:
        return self.token(i).text if self.sentence.first <= i < self.sentence.last else ""

    def token(self, i: int) -> Token:
        return self.layout.tokens[i]

    def joined(self, i: int) -> bool:
        """Tell whether tokens ``i`` and ``i + 1`` touch."""
        inside = self.sentence.first <= i < self.sentence.last - 1
        return inside and self.token(i).end == self.token(i + 1).start

    def hyphen(self, i: int) -> bool:
        """Tell whether a hyphen binds the words around token ``i``."""
        return self.low(i) in grammar.HYPHENS and self.joined(i - 1) and self.joined(i)

    def stop(self, i: int) -> bool:
        """Tell whether a phrase ends before token ``i``, whatever follows."""
        low = self.low(i)
        if low in grammar.HYPHENS:
            return not self.hyphen(i)
        return not low or low in STOPS or (low == "." and i == self.sentence.last - 1)

    def plain(self, i: int) -> bool:
        """Tell whether token ``i`` can belong to a noun phrase: no function word, no stop."""
        low = self.low(i)
        if self.stop(i) or low in _OUTSIDE or self.pronoun(i):
            return self.hyphen(i) or (self.hyphen(i - 1) and low.isalpha())
        return low != "and" and low not in DETERMINERS

    def noun(self, i: int) -> bool:
        """Tell whether token ``i`` belongs to a noun phrase and is neither verb nor number."""
        return self.plain(i) and i not in self.numbers and not self.is_verb(i)

    def pronoun(self, i: int) -> bool:
        return self.low(i) in PRONOUNS and self.word(i) != "US"

    def adverb(self, i: int) -> bool:
        """Tell whether an adverb stands at token ``i``."""
        low = self.low(i)
        return low in ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in _NO_ADVERBS)

    def is_verb(self, i: int) -> bool:
        """Tell whether a verb stands at token ``i``: by its ending, by the word lists, by what stands around it."""
        low, before = self.low(i), self.low(i - 1)
        if not low[:1].isalpha() and low not in {"'ve", "'re"}:
            return False
        if low in HELPING:
            return True
        if self.hyphen(i - 1) or self.hyphen(i + 1) or before in _OWNING:
            return False
        nouns = self.nouns
        if before in HELPING and self.low(i + 1) == "to" and self.plain(i):  # "is set to", "are likely to"
            return True
        if (
            low.endswith("ing")
            and len(low) > 4
            and (before in HELPING or (before in ADVERBS and self.low(i - 2) in HELPING))
        ):
            return True
        if before in PREPOSITIONS and before not in {"to", "up", "down", "off", "out"}:
            return False
        if low in nouns["predicate"]:
            return True
        if low in nouns["predicate or noun"]:
            return before in _LEADS_VERB or self._takes_object(i)
        if before in _MODALS or (before in ADVERBS and self.low(i - 2) in _MODALS):
            return self.plain(i) and low not in ADVERBS
        if before in _HAVING and self.low(i + 1) in DETERMINERS:  # "has set a record"
            return True
        if not low.endswith("ed") or len(low) < 4 or low in _NOT_DONE:
            return False
        return not (self.word(i)[0].isupper() and not self.layout.capitals) and not self._adjective(i)

    def says(self, i: int) -> bool:
        """Tell whether the verb at token ``i`` says or thinks something: then a clause may follow without "that"."""
        return self.low(i) in self.nouns["saying"] | _THINKING

    def _takes_object(self, i: int) -> bool:
        after = self.low(i + 1)
        if self.low(i - 1) == "and":
            return after in DETERMINERS and self.low(i).endswith("s")
        if i == self.sentence.first:  # a command
            return after in DETERMINERS
        if after in {"for", "on", "with", "at"} and i + 2 in self.numbers:
            return True
        if not (self.plain(i - 1) or self.low(i - 1) in {"which", "who", "that", "they", "it"}):
            return False
        return i + 1 in self.numbers or after in _OBJECT_STARTS

    def _adjective(self, i: int) -> bool:
        """Tell whether a participle stands before its noun: "recycled paper products" at the head of a phrase."""
        first = i == self.sentence.first or not self.plain(i - 1) or self.low(i - 1).endswith("ly")
        return first and self.low(i - 1) not in _BEFORE_PARTICIPLE and self.plain(i + 1) and i + 1 not in self.numbers
