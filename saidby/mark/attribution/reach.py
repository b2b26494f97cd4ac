"""Whether a cue leads to content, and where that begins."""

from saidby import grammar
from saidby.lexicon import Cue, Hit
from saidby.mark.attribution import words as w
from saidby.mark.attribution.ground import Ground, Range

# Words that lead to a clause of what is said, and are not its subject.
CLAUSE_WORDS = (grammar.INTERROGATIVES - grammar.RELATIVE_PRONOUNS) | {"that", "whether", "if"}


ASIDES = frozenset(
    "after during when as in at on by following while using referring without before since with for from because "
    "ahead through via amid upon once though although if".split()
)


APPROXIMATIONS = (
    grammar.NUMERALS
    | grammar.APPROXIMATORS
    | frozenset("over more least most up dozens hundreds thousands between close just under".split())
)
_NO_CONTENT = w.STOPS | w.FINITE | {";", ")", "—", "–", "and", "but", "or"}
_NO_ASIDES = ASIDES | {"of", "to", "about", "into"}
_HELPING = w.AUXILIARIES | {"to"}
_PAST = w.BE | {"put", "read", "forecast"}
_CLAUSE_STARTS = CLAUSE_WORDS | w.SUBJECTS
_HEAD_ENDS = w.PREPOSITIONS | {","}
_PERSONAL = w.SUBJECTS | w.OBJECTS | w.POSSESSIVES | {"which", "that"}
_BEHIND_HEAD = w.PREPOSITIONS | w.RELATIVES
_STOPS_HEAD = _BEHIND_HEAD | {",", "—", "–", "("}
_SPEAKING = w.SUBJECTS | w.OBJECTS | w.DETERMINERS
_PRONOUNS = w.SUBJECTS | {"there", "that"}
_BEFORE_VERBS = w.ADVERBS - {"this", "both"}
_OPENING = w.CONJUNCTIONS | w.ADVERBS | {","}
_COUNTED_AS = frozenset("number toll count total tally figure".split())
_FORECASTS = frozenset(
    "estimate estimates forecast forecasts projection projections prediction predictions outlook toll".split()
)
_STATED = _COUNTED_AS | _FORECASTS | frozenset("numbers tolls figures magnitude".split())
_NEVER_FIRST = frozenset("of for with by as from into to".split())
_QUOTE_ENDS = frozenset(", ! ? . …".split())
_BEFORE_OBJECT_NOT = w.PREPOSITIONS - {"over", "about", "between", "up", "near"}


def reach_of(ground: Ground, hit: Hit[Cue], last: int) -> Range | None:
    """Return where the cue ends and where content begins behind it; None where the verb takes nothing of the kind."""
    entry = hit.entry
    i = hit.last
    if ground.low(i) in entry.led_by and i + 1 < last:
        return (i + 1, i + 1)
    if not entry.takes:
        return None
    if "person" in entry.takes:
        i = _told_end(ground, i, last)
    cue_end = _cue_end(ground, hit.last, last)
    i = ground.adjuncts_end(i, last)
    low = ground.low(i)
    if i >= last:
        return None
    colon = next((k for k in range(i, min(i + 18, last - 1)) if ground.low(k) == ":" or ground.verbish(k)), None)
    if colon is not None and colon > i and ground.low(colon) == ":" and ground.long_quote(colon + 1):
        return (cue_end, colon + 1)
    if low == ":" and i + 1 < last:
        return (i + 1 if i == cue_end else cue_end, i + 1)
    if low == ",":
        return (cue_end, i + 1) if i + 1 < last and ground.quote_at[i + 1] >= 0 else None
    return (cue_end, i) if _fits(ground, entry, i, last) else None


def _told_end(ground: Ground, i: int, last: int) -> int:
    """Return where the person told ends: before the next "that" if no verb comes first, else behind the recipient."""
    for k in range(i, min(i + 16, last)):
        if ground.low(k) == "that" and k > i:
            return k
        if ground.verbish(k) or ground.low(k) in {",", ":"} or ground.long_quote(k):
            break
    return ground.recipient_end(i, last)


def _fits(ground: Ground, entry: Cue, i: int, last: int) -> bool:
    low = ground.low(i)
    if "count" in entry.takes:
        return _amount_at(ground, i) and (entry.term != "give as" or _given_as(ground, i, last))
    if "number" in entry.takes:
        return tells_number(ground, entry, i, last) or "object" in entry.takes
    if ground.long_quote(i):
        return bool(entry.takes)
    if low in _NO_CONTENT:
        return False
    if low == "to":
        return ("infinitive" in entry.takes and "object" not in entry.takes) or (
            "infinitive" in entry.takes and "clause" in entry.takes
        )
    if low in CLAUSE_WORDS:
        return "clause" in entry.takes or ("object" in entry.takes and low in {"what", "how"})
    if low in _NEVER_FIRST:
        return False
    if "object" in entry.takes:
        return low not in _BEFORE_OBJECT_NOT or "clause" in entry.takes
    plain = {"object", "person"} & set(entry.takes) or entry.believes or low in w.SUBJECTS
    plain = plain or (
        ground.capital(i)
        and (ground.low(i + 1)[:1].isdigit() or any(ground.verbish(k) for k in range(i + 1, min(i + 9, last))))
    )
    if not plain and not any(ground.low(k) in w.FINITE for k in range(i, min(i + 12, last))):
        return False  # "has seen heavy fighting" tells of no words
    return "clause" in entry.takes and low not in _NO_ASIDES


def tells_number(ground: Ground, entry: Cue, i: int, last: int) -> bool:
    """Tell whether a verb leads to a number that it states: "put the toll at 60", "raised the toll to 60"."""
    lead, counted = ("at", True) if entry.term == "put" else ("to", False)
    stated = _FORECASTS if entry.term == "cut to" else _STATED  # "cut its total debt to 60" states nothing
    for k in range(i, min(i + 14, last - 1)):
        counted = counted or ground.low(k) in stated
        if ground.low(k) == lead and _counts(ground, k + 1):
            return counted
    return False


def _counts(ground: Ground, i: int) -> bool:
    return ground.low(i)[0].isdigit() or ground.low(i) in APPROXIMATIONS or ground.low(i) in "$€£"


def _cue_end(ground: Ground, i: int, last: int) -> int:
    """Return where the cue ends: behind "in a statement" where that follows at once."""
    stop = ground.venue_end(i, last)
    if ground.low(i) != "in" or stop == i:
        return i
    return next((k + 1 for k in range(i, stop) if ground.low(k) in ground.kinds["statement"]), i)


def _amount_at(ground: Ground, i: int) -> bool:
    """Tell whether an amount begins at ``i``: "Residents Report Over 900 Deaths"."""
    if [ground.low(k) for k in range(i, i + 3)] == ["a", "total", "of"]:
        i += 3
    modifier = ground.lexicon.modifiers.at(ground.tokens, i) if i < ground.size else None
    number = modifier.last if modifier is not None else i
    return ground.low(number)[:1].isdigit()


def _given_as(ground: Ground, i: int, last: int) -> bool:
    """Tell whether the amount is given as a count: "gave 60 as the number of wrecks", not "gave 60 boats"."""
    at = next((k for k in range(i, min(i + 5, last)) if ground.low(k) == "as"), None)
    return at is not None and any(ground.low(k) in _COUNTED_AS for k in range(at + 1, min(at + 5, last)))


def agrees(ground: Ground, hit: Hit[Cue], begin: int, source: Range) -> bool:
    """Tell whether source and verb fit in number: what does not is a noun ("the report claims", "a record catch")."""
    low, head = ground.low(hit.first), ground.low(source[1] - 1)
    helped = any(ground.low(k) in _HELPING for k in range(begin, hit.first))
    if helped or low.endswith(("ed", "ing")) or low in _PAST or low in ground.kinds["irregular past"]:
        return True
    if source[1] - source[0] == 1 and head in w.SUBJECTS:
        return True
    if (
        (hit.entry.noun or low in ground.kinds["verb or noun"])
        and not low.endswith("s")
        and ground.low(hit.last) not in _CLAUSE_STARTS
        and not (low == "report" and _amount_at(ground, hit.last))
    ):
        return ground.low(hit.last) == "to" and "infinitive" in hit.entry.takes
    following = ground.cue_at.get(hit.last)
    if hit.entry.noun and following is not None and following.entry.role == "verb":
        return False
    if ground.low(source[1] - 2) == "-" and not ground.capital(source[1] - 1) and hit.entry.noun:
        return False
    plural = ground.plural(source[1] - 1) or (head.endswith("s") and not head.endswith("ss"))
    plural = plural or any(ground.low(k) == "and" for k in range(*source)) or _plural_head(ground, source)
    if low.endswith("s"):
        return not plural or head in w.COLLECTIVES or ground.capital(source[1] - 1) or ground.low(source[0]) == "one"
    return plural


def _plural_head(ground: Ground, source: Range) -> bool:
    """Tell whether the noun before the phrase's first preposition or comma is a plural: "officers in the town"."""
    for k in range(source[0] + 1, source[1]):
        if ground.low(k) in _HEAD_ENDS:
            head = ground.low(k - 1)
            return ground.plural(k - 1) or (head.endswith("s") and not head.endswith("ss"))
    return False


def names_somebody(ground: Ground, source: Range) -> bool:
    if ground.layout.capitals:
        return True
    if any(ground.noun(k) or ground.low(k) in _PERSONAL for k in range(*source)):
        return True
    if source[0] in ground.starts and source[1] - source[0] > 1 and not ground.capital(source[0] + 1):
        source = (source[0] + (ground.low(source[0] + 1) not in {"'s", ","}), source[1])
    return any(ground.capital(k) for k in range(*source))


def mute(ground: Ground, source: Range) -> bool:
    """Tell whether the phrase's head is a common noun of which no speech is known: "the search for suspects"."""
    head = source[0]
    while head + 1 < source[1] and ground.low(head + 1) not in _STOPS_HEAD:
        head += 1
    if head == source[1] - 1 or ground.low(head + 1) not in _BEHIND_HEAD:
        return False
    word = ground.tokens[head].text
    speaks = ground.noun(head) is not None or ground.plural(head) or ground.low(head) in _SPEAKING
    return word.isalpha() and word.islower() and not speaks


def group_start(ground: Ground, i: int, first: int) -> int:
    """Return where the verb's auxiliaries and adverbs begin: "has not yet said"."""
    while i > first:
        low = ground.low(i - 1)
        if low == "'" and ground.low(i) in w.CONTRACTED:
            i -= 1
        elif low == "'s" and ground.low(i - 2) not in _PRONOUNS:
            break
        elif (
            (low in w.AUXILIARIES and (low not in w.CONTRACTED or ground.low(i - 2) == "'"))
            or low in _BEFORE_VERBS
            or (low.endswith("ly") and len(low) > 4 and low not in {"family", "july"})
        ):
            i -= 1
        else:
            break
    return i


def goes_on(ground: Ground, i: int, last: int) -> bool:
    """Tell whether the words behind a parenthesis go on with its content."""
    low = ground.low(i)
    if i >= last or low in {"adding", "saying", "citing", "according", "who", "which"} or low.endswith("ing"):
        return False
    hit = ground.cue_at.get(i + 1 if low in w.CONJUNCTIONS else i)
    return hit is None or hit.entry.role != "verb"


def after_quote(ground: Ground, i: int) -> bool:
    n = ground.quote_at[i - 1] if i else -1
    if n < 0 or ground.passages[n].last != i:
        return False
    k = i - 1
    while k > ground.passages[n].first and not ground.low(k).isalnum() and ground.low(k) not in _QUOTE_ENDS:
        k -= 1
    return ground.low(k) in _QUOTE_ENDS


def content_ahead(ground: Ground, i: int, first: int) -> int | None:
    """Return where content that stands before a source at ``i`` ends, None where there is none to speak of."""
    if i <= first:
        return None
    before = ground.low(i - 1)
    if ground.long_quote(i - 1) or after_quote(ground, i):
        return i
    if before not in {",", "—", "–", "-", "?", "!"}:
        return None
    start = first
    while start < i - 1 and ground.low(start) in _OPENING:
        start += 1
    lead = max(ground.time_end(start, i), ground.venue_end(start, i))
    if lead >= i - 1 or start >= i - 2:
        return None
    return i - 1
