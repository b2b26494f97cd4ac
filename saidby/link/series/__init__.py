"""A source's figures over time, where sources disagree, and what recorders' rules make of it all."""

from saidby.link.series.conflicts import find_conflicts
from saidby.link.series.moves import find_rows, find_series
from saidby.link.series.ranges import find_ranges

__all__ = ["find_conflicts", "find_ranges", "find_rows", "find_series"]
