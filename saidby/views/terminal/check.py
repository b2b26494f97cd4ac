"""``saidby check``: the figures that say a number, or that none does and which come nearest."""

from collections.abc import Sequence

from saidby.records import Figure, Marks
from saidby.views.terminal.explain import LABEL, facts
from saidby.views.terminal.lines import BLANK, Line, Piece, labelled
from saidby.wording import clean, counted


def found_page(asked: str, figures: Sequence[Figure], marks: Marks, *, width: int = 100) -> list[Line]:
    """Return one block a figure: its words, where they stand, what they mean and on whose word."""
    says = "says" if len(figures) == 1 else "say"
    head = f"{clean(marks.article.id)}: {counted(len(figures), 'figure')} {says} “{clean(asked)}”"
    lines: list[Line] = [(Piece(head, "heading"),)]
    for figure in figures:
        lines += _block(figure, marks, width)
    return lines


def refusal_page(asked: str, figures: Sequence[Figure], marks: Marks, *, width: int = 100) -> list[Line]:
    """Return that no figure says the number, and a block for each of the nearest."""
    rest = "The nearest:" if figures else "There is no figure in it at all."
    head = f"{clean(marks.article.id)}: no figure says “{clean(asked)}”. {rest}"
    lines: list[Line] = [(Piece(head, "warning"),)]
    for figure in figures:
        lines += _block(figure, marks, width)
    return lines


def _block(figure: Figure, marks: Marks, width: int) -> list[Line]:
    where = f"  {figure.id}, characters {figure.span.start}-{figure.span.end}"
    lines: list[Line] = [
        BLANK,
        (Piece(f"“{clean(figure.span.of(marks.article.text))}”", "figure"), Piece(where, "dim")),
    ]
    bound = ("bound", [Piece(figure.bound.replace("_", " "))])
    for label, pieces in [*facts(figure, marks), bound]:
        lines += labelled((Piece(label, "dim"),), pieces, width, column=LABEL, indent=3)
    return lines
