"""Builds articles: what stands in them and in which order, written by a pen or taken over from another article."""

from datetime import date, datetime
from random import Random

from msgspec import Struct, structs

from bench.newsroom.grammar import article_of, forms, free, pick, slots
from bench.newsroom.names import person
from bench.newsroom.pen import Account, Pen, Voice, bounds_of, tidy, true_account
from bench.newsroom.records import ParentTruth, Told
from bench.newsroom.statements import Claim, Happening, Quoted, Statement
from bench.newsroom.words import Words, fill
from bench.newsroom.world import Agency, Outlet


class Step(Struct, frozen=True, kw_only=True):
    """One paragraph as planned: what it is for, of which statement, with which claims or quotation."""

    role: str  # "lead", "own lead", "rest", "quote", "further", "list", "earlier", "other", "again", "free" ...
    statement: str = ""
    claims: tuple[str, ...] = ()
    quote: str = ""


class Part(Struct, frozen=True):
    step: Step
    words: Words


class Draft(Struct, frozen=True, kw_only=True):
    """An article before it is set: what its rewriters see, and where its words come from."""

    id: str
    outlet: Outlet
    at: datetime
    title: Words | None
    parts: tuple[Part, ...]
    accounts: tuple[Account, ...]
    names: dict[str, str]
    parents: tuple[ParentTruth, ...]
    agency: Agency | None = None  # whose wire it openly builds on
    facts: tuple[Told, ...] = ()

    def account(self, statement: str) -> Account | None:
        return next((a for a in self.accounts if a.statement.id == statement), None)


def plan(
    dice: Random, accounts: tuple[Account, ...], *, wire: bool, own_lead: bool, release: bool = False
) -> list[Step]:
    """Return the paragraphs of an article that tells these accounts, the first of them as its news.

    ``release``: the source's own sentences stand there as the article's.
    """
    main, *others = accounts
    claims = [c.id for c in main.claims]
    split = dice.choice([1, 1, 2])
    id_ = main.statement.id
    steps = [Step(role="own lead" if own_lead else "lead", statement=id_, claims=tuple(claims[:split]))]
    rest = claims[split:]
    if len(rest) > 1 and dice.random() < 0.35 and all(_plain(c) for c in main.claims[split:]):
        steps, rest = [*steps, Step(role="list", statement=id_, claims=tuple(rest))], []
    quotes = [q.id for q in main.quotes]
    if rest:
        steps.append(Step(role="rest", statement=id_, claims=tuple(rest[:2])))
    if quotes and not release and (own_lead or dice.random() < 0.8):
        steps.append(Step(role="quote", statement=id_, quote=quotes[0]))
    if rest[2:]:
        steps.append(Step(role="rest", statement=id_, claims=tuple(rest[2:4])))
    if release:
        steps += [Step(role="release", statement=id_, quote=q.id) for q in main.quotes if not q.claim]
    further = [q for q in main.quotes[1:] if not release and dice.random() < 0.6]
    steps += [Step(role=_how_told(dice, q), statement=id_, quote=q.id) for q in further]
    if not any(s.role in {"rest", "quote", "list"} for s in steps) and own_lead:
        steps[0] = structs.replace(steps[0], role="lead")
    for other in others:
        steps += _of_other(dice, other, earlier=other.statement.id == main.statement.supersedes)
    steps += [Step(role="free") for _ in range(dice.randint(3, 8) if wire else dice.randint(2, 6))]
    if dice.random() < 0.35:
        steps.append(Step(role="fact"))
    return steps


def _plain(claim: Claim) -> bool:
    return claim.form == "count" and claim.hedge is None and slots()[claim.slot].kind == "count"


def _how_told(dice: Random, quoted: Quoted) -> str:
    return "told" if quoted.claim is None and dice.random() < 0.25 else "further"


def _of_other(dice: Random, other: Account, *, earlier: bool) -> list[Step]:
    claims = tuple(c.id for c in other.claims)
    if earlier:
        return [Step(role="earlier", statement=other.statement.id, claims=claims[:1])]
    found = [Step(role="other", statement=other.statement.id, claims=claims[:2])]
    if other.quotes and dice.random() < 0.5:
        found.append(Step(role="quote", statement=other.statement.id, quote=other.quotes[0].id))
    return found


class Desk:
    """Writes one article."""

    def __init__(self, dice: Random, outlet: Outlet, happening: Happening, at: datetime, published: date) -> None:
        self.dice = dice
        self.outlet = outlet
        self.happening = happening
        self.at = at
        self.pen = Pen(dice, outlet, happening, published)

    def write(self, step: Step, accounts: dict[str, Account], *, agency: Agency | None = None) -> Words:
        """Return one paragraph."""
        if step.role == "free":
            return self._free()
        if step.role == "fact":
            return self._fact()
        account = accounts[step.statement]
        claims = tuple(c for c in account.claims if c.id in step.claims)
        if step.quote:
            quoted = next(q for q in account.quotes if q.id == step.quote)
            if quoted.claim is not None and account.claims != account.statement.claims:
                return self.pen.attributed(account, account.claims[:1])  # nobody can have said it so
            if step.role == "release":
                return Words(quoted.text).begun().tagged("spoken", account.statement.id) + "."
            if step.role == "told":
                return self.pen.told(account, quoted)
            return self.pen.quotation(account, quoted, further=step.role == "further")
        if step.role == "list":
            return self.pen.listed(claims, account)
        if step.role == "earlier":
            return self._earlier(account, claims[0])
        if step.role == "again":
            return self._again(account, claims[0])
        if step.role == "own lead":
            return self._own(account, claims)
        cited = agency if step.role == "lead" else None
        return self.pen.attributed(account, claims, agency=cited)

    def _own(self, account: Account, claims: tuple[Claim, ...]) -> Words:
        return self.pen.clauses(claims, account, Voice(), placed=True).begun() + "."

    def _earlier(self, account: Account, claim: Claim) -> Words:
        """Return a sentence that gives an earlier number of the source, with its hedge."""
        slot = slots()[claim.slot]
        template = pick(self.dice, "again", "hedged" if claim.hedge else "revision")
        name = self.pen.mention(account)
        day = Words(self.pen.day_words(account.day)).tagged("said", account.statement.id)
        voice = self.pen.voice(account, dated=True)
        if claim.hedge:
            words = fill(template, s=name, before=day, c=self.pen.clause(claim, account, voice))
        else:
            n = self.pen.figure(claim, account, voice)
            words = fill(template, s=name, toll=slot.toll, n=n, before=day).tagged("claim", claim.id)
        return tidy(words + ".").begun()

    def _again(self, account: Account, claim: Claim) -> Words:
        other = structs.replace(claim, number=account.again or claim.number)
        words = self.pen.attributed(account, (other,))
        return Words(words.text, tuple(m._replace(tag="again") if m.tag == "claim" else m for m in words.marks))

    def _free(self) -> Words:
        place = self.happening.place
        told = [free(self.dice, "told", (place.name, *place.near))[0] for _ in range(self.dice.randint(1, 3))]
        return Words(" ".join(sentence[:1].upper() + sentence[1:] for sentence in told))

    def _fact(self) -> Words:
        """Return a sentence about the place, which nobody is said to have said."""
        place = self.happening.place
        low, high = bounds_of(float(place.inhabitants), "exact")
        template = pick(self.dice, "free", "about")
        whom = "people" if "{n} people" in template else "inhabitants"
        told = Told(
            claim=f"{self.happening.id}.fact",
            statement=f"{self.happening.id}.fact",
            kind="count",
            low=low,
            high=high,
            bound="exact",
            unit=whom,
            measure="other",
            whom=whom,
            place=place.name,
            source=None,
            via=(),
            said_on=None,
            as_of=None,
            part_of=None,
        )
        number = f"{place.inhabitants:,}" if self.outlet.style.commas else str(place.inhabitants)
        adj = pick(self.dice, "free", "adj")
        return fill(
            template,
            town=place.name,
            town_b=place.near[0],
            a=article_of(adj),
            adj=adj,
            thing=pick(self.dice, "free", "thing"),
            n=Words(number).tagged("figure", told.claim, told),
        )

    def headline(self, account: Account) -> Words:
        """Return a headline that keeps bound and hedge, or one without a number."""
        claim, pen = account.claims[0], self.pen
        slot = slots()[claim.measured or claim.slot]
        if account.headline is not None:
            claim = structs.replace(claim, number=account.headline)
        if account.headline is None and self.dice.random() < 0.35:
            return self._titled(fill(pick(self.dice, "headline", "plain"), **self._short()))
        spoken = account.statement.source.body.voice if not account.vague and self.dice.random() < 0.4 else None
        voice = Voice(source=pen.called(account)) if spoken else Voice()
        n = pen.figure(claim, account, voice)
        hedge = Words(claim.hedge).tagged("hedge", claim.id) if claim.hedge else Words("")
        words = fill(
            self._frame(claim),
            n=n,
            noun=pen.noun(slot),
            h=" " + hedge if slot.heading and claim.hedge else hedge,
            part=slot.part[0] if slot.part else "",
            present=slot.present[0] if slot.present else "",
            past=slot.past[0] if slot.past else "",
            has=slot.has[0] if slot.has else "",
            **self._short(claim.place),
        ).tagged("headline", claim.id)
        if spoken:
            name = Words(spoken).tagged("source", account.statement.id)
            words = fill(pick(self.dice, "headline", "attributed"), c=words, s=name)
        return self._titled(words)

    def _frame(self, claim: Claim) -> str:
        slot = slots()[claim.measured or claim.slot]
        if slot.heading:
            return slot.heading
        if claim.hedge is None:
            return pick(self.dice, "headline", "event" if slot.present and self.dice.random() < 0.6 else "part")
        way = "adverb" if claim.hedge in forms("hedges", "adverb") else "verb"
        if slot.has:
            return pick(self.dice, "headline", way)
        return "{n} {noun} {h} {part} in {place} {short}" if way == "adverb" else "{n} {noun} {h} to have been {part}"

    def _short(self, place: str | None = None) -> dict[str, str]:
        short = self.pen.short
        return {"short": short, "Short": short[:1].upper() + short[1:], "place": place or self.happening.place.name}

    def _titled(self, words: Words) -> Words:
        words = words.begun()
        if not self.outlet.style.title_case:
            return words
        text = "".join(
            c.upper() if c.isalpha() and (n == 0 or words.text[n - 1] == " ") else c for n, c in enumerate(words.text)
        )
        for small in ("The", "Of", "In", "To", "A", "And", "By", "As", "For"):
            text = text.replace(f" {small} ", f" {small.lower()} ")
        return Words(text, words.marks)

    def byline(self) -> str:
        return f"By {person(self.dice)}"


def news_of(statement: Statement, earlier: tuple[Statement, ...], dice: Random) -> tuple[Account, ...]:
    """Return what an article on a statement tells: it, what it supersedes, and the latest of other sources."""
    latest: dict[str, Statement] = {}
    for s in earlier:
        if s.source.id != statement.source.id:
            latest[s.source.id] = s
    before = [s for s in earlier if s.id == statement.supersedes and dice.random() < 0.5]
    others = [s for s in latest.values() if dice.random() < 0.5]
    return tuple(true_account(s) for s in (statement, *before, *others[-2:]))
