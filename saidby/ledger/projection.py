"""What follows from each event: rows of the tables that show how things stand."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

import msgspec
from msgspec import structs

from saidby.ledger.events import Event, EventKind
from saidby.ledger.judgements import Decision, Step, touched, verdicts
from saidby.ledger.pages import TABLES
from saidby.ledger.store import Row, Value
from saidby.records import Marks

Write = tuple[str, tuple[Value, ...]]  # a statement and its values
Body = Mapping[str, Any]

# Tables that can be made anew, those first that point at others. Of stories their records stay, for the names in them.
FOLLOWING = (
    *TABLES,
    "story",
    "story_before",
    "lead",
    "beside",
    "signature",
    "revision",
    "revised_figure",
    "channel",
    "alerted",
    "story_alias",
    "verdict",
    "judged",
    "decision",
    "step",
    "figure",
    "capture",
    "article",
)


class Reader(Protocol):
    """What a projection may look up: how things stand after all that it has had written so far."""

    def text(self, sha256: str) -> str:
        """Return the text behind a hash."""

    def marks(self, key: str) -> Marks:
        """Return what was last found in an article."""

    def ask(self, question: str, *values: Value) -> Iterator[Row]:
        """Yield the rows that answer a question."""


def project(event: Event, reader: Reader) -> Iterator[Write]:
    """Yield what to write when ``event`` has happened; each is to be written before the next is asked for."""
    if write := _WRITERS.get(event.kind):
        yield from write(event, event.content(), reader)


def _article(event: Event, body: Body, reader: Reader) -> Iterator[Write]:
    given = (body["title"], body["outlet"], body["published"], body["wire"], body["url"])
    put = """
        INSERT INTO article (seq, key, id, title, outlet, published, wire, url, text, sha256)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    yield put, (event.seq, event.subject, body["id"], *given, reader.text(body["text"]), body["text"])


def _capture(event: Event, body: Body, _: Reader) -> Iterator[Write]:
    put = """
        INSERT INTO capture (seq, article, at, route, name, address, sha256, size, headers)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    headers = _json(body["headers"])
    how = (body["route"], body["name"], body["address"], body["sha256"], body["size"])
    yield put, (event.seq, event.subject, event.at, *how, headers)


def _marked(event: Event, body: Body, reader: Reader) -> Iterator[Write]:
    put = "UPDATE article SET marks = ?, marked_by = ?, figures = ? WHERE key = ?"
    yield put, (body["marks"], body["by"], body["figures"], event.subject)
    yield "DELETE FROM figure WHERE article = ?", (event.subject,)
    marks = reader.marks(event.subject)
    put = """
        INSERT INTO figure (key, article, id, start, stop, words, kind, measure, low, high, bound, whom, place, source,
            said_on, as_of, confidence)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    for f in marks.figures:
        words = (f.span.start, f.span.end, f.span.of(marks.article.text))
        what = (f.kind, f.measure, f.low, f.high, f.bound, f.whom, f.place, f.source, f.said_on, f.as_of, f.confidence)
        yield put, (f.key, event.subject, f.id, *words, *what)


def _judged(event: Event, body: Body, reader: Reader) -> Iterator[Write]:
    put = "INSERT INTO step (number, at, by_whom, token) VALUES (?, ?, ?, ?)"
    yield put, (event.seq, event.at, event.by, body["token"])
    decisions = msgspec.convert(body["decisions"], tuple[Decision, ...])
    put = """
        INSERT INTO decision (step, position, about, target, verb, fields, others, why, article)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    for n, d in enumerate(decisions):
        what = (d.verb, _json(d.fields), _json(d.others), d.why, d.article)
        yield put, (event.seq, n, d.about, d.target, *what)
    for target in touched(decisions):
        yield "INSERT INTO judged (target, step) VALUES (?, ?)", (target, event.seq)
    yield from _verdicts(event.seq, event.seq, reader)


def _undone(event: Event, body: Body, reader: Reader) -> Iterator[Write]:
    yield "UPDATE step SET undone = ? WHERE number = ?", (event.seq if event.kind == "undone" else 0, body["step"])
    yield from _verdicts(event.seq, body["step"], reader)


def _verdicts(version: int, step: int, reader: Reader) -> Iterator[Write]:
    """Yield the verdict anew on everything that a step touched."""
    put = """
        INSERT INTO verdict (target, version, rejected, fields, same, apart, by_whom) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (target) DO UPDATE SET version = excluded.version, rejected = excluded.rejected,
            fields = excluded.fields, same = excluded.same, apart = excluded.apart, by_whom = excluded.by_whom"""
    for (target,) in list(reader.ask("SELECT target FROM judged WHERE step = ? ORDER BY target", step)):
        found = verdicts(steps(reader, of=str(target))).get(str(target))
        if found is None:
            yield put, (target, version, 0, "{}", "[]", "[]", "[]")
        else:
            lists = (_json(found.same), _json(found.apart), _json(found.by))
            yield put, (target, version, int(found.rejected), _json(found.fields), *lists)


def steps(reader: Reader, *, of: str) -> list[Step]:
    """Return all steps that touch one thing, with all their decisions."""
    question = """
        SELECT step.number, step.by_whom, step.undone, about, decision.target, verb, fields, others, why
        FROM judged JOIN step ON step.number = judged.step JOIN decision ON decision.step = step.number
        WHERE judged.target = ? AND (decision.target = ? OR others LIKE ?) ORDER BY step.number, position"""
    found: dict[int, Step] = {}
    for number, by, undone, *rest in reader.ask(question, of, of, f"%{_json(of)}%"):
        about, target, verb, fields, others, why = rest
        decision = msgspec.convert(
            {
                "about": about,
                "target": target,
                "verb": verb,
                "fields": msgspec.json.decode(str(fields)),
                "others": msgspec.json.decode(str(others)),
                "why": why,
            },
            Decision,
        )
        step = found.get(int(str(number))) or Step(
            number=int(str(number)), by=str(by), decisions=(), undone=int(str(undone))
        )
        found[step.number] = structs.replace(step, decisions=(*step.decisions, decision))
    return list(found.values())


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="sorted").decode()


def _revised(event: Event, body: Body, _: Reader) -> Iterator[Write]:
    put = """
        INSERT INTO revision (seq, at, story, source, measure, whom, place, change, before_words, before_article,
            after_words, after_article)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    head = (event.seq, event.at, event.subject, body["source"], body["measure"], body["whom"], body["place"])
    sides = {side: body[side] for side in ("before", "after")}
    words = [value for told in sides.values() for value in (told["words"], told["article"])]
    yield put, (*head, body["change"], *words)
    for side, told in sides.items():
        for figure in told["figures"]:
            yield "INSERT INTO revised_figure (figure, side, seq) VALUES (?, ?, ?)", (figure, side, event.seq)


def _linked(event: Event, body: Body, _: Reader) -> Iterator[Write]:
    put = """
        INSERT INTO story_alias (alias, story) VALUES (?, ?)
        ON CONFLICT (alias) DO UPDATE SET story = excluded.story"""
    for alias in body["aliases"]:
        yield put, (alias, event.subject)


def _watched(event: Event, body: Body, _: Reader) -> Iterator[Write]:
    if (revision := body["revision"]) is None:
        put = "INSERT INTO channel (name, since) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"
        yield put, (event.subject, event.seq)
    else:
        put = "INSERT INTO alerted (channel, revision) VALUES (?, ?) ON CONFLICT (channel, revision) DO NOTHING"
        yield put, (event.subject, revision)


_WRITERS: Mapping[EventKind, Callable[[Event, Body, Reader], Iterator[Write]]] = {
    "article": _article,
    "capture": _capture,
    "marked": _marked,
    "linked": _linked,
    "revised": _revised,
    "judged": _judged,
    "undone": _undone,
    "redone": _undone,
    "watched": _watched,
}
