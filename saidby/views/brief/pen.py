"""Writes one sentence: own words, words cut out of articles, names, days and counts, with what they rest on."""

import re
from collections.abc import Sequence

from saidby.quoting import Told, excerpt, measured_by, sentence_of
from saidby.records import Excerpt, Span, Statement
from saidby.text import tokenize
from saidby.views.brief.desk import NAME, Desk, clipped, counted, has_number, in_words
from saidby.views.brief.page import Part, PartKind, Sentence
from saidby.wording import clean, date_words

_POSSESSIVE = re.compile(r"['’]s\b|s['’] ")
_OPENERS = "\"“”«»‘’' \t\n-–—•*"
_CLOSERS = "\"“”«»‘’' \t\n,;"
NOTES = 4  # articles that a sentence cites for one amount
UNNAMED = "an unnamed outlet"
_FIRST = 4  # words by which one of several unnamed outlets is told from another


class Pen:
    """A sentence while it is written."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._parts: list[Part] = []
        self._citations: list[Excerpt] = []
        self._statements: list[str] = []

    def own(self, text: str) -> "Pen":
        return self._add(text, "own")

    def _add(self, text: str, kind: PartKind, at: Excerpt | None = None) -> "Pen":
        self._parts.append(Part(text, kind, at))
        return self

    def count(self, count: int, noun: str = "") -> "Pen":
        return self._add(counted(count, noun) if noun else in_words(count), "count")

    def day(self, date: str) -> "Pen":
        return self._add(date_words(date), "day")

    def name(self, name: str) -> "Pen":
        """Add a name within a sentence, with "the" where the articles have it."""
        if self._has_the(name):
            self.own("the ")
        return self._add(clipped(name, NAME), "name")

    def cite(self, doc: str, *spans: Span) -> "Pen":
        """Rest the sentence on what stands around ``spans``."""
        first, last = min(s.start for s in spans), max(s.end for s in spans)
        if not any(c.doc == doc and c.start <= first and last <= c.end for c in self._citations):
            self._citations.append(excerpt(doc, self.desk.shelf[doc], spans))
        return self

    def cite_whole(self, at: Excerpt) -> "Pen":
        """Rest the sentence on just this stretch."""
        if at not in self._citations:
            self._citations.append(at)
        return self

    def about(self, *statements: str) -> "Pen":
        """Note that these statements are told here."""
        self._statements += [s for s in statements if s not in self._statements]
        return self

    def cut(self, doc: str, span: Span, *, lower: bool = False) -> "Pen":
        """Add the words of ``span``, cited; with ``lower`` as they stand within a sentence."""
        text = self.desk.shelf[doc].article.text
        words = span.of(text)
        shown = clean(words)
        if lower:
            shown = _within_a_sentence(shown, sentence_of(span, self.desk.shelf[doc]).of(text))
        self._add(shown, "words", Excerpt(doc=doc, start=span.start, end=span.end, text=words))
        return self.cite(doc, span)

    def quote(self, doc: str, span: Span) -> "Pen":
        """Add the words of ``span`` in quotation marks, their own outer ones left out."""
        text = self.desk.shelf[doc].article.text
        start, end = span.start, span.end
        while start < end - 1 and text[start] in _OPENERS:
            start += 1
        while end > start + 1 and (text[end - 1] in _CLOSERS or _is_stop(text, end - 1)):
            end -= 1
        return self.own("“").cut(doc, Span(start, end)).own("”")

    def amount(self, told: Told, *, bare: bool = False, measure: bool = True) -> "Pen":
        """Add an amount in an article's words with its measure and hedges; ``bare``: nothing but the number."""
        span = told.figure.span if bare else told.phrase
        self.cut(told.doc, span, lower=True)
        after = measured_by(self._parts[-1].text, told.amount.measure, told.amount.kind) if measure else ""
        if after:
            self.own(f" {after}")
        return self.hedged(told)

    def hedged(self, told: Told) -> "Pen":
        """Add the hedges of an amount in the source's words."""
        text = self.desk.shelf[told.doc].article.text
        outside = [h for h in told.figure.hedge if h.end <= told.phrase.start or h.start >= told.phrase.end]
        hedges = list({clean(h.of(text)).casefold(): h for h in outside}.values())
        for n, hedge in enumerate(hedges):
            self.own(" (" if not n else ", ").quote(told.doc, hedge)
        return self.own(")") if hedges else self

    def backed_by(self, told: Told, *, most: int = NOTES) -> "Pen":
        """Cite the articles that tell an amount, the first few of many."""
        for doc, span in told.places[:most]:
            self.cite(doc, span)
        return self

    def source(self, statement: Statement, *, mid: bool = False) -> "Pen":
        """Add the name of a statement's source; ``mid``: within a sentence, with "the" where the articles have it."""
        identity = self.desk.sources.get(statement.claimant or "")
        name = clipped(identity.name if identity else statement.source or "nobody named", NAME)
        mentions = [t for t in self.desk.told[statement.id] if t.figure.source_span]
        if has_number(name) and mentions and (span := mentions[0].figure.source_span):
            return self.cut(mentions[0].doc, span)  # a number in a name is an article's too
        if mid and self._has_the(name):
            self.own("the ")
        return self._add(name, "name")

    def _has_the(self, name: str) -> bool:
        plain = name.partition(" (")[0].casefold()
        if _POSSESSIVE.search(plain) or plain.startswith("the "):
            return False
        return f"the {plain}" in self.desk.mentions

    def outlet(self, doc: str) -> "Pen":
        """Add who printed an article, with its day where the story has several of the same outlet."""
        reference = self.desk.references[doc]
        if reference.outlet is None:
            return self._unnamed(doc)
        self._add(reference.outlet, "name")
        several = sum(r.outlet == reference.outlet for r in self.desk.references.values()) > 1
        return self.own(" of ").day(reference.published) if several and reference.published else self

    def _unnamed(self, doc: str) -> "Pen":
        """Add an article without an outlet; where there are several, with the first words of this one."""
        self.own(UNNAMED)
        if sum(r.outlet is None for r in self.desk.references.values()) == 1:
            return self
        article = self.desk.shelf[doc].article
        first = article.title or next(iter(self.desk.shelf[doc].sentences), None)
        tokens = (
            [t for t in tokenize(article.text[first.start : first.end], first.start) if t.text[0].isalnum()][:_FIRST]
            if first
            else []
        )
        return self.own(" (“").cut(doc, Span(tokens[0].start, tokens[-1].end)).own(" …”)") if tokens else self

    def outlets(self, docs: Sequence[str], *, most: int = 4) -> "Pen":
        """Add "A, B and C"; of many the first few and how many others."""
        unnamed = [d for d in docs if self.desk.references[d].outlet is None]
        named = [d for d in docs if d not in unnamed]
        items = [*named, *(unnamed if len(unnamed) == 1 else [])]
        rest = len(docs) - len(items)
        if len(items) > most:
            items, rest = items[: most - 1], rest + len(items) - most + 1
        ends = len(items) + (rest > 0)
        for n, doc in enumerate(items):
            self.own("" if not n else " and " if n == ends - 1 else ", ").outlet(doc)
        if rest:
            self.own(" and " if items else "").count(rest, "other article" if items else "article")
        return self

    def empty(self) -> bool:
        return not self._parts

    def end(self, stop: str = ".") -> Sentence:
        """Return the sentence, begun with a capital where it begins with own words, closed by ``stop``."""
        parts = _joined([*self._parts, Part(stop)])
        first = parts[0]
        if first.kind != "name" or "." not in first.text:  # no outlet that is known by its address
            parts[0] = Part(first.text[:1].upper() + first.text[1:], first.kind, first.at)
        return Sentence(parts=tuple(parts), citations=tuple(self._citations), statements=tuple(self._statements))


def _within_a_sentence(words: str, sentence: str) -> str:
    """Return a number's words as they stand within a sentence: small where they began one, or all is in capitals."""
    if sentence.isupper():
        return words.lower()
    first, space, rest = words.partition(" ")
    return (first.lower() if first.isupper() else first[:1].lower() + first[1:]) + space + rest


def _is_stop(text: str, at: int) -> bool:
    """Tell whether a full stop ends a sentence, as behind a word in small letters it does."""
    return text[at] == "." and at > 0 and text[at - 1].islower()


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Return the parts, neighbours of own words as one, empty ones left out."""
    found: list[Part] = []
    for part in parts:
        if found and part.kind == "own" == found[-1].kind:
            found[-1] = Part(found[-1].text + part.text)
        elif part.text:
            found.append(part)
    return found
