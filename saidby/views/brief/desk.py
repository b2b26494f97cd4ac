"""What every section looks things up in: the story, its articles under their names, and its sources."""

import re
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from saidby.quoting import Shelf, Told, point_of, published, tell
from saidby.records import Article, Marks, Point, Root, Series, SourceIdentity, Statement, Story
from saidby.views.brief.page import Reference
from saidby.wording import clean

NAME = 90  # characters of a name
_TITLE = 140
_ONES = "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_ONES += "seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NUMERAL = re.compile(
    r"\d|\b(?:" + "|".join([*_ONES[1:], *_TENS]) + r"|dozens?|hundreds?|thousands?|millions?|billions?|half|thirds?"
    r"|quarters?|several|scores|couple|few|both)\b",
    re.IGNORECASE,
)


class Desk(Struct, frozen=True):
    """The story on which a brief is written."""

    story: Story
    shelf: Shelf
    statements: Mapping[str, Statement]
    sources: Mapping[str, SourceIdentity]
    told: Mapping[str, list[Told]]  # the amounts of each statement
    roots: Mapping[str, Root]
    references: Mapping[str, Reference]
    mentions: frozenset[str]  # the words by which articles name sources, folded


def lay_out(story: Story, marks: Mapping[str, Marks] | Sequence[Marks]) -> Desk:
    """Return the desk for a story; ``marks`` are those of its articles, in any order."""
    every = marks.values() if isinstance(marks, Mapping) else marks
    by_id = {m.article.id: m for m in every}
    shelf = {doc: by_id[doc] for doc in story.docs if doc in by_id}
    return Desk(
        story=story,
        shelf=shelf,
        statements={s.id: s for s in story.statements},
        sources={s.id: s for s in story.sources},
        told={s.id: tell(s, story, shelf) for s in story.statements},
        roots={name: root for root in story.roots for name in root.statements},
        references={doc: _reference(m.article, story) for doc, m in shelf.items()},
        mentions=frozenset(
            clean(f.source_span.of(m.article.text)).casefold()
            for m in shelf.values()
            for f in m.figures
            if f.source_span
        ),
    )


def _reference(article: Article, story: Story) -> Reference:
    title = article.title.of(article.text) if article.title else article.headline
    return Reference(
        doc=article.id,
        outlet=clipped(article.outlet, NAME) if article.outlet else None,
        title=clipped(title, _TITLE) if title else None,
        published=published(article, story),
        url=article.url,
    )


def clipped(text: str, most: int) -> str:
    """Return ``text`` on one line, cut between words where it is longer than ``most`` characters."""
    text = clean(text)
    return text if len(text) <= most else text[:most].rpartition(" ")[0] + " …"


def has_number(text: str) -> bool:
    """Tell whether ``text`` has a numeral, or a word for a number."""
    return _NUMERAL.search(text) is not None


def in_words(count: int) -> str:
    """Return "seven", "forty-one", "three hundred and five": no digit of a brief is its own."""
    if count < 20:
        return _ONES[count]
    if count < 100:
        return _TENS[count // 10 - 2] + (f"-{_ONES[count % 10]}" if count % 10 else "")
    size, name = (100, "hundred") if count < 1000 else (1000, "thousand")
    rest = count % size
    joint = " and " if 0 < rest < 100 else " "
    return f"{in_words(count // size)} {name}" + (joint + in_words(rest) if rest else "")


def counted(count: int, noun: str) -> str:
    """Return "one article", "forty-one articles"."""
    return f"{in_words(count)} {noun}{'' if count == 1 else 's'}"


def taken_back(desk: Desk, statement: str, told: Told) -> str | None:
    """Return the statement that takes an amount back or denies it: perhaps the one that tells it."""
    found = point_of(told, statement, desk.story)
    return found[1].withdrawn if found else None


def docs_of(told: Iterable[Told]) -> list[str]:
    """Return the articles that tell any of these, each once."""
    return list(dict.fromkeys(doc for one in told for doc in one.docs))


def points(desk: Desk, statement: str) -> list[tuple[Series, Point]]:
    """Return the points that a statement has in the story's series."""
    return [(s, p) for s in desk.story.series for p in s.points if p.statement == statement]
