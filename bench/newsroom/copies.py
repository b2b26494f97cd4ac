"""Articles made from other articles: copied, edited, retold; and what is altered on the way."""

from collections.abc import Sequence
from random import Random

from bench.newsroom.articles import Desk, Draft, Part, Step, plan
from bench.newsroom.drifts import FIRST_ONLY, MAKERS, RARE, WITHIN_ONE, Slip, changed, slip
from bench.newsroom.pen import Account
from bench.newsroom.statements import Happening
from bench.newsroom.words import Words

KEPT = 0.6  # of a wire's paragraphs that an editor leaves as they are


def with_slips(
    dice: Random, parent: Draft, happening: Happening, *, shown: Sequence[Draft], doc: str, care: float
) -> tuple[Account, ...]:
    """Return the parent's accounts as they pass through these hands: now and then one thing is altered.

    ``shown`` are the articles of the story that can be seen; only what one of them has right can be seen to be altered.
    """
    accounts = list(parent.accounts)
    if dice.random() < care:
        return tuple(accounts)
    n = 0 if dice.random() < 0.8 else dice.randrange(len(accounts))
    if accounts[n].changes:
        return tuple(accounts)
    slips = ((kind, slip(dice, kind, accounts[n], happening)) for kind in MAKERS if n == 0 or kind not in FIRST_ONLY)
    found = [
        (kind, made, against)
        for kind, made in slips
        if made and (against := doc if kind in WITHIN_ONE else _right_one(made, parent, shown))
    ]
    if found:
        (kind, made, against) = dice.choices(found, [RARE.get(kind, 1) for kind, _, _ in found])[0]
        accounts[n] = changed(made, kind=kind, doc=doc, against=against)
    return tuple(accounts)


def _right_one(made: Slip, parent: Draft, shown: Sequence[Draft]) -> str | None:
    """Return the article that shows what the slip has altered: the parent where it can be seen, else the first."""
    statement = made.account.statement.id
    for draft in sorted(shown, key=lambda d: d.id != parent.id):
        account = draft.account(statement)
        if account is None or account.changes:
            continue
        if shows(draft, made.against_tag or made.tag, made.against_key or made.key):
            return draft.id
    return None


def shows(draft: Draft, tag: str, key: str) -> bool:
    """Tell whether an article's body has a stretch of that kind."""
    return any(part.words.has(tag, key) for part in draft.parts)


def retold(dice: Random, desk: Desk, parent: Draft, accounts: tuple[Account, ...]) -> tuple[Part, ...]:
    """Return the same news in words of one's own: nothing is kept but the quotations and the order of the news."""
    told = accounts[: 1 + dice.randint(0, len(accounts) - 1)]
    steps = _complete(plan(dice, told, wire=False, own_lead=dice.random() < 0.3), told)
    by_id = {a.statement.id: a for a in told}
    cited = parent.agency if desk.outlet.style.credit == "cites" else None
    return tuple(Part(s, desk.write(s, by_id, agency=cited if n == 0 else None)) for n, s in enumerate(steps))


def edited(dice: Random, desk: Desk, parent: Draft, accounts: tuple[Account, ...]) -> tuple[Part, ...]:
    """Return the parent's paragraphs, some of them written anew: all those that tell what has been altered."""
    altered = {a.statement.id for a in accounts if a.changes and a not in parent.accounts}
    by_id = {a.statement.id: a for a in accounts}
    desk.pen.know(parent.names)
    cut = max(3, round(len(parent.parts) * dice.uniform(0.6, 1.0)))
    steps = _complete([p.step for p in parent.parts[:cut] if p.step.role != "credit"], accounts)
    old = {id(p.step): p.words for p in parent.parts}
    found = []
    for step in steps:
        keep = id(step) in old and step.statement not in altered and (dice.random() < KEPT or step.role == "free")
        words = old[id(step)] if keep else desk.write(step, by_id)
        found.append(Part(step, words))
    return tuple(found)


def copied(dice: Random, parent: Draft) -> tuple[Part, ...]:
    """Return the parent's paragraphs as they are, perhaps without the last."""
    whole = dice.random() < 0.4
    cut = len(parent.parts) if whole else max(3, round(len(parent.parts) * dice.uniform(0.7, 1.0)))
    return parent.parts[:cut]


def _complete(steps: list[Step], accounts: tuple[Account, ...]) -> list[Step]:
    """Return the steps with those that altered accounts need: the place where an article contradicts itself."""
    for account in accounts:
        if account.again is not None and not any(s.role == "again" for s in steps):
            first = account.claims[0].id
            steps = [*steps, Step(role="again", statement=account.statement.id, claims=(first,))]
    return steps


def with_headline(account: Account, parent: Draft, desk: Desk, *, keep: bool) -> Words | None:
    """Return the parent's headline, or a new one."""
    if keep and account.headline is None and not account.changes:
        return parent.title
    return desk.headline(account)
