"""Writes what a source claims, in an outlet's own style, and keeps the marks of what it wrote."""

from datetime import date
from random import Random

from msgspec import Struct, structs

from bench.newsroom.grammar import Slot, forms, pick, slots
from bench.newsroom.records import Told
from bench.newsroom.statements import Claim, Happening, Quoted, Statement, plain_name
from bench.newsroom.words import Mark, Words, fill, join
from bench.newsroom.world import Agency, Outlet, spelled
from saidby.records import Bound, DriftKind

_WORDS = "zero one two three four five six seven eight nine".split()
_SHARES = {0.333333: "a third", 0.666667: "two thirds", 0.25: "a quarter", 0.5: "half", 0.2: "a fifth"}
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April May June July August September October November December".split()
_WEEK = 6  # days back to which a day of the week still says which day is meant


class Change(Struct, frozen=True, kw_only=True):
    """One thing that was changed on purpose: where its two sides are marked, in which article it was first made."""

    kind: DriftKind
    tag: str
    key: str
    family: str
    made_in: str
    against: str
    against_tag: str
    against_key: str
    statement: str
    why: str


class Account(Struct, frozen=True, kw_only=True):
    """A statement as one article has it, changes included. ``vague``: words that stand for its source."""

    statement: Statement
    claims: tuple[Claim, ...]
    quotes: tuple[Quoted, ...]
    day: date
    vague: str | None = None
    headline: float | None = None  # the number that the headline alone has
    again: float | None = None  # the number that stands further down for the first claim
    changes: tuple[Change, ...] = ()


def true_account(statement: Statement) -> Account:
    return Account(statement=statement, claims=statement.claims, quotes=statement.quotes, day=statement.day)


class Voice(Struct, frozen=True, kw_only=True):
    """On whose word a figure stands, as the article says it."""

    source: str | None = None
    via: tuple[str, ...] = ()
    said_on: str | None = None


class Pen:
    """Writes sentences for one article, and remembers whom and what it has named."""

    def __init__(self, dice: Random, outlet: Outlet, happening: Happening, published: date) -> None:
        self.dice = dice
        self.style = outlet.style
        self.happening = happening
        self.published = published
        self._full: dict[str, str] = {}
        self._named: set[str] = set()
        self._dated: dict[str, bool] = {}
        self._nouns: dict[str, str] = {}
        self.subject = dice.choice(happening.event.subjects).format(name=happening.name)
        self.short = dice.choice(happening.event.short).format(name=happening.name)

    # --- names and days -------------------------------------------------------------------------------------
    @property
    def names(self) -> dict[str, str]:
        """Return the full names that it has for its sources."""
        return dict(self._full)

    def know(self, names: dict[str, str]) -> None:
        """Take over the names of an article whose paragraphs are kept."""
        self._full.update(names)

    def _source_form(self, account: Account) -> str:
        source = account.statement.source
        if source.id not in self._full:
            form = spelled(self.style, self.dice.choice(source.full))
            if source.voice and self.dice.random() < 0.5:
                form = f"{source.voice}, a spokesman for {form},"
            self._full[source.id] = form
        return self._full[source.id]

    def called(self, account: Account) -> str:
        """Return the fullest name that this article has for the source."""
        return account.vague or plain_name(self._source_form(account))

    def mention(self, account: Account) -> Words:
        """Return the source's name: in full when it is first named, then shorter."""
        if account.vague:
            return _naming(Words(account.vague), account)
        form, source = self._source_form(account), account.statement.source
        if source.id in self._named:
            spoken = source.voice is not None and form.startswith(source.voice)
            form = source.voice.rsplit(" ", 1)[-1] if spoken and source.voice else self._short(account)
        self._named.add(source.id)
        words = form.rstrip(",")
        return _naming(Words(words), account) + form[len(words) :]

    def _short(self, account: Account) -> str:
        source = account.statement.source
        endings = [o.rsplit(" ", 1)[-1].casefold() for i, o in self._full.items() if i != source.id]
        clear = [s for s in source.short if s.rsplit(" ", 1)[-1].casefold() not in endings]
        return spelled(self.style, self.dice.choice(clear or source.full).rstrip(","))

    def day_words(self, day: date) -> str:
        """Return a day as it is told on the day of publication: the day of the week, or the date."""
        back = (self.published - day).days
        if 0 <= back <= _WEEK:
            return f"on {_DAYS[day.weekday()]}"
        return f"on {self.date_words(day)}"

    def date_words(self, day: date) -> str:
        month = _MONTHS[day.month - 1]
        return f"{day.day} {month}" if self.style.british else f"{month} {day.day}"

    def when(self, account: Account) -> Words:
        """Return the day on which it was said, with a space before it; nothing where that was told already."""
        self._dated[account.statement.id] = True
        return " " + Words(self.day_words(account.day)).tagged("said", account.statement.id)

    def voice(self, account: Account, *, own: bool = False, via: tuple[str, ...] = (), dated: bool = False) -> Voice:
        if own:
            return Voice()
        told = dated or self._dated.get(account.statement.id, False)
        return Voice(source=self.called(account), via=via, said_on=account.day.isoformat() if told else None)

    # --- figures --------------------------------------------------------------------------------------------
    def figure(self, claim: Claim, account: Account, voice: Voice, *, modifier: str | None = None) -> Words:
        """Return a number with its modifier, marked as a figure."""
        slot = slots()[claim.measured or claim.slot]
        share = claim.form in {"share", "of base"}
        kind = "share" if share else slot.kind
        modifiers = [m for m in forms("bounds", claim.bound) if not (share and m == "some ")]
        modifier = self.dice.choice(modifiers) if modifier is None else modifier
        low, high = bounds_of(claim.number, claim.bound)
        noun = claim.group.partition("|")[0] if share else self.noun(slot)
        told = Told(
            claim=claim.id,
            statement=account.statement.id,
            kind=kind,
            low=low,
            high=high,
            bound=claim.bound,
            unit="US dollars" if kind == "money" else noun,
            measure=slot.measure if claim.form != "of base" else "other",
            whom=noun or slot.toll,
            place=claim.place,
            source=voice.source,
            via=voice.via,
            said_on=voice.said_on,
            as_of=None,
            part_of=_whole_of(claim, account),
        )
        return Words(modifier + self._number(claim.number, kind)).tagged("figure", claim.id, told)

    def _number(self, number: float, kind: str) -> str:
        if kind == "share":
            per_cent = "per cent" if self.style.british else "percent"
            named = next((words for share, words in _SHARES.items() if abs(share - number) < 1e-6), None)
            return named or f"{number * 100:.3g} {per_cent}"
        sign = "$" if kind == "money" else ""
        for size, word in ((1e9, "billion"), (1e6, "million")):
            if number >= size:
                return f"{sign}{number / size:.4g} {word}"
        if number < 10 and not sign:
            return _WORDS[int(number)]
        return f"{sign}{int(number):,}" if self.style.commas or sign else f"{sign}{int(number)}"

    def noun(self, slot: Slot) -> str:
        """Return the word for what is counted, one and the same throughout the article."""
        return self._nouns.setdefault(slot.name, self.dice.choice(slot.nouns))

    # --- clauses --------------------------------------------------------------------------------------------
    def clause(self, claim: Claim, account: Account, voice: Voice, *, placed: bool = False) -> Words:
        """Return a claim as a clause, from a small letter on and without a full stop."""
        if claim.form != "count":
            return self._parted(claim, account, voice)
        slot = slots()[claim.measured or claim.slot]
        n = self.figure(claim, account, voice)
        hedge = Words(claim.hedge).tagged("hedge", claim.id) if claim.hedge else Words("")
        words = fill(
            self._template(slot, claim.hedge),
            n=n,
            noun=self.noun(slot),
            h=" " + hedge if slot.plain and claim.hedge else hedge,
            subject=self.subject,
            part=self._one(slot.part),
            past=self._one(slot.past),
            has=self._one(slot.has),
            does=self._one(slot.does),
        )
        words = Words(words.text.rstrip(), words.marks).tagged("claim", claim.id)
        if placed or claim.place != self.happening.place.name:
            where = pick(self.dice, "parts", "placed").format(place=claim.place)
            words = (words + where).tagged("placed", claim.id)
        return words

    def clauses(self, claims: tuple[Claim, ...], account: Account, voice: Voice, *, placed: bool) -> Words:
        """Return claims as one clause; where all are of one day, this is told once.

        What is bounded or hedged comes last, so that nobody takes its words to reach over the others.
        """
        claims = tuple(sorted(claims, key=lambda c: (c.bound != "exact") + 2 * (c.hedge is not None)))
        row = [self.clause(c, account, voice, placed=placed and n == 0) for n, c in enumerate(claims)]
        days = {c.as_of for c in claims if c.form == "count"}
        if len(days) != 1:
            row = [
                self._as_of(w, (c,), ",") if c is not claims[-1] else self._as_of(w, (c,), "")
                for w, c in zip(row, claims, strict=True)
            ]
            return join(row, pick(self.dice, "parts", "between"))
        return self._as_of(join(row, pick(self.dice, "parts", "between")), claims, "")

    def _as_of(self, words: Words, claims: tuple[Claim, ...], end: str) -> Words:
        """Return the words with the day to which the claims are dated."""
        dated = [c for c in claims if c.as_of is not None and c.form == "count"]
        if not dated or dated[0].as_of is None:
            return words
        day = Words(f"as of {self.date_words(dated[0].as_of)}")
        for claim in dated:
            day = day.tagged("as of", claim.id)
        for claim in dated:
            words = words.as_of(claim.id, claim.as_of.isoformat() if claim.as_of else "")
        return words + ", " + day + end

    def _one(self, row: tuple[str, ...]) -> str:
        return self.dice.choice(row) if row else ""

    def _template(self, slot: Slot, hedge: str | None) -> str:
        if slot.plain:
            return self.dice.choice(slot.plain)
        way = "" if hedge is None else "_adverb" if hedge in forms("hedges", "adverb") else "_verb"
        kinds = [k for k, known in (("part", slot.part), ("event", slot.past), ("does", slot.does)) if known]
        kinds = [k for k in kinds if k != "does" or not way]
        return pick(self.dice, "clauses", self.dice.choice(kinds) + way)

    def _parted(self, claim: Claim, account: Account, voice: Voice) -> Words:
        slot = slots()[claim.measured or claim.slot]
        if claim.form == "sum":
            return self._summed(claim, account, voice)
        n = self.figure(claim, account, voice)
        if claim.form == "added":
            part = self._one(slot.part)
            words = fill(pick(self.dice, "again", "added"), n=n, noun=self.noun(slot), part=part)
            return words.tagged("claim", claim.id)
        if claim.form == "share":
            words = fill(pick(self.dice, "parts", "share"), n=n, whole=f"the {slot.toll}", group=claim.group)
            return words.tagged("claim", claim.id)
        things, fate = claim.group.split("|")
        base = structs.replace(claim, id=f"{claim.id}.base", number=claim.base or 1.0, bound="exact", form="base")
        told = self.figure(structs.replace(base, slot="calls failed"), account, voice)
        mark = next(m for m in told.marks if m.tag == "figure")
        of = told.without("figure")
        if mark.told is not None:
            of = of.tagged("figure", base.id, structs.replace(mark.told, unit=things, whom=things))
        words = fill(pick(self.dice, "parts", "of_base"), n=n, base=of, things=things, fate=fate)
        end = max(m.end for m in words.marks if m.tag == "figure")
        return Words(words.text, (*words.marks, Mark(0, end, "base", claim.id))).tagged("claim", claim.id)

    def _summed(self, claim: Claim, account: Account, voice: Voice) -> Words:
        parts = [
            self.figure(
                structs.replace(claim, id=f"{claim.id}.{k}", number=number, bound="exact", place=town), account, voice
            )
            for k, (town, number) in enumerate(claim.parts)
        ]
        towns = [town for town, _ in claim.parts]
        words = fill(
            pick(self.dice, "parts", "summed"),
            toll=slots()[claim.slot].toll,
            **dict(zip(("a", "b", "c"), parts, strict=True)),
            **dict(zip(("one", "two", "three"), towns, strict=True)),
        )
        return words.tagged("claim", claim.id)

    # --- sentences ------------------------------------------------------------------------------------------
    def attributed(self, account: Account, claims: tuple[Claim, ...], *, agency: Agency | None = None) -> Words:
        """Return a sentence that gives claims on the source's word."""
        placed = not self._named
        template = self._sentence(account, cited=agency is not None)
        via = (agency.name,) if agency else ()
        voice = self.voice(account, via=via, dated="{when}" in template)
        body = self.clauses(claims, account, voice, placed=placed)
        said = pick(self.dice, "attribution", "said")
        statement = account.statement
        name = self.mention(account)
        named = fill("{s} {said}", s=name, said=said).tagged("naming", statement.id)
        to = pick(self.dice, "attribution", "according_to")
        joined = template.replace("{s} {said}", "{named}").replace("{said} {s}", "{turned}")
        for word in ("{according} {s}", "{According} {s}"):
            joined = joined.replace(word, "{by}")
        words = fill(
            joined,
            c=body,
            named=named,
            turned=fill("{said} {s}", s=name, said=said).tagged("naming", statement.id),
            by=fill("{to} {s}", to=to, s=name).tagged("naming", statement.id),
            s=name.tagged("naming", statement.id),
            said=said,
            according=to,
            form=statement.form,
            stated=pick(self.dice, "attribution", "stated"),
            when=self.when(account) if "{when}" in template else "",
            aside=pick(self.dice, "attribution", "aside"),
            agency=agency.name if agency else "",
        )
        return tidy(words + ".").begun()

    def _sentence(self, account: Account, *, cited: bool) -> str:
        if cited:
            return pick(self.dice, "attribution", "citing")
        dated = self._dated.get(account.statement.id, False)
        way = self.dice.choice(["before", "before", "behind", "behind", "inverted", "according", "passive"])
        template = pick(self.dice, "attribution", way)
        return template.replace("{when}", "") if dated else template

    def quotation(self, account: Account, quoted: Quoted, *, further: bool = False) -> Words:
        """Return a sentence with the source's own words."""
        template = pick(self.dice, "quote", "further" if further else self.dice.choice(["behind", "before"]))
        if self._dated.get(account.statement.id, False):
            template = template.replace("{when}", "")
        q = self.quoted_words(account, quoted, dated="{when}" in template)
        name = self.mention(account)
        said = "said"
        when: Words | str = self.when(account) if "{when}" in template else ""
        inside = template.replace("{s} {said}", "{named}")
        words = fill(
            inside,
            q=q,
            named=fill("{s} {said}", s=name, said=said).tagged("naming", account.statement.id),
            s=name,
            said=said,
            when=when,
            pronoun=self._pronoun(account),
        )
        if words.text.endswith("”"):
            words = Words(words.text[:-1] + ".”", words.marks)
            return tidy(words).begun()
        return tidy(words + ".").begun()

    def told(self, account: Account, quoted: Quoted) -> Words:
        """Return a sentence that reports the source's words without quotation marks."""
        template = pick(self.dice, "quote", "reported")
        if self._dated.get(account.statement.id, False):
            template = template.replace("{when}", "")
        name = self.mention(account)
        when: Words | str = self.when(account) if "{when}" in template else ""
        spoken = Words(quoted.text).tagged("spoken", account.statement.id)
        return tidy(fill(template, s=name, q=spoken, when=when) + ".").begun()

    def listed(self, claims: tuple[Claim, ...], account: Account) -> Words:
        """Return claims as a list, one a line."""
        template = pick(self.dice, "again", "listed")
        dated = self._dated.get(account.statement.id, False)
        template = template.replace("{when}", "") if dated else template
        voice = self.voice(account, dated="{when}" in template)
        head = fill(
            template,
            s=self.mention(account),
            said="gave these figures",
            when=self.when(account) if "{when}" in template else "",
        )
        rows = []
        for claim in claims:
            slot = slots()[claim.measured or claim.slot]
            row = fill("{n} {toll}", n=self.figure(claim, account, voice), toll=slot.toll)
            rows.append("- " + row.tagged("claim", claim.id))
        return join([tidy(head + ".").begun().ended(":"), *rows], "\n")

    def quoted_words(self, account: Account, quoted: Quoted, *, dated: bool = False) -> Words:
        """Return the source's words, marked as a quotation."""
        mark = f"{account.statement.id}|{self.called(account)}"
        claim = next((c for c in account.claims if c.id == quoted.claim), None)
        if claim is not None:
            n = self.figure(claim, account, self.voice(account, dated=dated), modifier=quoted.modifier)
            hedge = Words(claim.hedge).tagged("hedge", claim.id) if claim.hedge else Words("")
            return fill(quoted.text, n=n, h=hedge).tagged("claim", claim.id).begun().tagged("quote", mark)
        words = Words("")
        at = 0
        for k, pair in enumerate(quoted.words):
            word = pair.partition(":")[2]
            start = quoted.text.find(word, at)
            words = words + quoted.text[at:start] + Words(word).tagged("word", f"{quoted.id}.{k}")
            at = start + len(word)
        words = words + quoted.text[at:]
        return words.begun().tagged("quote", mark)

    def _pronoun(self, account: Account) -> str:
        source = account.statement.source
        person = source.body.kind == "person" or (
            source.voice is not None and self._source_form(account).startswith(source.voice)
        )
        return "he" if person else "they" if source.body.kind == "anonymous" else "it"


def _naming(words: Words, account: Account) -> Words:
    """Return a name, marked as what the article calls its source: so much of it is altered by another name."""
    return words.tagged("source", account.statement.id).tagged("naming", account.statement.id)


def _whole_of(claim: Claim, account: Account) -> str | None:
    """Return the claim of which this is a part."""
    if claim.measured and claim.form == "share":
        return next((c.id for c in account.claims if c.slot == claim.measured and c.form == "count"), None)
    head, _, tail = claim.id.rpartition(".")
    if claim.form == "of base":
        return f"{claim.id}.base"
    if claim.form in {"share", "added"}:
        return f"{head}.0"
    return f"{head.rpartition('.')[0]}.0" if claim.form == "sum" and tail.isdecimal() else None


def bounds_of(number: float, bound: Bound) -> tuple[float | None, float | None]:
    """Return low and high of a bounded number."""
    if bound in {"more_than", "at_least"}:
        return number, None
    if bound in {"nearly", "up_to", "less_than"}:
        return None, number
    return number, number


def tidy(words: Words) -> Words:
    """Return the words without the commas that stand before a full stop or another comma."""
    for pair in (",,", ",."):
        at = words.text.find(pair)
        while at >= 0:
            marks = tuple(m._replace(start=m.start - (m.start > at), end=m.end - (m.end > at)) for m in words.marks)
            words = Words(words.text[:at] + words.text[at + 1 :], marks)
            at = words.text.find(pair)
    return words
