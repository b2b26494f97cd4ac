"""What becomes of judgements when a later program reads an article again, or another text takes its place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from saidby.ledger.judgements import Step, Verdict
from saidby.ledger.projection import Reader, steps
from saidby.ledger.review import COMPARED
from saidby.records import Marks
from saidby.rulings import SOURCE, figure_in, is_of_story, names_in, source_key

WHOLE = "figure"  # in place of a field: whether it is one
_FIELDS = (*COMPARED, "per", "via", "part_of")
_READ_AGAIN = """
    SELECT DISTINCT judged.article FROM judged JOIN article ON article.key = judged.article
    WHERE (SELECT count(*) FROM event WHERE subject = judged.article AND kind = 'marked') > 1 {where}
    ORDER BY judged.article"""


class Suggestion(Struct, frozen=True, kw_only=True):
    """What the program finds now (``found``), where somebody holds something else (``judged``). ``was``: what it found
    when they decided. ``field`` "figure": whether it is one. ``maker`` is the program, ``article`` the article's id."""

    target: str
    article: str
    story: str | None
    words: str
    field: str
    judged: Any
    found: Any
    was: Any
    maker: str
    by: tuple[str, ...]


class Orphan(Struct, frozen=True, kw_only=True):
    """A judgement without its thing: the ``words`` as they were, ``why`` they are lost, what was held of them.

    ``article`` is the id of the article where they stood, ``instead`` of the one that is in its place now.
    """

    target: str
    article: str
    words: str
    why: str
    instead: str | None
    rejected: bool
    fields: Mapping[str, Any]
    by: tuple[str, ...]


class Read(Reader, Protocol):
    """What is asked of a ledger here."""

    def content(self, sha256: str) -> bytes:
        """Return bytes that are kept."""

    def judged_marks(self, key: str) -> Marks:
        """Return what stands in an article by the program and, above it, by people's word."""

    def verdict(self, target: str) -> Verdict:
        """Return how a thing stands by people's word."""


def suggestions(ledger: Read, story: str | None = None) -> Iterator[Suggestion]:
    """Yield where the program came to differ from what people hold after they decided; see ``Reading.suggestions``."""
    where, values = ("AND article.story = ?", (story,)) if story else ("", ())
    for (article,) in list(ledger.ask(_READ_AGAIN.format(where=where), *values)):
        readings = _Readings(ledger, str(article))
        for target in _figures_judged(ledger, str(article)):
            yield from _suggested(ledger, target, readings)


class _Readings:
    """What the program found in an article, each time that it was read."""

    def __init__(self, ledger: Read, article: str) -> None:
        self._ledger = ledger
        self._marks: dict[str, Marks] = {}
        events = ledger.ask("SELECT seq, body FROM event WHERE subject = ? AND kind = 'marked' ORDER BY seq", article)
        self._made = [(int(str(seq)), str(msgspec.json.decode(str(body))["marks"])) for seq, body in events]
        told = "SELECT id, story, marked_by FROM article WHERE key = ?"
        self.id, self.story, self.maker = next(iter(list(ledger.ask(told, article))))

    def at(self, step: int) -> Marks:
        """Return what was found when that step was made."""
        before = [sha256 for seq, sha256 in self._made if seq < step] or [self._made[0][1]]
        return self._read(before[-1])

    def now(self) -> Marks:
        return self._read(self._made[-1][1])

    def words(self, target: str) -> str:
        """Return the words of a figure as it was found last, or the name of a source."""
        if target.startswith(SOURCE):
            return target.split(":", 2)[2]
        for _, sha256 in reversed(self._made):
            marks = self._read(sha256)
            for figure in marks.figures:
                if figure.key == target:
                    return figure.span.of(marks.article.text)
        return ""

    def _read(self, sha256: str) -> Marks:
        if sha256 not in self._marks:
            self._marks[sha256] = msgspec.json.decode(self._ledger.content(sha256), type=Marks)
        return self._marks[sha256]


def _suggested(ledger: Read, target: str, readings: _Readings) -> Iterator[Suggestion]:
    verdict, when = ledger.verdict(target), _decided(steps(ledger, of=target), target)
    now = _record(readings.now(), target)
    for field in (WHOLE, *_FIELDS):
        if field not in when or (field != WHOLE and (verdict.rejected or now is None)):
            continue
        held = not verdict.rejected if field == WHOLE else verdict.fields.get(field)
        found, was = (_value(record, field) for record in (now, _record(readings.at(when[field]), target)))
        if found not in (held, was):
            yield Suggestion(
                target=target,
                article=str(readings.id),
                story=None if readings.story is None else str(readings.story),
                words=readings.words(target),
                field=field,
                judged=held,
                found=found,
                was=was,
                maker=str(readings.maker),
                by=verdict.by,
            )


def _decided(made: Sequence[Step], target: str) -> dict[str, int]:
    """Return for each field the step that decided about it last."""
    when: dict[str, int] = {}
    for step in made:
        for decision in step.decisions:
            if not step.undone and decision.target == target and not decision.others:
                when |= dict.fromkeys([WHOLE, *decision.fields], step.number)
    return when


def _record(marks: Marks, target: str) -> dict[str, Any] | None:
    """Return a figure's fields as they are judged; None where it was not found."""
    keys = {figure.id: figure.key for figure in marks.figures}
    found = next((figure for figure in marks.figures if figure.key == target), None)
    if found is None:
        return None
    told: dict[str, Any] = msgspec.to_builtins(found)
    return told | {"part_of": keys.get(found.part_of or "")}


def _value(record: Mapping[str, Any] | None, field: str) -> Any:
    return record is not None if field == WHOLE else None if record is None else record[field]


def _figures_judged(ledger: Read, article: str) -> list[str]:
    asked = ledger.ask("SELECT DISTINCT target FROM judged WHERE article = ? ORDER BY target", article)
    return [target for (it,) in asked if not is_of_story(target := str(it))]


def orphans(ledger: Read) -> Iterator[Orphan]:
    """Yield judgements that have lost what they were about; see ``Reading.orphans``."""
    articles = ledger.ask("SELECT DISTINCT article FROM judged WHERE article IS NOT NULL ORDER BY article")
    for article in [str(key) for (key,) in articles]:
        readings, instead = _Readings(ledger, article), _instead(ledger, article)
        asked = ledger.ask("SELECT DISTINCT target FROM judged WHERE article = ? ORDER BY target", article)
        targets = [str(target) for (target,) in asked]
        marks = ledger.judged_marks(article)
        there = {figure.key for figure in marks.figures} | {source_key(article, name) for name in names_in(marks)}
        for target in targets:
            verdict = ledger.verdict(target)
            why = _why(target, verdict, there, instead) if verdict.by and verdict != Verdict(by=verdict.by) else None
            if why is not None:
                yield Orphan(
                    target=target,
                    article=str(readings.id),
                    words=readings.words(figure_in(target)),
                    why=why,
                    instead=instead,
                    rejected=verdict.rejected,
                    fields=verdict.fields,
                    by=verdict.by,
                )


def _why(target: str, verdict: Verdict, there: set[str], instead: str | None) -> str | None:
    if instead is not None:
        return f"another text, {instead}, stands in the article's place"
    if figure_in(target) in there or (verdict.rejected and not is_of_story(target)):
        return None
    if target.startswith(SOURCE):
        return "nobody is called so in the article any more"
    return None if ":" in figure_in(target) else "the program no longer finds it"


def _instead(ledger: Read, article: str) -> str | None:
    """Return the id of another article, where it was met last at every place where this one was."""
    question = "SELECT DISTINCT route, name, address FROM capture WHERE article = ? ORDER BY 1, 2, 3"
    places = list(ledger.ask(question, article))
    last = [_last_at(ledger, str(route), str(name), address) for route, name, address in places]
    others = [name for key, name in last if key != article]
    return others[-1] if others and len(others) == len(places) else None


def _last_at(ledger: Read, route: str, name: str, address: object) -> tuple[str, str]:
    """Return key and id of the article that was met last at a place."""
    where, values = (
        ("address = ?", (str(address),)) if address else ("address IS NULL AND name = ? AND route = ?", (name, route))
    )
    question = f"""
        SELECT article.key, article.id FROM capture JOIN article ON article.key = capture.article
        WHERE {where} ORDER BY capture.seq DESC LIMIT 1"""  # noqa: S608  (words of our own)
    key, named = next(iter(list(ledger.ask(question, *values))))
    return str(key), str(named)
