"""What the exports are made from: a story, the marks of its articles, and places in their texts."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from saidby.records import Excerpt, Marks, SourceIdentity, Span, Story
from saidby.revisions import Revision, revisions
from saidby.text import in_utf16


class Place(Struct, frozen=True, kw_only=True):
    """A stretch of an article's text in both ways of counting; ``doc`` and ``key`` are the article's."""

    doc: str
    key: str
    start: int
    end: int
    start_utf16: int
    end_utf16: int
    words: str
    prefix: str
    suffix: str


class Learnt(Struct, frozen=True, kw_only=True):
    """A revision, a key that no other has, and when a ledger learnt of it."""

    key: str
    revision: Revision
    at: str | None = None


AROUND = 32  # characters before and behind a stretch, by which it is found again in another copy of the text


class Material:
    """A story, the marks of its articles by id, and what revised what in it.

    ``marks`` may be a mapping that fetches each article when it is asked for: none is asked for longer than a row.
    """

    def __init__(
        self, story: Story, marks: Mapping[str, Marks] | Sequence[Marks], learnt: Iterable[Learnt] | None = None
    ) -> None:
        self.story = story
        self.marks = marks if isinstance(marks, Mapping) else {one.article.id: one for one in marks}
        self._learnt = learnt
        self._units: tuple[str, Callable[[int], int]] = ("", in_utf16(""))

    @cached_property
    def keys(self) -> dict[str, str]:
        """Return each statement's key by its id."""
        return {statement.id: statement.key for statement in self.story.statements}

    @cached_property
    def sources(self) -> dict[str, SourceIdentity]:
        """Return each source by its id."""
        return {source.id: source for source in self.story.sources}

    @cached_property
    def order(self) -> dict[str, int]:
        """Return the place of each article among the others, the earliest first."""
        return {doc: n for n, doc in enumerate(self.story.docs)}

    @property
    def articles(self) -> Iterable[Marks]:
        """Yield the marks of each article, the earliest first."""
        return (self.marks[doc] for doc in self.story.docs)

    def learnt(self) -> list[Learnt]:
        """Return what revised what: what the ledger learnt, else what the story shows."""
        if self._learnt is None:
            found = (Learnt(key=_key(one), revision=one) for one in revisions(self.story, self.marks))
            self._learnt = list({one.key: one for one in found}.values())
        elif not isinstance(self._learnt, list):
            self._learnt = list(self._learnt)
        return self._learnt

    def place(self, doc: str, span: Span) -> Place:
        """Return a stretch of one of the story's articles."""
        article = self.marks[doc].article
        text = article.text
        if self._units[0] is not text:
            self._units = (text, in_utf16(text))
        units = self._units[1]
        return Place(
            doc=doc,
            key=article.key,
            start=span.start,
            end=span.end,
            start_utf16=units(span.start),
            end_utf16=units(span.end),
            words=span.of(text),
            prefix=text[max(0, span.start - AROUND) : span.start],
            suffix=text[span.end : span.end + AROUND],
        )

    def excerpt(self, excerpt: Excerpt) -> Place:
        """Return an excerpt with its words as they stand in the text."""
        return self.place(excerpt.doc, Span(excerpt.start, excerpt.end))


def _key(revision: Revision) -> str:
    """Return the same key for the same figures, whatever they are called."""
    figures = [min(side.figures, default=side.words) for side in (revision.before, revision.after)]
    return hashlib.sha256("\n".join(figures).encode()).hexdigest()[:32]
