"""Everything that a ledger can be asked."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Literal

import msgspec
from msgspec import Struct

from saidby.errors import LedgerError, NotThere
from saidby.ledger import afterwards, pages, review, shelf
from saidby.ledger.afterwards import Orphan, Suggestion
from saidby.ledger.events import Event
from saidby.ledger.judged import judged
from saidby.ledger.judgements import Verdict
from saidby.ledger.packing import unpack
from saidby.ledger.review import Agreement, Placed, Waiting
from saidby.ledger.shelf import Wanted
from saidby.ledger.store import Row, Store, Value
from saidby.records import Marks, Story
from saidby.rulings import Ruling, article_in, figure_in, is_of_story, names_in, plain, source_key

_EVENTS = "SELECT seq, at, by_whom, kind, subject, body, seal FROM event"
# Steps in which something of one article, or one thing, was decided; and that they were undone or redone.
_DECIDED = """
    seq IN (SELECT step FROM judged WHERE {of} = ?) OR kind IN ('undone', 'redone')
        AND body IN (SELECT '{{"step":' || CAST(step AS TEXT) || '}}' FROM judged WHERE {of} = ?)"""
_AT_ONCE = 1000  # events held while a chain is walked


class Captured(Struct, frozen=True, kw_only=True):
    """A capture as it is kept; its bytes are behind ``sha256``."""

    seq: int
    at: str
    route: str
    name: str
    address: str | None
    sha256: str
    size: int
    headers: Mapping[str, str]


class Reading:
    """A ledger in a store, to be read."""

    store: Store

    def ask(self, question: str, *values: Value) -> Iterator[Row]:
        """Yield the rows that answer a question in SQL."""
        return self.store.ask(question, *values)

    def events(self, *, after: int = 0) -> Iterator[Event]:
        """Yield the events behind that number, in order."""
        while True:
            found = [
                event_of(row)
                for row in self.store.ask(f"{_EVENTS} WHERE seq > ? ORDER BY seq LIMIT ?", after, _AT_ONCE)
            ]
            yield from found
            if len(found) < _AT_ONCE:
                return
            after = found[-1].seq

    def latest(self, *, before: int | None = None, limit: int) -> list[Event]:
        """Return the last events, or the last before that number, the latest first."""
        question = f"{_EVENTS} WHERE seq < ? ORDER BY seq DESC LIMIT ?"
        return [event_of(row) for row in self.store.ask(question, before or 2**62, limit)]

    def history(self, subject: str) -> list[Event]:
        """Return everything that happened to one article, figure, statement or story, in order."""
        return [event_of(row) for row in self.store.ask(f"{_EVENTS} WHERE subject = ? ORDER BY seq", subject)]

    def history_of(self, name: str) -> list[Event]:
        """Return all that happened to an article or a story of that name, to a figure, or that one person did."""
        these, values = self._about(name)
        return [event_of(row) for row in self.ask(f"{_EVENTS} WHERE {these} ORDER BY seq", *values)]

    def latest_of(self, name: str, *, before: int | None = None, limit: int) -> list[Event]:
        """Return the last of what ``history_of`` does, or the last before that number, the latest first."""
        these, values = self._about(name)
        question = f"{_EVENTS} WHERE {these} AND seq < ? ORDER BY seq DESC LIMIT ?"
        return [event_of(row) for row in self.ask(question, *values, before or 2**62, limit)]

    def _about(self, name: str) -> tuple[str, tuple[str, ...]]:
        """Return the condition for the events about that name, and the values that it takes."""
        with suppress(LedgerError):
            key = self.article_key(name)
            return f"(subject = ? OR {_DECIDED.format(of='article')})", (key, key, key)
        with suppress(LedgerError):
            return "subject = ?", (self.story_key(name),)
        if self._one("SELECT 1 FROM judged WHERE target = ?", name):
            return f"({_DECIDED.format(of='target')})", (name, name)
        return "subject = ?", (name,)

    def size(self) -> tuple[int, int, int]:
        """Return how many events, articles and captures there are."""
        counts = [self._one(f"SELECT count(*) FROM {table}") for table in ("event", "article", "capture")]  # noqa: S608
        events, articles, captures = (number(row[0]) if row else 0 for row in counts)
        return events, articles, captures

    def content(self, sha256: str) -> bytes:
        """Return bytes that are kept, whole. Raise LedgerError where they are missing or not what their name says."""
        row = self._one("SELECT packed FROM content WHERE sha256 = ?", sha256)
        return self._whole(sha256, row[0] if row else None)

    def _whole(self, sha256: str, packed: Value) -> bytes:
        data = unpack(packed) if isinstance(packed, bytes) else None
        if data is None or hashlib.sha256(data).hexdigest() != sha256:
            what = "missing" if packed is None else "damaged"
            raise LedgerError(self.store.name, f"content {sha256[:12]}… is {what}", "Take a backup.")
        return data

    def marks_in(self, sha256: str, packed: Value) -> Marks:
        """Return the marks that are kept under that hash, from their packed bytes. Raise LedgerError as ``content``."""
        return msgspec.json.decode(self._whole(sha256, packed), type=Marks)

    def text(self, sha256: str) -> str:
        """Return a text that is kept."""
        return self.content(sha256).decode()

    def article_key(self, name: str) -> str:
        """Return the key of the article with this id, this key or the only one that begins so."""
        row = self._one("SELECT key FROM article WHERE id = ? OR key = ?", name, name)
        return str(row[0]) if row else self._begins("article", name)

    def story_key(self, name: str) -> str:
        """Return the key of the story with this key, a former one, or the only one that begins so."""
        row = self._one("SELECT story FROM story_alias WHERE alias = ?", name)
        return str(row[0]) if row else self._begins("story", name)

    def _begins(self, table: str, name: str) -> str:
        question = f"SELECT key FROM {table} WHERE substr(key, 1, ?) = ? ORDER BY key LIMIT 3"  # noqa: S608
        found = [str(key) for (key,) in self.ask(question, len(name), name)]
        if len(found) == 1 or name in found:
            return name if name in found else found[0]
        several = f"several begin so: {', '.join(key[:12] for key in found)}"
        what = several if found and name else f"there is no {table} {name!r}"
        raise NotThere(self.store.name, what, "List them with: saidby stories --ledger FILE, or saidby search")

    def marks(self, key: str) -> Marks:
        """Return what the program last found in an article. Raise LedgerError where there is no such article."""
        row = self._one("SELECT marks FROM article WHERE key = ? AND marks IS NOT NULL", key)
        if row is None:
            raise NotThere(self.store.name, f"there is no article {key}", "List them with: saidby search")
        return msgspec.json.decode(self.content(str(row[0])), type=Marks)

    def judged_marks(self, key: str) -> Marks:
        """Return what stands in an article by the program and, above it, by people's word."""
        return self._judged(self.marks(key))

    def _judged(self, marks: Marks) -> Marks:
        question = "SELECT DISTINCT target FROM judged WHERE article = ?"
        known = tuple(str(target) for (target,) in self.ask(question, marks.article.key))
        return judged(marks, self.verdict, known) if known else marks

    def article_of(self, target: str) -> str | None:
        """Return the key of the article in which a thing that can be judged stands, as far as it is known."""
        key = article_in(target)
        if key is None:
            row = self._one("SELECT article FROM figure WHERE key = ?", figure_in(target))
            row = row or self._one("SELECT article FROM judged WHERE target = ? AND article IS NOT NULL", target)
            return str(row[0]) if row else None
        return key if self._one("SELECT 1 FROM article WHERE key = ?", key) else None

    def mention(self, story: str, name: str) -> str | None:
        """Return under which key people decide about whom a story calls ``name`` first; None for nobody."""
        there = (article for article in self.members(story) if plain(name) in names_in(self.judged_marks(article)))
        article = next(there, None)
        return None if article is None else source_key(article, name)

    # --- reviewing -------------------------------------------------------------------------------------------
    def queue(  # noqa: PLR0913  (one for each way to look through it)
        self,
        story: str | None = None,
        source: str | None = None,
        measure: str | None = None,
        rule: str | None = None,
        *,
        limit: int = 50,
        after: str | None = None,
        by: str | None = None,
        judged_by: str | None = None,
    ) -> list[Waiting]:
        """Return figures that nobody has judged, the least certain first; of these, those behind the figure ``after``.

        ``by``: that this person has not judged, whatever others did (a blind pass); ``judged_by``: that this one has.
        ``story`` is a story's whole key.
        """
        chosen = {"story": story, "source": source, "measure": measure, "rule": rule}
        return review.queue(self.store, chosen, limit=limit, after=after, by=by, judged_by=judged_by)

    def waiting(
        self,
        story: str | None = None,
        source: str | None = None,
        measure: str | None = None,
        rule: str | None = None,
        *,
        by: str | None = None,
    ) -> int:
        """Return how many figures a queue has."""
        return review.waiting(self.store, {"story": story, "source": source, "measure": measure, "rule": rule}, by=by)

    def commonest(self, column: Literal["source", "measure", "rule"], *, limit: int) -> list[tuple[str, int]]:
        """Return what figures have in a column most often, with how many have it."""
        question = f"""
            SELECT {column}, count(*) FROM figure WHERE {column} IS NOT NULL
            GROUP BY {column} ORDER BY count(*) DESC, {column} LIMIT ?"""  # noqa: S608  (a name of our own)
        return [(str(value), number(count)) for value, count in self.ask(question, limit)]

    def figure(self, key: str) -> Placed | None:
        """Return a figure as people have it and as the program found it; None where there never was one of that key."""
        return self.figures([key]).get(key)

    def figures(self, keys: Iterable[str]) -> dict[str, Placed]:
        """Return each of these figures that there is or ever was, as ``figure`` does; each article is read once."""
        there: dict[str, list[str]] = {}
        for key in dict.fromkeys(keys):
            if not is_of_story(key) and (article := self.article_of(key)) is not None:
                there.setdefault(article, []).append(key)
        return {one: placed for article, some in there.items() for one, placed in self._placed(article, some)}

    def _placed(self, article: str, keys: Sequence[str]) -> Iterator[tuple[str, Placed]]:
        # Versions first: what is decided meanwhile is then newer than its version says, and is not overwritten unseen.
        versions = self.versions(keys)
        marks = self.marks(article)
        found = {figure.key: figure for figure in marks.figures}
        stands = {figure.key: figure for figure in self._judged(marks).figures}
        name = self._one("SELECT id FROM article WHERE key = ?", article)
        for key in keys:
            if key in found or key in stands or versions[key]:
                verdict = self.verdict(key)
                yield (
                    key,
                    Placed(
                        article=article,
                        article_id=str(name[0]) if name else article,
                        judged=stands.get(key),
                        found=found.get(key),
                        version=versions[key],
                        rejected=verdict.rejected,
                        by=verdict.by,
                    ),
                )

    def verdicts(self, targets: Iterable[str]) -> dict[str, Verdict]:
        """Return how each of these stands by people's word, of those that anybody ever decided about."""
        found = ((target, self.version(target)) for target in dict.fromkeys(targets))
        return {target: self.verdict(target) for target, version in found if version}

    def versions(self, targets: Iterable[str]) -> dict[str, int]:
        """Return the version of each of these, as ``judge`` takes them for ``seen``."""
        return {target: self.version(target) for target in targets}

    def agreement(self, one: str, other: str) -> list[Agreement]:
        """Return how far two people agree about what both judged independently: whether it is a figure, and each field.

        Independently: before the other did, or blind.
        """
        return review.agreement(self, one, other)

    def suggestions(self, story: str | None = None) -> list[Suggestion]:
        """Return where the program, since somebody judged a figure, has come to find another thing than they hold.

        Nothing follows from it until somebody decides again: that settles it, whichever way.
        """
        return list(afterwards.suggestions(self, story))

    def orphans(self) -> list[Orphan]:
        """Return judgements that have lost what they were about, with the words as they were. None is moved elsewhere.

        A figure that the program no longer finds and that nobody judged whole; all that was judged in a text in whose
        place another stands now.
        """
        return list(afterwards.orphans(self))

    def captures(self, article: str) -> list[Captured]:
        """Return each time that an article was met, the first one first."""
        question = (
            "SELECT seq, at, route, name, address, sha256, size, headers FROM capture WHERE article = ? ORDER BY seq"
        )
        return [
            msgspec.convert(
                dict(zip(Captured.__struct_fields__, (*row[:-1], msgspec.json.decode(str(row[-1]))), strict=True)),
                Captured,
            )
            for row in self.ask(question, article)
        ]

    def search(self, words: str, *, most: int) -> Iterator[tuple[str, str, str, str]]:
        """Yield ("article" or "statement", id, the words around, key) of what has all words, best first."""
        ids = "SELECT id FROM article WHERE key = ?"
        for key, around in self.store.search(words, limit=most):
            yield "article", str((self._one(ids, key) or ("",))[0]), str(around), str(key)
        for story, statement, around in self.store.search_statements(words, limit=most):
            yield "statement", str(statement), str(around), str(story)

    def story(self, key: str) -> Story:
        """Return a story by its key or by one that it had. Raise LedgerError where there is none."""
        alias = self._one("SELECT story FROM story_alias WHERE alias = ?", key)
        found = pages.read(self.store, key) or (pages.read(self.store, str(alias[0])) if alias else None)
        if found is None:
            raise NotThere(self.store.name, f"there is no story {key}", "List them with: saidby story --ledger FILE")
        return found

    def story_keys(self) -> list[str]:
        """Return the keys of all stories that are linked, the latest first."""
        question = "SELECT key FROM story WHERE articles > 0 AND linked > 0 ORDER BY coalesce(latest, '') DESC, key"
        return [str(key) for (key,) in self.ask(question)]

    def members(self, story: str) -> tuple[str, ...]:
        """Return the keys of a story's articles, the earliest first."""
        return shelf.members(self.store, story)

    def alone(self, *, most: int) -> list[str]:
        """Return the keys of articles that are in no story yet, those first that were met first."""
        question = "SELECT key FROM article WHERE story IS NULL AND marks IS NOT NULL ORDER BY seq LIMIT ?"
        return [str(key) for (key,) in self.ask(question, most)]

    def wanted(self) -> Wanted | None:
        """Return the story that has waited longest to be linked; None where all are."""
        return next(iter(shelf.wanted(self.store)), None)

    def earlier(self, asked: Wanted) -> list[Story]:
        """Return the stories in which these articles were, as they were linked last."""
        return list(shelf.earlier(self.store, asked))

    def version(self, target: str) -> int:
        """Return the number of the event that last decided about ``target``; 0 where nobody has."""
        row = self._one("SELECT version FROM verdict WHERE target = ?", target)
        return number(row[0]) if row else 0

    def step_of(self, token: str) -> int | None:
        """Return the number of the step that was kept with that token; None where none was."""
        row = self._one("SELECT number FROM step WHERE token = ?", token)
        return number(row[0]) if row else None

    def verdict(self, target: str) -> Verdict:
        """Return how ``target`` stands by people's word."""
        row = self._one("SELECT rejected, fields, same, apart, by_whom FROM verdict WHERE target = ?", target)
        if row is None:
            return Verdict()
        fields, same, apart, by = (msgspec.json.decode(str(it)) for it in row[1:])
        return Verdict(rejected=bool(row[0]), fields=fields, same=tuple(same), apart=tuple(apart), by=tuple(by))

    def rulings(self, articles: Sequence[str]) -> list[Ruling]:
        """Return what people decided about things in these articles other than what a figure says in itself."""
        targets = {
            str(target)
            for article in articles
            for (target,) in list(self.ask("SELECT DISTINCT target FROM judged WHERE article = ?", article))
        }
        found = [ruling_of(target, self.verdict(target)) for target in sorted(targets)]
        return [ruling for ruling in found if ruling is not None]

    def _one(self, question: str, *values: Value) -> Row | None:
        return next(iter(list(self.store.ask(question, *values))), None)


def ruling_of(target: str, verdict: Verdict) -> Ruling | None:
    """Return what linking a story must know of a verdict; None where that is nothing.

    Of a figure that is with which others it stands: what it says itself is right in its article's marks already.
    """
    fields = verdict.fields if is_of_story(target) else {k: v for k, v in verdict.fields.items() if k == "statement"}
    rejected = verdict.rejected and is_of_story(target)
    if not (rejected or fields or verdict.same or verdict.apart):
        return None
    return Ruling(
        target=target, rejected=rejected, fields=fields, same=verdict.same, apart=verdict.apart, by=verdict.by
    )


def event_of(row: Row) -> Event:
    return msgspec.convert(dict(zip(Event.__struct_fields__, row, strict=True)), Event)


def number(value: Value) -> int:
    if not isinstance(value, int):
        raise TypeError(f"a number, not {value!r}")
    return value
