"""The desk's pages: each module has the routes of one."""

from saidby.serve.desk.pages import article, enter, stories, story, you

PAGES = (stories.router, story.router, article.router, enter.router, you.router)
