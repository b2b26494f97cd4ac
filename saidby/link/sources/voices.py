"""Who speaks for whom: the spokesmen and heads of bodies, as the words that name a source say."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from saidby.lexicon import Hit, Lexicon, VoiceNoun
from saidby.likeness import BODIES
from saidby.link.sources.names import Reading
from saidby.records import Marks
from saidby.text import Token, tokenize

_FOR = frozenset({"for", "of", "at", "with", "from"})
_BREAKS = frozenset({",", "(", ")", "–", "—", "-", ";"})
_LOOSE = frozenset("the a an its his her their 's ' ’ chief senior deputy former official new acting".split())
_MINISTER = "minister"

Place = tuple[str, str]  # an article and a name in it


class Voice(Struct, frozen=True, kw_only=True):
    """What the words that name a source say of whom it speaks for; ``body`` None: they leave it open."""

    head: bool
    body: str | None = None


class Spoken(Struct, frozen=True, kw_only=True):
    """Whose voice each key is, and the bodies that are parts of a story's whole: heads under their bodies."""

    claimant: dict[str, str]
    above: dict[str, str]


def find_voices(marks: Marks, lexicon: Lexicon) -> dict[str, Voice]:
    """Return the sources of an article that are called a body's spokesman or head.

    Body first:  police spokesman Rafi Dorn        Body last:  Rafi Dorn, a spokesman for the Kerrin River Board
    No body:     the spokesman                     Aside:      Ana Sorel, press officer (Kerrin River Board)
    """
    text = marks.article.text
    named = [(a.speaker, span) for a in marks.attributions if a.speaker for span in a.source]
    named += [(f.source, f.source_span) for f in marks.figures if f.source and f.source_span]
    found: dict[str, Voice] = {}
    for name, span in named:
        voice = _voice(tokenize(span.of(text)), name, lexicon)
        known = found.get(name)
        if voice is not None and (known is None or (known.body is None and voice.body is not None)):
            found[name] = voice
    return found


def _voice(tokens: Sequence[Token], name: str, lexicon: Lexicon) -> Voice | None:
    hits = [h for h in lexicon.voices.find(tokens) if not _is_own(tokens[h.first : h.last], name)]
    hit = next((h for h in hits if h.entry.role == "spokesman"), next(iter(hits), None))
    if hit is None:
        return None
    head = hit.entry.role == "head"
    body = _behind(tokens, hit) or _before(tokens, hit) or _aside(tokens, hit, name, lexicon)
    if body and hit.entry.term == _MINISTER:
        body = f"{body} ministry"
    return None if head and body is None else Voice(head=head, body=body)


def _is_own(tokens: Sequence[Token], name: str) -> bool:
    """Tell whether a word is a part of the source's own name ("Chief Crazy Horse" is no chief of a body)."""
    own = name.casefold().split()
    return tokens[0].text[0].isupper() and tokens[0].low in own[1:]


def _behind(tokens: Sequence[Token], hit: Hit[VoiceNoun]) -> str | None:
    if hit.last >= len(tokens) or tokens[hit.last].low not in _FOR:
        return None
    return _words(_chunk(tokens, hit.last + 1))


def _before(tokens: Sequence[Token], hit: Hit[VoiceNoun]) -> str | None:
    first = hit.first
    while first > 0 and tokens[first - 1].text not in _BREAKS:
        first -= 1
    return _words(tokens[first : hit.first])


def _aside(tokens: Sequence[Token], hit: Hit[VoiceNoun], name: str, lexicon: Lexicon) -> str | None:
    """Return the body named behind a comma or in brackets, where a list knows it for one."""
    if hit.last >= len(tokens) or tokens[hit.last].text not in {",", "("}:
        return None
    chunk = _chunk(tokens, hit.last + 1)
    own = set(name.casefold().split())
    known = any(True for _ in lexicon.bodies.find(chunk)) or any(True for _ in lexicon.sources.find(chunk))
    return _words(chunk) if known and not own & {t.low for t in chunk} else None


def _chunk(tokens: Sequence[Token], first: int) -> Sequence[Token]:
    last = first
    while last < len(tokens) and tokens[last].text not in _BREAKS:
        last += 1
    return tokens[first:last]


def _words(tokens: Sequence[Token]) -> str | None:
    """Return the words of a body's name without what stands loosely around it."""
    first, last = 0, len(tokens)
    while first < last and tokens[first].low in _LOOSE:
        first += 1
    while last > first and tokens[last - 1].low in _LOOSE:
        last -= 1
    written = tokens[first:last]
    gaps = [" " if n and t.start > written[n - 1].end else "" for n, t in enumerate(written)]
    return "".join(gap + t.text for gap, t in zip(gaps, written, strict=True)) or None


def settle_voices(
    voices: Mapping[Place, Voice], readings: Mapping[Place, Reading], keys: Mapping[Place, str], lexicon: Lexicon
) -> Spoken:
    """Return for each voice the one body that it speaks for.

    That is the body named with it, else the one that speaks in its article, else the one that speaks in the story.
    Who speaks for two bodies, or for one that cannot be told from others, speaks for himself.
    """
    speaking = _speaking_bodies(voices, readings, keys)
    told: defaultdict[str, set[str]] = defaultdict(set)
    guessed: defaultdict[str, list[set[str]]] = defaultdict(list)
    heads: dict[str, set[str]] = {}
    for place, voice in sorted(voices.items()):
        key, reading = keys[place], readings[place]
        body = _body_told(place, voice, readings, keys, lexicon)
        if reading.body is not None or reading.key.startswith("claimant:") or body == key:
            continue
        if voice.head:
            heads.setdefault(key, set()).update({body} if body else ())
        elif body is not None:
            told[key].add(body)
        else:
            guessed[key].append(_speaking_near(place[0], voice, speaking, readings, keys))
    possible = {key: set.intersection(*each) or set.union(*each) for key, each in guessed.items()}
    claimant = _settled({key: told.get(key) or possible[key] for key in sorted({*told, *guessed})})
    above = {key: next(iter(bodies)) for key, bodies in sorted(heads.items()) if len(bodies) == 1}
    return Spoken(claimant=claimant, above={k: claimant.get(v, v) for k, v in above.items() if k not in claimant})


def _speaking_bodies(
    voices: Mapping[Place, Voice], readings: Mapping[Place, Reading], keys: Mapping[Place, str]
) -> dict[str, set[str]]:
    """Return the bodies that themselves say something, by article and under "" for the story."""
    phrases = {(doc, v.body) for (doc, _), v in voices.items() if v.body}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for (doc, name), r in readings.items():
        plain = r.standing in {"named", "vague"} and r.kind in BODIES
        if plain and (doc, name) not in phrases and (doc, name) not in voices:
            found[doc].add(keys[doc, name])
            found[""].add(keys[doc, name])
    return found


def _body_told(
    place: Place, voice: Voice, readings: Mapping[Place, Reading], keys: Mapping[Place, str], lexicon: Lexicon
) -> str | None:
    """Return the key of the body that the words name, if they name one and not only its kind ("ministry")."""
    if voice.body is None:
        return None
    reading = readings[place[0], voice.body]
    key = keys[place[0], voice.body]
    if key.split("@")[0] != reading.key:
        return key  # "agency", which the step before has found to be the one agency
    bare = bool(reading.words) and all(lexicon.speakers.alone(w) is not None for w in reading.words)
    return None if bare or reading.standing in {"anonymous", "joint"} else key


def _speaking_near(
    doc: str,
    voice: Voice,
    speaking: Mapping[str, set[str]],
    readings: Mapping[Place, Reading],
    keys: Mapping[Place, str],
) -> set[str]:
    """Return the bodies of the kind told, if any, that speak in the article, or where none does in the story."""
    kind = voice.body.casefold().split()[-1] if voice.body else None
    telling = {keys[p] for p, r in readings.items() if kind in r.name.casefold().split()}
    for place in (doc, ""):
        found = {k for k in speaking.get(place, ()) if kind is None or k in telling}
        if found:
            return found
    return set()


def _settled(bodies: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Return the claimant of each voice, and the one claimant of bodies that a single person shows to be one.

    "Police" of two articles are one police where one Rafi Dorn speaks for both.
    """
    same: dict[str, str] = {}

    def top(key: str) -> str:
        while key in same:
            key = same[key]
        return key

    for key, of_voice in bodies.items():
        found = sorted({top(body) for body in of_voice})
        if len({body.split("@")[0] for body in found}) != 1 or key in found:
            continue
        for body in found[1:]:
            same[body] = found[0]
        if top(key) != found[0]:
            same[top(key)] = found[0]
    return {key: top(key) for key in same}
