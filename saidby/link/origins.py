"""Texts outside a story that several of its articles tell: the wire of an agency, the press release of a body."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from saidby.evidence import FindSource, Origin, Overlap, Share
from saidby.lexicon import Lexicon
from saidby.likeness import BODIES, agency_of
from saidby.records import Excerpt, Marks, Passage, SourceIdentity, SourceKind, Span

ENOUGH = 20  # words that one article gives to a source and another tells itself; two writers do not fall on them alone
RELEASE = 0.08  # of an article's words, shared with others that tell a release: it tells the release too
_STRETCH = 40  # characters
_FINE = 10  # characters: fine enough to tell how much of a passage is a release's
_TURNS = 8  # lines that begin with a speaker's name in capitals: a transcript, in which words are nobody's own
WIRE = 0.3  # ... with articles that credit an agency, where it credits nobody: more, for these quote others too

_ISSUERS: frozenset[SourceKind] = BODIES | {"document", "other"}  # whose kind nothing tells is no known person
_DOCUMENT = re.compile(
    r"\b(?:statements?|communiqu[eé]|(?:press|news|media) (?:release|note)|bulletin)\b", re.IGNORECASE
)
_TURN = re.compile(r"^[A-Z][A-Z .'’-]{3,40}:", re.MULTILINE)
_NO_NAME = frozenset(  # what is left of a name without these is whose it is
    "the a press statement release report bulletin document note news monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november december".split()
)


def find_origins(
    marks: Sequence[Marks], overlaps: Sequence[Overlap], source_of: FindSource, lexicon: Lexicon
) -> list[Origin]:
    """Return the texts that several articles must have had before them.

    A wire: articles credit an agency, and others that credit nobody share much of their text. A release: what one
    article has a source say and another tells in its own voice, word for word and at length, neither has from the
    other. So have further articles with the same sentences. Sentences that two sources are given are neither's. Only
    a body puts out releases, or whoever is said to have put out a document: what a person says, many hear.
    """
    lengths = {m.article.id: sum(len(s.of(m.article.text).split()) for s in m.sentences) for m in marks}
    wires = _wires(marks, _Shared([(o.passage, o.unquoted) for o in overlaps if o.unquoted], lengths), lexicon)
    wired = {m.article.id for m in marks if m.article.wire or agency_of(m.article.outlet, lexicon)}
    wired |= {doc for wire in wires for doc in wire.docs}
    passages = [o.passage for o in overlaps]
    unwired = [p for p in passages if p.one.doc not in wired and p.other.doc not in wired]
    return wires + _releases([m for m in marks if m.article.id not in wired], unwired, lengths, source_of)


def _wires(marks: Sequence[Marks], shared: "_Shared", lexicon: Lexicon) -> list[Origin]:
    credited: defaultdict[str, set[str]] = defaultdict(set)
    silent = {m.article.id for m in marks}
    for m in marks:
        agency = agency_of(m.article.wire, lexicon) or agency_of(m.article.outlet, lexicon)
        if agency is not None:
            credited[agency].add(m.article.id)
        if agency is not None or m.article.wire:
            silent.discard(m.article.id)
    told = {agency: shared.spread(docs, silent, WIRE) for agency, docs in sorted(credited.items())}
    holding = {doc: [agency for agency, docs in told.items() if doc in docs] for doc in silent}
    best = {doc: max(names, key=lambda a: (told[a][doc].words, a)) for doc, names in holding.items() if names}
    return [
        Origin(name=agency, kind="wire", docs={d: share for d, share in docs.items() if best.get(d, agency) == agency})
        for agency, docs in told.items()
    ]


def _releases(
    marks: Sequence[Marks], passages: Sequence[Passage], lengths: Mapping[str, int], source_of: FindSource
) -> list[Origin]:
    told_by = {m.article.id for m in marks if len(_TURN.findall(m.article.text)) < _TURNS}
    passages = [p for p in passages if p.one.doc in told_by and p.other.doc in told_by]
    voices = {m.article.id: _Voices(m, source_of) for m in marks if m.article.id in told_by}
    given = _Given(_given_and_told(passages, voices, {m.article.id: m.article.outlet for m in marks}))
    beside: defaultdict[str, list[Passage]] = defaultdict(list)
    for p in passages:
        beside[p.one.doc].append(p)
        beside[p.other.doc].append(p)
    found = []
    for docs in given.clusters():
        named = [s for s in given.sources(docs, least=ENOUGH) if s.standing != "anonymous"]
        if len(named) == 1:
            told = _told(docs, named[0].id, given, beside=beside, lengths=lengths)
            unnamed = frozenset(s.id for s in given.sources(told) if s.standing == "anonymous")
            name = _called(named[0])
            found.append(Origin(name=name, kind="release", claimant=named[0].id, voices=unnamed, docs=told))
    return sorted((o for o in found if len(o.docs) > 1), key=lambda o: o.name)


def _told(
    docs: Collection[str],
    issuer: str,
    given: "_Given",
    *,
    beside: Mapping[str, Sequence[Passage]],
    lengths: Mapping[str, int],
) -> dict[str, Share]:
    """Return the articles that tell a release, and what each has of its words.

    An article that joins may give to somebody what another of them tells: these words are the release's too. What its
    articles share else is not, be it a tweet or the lines that an outlet has below everything.
    """
    inside, told = set[str](), dict.fromkeys(docs, Share(words=0, part=0.0, spans=()))
    while len(told) > len(inside):
        inside = set(told)
        near = list({id(p): p for doc in sorted(inside) for p in beside.get(doc, ())}.values())
        silent = {doc for p in near for doc in (p.one.doc, p.other.doc)}
        own = [(p, p.words) for p in given.words_of(inside, issuer, near)]
        told = _Shared(own, lengths).spread(inside, silent, RELEASE)
    return {doc: share for doc, share in told.items() if share.part >= RELEASE}


def _given_and_told(
    passages: Sequence[Passage], voices: Mapping[str, "_Voices"], outlets: Mapping[str, str | None]
) -> dict[frozenset[str], list[tuple[Passage, SourceIdentity]]]:
    """Return for each pair of articles the words that one gives to which source and the other tells itself.

    Words that articles give to two sources that have names do not count, nor those of whoever puts out no releases.
    """
    sides = [(p, voices[p.one.doc].of(p.one), voices[p.other.doc].of(p.other)) for p in passages]
    claims: defaultdict[tuple[str, int], dict[str, SourceIdentity]] = defaultdict(dict)
    issued: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for p, *sources in sides:
        for place in _stretches(p.one):
            claims[place] |= {s.id: s for s in sources if s is not None and s.standing != "anonymous"}
            issued[place] |= voices[p.one.doc].issuers_of(p.one) | voices[p.other.doc].issuers_of(p.other)
    found: defaultdict[frozenset[str], list[tuple[Passage, SourceIdentity]]] = defaultdict(list)
    for p, one, other in sides:
        if outlets[p.one.doc] is not None and outlets[p.one.doc] == outlets[p.other.doc]:
            continue  # an outlet repeats itself
        said = one or other
        named = [claims[place] for place in _stretches(p.one)]
        if said is not None and (one is None or other is None) and all(len(sources) < 2 for sources in named):
            known = {s.id: s for sources in named for s in sources.values()} | {said.id: said}
            issuers = {key for place in _stretches(p.one) for key in issued[place]}
            able = [(p, s) for s in known.values() if s.standing == "anonymous" or s.id in issuers]
            found[frozenset((p.one.doc, p.other.doc))] += able
    return {pair: words for pair, words in found.items() if words}


def _stretches(words: Excerpt, size: int = _STRETCH) -> list[tuple[str, int]]:
    """Return the stretches of equal length that lie in these words, so that overlaps need no search."""
    return [(words.doc, n) for n in range(-(-words.start // size), words.end // size)]


def _mostly(places: Sequence[tuple[str, int]], own: Collection[tuple[str, int]]) -> bool:
    return 2 * sum(place in own for place in places) > len(places)


def _has_name(source: SourceIdentity) -> bool:
    """Tell whether a name says whose words they are: a weekday does not, nor do "both sides"."""
    words = [w for w in source.name.split() if w.lower().strip(".,") not in _NO_NAME and not w[0].isdigit()]
    return bool(words) and words[0][0].isupper()


def _called(source: SourceIdentity) -> str:
    """Return what people call a text that a source puts out: a body's press release, anybody else's statement."""
    return f"{source.name} {'press release' if source.kind in BODIES else 'statement'}"


class _Given:
    """Who is given which words, by the pair of articles of which one gives them and the other tells them itself."""

    def __init__(self, given: Mapping[frozenset[str], list[tuple[Passage, SourceIdentity]]]) -> None:
        self._given = given
        self._pairs: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
        for pair in sorted(given, key=sorted):
            for doc in pair:
                self._pairs[doc].append(pair)

    def clusters(self) -> list[set[str]]:
        """Return the sets of articles that pairs with words enough hold together."""
        enough = {pair for pair, said in self._given.items() if max(_words_of_each(said).values()) >= ENOUGH}
        left = {doc for pair in enough for doc in pair}
        found = []
        while left:
            docs, new = set[str](), [min(left)]
            while new:
                docs.update(new)
                new = [d for doc in new for pair in self._pairs[doc] if pair in enough for d in pair if d not in docs]
            found.append(docs)
            left -= docs
        return found

    def sources(self, docs: Collection[str], *, least: int = 0) -> list[SourceIdentity]:
        """Return who is given so many words that these articles share, by id."""
        said = self._within(docs)
        words = _words_of_each(said)
        found = {source.id: source for _, source in said if words[source.id] >= least}
        return [found[key] for key in sorted(found)]

    def words_of(self, docs: Collection[str], issuer: str, passages: Iterable[Passage]) -> list[Passage]:
        """Return those of the passages that are for the most part a release's own words.

        These are what one of its articles and any other give to the issuer, or to nobody by name, and tell themselves.
        """
        near = {pair for doc in docs for pair in self._pairs[doc]}
        given = [p for pair in near for p, s in self._given[pair] if s.id == issuer or s.standing == "anonymous"]
        own = {x for p in given for side in (p.one, p.other) for x in _stretches(side, _FINE)}
        return [p for p in passages if any(_mostly(_stretches(side, _FINE), own) for side in (p.one, p.other))]

    def _within(self, docs: Collection[str]) -> list[tuple[Passage, SourceIdentity]]:
        pairs = {pair for doc in docs for pair in self._pairs[doc] if all(d in docs for d in pair)}
        return [given for pair in sorted(pairs, key=sorted) for given in self._given[pair]]


def _words_of_each(said: Iterable[tuple[Passage, SourceIdentity]]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for passage, source in said:
        counted[source.id] += passage.words
    return counted


class _Shared:
    """What each article has in common with others, word for word."""

    def __init__(self, passages: Iterable[tuple[Passage, int]], lengths: Mapping[str, int]) -> None:
        self._lengths = lengths
        self._mates: defaultdict[str, dict[str, list[tuple[int, Excerpt]]]] = defaultdict(dict)
        for p, words in passages:
            self._mates[p.one.doc].setdefault(p.other.doc, []).append((words, p.one))
            self._mates[p.other.doc].setdefault(p.one.doc, []).append((words, p.other))

    def spread(self, docs: Iterable[str], silent: set[str], part: float) -> dict[str, Share]:
        """Return the articles together with those of ``silent`` that share this part of their words with them."""
        inside = set(docs)
        new = inside
        while new:  # in rounds, so that an article which thousands copy is asked once a round
            asked = {other for doc in new for other in self._mates[doc] if other in silent and other not in inside}
            new = {doc for doc in asked if self._with(doc, inside).part >= part}
            inside |= new
        return {doc: self._with(doc, inside) for doc in sorted(inside)}

    def _with(self, doc: str, others: set[str]) -> Share:
        mates = self._mates[doc]
        shared = [found for other in sorted(mates) if other in others for found in mates[other]]
        apart: list[tuple[int, Excerpt]] = []
        for words, e in sorted(shared, key=lambda found: (found[1].start, -found[1].end)):
            if not apart or e.start >= apart[-1][1].end:
                apart.append((words, e))
        words = min(self._lengths[doc], sum(words for words, _ in apart))
        longest = sorted(apart, key=lambda found: (-found[0], found[1].start))
        return Share(words=words, part=words / max(1, self._lengths[doc]), spans=tuple(e for _, e in longest[:3]))


class _Voices:
    """On whose word each stretch of one article stands, and whether that one puts it out."""

    def __init__(self, marks: Marks, source_of: FindSource) -> None:
        self._said: list[tuple[Span, SourceIdentity]] = []
        self._issued: list[tuple[Span, str]] = []
        spoken = [(q.span, q.speaker, True) for q in marks.quotes]
        spoken += [(span, a.speaker, a.direct is not False) for a in marks.attributions for span in a.content]
        for span, name, quoted in spoken:
            source = source_of(marks.article.id, name)
            # "the crew noticed five boats" is the article's own voice: a nameless source counts where it is quoted
            if source is not None and (quoted or source.standing != "anonymous"):
                self._said.append((span, source))
                if _has_name(source) and (source.kind in _ISSUERS or _DOCUMENT.search(_around(marks, span))):
                    self._issued.append((span, source.id))

    def issuers_of(self, words: Excerpt) -> set[str]:
        """Return the ids of those who are said to put out some of these words."""
        return {key for span, key in self._issued if span.start < words.end and words.start < span.end}

    def of(self, words: Excerpt) -> SourceIdentity | None:
        """Return the source to whom the article gives more than half of these words."""
        covered: defaultdict[str, int] = defaultdict(int)
        by_id = {}
        for span, source in self._said:
            overlap = min(span.end, words.end) - max(span.start, words.start)
            covered[source.id] = max(covered[source.id], overlap)
            by_id[source.id] = source
        best = max(covered, key=lambda key: (covered[key], key), default=None)
        return by_id[best] if best is not None and covered[best] > (words.end - words.start) / 2 else None


def _around(marks: Marks, words: Span) -> str:
    """Return what else the sentences say in which these words stand."""
    sentences = [s for s in marks.sentences if s.start < words.end and words.start < s.end]
    if not sentences:
        return ""
    text = marks.article.text
    return f"{text[sentences[0].start : words.start]} … {text[words.end : sentences[-1].end]}"
