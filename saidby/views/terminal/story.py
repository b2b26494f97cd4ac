"""The story page: what many articles are together, so that half a minute of reading is enough."""

from collections.abc import Sequence

from saidby.records import Marks, Root, Rule, Story
from saidby.views.terminal.copies import copies_section
from saidby.views.terminal.drift import drift_count, drift_section
from saidby.views.terminal.lines import Line, Piece, wrap
from saidby.views.terminal.roots import root_words, roots_section
from saidby.views.terminal.series import earlier_words, series_section
from saidby.views.terminal.statements import statements_section
from saidby.wording import clean, counted, listed


def story_page(
    story: Story, marks: Sequence[Marks], *, width: int = 100, colour: bool = False, rule: Rule | None = None
) -> list[Line]:
    """Return the page: in short, how the figures moved, the roots, the copies, the drift, then every statement.

    ``rule``: the one by which figures of several sources are put together; all of them where none is named.
    """
    shelf = {one.article.id: one for one in marks}
    lines = _in_short(story, width)
    lines += series_section(story, width, rule)
    lines += roots_section(story, width)
    lines += copies_section(story, width)
    lines += drift_section(story, shelf, width, colour=colour)
    return lines + statements_section(story, shelf, width)


def _in_short(story: Story, width: int) -> list[Line]:
    """Return the few sentences by which a reader knows what the page is about."""
    sources = {statement.claimant or statement.source for statement in story.statements if statement.source}
    pieces = [Piece(f"{counted(len(story.docs), 'article')}, {counted(len(sources), 'source')}. ", "strong")]
    root = _chief_root(story)
    if root is not None:
        pieces += _one_origin(root, story)
    if story.drift:
        where = counted(len({drift.doc for drift in story.drift}), "article")
        pieces.append(Piece(f"{where} changed something on the way: {drift_count(story)}."))
    return wrap(pieces, width)


def _one_origin(root: Root, story: Story) -> list[Piece]:
    earlier = earlier_words(story, root.statements, first=True)
    pieces = [
        Piece(f"{counted(len(root.articles), 'article')} but "),
        Piece("one origin", "strong"),
        Piece(" behind “"),
        Piece(root_words(root, story)[0][0], "figure"),
        Piece("”: "),
        Piece(listed([clean(name) for name in root.roots]), "source"),
    ]
    return [*pieces, Piece(f", which had said {earlier} before. " if earlier else ". ")]


def _chief_root(story: Story) -> Root | None:
    """Return the value that many articles give although one origin stands behind it.

    Of those that half as many articles give as the most told one: a revised one, the latest.
    """
    single = [root for root in story.roots if root.independent_roots == 1 and len(root.articles) > 1]
    days = {statement.id: statement.said_on or "" for statement in story.statements}
    most = max((len(root.articles) for root in single), default=0)

    def rank(root: Root) -> tuple[bool, int, str]:
        revised = bool(earlier_words(story, root.statements, first=True))
        return revised, len(root.articles), max((days.get(name, "") for name in root.statements), default="")

    return max((root for root in single if 2 * len(root.articles) >= most), key=rank, default=None)
