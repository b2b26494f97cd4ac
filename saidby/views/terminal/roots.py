"""How many origins stand behind each figure; unknown stays unknown."""

from saidby.amounts import distinct
from saidby.records import Root, Story
from saidby.views.terminal.lines import BLANK, Line, Piece, heading, labelled, rest_line, wrap
from saidby.wording import clean, counted, date_words, listed

MOST = 20
LABEL = 27  # columns of "12 articles, roots unknown"


def roots_section(story: Story, width: int) -> list[Line]:
    """Return for every value how many articles give it and on how many origins they rest; unknown stays unknown."""
    if not story.roots:
        return []
    lines = [*heading("How many origins stand behind each figure", width), BLANK]
    told_often = [root for root in story.roots if len(root.articles) > 1]
    ranked = sorted(told_often, key=lambda root: -len(root.articles))
    for root in ranked[:MOST]:
        lines += labelled(_root_count(root), _root(root, story), width, column=LABEL)
    lines += rest_line(ranked, MOST, "figures")
    once = len(story.roots) - len(told_often)
    if once:
        also = "also " if told_often else ""
        lines += wrap([Piece(f"{counted(once, 'figure')} {also}told by one article alone.", "dim")], width, indent=1)
    return lines


def _root_count(root: Root) -> Line:
    articles = counted(len(root.articles), "article").rjust(11)
    if root.independent_roots is None:
        return (Piece(f"{articles}, "), Piece("roots unknown", "warning"))
    return (Piece(f"{articles}, "), Piece(counted(root.independent_roots, "root"), "strong"))


def _root(root: Root, story: Story) -> list[Piece]:
    amounts, day = root_words(root, story)
    origins = listed([clean(name) for name in root.roots]) or "nobody named"
    name = f"{', '.join(root.statements)} " if root.statements else ""
    pieces = [Piece(name, "dim"), Piece(", ".join(amounts), "figure"), Piece(f" ({day})" if day else ""), Piece(" ← ")]
    pieces.append(Piece(origins, "source"))
    unsure = root.independent_roots is None and root.why
    return [*pieces, Piece(f" ({clean(root.why)})", "dim")] if unsure else pieces


def root_words(root: Root, story: Story) -> tuple[list[str], str]:
    """Return the amounts and the day of the statement behind a root; its own words where several stand behind it."""
    behind = [statement for statement in story.statements if statement.id in root.statements]
    if len(behind) != 1:
        return [clean(root.figure)], ""
    day = behind[0].said_on
    return distinct(behind[0].figures), date_words(day) if day else ""
