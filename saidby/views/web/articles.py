"""The page of a story's articles."""

from collections.abc import Mapping

from saidby.records import Marks, Story
from saidby.views.web.drawing import Frame, draw
from saidby.views.web.story import articles, summary


def articles_page(frame: Frame, story: Story, marks: Mapping[str, Marks]) -> str:
    """Return the list of a story's articles, the earliest first."""
    rows = articles(marks, frame.links)
    return draw("articles.html", frame, story=story, summary=summary(story, marks), articles=rows)
