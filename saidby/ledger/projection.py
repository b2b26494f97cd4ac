"""What follows from each event: rows of the tables that show how things stand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol

import msgspec
from msgspec import structs

from saidby.ledger.events import Event, EventKind
from saidby.ledger.judgements import Decision, Step, Verdict, judges, touched, verdicts
from saidby.ledger.pages import TABLES
from saidby.ledger.store import Row, Value
from saidby.records import Marks

Write = tuple[str, tuple[Value, ...]]  # a statement and its values
Body = Mapping[str, Any]

_ROOM = 100_000  # more figures than an article has: those of one event stand together, in the order of their text

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
    "quarantine",
    "story_alias",
    "verdict",
    "opinion",
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
    story = next((of for (of,) in reader.ask("SELECT story FROM article WHERE key = ?", event.subject)), None)
    put = """
        INSERT INTO figure (number, key, article, story, id, start, stop, words, kind, measure, low, high, bound, whom,
            place, source, said_on, as_of, rule, confidence, judged)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    for n, f in enumerate(marks.figures):
        words = (f.span.start, f.span.end, f.span.of(marks.article.text))
        what = (f.kind, f.measure, f.low, f.high, f.bound, f.whom, f.place, f.source, f.said_on, f.as_of)
        held = any(True for _ in list(reader.ask("SELECT 1 FROM opinion WHERE target = ? LIMIT 1", f.key)))
        head = (event.seq * _ROOM + n, f.key, event.subject, story, f.id)
        yield put, (*head, *words, *what, f.rule, f.confidence, int(held))


def _judged(event: Event, body: Body, reader: Reader) -> Iterator[Write]:
    put = "INSERT INTO step (number, at, by_whom, token, blind) VALUES (?, ?, ?, ?, ?)"
    yield put, (event.seq, event.at, event.by, body["token"], int(body["blind"]))
    articles = body["articles"]
    put = """
        INSERT INTO decision (step, position, about, target, verb, fields, others, why)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""
    for n, d in enumerate(msgspec.convert(body["decisions"], tuple[Decision, ...])):
        yield put, (event.seq, n, d.about, d.target, d.verb, _json(d.fields), _json(d.others), d.why)
        for target in touched([d]):
            place = "INSERT INTO judged (target, step, position, article) VALUES (?, ?, ?, ?)"
            yield place, (target, event.seq, n, articles.get(target))
    yield from _verdicts(event.seq, event.seq, reader)


def _undone(event: Event, body: Body, reader: Reader) -> Iterator[Write]:
    yield "UPDATE step SET undone = ? WHERE number = ?", (event.seq if event.kind == "undone" else 0, body["step"])
    yield from _verdicts(event.seq, body["step"], reader)


def _verdicts(version: int, step: int, reader: Reader) -> Iterator[Write]:
    """Yield the verdict anew on everything that a step touched, and who has judged it."""
    put = """
        INSERT INTO verdict (target, version, rejected, fields, same, apart, by_whom) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (target) DO UPDATE SET version = excluded.version, rejected = excluded.rejected,
            fields = excluded.fields, same = excluded.same, apart = excluded.apart, by_whom = excluded.by_whom"""
    for (it,) in list(reader.ask("SELECT DISTINCT target FROM judged WHERE step = ? ORDER BY target", step)):
        target = str(it)
        made = steps(reader, of=target)
        found = verdicts(made).get(target, Verdict())
        lists = (_json(found.same), _json(found.apart), _json(found.by))
        yield put, (target, version, int(found.rejected), _json(found.fields), *lists)
        by = judges(made, target)
        yield "DELETE FROM opinion WHERE target = ?", (target,)
        for one in by:
            yield "INSERT INTO opinion (by_whom, target) VALUES (?, ?)", (one, target)
        yield "UPDATE figure SET judged = ? WHERE key = ?", (int(bool(by)), target)


def steps(reader: Reader, *, of: str) -> list[Step]:
    """Return all steps that touch one thing, each with what it decided about that."""
    question = """
        SELECT step.number, step.by_whom, step.undone, step.blind, about, decision.target, verb, fields, others, why
        FROM judged JOIN step ON step.number = judged.step
            JOIN decision ON decision.step = judged.step AND decision.position = judged.position
        WHERE judged.target = ? ORDER BY step.number, judged.position"""
    found: dict[int, Step] = {}
    for number, by, undone, blind, *rest in reader.ask(question, of):
        told = {"number": number, "by": by, "undone": undone, "blind": bool(blind), "decisions": ()}
        step = found.get(int(str(number))) or msgspec.convert(told, Step)
        found[step.number] = structs.replace(step, decisions=(*step.decisions, _decision(rest)))
    return list(found.values())


def decisions_of(reader: Reader, number: int) -> list[Decision]:
    """Return what was decided in one step, in order."""
    question = "SELECT about, target, verb, fields, others, why FROM decision WHERE step = ? ORDER BY position"
    return [_decision(row) for row in reader.ask(question, number)]


def _decision(row: Sequence[Value]) -> Decision:
    about, target, verb, fields, others, why = row
    told = {"fields": msgspec.json.decode(str(fields)), "others": msgspec.json.decode(str(others)), "why": why}
    return msgspec.convert({"about": about, "target": target, "verb": verb, **told}, Decision)


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


def _quarantined(event: Event, body: Body, _: Reader) -> Iterator[Write]:
    put = """
        INSERT INTO quarantine (seq, at, name, address, route, headers, sha256, size, why, advice)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"""
    how = (body["name"], body["address"], body["route"], _json(body["headers"]))
    yield put, (event.seq, event.at, *how, event.subject, body["size"], body["why"], body["advice"])


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
    "quarantined": _quarantined,
}
