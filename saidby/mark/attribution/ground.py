"""One text with its quotations laid over its tokens: what the rules of attribution look things up in."""

from collections.abc import Callable, Sequence
from itertools import islice

from msgspec import Struct

from saidby.lexicon import Cue, Hit, Lexicon, SourceNoun, kinds
from saidby.mark.attribution import words as w
from saidby.records import Quote, Span
from saidby.text import Layout, Sentence, Token, lookup

Range = tuple[int, int]  # tokens, last exclusive
_MARKS = frozenset("\"“”„‟«»'‘’`")
# Quoted words up to here are words of the sentence ("highly likely"); longer passages are set apart.
SHORT = 3
_NO_NAMES = w.PREPOSITIONS | w.DETERMINERS
_NO_NOMINALS = w.PREPOSITIONS | w.SUBJECTS | w.CONJUNCTIONS
_BREAKS = w.BREAKS - {"-"}
_NAMED = {"WHO": "w.h.o.", "US": "u.s."}  # where case tells: names, and no pronouns
_PUT_OUT = frozenset("issued released published posted shared".split())


class Passage(Struct, frozen=True):
    """A quotation as tokens: ``first`` to ``last`` with its marks."""

    first: int
    last: int
    long: bool
    rule: str


class Ground:
    """Tokens, quotations and lexicon hits of one text.

    What is asked of token after token is looked up in tables, since a call of a function takes several times as long.
    """

    def __init__(self, layout: Layout, quotes: Sequence[Quote], lexicon: Lexicon) -> None:
        self.layout = layout
        self.tokens = layout.tokens
        self.lexicon = lexicon
        self.kinds = kinds(lexicon.words)
        self.size = len(layout.tokens)
        self.low: Callable[[int], str] = lookup(_with_names(layout))
        """The folded token at a place, an empty word outside the text."""
        self.capital: Callable[[int], bool] = self._capitals().__contains__
        """Whether the token at a place may be (part of) a name."""
        self.verbish: Callable[[int], bool] = self._verbs().__contains__
        """Whether the token at a place looks like a finite verb or a past participle."""
        self.starts = frozenset(s.first for s in layout.sentences)
        self.heads = frozenset([i for s in layout.sentences for i in _head(layout, s)])
        self.openings = frozenset(p.start for p in layout.paragraphs)  # offsets
        self.inside: int | None = None  # the quotation being read from within: it sets nothing apart
        self.passages = [_passage(layout, q) for q in quotes]
        self.quote_at = [-1] * self.size
        for n, p in enumerate(self.passages):
            self.quote_at[p.first : p.last] = [n] * (p.last - p.first)
        self.nouns = list(lexicon.speakers.find_all(layout))
        speakers = {i: hit for hit in self.nouns for i in range(hit.first, hit.last)}
        self.noun: Callable[[int], Hit[SourceNoun] | None] = speakers.get
        """The noun for somebody who can speak of which the token at a place is part."""
        self.cue_at: dict[int, Hit[Cue]] = {hit.first: hit for hit in lexicon.cues.find_all(layout)}
        self.cues = tuple(self.cue_at)  # in text order

    def paragraph_at(self, i: int) -> int:
        """Return the number of the paragraph that holds token ``i``."""
        sentence = self.layout.sentence_at(self.tokens[i].start)
        return sentence.paragraph if sentence is not None else -1

    def paragraph_end(self, i: int) -> int:
        """Return the first token behind the paragraph that holds token ``i``."""
        paragraph = self.paragraph_at(i)
        if paragraph < 0:
            return i + 1
        return max(i + 1, self.layout.token_at(self.layout.paragraphs[paragraph].end))

    def long_quote(self, i: int) -> Passage | None:
        """Return the long quotation that holds token ``i``, else None."""
        n = self.quote_at[i] if 0 <= i < self.size else -1
        return self.passages[n] if n >= 0 and n != self.inside and self.passages[n].long else None

    def _capitals(self) -> frozenset[int]:
        capitals, lows = self.layout.capitalised, self.layout.lows
        return frozenset([i for i in capitals if lows[i] not in _NO_NAMES] if self.layout.capitals else capitals)

    def plural(self, i: int) -> bool:
        """Tell whether token ``i`` stands for several without an -s that says so."""
        return self.low(i) in w.PLURALS or self.low(i) in self.kinds["plural"]

    def headline_verb(self, i: int) -> bool:
        """Tell whether a headline's verb stands at token ``i``, no name: "Nine Divers Killed, Says Charity"."""
        hit = self.cue_at.get(i)
        return hit is not None and hit.entry.role == "verb" and self.low(i - 1) == ","

    def title(self, i: int) -> bool:
        """Tell whether token ``i`` is a title in front of names."""
        return self.low(i) in self.kinds["title"]

    def _verbs(self) -> frozenset[int]:
        marked = w.CONTRACTED | w.FINITE | self.kinds["irregular past"]
        may_be = [i for i, low in enumerate(self.layout.lows) if low in marked or low.endswith("ed")]
        return frozenset([i for i in may_be if self._is_verb(i)])

    def _is_verb(self, i: int) -> bool:
        token = self.tokens[i]
        if token.low in w.CONTRACTED:
            return self.low(i - 1) == "'"
        if token.low in w.FINITE:
            return not (token.low in {"may", "will", "can"} and token.text[0].isupper() and not self.layout.capitals)
        if token.text[0].isupper() and not self.layout.capitals:
            return False
        if token.low in self.kinds["irregular past"]:
            return True
        if self.low(i - 1) in {"-", "–"} or self.low(i + 1) == "-":
            return False
        return token.low.endswith("ed") and len(token.low) > 4 and token.low not in self.kinds["adjective in -ed"]

    def words(self, first: int, last: int) -> str:
        """Return the text of tokens ``first`` to ``last``, white space evened out."""
        if first >= last:
            return ""
        return " ".join(self.layout.text[self.tokens[first].start : self.tokens[last - 1].end].split())

    def span(self, part: Range) -> Span:
        return Span(self.tokens[part[0]].start, self.tokens[part[1] - 1].end)

    def time_end(self, i: int, last: int) -> int:
        """Return where the time expression that begins at ``i`` ends; ``i`` if none does."""
        j, strong = i, i
        if self.low(i) in {"that", "and", ","}:
            return i
        while j < last:
            low = self.low(j)
            if low == "that" and self.low(j + 1) not in w.TIMES:  # "on Friday that 60 boats"
                break
            if low in w.TIMES or (strong > i and low.isdigit()):
                strong = j + 1
            elif not (low in w.TIME_EDGES or low.isdigit()) or j - strong > 4:
                break
            j += 1
        return strong

    def venue_end(self, i: int, last: int) -> int:
        """Return where "in a statement on X", "at a briefing", "to reporters" ends; ``i`` if none begins at ``i``."""
        low = self.low(i)
        if low == "to":
            return self._recipient_end(i + 1, last) if i + 1 < last else i
        if low not in w.VENUE_PREPOSITIONS:
            return i
        end = i
        for j in range(i + 1, min(i + 8, last)):
            if self.low(j) in _BREAKS or self.verbish(j) or self.long_quote(j):
                break
            if self.low(j) in self.kinds["venue"]:
                end = j + 1
            elif end > i:
                break
        return self._tail_end(end, last) if end > i else i

    def _tail_end(self, i: int, last: int) -> int:
        """Return ``i`` moved past short complements: "with CNN", "to reporters", "on the bridge"."""
        for _ in range(3):
            if self.low(i) not in w.TAILS or i >= last:
                return i
            j = i + 1
            while j < last and j - i < 7 and self._nominal(j) and self.low(j) != "that":
                j += 1
            if j == i + 1 or self.low(j) in w.SUBJECTS:
                return i
            i = j
        return i

    def _nominal(self, i: int) -> bool:
        low = self.low(i)
        if low in w.DETERMINERS or low in {"'s", "'", "and", "&"}:
            return True
        return low.isalnum() and not self.verbish(i) and low not in _NO_NOMINALS

    def _recipient_end(self, i: int, last: int) -> int:
        """Return where the person told ends: a pronoun, a name, or words up to a noun that can be told; ``i - 1``
        if nobody is."""
        if self.low(i) in w.OBJECTS:
            return i + 1
        j = i
        while j < last and (self.low(j) in w.DETERMINERS or (self.tokens[j].text[0].islower() and not self.noun(j))):
            if not self._nominal(j) or j - i > 4:
                return i - 1
            j += 1
        end = j
        while end < last and (self.noun(end) or self.capital(end) or self.low(end) in {"'s", "'", "&"}):
            if self.verbish(end):
                break
            end += 1
        return end if end > j else i - 1

    def recipient_end(self, i: int, last: int) -> int:
        """Return where the recipient that begins at ``i`` ends ("told ANI", "told the village council")."""
        end = self._recipient_end(i, last)
        return max(i, end)

    def adjuncts_end(self, i: int, last: int) -> int:
        """Return ``i`` moved past when, where and to whom it was said."""
        while i < last:
            j = max(self.venue_end(i, last), self.time_end(i, last))
            if j == i and (
                self.low(i) in {"too", "again", "also"} or (self.low(i).endswith("ly") and len(self.low(i)) > 4)
            ):
                j = i + 1
            if j == i and self.low(i) in _PUT_OUT:  # "in a note issued on Friday"
                j = self._put_out_end(i + 1, last)
            if j == i:
                return i
            i = j
        return i

    def _put_out_end(self, i: int, last: int) -> int:
        """Return where the time or the place at which words were put out ends; ``i - 1`` if none begins at ``i``."""
        end = max(self.venue_end(i, last), self.time_end(i, last))
        return end if end > i else i - 1


def _head(layout: Layout, sentence: Sentence) -> range:
    """Return the tokens with which a sentence begins: signs and determiners, and what follows them."""
    for i in range(sentence.first, sentence.last):
        low = layout.lows[i]
        if low[0].isalnum() and low not in w.DETERMINERS:
            return range(sentence.first, i + 1)
    return range(sentence.first, sentence.last)


def _with_names(layout: Layout) -> Sequence[str]:
    """Return the folded tokens, those spelled apart that are names only because they are in capitals."""
    named = () if layout.capitals else [i for i in layout.capitalised if layout.tokens[i].text in _NAMED]
    if not named:
        return layout.lows
    lows = list(layout.lows)
    for i in named:
        lows[i] = _NAMED[layout.tokens[i].text]
    return lows


def _passage(layout: Layout, quote: Quote) -> Passage:
    first = layout.token_at(quote.span.start)
    last = layout.token_at(quote.span.end - 1) + 1
    words = (1 for k in range(first, last) if layout.tokens[k].text[0].isalnum())
    n = sum(islice(words, SHORT + 1))  # whether there are more changes nothing
    for _ in "''":  # two apostrophes make one mark
        if first and _is_mark(layout.tokens[first - 1]) and quote.span.start - layout.tokens[first - 1].end <= 2:
            first -= 1
        if (
            last < len(layout.tokens)
            and _is_mark(layout.tokens[last])
            and layout.tokens[last].start - quote.span.end <= 1
        ):
            last += 1
    text = layout.text
    whole = n > 1 and text[quote.span.start].isupper() and text[quote.span.end - 1] in ".!?,"
    return Passage(first, last, n > SHORT or whole, quote.rule)


def _is_mark(token: Token) -> bool:
    return token.text in _MARKS
