"""Who a source is: its name resolved inside the article, and of what kind it is.

The claimants are gone through in text order. A full name stands for itself; a pronoun, "the ministry", a surname or an
abbreviation takes the fullest name that the article uses for the nearest claimant that agrees. Two equal candidates
mean no answer: then the words stay as they are.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from heapq import merge

from msgspec import structs

from saidby.mark.attribution import words as w
from saidby.mark.attribution.claimant import BODIES, TAKEN_UP, Claimant, Speaker, body_fit, is_somebody, plural_fit
from saidby.mark.attribution.contents import Draft
from saidby.mark.attribution.ground import Ground, Range
from saidby.mark.attribution.hearts import asked, behind_verb, cleft, head_of, heart, kind_of
from saidby.mark.attribution.names import Names, run_end, stripped
from saidby.mark.attribution.offices import Offices
from saidby.mark.attribution.papers import Papers, last_word
from saidby.mark.attribution.parts import (
    is_plural,
    last_run,
    names_nobody,
)
from saidby.mark.attribution.people import People
from saidby.mark.attribution.phrases import source_before
from saidby.records import SourceKind

_PERSONAL = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}
_PLURAL = frozenset("they their them".split())
_OWN = frozenset("i we my our us".split())
_OURS = frozenset({"our", "my"})
_OWNING = w.POSSESSIVES - _OURS - {"your"}
_NAMELESS = w.SUBJECTS | w.POSSESSIVES | w.RELATIVES  # words that name nobody, even where nothing better was found
_PRONOUNS = w.SUBJECTS | w.OBJECTS | w.POSSESSIVES
# What a person puts out as well as a body.
_PERSONAL_WORDS = frozenset("statement speech message letter post tweet communique release note".split())
# "the official" who is nobody named so is the person who spoke last, no further back than this (tokens).
_REMEMBERED = 300  # claimants that a mention may take up; an article of usual length has some dozens
_RECENT = 150
_DESCRIBES = frozenset(
    "official expert analyst spokesman spokeswoman spokesperson researcher diplomat activist".split()
)
_HANGING = frozenset({"of", "from"})  # "the bishop from Lund" is the bishop
_FIRMS = frozenset({"company", "firm"})
_PLAIN = frozenset("same international regional global".split())  # they tell no body from another
_VOICES = frozenset("spokesman spokeswoman spokesperson".split())
_KIN = frozenset(
    "mother father brother sister son daughter wife husband widow uncle aunt cousin friend grandmother grandfather "
    "gunman suspect defendant".split()
)
_Option = tuple[int, str, SourceKind]  # where somebody is named, by which name


def _latest_first(option: _Option) -> int:
    return -option[0]


class _Resolver:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.names = Names(ground)
        self.people = People(ground, self.names)
        self.claimants: list[Claimant] = []
        self.papers = Papers(ground)

    @cached_property
    def offices(self) -> Offices:
        """The offices of the text, which half of all articles never ask for."""
        return Offices(self.ground, self.names)

    def of(self, part: Range, around: Speaker | None) -> Claimant:
        """Return the claimant that ``part`` mentions, and remember it."""
        recent = self.claimants[-_REMEMBERED:]
        self.claimants = [c for c in recent if not c.quoted or self.ground.quote_at[part[0]] >= 0]
        found = self._mention(part, around)
        settled = found.plural or found.kind in {"person", "document"}
        if not settled and is_plural(self.ground, heart(self.ground, part)):
            found = structs.replace(found, plural=True)
        if self.ground.long_quote(part[0]) is not None:
            found = structs.replace(found, quoted=True)
        if found.name and found.name.casefold() not in _NAMELESS:
            self.claimants.append(found)
        return found

    def _mention(self, part: Range, around: Speaker | None) -> Claimant:
        low = self.ground.low(part[0])
        if part[1] - part[0] == 1 and self.ground.tokens[part[0]].text == "WHO" and not self.ground.layout.capitals:
            return self._body(part)
        if part[1] - part[0] == 1 and low in {"who", "which", "that", "whose"}:
            return self._relative(part)
        if part[1] - part[0] > 1 and self.ground.low(part[1] - 1) in {"which", "whom"}:
            return self._relative((part[1] - 1, part[1]))  # "all of which", "some of whom"
        if part[1] - part[0] == 1 and low in _PRONOUNS:
            return self._pronoun(part[0], low, around)
        if low in _OURS and around is not None and around.name:  # "our office has counted 90", the bishop said
            return self._claimant(part[0], "", around.name, around.kind)
        core = heart(self.ground, part)
        titled = self._titled(part)
        if titled is not None:
            return titled
        if names_nobody(self.ground, core):
            return Claimant(at=part[0], head="", name="", kind="anonymous", plural=False, mentioned="anonymous")
        document = self._issued(core, part)
        if document is not None:
            return document
        person = self.people.named(part, core)
        if person is not None:
            return self._claimant(person.at, person.role, person.name, "person")
        return self._body(core)

    def _titled(self, part: Range) -> Claimant | None:
        """Return an outlet whose name begins with an article: "news site The Paper"."""
        ground = self.ground
        the = next((k for k in range(*part) if ground.tokens[k].text == "The" and k not in ground.starts), None)
        if the is None or ground.layout.capitals or the + 1 >= part[1] or not ground.capital(the + 1):
            return None
        end = run_end(ground, the + 1)
        head = ground.noun(the + 1) if end == the + 2 else None
        if head is None or head.entry.kind != "document" or (end < part[1] and ground.low(end) != ","):
            return None
        return self._claimant(the, "", ground.words(the, end), "outlet")

    def _relative(self, part: Range) -> Claimant:
        behind = part[0] - (self.ground.low(part[0] - 1) == ",")
        sentence = self.ground.layout.sentence_at(self.ground.tokens[part[0]].start)
        first = sentence.first if sentence else 0
        antecedent = (
            source_before(self.ground, behind, first)
            or cleft(self.ground, behind, first)
            or asked(self.ground, behind, first)
        )
        if antecedent is None:
            return structs.replace(self._literal(part, "anonymous"), name="")
        antecedent = behind_verb(self.ground, antecedent)
        found = self._mention(antecedent, None)
        many = found.kind not in {"person", "document"} and is_plural(self.ground, heart(self.ground, antecedent))
        return structs.replace(found, plural=True) if many else found

    def _pronoun(self, i: int, low: str, around: Speaker | None) -> Claimant:
        if low in _OWN:
            if around is not None and around.name:
                return self._claimant(i, "", around.name, around.kind)
            return Claimant(at=i, head="", name="", kind="outlet", plural=False, mentioned="outlet")
        if low in _PERSONAL:
            if around is not None and self._may_be(around, _PERSONAL[low]):
                return self._claimant(i, "", around.name or "", around.kind)
            return self._he_or_she(i, _PERSONAL[low])
        carrier = around.name if around is not None else None
        for claimant in reversed(self.claimants) if carrier else ():
            if claimant.name == carrier and (plural_fit if low in _PLURAL else body_fit)(claimant):
                return self._claimant(i, claimant.head, claimant.name, claimant.mentioned, plural=claimant.plural)
        fits = plural_fit if low in _PLURAL else body_fit
        for claimant in reversed(self.claimants):
            if claimant.at < i and fits(claimant):
                return self._claimant(i, claimant.head, claimant.name, claimant.mentioned, plural=claimant.plural)
        if low == "this":  # "this showed that": no one's word
            return Claimant(at=i, head="", name="", kind="anonymous", plural=False, mentioned="anonymous")
        return self._subject(i) or self._literal((i, i + 1), "anonymous" if low in _PLURAL else "other")

    def _subject(self, i: int) -> Claimant | None:
        """Return the subject of the sentence in front of a pronoun: "The junta has freed two, it said"."""
        ground = self.ground
        sentence = ground.layout.sentence_at(ground.tokens[i].start)
        if sentence is None:
            return None
        for here in (sentence, ground.layout.sentences[max(0, sentence.index - 1)]):
            verb = next((k for k in range(here.first, min(i, here.last)) if ground.verbish(k)), None)
            subject = source_before(ground, verb, here.first) if verb is not None else None
            if subject is None or ground.low(subject[0]) in w.SUBJECTS | w.DETERMINERS - {"the"}:
                continue
            found = self._mention(subject, None)
            if found.kind != "person":
                return found
        return None

    def _may_be(self, speaker: Speaker, gender: str) -> bool:
        """Tell whether "he" or "she" in somebody's words can mean the one who says them."""
        if not speaker.name or speaker.kind not in {"person", "anonymous"}:
            return False
        return self.names.gender.get(speaker.name, gender) == gender

    def _he_or_she(self, i: int, gender: str) -> Claimant:
        claimants = [(c.at, c.name, c.kind) for c in self.claimants if c.at < i and is_somebody(c)]
        claimants.sort(key=_latest_first)
        names: Iterator[_Option] = (
            (n.first, self.names.fullest(n.text), "person") for n in self.names.before(i, subjects=True)
        )
        for _, name, kind in merge(claimants, names, key=_latest_first):
            if self.names.gender.get(name, gender) == gender:
                self.names.gender.setdefault(name, gender)
                return self._claimant(i, "", name, kind)
        nearest = next(self.names.before(i, subjects=False), None)
        if nearest is not None:
            return self._claimant(i, "", self.names.fullest(nearest.text), "person")
        likely = self.names.only_likely(i)  # "Ida Brandt fled. She said ..."
        if likely is not None:
            return self._claimant(i, "", likely, "person")
        return self._literal((i, i + 1), "person")

    def _issued(self, core: Range, part: Range) -> Claimant | None:
        """Return a document's issuer: "a bulletin of the port office", "the army's report", else the bare document."""
        ground = self.ground
        head = head_of(self.ground, core)
        final = ground.noun(core[1] - 1)  # "Ministry of Ports figures"
        if final is not None and final.entry.kind == "document" and not ground.capital(core[1] - 1):
            head = (final.entry.term, final.entry.kind)
        if head is None or head[1] != "document":
            return None
        term = head[0]
        at = next(k for k in range(*core) if (h := ground.noun(k)) is not None and h.entry.term == term)
        if ground.tokens[at].text[0].isupper() and at > core[0] and not ground.layout.capitals:
            return None  # part of a name
        if self.papers.station is not None and last_word(term) in {"report", "reports"}:
            return self._claimant(core[0], term, self.papers.station, "document", known="outlet")
        if ground.low(part[0]) in _OWNING:
            holder = self._pronoun(part[0], ground.low(part[0]), None)
            if holder.name.casefold() in w.POSSESSIVES:
                return self._literal(core, "document", head=term)
            return self._claimant(core[0], term, holder.name, "document", known=holder.kind)
        issuer = self.papers.issuer(core, at, part[1])
        if issuer is not None and self.papers.may_issue(issuer):
            named = self._mention(issuer, None)
            known = self.papers.maker(term)
            if known is not None and known.kind == named.kind and self.papers.is_plain(issuer):
                named = known  # "the guerrilla communique" is that of the front which was said to have put one out
            if named.kind != "document" and named.name:
                return self._claimant(core[0], term, named.name, "document", known=named.kind)
        return self._put_out_before(core, at, term)

    def _put_out_before(self, core: Range, at: int, term: str) -> Claimant:
        """Return who put out a document whose own words do not say so: "the statement", "the next report"."""
        first = self.papers.first_telling(core, at)
        if self.papers.is_new(core, term):
            return self._literal(core, "document", head=term)
        put_out = self.papers.maker(term) if first == at else None
        if put_out is not None:
            return self._claimant(core[0], term, put_out.name, "document", known=put_out.kind)
        again = self._taken_up((min(first, at), core[1]), term, "document")
        return again or self._literal(core, "document", head=term)

    def _body(self, core: Range) -> Claimant:
        ground = self.ground
        head = head_of(self.ground, core)
        named = any(ground.capital(k) for k in range(core[0], core[1])) and not ground.layout.capitals
        text, spelt = ground.words(*core), None
        kind = kind_of(self.ground, core, head)
        term = head[0] if head else ""
        if named or ground.layout.capitals:
            run = last_run(ground, core)
            if run is not None and ground.noun(run - 1) is not None and not ground.layout.capitals:
                text = ground.words(run, core[1])
            spelt = self.names.abbreviated(text) if " " not in text else None
            short = " " not in text and text.isupper()
            holder = self.offices.abbreviated(text, spelt, core[0]) if short else None
            if holder is not None:
                return self._claimant(core[0], "", holder, "person")
            text = self.names.without_address(spelt or text)
        office = all(ground.noun(k) is not None or ground.title(k) for k in range(*core))
        titled = kind == "person" and ground.low(core[0] - 1) == "the"  # "the Norland president"
        if spelt is None and (not named or office or titled or len(text.split()) == 1):
            again = self._taken_up(core, term, kind)
            if again is not None:
                return again
        if not named and kind == "anonymous" and (body := self._body_behind(core, term)) is not None:
            text = f"{body} {term}"
        return self._claimant(core[0], term, text, kind, plural=is_plural(ground, core))

    def _body_behind(self, core: Range, term: str) -> str | None:
        """Return the body for which "a spokesman" or "a company official" speaks: the last that did, else None."""
        ground = self.ground
        bodies = [
            h for k in range(core[0], core[1] - 1) if (h := ground.noun(k)) is not None and h.entry.kind in BODIES
        ]
        alone = core[1] - core[0] == 1 and term in _VOICES
        if not (alone or (len(bodies) == 1 and core[1] - core[0] == 2 and bodies[0].entry.term in TAKEN_UP)):
            return None
        subject = None if alone else self._subject(core[0])  # "Torvia has sold two ferries, a company official said"
        if subject is not None and self._is_named(subject, *BODIES):
            return subject.name
        fits = TAKEN_UP[bodies[0].entry.term] if bodies else BODIES - {"document", "outlet", "other"}
        last = next((c for c in reversed(self.claimants) if c.kind in fits), None)
        return last.name if last is not None and not last.plural and core[0] - last.at < _RECENT else None

    def _is_named(self, claimant: Claimant, *kinds: str) -> bool:
        return claimant.kind in kinds and self.ground.capital(claimant.at) and not self.ground.layout.capitals

    def _taken_up(self, core: Range, term: str, kind: SourceKind) -> Claimant | None:
        """Return the claimant that "the ministry" or "police" takes up: the last with this head noun, else of a kind
        for which the noun may stand, else the only one so named anywhere in the text."""
        ground = self.ground
        bare = core[1] - core[0] <= 2 or ground.low(core[0]) == "same" or ground.low(core[0] + 1) in _HANGING
        anew = {ground.low(core[0] - 1), ground.low(core[0])} & {"a", "an", "another", "some", "one"}
        if not term or not bare or anew:
            return None
        words = ground.words(core[0] + (ground.low(core[0]) in _PLAIN), core[1]).casefold()
        for claimant in reversed(self.claimants):
            if claimant.head == term and words in claimant.name.casefold() and claimant.name.casefold() != words:
                return self._claimant(core[0], term, claimant.name, kind, known=claimant.kind)
        if kind == "person" or (kind == "anonymous" and not is_plural(ground, core)):
            holder = self.offices.holder(term, core[0])
            if holder is not None:
                return self._claimant(core[0], term, holder, "person")
        if words != term and kind != "person":
            return None
        led = {ground.low(k) for k in range(*core) if ground.capital(k) and ground.noun(k) is None}
        if led and kind == "person" and (holder := self.offices.of_body(led)) is not None:
            return self._claimant(core[0], term, holder, "person")
        for claimant in reversed(self.claimants):
            same = claimant.head == term and claimant.name.casefold() != words
            if same or (kind == claimant.mentioned and kind == "ministry") or claimant.kind in TAKEN_UP.get(term, ()):
                return self._claimant(core[0], term, claimant.name, kind, known=claimant.kind)
        return self._last_issuer(core, term) if kind == "document" else self._spoken_of(core, term, kind)

    def _spoken_of(self, core: Range, term: str, kind: SourceKind) -> Claimant | None:
        """Return whom the text speaks of in this way, where nobody has spoken who is called so."""
        ground = self.ground
        if kind == "group" and (body := self.offices.only_body(core[0])) is not None:
            return self._claimant(core[0], term, body, kind)
        if term in _FIRMS and (told := self._subject(core[0])) is not None and self._is_named(told, "group"):
            return self._claimant(core[0], term, told.name, kind)  # "Torvia Lines has sold 60 boats, the company said"
        last = next((c for c in reversed(self.claimants) if c.kind == "person"), None)
        described = ground.low(core[0] - 1) == "the" and (term in _DESCRIBES or (kind == "person" and term not in _KIN))
        if described and last is not None and core[0] - last.at < _RECENT:
            return self._claimant(core[0], term, last.name, "person")
        full = self.offices.full_name(term, person=kind == "person")
        return self._claimant(core[0], term, full, kind) if full is not None else None

    def _last_issuer(self, core: Range, term: str) -> Claimant | None:
        last = self.claimants[-1] if self.claimants else None
        issuers = {c.name: c for c in self.claimants if c.mentioned == "document" and c.kind in BODIES - {"document"}}
        if len(issuers) == 1 and (last is None or last.kind in {"person", "anonymous"} or core[0] - last.at > _RECENT):
            last = next(iter(issuers.values()))
        elif last is None or core[0] - last.at > _RECENT:
            return None
        personal = last.kind == "person" and not last.plural and last_word(term) in _PERSONAL_WORDS
        if last.kind not in BODIES - {"document"} and not personal:
            return None
        return self._claimant(core[0], term, last.name, "document", known=last.kind)

    def _literal(self, part: Range, kind: SourceKind, head: str = "") -> Claimant:
        return self._claimant(part[0], head, self.ground.words(*stripped(self.ground, part)), kind)

    def _claimant(
        self, at: int, head: str, name: str, kind: SourceKind, *, plural: bool = False, known: SourceKind | None = None
    ) -> Claimant:
        return Claimant(at=at, head=head, name=name, kind=known or kind, plural=plural, mentioned=kind)


def _is_own(ground: Ground, source: Range | None) -> bool:
    """Tell whether a source speaks of itself: "we", "our office"."""
    if source is None:
        return False
    return ground.low(source[0]) in (_OWN if source[1] - source[0] == 1 else _OURS)


def resolve(ground: Ground, drafts: Sequence[Draft], carriers: Sequence[int | None]) -> list[Speaker]:
    """Return who answers for each draft; ``carriers`` are the indexes of the drafts around them."""
    resolver = _Resolver(ground)
    found: dict[int, Speaker] = {}
    known: dict[Range, Speaker] = {}
    order = sorted(range(len(drafts)), key=lambda n: (drafts[n].source or drafts[n].cue)[0])
    late = {n for n in order if carriers[n] is not None and _is_own(ground, drafts[n].source)}  # "we", he said
    for n in [*(n for n in order if n not in late), *(n for n in order if n in late)]:
        source = drafts[n].source
        if source is None:
            found[n] = Speaker(None, "anonymous")
            continue
        if source not in known:
            carrier = carriers[n]
            claimant = resolver.of(source, found.get(carrier) if carrier is not None else None)
            resolver.papers.note(drafts[n], claimant)
            known[source] = Speaker(claimant.name or None, claimant.mentioned)
        found[n] = known[source]
    return [found[n] for n in range(len(drafts))]
