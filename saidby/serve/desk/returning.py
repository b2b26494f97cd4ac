"""The way back to a page after something was decided on it, and the words that tell what was."""

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from saidby.ledger import Decision, Ledger
from saidby.ledger.projection import decisions_of
from saidby.views.web.drawing import Done

_SAID = {
    "accept": "confirmed",
    "reject": "rejected",
    "correct": "corrected",
    "merge": "put together",
    "split": "kept apart",
}
_STEP = "step"


def without_step(address: str) -> str:
    """Return an address of this desk without the step that led there; the first page for an address of elsewhere."""
    parts = urlsplit(address)
    path = "/" + parts.path.lstrip("/\\")
    if parts.scheme or parts.netloc or path != parts.path or not address.isprintable():
        return "/"
    asked = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != _STEP]
    return path + (f"?{urlencode(asked)}" if asked else "") + (f"#{parts.fragment}" if parts.fragment else "")


def with_step(address: str, step: int | None) -> str:
    """Return an address of this desk that tells of a step that was just taken."""
    before, sign, anchor = without_step(address).partition("#")
    if step is not None:
        before += f"{'&' if '?' in before else '?'}{_STEP}={step}"
    return before + sign + anchor


def done_of(ledger: Ledger, number: str, by: str) -> Done | None:
    """Return what a step was, where it is one of this person, and whether it can be undone or redone from here."""
    if not number.isdecimal() or len(number) > 15:
        return None
    step = int(number)
    row = next(iter(list(ledger.ask("SELECT by_whom, undone FROM step WHERE number = ?", step))), None)
    if row is None or row[0] != by:
        return None
    undone = bool(row[1])
    later = "SELECT 1 FROM step WHERE by_whom = ? AND number > ? AND undone = 0 LIMIT 1"
    last = not list(ledger.ask(later, by, step))
    words = ("Undone: " if undone else "Kept: ") + in_words(decisions_of(ledger, step))
    return Done(step=step, words=words, turn=("redo" if undone else "undo") if last else "")


def in_words(decisions: Iterable[Decision]) -> str:
    """Return "you rejected this drift"."""
    decisions = list(decisions)
    if len(decisions) != 1:
        return f"your decisions about {len(decisions):,} things"
    one = decisions[0]
    if one.verb == "correct":
        return f"you corrected the {one.about}: " + ", ".join(name.replace("_", " ") for name in one.fields)
    return f"you {_SAID[one.verb]} this {one.about}"
