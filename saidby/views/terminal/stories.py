"""Several stories on one page, each under its number, one after the other."""

from collections.abc import Sequence

from saidby.records import Marks, Rule, Story
from saidby.views.terminal.lines import BLANK, Line, Piece, heading, wrap
from saidby.views.terminal.story import story_page
from saidby.wording import clean, counted


def stories_page(
    stories: Sequence[Story],
    marks: Sequence[Marks],
    *,
    width: int = 100,
    colour: bool = False,
    rule: Rule | None = None,
) -> list[Line]:
    """Return the page of each story below a line that says which articles are in it; of one story, its page alone."""
    shelf = {one.article.id: one for one in marks}
    if len(stories) == 1:
        return story_page(stories[0], marks, width=width, colour=colour, rule=rule)
    articles = sum(len(story.docs) for story in stories)
    lines = wrap(
        [Piece(f"{counted(len(stories), 'story', 'stories')} in {counted(articles, 'article')}.", "strong")], width
    )
    for number, story in enumerate(stories, 1):
        lines += heading(f"STORY {number} OF {len(stories)}: {clean(story.story)}", width)
        lines += wrap([Piece(", ".join(map(clean, story.docs)), "dim")], width)
        own = [shelf[doc] for doc in story.docs]
        lines += [BLANK, *story_page(story, own, width=width, colour=colour, rule=rule)]
    return lines
