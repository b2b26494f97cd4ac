"""Parts that a word ties to their base: "of", "including", "of whom", "the other", "more than"."""

from collections.abc import Iterator, Sequence, Set
from functools import partial
from itertools import pairwise

from saidby import grammar
from saidby.mark.tie.bases.ground import (
    PEOPLE,
    THEM,
    Ground,
    Tied,
    alike,
    anyone,
    bare,
    called,
    kin,
    of_kin,
    of_people,
    people,
    same_unit,
    smaller,
    stem,
    value,
)
from saidby.records import Figure

Found = Iterator[tuple[Figure, Figure]]

_INCLUDING = frozenset("including included include includes".split())
_PICKED = _INCLUDING | frozenset("among whom which them those these".split())
_TAKEN_UP = (grammar.DEFINITE - {"that"}) | {"such"}
_FINITE = grammar.BE | grammar.HAVE | frozenset("injured wounded killed".split())
_TURNS = frozenset("is are that who where when ;".split())  # what follows tells of something else
_BEING = tuple((w,) for w in "be been was were is are not".split())
_BESIDES = frozenset("other remaining last past".split())
_POLL = frozenset("polled surveyed interviewed respondents questioned interviewees".split())
_ANSWERED = frozenset("said say admitted confirmed answered agreed agree believe think thought support oppose".split())
_SAMPLE = 20  # no fewer persons make a poll
_POLL_REACH = 4  # sentences behind the one that tells how many were asked
_LIST = 8  # longest list of parts
_APART = frozenset("for at by each".split())
_NEAR = 5  # words between a part and its base in "N of the roughly M"
_BACK = 3  # sentences that "of them" and "a third of the casualties" look back for their base
_AHEAD = 12  # figures behind a share among which its base is sought
_MORE = frozenset("more new additional further".split())
_COMPARED = frozenset("more fewer less higher lower".split())
_LIFTING = frozenset("bringing brings brought taking takes took raising raises raised pushing pushed".split())
_RAISING = _LIFTING | frozenset("total toll tally number rises rose".split())
_DEAD = frozenset("dead killed".split())
_OF_WHICH = THEM | {"the", "which"}


def of_the_number(ground: Ground, tied: Tied) -> Found:
    """ "600 of the (about) 4,700", "12 out of 40"."""
    for i, (part, base) in enumerate(pairwise(ground.figures)):
        words = ground.between(part, base)
        if ground.sentences[i] != ground.sentences[i + 1] or _APART & set(words):
            continue
        if words[-2:] == ("among", "the") and len(words) <= _NEAR and "," not in words and smaller(part, base):
            yield part, base  # "three of its sailors were among the 14 dead"
            continue
        at = words.index("of") if "of" in words else -1
        near = _NEAR + 3 if "'s" in words else _NEAR  # "three of the plant's six"
        out = words[-2:] == ("out", "of") and len(words) <= near
        if at < 0 or len(words) > near or base.kind == "share" or not smaller(part, base):
            continue
        if not out and {",", ";", ":", "and"} & set(words):
            continue
        behind = words[at + 1 :]
        plain = at == 0 or words[:at] == ("out",)
        if (
            out
            or (plain and (not behind or behind[0] in _TAKEN_UP | {"an", "a"} or part.kind == "share"))
            or (behind[:1] == ("the",) and not same_unit(part, base))
        ):
            yield part, base


def of_those(ground: Ground, tied: Tied) -> Found:
    """ "Of those, 30 died and 45 were hurt", "Of the 210, 66 have been named": all that the sentence counts."""
    for i, first in enumerate(ground.figures):
        opening = ground.opening(i)
        if opening[:1] not in {("of",), ("among",)}:
            continue
        end = i
        while end < len(ground.figures) and ground.sentences[end] == ground.sentences[i]:
            end += 1
        here = [f for f in ground.figures[i:end] if f.kind == first.kind]
        base: Figure | None = None
        named = len(opening) == 1 or (len(opening) <= 3 and opening[1] in THEM | {"the"})
        if (
            named
            and len(here) > 1
            and "," in ground.between(here[0], here[1])
            and ground.after(here[0], 1) != ("were",)
        ):
            base, here = here[0], here[1:]
        if base is None and opening[1:2] and opening[1] in THEM and opening[2:3] == (",",):
            base = next(ground.wholes(i, 1), None)
        if base is not None:
            yield from _within(ground, here, base)


def _within(ground: Ground, parts: Sequence[Figure], base: Figure) -> Found:
    """Yield the parts as long as they fit into the base together."""
    total = 0.0
    for part in parts:
        total += value(part)
        if total > value(base) or not smaller(part, base) or ground.before(part, 2) == ("among", "the"):
            return
        yield part, base


def picked_out(ground: Ground, tied: Tied) -> Found:
    """The figure after "including" or "of whom", and those listed with it, are parts of the one before."""
    for i, part in enumerate(ground.figures):
        sentence = ground.layout.sentence_at(part.span.start)
        if part.kind == "measure" or i == 0 or sentence is None:
            continue
        start = max(sentence.start, ground.figures[i - 1].span.end)
        opens = start == sentence.start
        words = ground.words(start, part.span.start)
        base = _named(ground, i, words, tied) if opens else None
        base = base or next((b for b in ground.wholes(i, int(opens)) if b.high != 1), None)
        if not opens and words[:2] in {("of", "them"), ("of", "these"), ("of", "those"), ("of", "whom")}:
            continue  # these words belong to the figure before
        if words[-1:] == ("(",) and (base is not ground.figures[i - 1] or not (bare(part) or kin(part) == kin(base))):
            continue
        if base is not None and _picks(words, opens=opens) and (opens or _has(base, part, words)):
            yield part, base
            yield from ((other, base) for other in _listed_with(ground, i, base))


def _named(ground: Ground, i: int, words: Sequence[str], tied: Tied) -> Figure | None:
    """Return the count before figure ``i`` of those whom the words call by what happened to them: "the dead"."""
    meant = called(words)
    row = [b for b in ground.wholes(i, _BACK) if b.measure in meant]
    return next((b for b in row if b.id not in tied), row[0] if row else None)


def _picks(words: tuple[str, ...], *, opens: bool) -> bool:
    words = words[1:] if words[:1] in {('"',), ("“",), ("'",), ("‘",)} else words
    if not words:
        return False
    if opens and _INCLUDING & set(words[-3:]) and words[0] in {"the", "this", "that", "these", "those", "they"}:
        return len(words) <= 8
    if opens and {"remainder", "rest"} & set(words):
        return False
    if opens:
        return len(words) <= 6 and words[0] in {"of", "among"} and words[1:2] != () and words[1] in _PICKED | _TAKEN_UP
    if words[-1] == "(" and len(words) <= 2:
        return True
    cues = [k for k, w in enumerate(words) if w in _INCLUDING and k >= len(words) - 8 and not _is_passive(words, k)]
    cues += [k for k, (a, b) in enumerate(pairwise(words)) if a in {"of", "among"} and b in _PICKED]
    far = "which" in words and len(words) > 6 and "of" not in words and "among" not in words
    return bool(cues) and not far and not _turns(words[max(cues) + 1 :])


def _turns(words: Sequence[str]) -> bool:
    """Tell whether the words behind the cue tell of something else before they come to the number."""
    return bool(_TURNS & set(words) or {"was", "were"} & set(words[2:]))


def _is_passive(words: Sequence[str], k: int) -> bool:
    return words[k] == "included" and (words[k - 1 : k] in _BEING or words[k + 1 : k + 2] == (",",))


def _has(base: Figure, part: Figure, words: Sequence[str]) -> bool:
    """Tell whether it is the base that "included", and not some other subject: "a burst of gunfire that included"."""
    verbs = [k for k, w in enumerate(words) if w in {"included", "include", "includes"}]
    return not verbs or verbs[0] <= 2 or alike(part, base)


def _listed_with(ground: Ground, i: int, base: Figure) -> Iterator[Figure]:
    """The rest of a list: "including nine children, two nurses and a driver"."""
    figures = ground.figures
    total = value(figures[i])
    for k in range(i + 1, min(i + _LIST, len(figures))):
        words = ground.between(figures[k - 1], figures[k])
        total += value(figures[k])
        fits = base.high is None or total <= base.high
        if len(words) > 6 or not {",", "and", ";"} & set(words) or not fits or figures[k].kind != figures[i].kind:
            return
        if ground.after(figures[k], 2) in {("of", "whom"), ("of", "which")}:
            return
        if set(words) & _FINITE or not (people(base) or same_unit(figures[k], figures[i])):
            return
        yield figures[k]


def of_the_noun(ground: Ground, tied: Tied) -> Found:
    """ "A third of these casualties" hangs on the count of casualties that stands nearest."""
    figures = ground.figures
    for i, part in enumerate(figures):
        words = ground.after(part, 6)
        if part.kind != "share" or part.unit is None or words[:1] != ("of",):
            continue
        nouns = {stem(w) for w in (*words[1:], part.unit) if w.isalpha()}
        before = range(i - 1, max(-1, i - 4 * _AHEAD), -1)
        close = (figures[k] for k in before if ground.sentences[i] - ground.sentences[k] <= _BACK)
        row = (f for f in (*close, *figures[i + 1 : i + _AHEAD]) if f.kind == "count" and _counted_as(f, nouns))
        yield from ((part, b) for b in row if b.bound != "vague" and not {"or", "("} & set(ground.between(b, part)[:4]))


def _counted_as(figure: Figure, nouns: set[str]) -> bool:
    """Tell whether a count is of these nouns, or of the deployment, the deaths ... that its measure names."""
    named = {stem(figure.unit)} if figure.unit else set()
    measured = {"deployed": {"deployment", "deployed"}, "casualties": {"loss", "casualty"}}
    return bool(nouns & (named | measured.get(figure.measure, set())))


def of_them(ground: Ground, tied: Tied) -> Found:
    """ "Nine of them", "two of the boats", "40 of which", "two among whom": the base is the greater count before."""
    for i, part in enumerate(ground.figures):
        words = tuple(w for w in ground.after(part, 5) if w not in _BESIDES)
        before = ground.before(part, 3)
        behind = words[:1] in {("of",), ("among",)} and words[1:2] != () and words[1] in _OF_WHICH
        ahead = before[-2:-1] == ("of",) and before[-1] in {"which", "whom", "these", "those"}
        if part.kind not in {"count", "share"} or not (behind or ahead) or (behind and _meets(words, before)):
            continue
        noun = stem(words[2]) if behind and words[1] in {"the", "these", "those"} and len(words) > 2 else ""
        here = (behind and words[1] in {"whom", "which"}) or (ahead and before[-1] in {"whom", "which"})
        wholes = list(ground.wholes(i, 0 if here else _BACK + 3))
        meant = called(words[2:4]) if noun else ()
        named = [b for b in wholes if (b.unit and of_kin(stem(b.unit)) == of_kin(noun)) or b.measure in meant]
        meets = words[1:2] == ("the",) or (noun and noun != words[2])
        if meets and not named and noun not in PEOPLE | {"lot"}:
            continue
        persons = noun in PEOPLE or (here and "whom" in {*words[1:2], *before[-1:]})
        wholes = [b for b in wholes if of_people(b) or bare(b)] if persons else wholes
        wholes = [b for b in wholes if bare(part) or people(b) or not people(part) or b.measure != "other"]
        own = [b for b in named or wholes if words[1:2] != ("the",) or b.id not in tied]
        yield from ((part, base) for base in (own or named or wholes)[:1])


def _meets(words: tuple[str, ...], before: tuple[str, ...]) -> bool:
    """Tell whether no count is meant: "those voting" are named by what they do, "the two of them" are all."""
    doing = words[1] == "those" and words[2:3] != () and (words[2].endswith("ing") or words[2] in _POLL | {"who"})
    return doing or before[-1:] == ("the",)


def of_the_named(ground: Ground, tied: Tied) -> Found:
    """ "Three of the skiffs", "two of the victims": of the count far above or soon behind that names them so."""
    for i, part in enumerate(ground.figures):
        words = ground.after(part, 6)
        if part.kind != "count" or words[:1] != ("of",) or words[1:2] == () or words[1] not in {"the", "these"}:
            continue
        nouns = {stem(w) for w in words[2:5] if w.isalpha()}
        meant = called(words[2:4])
        kins = {of_kin(n) for n in nouns}
        base = ground.nearest(i, partial(_of_these, meant, frozenset()), back=99) if meant else None
        base = base or ground.nearest(i, partial(_of_these, (), kins), back=99, ahead=2)
        if base is None and nouns & PEOPLE:
            base = ground.nearest(i, _of_persons, back=99)
        if base is not None:
            yield part, base


def _of_these(measures: Sequence[str], kins: Set[str], base: Figure) -> bool:
    return base.measure in measures or kin(base) in kins


def _of_persons(base: Figure) -> bool:
    return of_people(base) and base.bound != "vague" and (anyone(base) or base.measure != "other")


def opening_of(ground: Ground, tied: Tied) -> Found:
    """ "Of the bodies that nobody knew, 130 ...": of those counted before."""
    for i, part in enumerate(ground.figures):
        words = ground.opening(i)
        if part.kind not in {"count", "share"} or words[:2] not in {("of", "the"), ("of", "those")} or "," not in words:
            continue
        kins = {of_kin(stem(w)) for w in words[2 : words.index(",")] if w.isalpha()}
        hurt, dead = bool(kins & {"injured", "wounded"}), bool(kins & _DEAD)
        for base in ground.wholes(i, 99):
            if kin(base) in kins or (hurt and base.measure == "wounded") or (dead and base.measure == "killed"):
                yield part, base
                break


def compared(ground: Ground, tied: Tied) -> Found:
    """ "30 clerks, two more than planned": what the greater number before has more."""
    for i, part in enumerate(ground.figures):
        words = ground.after(part, 5)
        at = words.index("than") if "than" in words else 0
        if part.kind not in {"count", "money"} or not at or not set(words[:at]) & _COMPARED:
            continue
        if "times" in words[:at] or {",", ".", "and"} & set(words[:at]):
            continue
        row = [ground.figures[k] for k in range(max(0, i - 3), i) if ground.sentences[k] == ground.sentences[i]]
        row = [f for f in row if f.kind == part.kind and smaller(part, f)]
        fits = [f for f in row if (alike(part, f) if part.kind == "count" else part.unit == f.unit)]
        yield from ((part, f) for f in (fits or row)[-1:])


def raising(ground: Ground, tied: Tied) -> Found:
    """ "With three more deaths the toll is 90": the new ones are part of the new total."""
    for i, (part, base) in enumerate(pairwise(ground.figures)):
        words = set(ground.between(part, base))
        more = set(ground.after(part, 2)) & _MORE or set(ground.before(part, 1)) & {"another", "further", "additional"}
        lifted = "to" in words and words & _LIFTING
        if part.kind != "count" or not (more or lifted) or ground.sentences[i] != ground.sentences[i + 1]:
            continue
        if smaller(part, base) and alike(part, base) and words & _RAISING:
            yield part, base


def polled(ground: Ground, tied: Tied) -> Found:
    """The shares of a poll are of the persons asked, told before or behind them."""
    asked, at = None, 0
    telling = ground.telling(_POLL)
    for i, figure in enumerate(ground.figures):
        polls = ground.sentences[i] in telling
        if _is_asked(ground, figure, polls=polls):
            asked, at = figure, i
            yield from ((share, figure) for share in _shares_before(ground, i))
        elif asked is None or figure.kind != "share" or _of_others(ground, figure, polls=polls):
            continue
        elif set(ground.after(figure, 1)) & _ANSWERED:
            yield figure, asked
        elif ground.sentences[i] - ground.sentences[at] <= _POLL_REACH:
            yield figure, asked
            at = i if ground.sentences[i] - ground.sentences[at] <= 1 else at


def _is_asked(ground: Ground, figure: Figure, *, polls: bool) -> bool:
    before = ground.before(figure, 4)
    named = "of" in before and bool({"survey", "poll"} & set(before))
    near = polls and bool({*before[-3:], *ground.after(figure, 3)} & _POLL)
    return figure.kind == "count" and value(figure) >= _SAMPLE and (near or named or (polls and people(figure)))


def _shares_before(ground: Ground, i: int) -> Iterator[Figure]:
    """The shares that the sentence of figure ``i`` and the one before told already."""
    for k in range(i - 1, max(-1, i - _LIST), -1):
        if ground.sentences[i] - ground.sentences[k] > 1:
            return
        if ground.figures[k].kind == "share" and "error" not in ground.before(ground.figures[k], 6):
            yield ground.figures[k]


def _of_others(ground: Ground, figure: Figure, *, polls: bool) -> bool:
    """Tell whether a share in a poll is none of the persons asked: a margin of error, a share of something named."""
    of_some = ground.after(figure, 1) == ("of",) and not polls and ground.after(figure, 3)[-1] not in _POLL
    words = ground.words(figure.span.start, figure.span.end)
    return of_some or "error" in ground.before(figure, 6) or bool({"point", "points"} & set(words))


def only_of(ground: Ground, tied: Tied) -> Found:
    """ "... that of the $60 it had lent, only $5 came back"."""
    for i, (base, part) in enumerate(pairwise(ground.figures)):
        before = ground.before(base, 3)
        if before[-2:] != ("of", "the") or before[:1] not in {("that",), (",",), ("and",)}:
            continue
        here = ground.sentences[i] == ground.sentences[i + 1] and "," in ground.between(base, part)
        if here and smaller(part, base) and (part.kind != "money" or part.unit == base.unit):
            yield part, base
