"""Promise O1: watching is exact."""

from pathlib import Path

import pytest

from saidby.ledger import Ledger
from saidby.ledger.sqlite import SQLiteStore
from saidby.serve.watch.alerts import Outbox
from saidby.serve.watch.watch import Watch, World
from tests.watch.newsroom import Crash, Newsroom, Receiver

POLLS = 20_000
CHANNELS = ("command", "atom")


def opened(path: Path) -> Ledger:
    store = SQLiteStore(path)
    store._db.execute("PRAGMA synchronous = OFF")  # the machine stays up here, and 20,000 polls are many
    return Ledger(store)


def started(world: Newsroom) -> Watch:
    outbox = Outbox(world.ledger, [Receiver(name, world) for name in CHANNELS], world.tell)
    return Watch(world.ledger, world.plans, outbox, World(world.fetch, world.add, world.clock, world.tell))


def watch_on(world: Newsroom, path: Path, *, polls: int, hours: float) -> None:
    """Watch until there were so many polls and so many hours have passed; start again after each crash."""
    end = world.true_time + hours * 3600
    watch: Watch | None = None
    while world.polls < polls or world.true_time < end:
        try:
            watch = watch or started(world)
            watch.turn()
            world.pass_time(60.0 + watch.nap() + world.random.random() * 600)
        except Crash:
            world.ledger.store.close()
            world.ledger, watch = opened(path), None
            world.pass_time(world.random.random() * 3600)


@pytest.mark.parametrize("seed", [1])
def test_every_revision_is_told_of_once_whatever_goes_wrong(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "ledger.db"
    world = Newsroom(opened(path), seed=seed)
    watch_on(world, path, polls=POLLS, hours=0)
    world.calm = True  # nothing new, nothing that fails: what was put off is done
    watch_on(world, path, polls=0, hours=48)

    for kind in ("304", "time-out", "5xx", "cut", "cut short", "reordered", "clock jump", "undelivered"):
        assert world.trouble[kind] >= 10, kind
    assert world.crashes >= 50
    assert len(world.revisions) > 500
    for channel in CHANNELS:
        told = {name.removeprefix(f"{channel} ") for name in world.about if name.startswith(channel)}
        expected = {f"source {feed} {figure}" for feed, figure in world.revisions}
        assert expected - told == set(), "missed"
        assert told - expected == set(), "told of figures that did not change"
    assert all(len(keys) == 1 for keys in world.about.values()), "one revision under two keys"
    assert sum(world.told.values()) - len(world.told) == world.told_twice, "repeated though it was written down"
    world.ledger.store.close()
