"""A cue where it stands, with its source and the side on which its content is."""

from typing import Literal

from msgspec import Struct

from saidby.lexicon import Cue
from saidby.mark.attribution.ground import Range

Shape = Literal["verb", "participle", "passive", "preposition", "carrier", "adverb", "noun", "colon"]


class Spot(Struct, kw_only=True):
    """A cue where it stands. ``after`` is where content begins behind it; ``before`` where content in front ends."""

    entry: Cue
    shape: Shape
    cue: Range
    rule: str
    source: Range | None = None
    shared: bool = False
    outer: bool = True  # not inside what an earlier cue of the unit brings
    after: int | None = None
    before: int | None = None
    close: int  # where source and cue end, whichever comes last
    open: int  # where source and cue begin
