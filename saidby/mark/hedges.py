"""Words that say how sure: yardstick terms ("highly likely") and the hedges of news ("an estimated", "feared")."""

from collections.abc import Sequence

from saidby import grammar
from saidby.lexicon import HedgeWord, Hit, Lexicon
from saidby.records import Hedge
from saidby.text import Layout, Token

_BE = grammar.BE | frozenset("'s not yet also officially".split())
_QUALIFIED = frozenset(
    "a an the of all some other any these those with and or for only just its their his her many more new daily total "
    "laboratory lab".split()
)
_FIRST = frozenset({"initial", "originally"})
_DOUBTFUL = frozenset({"estimated", "feared"})  # whoever estimates or fears is not sure, the source himself included
_ALLOWS = frozenset("eligible entitled allowed permitted able added used".split())  # "may be eligible": they are
_SENSES = frozenset("seen heard felt found reached smelt".split())  # "could be seen": they were
_COUNTS = frozenset(
    "report reports estimate estimates figure figures count counts toll tally number numbers result results "
    "assessment assessments information findings death estimation data".split()
)
_COUNTED = frozenset(
    "said put reported estimated announced gave given thought believed feared stated designated counted listed".split()
)
_FOLLOWED = frozenset("from in at across on to since during this last so as . , ; ) dead missing lost killed".split())


def find_hedges(layout: Layout, lexicon: Lexicon) -> list[Hedge]:
    """Return every hedge, with its probability range where a yardstick defines one, in text order.

    Yardstick terms:   highly likely, almost certainly, a realistic possibility
    Qualifiers:        an estimated 60, 60 suspected cases, were confirmed dead (not: the ministry confirmed)
    Adverbs, modals:   reportedly, apparently, could, may (not the month)
    """
    found = []
    for hit in lexicon.hedges.find_all(layout):
        if hit.entry.weighs and not _qualifies(layout.tokens, hit, lexicon):
            continue
        if hit.entry.term in _FIRST and not _of_a_count(layout.tokens, hit):
            continue
        if hit.entry.term == "not" and not _denies(layout.tokens, hit):
            continue
        if _is_month(layout, hit) or _is_ability(layout.tokens, hit):
            continue
        low, high = hit.entry.range or (None, None)
        found.append(
            Hedge(
                span=hit.span(layout.tokens),
                term=hit.entry.term,
                low=low,
                high=high,
                yardstick=hit.entry.yardstick,
                entry=lexicon.hedges.name(hit.entry),
            )
        )
    return found


def _qualifies(tokens: Sequence[Token], hit: Hit[HedgeWord], lexicon: Lexicon) -> bool:
    """Tell whether a word that can be a verb of saying qualifies a figure or its noun here."""
    before = tokens[hit.first - 1] if hit.first else None
    after = tokens[hit.last] if hit.last < len(tokens) else None
    if hit.entry.term in _DOUBTFUL:
        return True
    if hit.entry.term == "reported" and after is not None and after.low == "that":
        return before is not None and before.low in _BE | {"also"}
    if hit.entry.term in {"suspect", "believes", "fear"}:
        return after is not None and (
            after.text[0].isdigit() or after.low in {"at", "one", "two", "three", "up", "that"}
        )
    if before is not None and before.low in _COUNTS and after is not None and after.low in _BE:
        return True  # "the number confirmed is 60"
    if (
        before is None
        or before.low in _BE
        or before.low in _QUALIFIED
        or before.text[0].isdigit()
        or before.text == "("
    ):
        return after is None or after.low not in {"by", "that"}
    spoke = lexicon.speakers.at(tokens, hit.first - 1) is not None or (
        before.text[0].isupper() and not before.text.isupper()
    )
    return (
        not spoke
        and after is not None
        and after.low in _FOLLOWED
        and before.low not in {"has", "have", "had", "he", "it"}
    )


def _denies(tokens: Sequence[Token], hit: Hit[HedgeWord]) -> bool:
    """Tell whether a figure is denied: "275, not 288", "and not the 57"."""
    before = tokens[hit.first - 1].low if hit.first else ""
    at = hit.last + (hit.last < len(tokens) and tokens[hit.last].low == "the")
    opens = before in {",", "and", "but", "(", "–", "—"} or tokens[hit.first].text == "Not"
    return opens and at < len(tokens) and tokens[at].text[0].isdigit()


def _is_ability(tokens: Sequence[Token], hit: Hit[HedgeWord]) -> bool:
    """Tell whether a modal says what was possible, not how sure it is: "could not swim", "could be seen"; or an
    expectation what is usual: "you would expect"."""
    before = tokens[hit.first - 1].low if hit.first else ""
    after = [t.low for t in tokens[hit.last : hit.last + 2]]
    if hit.entry.term == "could":
        return after[:1] == ["not"] or (after[:1] == ["be"] and bool(_SENSES & set(after[1:])))
    if hit.entry.term == "may":
        return after[:1] == ["be"] and bool(_ALLOWS & set(after[1:]))
    return hit.entry.term == "expects" and before == "would"


def _of_a_count(tokens: Sequence[Token], hit: Hit[HedgeWord]) -> bool:
    """Tell whether a first count is meant ("the initial toll", "originally put at"), not a first time ("originally
    deployed")."""
    after = tokens[hit.last].low if hit.last < len(tokens) else ""
    return after in _COUNTS or after in _COUNTED or after[:1].isdigit() or hit.first == 0


def _is_month(layout: Layout, hit: Hit[HedgeWord]) -> bool:
    """Tell whether "May" is the month: a capital inside a sentence, or a day or year beside it."""
    token = layout.tokens[hit.first]
    if token.low != "may":
        return False
    after = layout.tokens[hit.last] if hit.last < len(layout.tokens) else None
    before = layout.tokens[hit.first - 1] if hit.first else None
    dated = [t for t in (before, after) if t is not None and _can_be_dated(t.text) and token.text[0].isupper()]
    named = token.text == "May" and not (layout.capitals or before is None or before.text in '.!?"“')
    return bool(dated) or named or (before is not None and before.low in {"in", "of", "last", "since", "until", "by"})


def _can_be_dated(text: str) -> bool:
    """Tell whether a number beside "May" makes a date of it: a day or a year."""
    return text.isascii() and text.isdigit() and (int(text) <= 31 or len(text) == 4)
