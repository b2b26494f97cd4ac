"""A cited brief of a story: every sentence rests on words of its articles, and every number stands in them."""

from saidby.views.brief.compose import brief
from saidby.views.brief.html import html
from saidby.views.brief.markdown import markdown
from saidby.views.brief.page import Brief, Part, Reference, Section, Sentence
from saidby.views.brief.plain import plain

__all__ = ["Brief", "Part", "Reference", "Section", "Sentence", "brief", "html", "markdown", "plain"]
