"""Everything that the desk can do, for programs: JSON under /api, described by /api/openapi.json."""

from saidby.serve.desk.api import additions, articles, described, figures, judgements, search, stories

_PARTS = (stories, articles, additions, figures, judgements, search, described)
ROUTES = tuple(part.router for part in _PARTS)
