"""Everything that the desk can do, for programs: JSON under /api, described by /api/openapi.json."""

from saidby.serve.desk.api import additions, articles, described, figures, files, judgements, kept, search, stories

_PARTS = (stories, articles, additions, figures, judgements, search, kept, described)
# A story's files come first: what is no file is one of its parts.
ROUTES = (files.router, files.described, *(part.router for part in _PARTS))
