"""Everything that the desk can do, for programs: JSON under /api, described by /api/openapi.json."""

from saidby.serve.desk.api import articles, described, figures, judgements, search, stories

ROUTES = (stories.router, articles.router, figures.router, judgements.router, search.router, described.router)
