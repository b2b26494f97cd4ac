"""One story from its event to its last article, in order of time."""

import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta
from hashlib import blake2b
from random import Random

from msgspec import structs

from bench.newsroom.articles import Desk, Draft, Part, Step, news_of, plan
from bench.newsroom.copies import copied, edited, retold, with_headline, with_slips
from bench.newsroom.pen import Account
from bench.newsroom.records import ParentTruth
from bench.newsroom.setting import Set, Spans, set_article
from bench.newsroom.statements import Happening, Statement, local, make_happening, plain_name
from bench.newsroom.words import Words
from bench.newsroom.world import Agency, Outlet, World, agency_outlet

_HIDDEN = 0.15  # of the wires are not among the articles: their copies share an origin that nobody sees
_FOLLOWERS = (0, 1, 1, 2, 2, 3, 3, 4, 6, 9)  # articles that follow on a statement
_WAYS = ("copy", "edit", "edit", "retell", "retell", "retell")
_NAMED_AGAIN = 0.5  # of those who copy another paper say so


class Story:
    """An open story; its articles come one by one."""

    def __init__(self, seed: int, number: int, at: datetime, world: World, numbers: list[float]) -> None:
        self.dice = Random(f"{seed}/story/{number}")
        self.happening: Happening = make_happening(self.dice, number, at, world, numbers)
        self.world = world
        self.prefix = f"{seed}/{number}"
        self._drafts: list[Draft] = []
        self._shown: dict[str, Draft] = {}
        self._spans: dict[str, Spans] = {}
        self._made = 0
        self._jobs: list[tuple[datetime, int, str, Statement]] = []
        for statement in self.happening.statements:
            self._schedule(statement)
        heapq.heapify(self._jobs)

    def articles(self) -> Iterator[tuple[datetime, Set]]:
        """Yield the articles with the time at which each appears."""
        while self._jobs:
            at, _, task, statement = heapq.heappop(self._jobs)
            draft, desk = self._draft(at, task, statement)
            if draft is None or desk is None:
                continue
            self._drafts.append(draft)
            done = set_article(draft, desk, self.happening, self._spans)
            self._spans[draft.id] = done.spans
            if task != "hidden wire":
                self._shown[draft.id] = draft
                yield at, done

    def _schedule(self, statement: Statement) -> None:
        dice = self.dice

        def job(task: str, least: float, most: float) -> None:
            self._jobs.append(
                (statement.at + timedelta(hours=dice.uniform(least, most)), len(self._jobs), task, statement)
            )

        for _ in range(dice.choice([0, 1, 1, 1, 2])):
            job("hidden wire" if dice.random() < _HIDDEN else "wire", 0.2, 1.5)
        for _ in range(dice.choice([0, 0, 1, 1, 2])):
            job("report", 1, 9)
        for _ in range(dice.choice(_FOLLOWERS)):
            job("follow", 2, 34)

    # --- who writes -------------------------------------------------------------------------------------------
    def _outlet(self) -> Outlet:
        """Return an outlet that has not written on this story lately, one of the country more often than not."""
        home = self.happening.place.country
        near = [o for o in self.world.outlets if o.home.name == home.name]
        outlets = near if self.dice.random() < 0.6 else list(self.world.outlets)
        busy = {d.outlet.name for d in self._drafts[-4:]}
        free = [o for o in outlets if o.name not in busy]
        return self.dice.choice(free or outlets)

    def _agency(self) -> Agency:
        home = [a for a in self.world.agencies if a.home.name == self.happening.place.country.name]
        return home[0] if self.dice.random() < 0.7 else self.dice.choice(self.world.agencies)

    def _id(self) -> str:
        self._made += 1
        return blake2b(f"{self.prefix}/{self._made}".encode(), digest_size=8).hexdigest()

    def _desk(self, outlet: Outlet, at: datetime) -> Desk:
        return Desk(self.dice, outlet, self.happening, at, local(at, outlet.home))

    # --- what is written --------------------------------------------------------------------------------------
    def _draft(self, at: datetime, task: str, statement: Statement) -> tuple[Draft | None, Desk | None]:
        if task in {"wire", "hidden wire"}:
            return self._first_hand(at, statement, agency_outlet(self._agency()))
        if task == "report":
            return self._first_hand(at, statement, self._outlet())
        parents = [d for d in self._drafts if at - d.at < timedelta(hours=40)]
        parents = [d for d in parents if d.outlet.agency is not None for _ in range(4)] + parents
        return self._follow(at, self.dice.choice(parents)) if parents else (None, None)

    def _first_hand(self, at: datetime, statement: Statement, outlet: Outlet) -> tuple[Draft, Desk]:
        """Return an article by somebody to whom the source itself spoke."""
        desk = self._desk(outlet, at)
        earlier = tuple(s for s in self.happening.statements if s.at < statement.at)
        accounts = news_of(statement, earlier, self.dice)
        wire = outlet.agency is not None
        release = not wire and self.dice.random() < 0.15
        own_lead = not wire and not release and self.dice.random() < 0.35
        steps = plan(self.dice, accounts, wire=wire, own_lead=own_lead, release=release)
        by_id = {a.statement.id: a for a in accounts}
        parts = tuple(Part(s, desk.write(s, by_id)) for s in steps)
        named = plain_name(statement.source.full[0])
        parents = (ParentTruth(derived_from=f"external:{named} {statement.form.removeprefix('a ')}", how="cites"),)
        draft = Draft(
            id=self._id(),
            outlet=outlet,
            at=at,
            title=desk.headline(accounts[0]) if self.dice.random() < 0.92 else None,
            parts=parts,
            accounts=accounts,
            names=desk.pen.names,
            parents=parents,
            agency=None,
        )
        return draft, desk

    def _follow(self, at: datetime, parent: Draft) -> tuple[Draft, Desk]:
        """Return an article made from another one: copied, edited or retold."""
        outlet = self._outlet()
        desk, id_ = self._desk(outlet, at), self._id()
        way = self.dice.choice(_WAYS)
        accounts = parent.accounts
        if way != "copy":
            accounts = with_slips(
                self.dice, parent, self.happening, shown=list(self._shown.values()), doc=id_, care=outlet.care
            )
        parts = self._parts(way, desk, parent, accounts)
        agency = parent.outlet.agency or parent.agency
        hidden = parent.id not in self._shown
        told = agency is not None
        how = {"copy": "verbatim copy", "edit": "rewrite", "retell": "retelling"}[way]
        origin = f"external:{parent.outlet.name}" if hidden else parent.id
        draft = Draft(
            id=id_,
            outlet=outlet,
            at=at,
            title=with_headline(accounts[0], parent, desk, keep=way == "copy"),
            parts=parts,
            accounts=accounts,
            names=parent.names | desk.pen.names,
            parents=(ParentTruth(derived_from=origin, how=how, told=told),),
            agency=agency,
        )
        return self._naming_paper(draft, parent), desk

    def _parts(self, way: str, desk: Desk, parent: Draft, accounts: tuple[Account, ...]) -> tuple[Part, ...]:
        if way == "copy":
            return copied(self.dice, parent)
        if way == "edit":
            return edited(self.dice, desk, parent, accounts)
        parent = structs.replace(parent, agency=parent.outlet.agency or parent.agency)
        return retold(self.dice, desk, parent, accounts)

    def _naming_paper(self, draft: Draft, parent: Draft) -> Draft:
        """Return the article with a line that names the paper from which it was taken, if it owns up to that."""
        paper = parent.outlet
        if paper.agency is not None or self.dice.random() > _NAMED_AGAIN:
            return draft
        line = self.dice.choice(
            ["This was first reported by {o}.", "{o} had the report first.", "As first published in {o}."]
        )
        part = Part(Step(role="credit"), Words(line.format(o=paper.name)))
        told = tuple(structs.replace(p, told=True) for p in draft.parents)
        return structs.replace(draft, parts=(*draft.parts, part), parents=told)
