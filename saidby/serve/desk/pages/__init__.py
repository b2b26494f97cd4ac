"""The desk's pages: each module has the routes of one."""

from saidby.serve.desk.pages import article, deciding, enter, review, stories, story, you

PAGES = (stories.router, story.router, article.router, enter.router, you.router, review.router, deciding.router)
