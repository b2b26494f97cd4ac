"""By which names the desk may be called: a page that makes a browser call it by another is refused (DNS rebinding)."""

from saidby.serve.desk.settings import LOOPBACK, Settings


def allowed_hosts(settings: Settings) -> frozenset[str]:
    """Return what may stand in ``Host``, in lower case."""
    names = {settings.host, *settings.names, *(LOOPBACK if settings.local else ())}
    found = {f"[{name}]" if ":" in name else name.lower() for name in names}
    return frozenset(f"{name}:{settings.port}" for name in found) | (
        found if settings.port in {80, 443} else frozenset()
    )


def is_own_origin(origin: str | None, hosts: frozenset[str]) -> bool:
    """Say whether a request was sent by a page of the desk itself, or by no page."""
    if origin is None:
        return True
    scheme, sign, host = origin.partition("://")
    return bool(sign) and scheme in {"http", "https"} and host.lower() in hosts
