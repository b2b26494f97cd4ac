"""The ledger: what was read, from where, and what the program and people made of it. Nothing in it is ever changed."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct, structs

from saidby.errors import NotLatest, Outdated
from saidby.ledger import shelf
from saidby.ledger.events import FIRST_SEAL, Draft, Event, EventKind, sealed
from saidby.ledger.judgements import Decision, Step, to_redo, to_undo, touched
from saidby.ledger.packing import pack
from saidby.ledger.places import open_store
from saidby.ledger.projection import FOLLOWING, project
from saidby.ledger.reading import Reading, number
from saidby.ledger.revisions import Revision, is_told, revisions
from saidby.ledger.shelf import Wanted
from saidby.ledger.store import Store
from saidby.ledger.vouching import fingerprint, flaws
from saidby.records import Article, Marks, Quarantined, Story
from saidby.rulings import statement_key


class Capture(Struct, frozen=True, kw_only=True):
    """One time that a document was met: its bytes as they came, by which route, and what was said with them."""

    data: bytes
    route: str  # "file", "url", "feed", "warc", "ninjs", "paste"
    name: str
    address: str | None = None
    headers: Mapping[str, str] = {}


class Arrival(Struct, frozen=True, kw_only=True):
    """A document that was read: the article in it and what it says; ``maker`` is the program that found it."""

    marks: Marks
    capture: Capture
    maker: str


class Kept(Struct, frozen=True, kw_only=True):
    """What became of an arrival. ``id`` is the article's name in the ledger."""

    key: str
    id: str
    new_article: bool
    new_capture: bool
    instead_of: str | None = None  # the article, by its id, that was there before at the same place


class Ledger(Reading):
    """A ledger in a store. One per thread or process; many may work on the same file."""

    def __init__(self, store: Store, *, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.store = store
        self._clock = clock

    @classmethod
    def open(cls, place: Path | str, *, create: bool = False) -> Self:
        """Return the ledger in a file or at a server's address. Raise LedgerError where there is none to be opened."""
        return cls(open_store(place, create=create))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    # --- writing ---------------------------------------------------------------------------------------------
    def keep(self, arrivals: Sequence[Arrival]) -> list[Kept]:
        """Keep all arrivals or, when anything fails, none; what is there already is left as it is.

        An article is the same where its normalised text is; a capture where article, bytes, route and address are.
        """
        with self.store.writing():
            return [self._keep(arrival) for arrival in arrivals]

    def _keep(self, arrival: Arrival) -> Kept:
        article, capture = arrival.marks.article, arrival.capture
        known = self._one("SELECT id FROM article WHERE key = ?", article.key)
        name = str(known[0]) if known else self._free_id(article)
        if not known:
            self._record(Draft(kind="article", subject=article.key, body=self._article_body(article, name)))
        sha256 = self._put("capture", capture.data)
        body = {
            "sha256": sha256,
            "size": len(capture.data),
            "route": capture.route,
            "name": capture.name,
            "address": capture.address,
            "headers": dict(capture.headers),
        }
        where = capture.address or capture.name
        same = "SELECT 1 FROM capture WHERE article = ? AND sha256 = ? AND route = ? AND coalesce(address, name) = ?"
        fresh = self._one(same, article.key, sha256, capture.route, where) is None
        if fresh:
            self._record(Draft(kind="capture", subject=article.key, body=body))
        if not known:
            self._mark(structs.replace(arrival.marks, article=structs.replace(article, id=name)), arrival.maker)
        before = self._before(article.key, capture, where) if not known else None
        return Kept(key=article.key, id=name, new_article=not known, new_capture=fresh, instead_of=before)

    def _before(self, key: str, capture: Capture, where: str) -> str | None:
        """Return the id of the article that was met last at the same place, where it is another."""
        question = """
            SELECT article.id FROM capture JOIN article ON article.key = capture.article
            WHERE article.key <> ? AND (address = ? OR (address IS NULL AND name = ? AND route = ?))
            ORDER BY capture.seq DESC LIMIT 1"""
        row = self._one(question, key, where, where, capture.route)
        return str(row[0]) if row else None

    def remark(self, marks: Marks, maker: str) -> bool:
        """Keep what a later program finds in an article that is there, and want its story to be linked anew.

        Return whether that is anything else, or by another program, than before; if not, nothing is kept.
        """
        with self.store.writing():
            if not self._mark(marks, maker):
                return False
            change = """
                UPDATE story SET wanted = (SELECT max(seq) FROM event)
                WHERE key IN (SELECT story FROM article WHERE key = ?)"""
            self.store.run(change, marks.article.key)
            return True

    def _mark(self, marks: Marks, maker: str) -> bool:
        key = marks.article.key
        sha256 = self._put("marks", msgspec.json.encode(marks))
        if self._one("SELECT 1 FROM article WHERE key = ? AND marks = ? AND marked_by = ?", key, sha256, maker):
            return False
        figures = len(marks.figures)
        self._record(Draft(kind="marked", subject=key, body={"marks": sha256, "by": maker, "figures": figures}))
        return True

    def _free_id(self, article: Article) -> str:
        taken = self._one("SELECT 1 FROM article WHERE id = ?", article.id)
        return f"{article.id}~{article.key[:8]}" if taken else article.id

    def _article_body(self, article: Article, name: str) -> dict[str, object]:
        title = article.title.of(article.text) if article.title else article.headline
        return {
            "id": name,
            "text": self._put("text", article.text.encode()),
            "title": title,
            "outlet": article.outlet,
            "published": article.published,
            "wire": article.wire,
            "url": article.url,
        }

    def _put(self, kind: str, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        if not self._one("SELECT 1 FROM content WHERE sha256 = ?", sha256):
            put = "INSERT INTO content (sha256, kind, size, packed) VALUES (?, ?, ?, ?)"
            self.store.run(put, sha256, kind, len(data), pack(data))
        return sha256

    def _record(self, draft: Draft) -> Event:
        last = self._one("SELECT seq, seal FROM event ORDER BY seq DESC LIMIT 1")
        seq, seal = (int(last[0] or 0), str(last[1])) if last else (0, FIRST_SEAL)
        at = self._clock().astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        event = sealed(draft, before=seal, seq=seq + 1, at=at)
        self.append(event)
        return event

    def append(self, event: Event) -> None:
        """Write an event as it was sealed, and what follows from it."""
        put = "INSERT INTO event (seq, at, by_whom, kind, subject, body, seal) VALUES (?, ?, ?, ?, ?, ?, ?)"
        self.store.run(put, *structs.astuple(event))
        for statement, values in project(event, self):
            self.store.run(statement, *values)

    def writing(self) -> AbstractContextManager[None]:
        """Hold the right to write: what is written inside is kept as a whole, or not at all."""
        return self.store.writing()

    def gather(self, groups: Sequence[Sequence[str]]) -> None:
        """Put articles, given by their keys and the earliest first, together in stories, to be linked."""
        with self.store.writing():
            last = self._one("SELECT max(seq) FROM event")
            shelf.gather(self.store, groups, number(last[0]) if last else 0)

    def shelve(self, asked: Wanted, story: Story, marks: Mapping[str, Marks]) -> list[Revision] | None:
        """Keep a story as it was linked, and return the revisions that it shows for the first time.

        None, and nothing kept, where its articles have changed since it was asked for.
        """
        with self.store.writing():
            if not shelf.put(self.store, asked, story, marks):
                return None
            known = {str(a) for (a,) in self.ask("SELECT alias FROM story_alias WHERE story = ?", story.key)}
            if fresh := sorted(set(story.aliases) - known):
                self._record(Draft(kind="linked", subject=story.key, body={"aliases": fresh}))
            new = [r for r in revisions(story, marks) if not is_told(self.store, r)]
            for revision in new:
                self._record(Draft(kind="revised", subject=story.key, body=msgspec.to_builtins(revision)))
            return new

    def quarantine(self, held: Quarantined) -> bool:
        """Keep a document's bytes and why nobody is to read them; return whether that was not kept already."""
        with self.store.writing():
            sha256 = self._put("capture", held.data)
            same = "SELECT 1 FROM quarantine WHERE sha256 = ? AND why = ? AND coalesce(address, name) = ?"
            if self._one(same, sha256, held.what, held.address or held.name):
                return False
            body = {
                "name": held.name,
                "address": held.address,
                "route": held.route,
                "headers": dict(held.headers),
                "size": len(held.data),
                "why": held.what,
                "advice": held.do,
            }
            self._record(Draft(kind="quarantined", subject=sha256, body=body))
            return True

    def watched(self, channel: str, revision: int | None = None) -> None:
        """Keep that alerts go to a channel from now on, or that it was told of the revision with that number."""
        with self.store.writing():
            self._record(Draft(kind="watched", subject=channel, body={"revision": revision}))

    # --- judging ---------------------------------------------------------------------------------------------
    def judge(
        self,
        decisions: Sequence[Decision],
        *,
        by: str,
        token: str | None = None,
        seen: Mapping[str, int] | None = None,
        blind: bool = False,
    ) -> int:
        """Keep decisions as one step, and return its number.

        The same ``token`` again keeps nothing and returns the number of the step that it made. ``seen`` has the version
        of each target that the decider saw. Raise Outdated where somebody else decided about one of them since.
        ``blind``: the decider was not shown what others decided; so it is in force only where nobody else decides.
        """
        decisions = [self._by_key(decision) for decision in decisions]
        with self.store.writing():
            made = self._one("SELECT number FROM step WHERE token = ?", token) if token else None
            if made:
                return number(made[0])
            for target in touched(decisions):
                now = self.version(target)
                if seen is not None and now != seen.get(target, 0):
                    raise Outdated(target, seen.get(target, 0), now)
            articles = {target: key for target in touched(decisions) if (key := self.article_of(target))}
            body = {
                "token": token,
                "blind": blind,
                "articles": articles,
                "decisions": msgspec.to_builtins(list(decisions)),
            }
            step = self._record(Draft(kind="judged", subject=by, body=body, by=by)).seq
            self._want_anew(step)
            return step

    def _by_key(self, decision: Decision) -> Decision:
        """Return a decision with keys in place of what means something only as long as the program finds the same.

        That is the base of a share by its id, and a statement by the key of its figure alone.
        """
        fields, base = dict(decision.fields), decision.fields.get("part_of")
        if decision.about == "figure" and base is not None:
            question = "SELECT key FROM figure WHERE article = ? AND id = ?"
            row = self._one(question, self.article_of(decision.target) or "", str(base))
            fields["part_of"] = str(row[0]) if row else base
        if decision.about != "statement":
            return structs.replace(decision, fields=fields)
        others = tuple(map(statement_key, decision.others))
        return structs.replace(decision, target=statement_key(decision.target), others=others)

    def undo(self, by: str, step: int | None = None) -> int | None:
        """Undo the latest step of a person that is not undone, and return its number; None where there is none.

        ``step``: that one, which is left as it is where it is undone already. Raise NotLatest where it is another.
        """
        return self._turn("undone", by, step)

    def redo(self, by: str, step: int | None = None) -> int | None:
        """Redo what that person undid last, unless they decided anything since; None where there is nothing.

        ``step``: that one, which is left as it is where it is in force already. Raise NotLatest where it is another.
        """
        return self._turn("redone", by, step)

    def _turn(self, kind: EventKind, by: str, wanted: int | None) -> int | None:
        question = "SELECT number, undone FROM step WHERE by_whom = ? ORDER BY number"
        with self.store.writing():
            mine = [Step(number=number(n), by=by, decisions=(), undone=number(u)) for n, u in self.ask(question, by)]
            if wanted is not None and any(s.number == wanted and bool(s.undone) == (kind == "undone") for s in mine):
                return wanted
            step = (to_undo if kind == "undone" else to_redo)(mine, by)
            if wanted is not None and (step is None or step.number != wanted):
                raise NotLatest(wanted, step.number if step else None, kind.removesuffix("ne"))
            if step is None:
                return None
            self._record(Draft(kind=kind, subject=by, body={"step": step.number}, by=by))
            self._want_anew(step.number)
            return step.number

    def _want_anew(self, step: int) -> None:
        """Want the stories to be linked anew that have articles which a step decided about."""
        here = "SELECT article.story FROM judged JOIN article ON article.key = judged.article WHERE step = ?"
        change = f"UPDATE story SET wanted = (SELECT max(seq) FROM event) WHERE key IN ({here})"  # noqa: S608
        self.store.run(change, step)

    # --- reading ---------------------------------------------------------------------------------------------

    def back_up(self, target: Path) -> None:
        """Write the ledger as it is at one moment into a new file. Raise LedgerError where it is no file."""
        self.store.back_up(target)

    # --- vouching --------------------------------------------------------------------------------------------
    def verify(self, step: Callable[[], None] | None = None) -> Iterator[str]:
        """Yield everything that is not as it was written; nothing where all holds."""
        return flaws(self, step)

    def fingerprint(self) -> str:
        """Return a hash of what the ledger holds, whenever, in whatever order and by however many hands it came in."""
        return fingerprint(self.store)

    def rebuild(self) -> None:
        """Make all tables that follow from the events anew; those of stories when they are linked next."""
        with self.store.writing():
            for table in FOLLOWING:
                self.store.run(f"DELETE FROM {table}")  # noqa: S608  (names of our own)
            for event in self.events():
                for statement, values in project(event, self):
                    self.store.run(statement, *values)
