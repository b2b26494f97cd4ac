"""The sources of a story: every name that its articles give, and the one claimant behind several names."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct, structs

from saidby.lexicon import Lexicon
from saidby.likeness import BODIES
from saidby.link.sources.judged import Meant, Mentions, as_called, kept_apart, ruled
from saidby.link.sources.names import Reading, find_full_names, read_name, stem
from saidby.link.sources.reasons import why_named
from saidby.link.sources.voices import find_voices, settle_voices
from saidby.link.sources.word_order import in_one_order
from saidby.records import Marks, Reason, SourceIdentity, SourceKind, Statement
from saidby.rulings import SOURCE, Ruling

_ARTICLES = frozenset({"the", "a", "an"})
_NOBODY = frozenset(  # words that leave open whom they stand for
    "he she it they we i you him her them us me which who whom that this these those what all some many most both one "
    "none others another each of the a an".split()
)
_OFFICE = re.compile(r"(?:[Tt]he )?([A-Z][\w-]+)['’]s? ([a-z]+)|(?:[Tt]he )?([a-z]+) of ([A-Z][\w-]+)")
_INTRODUCED = (  # how the source %s is called when it is first named
    r"\b[Tt]he (?P<noun>[a-z]+(?: [a-z]+)?) %s\b",  # the charity Velby Relief
    r"\b(?P<noun>[A-Z][a-z]+) %s\b",  # Governor Ana Sorel
    r"\b(?P<where>[A-Z][\w-]+)[’']s (?P<noun>[a-z]+),? %s\b",  # Velby's governor, Ana Sorel,
    r"\b%s, (?:the |an? )?(?P<noun>[a-z]+)(?: of (?P<where>[A-Z][\w-]+))?\b",  # Ana Sorel, the governor of Velby,
)
_LONGEST = 8  # words of a name
_TWO = 2  # words that a common noun may have: "rail operator"
_SAYING_LITTLE: frozenset[SourceKind] = frozenset({"other", "anonymous", "document"})  # of a source that has a name
_Names = defaultdict[str, list[tuple[str, ...]]]


class Claimants(Struct, frozen=True):
    """The identities by id, and the id behind each name in each article."""

    by_id: dict[str, SourceIdentity]
    ids: dict[tuple[str, str], str]
    by_name: dict[str, str]  # the names in small letters that mean one source wherever they stand
    apart: frozenset[tuple[str, str]] = frozenset()  # by people's word: two ids each, in order

    def named_in(self, words: str) -> SourceIdentity | None:
        """Return the source that these words name first, by the longest of its names."""
        parts = words.casefold().split()
        for first in range(len(parts)):
            for last in range(min(len(parts), first + _LONGEST), first, -1):
                found = self.by_name.get(" ".join(parts[first:last]).strip(",.;"))
                if found:
                    return self.by_id[found]
        return None

    def of(self, doc: str, name: str | None) -> SourceIdentity | None:
        """Return whom ``name`` means in the article ``doc``."""
        found = self.ids.get((doc, name)) if name else None
        return self.by_id[found] if found else None

    def of_statements(self, statements: Iterable[Statement]) -> list[SourceIdentity]:
        """Return the identities on whose word the statements stand, and what those are a part of, by id."""
        wanted = {s.claimant for s in statements if s.claimant}
        wanted |= {parent for w in sorted(wanted) if (parent := self.by_id[w].parent)}
        return [self.by_id[w] for w in sorted(wanted)]


def resolve_sources(marks: Sequence[Marks], lexicon: Lexicon, judged: Iterable[Ruling] = ()) -> Claimants:
    """Return one identity for all the names of a claimant; who has no name is known to one article only.

    What people say of names (``judged``) stands above all of this.

    By the lexicon:    Britain's defence ministry, the UK MoD     By country and body:  the Ruritanian health ministry
    By abbreviation:   the Kerrin River Board (KRB) ... KRB       By surname:           Ana Sorel ... Sorel, A. Sorel
    By its voice:      Ana Sorel, a spokeswoman for the board ... the board
    """
    full_names = find_full_names([m.article.text for m in marks])
    voices = {(m.article.id, name): voice for m in marks for name, voice in find_voices(m, lexicon).items()}
    readings = {
        (m.article.id, name): read_name(name, kind, lexicon, full_names)
        for m in marks
        for name, kind in _names_in(m).items()
    }
    phrases = {(doc, v.body): v.body for (doc, _), v in voices.items() if v.body}
    readings = {p: read_name(body, "other", lexicon, full_names) for p, body in phrases.items()} | readings
    readings = in_one_order(readings)
    keys = _settle_bodies(readings)
    so_called = {p: nouns for m in marks for p, nouns in _so_called(m, readings).items()}
    keys = _settle_bare_nouns(readings, _settle_own_names(readings, keys), so_called, lexicon)
    spoken = settle_voices(voices, readings, keys, lexicon)
    meant = Meant(keys, {place: spoken.claimant.get(key, key) for place, key in keys.items()}, spoken.above)
    mentions = Mentions({m.article.id: m.article.key for m in marks}, readings)
    rulings = [r for r in judged if r.target.startswith(SOURCE)]
    found = _identities(readings, ruled(meant, readings, mentions, rulings) if rulings else meant, lexicon)
    called = as_called(found.by_id, found.ids, mentions, rulings)
    return structs.replace(found, by_id=called, apart=kept_apart(found.ids, mentions, rulings))


def _names_in(marks: Marks) -> dict[str, SourceKind]:
    """Return all names of sources in an article with the kind that the attributions give them."""
    kinds: dict[str, SourceKind] = {}
    for attribution in marks.attributions:
        if attribution.speaker and kinds.get(attribution.speaker, "other") == "other":
            kinds[attribution.speaker] = attribution.kind
    others = [f.source for f in marks.figures] + [v for f in marks.figures for v in f.via]
    others += [q.speaker for q in marks.quotes] + [marks.article.wire]
    for name in others:
        if name:
            kinds.setdefault(name, "other")
    return {name: kind for name, kind in kinds.items() if not set(name.casefold().split()) <= _NOBODY}


def _settle_bodies(readings: Mapping[tuple[str, str], Reading]) -> dict[tuple[str, str], str]:
    """Return the keys of all names, "the health ministry" being the country's that its article or the story speaks of.

    Where none is spoken of, it is one ministry in the whole story; where two countries' are, the name is known to its
    article only, as is that of bodies of which there are many ("police").
    """
    in_doc: defaultdict[tuple[str, str | None], set[str]] = defaultdict(set)
    for (doc, _), r in readings.items():
        if r.body and r.country:
            in_doc[doc, r.body].add(r.key)
            in_doc["", r.body].add(r.key)
    keys = {}
    for (doc, name), r in readings.items():
        candidates = in_doc.get((doc, r.body)) or in_doc.get(("", r.body)) or set()
        nameless = r.body is not None and r.country is None
        if nameless and len(candidates) == 1:
            keys[doc, name] = next(iter(candidates))
        elif (nameless and (candidates or r.many)) or r.standing in {"anonymous", "joint"}:
            keys[doc, name] = f"{r.key}@{doc}"
        else:
            keys[doc, name] = r.key
    return keys


def _settle_own_names(
    readings: Mapping[tuple[str, str], Reading], keys: dict[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """Let a surname mean the one full name that ends in it, in its article or else in the story.

    So does a short name the one longer name that holds it.
    """
    in_doc: defaultdict[str, _Names] = defaultdict(lambda: defaultdict(list))
    for (doc, _), r in sorted(readings.items()):
        for place in (doc, "") if r.words and r.standing == "named" else ():
            for word in sorted(set(r.words)):
                if r.words not in in_doc[place][word]:
                    in_doc[place][word].append(r.words)
    settled = dict(keys)
    for (doc, name), r in readings.items():
        if r.words and r.standing == "named":
            words = _fullest(_fullest(r.words, in_doc[doc]), in_doc[""])
            settled[doc, name] = f"name:{' '.join(words)}"
    return settled


def _settle_bare_nouns(
    readings: Mapping[tuple[str, str], Reading],
    keys: dict[tuple[str, str], str],
    so_called: Mapping[tuple[str, str], Collection[str]],
    lexicon: Lexicon,
) -> dict[tuple[str, str], str]:
    """Let "the ministry" mean the one ministry that its article names as a source, or where it names none the story.

    "The charity" is the one source of the article that any article calls "the charity Velby Relief".
    """
    bare = {p: noun for p, r in readings.items() if (noun := _bare_noun(p[1], r, lexicon))}
    nouns: defaultdict[str, set[str]] = defaultdict(set)
    for place, words in so_called.items():
        nouns[keys[place]].update(words)
    full: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for (doc, name), r in readings.items():
        if r.standing in {"named", "vague"} and (doc, name) not in bare:
            key = keys[doc, name]
            words = {w for w in name.casefold().split() if w not in _ARTICLES} if r.kind in BODIES else set[str]()
            for word in words | nouns.get(key, set()):
                full[doc, word].add(key)
            for word in words:
                full["", word].add(key)
            for office in (n for n in nouns.get(key, ()) if " of " in n):
                full["", office].add(key)
    settled = dict(keys)
    for (doc, name), noun in bare.items():
        candidates = full.get((doc, noun)) or full.get(("", noun)) or set()
        if len(candidates) == 1:
            settled[doc, name] = next(iter(candidates))
    return settled


def _so_called(marks: Marks, readings: Mapping[tuple[str, str], Reading]) -> dict[tuple[str, str], set[str]]:
    """Return by which common nouns an article introduces its sources.

    the charity Velby Relief   Governor Ana Sorel   Ana Sorel, the governor of Velby,   Velby's governor, Ana Sorel,
    """
    found: dict[tuple[str, str], set[str]] = {}
    for name in _names_in(marks):
        place = marks.article.id, name
        if readings[place].standing == "named" and name[:1].isupper():
            matches = (m for form in _INTRODUCED for m in re.finditer(form % re.escape(name), marks.article.text))
            parts = [match.groupdict() for match in matches]
            found[place] = {p["noun"].casefold() for p in parts}
            found[place] |= {_office_at(p["noun"], p["where"]) for p in parts if p.get("where")}
    return found


def _office_at(noun: str, where: str) -> str:
    return f"{noun.casefold()} of {stem(where.casefold())}"


def _bare_noun(name: str, reading: Reading, lexicon: Lexicon) -> str | None:
    """Return the common noun that is the whole of a name, or the office that it is somewhere.

    the ministry   grid operator   governor   Velby's governor   the governor of Velby
    """
    words = [w for w in name.casefold().split() if w not in _ARTICLES]
    office = _OFFICE.fullmatch(name) if reading.body is None else None
    if office and (held := lexicon.speakers.alone(office[2] or office[3])) and held.kind == "person":
        return _office_at(office[2] or office[3], office[1] or office[4])
    noun = lexicon.speakers.alone(words[-1]) if words and reading.body is None else None
    plain = len(words) == 1 or (name == name.casefold() and len(words) == _TWO)
    able = noun is not None and (noun.kind in BODIES | {"group"} or (noun.kind == "person" and len(words) == 1))
    return " ".join(words) if plain and able else None


def _fullest(words: tuple[str, ...], holding: _Names) -> tuple[str, ...]:
    """Return the one longest name that holds these words and ends in the same, else the words."""
    longer = [w for w in holding[words[-1]] if _spells_out(w, words)]
    tops = [w for w in longer if not any(set(w) < set(o) or _spells_out(o, w) for o in longer)]
    return tops[0] if len(tops) == 1 else words


def _spells_out(full: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Tell whether a longer name holds these words and ends in the same, or has the given names for their initials."""
    if set(words) < set(full):
        return full[-1] == words[-1] or len(words) > 1
    given = [w for w in full[:-1] if not w.endswith(".")]
    initials = words[:-1]
    if not given or full[-1] != words[-1] or not initials or not all(w.endswith(".") for w in initials):
        return False
    return all(name[0] == initial[0] for name, initial in zip(given, initials, strict=False))


def _identities(readings: Mapping[tuple[str, str], Reading], meant: Meant, lexicon: Lexicon) -> Claimants:
    own, keys = meant.own, meant.keys
    names: defaultdict[str, Counter[str]] = defaultdict(Counter)
    voices: defaultdict[str, set[str]] = defaultdict(set)
    kinds: dict[str, SourceKind] = {}
    best: dict[str, Reading] = {}
    because: defaultdict[str, dict[Reason, None]] = defaultdict(dict)
    for place in sorted(keys):
        key, r = keys[place], readings[place]
        names[key][place[1]] += 1
        because[key][meant.why.get(place) or why_named(place[1], r, own[place], key)] = None
        if key != own[place] and key.split("@")[0] != own[place].split("@")[0]:
            voices[key] |= {r.name} if r.standing == "named" else set()
            continue
        if r.kind not in _SAYING_LITTLE:
            kinds.setdefault(key, r.kind)
        if key not in best or _rank(r, key) > _rank(best[key], key):
            best[key] = r
    ids: dict[str, str] = {}
    by_id: dict[str, SourceIdentity] = {}
    for key in sorted(best):
        found = _identity(best[key], names[key], taken=by_id)
        ids[key] = found.id
        kind = kinds.get(key, found.kind) if found.standing == "named" else found.kind
        why = tuple(sorted(because[key], key=lambda reason: reason.rule))
        by_id[found.id] = structs.replace(found, kind=kind, voices=tuple(sorted(voices[key])), because=why)
    _add_parents(best, by_id, ids, lexicon)
    for key, above in sorted(meant.above.items()):
        found = by_id[ids[key]]
        by_id[found.id] = structs.replace(found, parent=found.parent or ids[above])
    of = {place: ids[key] for place, key in sorted(keys.items())}
    return Claimants(by_id, of, _unmistakable(of, by_id))


def _unmistakable(of: Mapping[tuple[str, str], str], by_id: Mapping[str, SourceIdentity]) -> dict[str, str]:
    """Return the names that mean one named source alone, wherever they stand."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for (_, name), key in of.items():
        if by_id[key].standing == "named":
            found[name.casefold()].add(key)
    return {name: min(keys) for name, keys in found.items() if len(keys) == 1}


def _rank(reading: Reading, key: str) -> tuple[bool, int, int, str]:
    return reading.key == key, len(reading.words), len(reading.name), reading.name


def _identity(reading: Reading, names: Counter[str], *, taken: Mapping[str, SourceIdentity]) -> SourceIdentity:
    slug = re.sub(r"[^\w]+", "-", reading.name.casefold()).strip("-") or "source"
    found, n = slug, 2
    while found in taken:
        found, n = f"{slug}-{n}", n + 1
    return SourceIdentity(
        id=found,
        name=reading.name,
        kind=reading.kind,
        standing=reading.standing,
        country=None if reading.region else reading.country,
        names=tuple(sorted(names)),
    )


def _add_parents(
    best: Mapping[str, Reading], by_id: dict[str, SourceIdentity], ids: Mapping[str, str], lexicon: Lexicon
) -> None:
    """Put in each identity the id of what it is a part of, adding parents that no article names."""
    for key, reading in sorted(best.items()):
        parent = reading.parent or _body_above(reading, lexicon)
        if parent is not None:
            above = ids.get(f"claimant:{parent}") or _added(parent, by_id, lexicon)
            by_id[ids[key]] = structs.replace(by_id[ids[key]], parent=above)


def _body_above(reading: Reading, lexicon: Lexicon) -> str | None:
    above = [b.parent for b in lexicon.bodies.entries if b.term == reading.body and b.parent]
    known: Iterable[str] = (
        e.term for e in lexicon.sources.entries if above and e.country == reading.country and e.body == above[0]
    )
    return next(iter(known), None) if reading.country else None


def _added(term: str, by_id: dict[str, SourceIdentity], lexicon: Lexicon) -> str:
    entry = next(e for e in lexicon.sources.entries if e.term == term)
    found = re.sub(r"[^\w]+", "-", term.casefold()).strip("-")
    by_id.setdefault(found, SourceIdentity(id=found, name=term, kind=entry.kind, country=entry.country))
    return found
