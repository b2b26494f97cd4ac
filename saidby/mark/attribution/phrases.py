"""Finds the noun phrase that names a source, left or right of a cue, without a parser.

News puts the source of "said" at the beginning of a clause, so the words between the last break and the cue are the
phrase, once what introduces the clause ("On Monday", "In a statement") is set aside.
"""

from saidby import grammar
from saidby.mark.attribution import words as w
from saidby.mark.attribution.ground import Ground, Range

_FARTHEST = 90  # tokens to look at on either side of a cue
_LONGEST = 34  # tokens; longer "phrases" are clauses whose verb was not seen
# Not "that": far more often it opens a clause.
_OPEN_PHRASES = grammar.ARTICLES | (grammar.DEFINITE - {"that"})
_PARTICIPLES = frozenset("seen sent given made held led known written shown taken run put".split())
_NOT_LAST = w.OBJECTS | w.POSSESSIVES
_NOT_ASIDE = w.SUBJECTS | {",", ";"}
_PRONOUNS = w.SUBJECTS - {"this"}
_DESCRIBING = w.DETERMINERS | w.RELATIVES | grammar.REFLEXIVES | frozenset("from of formerly in then now at".split())
_BEFORE_OPEN = w.PREPOSITIONS | w.CONJUNCTIONS | {"all", "both", "half", "as"}
_BREAKS = w.BREAKS - {"-"}
_LEADING = w.CONJUNCTIONS | (w.ADVERBS - {"both"})
_INTRODUCING = w.PREPOSITIONS - {"like", "up", "out", "off"}
_TIED = w.PREPOSITIONS | w.DETERMINERS | w.CONJUNCTIONS
_TIED_OR_COMMA = _TIED | {","}
_PERSONAL = w.SUBJECTS | w.OBJECTS
_OPENS_CLAUSE = w.SUBJECTS | w.ADVERBS
_NO_APPOSITION = (w.OPENERS | w.CONJUNCTIONS | w.SUBORDINATORS) - {"from", "and", "for"}
_AFTER_PARTICIPLE = frozenset("by on in at from of with during for as".split())


def source_before(ground: Ground, i: int, first: int) -> Range | None:
    """Return the noun phrase that ends right before token ``i``, apposition included; None where none does."""
    j = i - 1
    if j < first or ground.long_quote(j) or ground.low(j) in w.CONJUNCTIONS:
        return None
    if ground.low(j) in w.SUBJECTS:
        return (j, i)
    if ground.low(j) == "which" and ground.low(j - 1) in {"of", ","}:
        return (j, i) if ground.low(j - 1) == "," else None
    if ground.low(j) in {",", "—", "–"}:
        return _before_apposition(ground, j, first)
    if ground.low(j) in _NOT_LAST:
        return None
    phrase = _phrase(ground, i, first)[0]
    return _with_name(ground, phrase, first) if phrase is not None else None


def _with_name(ground: Ground, phrase: Range, first: int) -> Range:
    """Return the phrase with the name before its comma: "Ana Torv, the union's head told ..."."""
    comma = phrase[0] - 1
    described = ground.low(phrase[0]) in w.DETERMINERS or ground.noun(phrase[0]) is not None
    if (
        ground.layout.capitals
        or comma <= first
        or ground.low(comma) != ","
        or not described
        or not ground.capital(comma - 1)
    ):
        return phrase
    name, by_verb = _phrase(ground, comma, first)
    if (
        name is None
        or by_verb
        or comma - name[0] > 6
        or ground.low(name[0]).endswith("ly")
        or ground.time_end(name[0], comma) == comma
        or not all(ground.capital(k) for k in range(*name))
    ):
        return phrase
    at_start = name[0] == first or ground.low(name[0] - 1) in {",", ";"} or ground.quote_at[name[0] - 1] >= 0
    return (name[0], phrase[1]) if at_start else phrase


def _before_apposition(ground: Ground, closing: int, first: int) -> Range | None:
    """Return "Ana Torv, the mayor," from its closing comma back: the farthest opening comma that fits."""
    best: Range | None = None
    for k in range(closing - 1, max(first, closing - 45), -1):
        if ground.long_quote(k):
            break
        if ground.low(k) != ground.low(closing):
            continue
        if _aside(ground, k + 1, closing):
            phrase, by_verb = _phrase(ground, k, first)
            return phrase if not by_verb else None
        loose = closing - k < 8 and ground.low(k + 1) not in w.OPENERS
        if not _describes(ground, k + 1, closing, loose=loose):
            continue
        phrase, by_verb = _phrase(ground, k, first)
        if phrase is not None and not by_verb and _names(ground, phrase):
            best = (phrase[0], closing + 1)
            if _office_and_name(ground, phrase, (k + 1, closing)):
                return best
        elif k > first and ground.low(k - 1) in w.SUBJECTS:
            return (k - 1, k)
    return best


def _office_and_name(ground: Ground, phrase: Range, aside: Range) -> bool:
    """Tell whether a name stands right behind the office it belongs to: "the port's head, Ana Torv,"."""
    person = (h := ground.noun(phrase[1] - 1)) is not None and h.entry.kind == "person"
    opens = ground.low(phrase[0]) in _OPEN_PHRASES or any(ground.low(k) == "'s" for k in range(*phrase))
    return person and opens and all(ground.capital(k) for k in range(*aside)) and not ground.layout.capitals


def _aside(ground: Ground, first: int, last: int) -> bool:
    """Tell whether an adverbial stands between the commas: "however", "on the other hand", "citing the board"."""
    low = ground.low(first)
    if low in {"citing", "quoting"}:
        return True
    if any(ground.verbish(i) or ground.low(i) in _NOT_ASIDE for i in range(first, last)):
        return False
    return (
        low in w.ADVERBS
        or low
        in {"on", "during", "after", "before", "meanwhile", "for", "too", "speaking", "by", "while", "as", "without"}
        or (low.endswith("ing") and len(low) > 5)
        or ground.time_end(first, last) == last
    )


def _names(ground: Ground, part: Range) -> bool:
    return any(ground.capital(i) or ground.noun(i) for i in range(*part)) and ground.low(part[0]) not in w.OPENERS


def _describes(ground: Ground, first: int, last: int, *, loose: bool = False) -> bool:
    """Tell whether tokens ``first`` to ``last`` can stand between commas to say who somebody is."""
    if first >= last:
        return False
    relative = False
    for i in range(first, last):
        low = ground.low(i)
        if low in w.RELATIVES:
            relative = True
        elif (
            ground.long_quote(i)
            or low in {";", ":"}
            or (not relative and (low in _PRONOUNS or (ground.verbish(i) and not _participle(ground, i))))
        ):
            return False
    low = ground.low(first)
    return (
        low in _DESCRIBING
        or low.isdigit()
        or ground.noun(first) is not None
        or ground.capital(first)
        or any(ground.noun(i) for i in range(first, min(first + 5, last)))
        or (loose and not relative)
    )


def _participle(ground: Ground, i: int) -> bool:
    low = ground.low(i)
    behind = ground.time_end(i + 1, min(i + 6, ground.size)) if ground.low(i + 1) in w.TIMES else i + 1
    return (low.endswith("ed") or low in _PARTICIPLES) and ground.low(behind) in _AFTER_PARTICIPLE


def _phrase(ground: Ground, last: int, first: int) -> tuple[Range | None, bool]:
    """Return the noun phrase that ends before ``last``, and whether a verb stands before it."""
    k, by_verb, ands = last, False, []
    first = max(first, last - _FARTHEST)
    while k > first:
        i = k - 1
        low = ground.low(i)
        if ground.tokens[i].text == ")" or (ground.tokens[i].text == "]" and not ground.layout.capitals):
            k = _opening(ground, i, first)
            continue
        if ground.tokens[i].text == "]":
            break
        if ground.long_quote(i) or _breaks(ground, i) or low in w.SUBORDINATORS or low in _PRONOUNS:
            break
        if (
            k < last
            and ground.low(k) in _OPEN_PHRASES
            and low not in _BEFORE_OPEN
            and not (ground.tokens[k].text == "The" and ground.noun(i) and not ground.layout.capitals)
        ):
            break
        if ground.verbish(i):
            k2 = _over_verb(ground, i, first)
            if k2 is None:
                by_verb = True
                break
            k = k2
            continue
        if low in {"but", "nor", "yet"}:
            break
        if low == "and":
            ands.append(i)
        k = i
    counted = [a for a in ands if any(ground.low(i)[0].isdigit() for i in range(k, a))]
    if ands and (by_verb or counted):  # "... put it at 60 and the union"
        k = max(ands) + 1
        by_verb = False
    return _without_lead(ground, k, last), by_verb


def _opening(ground: Ground, i: int, first: int) -> int:
    for k in range(i - 1, max(first - 1, i - 20), -1):
        if ground.tokens[k].text in "([":
            return k
    return i


def _breaks(ground: Ground, i: int) -> bool:
    low, token = ground.low(i), ground.tokens[i]
    if low == ".":  # inside a sentence only abbreviations have one
        return len(ground.low(i - 1)) > 4 or not ground.low(i - 1).isalpha() or token.start != ground.tokens[i - 1].end
    if low in {"-", "–"}:
        return token.start != ground.tokens[i - 1].end or ground.low(i - 1) == low or ground.low(i + 1) == low
    return low in w.BREAKS or (token.text in '"“”' and ground.long_quote(i) is not None)


def _over_verb(ground: Ground, i: int, first: int) -> int | None:
    """Return where to go on left of a verb that belongs to the phrase: "officers who arrested him", "a report
    released by the union"; None where the verb is the clause's own."""
    for k in range(i - 1, max(first - 1, i - 6), -1):
        if ground.low(k) in {"who", "which", "whose"} or (ground.low(k) == "that" and ground.noun(k - 1)):
            return k - 1 if ground.low(k - 1) == "," else k
        if ground.low(k) in _BREAKS:
            break
    if _participle(ground, i) and any(ground.noun(k) for k in range(max(first, i - 3), i)):
        return i
    return None


def _without_lead(ground: Ground, first: int, last: int) -> Range | None:
    """Return the range without what introduces its clause; None where no noun phrase is left."""
    while first < last:
        start = _behind_lead(ground, first, last)
        if start is None:
            return None
        if start == first:
            break
        first = start
    last = _without_time(ground, first, last)
    questions = {"where", "when", "how", "why", "what", "there"}
    if first >= last or last - first > _LONGEST or ground.low(first) in questions:
        return None
    if ground.low(first).endswith("ing") and ground.low(first + 1) in w.PREPOSITIONS:
        return None
    return (first, last) if ground.low(last - 1) not in _NOT_FINAL else None


_ALONE = frozenset("some others many most few several both all another one this neither".split())
_NOT_FINAL = w.PREPOSITIONS | (w.DETERMINERS - _ALONE)


def _behind_lead(ground: Ground, first: int, last: int) -> int | None:
    """Return ``first`` moved past one introduction: "On Monday", "Meanwhile", "In Lund"; None where nothing follows."""
    low = ground.low(first)
    adverb = low.endswith("ly") and len(low) > 4 and not ground.noun(first) and low not in {"family", "italy"}
    if low in _LEADING or (adverb and first + 1 < last) or (low == "," and first + 1 < last):
        return first + 1
    moved = max(ground.time_end(first, last), ground.venue_end(first, last))
    if first < moved < last:
        return moved + (ground.low(moved) == "'s" and moved + 1 < last)  # "Monday's count by the council"
    if low in w.OPENERS or low in _INTRODUCING:
        return _last_phrase(ground, first, last)
    return first


def _without_time(ground: Ground, first: int, last: int) -> int:
    """Return ``last`` moved before a time at the end: "the board on Friday announced"."""
    for k in range(max(first + 1, last - 6), last):
        if (ground.low(k) == "at" and ground.venue_end(k, last) == last) or (
            ground.time_end(k, last) == last and not (k == last - 1 and ground.capital(k) and ground.low(k) == "may")
        ):
            return k
    return last


def _last_phrase(ground: Ground, first: int, last: int) -> int | None:
    """Return where a new noun phrase begins behind an opening "In Paris": its last determiner or name that hangs on
    nothing."""
    tied = _TIED
    for k in range(last - 1, first + 1, -1):
        begins = ground.low(k) in w.DETERMINERS or (ground.capital(k) and not ground.capital(k - 1))
        if begins and ground.low(k - 1) not in tied and ground.low(k - 1) not in {"'s", "'", "-", "(", "."}:
            return k
    return None


def source_after(ground: Ground, i: int, last: int, *, leads: bool = False) -> Range | None:
    """Return the noun phrase that begins at token ``i``, apposition included; ``leads``: a clause follows it."""
    last = min(last, i + _FARTHEST)
    if i >= last or ground.long_quote(i) or ground.low(i) == "what":
        return None
    if ground.low(i) in _PERSONAL:
        return (i, i + 1)
    k = _stretch(ground, i, last)
    while k < last and ground.low(k) == "," and k > i:
        end = _segment_end(ground, k + 1, last)
        if not _apposes(ground, (i, k), (k + 1, end)) or (leads and (end >= last or ground.low(end) != ",")):
            break
        k = end
    while k > i and ground.low(k - 1) in _TIED_OR_COMMA:
        if ground.low(k - 1) in {"others", "some", "many"}:
            break
        k -= 1
    return (i, k) if i < k <= i + 60 else None


def _stretch(ground: Ground, i: int, last: int) -> int:
    """Return where the words that begin at ``i`` stop being one noun phrase."""
    k, relative = i, False
    while k < last:
        low = ground.low(k)
        if ground.tokens[k].text in "([":
            k = _closing(ground, k, last)
            continue
        if ground.long_quote(k) or (k > i and _breaks(ground, k)) or low in {"but", "because", "while", "when", "as"}:
            break
        if low in {"who", "whose", "whom"}:
            relative = True
        elif k > i and not relative:
            issuer = _behind_aside(ground, k, last)
            if issuer is not None:
                k = issuer
                continue
            if ground.venue_end(k, last) > k > i + 1 and _participle(ground, k - 1) and ground.low(k - 1)[-2:] == "ed":
                k = ground.venue_end(k, last)  # "an update shared on the ministry's page"
                continue
            timed = ground.time_end(k, last) > k and ground.low(k - 1) not in w.DETERMINERS
            if timed or ground.venue_end(k, last) > k or low in w.SUBORDINATORS:
                break
            if low == "and" and _new_clause(ground, k + 1, last):
                break
            if ground.verbish(k) and not _participle(ground, k) and not _contact(ground, k):
                break
            if low in _CLAUSE_OPENERS and ground.low(k - 1).isalpha() and _complete(ground, k - 1):
                break
        k += 1
    return k


def _behind_aside(ground: Ground, k: int, last: int) -> int | None:
    """Return where a noun phrase goes on with by whom, past when or where: "a report issued on Monday by the union"."""
    for aside in (ground.time_end(k, last), ground.venue_end(k, last)):
        by = aside + _participle(ground, aside)  # "an update on its page issued by"
        if aside > k and ground.low(by) == "by":
            return by + 1
    return None


_CLAUSE_OPENERS = _OPEN_PHRASES | grammar.SUBJECT_PRONOUNS | {"there"}


def _complete(ground: Ground, i: int) -> bool:
    """Tell whether a noun phrase may end with token ``i``."""
    return ground.capital(i) or ground.noun(i) is not None


def _closing(ground: Ground, i: int, last: int) -> int:
    for k in range(i + 1, min(last, i + 20)):
        if ground.tokens[k].text in ")]":
            return k + 1
    return i + 1


def _contact(ground: Ground, i: int) -> bool:
    """Tell whether a verb follows a pronoun right behind a noun: "the outlets they worked for"."""
    return ground.low(i - 1) in w.SUBJECTS and ground.low(i - 2).isalpha() and ground.low(i - 2) not in {"and", "that"}


def _new_clause(ground: Ground, i: int, last: int) -> bool:
    if i >= last or ground.verbish(i) or ground.low(i) in _OPENS_CLAUSE:
        return True
    return ground.cue_at.get(i) is not None and not ground.capital(i) and ground.noun(i) is None


def _segment_end(ground: Ground, i: int, last: int) -> int:
    k = i
    while k < last:
        if ground.tokens[k].text in "([":
            k = _closing(ground, k, last)
            continue
        if ground.long_quote(k) or _breaks(ground, k):
            break
        k += 1
    return k


def _apposes(ground: Ground, phrase: Range, part: Range) -> bool:
    """Tell whether ``part`` (between commas) says who ``phrase`` is, or goes on with its list or its place."""
    first, last = part
    if first >= last or ground.low(first) in {"adding", "saying", "citing", "including", "which"}:
        return False
    if ground.low(first) in {"cited", "quoted", "carried"}:
        return False
    low = ground.low(first)
    if low == "and" and _new_clause(ground, first + 1, last):
        return False
    if low.endswith("ing") or low in _NO_APPOSITION:
        return False
    if not _describes(ground, first + (low == "and"), last):
        return False
    if ground.capital(first) and ground.noun(first) is None and low not in w.DETERMINERS:
        named = any(ground.noun(i) for i in range(first, last)) or "and" in {ground.low(i) for i in range(first, last)}
        return named or last - first <= 3
    return True
