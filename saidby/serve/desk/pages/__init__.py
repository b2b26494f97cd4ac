"""The desk's pages: each module has the routes of one."""

from saidby.serve.desk.pages import stories, story

PAGES = (stories.router, story.router)
