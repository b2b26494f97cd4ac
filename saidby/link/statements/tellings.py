"""Every figure of a story with whose word it is there, who is counted, and where in its article it stands."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct, structs

from saidby.evidence import FindSource, Origin, Telling
from saidby.lexicon import Lexicon
from saidby.likeness import BODIES, agency_of, counted_words, slot
from saidby.records import Figure, Marks, Measure, SourceIdentity, Span
from saidby.text import tokenize
from saidby.wording import date_words

_EARLIER = frozenset("earlier previous prior former".split())
_NEAR = 6  # words before a figure in which "its earlier estimate of" stands
# "had earlier said on Sunday that", "had put the toll at", "the earlier count by the board, given on Sunday, was"
_HAD_SAID = re.compile(
    r"\b(?:had (?:earlier|previously|before) \w+|had put the"
    r"|(?:earlier|previous) (?:count|estimate|toll|figure|number))\b",
    re.IGNORECASE,
)
_CITING = re.compile(r"\bciting (.{3,90})")
_DAY = re.compile(r"\b(?:\d{1,2} [A-Z][a-z]+|[A-Z][a-z]+ \d{1,2})\b")
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_CARRIERS = frozenset("x twitter telegram facebook instagram youtube whatsapp".split())

_SUFFERED: frozenset[Measure] = frozenset(
    {"killed", "wounded", "casualties", "missing", "captured", "infected", "affected"}
)


class Sources(Struct, frozen=True):
    """Whom a name means in an article, and the words to read it with."""

    of: FindSource
    named_in: Callable[[str], SourceIdentity | None]
    lexicon: Lexicon


def tell(
    marks: Marks, source_of: FindSource, named_in: Callable[[str], SourceIdentity | None], lexicon: Lexicon
) -> list[Telling]:
    """Return the figures of one article in text order; ``named_in`` finds the source of the story that words name."""
    sources = Sources(source_of, named_in, lexicon)
    by_id = {f.id: f for f in marks.figures}
    found = []
    for order, figure in enumerate(marks.figures):
        words, countries = counted_words(figure.whom or figure.unit, lexicon)
        sentence = _sentence_of(marks, figure)
        words |= _added(marks.article.text, figure.span, sentence, lexicon)
        countries = _not_the_source(marks.article.text, figure, sentence, lexicon) or countries
        named = source_of(marks.article.id, figure.source)
        behind = _behind_slip(marks, figure, words, countries, sources) or named
        behind = _cited(figure, sentence.of(marks.article.text), sources) or behind
        found.append(
            Telling(
                doc=marks.article.id,
                figure=figure,
                order=order,
                sentence=sentence,
                words=sentence.of(marks.article.text),
                part=_part_of_page(marks, figure),
                published=marks.article.published,
                said_on=figure.said_on,
                claimant=behind.id if behind else None,
                named=named.id if named else None,
                counted=words,
                unit=counted_words(figure.unit, lexicon)[0] - {"more"},
                countries=countries,
                place=_narrow(figure.place, lexicon),
                earlier=_called_earlier(marks.article.text, figure.span, sentence),
                base=by_id.get(figure.part_of or ""),
            )
        )
    return _set_back(_dated_apart(found), marks.article.text)


def _set_back(tellings: Sequence[Telling], text: str) -> list[Telling]:
    """Take for earlier, and of another day, the number that a source's new one replaces: "rose to 83 from 58".

    Of "from 58 to 70 and then to 83" the last is the new one.
    """
    latest: dict[tuple[object, ...], Telling] = {}
    for t in tellings:
        if not _moved_from(t, text):
            latest[_row(t)] = t
    moved = {_row(t) for t in tellings if _moved_from(t, text)} & set(latest)

    def is_old(t: Telling) -> bool:
        passed = all(_before(x, text)[-1:] == ["to"] for x in (t, latest[_row(t)]))
        return _moved_from(t, text) or (passed and t is not latest[_row(t)])

    return [structs.replace(t, earlier=True, said_on=None) if _row(t) in moved and is_old(t) else t for t in tellings]


def _row(t: Telling) -> tuple[object, ...]:
    return t.sentence, t.figure.measure, t.claimant


def _moved_from(t: Telling, text: str) -> bool:
    before = _before(t, text)
    return before[-1:] in (["from"], ["against"], ["not"]) or before in (["compared", "with"], ["compared", "to"])


def _before(t: Telling, text: str) -> list[str]:
    """Return the two words before a figure."""
    return text[t.sentence.start : t.figure.span.start].casefold().split()[-2:]


def give_to_issuers(tellings: Sequence[Telling], origins: Iterable[Origin]) -> list[Telling]:
    """Put on its source's word what articles have sources without a name say in the words of a release."""
    issuers = {voice: o.claimant for o in sorted(origins, key=lambda o: o.name) for voice in o.voices if o.claimant}
    return [structs.replace(t, claimant=issuers.get(t.claimant or "", t.claimant)) for t in tellings]


def give_to_body(tellings: Sequence[Telling], identities: Mapping[str, SourceIdentity]) -> list[Telling]:
    """Put on its source's word what a headline gives to somebody without a name: "Company: 60 boats lost".

    That is the one source with a name of whom the article below has the same number.
    """
    below: defaultdict[tuple[str, tuple[str, float]], set[str]] = defaultdict(set)
    for t in tellings:
        if t.part == "body" and t.claimant:
            below[t.doc, slot(t.figure.kind, t.figure)].add(t.claimant)

    def meant(t: Telling) -> str | None:
        found = below.get((t.doc, slot(t.figure.kind, t.figure)), set())
        named = [c for c in found if identities[c].standing in {"named", "vague"}]
        return named[0] if len(found) == len(named) == 1 else None

    headed = {t.claimant for t in tellings if t.part == "headline" and t.claimant}
    nameless = {c for c in headed if identities[c].standing == "anonymous"}
    return [
        structs.replace(t, claimant=meant(t) or t.claimant) if t.part == "headline" and t.claimant in nameless else t
        for t in tellings
    ]


def _dated_apart(tellings: Sequence[Telling]) -> list[Telling]:
    """Leave open the day that an article gives for a source's new figure and its earlier one alike.

    Where that day stands beside the new one, it is the new one's: "said on Sunday, raising its earlier toll of 500".
    """
    days = {(t.claimant, t.said_on, t.earlier) for t in tellings}

    def is_open(t: Telling) -> bool:
        return (t.claimant, t.said_on, not t.earlier) in days and (t.earlier or not _names_its_day(t))

    return [structs.replace(t, said_on=None) if is_open(t) else t for t in tellings]


def _names_its_day(t: Telling) -> bool:
    """Tell whether a figure's sentence has the weekday or the date of the day on which it was said."""
    try:
        day = date.fromisoformat(t.said_on or "")
    except ValueError:
        return False
    number, month, _ = date_words(day.isoformat()).split()
    names = (_WEEKDAYS[day.weekday()], f"{number} {month}", f"{month} {number}")
    return any(re.search(rf"\b{name}\b", t.words) for name in names)


def _behind_slip(
    marks: Marks, figure: Figure, counted: frozenset[str], countries: frozenset[str], sources: Sources
) -> SourceIdentity | None:
    """Return who stands behind a figure whose words make the counted people its source ("troops report losses").

    Only where the article names a public body as carrier: then that is the source, and the people, who have no name
    and are the counted or might be, are what it speaks of.
    """
    named = sources.of(marks.article.id, figure.source)
    if named is None or named.standing == "named" or figure.measure not in _SUFFERED:
        return None
    told, told_countries = counted_words(figure.source, sources.lexicon)
    if told_countries != countries or (counted - {"more"} and told != counted - {"more"}):
        return None
    carriers = [sources.of(marks.article.id, v) for v in figure.via if v.casefold() not in _CARRIERS]
    return next((c for c in carriers if c and c.standing == "named" and c.kind in BODIES), None)


def _cited(figure: Figure, sentence: str, sources: Sources) -> SourceIdentity | None:
    """Return whom a news agency cites for what it is said to report: "Velby Press Agency said, citing the board"."""
    words = _CITING.search(sentence) if agency_of(figure.source, sources.lexicon) else None
    cited = sources.named_in(words[1]) if words else None
    return cited if cited is not None and agency_of(cited.name, sources.lexicon) is None else None


def _added(text: str, figure: Span, sentence: Span, lexicon: Lexicon) -> frozenset[str]:
    """Return "more" where the words beside a figure say that it comes on top: "another 60", "60 additional boats"."""
    before = text[sentence.start : figure.start].split()[-1:]
    after = text[figure.end : max(sentence.end, figure.end)].split()[:1]
    return counted_words(" ".join(before + after), lexicon)[0] & {"more"}


def _not_the_source(text: str, figure: Figure, sentence: Span, lexicon: Lexicon) -> frozenset[str]:
    """Return the people that the words between source and figure name, where the source's own were taken for them.

    "Kenya's army said the Ugandans had lost 60": not where a verb of harm stands in between ("had killed 60
    of its men").
    """
    told = counted_words(figure.whom, lexicon)[1]
    if not told or figure.source_span is None or not told <= counted_words(figure.source, lexicon)[1]:
        return frozenset()
    between = tokenize(text[max(sentence.start, figure.source_span.end) : figure.span.start])
    named = [hit for hit in lexicon.places.find(between) if hit.entry.kind == "country"]
    verbs = [h.entry for h in lexicon.measures.find(between, named[0].last) if "verb" in h.entry.roles] if named else []
    harmed = any(v.measure in _SUFFERED for v in verbs)
    return frozenset() if not named or harmed else frozenset({named[0].entry.term})


def _called_earlier(text: str, figure: Span, sentence: Span) -> bool:
    """Tell whether the words before a figure call it an earlier one: "up from its previous estimate of 60".

    So does "had earlier said" before the first number of a sentence.
    """
    before = text[sentence.start : figure.start]
    said = _HAD_SAID.search(before)
    first = said is not None and not any(c.isdigit() for c in _DAY.sub("", before[said.end() :]))
    return first or bool(_EARLIER & {t.low for t in tokenize(before)[-_NEAR:]})


def _narrow(place: str | None, lexicon: Lexicon) -> str | None:
    """Return a place as it is compared; None for a whole country."""
    hits = lexicon.places.find_in(place or "")
    words = len(tokenize(place or ""))
    whole = len(hits) == 1 and hits[0].entry.kind == "country" and hits[0].last - hits[0].first >= words
    return None if whole or place is None else place.casefold()


def _sentence_of(marks: Marks, figure: Figure) -> Span:
    inside = [s for s in marks.sentences if s.start <= figure.span.start < s.end]
    return inside[0] if inside else figure.span


def _part_of_page(marks: Marks, figure: Figure) -> Literal["headline", "points", "body"]:
    article = marks.article
    if article.title and article.title.start <= figure.span.start < article.title.end:
        return "headline"
    points: Sequence[Span] = [f.span for f in article.furniture if f.kind == "takeaways"]
    if any(p.start <= figure.span.start < p.end for p in points):
        return "points"
    line = article.text[: figure.span.start].rsplit("\n", 1)[-1].lstrip()
    return "points" if line[:1] in {"-", "•", "*", "–"} else "body"
