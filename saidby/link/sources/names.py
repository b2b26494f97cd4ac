"""One name for a source, read by itself: a claimant of the lexicon, a country's body, or an own name."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from saidby.lexicon import Body, Hit, Lexicon, SourceName
from saidby.records import SourceKind
from saidby.text import Token, tokenize

Standing = Literal["named", "vague", "anonymous", "joint"]

_JOINTS = frozenset("the a an of 's ' ’ in at for from by to on , .".split())
# What a claimant speaks through; the claimant stays the same.
_VOICES = frozenset(
    "report reports update updates assessment assessments statement statements estimate estimates figure figures data "
    "release releases briefing bulletin bulletins post posts tally count press news latest new official daily weekly "
    "spokesman spokeswoman spokesperson spokespeople spokesmen chief's office agency service newspaper magazine "
    "intelligence's situation document documents account website ministry's state-run state initial preliminary".split()
)
_TITLES = frozenset(
    "mr mrs ms dr prof sir dame lord gen col maj capt lt sgt general colonel major captain commander admiral president "
    "minister secretary prime deputy vice spokesman spokeswoman spokesperson chief director mayor governor senator rep "
    "sen gov professor judge sheriff officer inspector superintendent brig brigadier lieutenant chairman head".split()
)
_INITIALS = re.compile(r"[A-Z]\.?(?:[A-Z]\.?)?")
_ABBREVIATED = re.compile(r"[A-Z]{2,4}")  # of an office: "MEC Ana Sorel"
_SPOKESMAN = re.compile(
    r"^spokes(?:man|woman|person|men|people) (?:for|of|at) (?:the )?|(?:['’]s)? spokes(?:man|woman|person|men|people)$",
    re.IGNORECASE,
)
_CARRIED = re.compile(  # "a bulletin issued by the governor": the governor's word
    r"^(?:an? |the )?(?:\w+ )?(?:bulletin|statement|update|report|note|release|briefing|figures|communiqu[eé])"
    r" (?:[\w ]{1,20} )?(?:issued|released|published|put out|given|posted) by (?:the )?",
    re.IGNORECASE,
)
_DATED = re.compile(  # "... on Tuesday", "... on 23 January": when it was said is no part of a name
    r" on (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2})$", re.IGNORECASE
)
_STEM = 4  # letters that a name keeps without its people's ending
_CROWD = frozenset("officials official sources source authorities experts analysts people members".split())


class Reading(Struct, frozen=True, kw_only=True):
    """What a name says. ``key`` is equal for names that mean the same claimant, ``words`` are those of an own name."""

    key: str
    name: str
    kind: SourceKind = "other"
    standing: Standing = "named"
    country: str | None = None
    body: str | None = None
    parent: str | None = None  # a term of the lexicon
    words: tuple[str, ...] = ()
    many: bool = False  # a body of which a country has many
    region: bool = False  # ``country`` is the stem of a region's name that no list knows


class _Found(Struct, frozen=True):
    """What the lexicon knows inside a name, and the tokens that it does not account for."""

    claimants: tuple[SourceName, ...]
    bodies: tuple[Body, ...]
    countries: tuple[str, ...]
    outlets: tuple[str, ...]
    rest: tuple[Token, ...]


def read_name(name: str, kind: SourceKind, lexicon: Lexicon, full_names: Mapping[str, str]) -> Reading:
    """Return what ``name`` says; ``full_names`` spells out the abbreviations that the story's texts introduce."""
    name = _spelled_out(_bare_of_saying(" ".join(name.split()).strip("\"“”‘’'")), full_names) or name
    tokens = tokenize(name)  # a name has words: the marks see to that
    found = _look_up(tokens, lexicon)
    rest = [t for t in found.rest if t.low not in _JOINTS and t.low not in _VOICES and t.text[0].isalnum()]
    if _is_joint(found, tokens):
        return Reading(key=f"joint:{_folded(tokens)}", name=name, kind=kind, standing="joint")
    region = _region(rest) if len(found.bodies) == 1 and not found.claimants and not found.countries else None
    if region is not None and not found.bodies[0].vague:
        return _of_unknown(name, found.bodies[0], region)
    if not rest or (found.claimants and all(t.low in _TITLES for t in rest)):
        known = _known(name, found, kind, lexicon)
        if known is not None:
            return known
    own = rest[1:] if kind == "anonymous" and rest and rest[0] is tokens[0] else rest  # it may begin a sentence
    if _is_crowd(tokens, lexicon) or (rest and not any(_capital(t, name) for t in own)):
        return _unnamed(name, found, tokens, kind)
    words = _own_words([t for t in tokens if t.low not in _JOINTS | _TITLES and t.text[0].isalnum()], kind)
    if not words or _is_noun(words, lexicon):
        return _unnamed(name, found, tokens, kind)
    parent = found.claimants[0].term if len(found.claimants) == 1 else None
    return Reading(key=f"name:{' '.join(words)}", name=_spoken_for(name), kind=kind, parent=parent, words=words)


def _is_noun(words: tuple[str, ...], lexicon: Lexicon) -> bool:
    """Tell whether a name is a common noun with the capital of a headline: "Company: 60 lost"."""
    noun = lexicon.speakers.alone(words[0]) if len(words) == 1 else None
    return noun is not None and noun.kind in {"group", "ngo"}


def _bare_of_saying(name: str) -> str:
    """Return a name without the document that carried the words and without the day on which they were said."""
    return _DATED.sub("", _CARRIED.sub("", name)) or name


def _own_words(tokens: Sequence[Token], kind: SourceKind) -> tuple[str, ...]:
    """Return the words of an own name, initials apart and with a dot: "PK Jena" is p. k. jena.

    The abbreviation of an office before a person's full name is none of it, nor is what a name of two words and more is
    called first: "charity Velby Relief".
    """
    first = next((n for n, t in enumerate(tokens) if t.text[0].isupper()), 0)
    named = tokens[first:]
    beside = first > 0 and named[0].start == tokens[first - 1].end + 1
    if beside and (len(named) > 1 or tokens[first - 1].low in _VOICES):
        tokens = named
    if kind == "person" and len(tokens) > 2 and _ABBREVIATED.fullmatch(tokens[0].text):
        tokens = tokens[1:]
    words: list[str] = []
    for n, token in enumerate(tokens):
        if n < len(tokens) - 1 and _INITIALS.fullmatch(token.text):
            words += [f"{letter}." for letter in token.low if letter.isalpha()]
        else:
            words.append(token.low)
    return tuple(words)


def find_full_names(texts: Sequence[str]) -> dict[str, str]:
    """Return the abbreviations that the texts introduce in brackets after the name: "Kerrin River Board (KRB)".

    One that stands for two names stands for none.
    """
    found: dict[str, set[str]] = {}
    for text in texts:
        for short in re.finditer(r"\(([A-Z][A-Za-z]{1,9})\)", text):
            before = tokenize(text[max(0, short.start() - 90) : short.start()])
            full = _initials_match(before, short[1])
            if full:
                found.setdefault(short[1].casefold(), set()).add(full)
    by_words = {short: {name.casefold(): name for name in sorted(names)} for short, names in found.items()}
    return {short: next(iter(names.values())) for short, names in sorted(by_words.items()) if len(names) == 1}


def _initials_match(before: Sequence[Token], short: str) -> str | None:
    """Return the shortest run of words before the bracket whose capitals spell the abbreviation."""
    words = [t for t in before if t.text[0].isalpha() and t.low not in {"'s", "’s"}]
    for i in range(len(words) - 1, max(-1, len(words) - 12), -1):
        run = words[i:]
        capitals = "".join(t.text[0] for t in run if t.text[0].isupper())
        if run[0].text[0].isupper() and capitals.casefold() == short.casefold() and len(capitals) > 1:
            return " ".join(t.text for t in run)
    return None


def _spelled_out(name: str, full_names: Mapping[str, str]) -> str:
    bare = re.sub(r"\s*\([A-Z][A-Za-z]{1,9}\)", "", name).strip() or name
    short = re.sub(r"^the ", "", bare, flags=re.IGNORECASE).casefold()
    return full_names.get(short, bare)


def _look_up(tokens: Sequence[Token], lexicon: Lexicon) -> _Found:
    claimants: list[SourceName] = []
    bodies: list[Body] = []
    countries: list[str] = []
    outlets: list[str] = []
    rest: list[Token] = []
    i = 0
    while i < len(tokens):
        known, body = _claimant_at(tokens, i, lexicon), lexicon.bodies.at(tokens, i)
        place, outlet = lexicon.places.at(tokens, i), lexicon.outlets.at(tokens, i)
        if known is not None and all(known.last >= hit.last for hit in (body, place) if hit is not None):
            claimants.append(known.entry)
            i = known.last
        elif outlet is not None and _capital(tokens[i], ""):
            outlets.append(outlet.entry.term)
            i = outlet.last
        elif body is not None:
            bodies.append(body.entry)
            i = body.last
        elif place is not None and _capital(tokens[i], "") and place.entry.kind in {"country", "region"}:
            countries.append(place.entry.term)
            i = place.last
        else:
            rest.append(tokens[i])
            i += 1
    return _Found(tuple(claimants), tuple(bodies), tuple(dict.fromkeys(countries)), tuple(outlets), tuple(rest))


def _claimant_at(tokens: Sequence[Token], i: int, lexicon: Lexicon) -> Hit[SourceName] | None:
    """Return the claimant named at token ``i``; abbreviations count in capitals only ("UN", but not Kim Jong Un)."""
    short = next((e for e in lexicon.sources.entries if tokens[i].text in e.short), None)
    hit = Hit(short, i, i + 1) if short else lexicon.sources.at(tokens, i)
    return None if hit and hit.last == i + 1 and _small_letters(tokens[i], hit.entry) else hit


def _small_letters(token: Token, entry: SourceName) -> bool:
    written = [m for m in entry.match if m.casefold() == token.low]
    return any(m.isupper() for m in written) and not token.text.isupper()


def _is_joint(found: _Found, tokens: Sequence[Token]) -> bool:
    together = any(t.low in {"and", "&", "or"} for t in found.rest)
    own = {c.country for c in found.claimants if c.country}
    several = len(set(found.countries) | own) > 1 or len(found.claimants) > 1 or len(found.bodies) > 1
    if together and several:
        return True
    plural = [i for i, t in enumerate(tokens) if t.low == "and" and 0 < i < len(tokens) - 1]
    return any(tokens[i - 1].low in _CROWD or tokens[i + 1].low in {"the", "other"} | _CROWD for i in plural)


def _known(name: str, found: _Found, kind: SourceKind, lexicon: Lexicon) -> Reading | None:
    """Return the claimant of the lexicon, or the country's body, that the whole name means."""
    if len(found.claimants) == 1 and not found.bodies:
        entry = found.claimants[0]
        if found.countries and entry.country and entry.country not in found.countries:
            return None
        return _of_entry(entry)
    if len(found.outlets) == 1 and not found.claimants and not found.bodies:
        return Reading(key=f"outlet:{found.outlets[0]}", name=found.outlets[0], kind="outlet")
    if len(found.bodies) == 1 and not found.claimants:
        return _of_body(name, found.bodies[0], found.countries, lexicon)
    if len(found.countries) == 1 and not found.claimants and not found.bodies:
        country = found.countries[0]
        return Reading(key=f"state:{country}", name=country, kind="other", standing="vague", country=country)
    return None


def _of_entry(entry: SourceName) -> Reading:
    return Reading(
        key=f"claimant:{entry.term}",
        name=entry.term,
        kind=entry.kind,
        country=entry.country,
        body=entry.body,
        parent=entry.parent,
    )


def _of_body(name: str, body: Body, countries: Sequence[str], lexicon: Lexicon) -> Reading | None:
    if len(countries) > 1:
        return None
    if not countries:
        return Reading(
            key=f"body:{body.term}",
            name=_spoken_for(name),
            kind=body.kind,
            standing="anonymous" if body.kind == "anonymous" else "vague",
            body=body.term,
            many=body.many or body.vague,
        )
    known = [e for e in lexicon.sources.entries if e.country == countries[0] and e.body == body.term]
    if len(known) == 1:
        return _of_entry(known[0])
    return Reading(
        key=f"body:{body.term}:{countries[0]}",
        name=_spoken_for(name),
        kind=body.kind,
        standing="vague" if body.vague else "named",
        country=countries[0],
        body=body.term,
    )


def _is_crowd(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Tell whether the name's noun means any people: officials, troops, residents of the valley."""
    of = next((i for i, t in enumerate(tokens) if t.low == "of"), len(tokens))
    return of > 0 and (tokens[of - 1].low in _CROWD or lexicon.counted.at(tokens, of - 1) is not None)


def _region(rest: Sequence[Token]) -> str | None:
    """Return the stem of the one name beside a body's: Tavoria's and Tavorian alike, for regions no list knows."""
    if len(rest) != 1 or not rest[0].text[0].isupper():
        return None
    return stem(rest[0].low)


def stem(word: str) -> str:
    """Return a name without the ending that makes it a country's or its people's, as long as enough is left of it."""
    for ending in ("ese", "ish", "ian", "ean", "an", "ia", "n", "a", "i"):
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            return word[: -len(ending)]
    return word


def _of_unknown(name: str, body: Body, region: str) -> Reading:
    key = f"body:{body.term}:{region}"
    return Reading(key=key, name=_spoken_for(name), kind=body.kind, country=region, body=body.term, region=True)


def _unnamed(name: str, found: _Found, tokens: Sequence[Token], kind: SourceKind) -> Reading:
    """Return a group or person without a name; of a country or a claimant where the words say so."""
    country = found.countries[0] if len(found.countries) == 1 else None
    parent = found.claimants[0].term if len(found.claimants) == 1 else None
    vague = country is not None and any(t.low in _CROWD for t in tokens)
    return Reading(
        key=f"unnamed:{_folded(tokens)}",
        name=_bare(name),
        kind=kind,
        standing="vague" if vague else "anonymous",
        country=country,
        parent=parent,
    )


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|a|an) |['’]s?$", "", name, flags=re.IGNORECASE)


def _spoken_for(name: str) -> str:
    """Return a body's name without its voice: "spokeswoman for the board", "army spokesman"."""
    return _bare(_SPOKESMAN.sub("", _bare(name)) or name)


def _capital(token: Token, name: str) -> bool:
    """Tell whether a token is written as a name; in a name all in capitals, or begun by it, that says little."""
    return token.text[0].isupper() and not (name and token.start == 0 and token.low in _CROWD)


def _folded(tokens: Sequence[Token]) -> str:
    return " ".join(t.low for t in tokens if t.low not in _JOINTS and t.text[0].isalnum())


def words_of(name: str) -> list[str]:
    """Return the words of a name that say something: "General Hospital of Velby" has three."""
    return [t.low for t in tokenize(name) if t.low not in _JOINTS and t.text[0].isalnum()]
