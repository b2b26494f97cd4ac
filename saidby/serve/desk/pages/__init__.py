"""The desk's pages: each module has the routes of one."""

from saidby.serve.desk.pages import article, stories, story

PAGES = (stories.router, story.router, article.router)
