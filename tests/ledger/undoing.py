"""People who decide, undo and redo in any order, and what of their steps a plain model holds to be in force."""

import contextlib
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from saidby.ledger import Ledger
from tests.ledger.build import ledger

PEOPLE = ("ana", "ben")


class Undoing(RuleBasedStateMachine):
    """A ledger and its model, side by side. ``steps`` says who decided what."""

    book: Ledger

    def open(self) -> None:
        """Begin with an empty ledger, which goes with ``place``."""
        self.place = contextlib.ExitStack()
        folder = self.place.enter_context(tempfile.TemporaryDirectory())
        self.book = self.place.enter_context(ledger(Path(folder) / "it.saidby"))
        self.steps: list[tuple[str, Any]] = []
        self.undone: set[int] = set()
        self.stacks: dict[str, list[int]] = {one: [] for one in PEOPLE}  # what each may redo, the next one last

    def decided(self, by: str, what: Any) -> None:
        self.steps.append((by, what))
        self.stacks[by] = []

    @rule(by=st.sampled_from(PEOPLE))
    def undo(self, by: str) -> None:
        mine = [n for n, (who, _) in enumerate(self.steps) if who == by and n not in self.undone]
        assert (self.book.undo(by) is None) == (not mine)
        if mine:
            self.undone.add(mine[-1])
            self.stacks[by].append(mine[-1])

    @rule(by=st.sampled_from(PEOPLE))
    def redo(self, by: str) -> None:
        stack = self.stacks[by]
        assert (self.book.redo(by) is None) == (not stack)
        if stack:
            self.undone.remove(stack.pop())
