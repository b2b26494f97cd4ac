"""Who derived from whom, drawn as SVG without a library, and told in words and rows."""

from saidby.views.graph.draw import WIDTH, Href, provenance_graph
from saidby.views.graph.words import COLUMNS, provenance_caption, provenance_rows

__all__ = ["COLUMNS", "WIDTH", "Href", "provenance_caption", "provenance_graph", "provenance_rows"]
