"""When the source said it, and which time the figure itself refers to."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from msgspec import structs

from saidby.records import Attribution, DateMention, Figure, Marks, Span
from saidby.text import Layout, Sentence, beginning_in

# Counts below are of the train articles: how often such a date was the figure's own time, of all there.
_OPEN_ENDED = frozenset("since until till to by between before after".split())  # "since 1911": 5 of 52
_NEW_CLAUSE = frozenset("which who whose when after before since where".split())  # behind a comma: 12 of 71
_EARLIER = frozenset("earlier previous former last first initial".split())
_PERIODS = frozenset("period month week day year quarter time".split())
_LAST = 6  # figures back to the one whose period is "the same"
_TOO_FAR = 20  # words; beyond, 5 of 60
_BESIDE_CUE = 9  # words between the cue and the day on which it was said ("told lawmakers in the capital on Friday")
_LEAD = 3  # sentences in which a report says of what day it tells


def date_utterances(layout: Layout, marks: Marks) -> dict[str, str]:
    """Return for each attribution the date on which it was said, as far as the text tells.

    The date stands beside the cue, outside the content. A speaker with one such date in the whole article has it for
    every attribution; one with several keeps each for what stands in its own sentence. Where the event is of the day
    of publication, the rest was said on that day: it can have been said on no other.
    """
    own = {a.id: said for a in marks.attributions if a.source and (said := _said_beside(layout, a, marks))}
    by_speaker: dict[str, set[str]] = {}
    for a in marks.attributions:
        if a.id in own and a.speaker and not _of_earlier(layout, a):
            by_speaker.setdefault(_plain(a.speaker), set()).add(own[a.id])
    today = _day_of_event(layout, marks)
    for a in marks.attributions:
        single = by_speaker.get(_plain(a.speaker or ""), set())
        if a.id not in own and a.source and (len(single) == 1 or (today and not single)):
            own[a.id] = next(iter(single)) if single else today or ""
    return own


def _plain(speaker: str) -> str:
    """Return a speaker's name without the short form in brackets behind it."""
    return speaker.partition(" (")[0].casefold()


def _said_beside(layout: Layout, attribution: Attribution, marks: Marks) -> str | None:
    cue = attribution.cue[0]
    sentence = layout.sentence_at(cue.start)
    if sentence is None:
        return None
    inside = [d for d in _dates_in(sentence, marks) if any(_holds(c, d.span) for c in attribution.content)]
    if _of_earlier(layout, attribution):
        return inside[-1].value if inside else None
    dates = [d for d in _dates_in(sentence, marks) if d not in inside]
    anchors = [cue, *(s for s in attribution.source if sentence.start <= s.start < sentence.end)]
    away = {d: min(_words_between(layout, d.span, a) for a in anchors) for d in dates if _can_be_said(layout, d)}
    best = min(away, key=lambda d: (away[d], d.span.start), default=None)
    if best is None or away[best] > (_BESIDE_CUE if len(best.value or "") == 10 else _BESIDE_CUE // 2):
        return None
    return best.value


def _of_earlier(layout: Layout, attribution: Attribution) -> bool:
    """Tell whether the words are those of another day: "its earlier estimate of 60 boats in late March"."""
    return bool(_EARLIER & {t.low for t in layout.tokens_of(attribution.cue[0])})


def _can_be_said(layout: Layout, mention: DateMention) -> bool:
    """Tell whether a date can be that of an utterance: a month or a day, not "the yearbook of 2018"."""
    return len(mention.value or "") >= 7 and _word_before(layout, mention) not in _OPEN_ENDED | {"of"}


def _day_of_event(layout: Layout, marks: Marks) -> str | None:
    """Return the day of publication where the lead tells of an event of that day, else None."""
    published = marks.article.published
    lead = layout.sentences[_LEAD - 1].end if len(layout.sentences) >= _LEAD else len(layout.text)
    told = [d for d in marks.dates if d.span.start < lead and d.value == published and not d.duration]
    told = [d for d in told if (published or "")[:4] not in d.span.of(layout.text)]  # in full it dates the page
    return published if told and published and len(published) == 10 else None


def dates_of(
    figure: Figure, attribution: Attribution | None, spoken: Mapping[str, str], layout: Layout, marks: Marks
) -> dict[str, Any]:
    """Return ``said_on`` and ``as_of`` of a figure."""
    said = spoken.get(attribution.id) if attribution else None
    as_of = _as_of(figure, attribution, layout, marks)
    return {"said_on": said, "as_of": as_of}


def _as_of(figure: Figure, attribution: Attribution | None, layout: Layout, marks: Marks) -> str | None:
    """Return the date of the figure's sentence that is the figure's own, else None."""
    sentence = layout.sentence_at(figure.span.start)
    if sentence is None:
        return None
    content = attribution.content if attribution else ()
    dates = [d for d in _dates_in(sentence, marks) if not content or any(_holds(c, d.span) for c in content)]
    fitting = [d for d in dates if _is_of(layout, d, figure)]
    best = min(fitting, key=lambda d: (_words_between(layout, d.span, figure.span), d.span.start), default=None)
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
    words = _between(layout, mention.span, figure.span)
    if len(words) > _TOO_FAR or _word_before(layout, mention) in _OPEN_ENDED:
        return False
    if mention.span.start >= figure.span.end:
        return "," not in words and _word_before(layout, mention) != "from"  # "down from a year ago"
    if words[:1] == [","] and {"which", "when"} & set(words[1:3]):  # "the flood of 1960, in which 61 died"
        return True
    return not ("," in words and _NEW_CLAUSE & set(words))


def _word_before(layout: Layout, mention: DateMention) -> str:
    i = layout.token_at(mention.span.start)
    return layout.tokens[i - 1].low if i else ""


def _between(layout: Layout, one: Span, other: Span) -> list[str]:
    start, end = min(one.end, other.end), max(one.start, other.start)
    return [t.low for t in layout.tokens_of(Span(start, end))] if start < end else []


def _words_between(layout: Layout, one: Span, other: Span) -> int:
    return len(_between(layout, one, other))


def _dates_in(sentence: Sentence, marks: Marks) -> list[DateMention]:
    """Return the resolved dates of a sentence; a day without its year resolves nothing by itself."""
    found = [d for d in beginning_in(marks.dates, sentence.start, sentence.end) if not d.duration]
    return [d for d in found if d.value is not None and not d.value.startswith("--")]


def _holds(content: Span, span: Span) -> bool:
    return content.start <= span.start and span.end <= content.end
