"""Plugin hooks. Our own checks are registered through them like anybody's.

A plugin is a module or object with functions marked ``@hookimpl``; it is found by the entry point group ``saidby``.
"""

from collections.abc import Callable, Iterable, Sequence

import pluggy

from saidby.evidence import Evidence
from saidby.records import Drift

hookspec = pluggy.HookspecMarker("saidby")
hookimpl = pluggy.HookimplMarker("saidby")

DriftCheck = Callable[[Evidence], Iterable[Drift]]


class _Hooks:
    @hookspec
    def drift_checks(self) -> Sequence[DriftCheck]:
        """Return checks that compare the accounts of a statement and say what changed between them."""
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
