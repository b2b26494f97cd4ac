"""The desk's pages: each module has the routes of one."""

from saidby.serve.desk.pages import adding, article, deciding, enter, review, search, stories, story, you

_PARTS = (stories, adding, story, article, review, deciding, search, enter, you)
PAGES = tuple(part.router for part in _PARTS)
