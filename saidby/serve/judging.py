"""What a person decides on the command line, checked and kept as one step."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import msgspec
from msgspec import Struct

from saidby.errors import BadInput, SaidbyError
from saidby.ledger import Decision, Ledger, Placed, corrected, shown
from saidby.ledger.judgements import TargetKind
from saidby.records import Figure, SourceKind
from saidby.rulings import DERIVATION, SOURCE, article_in, figure_in, names_in, statement_key

KINDS: tuple[str, ...] = get_args(TargetKind)
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "source": ("name", "kind", "country"),
    "statement": ("said_on", "kind"),
    "derivation": ("how", "evidence"),
    "drift": ("severity", "why"),
}
_TAKE: Mapping[str, str] = {  # where keys are shown
    "figure": "Take it from: saidby show ARTICLE",
    "source": "Take it from: saidby sources --format json",
    "statement": "Take it from: saidby statements --format json",
    "derivation": "Take it from: saidby derivations --format json",
    "drift": "Take it from: saidby drift --format json",
}


def decide(  # noqa: PLR0913
    ledger: Ledger, verb: str, targets: Sequence[str], *, about: str, by: str, fields: Sequence[str], why: str | None
) -> int:
    """Keep one step that does the same with every target, and return its number. Raise SaidbyError on nonsense."""
    if not targets:
        raise SaidbyError(f"to {verb} needs a KEY. {_TAKE[about]}")
    if not by.strip():
        raise SaidbyError("a decision needs somebody who decides: --by NAME")
    if verb in {"merge", "split"} and about not in {"figure", "source", "statement"}:
        raise SaidbyError(f"to {verb} is for sources, statements and figures: of a {about} say accept or reject")
    right = dict(map(_field, fields))
    targets = _sources(ledger, targets) if about == "source" else targets
    for target in targets:
        look_up(ledger, about, target, right)
    pairs = [(targets[0], tuple(targets[1:]))] if verb in {"merge", "split"} else [(target, ()) for target in targets]
    try:
        decisions = [
            msgspec.convert(
                {
                    "about": about,
                    "target": target,
                    "verb": verb,
                    "others": others,
                    "why": why,
                    "fields": accepted(ledger, about, target) if verb == "accept" else right,
                },
                Decision,
            )
            for target, others in pairs
        ]
    except msgspec.ValidationError as error:
        raise SaidbyError(f"cannot {verb} that: {error}.") from error
    return ledger.judge(decisions, by=by)


def whole_key(ledger: Ledger, given: str) -> str:
    """Return the key of the one figure whose key begins so; what was given where none does, or several."""
    if not _BEGINNING.fullmatch(given):
        return given
    one = "SELECT DISTINCT key FROM (SELECT key FROM figure UNION SELECT target FROM judged) AS known"
    found = [str(key) for (key,) in ledger.ask(f"{one} WHERE substr(key, 1, ?) = ? LIMIT 2", len(given), given)]
    return found[0] if len(found) == 1 else given


_BEGINNING = re.compile(r"[0-9a-f]{6,31}")  # shorter ones are words, or shared


class Decided(Struct, frozen=True):
    """What people hold of one thing in an article."""

    words: str
    decided: str  # "held", "rejected"
    by: str
    key: str


def decided_in(ledger: Ledger, article: str) -> list[Decided]:
    """Return what people decided in an article and nobody has undone, each with the words that it is about."""
    question = """
        SELECT target, rejected, by_whom FROM verdict
        WHERE target IN (SELECT target FROM judged WHERE article = ?) ORDER BY target"""
    rows = [
        (str(key), bool(rejected), msgspec.json.decode(str(by))) for key, rejected, by in ledger.ask(question, article)
    ]
    text, there = ledger.marks(article).article.text, ledger.figures(key for key, _, _ in rows)
    found = []
    for key, rejected, by in rows:
        placed = there.get(key)
        figure = (placed.found or placed.judged) if placed else None
        words = figure.span.of(text) if figure else ""
        found.append(Decided(words, "rejected" if rejected else "held", ", ".join(by), key))
    return found


def _sources(ledger: Ledger, given: Sequence[str]) -> list[str]:
    """Return the keys of sources that are given by key or, where one story alone has them all, by name."""
    names = [one for one in given if not one.startswith(SOURCE)]
    if not names:
        return list(given)
    articles = [article for one in given if (article := article_in(one)) is not None]
    here = {str(it) for one in articles for (it,) in ledger.ask("SELECT story FROM article WHERE key = ?", one)}
    stories = sorted(here) or [str(it) for (it,) in list(ledger.ask("SELECT DISTINCT story FROM source"))]
    found = [told for story in stories if None not in (told := [ledger.mention(story, name) for name in names])]
    if len(found) != 1:
        what = "in several stories there are sources of this name" if found else "no source of this ledger is called so"
        raise BadInput(", ".join(names), what, _TAKE["source"])
    keys = dict(zip(names, found[0], strict=True))
    return [keys.get(one) or one for one in given]


def accepted(ledger: Ledger, about: str, target: str) -> dict[str, Any]:
    """Return the whole of a thing as it is shown now: who accepts it accepts all of it."""
    if about == "figure":
        placed = ledger.figure(target)
        return {} if placed is None or placed.judged is None else shown(placed.judged)
    row = _row(ledger, about, target)
    return {} if row is None else {name: value for name, value in row.items() if value is not None}


def look_up(ledger: Ledger, about: str, target: str, fields: Mapping[str, Any]) -> None:
    """Raise SaidbyError where there is no such thing to decide about, or the fields do not fit it."""
    if about == "figure":
        fits(ledger, target, ledger.figure(target), fields)
        return
    key = statement_key(target) if about == "statement" else target
    if not _there(ledger, about, target) and not ledger.version(
        key
    ):  # one that was rejected is not shown, and can be decided about all the same
        raise BadInput(target, f"no {about} of this ledger has this key", _TAKE[about])
    if strange := sorted(set(fields) - set(_FIELDS[about])):
        raise SaidbyError(f"{', '.join(strange)}: no field to correct. There are: {', '.join(_FIELDS[about])}.")
    for name, value in fields.items():
        if not isinstance(value, str) or not value or value not in _CHOICES.get((about, name), (value,)):
            known = ", ".join(_CHOICES.get((about, name), ("some words",)))
            raise SaidbyError(f"{name}={value}: makes no {about}. It takes: {known}.")


def fits(ledger: Ledger, target: str, placed: Placed | None, fields: Mapping[str, Any]) -> None:
    """Raise SaidbyError where ``placed``, which the ledger has under ``target``, is no figure that fields fit."""
    if placed is None:
        raise BadInput(target, "no figure of this ledger has this key", _TAKE["figure"])
    if (shown_now := placed.judged or placed.found) is not None:
        right = corrected(shown_now, fields)
        if not _PLACES.isdisjoint(fields) and _end(right) > len(ledger.marks(placed.article).article.text):
            raise SaidbyError("that makes no figure: its article has no words there.")
    _check_statement(ledger, fields.get("statement"))


_PLACES = frozenset({"span", "bare", "about", "source_span", "hedge"})


def _end(figure: Figure) -> int:
    """Return where the last of all its words end."""
    places = [figure.span, figure.bare, *figure.about, *figure.hedge, figure.source_span]
    return max(place.end for place in places if place is not None)


_CHOICES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("source", "kind"): get_args(SourceKind),
    ("statement", "kind"): ("utterance", "own voice", "standing estimate"),
    ("drift", "severity"): ("major", "minor"),
    ("derivation", "how"): ("verbatim copy", "rewrite", "cites", "shared origin"),
}


def _check_statement(ledger: Ledger, key: object) -> None:
    """Raise SaidbyError where a report is put into a statement that is not there."""
    if key is None or key == "new":
        return
    if not isinstance(key, str) or ledger.figure(figure_in(key)) is None:
        raise BadInput(str(key), "no statement of this ledger has this key", f"{_TAKE['statement']}, or say: new")


def _there(ledger: Ledger, about: str, target: str) -> bool:
    if about == "derivation" and _names_articles(ledger, target):
        return True  # people may know of one that the program does not find
    if about == "source" and (article := ledger.article_of(target)) is not None:
        return target.removeprefix(f"{SOURCE}{article}:") in names_in(ledger.judged_marks(article))
    return _row(ledger, about, target) is not None


def _names_articles(ledger: Ledger, target: str) -> bool:
    doc, _, origin = target.removeprefix(DERIVATION).partition(">")
    known = [list(ledger.ask("SELECT 1 FROM article WHERE key = ?", key)) for key in (doc, origin)]
    outside = origin.removeprefix("external:")
    return target.startswith(DERIVATION) and bool(known[0]) and (bool(known[1]) or outside not in {"", origin})


def _row(ledger: Ledger, about: str, target: str) -> dict[str, Any] | None:
    """Return what a table has of a thing, as far as it can be judged; None where it has none of that key."""
    key, names = (figure_in(target) if about == "statement" else target), _FIELDS[about]
    by_key = f"SELECT {', '.join(names)} FROM {about} WHERE key = ? LIMIT 1"  # noqa: S608  (names of our own)
    by_figure = f"""
        SELECT {", ".join(f"statement.{name}" for name in names)} FROM report JOIN statement
            ON statement.story = report.story AND statement.id = report.statement WHERE figure = ? LIMIT 1"""  # noqa: S608
    found = list(ledger.ask(by_key, key)) or (list(ledger.ask(by_figure, key)) if about == "statement" else [])
    return dict(zip(names, found[0], strict=True)) if found else None


def _field(given: str) -> tuple[str, Any]:
    name, equals, value = given.partition("=")
    if not equals:
        raise BadInput(given, "is no FIELD=VALUE", "Write, for example: --set measure=killed --set low=12")
    try:
        return name, msgspec.json.decode(value)
    except msgspec.DecodeError:
        return name, value
