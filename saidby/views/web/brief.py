"""The page of a story's brief, and of everything that can be taken away from the story."""

from collections.abc import Sequence

from saidby.records import Story
from saidby.views.web.drawing import Frame, draw


def brief_page(frame: Frame, story: Story, brief: str, *, since: str, take: Sequence[tuple[str, str, str]]) -> str:
    """Return the page of a brief, which is HTML of our own; ``take`` has address, name and use of each file."""
    return draw("brief.html", frame, story=story, brief=brief, since=since, take=take)
