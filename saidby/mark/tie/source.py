"""On whose word a figure stands, and through whom it came."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import structs

from saidby import grammar
from saidby.lexicon import Lexicon
from saidby.mark.tie.carriers import OUTLET_WORDS
from saidby.mark.tie.inherited import on_its_word
from saidby.records import Attribution, Figure, Marks, Reason, Span
from saidby.text import Layout, Stretches, beginning_in

_OPENING = 4  # words in which a sentence says that it goes on with the one before
_LENGTHS = frozenset("km kms kilometer kilometers kilometre kilometres mile miles".split())
_DIRECTIONS = frozenset(
    "north south east west northeast northwest southeast southwest northern southern eastern western away from off "
    "outside".split()
)
_INHABITED = frozenset("population city town village community country nation island".split())
_RELATIVES = grammar.RELATIVES - {"when"}
_BEFELL = frozenset("left killed claimed injured wounded destroyed displaced collapsed sank struck hit".split())
_DEFINITE = (grammar.DEFINITE - {"that"}) | {"'s"}
_ENDS_PHRASE = (
    (grammar.BE - grammar.NON_FINITE)
    | grammar.HAVE
    | frozenset("that said says been will would , ; : because while when as after and but".split())
)
_LONGEST_PHRASE = 20  # words of a noun phrase with what hangs on it
_NO_STATEMENT = frozenset({"intention", "attitude", "modal", "reader: act"})  # wishes, plans, acts, what may be said
_POLLS = frozenset("poll polls survey surveys study census polling pollster pollsters report".split())
_RELAYING = frozenset({"outlet"})
_SURE_ENOUGH = 0.7  # how sure a reader has to be of an attribution that no rule found, for figures to stand on it


def contents_of(layout: Layout, attributions: Sequence[Attribution]) -> Stretches[Attribution]:
    """Return the contents on which a figure can stand, to be asked by place."""
    stated = [a for a in attributions if a.source and _states(a)]
    return Stretches(layout, [(c, a) for a in stated for c in a.content])


def _states(attribution: Attribution) -> bool:
    if attribution.rule == "reader":
        return attribution.confidence >= _SURE_ENOUGH
    return attribution.rule not in _NO_STATEMENT


def standing_on(
    figure: Figure, contents: Stretches[Attribution], layout: Layout, marks: Marks, lexicon: Lexicon
) -> Attribution | None:
    """Return the innermost attribution with a known source whose content holds the figure, else None.

    A mere place ("the island reported 60 cases, the health board said") gives way to the body that speaks of it. What
    a relative clause recalls of a known event ("condemned the attack in which two died") is the article's own word.
    """
    holding = [a for a in contents.holding(figure.bare) if a.speaker is not None]  # not "we" of who knows whom
    around = {a.id for a in holding}
    named = [a for a in holding if not (_is_nobodys(a) and " " not in (a.speaker or "") and a.nested_in in around)]
    bodies = [a for a in named if not _is_place(a.speaker or "", lexicon)] or named
    carried = {a.nested_in for a in bodies}
    innermost = [a for a in bodies if a.id not in carried] or bodies
    best = min(innermost, key=lambda a: (_length(a), -a.confidence, a.id), default=None)
    if not holding:
        return _quoted_without_cue(figure, marks)
    if best is not None and (_locates(figure, layout) or _recalls(figure, best, layout, marks)):
        return None
    return best


def _quoted_without_cue(figure: Figure, marks: Marks) -> Attribution | None:
    """Return what the speaker of the quotation that holds the figure said before it; None where nobody is known."""
    quotes = [q for q in marks.quotes if _holds(q.span, figure.bare) and q.speaker is not None]
    spoken = [a for a in marks.attributions if quotes and a.source[:1] == (quotes[-1].speaker_span,) and _states(a)]
    return max(spoken, key=lambda a: a.cue[0], default=None)


def _locates(figure: Figure, layout: Layout) -> bool:
    """Tell whether the figure only says where a place lies or how many live there: "60 km north of", "town of 900"."""
    i, j = layout.token_at(figure.span.start), layout.token_at(figure.span.end - 1) + 1
    before = [*layout.lows[max(0, i - 4) : i]]
    behind = [*layout.lows[j : j + 4]]
    if figure.kind == "measure" and figure.bound != "vague":
        far = [k for k, word in enumerate(behind[:3]) if word in _LENGTHS]
        return bool(far) and any(word in _DIRECTIONS for word in behind[far[0] + 1 :])
    inhabited = any(w in _INHABITED for w in before)
    return figure.kind == "count" and inhabited and before[-1:] in (["of"], ["with"], ["just"], ["about"])


def _recalls(figure: Figure, attribution: Attribution, layout: Layout, marks: Marks) -> bool:
    """Tell whether unquoted words bring up a known event in which the figure was: "the fire of 2019 that killed 60"."""
    content = next(c for c in attribution.content if _holds(c, figure.bare))
    if content.start == figure.bare.start or _quoted(figure, marks):
        return False
    words, relatives = layout.lows, layout.places_of(_RELATIVES)
    first, last = bisect_left(layout.starts, content.start), bisect_left(layout.starts, figure.bare.start)
    at = relatives[n - 1] if (n := bisect_left(relatives, last)) else -1
    if at <= first:
        return False
    inside = words[at] == "which" and words[at - 1] in {"in", "during"}
    befell = at + 1 < last and words[at + 1] in _BEFELL
    while at > first + 1 and words[at - 1] in {",", "-", "—", "–", "(", ")"}:
        at -= 1
    return (inside or befell) and _is_known(words[max(first, at - _LONGEST_PHRASE) : at])


def _is_known(words: Sequence[str]) -> bool:
    """Tell whether the noun phrase at the end of the words is definite: its leftmost determiner says so."""
    found = False
    for word in reversed(words):
        if word in _ENDS_PHRASE:
            break
        if word in _DEFINITE:
            found = True
        elif word in {"a", "an", "another", "one", "two", "three"}:
            found = False
    return found


def _is_place(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a speaker is no more than a country or region, such as "mainland China"."""
    words = name.casefold().split()
    hits = lexicon.places.find_in(name) if len(words) <= 3 else []
    return (len(hits) == 1 and name.casefold().endswith(hits[0].entry.term.casefold())) or words[-1:] == ["region"]


def word_of(
    figure: Figure,
    attribution: Attribution | None,
    attributions: Mapping[str, Attribution],
    carriers: Mapping[str, tuple[str, ...]],
) -> dict[str, Any]:
    """Return source, the mention nearest to the figure, and the carriers between it and the article."""
    if attribution is None or attribution.speaker is None:
        return {}
    outer = attributions.get(attribution.nested_in or "")
    if outer is not None and _only_passed_on(attribution, outer):
        found = word_of(figure, structs.replace(outer, nested_in=None), attributions, carriers)
        carried = (attribution.speaker, *carriers.get(attribution.id, ()), *found["via"])
        return {**found, "via": tuple(dict.fromkeys(v for v in carried if v != outer.speaker))}
    via = list(carriers.get(attribution.id, ()))
    seen = {attribution.id}
    while outer is not None and outer.id not in seen:
        seen.add(outer.id)
        if outer.speaker is not None and outer.speaker != attribution.speaker and not _is_nobodys(outer):
            via += [outer.speaker, *carriers.get(outer.id, ())]
        outer = attributions.get(outer.nested_in or "")
    mention = min(attribution.source, key=lambda s: (abs(s.start - figure.span.start), s.start))
    why = Reason(step="word", rule=attribution.rule, span=attribution.cue[0], entry=attribution.entry)
    return {
        "source": attribution.speaker,
        "source_span": mention,
        "via": tuple(dict.fromkeys(v for v in via if v != attribution.speaker)),
        "attribution": attribution.id,
        "because": (*figure.because, why),
        "confidence": round(figure.confidence * attribution.confidence, 4),
    }


def _only_passed_on(attribution: Attribution, outer: Attribution) -> bool:
    """Tell whether an outlet only relays what its sentence ends by giving to another: "..., according to the union"."""
    closes = outer.rule == "according to" and attribution.cue[0].end < outer.cue[0].start
    paper = attribution.kind == "outlet" or (attribution.speaker or "").casefold().rpartition(" ")[2] in OUTLET_WORDS
    return closes and paper and outer.speaker is not None and outer.kind not in _RELAYING


def _is_nobodys(attribution: Attribution) -> bool:
    """Tell whether a carrier is a paper of which the article does not say whose it is: "an earlier story".

    "An army statement" is the army's.
    """
    name = attribution.speaker or ""
    longest = max((s.end - s.start for s in attribution.source), default=0)
    return attribution.kind == "document" and name.islower() and longest <= len(name) + len("the ")


def go_on(figures: Sequence[Figure], layout: Layout, marks: Marks) -> list[Figure]:
    """Return the figures with the source carried into a sentence that plainly goes on with it.

    A share "of these casualties" in an unattributed sentence stands on the word on which its base stood one sentence
    before, and so does what follows it in that sentence. So do "60 of these" and a poll's next result.
    """
    done: list[Figure] = []
    by_id = {f.id: f for f in figures}
    heirs: dict[int, Figure] = {}  # sentence -> the figure whose word it goes on with
    spoken = {layout.sentence_of(a.cue[0]) for a in marks.attributions if a.source}
    named = {layout.sentence_of(a.cue[0]) for a in marks.attributions if a.source and not _only_counts(a, figures)}
    last: Figure | None = None  # the last with a source
    for figure in figures:
        here = layout.sentence_of(figure.span)
        base = by_id.get(figure.part_of or "")
        if figure.source is None and here >= 0:
            share = base is not None and figure.kind == "share" and here - layout.sentence_of(base.span) == 1
            if base is not None and base.source and share:
                heirs.setdefault(here, base)
            if here not in spoken and last is not None and _carries_on(figure, last, layout, marks):
                heirs.setdefault(here, last)
            if here not in named and last is not None and _next_result(figure, last, layout, marks):
                heirs.setdefault(here, last)
            if here in heirs:
                figure = on_its_word(figure, heirs[here], rule="goes on with the source of its base", sure=0.8)
        by_id[figure.id] = figure
        last = figure if figure.source else last
        done.append(figure)
    return done


def _quoted(figure: Figure, marks: Marks) -> bool:
    before = marks.quotes[: bisect_right(marks.quotes, figure.bare.start, key=lambda q: q.span.start)]
    return any(_holds(q.span, figure.bare) for q in before[-2:])  # the last one, and one that it stands in


def _carries_on(figure: Figure, last: Figure, layout: Layout, marks: Marks) -> bool:
    """Tell whether the figure's sentence takes up the one before, in which ``last`` has its source: "60 of these"."""
    here = layout.sentence_at(figure.span.start)
    if here is None or here.index - layout.sentence_of(last.span) != 1 or _quoted(figure, marks):
        return False
    opening = [t.low for t in layout.tokens_of(here)][:_OPENING]
    return any(w in {"these", "those"} and opening[:k][-1:] in ([], ["of"]) for k, w in enumerate(opening))


def _only_counts(attribution: Attribution, figures: Sequence[Figure]) -> bool:
    """Tell whether those who speak are themselves a figure: "another 12 per cent said they did not know"."""
    source = attribution.source[0]
    return any(f.kind == "share" for f in beginning_in(figures, source.start, source.end))


def _next_result(figure: Figure, last: Figure, layout: Layout, marks: Marks) -> bool:
    """Tell whether a sentence that opens with a share gives the next result of the poll in the one before."""
    here = layout.sentence_at(figure.span.start)
    if here is None or {figure.kind, last.kind} != {"share"} or last.source_span is None or _quoted(figure, marks):
        return False
    before = layout.sentence_of(last.span)
    opens = layout.token_at(figure.span.start) - here.first < _OPENING
    polled = not _POLLS.isdisjoint(layout.lows_between(last.source_span.start, last.source_span.end))
    return opens and polled and here.index - before == 1


def _holds(content: Span, span: Span) -> bool:
    return content.start <= span.start and span.end <= content.end


def _length(attribution: Attribution) -> int:
    return sum(c.end - c.start for c in attribution.content)
