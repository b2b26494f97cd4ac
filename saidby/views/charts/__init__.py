"""Charts of a story as Vega-Lite specifications, each with its words and its rows. Altair is imported late."""

from saidby.views.charts.roots import roots_chart, roots_description, roots_rows
from saidby.views.charts.steps import WIDTH, series_chart, source_chart
from saidby.views.charts.themes import DARK, LIGHT, Theme
from saidby.views.charts.words import COLUMNS, description, rows

__all__ = [
    "COLUMNS",
    "DARK",
    "LIGHT",
    "WIDTH",
    "Theme",
    "description",
    "roots_chart",
    "roots_description",
    "roots_rows",
    "rows",
    "series_chart",
    "source_chart",
]
