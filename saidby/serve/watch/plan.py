"""The file that says what to watch, and whom to tell."""

import tomllib
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from saidby.errors import BadInput
from saidby.fetch import Limits
from saidby.fetch.address import take_apart
from saidby.serve.addresses import further

_SHORTEST, _LONGEST = 1, 24 * 60  # minutes between two polls


class FeedPlan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One feed. ``take``: the pages that it leads to, or what it says itself."""

    address: str
    minutes: int = 15
    take: Literal["page", "entry"] = "page"


class AlertPlan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whom to tell of a revised figure."""

    terminal: bool = True
    command: tuple[str, ...] = ()
    atom: str | None = None


class FetchPlan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How to fetch, beyond what is usual."""

    agent: str | None = None
    ports: tuple[int, ...] = ()
    inside: tuple[str, ...] = ()


class Plan(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a feeds file says."""

    feed: tuple[FeedPlan, ...]
    alert: AlertPlan = AlertPlan()
    fetch: FetchPlan = FetchPlan()


def read_plan(path: Path) -> Plan:
    """Return what a feeds file says. Raise BadInput, with the place, where it makes no sense."""
    try:
        plan = msgspec.convert(tomllib.loads(path.read_text("utf-8")), Plan)
    except OSError as error:
        raise BadInput(str(path), f"cannot be opened ({error.strerror})", "Check the path.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise BadInput(str(path), f"no feeds file ({error})", "docs/watching.md shows one.") from error
    if not plan.feed:
        raise BadInput(str(path), "names no feed", "Add one: [[feed]] with its address.")
    _check_feeds(plan, path)
    return plan


def limits_of(plan: Plan, limits: Limits, path: Path) -> Limits:
    """Return the limits of fetching with what the file says put in."""
    given = {name: value for name, value in msgspec.to_builtins(plan.fetch).items() if value}
    if "inside" in given:
        given["inside"] = [*limits.inside, *given["inside"]]
    return further(limits, given, where=str(path))


def _check_feeds(plan: Plan, path: Path) -> None:
    seen: set[str] = set()
    for feed in plan.feed:
        take_apart(feed.address)
        if feed.address in seen:
            raise BadInput(str(path), f"names {feed.address} twice", "Leave one of them out.")
        if not _SHORTEST <= feed.minutes <= _LONGEST:
            what = f"polls {feed.address} every {feed.minutes} minutes"
            raise BadInput(str(path), what, f"Write minutes from {_SHORTEST} to {_LONGEST}.")
        seen.add(feed.address)
