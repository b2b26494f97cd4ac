"""Which time a figure itself refers to."""

from bisect import bisect_left
from collections.abc import Sequence, Set

from msgspec import structs

from saidby import grammar
from saidby.mark.tie.times.near import OPEN_ENDED, dates_in, holds, word_before, word_behind, words_between
from saidby.records import Attribution, DateMention, Figure, Marks, Span
from saidby.text import Layout, beginning_in

_COMMA = frozenset([","])
# Counts below are of the train articles: how often such a date was the figure's own time, of all there.
_NEW_CLAUSE = frozenset("which who whose since where".split())  # behind a comma: 7 of 57
_SAME = frozenset({"same"})
_PERIODS = frozenset("period month week day year quarter time".split())
_LAST = 6  # figures back to the one whose period is "the same"
_BESIDE = 5  # words from a figure to its "a year ago"
_TOO_FAR = 20  # words; beyond, 5 of 60
_IN_SIGHT = 4 * _TOO_FAR  # words, those of the date included
_ISSUED = frozenset({"issued", "released", "published"})  # that is when it was said
_ASIDES = frozenset("including among mostly both all one each aged who which".split())
_APART = (
    grammar.RELATIVES | grammar.SUBJECT_PRONOUNS | frozenset("while after but with said ; ( )".split())
)  # between two figures: no list
_OTHER_EVENT = frozenset("since until before when connection".split())  # of 14 such dates one was the figure's own
_WAYS = frozenset("from north south east west northeast northwest southeast southwest away".split())
_OF_A_WHOLE = (("of", "the"), ("of", "these"), ("of", "those"), ("of", "its"))
_FINITE = grammar.BE | grammar.HAVE | frozenset("that who which said remained will would".split())
_LONGEST_ITEM = 8  # words from one figure of a list to the next


def as_of(figure: Figure, attribution: Attribution | None, layout: Layout, marks: Marks) -> str | None:
    """Return the date of the figure's sentence that is the figure's own, else None."""
    sentence = layout.sentence_at(figure.span.start)
    if sentence is None:
        return None
    content = attribution.content if attribution else ()
    first, last = layout.token_at(figure.span.start) - _IN_SIGHT, layout.token_at(figure.span.end) + _IN_SIGHT
    first, last = max(first, sentence.first), min(last, sentence.last - 1)
    near = Span(layout.starts[first], layout.ends[last])
    dates = [d for d in dates_in(near, marks) if not content or _as_of_then(layout, d) or _inside(d, content)]
    fitting = [d for d in dates if _is_of(layout, d, figure, marks)]
    away = {d: len(words_between(layout, d.span, figure.span)) for d in fitting}
    best = min(away, key=lambda d: (away[d], -d.span.start), default=None)  # "60 on Friday and 12 on Saturday"
    return best.value if best else None


def _inside(mention: DateMention, content: Sequence[Span]) -> bool:
    return any(holds(c, mention.span) for c in content)


def _as_of_then(layout: Layout, mention: DateMention) -> bool:
    """Tell whether the words in front of a date say that counts are of it, whoever gives them: "as of Friday"."""
    i = layout.token_at(mention.span.start)
    return layout.lows[max(0, i - 2) : i] in (("as", "of"), ("as", "at"))


def _is_of(layout: Layout, mention: DateMention, figure: Figure, marks: Marks) -> bool:
    words = words_between(layout, mention.span, figure.span)
    before = word_before(layout, mention)
    if len(words) > _TOO_FAR or (before in OPEN_ENDED and not _counted_by_then(mention, before, figure, marks)):
        return False
    if _is_distance(layout, figure) or _is_of_the_other(layout, mention, figure, marks):
        return False
    if mention.span.start >= figure.span.end:
        if _OTHER_EVENT & set(words):
            return False
        if figure.kind == "share" and beginning_in(marks.figures, figure.span.end, mention.span.start):
            return False  # "half of the 900 boats that were built last year"
        return "," not in _without_aside(_without_as_of(words)) and before != "from"  # "down from a year ago"
    if (
        _describes(layout, mention)
        or _is_issued(layout, mention)
        or (words[:1] == [","] and _in_an_aside(layout, mention))
    ):
        return False
    if words[:1] == [","] and {"which", "when"} & set(words[1:3]):  # "the flood of 1960, in which 61 died"
        return True
    return "following" not in words and not ("," in words and _NEW_CLAUSE & set(words))


def _is_distance(layout: Layout, figure: Figure) -> bool:
    """Tell whether the figure says how far one place lies from another, which holds at any time: "60 km north of"."""
    i = layout.token_at(figure.span.end - 1) + 1
    return figure.kind == "measure" and bool(_WAYS & {*layout.lows[i : i + 4]})


def _is_of_the_other(layout: Layout, mention: DateMention, figure: Figure, marks: Marks) -> bool:
    """Tell which of "60 of the 90 boats" a date behind is of: of the whole where no verb of its own stands between."""
    start = mention.span.start
    behind = beginning_in(marks.figures, figure.span.end, start) if figure.span.end < start else ()
    i = layout.token_at(figure.span.start)
    if layout.lows[max(0, i - 2) : i] in _OF_A_WHOLE and start > figure.span.end and figure.kind == "count":
        return not _is_reduced(layout, figure, start)
    whole = behind[0] if len(behind) == 1 and behind[0].kind == figure.kind == "count" else None
    k = layout.token_at(whole.span.start) if whole is not None else 0
    parted = whole is not None and layout.lows[k - 2 : k] in _OF_A_WHOLE
    return parted and whole is not None and _is_reduced(layout, whole, start)


def _is_reduced(layout: Layout, figure: Figure, start: int) -> bool:
    """Tell whether a bare participle leads from a figure's noun to a date: "the 90 boats built last year"."""
    words = layout.lows_between(figure.span.end, start)
    return not _FINITE & set(words) and any(word.endswith(("ed", "t", "n")) for word in words[1:4])


def _counted_by_then(mention: DateMention, before: str, figure: Figure, marks: Marks) -> bool:
    """Tell whether a count had grown so far at a day that is over: "60 boats were lost by Friday"."""
    over = bool(marks.article.published) and (mention.value or "") <= (marks.article.published or "")
    return before == "by" and over and mention.span.start >= figure.span.end


def _describes(layout: Layout, mention: DateMention) -> bool:
    """Tell whether a year only says which: "after the 2019 flood, 60 boats"."""
    bare = mention.rule == "year" and mention.span.of(layout.text).isdigit()
    return bare and word_before(layout, mention) == "the" and word_behind(layout, mention).isalpha()


def _is_issued(layout: Layout, mention: DateMention) -> bool:
    """Tell whether it is the day on which a text came out: "a list published on Friday"."""
    i = layout.token_at(mention.span.start)
    return bool(_ISSUED & {*layout.lows[max(0, i - 2) : i]})


def _in_an_aside(layout: Layout, mention: DateMention) -> bool:
    """Tell whether a date stands in what is said by the way: "the ship, which was built in 1960, sank with 60 men"."""
    sentence = layout.sentence_at(mention.span.start)
    first = sentence.first if sentence is not None else 0
    last = layout.token_at(mention.span.start)
    commas = layout.places_of(_COMMA)
    k = bisect_left(commas, last) - 1
    return k >= 0 and first <= commas[k] < last - 1 and layout.lows[commas[k] + 1] in {"which", "who", "whose"}


def _without_aside(words: list[str]) -> list[str]:
    """Return the words without what stands between two commas: "people, including a girl, were hurt on"."""
    if words.count(",") < 2:
        return words[:-1] if words[-1:] == [","] else _without_list(words)  # "in Lund, Sunday"
    first = words.index(",")
    second = words.index(",", first + 1)
    aside = words[first + 1 : second]
    said = aside[:1] and (
        aside[0] in _ASIDES or aside[0].endswith("ing") or ({"them", "whom"} | _WAYS - {"from"}) & set(aside)
    )
    return (
        _without_list(words[:first] + [","] * (words[second + 1 :][:1] == ["in"]) + words[second + 1 :])
        if said
        else words
    )


def _without_list(words: list[str]) -> list[str]:
    """Return the words, their comma taken out where it only joins nouns or leads to a place: "cars, vans and carts in",
    "were hurt, in Lund"."""
    if words.count(",") != 1:
        return words
    first = words.index(",")
    behind = words[first + 1 :]
    nouns = behind[1:2] == ["and"] and not _FINITE & set(words)
    place = behind[:1] in (["in"], ["at"], ["near"]) and not _FINITE & set(behind)
    return words[:first] + behind if nouns or place else words


def _without_as_of(words: list[str]) -> list[str]:
    """Return the words without what says that a date behind them is that of the counts: "were lost, as of"."""
    return words[:-3] if words[-3:-1] == [",", "as"] and words[-1] in {"of", "at"} else words


def _over_lists(figures: Sequence[Figure], layout: Layout, marks: Marks) -> list[Figure]:
    """Return the figures, those of one list with one time: "60 boats were lost and 12 damaged on Friday"."""
    done = list(figures)
    pairs = [(k, k + 1) for k in range(len(done) - 1) if _in_one_list(done[k], done[k + 1], layout, marks)]
    for one, other in [*pairs, *((b, a) for a, b in reversed(pairs))]:
        if done[one].as_of and not done[other].as_of:
            done[other] = structs.replace(done[other], as_of=done[one].as_of)
    return done


def _in_one_list(one: Figure, other: Figure, layout: Layout, marks: Marks) -> bool:
    if layout.sentence_at(one.span.start) != layout.sentence_at(other.span.start):
        return False
    words = words_between(layout, one.span, other.span)
    linked = {",", "and", "or"} & set(words)
    dated = beginning_in(marks.dates, one.span.end, other.span.start) if one.span.end < other.span.start else ()
    return bool(linked) and len(words) <= _LONGEST_ITEM and not _APART & set(words) and not dated


def same_time(figures: Sequence[Figure], layout: Layout, marks: Marks) -> list[Figure]:
    """Return the figures with what they owe to each other: one time for a list; "in the same period", the time of the
    figures before; "a year ago", beside a month, that month."""
    done: list[Figure] = []
    same = _of_the_same(layout)
    for figure in _over_lists(figures, layout, marks):
        last = next((f.as_of for f in reversed(done[-_LAST:]) if f.as_of), None)
        own = _in_that_month(figure, last, layout, same) if last else figure.as_of
        done.append(figure if own == figure.as_of else structs.replace(figure, as_of=own))
    return done


def _of_the_same(layout: Layout) -> set[int]:
    """Return the sentences with "the same period"."""
    found = [k for k in layout.places_of(_SAME) if layout.lows[k + 1 : k + 2] and layout.lows[k + 1] in _PERIODS]
    here = [(layout.sentence_at(layout.starts[k]), k) for k in found]
    return {s.index for s, k in here if s is not None and k + 1 < s.last}


def _in_that_month(figure: Figure, last: str, layout: Layout, same: Set[int]) -> str | None:
    """Return the figure's time, told from that of the figures before it."""
    sentence = layout.sentence_at(figure.span.start)
    i = layout.token_at(figure.span.end - 1) + 1
    behind = [t.low for t in layout.tokens[i : i + _BESIDE + 4]]
    back = _years_back(behind, last)
    if back and len(last) == len("2025-04"):
        return f"{int(last[:4]) - back:04d}{last[4:]}"
    if figure.as_of is None and sentence is not None and sentence.index in same:
        return last
    return figure.as_of


def _years_back(behind: Sequence[str], last: str) -> int:
    """Return how many years before its neighbour's a figure's time lies: "60 a year ago", "60 in the same month of
    2019". None for a change against that time: "down 9 per cent from a year ago"."""
    end = next((k for k, word in enumerate(behind) if word in {",", "from"}), len(behind))
    for k in range(min(_BESIDE, end)):
        if behind[k : k + 2] == ["a", "year"] and behind[k + 2 : k + 3] in (["ago"], ["earlier"], ["before"]):
            return 1
        if behind[k] == "same" and _PERIODS & set(behind[k + 1 : k + 2]):
            year = "".join(behind[k + 3 : k + 4])
            if len(year) == 4 and year.isdigit():
                return int(last[:4]) - int(year)
            return int(behind[k + 2 : k + 4] == ["last", "year"])
    return 0
