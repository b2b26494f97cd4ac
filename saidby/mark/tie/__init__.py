"""Ties each figure to the word it stands on, its hedges, its dates, its place, its people and its base."""

from msgspec import structs

from saidby.lexicon import Lexicon
from saidby.mark.tie.about import find_about
from saidby.mark.tie.bases import find_bases, part_of
from saidby.mark.tie.bulletins import relay
from saidby.mark.tie.carriers import find_carriers
from saidby.mark.tie.certainty import hedges_of, over_lists
from saidby.mark.tie.doubts import with_doubts
from saidby.mark.tie.places import find_places
from saidby.mark.tie.source import contents_of, go_on, standing_on, word_of
from saidby.mark.tie.times import date_utterances, dates_of, same_time
from saidby.mark.tie.whom import with_whom
from saidby.records import Marks
from saidby.text import Layout

__all__ = ["tie", "with_doubts"]


def tie(layout: Layout, marks: Marks, lexicon: Lexicon) -> Marks:
    """Return the marks with source, via, hedge, dates, place, whom and base filled in on each figure."""
    carriers = find_carriers(layout, marks, lexicon)
    spoken = date_utterances(layout, marks, lexicon)
    places = find_places(layout, marks, lexicon)
    bases = find_bases(layout, marks.figures)
    about = find_about(marks.figures, layout, lexicon)
    attributions = {a.id: a for a in marks.attributions}
    contents = contents_of(layout, marks.attributions)
    figures = []
    for figure in marks.figures:
        attribution = standing_on(figure, contents, layout, marks, lexicon)
        figure = structs.replace(figure, **word_of(figure, attribution, attributions, carriers))
        found = {
            "hedge": hedges_of(figure, attribution, layout, marks),
            "place": places.get(figure.id),
            "about": about.get(figure.id, ()),
            **dates_of(figure, attribution, spoken, layout, marks),
            **part_of(figure, bases),
        }
        figures.append(structs.replace(figure, **found))
    figures = with_whom(over_lists(figures, layout), layout, lexicon)
    figures = relay(go_on(figures, layout, marks), layout, marks)
    return structs.replace(marks, figures=tuple(same_time(figures, layout, marks)))
