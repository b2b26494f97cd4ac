"""On which day a source said what it is quoted with."""

from collections.abc import Collection, Mapping

from saidby import grammar
from saidby.lexicon import Lexicon
from saidby.mark.tie.times.near import OPEN_ENDED, count_between, dates_in, holds, is_day, word_before, word_behind
from saidby.records import Attribution, DateMention, Marks, Span
from saidby.text import Layout, beginning_in, tokenize

_CAME_TO_SPEAK = frozenset("briefing conference reporters bulletin communique spoke".split())
_WAYS_OF_TELLING = frozenset(
    "statement report interview briefing conference speech post letter note address release tweet update bulletin "
    "speaking talking writing message communique remarks comments testimony hearing email broadcast".split()
)
_TELL_OF_IT = _WAYS_OF_TELLING | frozenset("figures data count tally estimate paper edition issue".split())
_ANNOUNCES = frozenset("announced announces announcing unveiled".split())
_CLAUSE = (
    (grammar.BE - grammar.NON_FINITE)
    | (grammar.HAVE - grammar.NON_FINITE)
    | frozenset("to that which who will would when after before as if".split())
)
_OPENING = 3  # words in front of a day that opens a sentence: "Late on Monday"
_FROM_OWN_DAY = frozenset({"today", "yesterday", "tonight", "this morning", "this afternoon", "this evening"})
_COMPARED = frozenset("from than against compared".split())
_EARLIER = frozenset("earlier previous former last first initial".split())
_BESIDE_CUE = 9  # words between the cue and the day on which it was said ("told lawmakers in the capital on Friday")
_AROUND = 800  # characters to each side of a cue: no sentence of usual length is longer
_BACK = 2  # sentences: in the train articles 6 of 6 farther in front were of no known day
_LEAD = 3  # sentences in which a report says of what day it tells
# "Thanked them on Tuesday", "gathered on Tuesday to call for" date no statement.
_NO_STATEMENT = frozenset({"intention", "attitude", "modal", "belief", "reader: act"})
_TOLD_OF_ANOTHER = frozenset("identified named".split())  # "police on Friday named him": a telling, and no event
_AHEAD = frozenset("will would shall set due scheduled expected plans planned".split())
_NEXT_TO = 4  # words: "was identified by police Tuesday"
_LOOK = 15  # words before a day in which the verb stands
_NO_PART_OF_NAME = frozenset("the a of officials official office".split())
_NOT_SAID_THEN = OPEN_ENDED | {"of"}


def date_utterances(layout: Layout, marks: Marks, lexicon: Lexicon) -> dict[str, str]:
    """Return for each attribution the date on which it was said, as far as the text tells.

    Beside the cue:    the ministry said on Sunday that ...
    Introduced:        the ministry held a briefing on Sunday. It said ...
    Same speaker:      one day beside all his cues is the day of what he says elsewhere in the article
    Day of the event:  "the train came off the rails this morning ... police said": where the report tells of an event
                       of the day of publication, what is said of it was said on that day. It can have been said on no
                       other. It tells nothing of a speaker who talks of another day's event.
    """
    beside = {a.id: d for a in marks.attributions if a.source and (d := _beside(layout, a, marks)) is not None}
    own = {id_: d.value or "" for id_, d in beside.items()}
    days = _Days(layout, marks, beside, lexicon)
    introductions = _introductions(layout, marks)
    # The reader finds plans and acts too ("gathered on Tuesday to call for"); their day is the event's.
    acts = {a.id for a in marks.attributions if a.found_by == "reader" and a.rule != "reader"}
    event = _Event(layout, marks, {d.span for id_, d in beside.items() if id_ not in acts})
    for a in marks.attributions:
        if a.id in own or not a.source:
            continue
        spoken = days.of(a)
        introduced = _introduced(layout, a, introductions)
        if len(spoken) == 1:
            own[a.id] = spoken.pop()
        elif introduced:
            own[a.id] = introduced
        elif not spoken and event.day and event.is_told_by(a):
            own[a.id] = event.day
    return own


def _introductions(layout: Layout, marks: Marks) -> dict[int, tuple[frozenset[str], str]]:
    """Return the sentences that tell on which one day somebody came to speak ("gave a briefing"), with their words."""
    speaking = {s.index for s, _ in layout.holding(layout.places_of(_CAME_TO_SPEAK))}
    found: dict[int, tuple[frozenset[str], str]] = {}
    for sentence in (layout.sentences[k] for k in sorted(speaking)):
        days = {d.value or "" for d in dates_in(sentence, marks) if is_day(d.value) and _word_allows(layout, d)}
        if len(days) == 1:
            found[sentence.index] = frozenset(t.low for t in layout.tokens_of(sentence)), days.pop()
    return found


def _introduced(
    layout: Layout, attribution: Attribution, introductions: Mapping[int, tuple[frozenset[str], str]]
) -> str | None:
    """Return the day on which the sentence before says that the speaker came to speak."""
    if not introductions:
        return None
    first = layout.sentence_at(min(c.start for c in (*attribution.content, *attribution.cue)))
    words, day = introductions.get(first.index - 1, (frozenset(), None)) if first is not None else (frozenset(), None)
    head = tokenize(attribution.speaker or "")[-1:]
    return day if head and head[0].low in words else None


def _word_allows(layout: Layout, mention: DateMention) -> bool:
    return word_before(layout, mention) not in _NOT_SAID_THEN


class _Days:
    """The days on which each speaker spoke: those of statements, else of whatever else he is quoted with.

    Who speaks for a body has the body's: "the port council said on Monday ... port council chairman Ivo Lind said".
    """

    def __init__(self, layout: Layout, marks: Marks, beside: Mapping[str, DateMention], lexicon: Lexicon) -> None:
        self._layout = layout
        self._lexicon = lexicon
        self._names_of: dict[str, list[str]] = {}  # a speaker is mentioned many times
        self._fuller: dict[str, dict[str, None]] = {}  # each name's longer forms: "port council chairman Ivo Lind"
        stated: dict[str, dict[str, int]] = {}  # name -> day -> the first sentence that tells it
        others: dict[str, dict[str, int]] = {}
        for a in marks.attributions if beside else ():
            names = self._names(a.speaker or "")
            self._learn(a, names[0])
            if a.id in beside and not _of_earlier(layout, a):
                days = others if a.rule in _NO_STATEMENT else stated
                for name in filter(None, names):
                    days.setdefault(name, {}).setdefault(beside[a.id].value or "", self._index(beside[a.id].span))
        self._by_name = {name: days for name, days in {**others, **stated}.items() if all(map(is_day, days))}

    def _learn(self, attribution: Attribution, name: str) -> None:
        """Note each form of a name under its shorter ones."""
        mentions = [self._names(s.of(self._layout.text))[0] for s in attribution.source]
        for form in (name, *(m for m in mentions if m.endswith(name))):
            words = form.split()
            for k in range(1, len(words)):
                self._fuller.setdefault(" ".join(words[k:]), {})[form] = None

    def of(self, attribution: Attribution) -> set[str]:
        """Return the days on which the attribution's speaker spoke, those told in front of it or right behind."""
        if not self._by_name:
            return set()
        name = self._names(attribution.speaker or "")[0]
        known = [name, *_beginnings(name), *(b for f in self._fuller.get(name, ()) for b in _beginnings(f))]
        found = next((self._by_name[n] for n in known if n in self._by_name), {})
        here = self._index(attribution.cue[0])
        return {day for day, there in found.items() if there - here <= _BACK}

    def _names(self, speaker: str) -> list[str]:
        if speaker not in self._names_of:
            self._names_of[speaker] = _names(speaker, self._lexicon)
        return self._names_of[speaker]

    def _index(self, span: Span) -> int:
        sentence = self._layout.sentence_at(span.start)
        return sentence.index if sentence is not None else 0


def _beginnings(name: str) -> list[str]:
    """Return what a name begins with, the longest first."""
    words = name.split()
    return [" ".join(words[:k]) for k in range(len(words) - 1, 0, -1)]


def _names(speaker: str, lexicon: Lexicon) -> list[str]:
    """Return a speaker's name and the one with its short form: "chamber of ports board", "cop board"."""
    full, _, rest = speaker.partition(" (")
    short, _, behind = rest.partition(")")
    names = [_plain(f"{full} {behind}", lexicon)]
    return names + ([_plain(f"{short} {behind}", lexicon)] if short.isupper() else [])


def _plain(name: str, lexicon: Lexicon) -> str:
    """Return a name in small letters, without articles, each country by one name: the UK's ministry, British ..."""
    tokens = tokenize(name)
    places = {hit.first: hit for hit in lexicon.places.find(tokens)}
    words: list[str] = []
    i = 0
    while i < len(tokens):
        hit = places.get(i)
        words += hit.entry.term.casefold().split() if hit else [tokens[i].low]
        i = hit.last if hit else i + 1
    return " ".join(w for w in words if w.isalnum() and w not in _NO_PART_OF_NAME)


def _beside(layout: Layout, attribution: Attribution, marks: Marks) -> DateMention | None:
    """Return the date that stands beside the cue or the source, outside the content."""
    cue = attribution.cue[0]
    sentence = layout.sentence_at(cue.start)
    if sentence is None:
        return None
    around = Span(max(sentence.start, cue.start - _AROUND), min(sentence.end, cue.end + _AROUND))
    here = dates_in(around, marks)
    inside = [d for d in here if any(holds(c, d.span) for c in attribution.content)]
    if _of_earlier(layout, attribution):
        return inside[-1] if inside else None
    away_from_it = {d.span for d in here} - {d.span for d in inside}
    dates = [d for d in here if d.span in away_from_it and _can_be_said(layout, d, attribution, marks)]
    dates = [d for d in dates if not _is_the_speakers(layout, d, marks)]
    anchors = [cue, *(s for s in attribution.source if sentence.start <= s.start < sentence.end)]
    away = {d: min(count_between(layout, d.span, a) for a in anchors) for d in dates}
    if not away and _ANNOUNCES & {t.low for t in layout.tokens_of(cue)}:
        return next((d for d in inside if _of_the_announcement(layout, d, attribution)), None)
    best = min(away, key=lambda d: (away[d], d.span.start), default=None)
    if best is None or away[best] > (_BESIDE_CUE if is_day(best.value) else _BESIDE_CUE // 2):
        return None
    return best


def _is_the_speakers(layout: Layout, mention: DateMention, marks: Marks) -> bool:
    """Tell whether a quoted speaker counts a day from his own: "“Today he gave us the figures,” she said on Monday"."""
    own = mention.span.of(layout.text).casefold() in _FROM_OWN_DAY
    return own and any(holds(q.span, mention.span) for q in beginning_in(marks.quotes, 0, mention.span.end))


def _of_the_announcement(layout: Layout, mention: DateMention, attribution: Attribution) -> bool:
    """Tell whether a day behind what was announced is that of the announcement: "announced an order of 60 boats on
    Monday", but not "announced a plan to close on Monday"."""
    content = next(c for c in attribution.content if holds(c, mention.span))
    between = layout.tokens[layout.token_at(content.start) : layout.token_at(mention.span.start)]
    on_that_day = is_day(mention.value) and word_before(layout, mention) == "on"
    return on_that_day and not _CLAUSE & {t.low for t in between}


def _of_earlier(layout: Layout, attribution: Attribution) -> bool:
    """Tell whether the words are those of another day: "its earlier estimate of 60 boats in late March"."""
    cue = attribution.cue[0]
    return not _EARLIER.isdisjoint(layout.lows_between(cue.start, cue.end))


def _can_be_said(layout: Layout, mention: DateMention, attribution: Attribution, marks: Marks) -> bool:
    """Tell whether a date can be that of an utterance: a month or a day; a year only as "a 2018 report found", "found
    this year". None: the yearbook of 2018, said Friday's flood."""
    cue = attribution.cue[0]
    if not _word_allows(layout, mention):
        return False
    if word_behind(layout, mention) == "'s":
        telling = {*layout.lows_between(mention.span.end, cue.start)}
        if mention.span.start > cue.start or not _TELL_OF_IT & telling:  # "today's flood shows", "Friday's report says"
            return False
    if _in_a_clause_before(layout, mention, attribution) or _of_what_it_was(layout, mention, cue, marks):
        return False
    if len(mention.value or "") >= len("2025-06"):
        return True
    at_once = mention.span.start > cue.start and not count_between(layout, cue, mention.span)
    return at_once or any(holds(s, mention.span) for s in attribution.source)


def _of_what_it_was(layout: Layout, mention: DateMention, cue: Span, marks: Marks) -> bool:
    """Tell whether a day behind the cue is that of a figure with which the new one is compared: "the toll is 60, police
    said, up from 12 on Monday"."""
    if mention.span.start < cue.end:
        return False
    compared = bool(_COMPARED & {*layout.lows_between(cue.end, mention.span.start)})
    return compared and bool(beginning_in(marks.figures, cue.end, mention.span.start))


def _in_a_clause_before(layout: Layout, mention: DateMention, attribution: Attribution) -> bool:
    """Tell whether a date in front of the source is that of something else: "After the storm on Monday, police said".

    None: "On Monday, police said", "In a statement issued on Monday, police said".
    """
    sentence = layout.sentence_at(mention.span.start)
    begin = min(s.start for s in (*attribution.source, *attribution.cue))
    if sentence is None or not sentence.start <= mention.span.start < begin:
        return False
    first, i = sentence.first, layout.token_at(mention.span.start)
    before = layout.lows[max(first, i - _LOOK) : i]
    held = word_behind(layout, mention) == "," and len(before) > _OPENING
    return (
        held
        and not _WAYS_OF_TELLING & set(before)
        and not any(c.start <= mention.span.start for c in attribution.content)
    )


class _Event:
    """The event of the day of publication of which a report tells; ``day`` is None where it tells of none."""

    def __init__(self, layout: Layout, marks: Marks, said: Collection[Span]) -> None:
        self._layout = layout
        self._marks = marks
        self._told = [d for d in dates_in(Span(0, max(1, len(layout.text))), marks) if self._is_told(d, said)]
        lead = layout.sentences[_LEAD - 1].end if len(layout.sentences) >= _LEAD else len(layout.text)
        of_today = [d for d in self._told if d.span.start < lead and d.value == marks.article.published]
        self.day = marks.article.published if of_today else None

    def _is_told(self, mention: DateMention, said: Collection[Span]) -> bool:
        """Tell whether a day is that of something that happened, and not of a statement or of the page."""
        published = self._marks.article.published or ""
        if not is_day(mention.value) or (mention.value or "") > published or mention.span in said:
            return False
        if published[:4] in mention.span.of(self._layout.text):  # in full it dates the page
            return False
        i = self._layout.token_at(mention.span.start)
        sentence = self._layout.sentence_at(mention.span.start)
        first = max(i - _LOOK, sentence.first if sentence else 0)
        before = self._layout.lows[first:i]
        telling = {word_behind(self._layout, mention), *before[-_NEXT_TO:]}
        return not _AHEAD & set(before) and not _TOLD_OF_ANOTHER & telling

    def is_told_by(self, attribution: Attribution) -> bool:
        """Tell whether it is that event of which the source speaks: by the days in its words, else the last before."""
        here = [d for c in attribution.content for d in beginning_in(self._told, c.start, c.end)]
        if here:
            return any(d.value == self.day for d in here)
        sentence = self._layout.sentence_at(min(c.start for c in (*attribution.content, *attribution.cue)))
        end = sentence.end if sentence else attribution.cue[0].start
        before = beginning_in(self._told, 0, end)
        if not before and sentence is not None and sentence.index == 0:  # the lead's next sentence tells the day
            following = self._layout.sentences[1] if len(self._layout.sentences) > 1 else sentence
            before = beginning_in(self._told, following.start, following.end)[:1]
        return bool(before) and before[-1].value == self.day
