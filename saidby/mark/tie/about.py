"""What a figure tells of: the whole that it is a share of, the thing that it measures, the subject of its clause."""

from collections.abc import Sequence

from saidby import grammar
from saidby.days import MONTHS, WEEKDAYS
from saidby.lexicon import Lexicon, kinds
from saidby.mark.tie.clauses import DETERMINERS, HELPING, LINKS, PREPOSITIONS, TIMES, Line
from saidby.records import Figure, Span
from saidby.text import Layout

_FAR = 40  # words back in which the subject is looked for
_LONGEST = 14  # words of a phrase
_NEAR = 8  # words between a number and what it measures
_ADJECTIVES = 4  # words between an article and its number: "a sharp 3 per cent drop"
_INSIDE = frozenset("of in for among on with to across from between".split())  # prepositions that go on with a phrase
_WHOLE = frozenset("of off in for worth from".split())  # behind an amount these lead to what it is of
_OPENING = LINKS - {"and", "or", "as", "than", "so"}
_LEADS = frozenset({"by", "at", "(", ":", "up", "down"})
_JOINTS = frozenset("( [ to at from , or and / on in earlier later last the a".split())
_IDLE = frozenset("total additional just only several".split())
_WHEN = frozenset("next last early late this past first year-on-year ago".split())
_DATED = frozenset("in on by since during until from for over at after before".split())
_SIZES = frozenset("higher lower wide deep tall long high away more less each apart thick old older".split())
_NAMED_MONTHS = WEEKDAYS | MONTHS
_OTHERS = frozenset("others other people persons".split())
_BEFORE_VERB = frozenset("also already still never reportedly".split())
_BEFORE_NAME = frozenset("and while but with in".split())
_NOTHING = frozenset("exchange total cash addition return part all advance turn".split())  # "in exchange"
_JOINTS_AND_TIMES = _JOINTS | TIMES
_LEADING = DETERMINERS | {"'s", "’s"}
_NOT_MEASURED = TIMES | _WHEN | _SIZES
_BEFORE_WHOLE = DETERMINERS | {"of"}
_NO_WHOLE = TIMES | _NOTHING | _OTHERS
_NEVER_LAST = PREPOSITIONS | DETERMINERS | {"and"} | _WHEN
_LEADS_AND_COMMA = _LEADS | {","}
_CLAUSE_EDGES = {";", ":"} | _OPENING
_LEAD_IN = DETERMINERS | PREPOSITIONS | LINKS | _IDLE | _WHEN
_TRAILING = PREPOSITIONS | DETERMINERS | TIMES | HELPING | _WHEN
_COMMON_TIMES = TIMES - _NAMED_MONTHS
_GOING_ON = (DETERMINERS - {"that"}) | {"'s", "’s", "per"}


def find_about(figures: Sequence[Figure], layout: Layout, lexicon: Lexicon) -> dict[str, tuple[Span, ...]]:
    """Return for each figure the phrases for what it tells of, the nearest first; none where it only counts its noun.

    Share of it:    5 per cent of its workforce            Measured:   a 12-inch screen, a 3 per cent drop
    Named before:   a fine of $40, sales of 300 lamps      Subject:    lamp prices rose 5 per cent to $12
    Taken up:       seven miles (11 km), 190 points, or 0.6 per cent
    """
    numbers = _number_tokens(figures, layout)
    found: dict[str, tuple[Span, ...]] = {}
    last: tuple[Figure, int] | None = None
    for figure in figures:
        sentence = layout.sentence_at(figure.span.start)
        if sentence is None:
            continue
        view = _View(Line(layout, sentence, lexicon, numbers, kinds(lexicon.nouns), layout.lookup(sentence)), figure)
        same = last is not None and view.takes_up(last[1])
        found[figure.id] = found[last[0].id] if same and last is not None and last[0].id in found else view.about()
        last = (figure, view.end)
    return {name: spans for name, spans in found.items() if spans}


def _number_tokens(figures: Sequence[Figure], layout: Layout) -> frozenset[int]:
    """Return the tokens of the figures, units of money and measures included."""
    found: set[int] = set()
    for figure in figures:
        first, last = layout.token_at(figure.span.start), layout.token_at(figure.span.end - 1) + 1
        words = (figure.unit or "").casefold().split() if figure.kind in {"money", "measure"} else []
        while last < len(layout.tokens) and layout.tokens[last].low in words:
            last += 1
        rate = (figure.per or "").casefold().split()
        if rate and [x.low for x in layout.tokens[last + 1 : last + 1 + len(rate)]] == rate:
            last += 1 + len(rate)
        found |= {*range(first, last)}
    return frozenset(found)


class _View:
    """One figure in its sentence. ``end`` is the token behind its number, unit and rate."""

    def __init__(self, line: Line, figure: Figure) -> None:
        self.line, self.figure = line, figure
        self.first = line.layout.token_at(figure.span.start)
        self.last = line.layout.token_at(figure.span.end - 1) + 1
        self.end = self._past(figure.per, self._past_unit())

    def _past_unit(self) -> int:
        """Return the token behind the number's unit; a share has none."""
        tokens, figure, last = self.line.layout.tokens, self.figure, self.last
        if figure.kind == "share" or last >= len(tokens):
            return last
        if tokens[last].low in _OTHERS:  # "60 others"
            return last + 1
        if figure.kind in {"money", "measure"}:
            at = last + (tokens[last].low in grammar.HYPHENS)
            hit = self.line.lexicon.units.at(tokens, at, self.line.sentence.last)
            if hit is not None and hit.entry.kind == figure.kind:
                return hit.last
        return self._past(figure.unit, last)

    def _past(self, words: str | None, at: int) -> int:
        """Return the token behind ``words`` where they stand at ``at`` or a few words on, else ``at``."""
        text, layout = self.line.layout.text, self.line.layout
        if not words or at >= len(layout.tokens):
            return at
        start = layout.tokens[at].start
        where = text.find(words, start, min(self.line.sentence.end, start + len(words) + 40))
        if where < 0 or any(c in text[start:where] for c in ",;:()."):
            return at
        return layout.token_at(where + len(words) - 1) + 1

    def takes_up(self, end: int) -> bool:
        """Tell whether nothing but a joint stands between the figure before, which ends at ``end``, and this one."""
        line = self.line
        if not line.sentence.first < end <= self.first:
            return False
        between = [line.low(k) for k in range(end, self.first)]
        plain = all(low in _JOINTS_AND_TIMES or low.isdecimal() for low in between)
        return len(between) < 6 and plain and between[:1] != ["in"]

    def about(self) -> tuple[Span, ...]:
        """Return what the figure tells of, by the first rule that finds it."""
        counted = self.figure.kind == "count" and self.end > self.last and not self._sized()
        found = None if counted else self._measured()
        found = found or self._whole(counted=counted) or self._named_before()
        found = found or self._label(counted=counted) or self._subject(counted=counted)
        return (found,) if found is not None else ()

    def _sized(self) -> bool:
        """Tell whether a noun in the singular says the size of another: a 12 page paper, a four-cylinder engine."""
        line, unit = self.line, (self.figure.unit or "").split()
        if unit == ["times"]:  # "9 times earnings"
            return line.plain(self.end) and not line.adverb(self.end)
        alone = len(unit) == 1 and not unit[0].endswith("s") and unit[0] not in {"people", "men", "women", "children"}
        return alone and self.figure.low not in {1, None} and line.plain(self.end) and not line.is_verb(self.end)

    # --- behind the figure ------------------------------------------------------------------------------------

    def _measured(self) -> Span | None:
        """a 12-inch screen, a sharp 3 per cent drop in sales, its $40 contract."""
        line = self.line
        at = self.end + (line.low(self.end) in grammar.HYPHENS and line.joined(self.end - 1))
        closing = next((k for k in range(at, at + 7) if line.low(k) == ")"), None) if line.low(at) == "(" else None
        if closing is not None and at + 1 in line.numbers:  # "an 8-mile (13 km) journey"
            at = closing + 1 + 2 * (line.low(closing + 1) in grammar.HYPHENS)
        while at in line.numbers and at < self.end + _NEAR:  # "a 2-litre four-cylinder engine"
            at += 1
            at += 2 if line.low(at) in grammar.HYPHENS and at not in line.numbers else 0
        first = self.first
        while line.noun(first - 1) and self.first - first < _ADJECTIVES:
            first -= 1
        led = line.low(first - 1) in _LEADING
        outside = line.adverb(at) or at in line.numbers or line.low(at) in _NOT_MEASURED
        told = line.low(at).endswith("ed") and (not line.plain(at + 1) or line.low(at + 1).endswith("ing"))
        verb = line.is_verb(at) and (not led or told)
        if outside or not line.plain(at) or verb or line.low(at) in _OTHERS:
            return None
        return self._span(first if led and first < self.first else at, self._right(at))

    def _whole(self, *, counted: bool) -> Span | None:
        """5 per cent of its workforce, $1 billion in gains, six seasons of the show."""
        line, at = self.line, self.end
        if self.figure.kind == "share" and line.low(self.last) in DETERMINERS and self.end == self.last:
            at -= 1  # "half the boats"
        elif line.low(at) not in (_WHOLE if self.figure.kind == "money" else {"of"}) or (
            counted and line.low(at) != "of"
        ):
            return None
        at += 1
        while (line.low(at) in _BEFORE_WHOLE or at in line.numbers) and at < self.end + _NEAR:
            at += 1
        if not line.plain(at) or line.low(at) in _NO_WHOLE or line.low(at).endswith("ing"):
            return None
        return None if line.low(at).isdecimal() else self._span(at, self._right(at))

    def _right(self, at: int) -> int:
        """Return the token behind the noun phrase that begins at ``at``, with what "of" and "in" add to it."""
        line, k = self.line, at
        while k - at < _LONGEST:
            low = line.low(k)
            if k in line.numbers or low in TIMES:
                break
            if low in {"'s", "’s", "&"} or line.hyphen(k):
                k += 1
            elif low in _INSIDE and k > at and self._goes_on(k):
                k += 1 + (line.low(k + 1) in DETERMINERS)
            elif (line.plain(k) and (k == at or not (line.is_verb(k) or self._participle(k)))) or (
                low == "and" and line.noun(k + 1) and not line.is_verb(k + 2)
            ):
                k += 1
            else:
                break
        while k > at + 1 and (line.adverb(k - 1) or line.low(k - 1) in _NEVER_LAST):
            k -= 1
        return k

    def _goes_on(self, k: int) -> bool:
        """Tell whether a preposition leads on to what the phrase is of, and not to a time or a number."""
        line = self.line
        at = k + 1 + (line.low(k + 1) in DETERMINERS)
        if not line.plain(at) or at in line.numbers or line.low(k) in {"to", "from"} or line.low(at).endswith("ing"):
            return False
        return not any(line.low(j) in TIMES or line.low(j)[:1].isdecimal() for j in range(at, at + 2))

    def _participle(self, k: int) -> bool:
        return self.line.low(k).endswith("ing") and len(self.line.low(k)) > 5 and not self.line.plain(k + 1)

    # --- before the figure ------------------------------------------------------------------------------------

    def _named_before(self) -> Span | None:
        """a fine of $40, sales of 300 lamps, at an interest rate of 1.4 per cent."""
        line, k = self.line, self._before()
        if line.low(k) not in {"of", "worth"} or (self.figure.kind == "share" and line.low(k - 1) == "out"):
            return None
        first = k
        while line.noun(first - 1) and k - first < _NEAR:
            first -= 1
        while first < k and (line.low(first) in _IDLE or line.lexicon.numbers.alone(line.low(first)) is not None):
            first += 1
        return self._span(first, k) if first < k else None

    def _before(self) -> int:
        """Return the token before the figure, past adverbs and words such as "up to"."""
        k = self.first - 1
        while (self.line.adverb(k) and self.line.low(k) not in {"up", "down"}) or self.line.low(k) in {"some", "+"}:
            k -= 1
        return k

    def _label(self, *, counted: bool) -> Span | None:
        """Foot Locker by 2.6 per cent, Unite down 6 points, base price: $40, Ida Brandt (15.3 points)."""
        line, k = self.line, self._before()
        if line.low(k) in {"from", "between"} and line.low(k - 1) in {"ranging", "varying", "starting"}:
            return self._left(k - 1 - (line.low(k - 2) == ","))
        if line.low(k) == "for" and self.figure.kind == "money":
            return self._left(k)
        if line.low(k) not in (_LEADS - {"at", ":"} if counted else _LEADS):
            return None
        lead = k
        while line.low(k) in _LEADS_AND_COMMA:
            k -= 1
        first = k + 1
        while line.noun(first - 1) and k - first < _NEAR:
            first -= 1
        if (
            first > k
            or line.low(first - 1) in HELPING
            or not (
                line.stop(first - 1)
                or line.low(first - 1) in (_BEFORE_NAME if line.low(lead) == "(" else _BEFORE_NAME - {"in"})
                or line.low(first).endswith("ing")
                or (line.is_verb(first - 1) and line.low(lead) != "at")
            )
        ):
            return None
        return self._trimmed(first, k + 1)

    def _subject(self, *, counted: bool) -> Span | None:
        """Return the subject of the verb before the figure; None where the figure begins its clause."""
        begins = self.line.low(self.first - 1) in {"and", "but", ",", "that", ""}
        if self.figure.kind == "count" and begins and self.line.is_verb(self.end):
            return None  # the figure is the subject
        verb = self._verb_before(self.first)
        if verb is not None and self.line.says(verb) and verb >= self.first - 3:
            return None  # "the board said 40 boats were lost"
        if verb is not None:
            return self._subject_of(verb, 0)
        last = self._before() + 1
        while self.line.low(last - 1) in {"lower", "higher", "than", "=", "≈", "at"}:
            last -= 1
        return None if counted else self._left(last)

    def _verb_before(self, k: int) -> int | None:
        line = self.line
        for at in range(k - 1, max(line.sentence.first - 1, k - _FAR), -1):
            if line.is_verb(at):
                return at
            if line.low(at) in {"up", "down"} and line.plain(at - 1):  # "with shares down 12 per cent"
                return at
            if line.low(at) in _CLAUSE_EDGES:
                return None
        return None

    def _subject_of(self, verb: int, depth: int) -> Span | None:
        """Return the noun phrase before the verb; of a verb without one, the subject of the verb before it.

        Aside: the firm, a maker of lamps, sold 40       Relative:  a lamp that weighs 40 kg
        Chain: the firm made lamps and sold 40           No name:   they sold 40, there were 40
        """
        line, last = self.line, verb
        while verb - last < _FAR and (
            line.is_verb(last - 1) or line.adverb(last - 1) or line.low(last - 1) in {"to", "not", "also"}
        ):
            last -= 1
        if depth > 4 or last <= line.sentence.first:
            return self._object_of(verb) if depth == 0 and last == line.sentence.first else None
        if line.low(last - 1) == ",":
            opening = self._opening(last - 1)
            if opening is None or line.low(verb).endswith("ing") or line.low(last) == "to":
                return self._earlier(last - 1, depth)
            last = opening
        if line.low(last - 1) in {"which", "that", "who"}:
            last -= 1
            return self._left(last - (line.low(last - 1) == ","), inside=frozenset({"of", "in"}))
        if line.low(last - 1) in {"and", "but", "or", "it", "he", "she"} or last - 1 in line.numbers:
            return self._earlier(last - 1, depth)
        if line.pronoun(last - 1):
            return None
        found = self._left(last)
        leads = self.line.layout.token_at(found.start) - 1 if found is not None else last
        if line.low(leads) in DETERMINERS:
            leads -= 1
        aside = line.low(leads) in {"in", "on", "during", "at", "over"} and leads > line.sentence.first
        return self._subject_of(leads, depth + 1) if aside and line.is_verb(leads - 1) else found

    def _opening(self, comma: int) -> int | None:
        """Return the comma that opens the aside closed by ``comma``, None where that closes none."""
        line = self.line
        first = max(line.sentence.first, comma - 20)
        found = next((k for k in range(comma - 1, first, -1) if line.low(k) == ","), None)
        return None if found is None or line.is_verb(found - 1) or found - 1 in line.numbers else found

    def _earlier(self, k: int, depth: int) -> Span | None:
        verb = self._verb_before(k)
        return self._subject_of(verb, depth + 1) if verb is not None else None

    def _object_of(self, verb: int) -> Span | None:
        """Get the lamp for $40: the object, where a command has no subject."""
        at = verb + 1
        while self.line.low(at) in DETERMINERS:
            at += 1
        return self._span(at, self._right(at)) if self.line.plain(at) else None

    def _left(self, last: int, inside: frozenset[str] = _INSIDE) -> Span | None:
        """Return the noun phrase that ends before ``last``, with what the prepositions ``inside`` it add to it."""
        line, first = self.line, last
        while first > line.sentence.first and last - first < _LONGEST + 4:
            k = first - 1
            low = line.low(k)
            if (
                low in _BEFORE_VERB and line.noun(k - 1) and line.low(k + 1) not in DETERMINERS
            ):  # "the board also owns": what follows is a verb
                first = last = k
                continue
            joint = low == "and" and line.noun(k - 1)
            goes_on = low in _GOING_ON or low in inside or line.hyphen(k) or k in line.numbers
            if not (joint or goes_on or (line.plain(k) and not line.is_verb(k))):
                break
            first -= 1
        return self._trimmed(first, last)

    def _trimmed(self, first: int, last: int) -> Span | None:
        """Return the tokens without what leads into them and the time behind them."""
        line = self.line
        first = self._past_time(first, last)
        while first < last and (
            (line.low(first) in _LEAD_IN and not line.joined(first))
            or line.adverb(first)
            or first in line.numbers
            or (line.low(first).endswith("ing") and line.low(first - 1) in PREPOSITIONS)
        ):
            first += 1
        last = next((k for k in range(first + 1, last - 1) if self._dates(k, last)), last)
        ends = _TRAILING
        while last > first and (line.low(last - 1) in ends or line.adverb(last - 1) or last - 1 in line.numbers):
            last -= 1
        return self._span(first, last) if last > first else None

    def _past_time(self, first: int, last: int) -> int:
        """Return the token behind a time at the head: "So far this year lamp sales", "this year's sales"."""
        line = self.line
        led = line.low(first) in PREPOSITIONS or line.adverb(first)
        for k in range(min(last - 2, first + 6), first - 1, -1):
            if line.low(k) in (TIMES if led else _COMMON_TIMES) and (led or k - first < 3):
                return k + 1 + (line.low(k + 1) in {"'s", "’s", "ago", "later", "earlier"})
        return first

    def _dates(self, k: int, last: int) -> bool:
        """Tell whether "in the quarter", "in 2019" begins at ``k``."""
        line = self.line
        if line.low(k) not in _DATED:
            return False
        at = next((j for j in range(k + 1, min(k + 4, last)) if line.low(j) in TIMES), None)
        return (line.low(k + 1).isdecimal() and len(line.low(k + 1)) == 4) or (
            at is not None and not (at + 1 < last and line.plain(at + 1))
        )

    def _span(self, first: int, last: int) -> Span | None:
        tokens = self.line.layout.tokens
        return Span(tokens[first].start, tokens[last - 1].end) if last > first else None
