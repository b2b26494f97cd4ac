"""The desk's pages: each module has the routes of one."""

from saidby.serve.desk.pages import (
    adding,
    article,
    deciding,
    enter,
    judging,
    review,
    search,
    standing,
    statement,
    stories,
    story,
    you,
)

_PARTS = (stories, adding, story, statement, article, review, deciding, judging, standing, search, enter, you)
PAGES = tuple(part.router for part in _PARTS)
