"""What the desk is told when it starts."""

import getpass
import os
from pathlib import Path

from msgspec import Struct

from saidby.serve.desk.gate.hosts import host_of, is_loopback


class Settings(Struct, frozen=True, kw_only=True):
    """Where the ledger is and where the desk listens. ``names``: hosts beside its own by which it may be called."""

    ledger: str
    host: str = "127.0.0.1"
    port: int = 8017
    names: tuple[str, ...] = ()
    reader: str = "learned"
    workers: int = 1

    @property
    def local(self) -> bool:
        """Whether nobody but this machine can reach the desk: then there are no accounts.

        A name of another machine is one by which a proxy is called, and who comes through a proxy may be anybody.
        """
        return is_loopback(self.host) and all(is_loopback(host_of(name)) for name in self.names)


def own_folder() -> Path:
    """Return where a user's files of this program are (XDG Base Directory Specification)."""
    given = Path(os.environ.get("XDG_DATA_HOME", ""))
    return (given if given.is_absolute() else Path.home() / ".local" / "share") / "saidby"


def own_name() -> str:
    """Return the name under which decisions are kept where there are no accounts and none was chosen."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return "somebody"
