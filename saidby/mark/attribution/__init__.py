"""Who said what: source, cue and content, found by rules."""

from saidby.mark.attribution.assemble import find_attributions
from saidby.mark.attribution.assemble import speakers_of_quotes as speakers_of_quotes

__all__ = ["find_attributions", "speakers_of_quotes"]
