"""Which articles are in which story, which stories are to be linked anew, and how they were linked last."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from saidby.ledger import pages
from saidby.ledger.store import Store
from saidby.records import Marks, Story

_WANT = """
    INSERT INTO story (key, name, articles, wanted, linked) VALUES (?, '', ?, ?, 0)
    ON CONFLICT (key) DO UPDATE SET articles = excluded.articles, wanted = excluded.wanted"""
_AT_ONCE = 20  # articles that are asked for together
_FORMER = "INSERT INTO story_before (story, before) VALUES (?, ?) ON CONFLICT (story, before) DO NOTHING"


class Wanted(Struct, frozen=True, kw_only=True):
    """A story that is to be linked, as of a version: its articles may be others by the time it is."""

    key: str
    version: int
    articles: tuple[str, ...]  # keys, the earliest first
    before: tuple[str, ...]  # keys of stories that these articles were in


def gather(store: Store, groups: Sequence[Sequence[str]], version: int) -> None:
    """Put articles, given by their keys and the earliest first, together in stories, and want these to be linked.

    A story has the key of its earliest article. What all articles have left has none, and is wanted no more.
    """
    for keys in groups:
        story = keys[0]
        was = dict(_stories_of(store, keys))
        former = {before for before in was.values() if before is not None} - {story}
        moved = [key for key in keys if was.get(key) != story]
        store.run_all("UPDATE article SET story = ? WHERE key = ?", [(story, key) for key in moved])
        store.run_all("UPDATE figure SET story = ? WHERE article = ?", [(story, key) for key in moved])
        store.run(_WANT, story, len(keys), version)
        # One that was not linked yet since it took others over leaves these, too, to the story that takes it over.
        before = {older for key in former for older in _before(store, key)} - {story}
        store.run_all(_FORMER, [(story, key) for key in sorted(before)])
        for key in sorted(former):
            count = "(SELECT count(*) FROM article WHERE story = story.key)"
            store.run(f"UPDATE story SET articles = {count} WHERE key = ?", key)  # noqa: S608  (words of our own)


def wanted(store: Store, *, limit: int = 1) -> list[Wanted]:
    """Return stories that are to be linked, those that have waited longest first."""
    question = "SELECT key, wanted FROM story WHERE linked < wanted AND articles > 0 ORDER BY wanted, key LIMIT ?"
    found = [(str(key), int(str(version))) for key, version in store.ask(question, limit)]
    return [
        Wanted(key=key, version=version, articles=members(store, key), before=_before(store, key))
        for key, version in found
    ]


def members(store: Store, story: str) -> tuple[str, ...]:
    """Return the keys of a story's articles, the earliest first."""
    question = """
        SELECT key FROM article LEFT JOIN signature ON signature.article = article.key
        WHERE story = ? ORDER BY coalesce(signature.place, ''), key"""
    return tuple(str(key) for (key,) in store.ask(question, story))


def put(store: Store, asked: Wanted, story: Story, marks: Mapping[str, Marks]) -> bool:
    """Keep a story as it was linked, unless its articles have changed meanwhile; return whether it was kept.

    Stories that have lost all their articles to it are taken out.
    """
    now = list(store.ask("SELECT wanted FROM story WHERE key = ?", asked.key))
    if not now or now[0][0] != asked.version or members(store, asked.key) != asked.articles:
        return False
    pages.write(store, story, marks)
    days = sorted(day for m in marks.values() if (day := m.article.published) and day[0] != "-")
    change = "UPDATE story SET name = ?, first = ?, latest = ?, linked = wanted WHERE key = ?"
    store.run(change, story.story, days[0] if days else None, days[-1] if days else None, asked.key)
    store.run("DELETE FROM story_before WHERE story = ?", asked.key)
    for key in asked.before:
        if key != asked.key and not members(store, key):
            pages.forget(store, key)
            store.run("DELETE FROM story WHERE key = ?", key)
    return True


def _stories_of(store: Store, keys: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Yield each of these articles with the story in which it is so far."""
    for first in range(0, len(keys), _AT_ONCE):
        some = keys[first : first + _AT_ONCE]
        places = ", ".join("?" * len(some))
        for key, story in list(store.ask(f"SELECT key, story FROM article WHERE key IN ({places})", *some)):  # noqa: S608
            yield str(key), None if story is None else str(story)


def _before(store: Store, story: str) -> tuple[str, ...]:
    question = "SELECT before FROM story_before WHERE story = ? ORDER BY before"
    return (story, *(str(key) for (key,) in store.ask(question, story)))


def earlier(store: Store, asked: Wanted) -> Iterator[Story]:
    """Yield the stories in which these articles were, as they were linked last."""
    for key in asked.before:
        if (story := pages.read(store, key)) is not None:
            yield story
