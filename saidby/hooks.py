"""Plugin hooks. Our own checks are registered through them like anybody's.

A plugin is a module or object with functions marked ``@hookimpl``; it is found by the entry point group ``saidby``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import pluggy

from saidby.errors import SaidbyError
from saidby.evidence import Evidence
from saidby.records import Drift, Quote, Saying
from saidby.text import Layout

hookspec = pluggy.HookspecMarker("saidby")
hookimpl = pluggy.HookimplMarker("saidby")

DriftCheck = Callable[[Evidence], Iterable[Drift]]
Marker = Callable[[Layout, Sequence[Quote]], Sequence[Saying]]


class _Hooks:
    @hookspec
    def drift_checks(self) -> Sequence[DriftCheck]:
        """Return checks that compare the accounts of a statement and say what changed between them."""
        raise NotImplementedError

    @hookspec
    def markers(self) -> Mapping[str, Marker]:
        """Return readers of attributions by name: each says of one text who says what in it, in places of the text."""
        raise NotImplementedError


def load_plugins(*own: object) -> pluggy.PluginManager:
    """Return the given plugins together with those that other packages declare under ``saidby``."""
    plugins = pluggy.PluginManager("saidby")
    plugins.add_hookspecs(_Hooks)
    for plugin in own:
        plugins.register(plugin)
    plugins.load_setuptools_entrypoints("saidby")
    return plugins


def drift_checks(plugins: pluggy.PluginManager) -> list[DriftCheck]:
    """Return the checks of all plugins, in an order that does not depend on how they were registered."""
    checks = [check for found in plugins.hook.drift_checks() for check in found]
    return sorted(checks, key=lambda check: (check.__module__, getattr(check, "__qualname__", repr(check))))


def markers(plugins: pluggy.PluginManager) -> dict[str, Marker]:
    """Return the readers of all plugins by name. Raise SaidbyError where two plugins use one name."""
    found: dict[str, Marker] = {}
    for named in plugins.hook.markers():
        for name, marker in named.items():
            if name in found:
                raise SaidbyError(f"two plugins have a reader called {name!r}. Rename one, or take one out.")
            found[name] = marker
    return found
