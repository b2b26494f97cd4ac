"""A simulated newsroom: events, sources, agencies and papers, and their articles with all that is true of them.

``newsroom(articles, seed)`` yields (article, truth) one by one, in order of publication. Same seed, same articles.
"""

from bench.newsroom.records import Item, Truth
from bench.newsroom.stream import newsroom

__all__ = ["Item", "Truth", "newsroom"]
