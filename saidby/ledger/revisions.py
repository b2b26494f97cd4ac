"""What revised what, told exactly once: which revisions a ledger holds already."""

from saidby.ledger.store import Store
from saidby.revisions import Revision, Told, revisions

__all__ = ["Revision", "Told", "is_told", "revisions"]


def is_told(store: Store, revision: Revision) -> bool:
    """Tell whether a revision is in the ledger already: one of the same figures, whatever it was called."""
    question = """
        SELECT 1 FROM revised_figure AS after JOIN revised_figure AS before ON before.seq = after.seq
        WHERE after.side = 'after' AND after.figure = ? AND before.side = 'before' AND before.figure = ?"""
    return any(
        list(store.ask(question, after, before))
        for after in revision.after.figures
        for before in revision.before.figures
    )
