"""What the desk is told when it starts."""

import getpass
import ipaddress

from msgspec import Struct

LOOPBACK = ("127.0.0.1", "::1", "localhost")


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
        """Whether nobody but this machine can reach the desk: then there are no accounts."""
        if self.host in LOOPBACK:
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False


def own_name() -> str:
    """Return the name under which decisions are kept where there are no accounts and none was chosen."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return "somebody"
