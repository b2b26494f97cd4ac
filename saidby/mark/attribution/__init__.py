"""Who said what: source, cue and content, found by rules."""

from saidby.mark.attribution.assemble import find_attributions, find_both_ways
from saidby.mark.attribution.assemble import speakers_of_quotes as speakers_of_quotes

__all__ = ["find_attributions", "find_both_ways", "speakers_of_quotes"]
