"""The reader that ships with the program, as a plugin: what ``--reader learned`` runs.

The network and what it needs are loaded with the first text that it reads.
"""

from collections.abc import Mapping, Sequence

from saidby.hooks import Marker, hookimpl
from saidby.records import Quote, Saying
from saidby.text import Layout

NAME = "learned"


@hookimpl
def markers() -> Mapping[str, Marker]:
    """Return the reader under its name."""
    return {NAME: find_sayings}


def find_sayings(layout: Layout, quotes: Sequence[Quote]) -> list[Saying]:
    """Return who says what in a text, as the network reads it. Raise BadModel where its files are not as shipped."""
    from saidby.mark.attribution.reader import load, read_text

    model = load()
    said = read_text(layout, quotes, model, model.cutter, with_names=False).said
    return [
        Saying(
            source=s.source,
            cue=s.cue,
            content=s.content,
            carried_by=said[s.nested_in].cue[0] if s.nested_in is not None else None,
            sure=round(s.score, 4),
        )
        for s in said
    ]
