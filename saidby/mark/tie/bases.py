"""Of which figure is this one a part: "600 of the 4,700", "40 hurt, among them nine children", 6 + 3 = 9."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from msgspec import Struct

from saidby.likeness import singular
from saidby.records import Figure, Span
from saidby.text import Layout

# Words that say that what follows was counted already.
_ABOARD = frozenset("aboard board carrying carried passengers crew".split())
_INCLUDING = frozenset("including included include includes".split())
_PICKED = _INCLUDING | frozenset("among whom which them those these".split())
_TAKEN_UP = frozenset("these those the its their such".split())
_THEM = frozenset("them these those whom lot".split())
_REST = frozenset("other remaining balance rest".split())
_FINITE = frozenset("was were had has have is are injured wounded killed".split())
_PEOPLE = frozenset(
    "people person man woman men women child children boy girl soldier officer policeman civilian adult minor patient "
    "victim individual resident passenger death fatality casualty dead case infection".split()
)
_LOSSES = frozenset({"killed", "wounded", "missing"})  # what "casualties" are made of
_POLL = frozenset("polled surveyed interviewed respondents questioned interviewees".split())
_POLL_REACH = 4  # sentences behind the one that tells how many were asked
_MAX_PARTS = 8  # longest list of sub-totals that is tried as a sum; the gold articles have up to seven
_WINDOW = 12  # figures on either side of a total among which its parts are sought
_SURE_SUM = 100  # from here on a sum of two to four figures hardly comes about by chance
_NEAR = 5  # words between a part and its base in "N of the roughly M"
_BACK = 3  # sentences that "of them" and "a third of the casualties" look back for their base


class _Place(Struct, frozen=True):
    """The figures of an article with the layout that says where they stand."""

    layout: Layout
    figures: Sequence[Figure]

    def sentence(self, figure: Figure) -> int:
        found = self.layout.sentence_at(figure.span.start)
        return found.index if found else -99

    def words(self, start: int, end: int) -> tuple[str, ...]:
        return tuple(t.low for t in self.layout.tokens_of(Span(start, end))) if start < end else ()

    def between(self, one: Figure, other: Figure) -> tuple[str, ...]:
        return self.words(one.span.end, other.span.start)

    def after(self, figure: Figure, count: int) -> tuple[str, ...]:
        i = self.layout.token_at(figure.span.end)
        return tuple(t.low for t in self.layout.tokens[i : i + count])

    def before(self, figure: Figure, count: int) -> tuple[str, ...]:
        i = self.layout.token_at(figure.span.start)
        return tuple(t.low for t in self.layout.tokens[max(0, i - count) : i])

    def wholes(self, i: int, sentences: int) -> Iterator[Figure]:
        """Yield the counts before figure ``i`` that are greater, nearest first, at most so many sentences back."""
        part = self.figures[i]
        for base in reversed(self.figures[:i]):
            if self.sentence(part) - self.sentence(base) > sentences:
                return
            if base.kind == "count" and _smaller(part, base):
                yield base


_Rule = Callable[[_Place], Iterable[tuple[Figure, Figure]]]


def find_bases(layout: Layout, figures: Sequence[Figure]) -> dict[str, str]:
    """Return for each figure that is a part or share the id of its base.

    Of the number:   600 of the (about) 4,700        Of the noun:  a third of these casualties
    Picked out:      40 hurt, including nine ...     Of them:      nine of them, two of the boats
    Added up:        28 crew, 14 from A, 14 from B   The rest:     the other three
    By kind:         60 casualties ... 20 died      Aboard:       70 aboard ... 61 saved
    Elided:          five boats ... Two got away    Taken up:     the two boats
    """
    place = _Place(layout, figures)
    bases: dict[str, str] = {}
    for rule in _RULES:
        for part, base in rule(place):
            if part.id not in bases and part.id != base.id and bases.get(base.id) != part.id:
                bases[part.id] = base.id
    for i, part in enumerate(figures):
        whole = _rest_of(place, i, bases) or _taken_up(place, i, bases)
        if part.id not in bases and whole is not None and whole != part.id:
            bases[part.id] = whole
    return bases


def _of_the_number(place: _Place) -> Iterator[tuple[Figure, Figure]]:
    for part, base in pairwise(place.figures):
        words = place.between(part, base)
        at = words.index("of") if "of" in words else -1
        near = _NEAR + 3 if "'s" in words else _NEAR  # "three of the plant's six"
        if at < 0 or len(words) > near or {",", ";", ":", "and"} & set(words) or base.kind == "share":
            continue
        behind = words[at + 1 :]
        plain = at == 0 or words[:at] == ("out",)
        if _smaller(part, base) and (
            (plain and (not behind or behind[0] in _TAKEN_UP or part.kind == "share"))
            or (behind[:1] == ("the",) and not _same_unit(part, base))
        ):
            yield part, base


def _picked_out(place: _Place) -> Iterator[tuple[Figure, Figure]]:
    """The figure after "including" or "of whom", and those listed with it, are parts of the one before."""
    for i, part in enumerate(place.figures):
        sentence = place.layout.sentence_at(part.span.start)
        if part.kind == "measure" or i == 0 or sentence is None:
            continue
        start = max(sentence.start, place.figures[i - 1].span.end)
        opens = start == sentence.start
        base = next((b for b in place.wholes(i, int(opens)) if b.high != 1), None)
        if base is not None and _picks(place.words(start, part.span.start), opens=opens):
            yield part, base
            yield from ((other, base) for other in _listed_with(place, i, base))


def _of_those(place: _Place) -> Iterator[tuple[Figure, Figure]]:
    """ "Of those, 36 died and 32 were hurt", "Of the 275, 88 have been named": all that the sentence counts."""
    for i, first in enumerate(place.figures):
        sentence = place.layout.sentence_at(first.span.start)
        if sentence is None or (i and place.sentence(place.figures[i - 1]) == sentence.index):
            continue
        opening = place.words(sentence.start, first.span.start)
        if opening[:1] not in {("of",), ("among",)} or opening[1:2] == ():
            continue
        here = [f for f in place.figures[i:] if place.sentence(f) == sentence.index and f.kind == "count"]
        base: Figure | None = None
        if len(opening) <= 3 and opening[1] in _THEM | {"the"} and len(here) > 1 and len(opening) == len(set(opening)):
            base, here = (here[0], here[1:]) if place.after(here[0], 1) != ("were",) else (None, here)
        if base is None and opening[1] in _THEM and opening[2:3] == (",",):
            base = next(place.wholes(i, 1), None)
        if base is not None:
            yield from _within(here, base)


def _within(parts: Sequence[Figure], base: Figure) -> Iterator[tuple[Figure, Figure]]:
    """Yield the parts as long as they fit into the base together."""
    total = 0.0
    for part in parts:
        total += _value(part)
        if total > _value(base) or not _smaller(part, base):
            return
        yield part, base


def _polled(place: _Place) -> Iterator[tuple[Figure, Figure]]:
    """The shares of a poll are of the persons asked."""
    asked: Figure | None = None
    for figure in place.figures:
        sentence = place.layout.sentence_at(figure.span.start)
        if sentence is None:
            continue
        polls = _POLL & set(place.words(sentence.start, sentence.end))
        if figure.kind == "count" and polls and _people(figure):
            asked = figure
        elif asked is None or figure.kind != "share" or (place.after(figure, 1) == ("of",) and not polls):
            continue
        elif place.sentence(figure) - place.sentence(asked) <= _POLL_REACH:
            yield figure, asked


def _picks(words: tuple[str, ...], *, opens: bool) -> bool:
    if not words:
        return False
    if opens:
        return len(words) <= 6 and words[0] in {"of", "among"} and words[1:2] != () and words[1] in _PICKED | _TAKEN_UP
    if any(w in _INCLUDING for w in words[-8:]):
        return True
    return any(a in {"of", "among"} and b in _PICKED for a, b in pairwise(words))


def _listed_with(place: _Place, i: int, base: Figure) -> Iterator[Figure]:
    """The rest of a list: "including nine children, two nurses and a driver"."""
    figures = place.figures
    total = figures[i].low or 0.0
    for k in range(i + 1, min(i + _MAX_PARTS, len(figures))):
        words = place.between(figures[k - 1], figures[k])
        total += figures[k].low or 0.0
        fits = base.high is None or total <= base.high
        if len(words) > 6 or not {",", "and", ";"} & set(words) or not fits or figures[k].kind != figures[i].kind:
            return
        if set(words) & _FINITE or not (_people(base) or _same_unit(figures[k], figures[i])):
            return
        yield figures[k]


def _of_the_noun(place: _Place) -> Iterator[tuple[Figure, Figure]]:
    """ "A third of these casualties" hangs on the count of casualties that stands nearest."""
    figures = place.figures
    for i, part in enumerate(figures):
        words = place.after(part, 6)
        if part.kind != "share" or part.unit is None or words[:1] != ("of",):
            continue
        nouns = {_stem(w) for w in (*words[1:], part.unit) if w.isalpha()}
        fits = [f for f in figures if f.kind == "count" and (_counted_as(f, nouns))]
        near = [f for f in reversed(figures[:i]) if f in fits and place.sentence(part) - place.sentence(f) <= _BACK]
        ahead = [f for f in figures[i + 1 : i + 12] if f in fits]
        yield from ((part, base) for base in (near or ahead)[:1])


def _counted_as(figure: Figure, nouns: set[str]) -> bool:
    """Tell whether a count is of these nouns, or of the deployment, the deaths ... that its measure names."""
    named = {_stem(figure.unit)} if figure.unit else set()
    measured = {"deployed": {"deployment", "deployed"}, "casualties": {"loss", "casualty"}}
    return bool(nouns & (named | measured.get(figure.measure, set())))


def _of_them(place: _Place) -> Iterator[tuple[Figure, Figure]]:
    """ "Nine of them", "two of the boats", "110 of which": the base is the greater count before."""
    for i, part in enumerate(place.figures):
        words = place.after(part, 4)
        before = place.before(part, 3)
        behind = words[:1] == ("of",) and words[1:2] != () and words[1] in _THEM | {"the"}
        ahead = before[-2:-1] == ("of",) and before[-1] in {"which", "whom", "these", "those"}
        if part.kind not in {"count", "share"} or not (behind or ahead):
            continue
        noun = _stem(words[2]) if behind and words[1] in {"the", "these", "those"} and len(words) > 2 else ""
        wholes = list(place.wholes(i, _BACK + 3))
        named = [b for b in wholes if b.unit and _stem(b.unit) == noun]
        if words[1:2] == ("the",) and not named and noun not in _PEOPLE | {"lot", "dead", "fatality", "death"}:
            continue
        yield from ((part, base) for base in (named or wholes)[:1])


def _by_kind(place: _Place) -> Iterator[tuple[Figure, Figure]]:
    """Killed and wounded are parts of the casualties that the sentence before or the same one gives."""
    for i, part in enumerate(place.figures):
        if part.kind != "count" or part.measure not in _LOSSES:
            continue
        whole = next((b for b in place.wholes(i, 1) if b.measure not in _LOSSES), None)
        if whole is not None and whole.measure == "casualties":
            yield part, whole


def _aboard(place: _Place) -> Iterator[tuple[Figure, Figure]]:
    """Of those aboard some were saved, some died, some are missing."""
    for i, part in enumerate(place.figures):
        if part.kind != "count" or part.measure not in _LOSSES | {"rescued"}:
            continue
        for base in place.wholes(i, _BACK):
            sentence = place.layout.sentence_at(base.span.start)
            if base.measure == "other" and sentence and _ABOARD & set(place.words(sentence.start, sentence.end)):
                yield part, base
                break


def _elided(place: _Place) -> Iterator[tuple[Figure, Figure]]:
    """ "Two managed to flee": a bare number that opens its sentence picks from the greater count before."""
    for i, part in enumerate(place.figures):
        sentence = place.layout.sentence_at(part.span.start)
        if sentence is None or part.kind != "count" or part.span.start != sentence.start:
            continue
        noun = None if part.unit is None or _bare(part) else _stem(part.unit)
        if noun is None or noun not in {_stem(w) for w in place.after(part, 5)}:
            base = next((b for b in place.wholes(i, 2) if noun is None or _same_unit(part, b)), None)
            if base is not None:
                yield part, base


def _added_up(place: _Place) -> Iterator[tuple[Figure, Figure]]:
    """Figures that add up to a total of the same thing: the longest row first, then the nearest total.

    Small sums come about by chance: a total under ten counts only with its parts in the sentence behind it, one under
    a hundred only with parts that stand in one row.
    """
    counts = [f for f in place.figures if f.kind == "count" and f.bound != "vague"]
    sums: list[tuple[int, Sequence[Figure], Figure]] = []
    for i, total in enumerate(counts):
        if _value(total) < 2 or total.bound in {"more_than", "nearly", "less_than"}:
            continue
        for run in _runs(counts, i, scattered=_value(total) >= _SURE_SUM):
            if _adds_up(run, total) and (_value(total) >= 10 or _right_behind(place, run, total)):
                sums.append((abs(run[0].span.start - total.span.start), run, total))
                break
    for _, run, total in sorted(sums, key=lambda s: (-len(s[1]), s[0], s[2].span.start)):
        yield from ((part, total) for part in run)


def _adds_up(run: Sequence[Figure], total: Figure) -> bool:
    if sum(_value(f) for f in run) != _value(total):
        return False
    if total.measure == "casualties" and all(f.measure in _LOSSES for f in run):
        return True
    alike = all(_bare(f) or _same_unit(f, total) or _people(total) for f in run)
    return alike and all(f.measure == total.measure for f in run)


def _runs(figures: Sequence[Figure], i: int, *, scattered: bool) -> Iterator[Sequence[Figure]]:
    """Yield what may be the parts of figure ``i``: rows of neighbours, those behind it first, then any few nearby."""
    near = figures[max(0, i - 3 * _WINDOW) : i + 3 * _WINDOW]
    starts = [*range(i + 1, min(len(figures), i + _WINDOW)), *range(i - 1, max(-1, i - _WINDOW), -1)]
    alike = [f for f in near if f.measure == figures[i].measure]
    for row in (near, alike):
        at = row.index(figures[i])
        for start in [s - i + at for s in starts if 0 <= s - i + at < len(row)]:
            for length in range(2, _MAX_PARTS + 1):
                run = row[start : start + length]
                if len(run) == length and all(f is not figures[i] for f in run):
                    yield run
    least = _value(figures[i]) / 20  # beside a total of hundreds, ones and twos fit any sum
    if scattered:
        for length in (2, 3, 4):
            yield from combinations([f for f in figures[i + 1 : i + 8] if _value(f) >= least], length)


def _right_behind(place: _Place, run: Sequence[Figure], total: Figure) -> bool:
    if run[0].span.start < total.span.start:
        return False
    if all(place.sentence(f) == place.sentence(total) for f in run):
        return True
    joined = all(len(words) <= 4 and {",", "and"} & set(words) for words in map(place.between, run, run[1:]))
    return joined and place.sentence(run[-1]) - place.sentence(total) == 1  # "four victims ... two men and two women"


def _rest_of(place: _Place, i: int, bases: dict[str, str]) -> str | None:
    """ "The other three": the rest of what the part before it was taken from."""
    part = place.figures[i]
    if part.kind != "count" or not _REST & set(place.before(part, 1) + place.after(part, 1)):
        return None
    for earlier in reversed(place.figures[max(0, i - 3) : i]):
        close = place.sentence(part) - place.sentence(earlier) <= 1
        if earlier.id in bases and close and (_bare(part) or _same_unit(part, earlier)):
            return bases[earlier.id]
    return next((b.id for b in place.wholes(i, _BACK) if _bare(part) or _same_unit(part, b)), None)


def _taken_up(place: _Place, i: int, bases: dict[str, str]) -> str | None:
    """ "The three boats" that were told of before are of the same five."""
    part = place.figures[i]
    if part.kind != "count" or not {"the", "these", "those"} & set(place.before(part, 1)):
        return None
    for earlier in reversed(place.figures[max(0, i - 6) : i]):
        if earlier.id in bases and _value(earlier) == _value(part) and (_same_unit(earlier, part) or _bare(earlier)):
            return bases[earlier.id]
    return None


def _same_unit(one: Figure, other: Figure) -> bool:
    return bool(one.unit and other.unit and _stem(one.unit) == _stem(other.unit))


def _bare(figure: Figure) -> bool:
    """Tell whether the number stands without a noun of its own: "the other three", "two of them"."""
    return figure.unit is None or figure.unit.casefold() in _THEM


def _people(figure: Figure) -> bool:
    return figure.unit is not None and bool({_stem(figure.unit), figure.unit.casefold()} & _PEOPLE)


def _smaller(part: Figure, base: Figure) -> bool:
    if part.kind == "share":
        return base.kind in {"count", "money"}
    low = part.low if part.low is not None else part.high
    high = base.high if base.high is not None else base.low
    if part.kind != base.kind or low is None or high is None:
        return False
    return low < high or (low == high and base.high is None and part.high is not None)


def _value(figure: Figure) -> float:
    return figure.low if figure.low is not None else figure.high or 0.0


def _stem(noun: str) -> str:
    return singular(noun.casefold().split()[-1])


_RULES: tuple[_Rule, ...] = (
    _of_the_number,
    _of_those,
    _picked_out,
    _of_the_noun,
    _of_them,
    _added_up,
    _by_kind,
    _aboard,
    _elided,
    _polled,
)
