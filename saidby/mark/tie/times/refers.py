"""Which time a figure itself refers to."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import structs

from saidby.mark.tie.times.near import OPEN_ENDED, dates_in, holds, word_before, words_between
from saidby.records import Attribution, DateMention, Figure, Marks
from saidby.text import Layout

# Counts below are of the train articles: how often such a date was the figure's own time, of all there.
_NEW_CLAUSE = frozenset("which who whose when after before since where".split())  # behind a comma: 12 of 71
_PERIODS = frozenset("period month week day year quarter time".split())
_LAST = 6  # figures back to the one whose period is "the same"
_TOO_FAR = 20  # words; beyond, 5 of 60


def as_of(figure: Figure, attribution: Attribution | None, layout: Layout, marks: Marks) -> str | None:
    """Return the date of the figure's sentence that is the figure's own, else None."""
    sentence = layout.sentence_at(figure.span.start)
    if sentence is None:
        return None
    content = attribution.content if attribution else ()
    dates = [d for d in dates_in(sentence, marks) if not content or any(holds(c, d.span) for c in content)]
    fitting = [d for d in dates if _is_of(layout, d, figure)]
    best = min(fitting, key=lambda d: (len(words_between(layout, d.span, figure.span)), d.span.start), default=None)
    return best.value if best else None


def same_time(figures: Sequence[Figure], layout: Layout) -> list[Figure]:
    """Return the figures with "in the same period" read as the time of the figures before."""
    done: list[Figure] = []
    for figure in figures:
        sentence = layout.sentence_at(figure.span.start)
        words = [t.low for t in layout.tokens_of(sentence)] if sentence else []
        again = any(a == "same" and b in _PERIODS for a, b in pairwise(words))
        last = next((f.as_of for f in reversed(done[-_LAST:]) if f.as_of), None)
        done.append(structs.replace(figure, as_of=last) if again and last and not figure.as_of else figure)
    return done


def _is_of(layout: Layout, mention: DateMention, figure: Figure) -> bool:
    words = words_between(layout, mention.span, figure.span)
    if len(words) > _TOO_FAR or word_before(layout, mention) in OPEN_ENDED:
        return False
    if mention.span.start >= figure.span.end:
        return "," not in words and word_before(layout, mention) != "from"  # "down from a year ago"
    if words[:1] == [","] and {"which", "when"} & set(words[1:3]):  # "the flood of 1960, in which 61 died"
        return True
    return not ("," in words and _NEW_CLAUSE & set(words))
