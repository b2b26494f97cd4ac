"""Disks that fail: one that forgets what was not synced when the power goes, one that refuses its Nth operation.

After SQLite's own crash tests (sqlite.org/testing.html, 3.4 and 3.5): what was written since the last sync is kept,
dropped or torn by chance, sector by sector.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import apsw

SECTOR = 512
BENEATH = "unix"  # the file system that does the work
Write = tuple[int, bytes | None]  # where, and what; None: cut the file there


class Platter:
    """What is on the disk for good, and what was written to each file since it was synced."""

    def __init__(self) -> None:
        self.synced: dict[str, bytearray] = {}
        self.waiting: dict[str, list[Write]] = {}
        self.steps = 0

    def write(self, name: str, write: Write) -> None:
        self.steps += 1
        self.waiting.setdefault(name, []).append(write)

    def sync(self, name: str) -> None:
        self.steps += 1
        whole = self.synced.setdefault(name, bytearray())
        for write in self.waiting.pop(name, []):
            _apply(whole, write)

    def after_power_loss(self, chance: random.Random) -> dict[str, bytes]:
        """Return the files as they may be when the power comes back."""
        found = {name: bytearray(whole) for name, whole in self.synced.items()}
        for name, writes in self.waiting.items():
            luck = chance.choice((0.0, 0.5, 1.0))
            order = list(writes)
            if chance.random() < 0.5:
                chance.shuffle(order)
            for at, data in order:
                if data is None:
                    if chance.random() < luck:
                        _apply(found.setdefault(name, bytearray()), (at, None))
                    continue
                for begin in range(0, len(data), SECTOR):
                    if chance.random() < luck:
                        _apply(found.setdefault(name, bytearray()), (at + begin, data[begin : begin + SECTOR]))
        return {name: bytes(whole) for name, whole in found.items()}


def _apply(whole: bytearray, write: Write) -> None:
    at, data = write
    if data is None:
        del whole[at:]
        return
    if len(whole) < at:
        whole.extend(bytes(at - len(whole)))
    whole[at : at + len(data)] = data


class Fault:
    """Refuses operation number ``nth`` of one kind, and with ``lasting`` every later one too; 0 refuses nothing."""

    def __init__(self, nth: int = 0, *, lasting: bool = False, error: type[apsw.Error] = apsw.IOError) -> None:
        self.nth, self.lasting, self.error = nth, lasting, error
        self.seen = 0

    def step(self) -> None:
        self.seen += 1
        if self.nth and (self.seen == self.nth or (self.lasting and self.seen > self.nth)):
            raise self.error("the disk refuses")


class Disk(apsw.VFS):
    """A file system of that name which tells ``platter`` and asks ``fault`` about every write."""

    def __init__(self, name: str, platter: Platter, fault: Fault) -> None:
        self.platter, self.fault = platter, fault
        super().__init__(name, BENEATH, makedefault=True)

    def xOpen(self, name: object, flags: list[int]) -> "apsw.VFSFile":  # noqa: N802  (SQLite's name)
        return _File(name, flags, self.platter, self.fault)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        super().xDelete(filename, syncdir)
        for files in (self.platter.synced, self.platter.waiting):
            files.pop(Path(filename).name, None)


class _File(apsw.VFSFile):
    def __init__(self, name: object, flags: list[int], platter: Platter, fault: Fault) -> None:
        self.name = Path(name.filename() if isinstance(name, apsw.URIFilename) else str(name)).name
        self.platter, self.fault = platter, fault
        super().__init__(BENEATH, name, flags)  # type: ignore[arg-type]

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.fault.step()
        super().xWrite(data, offset)
        self.platter.write(self.name, (offset, bytes(data)))

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self.fault.step()
        super().xTruncate(newsize)
        self.platter.write(self.name, (newsize, None))

    def xSync(self, flags: int) -> None:  # noqa: N802  (the platter remembers; no real disk need turn)
        self.fault.step()
        self.platter.sync(self.name)

    def xLock(self, level: int) -> None:  # noqa: N802
        self.fault.step()
        super().xLock(level)


@contextmanager
def disk(fault: Fault | None = None) -> Iterator[Platter]:
    """Let every database that is opened here lie on such a disk."""
    platter = Platter()
    made = Disk("failing", platter, fault or Fault())
    try:
        yield platter
    finally:
        made.unregister()
