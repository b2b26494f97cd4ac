"""What goes wrong on the way: one small function for each kind of drift, which changes one thing in an account."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from random import Random

from msgspec import Struct, structs

from bench.newsroom.grammar import CHANGED, Slot, forms, slots
from bench.newsroom.pen import Account, Change
from bench.newsroom.statements import Claim, Happening, Quoted
from saidby.records import DriftKind

_CROWD = ("officials", "authorities", "local officials", "government officials")
_OTHER_FATE = {
    "killed": "injured",
    "injured": "killed",
    "missing": "killed",
    "casualties": "killed",
    "rescued": "missing",
    "captured": "killed",
    "detained": "injured",
    "people displaced": "missing",
}


class Slip(Struct, frozen=True, kw_only=True):
    """An account after the slip, and what shows it: the mark in this article, and that in the other."""

    account: Account
    tag: str
    key: str
    why: str
    against_tag: str = ""
    against_key: str = ""


Make = Callable[[Random, Account, Happening], Slip | None]


def slip(dice: Random, kind: DriftKind, account: Account, happening: Happening) -> Slip | None:
    """Return what one slip of a kind makes of an account; None where the account gives no occasion."""
    return MAKERS[kind](dice, account, happening)


def changed(found: Slip, *, kind: DriftKind, doc: str, against: str) -> Account:
    """Return the account with the slip on record."""
    statement = found.account.statement.id
    change = Change(
        kind=kind,
        tag=found.tag,
        key=found.key,
        family=f"{doc}.{kind}.{statement}",
        made_in=doc,
        against=against,
        against_tag=found.against_tag or found.tag,
        against_key=found.against_key or found.key,
        statement=statement,
        why=found.why,
    )
    return structs.replace(found.account, changes=(*found.account.changes, change))


def _with(account: Account, claim: Claim, **fields: object) -> Account:
    claims = tuple(structs.replace(c, **fields) if c.id == claim.id else c for c in account.claims)
    return structs.replace(account, claims=claims)


def _counts(account: Account, *, large: bool = True) -> list[Claim]:
    """Return the plain counts of people and things that are large enough to be told from others."""
    found = [c for c in account.claims if c.form == "count" and slots()[c.slot].kind == "count"]
    return [c for c in found if c.number > 20 or not large]


def _one(dice: Random, claims: list[Claim]) -> Claim | None:
    return dice.choice(claims) if claims else None


def altered_quote(dice: Random, account: Account, __: Happening) -> Slip | None:
    """One word of a quotation is another."""
    quotes = [q for q in account.quotes if q.words]
    if not quotes:
        return None
    quoted = quotes[0]
    n = dice.randrange(len(quoted.words))
    cls, _, word = quoted.words[n].partition(":")
    if cls not in CHANGED:
        return None
    other = dice.choice([w for w in forms("free", cls) if w[:3] != word[:3]])
    at = _place(quoted, n)
    words = (*quoted.words[:n], f"{cls}:{other}", *quoted.words[n + 1 :])
    new = structs.replace(quoted, text=quoted.text[:at] + other + quoted.text[at + len(word) :], words=words)
    quotes = [new if q.id == quoted.id else q for q in account.quotes]
    key = f"{quoted.id}.{n}"
    return Slip(account=structs.replace(account, quotes=tuple(quotes)), tag="word", key=key, why=f"{word}: {other}")


def _place(quoted: Quoted, n: int) -> int:
    at = 0
    for pair in quoted.words[: n + 1]:
        start = quoted.text.find(pair.partition(":")[2], at)
        at = start + len(pair.partition(":")[2])
    return start


def hedge_dropped(dice: Random, account: Account, _: Happening) -> Slip | None:
    claim = _one(dice, [c for c in _counts(account) if c.hedge])
    if claim is None:
        return None
    after = _with(account, claim, hedge=None)
    return Slip(account=after, tag="claim", key=claim.id, why=f"without {claim.hedge}", against_tag="hedge")


def hedge_changed(dice: Random, account: Account, _: Happening) -> Slip | None:
    """A hedge of a yardstick becomes another, or one that no yardstick grades."""
    claim = _one(dice, [c for c in _counts(account) if c.hedge in forms("hedges", "sure")])
    if claim is None:
        return None
    plain = bool(slots()[claim.slot].plain)
    others = [h for h in forms("hedges", "sure") if h != claim.hedge] + ([] if plain else ["estimated"])
    hedge = dice.choice(others)
    return Slip(account=_with(account, claim, hedge=hedge), tag="hedge", key=claim.id, why=f"{claim.hedge}: {hedge}")


def source_shifted(dice: Random, account: Account, happening: Happening) -> Slip | None:
    """Officials, or another body of the story, stand where the source's name stood."""
    own = account.statement.source
    others = sorted({s.source.full[0] for s in happening.statements if s.source.id != own.id})
    others = [o for o in others if not o.endswith(",") and o not in own.full]
    if own.body.kind in {"anonymous", "person"} or account.vague:
        return None
    vague = dice.choice(others) if others and dice.random() < 0.5 else dice.choice(_CROWD)
    after = structs.replace(account, vague=vague)
    return Slip(account=after, tag="naming", key=account.statement.id, why=f"{own.full[0]}: {vague}")


def wrong_attachment(dice: Random, account: Account, _: Happening) -> Slip | None:
    """A share of the dead becomes one of the injured."""
    claim = _one(dice, [c for c in account.claims if c.form == "share" and c.slot in {"killed", "injured", "missing"}])
    if claim is None:
        return None
    other = "injured" if claim.slot != "injured" else "killed"
    after = _with(account, claim, measured=other)
    return Slip(account=after, tag="claim", key=claim.id, why=f"of the {claim.slot}: of the {other}")


def number_changed(dice: Random, account: Account, _: Happening) -> Slip | None:
    """Two digits change places, where the statement has another number to know it by."""
    counts = [c for c in _counts(account) if _swapped(c.number) is not None]
    if len(account.claims) < 2 or any(c.form in {"share", "sum"} for c in account.claims):
        return None
    claim = _one(dice, counts)
    if claim is None:
        return None
    number = _swapped(claim.number)
    return Slip(
        account=_with(account, claim, number=number), tag="claim", key=claim.id, why=f"{claim.number:g}: {number:g}"
    )


def _swapped(number: float) -> float | None:
    digits = f"{int(number)}"
    for n in range(len(digits) - 1):
        other = digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :]
        if other != digits and other[0] != "0" and abs(int(other) - number) > 0.12 * number:
            return float(int(other))
    return None


def bound_changed(dice: Random, account: Account, _: Happening) -> Slip | None:
    claim = _one(dice, [c for c in _counts(account) if c.bound != "exact" and not c.hedge])
    if claim is None:
        return None
    return Slip(account=_with(account, claim, bound="exact"), tag="claim", key=claim.id, why=f"{claim.bound}: exact")


def base_changed(dice: Random, account: Account, _: Happening) -> Slip | None:
    claim = _one(dice, [c for c in account.claims if c.form == "of base" and c.base])
    if claim is None or claim.base is None:
        return None
    base = claim.base * dice.choice([2, 3, 10])
    return Slip(
        account=_with(account, claim, base=base), tag="base", key=claim.id, why=f"of {claim.base:g}: of {base:g}"
    )


def measure_changed(dice: Random, account: Account, _: Happening) -> Slip | None:
    claim = _one(dice, [c for c in _counts(account) if c.slot in _OTHER_FATE])
    if claim is None or any(c.form in {"share", "sum"} for c in account.claims):
        return None
    other = _OTHER_FATE[claim.slot]
    if other in {c.slot for c in account.claims} or not _fits(slots()[other], claim):
        return None
    return Slip(account=_with(account, claim, measured=other), tag="claim", key=claim.id, why=f"{claim.slot}: {other}")


def _fits(slot: Slot, claim: Claim) -> bool:
    return not (slot.plain and claim.hedge in forms("hedges", "verb"))


def place_changed(dice: Random, account: Account, happening: Happening) -> Slip | None:
    claim = _one(dice, _counts(account)[:1])
    if claim is None:
        return None
    other = happening.elsewhere.name
    return Slip(account=_with(account, claim, place=other), tag="placed", key=claim.id, why=f"{claim.place}: {other}")


def said_on_changed(dice: Random, account: Account, _: Happening) -> Slip | None:
    day = account.day - timedelta(days=dice.randint(1, 3))
    after = structs.replace(account, day=day)
    return Slip(account=after, tag="said", key=account.statement.id, why=f"{account.day}: {day}")


def as_of_changed(dice: Random, account: Account, _: Happening) -> Slip | None:
    claim = _one(dice, [c for c in _counts(account) if c.as_of])
    if claim is None or claim.as_of is None:
        return None
    day = claim.as_of - timedelta(days=dice.randint(4, 20))
    return Slip(account=_with(account, claim, as_of=day), tag="as of", key=claim.id, why=f"{claim.as_of}: {day}")


def headline_against_body(_: Random, account: Account, __: Happening) -> Slip | None:
    claim = account.claims[0]
    number = _swapped(claim.number) if slots()[claim.slot].kind == "count" else None
    if number is None or claim.number <= 20:
        return None
    after = structs.replace(account, headline=number)
    return Slip(account=after, tag="headline", key=claim.id, why=f"{claim.number:g}: {number:g}", against_tag="claim")


def arithmetic(dice: Random, account: Account, _: Happening) -> Slip | None:
    """One part of a sum no longer fits."""
    claim = _one(dice, [c for c in account.claims if c.form == "sum"])
    if claim is None:
        return None
    (town, number), *rest = claim.parts
    parts = ((town, float(int(number * 1.8) + 30)), *rest)
    main = account.claims[0].id
    return Slip(account=_with(account, claim, parts=parts), tag="claim", key=claim.id, why="sum", against_key=main)


def self_contradiction(dice: Random, account: Account, _: Happening) -> Slip | None:
    claim = account.claims[0]
    number = _swapped(claim.number) if claim in _counts(account) and claim.bound in {"exact", "about"} else None
    if number is None:
        return None
    after = structs.replace(account, again=number)
    return Slip(account=after, tag="again", key=claim.id, why=f"{claim.number:g}: {number:g}", against_tag="claim")


MAKERS: Mapping[DriftKind, Make] = {
    "altered_quote": altered_quote,
    "hedge_dropped": hedge_dropped,
    "hedge_changed": hedge_changed,
    "source_shifted": source_shifted,
    "wrong_attachment": wrong_attachment,
    "number_changed": number_changed,
    "bound_changed": bound_changed,
    "base_changed": base_changed,
    "measure_changed": measure_changed,
    "place_changed": place_changed,
    "said_on_changed": said_on_changed,
    "as_of_changed": as_of_changed,
    "headline_against_body": headline_against_body,
    "arithmetic": arithmetic,
    "self_contradiction": self_contradiction,
}
WITHIN_ONE: frozenset[DriftKind] = frozenset({"headline_against_body", "arithmetic", "self_contradiction"})
FIRST_ONLY: frozenset[DriftKind] = frozenset({"headline_against_body", "self_contradiction"})  # of the article's news
# How much more often a slip is made for which there is seldom an occasion.
RARE: Mapping[DriftKind, int] = {
    "arithmetic": 30,
    "as_of_changed": 12,
    "base_changed": 6,
    "bound_changed": 3,
    "hedge_changed": 12,
    "hedge_dropped": 5,
    "measure_changed": 3,
    "number_changed": 2,
    "self_contradiction": 3,
    "wrong_attachment": 20,
}
