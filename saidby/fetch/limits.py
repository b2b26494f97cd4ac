"""How far fetching goes, and how it behaves."""

from msgspec import Struct

AGENT = "saidby/0.1 (reads news figures; set SAIDBY_AGENT to say who you are)"


class Limits(Struct, frozen=True, kw_only=True):
    """What one fetch may cost, and where it may go. Times in seconds, sizes in bytes."""

    agent: str = AGENT  # its first word is the name that robots.txt files know
    connect: float = 5.0
    total: float = 30.0  # of one address, redirects and robots.txt included, waiting for one's turn not
    redirects: int = 5
    size: int = 10_000_000  # as it comes over the wire
    unpacked: int = 64_000_000  # and a hundred times what came, beyond the first megabyte
    pause: float = 1.0  # between two requests to one host
    ports: frozenset[int] = frozenset({80, 443})
    inside: tuple[str, ...] = ()  # networks that may be reached although they are not public: 10.1.0.0/16
