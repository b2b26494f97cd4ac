"""When the source said it, and which time the figure itself refers to."""

from collections.abc import Mapping
from typing import Any

from saidby.mark.tie.times.refers import as_of, same_time
from saidby.mark.tie.times.said import date_utterances
from saidby.records import Attribution, Figure, Marks
from saidby.text import Layout

__all__ = ["date_utterances", "dates_of", "same_time"]


def dates_of(
    figure: Figure, attribution: Attribution | None, spoken: Mapping[str, str], layout: Layout, marks: Marks
) -> dict[str, Any]:
    """Return ``said_on`` and ``as_of`` of a figure."""
    said = spoken.get(attribution.id) if attribution else None
    return {"said_on": said, "as_of": as_of(figure, attribution, layout, marks)}
