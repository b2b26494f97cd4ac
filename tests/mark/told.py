"""Builders for tests of mark: one article of a few sentences, marked as the program marks it."""

from saidby.pipeline import mark, read
from saidby.records import Figure, Marks


def told(text: str, *, published: str | None = None) -> Marks:
    """Return the marks of an article with this text."""
    article = read(text.encode(), name="told.txt")
    if published is None:
        return mark(article)
    from msgspec import structs

    return mark(structs.replace(article, published=published))


def figures_in(text: str, *, published: str | None = None) -> list[Figure]:
    """Return the figures of a text in order."""
    return list(told(text, published=published).figures)


def figure_of(words: str, text: str, *, published: str | None = None) -> Figure:
    """Return the one figure of the text whose words begin so."""
    found = [f for f in figures_in(text, published=published) if f.span.of(text).startswith(words)]
    if len(found) != 1:
        raise AssertionError(f"{len(found)} figures {words!r} in {text!r}")
    return found[0]
