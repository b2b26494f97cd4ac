"""In which ways an address may be asked."""

from starlette.routing import Match
from starlette.types import Scope

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def allow(scope: Scope) -> str:
    """Return what stands in ``Allow`` for an address: the ways for which it has a route, and those it always has."""
    routes = scope["app"].routes
    there = {
        method
        for method in METHODS
        if any(route.matches({**scope, "method": method})[0] is Match.FULL for route in routes)
    }
    there |= {"OPTIONS"} | ({"HEAD"} if "GET" in there else set())
    return ", ".join(method for method in METHODS if method in there)
