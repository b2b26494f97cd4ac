"""What an event says, in words."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from saidby.ledger import Ledger
from saidby.ledger.events import Event
from saidby.ledger.judgements import Decision
from saidby.ledger.projection import decisions_of
from saidby.rulings import figure_in
from saidby.wording import counted

_LONGEST = 60  # characters of words that are quoted
_ROUTES = {
    "file": "from the file",
    "url": "at",
    "feed": "by a feed, at",
    "warc": "in the archive",
    "paste": "pasted as",
}
_SHOWN = 5  # decisions of one step that are told one by one
Body = Mapping[str, Any]


def in_words(event: Event, ledger: Ledger) -> str:
    """Return what happened, as one would tell it."""
    tell = _TELLERS.get(event.kind)
    return tell(event, event.content(), ledger) if tell else event.kind


def _article(_: Event, body: Body, __: Ledger) -> str:
    title = f": “{_clip(str(body['title']))}”" if body["title"] else ""
    return f"article {body['id']} came in{title}"


def _capture(_: Event, body: Body, __: Ledger) -> str:
    how = _ROUTES.get(str(body["route"]), f"by {body['route']}:")
    return f"met {how} {body['address'] or body['name']} ({body['size']:,} bytes)"


def _marked(_: Event, body: Body, __: Ledger) -> str:
    return f"read by {body['by']}: {counted(int(body['figures']), 'figure')}"


def _linked(_: Event, body: Body, __: Ledger) -> str:
    return f"one story with what was {', '.join(str(key)[:12] for key in body['aliases'])}"


def _revised(_: Event, body: Body, __: Ledger) -> str:
    before, after = body["before"], body["after"]
    old, new = (f"“{_clip(side['words'])}” ({side['article']})" for side in (before, after))
    return f"{body['source']}: {old} became {new}"


def _judged(event: Event, _: Body, ledger: Ledger) -> str:
    return _step(event.seq, ledger)


def _turned(event: Event, body: Body, ledger: Ledger) -> str:
    verb = "undid" if event.kind == "undone" else "redid"
    return f"{verb} step {body['step']}: {_step(int(body['step']), ledger)}"


def _watched(event: Event, body: Body, _: Ledger) -> str:
    told = "of revisions from now on" if body["revision"] is None else f"of revision {body['revision']}"
    return f"{event.subject} is told {told}"


def _step(number: int, ledger: Ledger) -> str:
    decisions = decisions_of(ledger, number)
    told = [_decision(decision, ledger) for decision in decisions[:_SHOWN]]
    more = len(decisions) - len(told)
    return "; ".join(told + ([f"and {more:,} more"] if more else []))


def _decision(decision: Decision, ledger: Ledger) -> str:
    first, *others = (_name(decision.about, key, ledger) for key in (decision.target, *decision.others))
    match decision.verb:
        case "merge":
            said = f"holds to be one: {', '.join([first, *others])}"
        case "split":
            said = f"keeps {first} apart from {', '.join(others)}"
        case "correct":
            right = [_right(name, value, ledger) for name, value in decision.fields.items()]
            said = f"corrected {first}: {', '.join(right)}"
        case verb:
            said = f"{verb}ed {first}"
    return said + (f" (“{decision.why}”)" if decision.why else "")


def _right(name: str, value: object, ledger: Ledger) -> str:
    if name == "statement" and isinstance(value, str):
        return "a statement of its own" if value == "new" else f"a report of {_name('statement', value, ledger)}"
    return f"{name} {value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}"


def _name(about: str, key: str, ledger: Ledger) -> str:
    """Return what a key stands for: the words of a figure, the name of a source, else its kind and the articles."""
    if about == "source":
        return f"the source “{key.rpartition(':')[2]}”"
    row = next(iter(list(ledger.ask(_FIGURE, figure_in(key)))), None)
    if row is not None:
        of = "the statement of " if about == "statement" else ""
        return f"{of}“{_clip(str(row[0]))}” in {row[1]!s}"
    kind = f"drift ({key.split(':', 2)[1].replace('_', ' ')})" if about == "drift" else about
    return f"the {kind} {_ARTICLE.sub(lambda found: _id(found[0], ledger), key.partition(':')[2])}"


def _id(article: str, ledger: Ledger) -> str:
    return next((str(name) for (name,) in ledger.ask("SELECT id FROM article WHERE key = ?", article)), article)


_ARTICLE = re.compile("[0-9a-f]{64}")
_FIGURE = "SELECT words, article.id FROM figure JOIN article ON article.key = figure.article WHERE figure.key = ?"


def _clip(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


_TELLERS: Mapping[str, Callable[[Event, Body, Ledger], str]] = {
    "article": _article,
    "capture": _capture,
    "marked": _marked,
    "linked": _linked,
    "revised": _revised,
    "judged": _judged,
    "undone": _turned,
    "redone": _turned,
    "watched": _watched,
}
