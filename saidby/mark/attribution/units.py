"""Cuts a text into the stretches inside which a source and its words are looked for."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

from saidby.days import MONTHS
from saidby.mark.attribution.ground import Ground
from saidby.mark.attribution.words import STOPS

_CLOSING = frozenset("\"”»'’")
# "Stop!" he shouted: the sentence splitter cuts behind the exclamation mark, the speech verb is not far.
_TAG_WORDS = 9


class Unit(Struct, frozen=True):
    """A sentence, or several held together by a quotation. ``within`` is the quotation of which it is an inner part."""

    first: int
    last: int
    paragraph: int
    index: int
    quoted: bool = False  # nothing but quotation
    within: int | None = None


def cut(ground: Ground) -> list[Unit]:
    """Return the units of a text in order; then the sentences inside its long quotations."""
    rows: list[list[int]] = []
    for sentence in ground.layout.sentences:
        if rows and _goes_on(ground, rows[-1], sentence.first, sentence.last):
            rows[-1][1] = sentence.last
        else:
            rows.append([sentence.first, sentence.last, sentence.paragraph])
    for row in rows:
        row[0] = _behind_dateline(ground, row[0], row[1])
    outer = [
        Unit(first, last, paragraph, index, quoted=_only_quoted(ground, first, last))
        for index, (first, last, paragraph) in enumerate(rows)
    ]
    return outer + list(_inner(ground, len(outer)))


def end(ground: Ground, unit: Unit) -> int:
    """Return where the words of a unit end, final stops left out."""
    last = unit.last
    while last > unit.first and ground.low(last - 1) in STOPS and ground.quote_at[last - 1] < 0:
        last -= 1
    return last


_DATELINE = re.compile(
    r"[A-Z][\w .,'’/-]{1,60}?(?:\([^()]{2,40}\)\s*(?:--|[-—–:])?|\s(?:--|[—–])|,\s\w+\s\d{1,2}\s--)"
    r"\s*(?:\[[A-Za-z ]+\]\s*)?(?=\S)"
)


def _behind_dateline(ground: Ground, first: int, last: int) -> int:
    """Return where the words of a paragraph's first sentence begin behind "PORTO, 3 May (HNA) --"."""
    start = ground.tokens[first].start
    if start not in ground.openings:
        return first
    match = _DATELINE.match(ground.layout.text, start, min(start + 120, ground.tokens[last - 1].end))
    if match is None:
        return first
    words = [ground.tokens[k] for k in range(first, min(first + 12, last)) if ground.tokens[k].start < match.end()]
    if not _tells_where(ground, match[0], first, first + len(words)):
        return first
    if any(t.text[0].islower() for t in words) and ground.layout.capitals is False and "(" not in match[0]:
        return first
    behind = first + len(words)
    return behind if behind < last - 2 and sum(t.text.islower() for t in words) <= 2 else first


def _tells_where(ground: Ground, words: str, first: int, last: int) -> bool:
    """Tell whether words in front of a dash or bracket can be a dateline: a date or an agency in them, or no sentence.

    "Open Harbour Foundation (OHF) said" has neither; "THE ARMY REPORTED TODAY THAT 90 PERSONS --" is a sentence.
    """
    dated = any(ground.low(k) in MONTHS for k in range(first, last))
    agency = any(ground.lexicon.outlets.at(ground.tokens, k, last) is not None for k in range(first, last))
    if dated or agency:
        return True
    dashed = words.rstrip()[-1:] in {"-", "—", "–", ":", "]"}
    return dashed and not any(ground.verbish(k) or ground.low(k) in {"the", "that"} for k in range(first, last))


def _goes_on(ground: Ground, row: list[int], first: int, last: int) -> bool:
    n = ground.quote_at[row[1] - 1]
    if n >= 0 and n == ground.quote_at[first]:
        return True
    asked = ground.tokens[row[1] - 1].text in _CLOSING and ground.low(row[1] - 2) in {"!", "?", "…", ","}
    if not asked or last - first > _TAG_WORDS or ground.quote_at[first] >= 0:
        return False
    return any("last" in hit.entry.takes for i in range(first, last) if (hit := ground.cue_at.get(i)) is not None)


def _only_quoted(ground: Ground, first: int, last: int) -> bool:
    if max(ground.quote_at[first:last]) < 0:
        return False
    words = [i for i in range(first, last) if ground.tokens[i].text[0].isalnum()]
    return bool(words) and all(ground.quote_at[i] >= 0 for i in words) and ground.long_quote(words[0]) is not None


def _inner(ground: Ground, index: int) -> Iterator[Unit]:
    for n, passage in enumerate(ground.passages):
        if not passage.long:
            continue
        begin = bisect_right(ground.layout.begins, ground.tokens[passage.first].start) - 1
        for k in range(max(0, begin), len(ground.layout.sentences)):
            sentence = ground.layout.sentences[k]
            first, last = max(sentence.first, passage.first + 1), min(sentence.last, passage.last - 1)
            if sentence.first >= passage.last:
                break
            if last - first > SHORTEST:
                yield Unit(first, last, sentence.paragraph, index, within=n)
                index += 1


SHORTEST = 3  # tokens: "I think so" says too little to look into
