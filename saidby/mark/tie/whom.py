"""The people or things that a figure counts, named briefly: the noun with what tells it from others of its kind."""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from saidby import grammar
from saidby.lexicon import Lexicon, kinds
from saidby.mark.tie.clauses import TIMES
from saidby.records import Figure, Measure, Span
from saidby.text import Layout, Sentence, Token

_ABSTRACT = frozenset(
    "casualties casualty deaths death fatalities fatality losses injuries wounded dead killed injured dying".split()
)
_ARMED = ("troops", "soldiers", "forces", "servicemen", "fighters", "men", "personnel")
# Not "having": it begins a phrase of its own.
_BEING = grammar.BE | (grammar.HAVE - {"having"}) | {"got", "left", "remain", "remained"}
_HELPING = _BEING | grammar.MODALS | grammar.DO | {"'s"}
# What leads on to more of the counted. Not all prepositions: "about", "over" and "than" lead to the next number.
_BEHIND = grammar.RELATIVE_PRONOUNS | frozenset(
    "of in from at on with for to by near aboard under against during after between".split()
)
_WHERE = frozenset("in at on near from to into inside outside across against with between".split())
_ENDS = frozenset(', . ; : ! ? ( ) [ ] – — -- ” “ " but while although as and or when where because so than'.split())
# Verbs that no ending gives away: what is counted ends before them.
_DEEDS = frozenset(
    "sank gave came went died fled fell took made said says say told began became ran saw met rose won had stood grew "
    "struck lost broke drew flew led paid spoke sat burst swept".split()
)
_IDLE = (
    grammar.ARTICLES
    | grammar.APPROXIMATORS
    | frozenset("of other others additional more further new over just only both".split())
)
_WHICH = (
    grammar.ARTICLES | grammar.NUMERALS | frozenset("recent last past following previous next this coming few".split())
)
_LOOSE = grammar.POSSESSIVES | frozenset("they it due and or was is at to up out not but over also".split())
_THEM = frozenset("them whom which those these".split())
_UP = frozenset({"up", "higher", "more"})
_DOWN = frozenset({"down", "lower", "less"})
_DONE = frozenset(
    "killed wounded shot hurt found left held sent taken lost hit struck built sold made given seen put caught".split()
)
_HELD = frozenset("estimated believed thought feared reported said known suspected expected confirmed presumed".split())
_TALLIED = frozenset("registered recorded counted listed investigated".split())
_NOT_DONE = frozenset("red hundred indeed need speed seed breed".split())
_STORMS = frozenset("typhoon hurricane cyclone".split())
_NAMED_STORMS = frozenset({"Typhoon", "Hurricane", "Cyclone", "Tropical"})
_SCENES = frozenset({"at", "in", "off", "near"})
_DISASTERS = frozenset("crash earthquake quake wildfire massacre shooting bombing blast flood sinking stampede".split())
_VEHICLES = frozenset("train ferry bus plane market hotel dam boat".split())
_HARM: frozenset[Measure] = frozenset({"killed", "wounded", "missing"})
_DATED = frozenset("on in by since last this early late during".split())
_BEFORE_WHOLE = grammar.APPROXIMATORS | (grammar.DEFINITE - {"that"}) | {"all", "a", "every", "more", "than", "over"}
_NEAR = 30  # characters of a unit between a figure and its conversion
_SIGHT = 120  # characters behind a number in which its noun stands
_LONGEST = 9  # words of what follows the noun (swept 5-12)
_VICTIMS = _ABSTRACT | {"people", "others"}
_MERE_PEOPLE = _ABSTRACT | {"others", "other", "persons", "person"}
_BEFORE_TAIL = _BEING | {"all", "also", "not", "reportedly", "others", "more"}
_BEHIND_DEED = _BEHIND | _ENDS
_FINITE = _HELPING | _DEEDS
_NEVER_LAST = _BEHIND | _IDLE | _LOOSE
_RUN_ENDS = _ENDS | _DEEDS | _HELPING - {"'s", "would"}
_CLAUSE_ENDS = _ENDS | {"that"}
_NOT_SUBJECT = _HELPING | {"to", "by", "at", "from"}
_NOT_ENDING = _IDLE | _BEHIND
_NOT_BEFORE_VERB = _HELPING | {"the", "a", "by", "also", "already"}


class _Article(Struct, frozen=True):
    """What holds for all figures of an article; ``groups`` keeps by what noun it calls a people."""

    layout: Layout
    lexicon: Lexicon
    victims: str | None
    groups: dict[str, str]


def with_whom(figures: Sequence[Figure], layout: Layout, lexicon: Lexicon) -> list[Figure]:
    """Return the figures with who or what each counts.

    Behind the noun:   40 boats in the harbour        Of money:    $200 in fines, a $200 fine
    Done to it:        40 boats were sunk by a storm   Rise, fall:  prices rose 4 per cent: rise in prices
    Of a disaster:     Typhoon Orla ... 40 died        Left out:    40 boats ... 12 were saved: boats
    """
    article = _Article(layout, lexicon, victims_of(layout), {})
    told: dict[str, str] = {}  # by id and by unit
    done: list[Figure] = []
    for figure in figures:
        sentence = layout.sentence_at(figure.span.start)
        whom = _whom(figure, article, sentence) if sentence is not None else None
        if done and _converts(figure, done[-1], layout):
            whom = done[-1].whom
        elif whom == figure.unit and not _has_noun(figure, layout, sentence):
            whom = told.get(figure.part_of or "") or told.get(f"unit {figure.unit}") or whom
        if whom is not None:
            told |= {figure.id: whom, f"unit {figure.unit}": whom}
        done.append(structs.replace(figure, whom=whom))
    return done


def _whom(figure: Figure, article: _Article, sentence: Sentence) -> str | None:
    layout, lexicon, victims = article.layout, article.lexicon, article.victims
    if figure.kind == "money":
        paid = _paid(figure, layout, sentence) or _told_of(figure, layout)
        return paid or _subject(figure, layout, sentence) or figure.unit
    if figure.kind == "share":
        said = _change(figure, article, sentence) or _shared(figure, layout, sentence)
        return said or _told_of(figure, layout) or figure.unit or _subject(figure, layout, sentence)
    if figure.unit is None or not figure.unit.strip():
        return None
    phrase, end = _phrase(figure, layout, sentence)
    head = figure.unit.casefold().split()[-1]
    if _names_people(phrase, lexicon):
        return _without_head(phrase, head)
    people = _people(figure, layout, lexicon, sentence) if head in _ABSTRACT or head in _ARMED else None
    if people is not None:
        return f"{people} {_group(people, article) if head in _ABSTRACT else figure.unit}"
    tail = _tail(article, end, sentence)
    if victims is not None and not tail and head in _VICTIMS and figure.measure in _HARM:
        return victims
    base = phrase or figure.unit
    base = "people" if base.casefold() in _MERE_PEOPLE else base
    return f"{base} {tail}" if tail else _with_more(base, figure, layout)


def _with_more(base: str, figure: Figure, layout: Layout) -> str:
    """Return the noun with what tells it from others: where harm was done, else whose or of what they are."""
    if figure.measure in _HARM:
        return f"{base} in {figure.place}" if figure.place else base
    told = _told_of(figure, layout)
    return f"{base} of {told}" if told and figure.kind == "count" and _tells_apart(figure, layout) else base


def _tells_apart(figure: Figure, layout: Layout) -> bool:
    """Tell whether what the figure tells of narrows its noun: "boats of the harbour", "boats of Orlen"; not a dealer's.

    Behind the noun everything does; before it names do, but for a word that opens the sentence.
    """
    span = figure.about[0]
    sentence = layout.sentence_at(span.start)
    words = [t for t in layout.tokens_of(span) if sentence is None or t.start != sentence.start]
    return span.start > figure.span.end or any(t.text[0].isupper() for t in words)


def _told_of(figure: Figure, layout: Layout) -> str | None:
    """Return what the figure tells of, without the figure's own words."""
    if not figure.about:
        return None
    span, own = figure.about[0], figure.span
    words = layout.text[span.start : span.end]
    if span.start <= own.start < span.end:
        words = layout.text[span.start : own.start] + layout.text[own.end : span.end].lstrip()
    return " ".join(words.split()) or None


def _converts(figure: Figure, last: Figure, layout: Layout) -> bool:
    """Tell whether the figure says in brackets what the one before it says: "8,500 yuan ($1,286)"."""
    between = layout.text[last.span.end : figure.span.start]
    if len(between) > _NEAR or not between.rstrip().endswith("(") or figure.kind != last.kind or figure.kind == "count":
        return False
    return not set("().;:,") & set(between.rstrip()[:-1])


def _has_noun(figure: Figure, layout: Layout, sentence: Sentence | None) -> bool:
    return sentence is not None and bool(_phrase(figure, layout, sentence)[0])


def victims_of(layout: Layout) -> str | None:
    """Return the victims of the one disaster that the article names most: "Harrow ferry sinking victims".

    A storm has a name of its own, so that one mention is enough where the article names no other disaster.
    """
    named = Counter(_disasters(layout)).most_common(2)
    if not named:
        return None
    least = 1 if named[0][0].split()[0] in _NAMED_STORMS else 2
    clear = named[0][1] >= least and (len(named) == 1 or named[0][1] > named[1][1])
    return f"{named[0][0]} victims" if clear else None


def _disasters(layout: Layout) -> Iterator[str]:
    """Yield "Typhoon Orla" and "Harrow ferry sinking", for a "ferry sinking off Harrow" too, wherever they stand."""
    tokens = () if layout.capitals else layout.tokens
    for i in range(len(tokens) - 1):
        tropical = tokens[i].low == "storm" and i > 0 and tokens[i - 1].low == "tropical"
        if (tokens[i].low in _STORMS or tropical) and tokens[i].text[0].isupper() and tokens[i + 1].text[0].isupper():
            yield f"{'Tropical ' if tropical else ''}{tokens[i].text} {tokens[i + 1].text}"
        if i and tokens[i].low in _DISASTERS:
            vehicle = tokens[i - 1].low in _VEHICLES
            name = tokens[i - 2] if i > 1 and vehicle else tokens[i - 1]
            if _names_a_place(name):
                yield layout.text[name.start : tokens[i].end]
            elif tokens[i + 1].low in _SCENES and i + 2 < len(tokens) and _names_a_place(tokens[i + 2]):
                first = tokens[i - 1] if vehicle else tokens[i]
                yield f"{tokens[i + 2].text} {layout.text[first.start : tokens[i].end]}"


def _names_a_place(token: Token) -> bool:
    return token.text[0].isupper() and token.text.isalpha() and len(token.text) > 3 and token.low not in TIMES


def _phrase(figure: Figure, layout: Layout, sentence: Sentence) -> tuple[str, int]:
    """Return the words from the number to its noun, where that stands right behind it, and where they end."""
    if figure.unit is None:
        return "", figure.span.end
    rest = layout.text[figure.span.end : min(sentence.end, figure.span.end + _SIGHT)]
    at = rest.find(figure.unit)
    between = rest[:at] if at >= 0 else ""
    if at < 0 or len(between.split()) > 6 or any(c in between for c in ".;:()"):
        return "", figure.span.end
    words = [w for w in (between + figure.unit).split() if w.casefold() not in _IDLE]
    return " ".join(words), figure.span.end + at + len(figure.unit)


def _tail(article: _Article, start: int, sentence: Sentence) -> str:
    """Return what is said of the counted right behind it: "in the harbour", "sunk by a storm"."""
    layout = article.layout
    i = layout.token_at(start)
    tokens = layout.tokens[i : min(sentence.last, i + 3 * _LONGEST)]
    at = 2 if len(tokens) > 2 and tokens[0].low == "of" and tokens[1].low in _THEM else 0
    while at < len(tokens) and tokens[at].low in _BEFORE_TAIL:
        at += 1
    if at >= len(tokens) or not (tokens[at].low in _BEHIND or _is_done(tokens[at].low)):
        return ""
    if tokens[at].low in _HELD or (tokens[at].low in _TALLIED and not _leads_on(tokens[at + 1 :])):
        return ""
    following = tokens[1].low if len(tokens) > 1 else "."
    if at == 0 and _is_done(tokens[0].low) and following not in _BEHIND_DEED and tokens[0].low[-3:] != "ing":
        done = _run(tokens, layout)  # "three men entered the house"
        return f"who {done}" if done else ""
    kept = at
    while kept < len(tokens) and kept - at < _LONGEST:
        low = tokens[kept].low
        if low in _ENDS or (low in _FINITE and tokens[at].low not in {"who", "that", "which"}):
            break
        if low in TIMES or (low in _BEHIND and _is_time(layout, i + kept + 1)):
            break
        if low in _DATED and article.lexicon.dates.at(layout.tokens, i + kept + 1) is not None:
            break
        kept += 1
    words = layout.text[tokens[at].start : tokens[kept - 1].end].split() if kept > at else []
    while words and words[-1].casefold() in _NEVER_LAST:
        words.pop()
    return " ".join(words) if len(words) > 1 or (words and _is_done(words[0].casefold())) else ""


def _is_time(layout: Layout, i: int) -> bool:
    """Tell whether a stretch of time begins at token ``i``: "recent days", "the following week", "six months"."""
    for token in layout.tokens[i : i + 4]:
        if token.low in TIMES:
            return True
        if token.low not in _WHICH and not token.text[0].isdecimal():
            return False
    return False


def _leads_on(tokens: Sequence[Token]) -> bool:
    """Tell whether "for" or "to" says what people registered for."""
    return bool(tokens) and tokens[0].low in {"for", "to", "as"}


def _run(tokens: Sequence[Token], layout: Layout) -> str:
    """Return the words up to where their phrase ends."""
    ends = _RUN_ENDS
    last = next((k for k, t in enumerate(tokens[:_LONGEST]) if t.low in ends), min(_LONGEST, len(tokens)))
    return layout.text[tokens[0].start : tokens[last - 1].end] if last else ""


def _is_done(low: str) -> bool:
    return (low.endswith(("ed", "ing")) and len(low) > 4 and low not in _NOT_DONE) or low in _DONE


def _paid(figure: Figure, layout: Layout, sentence: Sentence) -> str | None:
    """ "$200 in fines", "$200 worth of goods", "a $200 fine", "fines of $200": what the money is."""
    i = layout.token_at(figure.span.end)
    tokens = layout.tokens[i : min(sentence.last, i + 12)]
    at = 0
    currency = (figure.unit or "").casefold().split()
    while at < len(tokens) and tokens[at].low in {*currency, "-", "worth", "dollars", "us"}:
        at += 1
    behind = at < len(tokens) and tokens[at].low in {"in", "of", "for", "on"}
    first = at + 1 if behind else at
    while first < len(tokens) and tokens[first].low in {"the", "a", "an", "its", "their", "his", "her"}:
        first += 1
    led = behind or (first < len(tokens) and tokens[first].text[0].islower() and tokens[first].low not in _BEHIND)
    timed = first < len(tokens) and (tokens[first].low in TIMES or tokens[first].text[0].isdecimal())
    return (_run(tokens[first:], layout) if led and first < len(tokens) and not timed else "") or None


def _subject(figure: Figure, layout: Layout, sentence: Sentence) -> str | None:
    """Return the last few words before the number, up to where their clause begins."""
    i = layout.token_at(figure.span.start)
    tokens = layout.tokens[max(sentence.first, i - 9) : i]
    first = next((k + 1 for k in range(len(tokens) - 1, -1, -1) if tokens[k].low in _CLAUSE_ENDS), 0)
    words = [t for t in tokens[first:] if t.low not in _NOT_SUBJECT]
    while words and words[0].low in _IDLE:
        words.pop(0)
    while words and words[-1].low in _NOT_ENDING:
        words.pop()
    return layout.text[words[0].start : words[-1].end] if words else None


def _change(figure: Figure, article: _Article, sentence: Sentence) -> str | None:
    """ "Prices rose by 4 per cent": rise in prices. "a 4 per cent fall in sales": fall in sales."""
    layout = article.layout
    i, j = layout.token_at(figure.span.start), layout.token_at(figure.span.end)
    before = layout.tokens[max(sentence.first, i - 4) : i]
    after = layout.tokens[j : min(sentence.last, j + 8)]
    noun = after[0].low if after else ""
    up, down = kinds(article.lexicon.words)["rise"] | _UP, kinds(article.lexicon.words)["fall"] | _DOWN

    def way(word: str) -> str:
        return "rise" if word in up else "fall"

    if noun in up | (down - {"less"}):
        subject = _run(after[2:], layout) if len(after) > 2 and after[1].low in {"in", "of"} else ""
        return f"{way(noun)} in {subject}" if subject else way(noun)
    verb = next((t for t in reversed(before) if t.low in up | down), None)
    if verb is None or (after and after[0].low == "of"):
        return None
    subject = _told_of(figure, layout) or _before_verb(layout, layout.token_at(verb.start), sentence)
    return f"{way(verb.low)} in {subject}" if subject else way(verb.low)


def _before_verb(layout: Layout, i: int, sentence: Sentence) -> str:
    first = i
    while first > sentence.first and i - first < 6 and layout.tokens[first - 1].low not in _ENDS:
        first -= 1
    words = [t.text for t in layout.tokens[first:i] if t.low not in _NOT_BEFORE_VERB]
    return " ".join(words)


def _shared(figure: Figure, layout: Layout, sentence: Sentence) -> str | None:
    """ "A third of the boats in the harbour": boats in the harbour."""
    i = layout.token_at(figure.span.end)
    tokens = layout.tokens[i : min(sentence.last, i + 3 * _LONGEST)]
    if not tokens or (tokens[0].low == "of" and len(tokens) > 1 and tokens[1].low in _THEM):
        return None
    at = 1 if tokens[0].low in {"of", "in"} else 0
    while at < len(tokens) and (tokens[at].low in _BEFORE_WHOLE or tokens[at].low[0].isdecimal()):
        at += 1
    return _run(tokens[at:], layout) or None if at < len(tokens) else None


def _group(people: str, article: _Article) -> str:
    """Return what the article calls the people counted: "Ostlander troops", else "Ostlander people"."""
    if people not in article.groups:
        text = article.layout.text.casefold()
        found = [(text.find(f"{people.casefold()} {noun}"), noun) for noun in _ARMED]
        article.groups[people] = min(((at, noun) for at, noun in found if at >= 0), default=(0, "people"))[1]
    return article.groups[people]


def _names_people(phrase: str, lexicon: Lexicon) -> bool:
    return any(hit.entry.demonyms for hit in lexicon.places.find_in(phrase))


def _without_head(phrase: str, head: str) -> str:
    """ "North Korean troop casualties" are North Korean troops."""
    words = phrase.split()
    if words[-1].casefold() not in _ABSTRACT or len(words) < 2:
        return phrase
    rest = words[:-1]
    return " ".join([*rest[:-1], rest[-1] + "s"]) if rest[-1] in {"troop", "soldier"} else f"{' '.join(rest)} people"


def _people(figure: Figure, layout: Layout, lexicon: Lexicon, sentence: Sentence) -> str | None:
    """Return the demonym of the people whom the sentence names first before the figure, else right after it."""
    first = max(sentence.first, layout.token_at(figure.span.start) - 40)
    last = min(sentence.last, layout.token_at(figure.span.end) + 12)
    hits = list(lexicon.places.find(layout.tokens, first, last))
    spans = [(hit.span(layout.tokens), hit.entry) for hit in hits if hit.entry.demonyms]
    spans = [(span, entry) for span, entry in spans if not span.of(layout.text).islower()]  # "us" is no country
    own = figure.source_span  # a body that speaks is not the one that is counted; troops that report losses may be
    if own is not None and not {w.casefold() for w in own.of(layout.text).split()} & {*_ARMED}:
        spans = [(span, entry) for span, entry in spans if span.end <= own.start or own.end <= span.start]
    acting = [entry for span, entry in spans if span.end <= figure.span.start and not _is_where(layout, span)]
    before = acting or [entry for span, entry in spans if span.end <= figure.span.start]
    among = [entry for span, entry in spans if _among(figure.span.end, span.start, layout)]
    chosen = (among or before)[:1]
    return chosen[0].demonyms[0] if chosen else None


def _is_where(layout: Layout, span: Span) -> bool:
    """Tell whether a country is where something happened and not who did it: "to Ostland", "in the Ostland hills"."""
    i = layout.token_at(span.start)
    before = [t.low for t in layout.tokens[max(0, i - 2) : i]]
    return bool(before) and (before[-1] in _WHERE or (before[-1] == "the" and before[0] in _WHERE))


def _among(start: int, end: int, layout: Layout) -> bool:
    words = [t.low for t in layout.tokens_of(Span(start, end))] if start < end else []
    return 0 < len(words) <= 4 and bool({"among", "amongst"} & set(words))
