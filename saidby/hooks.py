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


def plugin_manager(*plugins: object) -> pluggy.PluginManager:
    """Return a manager with the given plugins and those that other packages declare under ``saidby``."""
    manager = pluggy.PluginManager("saidby")
    manager.add_hookspecs(_Hooks)
    for plugin in plugins:
        manager.register(plugin)
    manager.load_setuptools_entrypoints("saidby")
    return manager


def drift_checks(manager: pluggy.PluginManager) -> list[DriftCheck]:
    """Return the checks of all plugins, in an order that does not depend on how they were registered."""
    checks = [check for plugin in manager.hook.drift_checks() for check in plugin]
    return sorted(checks, key=lambda check: (check.__module__, getattr(check, "__qualname__", repr(check))))
