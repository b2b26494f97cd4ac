"""The exception tree. Every message says what, where and what to do."""

from typing import Literal

FetchProblem = Literal["refused", "robots", "network", "slow", "bounds", "status"]


class SaidbyError(Exception):
    """Anything that the program refuses; its text is fit to be shown as it is."""


class BadInput(SaidbyError):
    """A document that cannot be read."""

    def __init__(self, where: str, what: str, do: str) -> None:
        self.where, self.what, self.do = where, what, do
        super().__init__(f"{where}: {what}. {do}")


class OverLimit(BadInput):
    """A document that is over a limit, and so perhaps made to do harm: it is kept apart where a ledger keeps it."""


class FetchError(BadInput):
    """An address that could not be fetched, or is not to be. ``status`` is what the server answered, if it did.

    ``wait`` is for how many seconds the server asked to be left alone.
    """

    def __init__(
        self,
        where: str,
        what: str,
        do: str,
        *,
        kind: FetchProblem,
        status: int | None = None,
        wait: float | None = None,
    ) -> None:
        super().__init__(where, what, do)
        self.kind, self.status, self.wait = kind, status, wait


class LedgerError(SaidbyError):
    """A ledger that cannot be opened, read or written as asked."""

    def __init__(self, where: str, what: str, do: str) -> None:
        self.where, self.what, self.do = where, what, do
        super().__init__(f"{where}: {what}. {do}")


class NotThere(LedgerError):
    """Something that was asked for by its name, and that the ledger does not have."""


class Outdated(LedgerError):
    """A decision about something that somebody else has decided about since it was shown."""

    def __init__(self, target: str, seen: int, now: int) -> None:
        self.target, self.seen, self.now = target, seen, now
        super().__init__(target, f"was judged meanwhile (seen {seen}, now {now})", "Look at it again, then decide.")


class NotLatest(LedgerError):
    """A step that is not the one to be undone or redone, as it was asked for by its number."""

    def __init__(self, step: int, latest: int | None, verb: str) -> None:
        self.step, self.latest = step, latest
        what = f"is not what you can {verb} now: that is {f'step {latest}' if latest else 'nothing'}"
        super().__init__(f"step {step}", what, "Look at the history, then ask again.")


class BadLexicon(SaidbyError):
    """A lexicon entry that does not prove itself."""


class BadModel(SaidbyError):
    """A model file that is missing or not the one that it should be."""
