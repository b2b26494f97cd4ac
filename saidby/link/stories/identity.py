"""Under which keys a story goes, when stories have grown together or fallen apart since they were last looked at."""

from collections.abc import Iterable, Sequence

from msgspec import structs

from saidby.records import Marks, Story


def former_keys(marks: Sequence[Marks], earlier: Iterable[Story], key: str | None = None) -> tuple[str, ...]:
    """Return the keys of ``earlier`` stories that now mean the story of these articles, its own ``key`` aside.

    Without ``key``, that of the first article.

    A key is that of an article and goes where this article goes. So of two stories that have become one both keys
    lead to it, and where one has become two, the former key leads to the part that its article is in.
    """
    here = {m.article.key for m in marks}
    former = {key for story in earlier for key in (story.key, *story.aliases)}
    own = {m.article.key for m in marks[:1]} if key is None else {key}
    return tuple(sorted((former & here) - own))


def told_apart(marks: Sequence[Marks], earlier: Iterable[Story]) -> list[Story]:
    """Return earlier stories with no statement's id used twice: the one with the first article keeps all of its own."""
    key = marks[0].article.key if marks else ""
    taken: set[str] = set()
    found: list[Story] = []
    for story in sorted(earlier, key=lambda s: (key not in (s.key, *s.aliases), s.key)):
        kept = tuple(s for s in story.statements if s.id not in taken)
        taken.update(s.id for s in kept)
        found.append(structs.replace(story, statements=kept))
    return found
