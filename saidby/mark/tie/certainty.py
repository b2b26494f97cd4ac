"""How sure whoever gives a figure is of it: the hedges that reach it."""

from collections.abc import Sequence
from itertools import pairwise

from msgspec import structs

from saidby import grammar
from saidby.records import Attribution, Figure, Hedge, Marks, Span
from saidby.text import Layout, Sentence, beginning_in

# Words from a hedge to the figure that it governs: of those in the train articles that reach further, three in four
# belong to something else.
_REACH = 7
_REACH_OF_A_CLAUSE = 16  # "it has been reported that ...": over the whole of what is reported
_IN_SIGHT = 2 * _REACH_OF_A_CLAUSE  # words, those of the hedge included
_REACH_BACK = 3  # behind the figure: "60 boats reportedly lost"
_REACH_BACK_OF_A_PREDICATE = 8  # "60 boats of the northern fleet are believed to be lost"
_BREAKS = frozenset({";", ":", "but", "while", "whereas", "although", ".", "--", "—", "*", "•"})
# Not "that", "as", "while": what follows them is told like the rest.
_SUBORDINATE = (grammar.SUBORDINATORS - {"that", "as", "while"}) | {"where", "so", "even"}
_NO_HEDGE_BESIDE_A_SOURCE = frozenset({"reported"})  # there it is the verb of saying
_VERBS_OF_SAYING = frozenset({"reported", "confirmed", "verified", "allegedly", "claimed"})  # as their source's cue
_ENDS_CLAUSE = frozenset({",", "and", "or", "who", "which", "that", "as", "because", "to"})  # behind a figure
_LINKS = grammar.BE | grammar.HAVE | frozenset("also now not still might may could all".split())
_RELATIVE = grammar.RELATIVE_PRONOUNS
_KNOWN = grammar.DEFINITE - {"that"}  # it opens a clause far more often
_FORETELLS = frozenset("will would could may might".split())
_THAT = frozenset({"that", "this", "these", "those"})
_COUNT = frozenset("figure figures number numbers toll count total losses casualties deaths cases".split())
# What is said of a count when it is taken up again.
_WEIGHING = frozenset("estimate estimated confirmed unverified unofficial preliminary disputed".split()) | {
    "not confirmed"
}
_MODALS = frozenset({"could", "may", "might"})
_DOUBTS_A_DEED = frozenset({"could", "may", "might", "accused", "allegedly", "threatened", "possible"})
_OF_ITS_PHRASE = frozenset({"allegedly", "possible", "threatened"})
_ENDS_PHRASE = frozenset({",", "and", "or", "in", "including"})
_GOES_ON = frozenset({"noting", "adding", "saying"})
_DEED_ALONE = frozenset({"accused"})  # who was hurt is known, who did it is not
_HURT = frozenset({"killed", "wounded", "missing", "casualties"})
_TAKEN_BACK = frozenset({"not confirmed", "unverified"})  # "60 died, a number that could not be verified"
_LOOKS_ON = frozenset({"accused", "threatened", "expects", "if", "not true", "not"})  # what it is said of stands behind
_RISES = frozenset("rise rises grow climb increase change fall drop worsen".split())  # that is what is in doubt
_DONE = frozenset("killed shot attacked struck hit took blew set opened fired".split())
_DIED = frozenset("died drowned fell sank perished".split())  # no participle of a noun, as in "60 boats lost"
_DID = (grammar.BE - grammar.NON_FINITE) | grammar.HAVE | _DONE | _DIED | frozenset("left lost found said".split())
_FIRST = frozenset({"initial", "originally"})
_OF_THE_WHOLE = frozenset({"estimate", "estimated", "preliminary", "unofficial", "unverified", "initial", "rumoured"})
_NO_LIST = (
    grammar.BE
    | grammar.HAVE
    | grammar.RELATIVES
    | frozenset("will would said while with after but as including".split())
)
_LIST = frozenset({",", "and", "or"})
_LONGEST_ITEM = 5  # words from one figure of a list to the next


def hedges_of(figure: Figure, attribution: Attribution | None, layout: Layout, marks: Marks) -> tuple[Span, ...]:
    """Return the hedges that reach the figure.

    Before it in its clause:      an estimated 60 / is believed to have lost 60
    Behind it, of its own noun:   60 boats, reportedly / 60 men who are believed dead / 60 confirmed cases
    In what introduces it:        a preliminary report says ... / a study estimated that ...
    """
    sentence = layout.sentence_at(figure.span.start)
    if sentence is None:
        return ()
    near = _in_sight(figure, sentence, layout)
    inside = [h for h in beginning_in(marks.hedges, near.start, near.end) if h.span.end <= near.end]
    if figure.source is not None:
        inside = [h for h in inside if h.term not in _NO_HEDGE_BESIDE_A_SOURCE]
    if figure.measure == "deployed":
        inside = [h for h in inside if h.term not in _FIRST]
    if attribution is not None and attribution.source:
        inside = [h for h in inside if not (h.term in _VERBS_OF_SAYING and _within(h, attribution.cue))]
    reaching = {h.span for h in inside if _reaches(h, figure, layout, marks)}
    reaching |= _taken_up(figure, sentence, layout, marks)
    return tuple(sorted(reaching | _introducing(figure, attribution, marks)))


def _taken_up(figure: Figure, sentence: Sentence, layout: Layout, marks: Marks) -> set[Span]:
    """Return the hedges of the next sentence where it weighs the count: "That figure is exaggerated"."""
    if sentence.index + 1 >= len(layout.sentences) or _figures_in(figure.span.end, sentence.end, marks):
        return set()
    behind = layout.sentences[sentence.index + 1]
    words = layout.lows[behind.first : behind.last]
    at = next((k for k, word in enumerate(words[:-1]) if word in _THAT and words[k + 1] in _COUNT | grammar.BE), None)
    if at is None or _figures_in(behind.start, behind.end, marks):
        return set()
    start = layout.starts[behind.first + at]
    weighing = (h for h in beginning_in(marks.hedges, start, behind.end) if h.term in _WEIGHING)
    return {h.span for h in weighing if len(_words(layout, start, h.span.start)) <= _REACH}


def _in_sight(figure: Figure, sentence: Sentence, layout: Layout) -> Span:
    """Return the part of the sentence in which a hedge can reach the figure, so that an endless one costs no more."""
    first = max(sentence.first, layout.token_at(figure.span.start) - _IN_SIGHT)
    last = min(sentence.last - 1, layout.token_at(figure.span.end - 1) + _IN_SIGHT)
    return Span(layout.tokens[first].start, layout.tokens[last].end)


def _within(hedge: Hedge, spans: Sequence[Span]) -> bool:
    return any(s.start <= hedge.span.start and hedge.span.end <= s.end for s in spans)


def _introducing(figure: Figure, attribution: Attribution | None, marks: Marks) -> set[Span]:
    """Return the hedges in the words that introduce what holds the figure."""
    if attribution is None:
        return set()
    parts = (*attribution.cue, *attribution.source)
    return {h.span for p in parts for h in beginning_in(marks.hedges, p.start, p.end) if h.term in _OF_THE_WHOLE}


def over_lists(figures: Sequence[Figure], layout: Layout) -> list[Figure]:
    """Return the figures with the hedges of a list's first, or of what a figure in brackets converts."""
    done = list(figures)
    for k, (one, other) in enumerate(pairwise(figures)):
        before = [h for h in done[k].hedge if h.end <= one.span.start]
        if before and not other.hedge and _in_one_list(one, other, layout, _LIST | {"("}):
            done[k + 1] = structs.replace(other, hedge=tuple(before))
    for k in range(len(done) - 1, 0, -1):
        behind = [h for h in done[k].hedge if h.start >= done[k].span.end]
        one, other = done[k - 1], done[k]
        listed = _in_one_list(one, other, layout, _LIST) and _heads(one, other, layout)
        converted = one.kind == other.kind != "count" and _in_one_list(one, other, layout, frozenset({"("}))
        if behind and not one.hedge and (listed or converted):
            done[k - 1] = structs.replace(done[k - 1], hedge=tuple(behind))
    return done


def _heads(one: Figure, other: Figure, layout: Layout) -> bool:
    """Tell whether a list begins its clause, so that what is said behind it is of all: no verb stands in front of it.

    None: "the storm sank 60 boats, and another 12 are believed to be lost", "60 drowned and 12 are feared dead".
    """
    sentence = layout.sentence_at(one.span.start)
    start = layout.starts[max(sentence.first, layout.token_at(one.span.start) - _IN_SIGHT)] if sentence else 0
    before = _words(layout, start, one.span.start)
    at = max((k for k, word in enumerate(before) if word in _BREAKS), default=-1)
    if any(w in _DID or (w.endswith("ed") and len(w) > len("need")) for w in before[at + 1 :]):
        return False
    return not _DIED & set(_words(layout, one.span.end, other.span.start))


def _in_one_list(one: Figure, other: Figure, layout: Layout, links: frozenset[str]) -> bool:
    words = _words(layout, one.span.end, other.span.start)
    if layout.sentence_at(one.span.start) != layout.sentence_at(other.span.start):
        return False
    return bool(links & set(words)) and len(words) <= _LONGEST_ITEM and not (_BREAKS | _NO_LIST | {")"}) & set(words)


def _reaches(hedge: Hedge, figure: Figure, layout: Layout, marks: Marks) -> bool:
    if hedge.term in _DEED_ALONE and figure.measure in _HURT:
        return False
    if hedge.span.end <= figure.span.start:
        return _reaches_on(hedge, figure, layout, marks)
    behind = hedge.span.start >= figure.span.end and hedge.term not in _LOOKS_ON
    return behind and _reaches_back(hedge, figure, layout, marks)


def _reaches_on(hedge: Hedge, figure: Figure, layout: Layout, marks: Marks) -> bool:
    words = _words(layout, hedge.span.end, figure.span.start)
    if _BREAKS & set(words):
        return False
    if hedge.term == "not":
        return len(words) <= 1
    if hedge.term == "if" and "," in words:
        i = layout.token_at(figure.span.end - 1) + 1
        return _is_foreseen(hedge, [*words, *layout.lows[i : i + _REACH]], layout)
    if _RISES & set(words[:2]) and words[-1:] == ["from"]:  # "is expected to rise from 60"
        return False
    if hedge.term == "suspected" and _DONE & set(words):  # "suspected rebels killed 60"
        return False
    if hedge.term == "reported":
        return words[:1] == ["that"] and len(words) <= _REACH_OF_A_CLAUSE
    if _governs_a_clause(hedge, words, layout):
        known = words[-2:-1] == ["of"] and words[-1] in _KNOWN  # "lost 60 of the 90 boats"
        return len(words) <= _REACH_OF_A_CLAUSE and not _GOES_ON & set(words) and not known
    if len(words) > _REACH or _figures_in(hedge.span.end, figure.span.start, marks):
        return False
    if hedge.term in _MODALS and "," in words:
        return False
    if hedge.term in _DOUBTS_A_DEED and (_SUBORDINATE & set(words) or (words and words[-1] in _KNOWN)):
        return False
    if hedge.term in _OF_ITS_PHRASE and _ENDS_PHRASE & set(words):
        return False
    return not ({",", "and"} & set(words) and _is_of_another(hedge, layout, marks))


def _is_foreseen(hedge: Hedge, words: Sequence[str], layout: Layout) -> bool:
    """Tell whether an if-clause opens the sentence whose main clause foretells the figure: "If it rains, 60 will"."""
    sentence = layout.sentence_at(hedge.span.start)
    opens = sentence is not None and layout.token_at(hedge.span.start) - sentence.first <= 1
    main = words[words.index(",") + 1 :]
    if not opens or "," in main[:-_REACH]:
        return False
    return bool(_FORETELLS & set(main)) and len(main) <= _REACH_OF_A_CLAUSE + _REACH


def _governs_a_clause(hedge: Hedge, words: Sequence[str], layout: Layout) -> bool:
    """Tell whether all that follows is in doubt: "is believed to have lost 60 boats, a third of the fleet"."""
    i = layout.token_at(hedge.span.start)
    passive = i > 0 and layout.tokens[i - 1].low in _LINKS
    return passive and (words[:1] == ["to"] or hedge.span.of(layout.text).casefold().endswith(" to"))


def _is_of_another(hedge: Hedge, layout: Layout, marks: Marks) -> bool:
    """Tell whether the hedge says of a figure before it how sure that one is: "two men were confirmed dead and", "60
    suspected cases and"."""
    i = layout.token_at(hedge.span.start)
    sentence = layout.sentence_at(hedge.span.start)
    first = max(sentence.first, i - _IN_SIGHT) if sentence is not None else i
    before = _figures_in(layout.tokens[first].start, hedge.span.start, marks)
    if not before:
        return False
    gap = _words(layout, before[-1].span.end, hedge.span.start)
    beside = len(gap) < _REACH_BACK and not _ENDS_CLAUSE & set(gap)  # "60 new suspected cases and"
    return len(gap) <= _REACH_BACK_OF_A_PREDICATE and (beside or layout.tokens[i - 1].low in _LINKS)


def _reaches_back(hedge: Hedge, figure: Figure, layout: Layout, marks: Marks) -> bool:
    words = _words(layout, figure.span.end, hedge.span.start)
    if _figures_in(figure.span.end, hedge.span.start, marks):
        return False
    if hedge.term in _TAKEN_BACK:
        return len(words) <= _REACH_OF_A_CLAUSE
    if _BREAKS & set(words):
        return False
    if _stands_before_another(hedge, layout, marks) or _is_of_a_change(hedge, layout):
        return False
    subject = _without_links(words)
    limit = _REACH_BACK if len(subject) == len(words) else _REACH_BACK_OF_A_PREDICATE
    return len(subject) <= limit and not _ENDS_CLAUSE & set(subject)


def _is_of_a_change(hedge: Hedge, layout: Layout) -> bool:
    """Tell whether a change is in doubt, not what it starts from: "the toll of 60 is expected to rise"."""
    i = layout.token_at(hedge.span.end - 1) + 1
    return bool(_RISES & {*layout.lows[i : i + 2]})


def _stands_before_another(hedge: Hedge, layout: Layout, marks: Marks) -> bool:
    i = layout.token_at(hedge.span.end)
    return i < len(layout.tokens) and bool(_figures_in(layout.tokens[i].start, layout.tokens[i].end, marks))


def _without_links(words: list[str]) -> list[str]:
    """Return the words before the verb: "boats" of "boats which have been", "boats are the"."""
    end = len(words) - (words[-1:] in (["the"], ["a"]))
    while end and words[end - 1] in _LINKS:
        end -= 1
    relative = next((k for k, word in enumerate(words[:3]) if word in {"who", "which"}), end)
    if relative < end < len(words):  # "boats which had come back were reportedly"
        return words[:relative]
    return words[: end - 1] if end and words[end - 1] in _RELATIVE else words[:end]


def _figures_in(start: int, end: int, marks: Marks) -> Sequence[Figure]:
    return beginning_in(marks.figures, start, end) if start < end else ()


def _words(layout: Layout, start: int, end: int) -> list[str]:
    return [*layout.lows_between(start, end)]
