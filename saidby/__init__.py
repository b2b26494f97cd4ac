"""A ledger of the figures in news reports: whose word each stands on, how firmly, and what retelling did to it.

``read`` makes an article of bytes, ``mark`` finds everything one article says, ``link`` makes a story of many.
The names are fetched on first use, so that ``import saidby`` and ``saidby --help`` cost next to nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saidby.pipeline import link as link
    from saidby.pipeline import mark as mark
    from saidby.pipeline import read as read
    from saidby.records import Article as Article
    from saidby.records import Attribution as Attribution
    from saidby.records import Conflict as Conflict
    from saidby.records import Derivation as Derivation
    from saidby.records import Drift as Drift
    from saidby.records import Figure as Figure
    from saidby.records import Marks as Marks
    from saidby.records import Quote as Quote
    from saidby.records import Root as Root
    from saidby.records import Series as Series
    from saidby.records import Span as Span
    from saidby.records import Statement as Statement
    from saidby.records import Story as Story

__version__ = "0.1.0"

_VERBS = ("read", "mark", "link")
_RECORDS = frozenset(
    "Article Attribution Conflict Derivation Drift Figure Marks Quote Root Series Span Statement Story".split()
)


def __getattr__(name: str) -> object:
    """Return a record by its name, importing its module on first use."""
    if name not in _RECORDS:
        raise AttributeError(f"saidby has no {name!r}. It has: {', '.join(__dir__())}")
    return getattr(import_module("saidby.records"), name)


def __dir__() -> list[str]:
    return sorted([*_VERBS, *_RECORDS, "__version__"])


class _Package(ModuleType):
    """``saidby.mark`` is the verb. Without this, importing the folder of the same name would put the folder there."""


def _verb(name: str) -> property:
    def fetch(_package: ModuleType) -> object:
        return getattr(import_module("saidby.pipeline"), name)

    def keep(_package: ModuleType, _folder: object) -> None:
        """Take no notice: the import system offers the folder, which stays reachable by ``import_module``."""

    return property(fetch, keep)


for _name in _VERBS:
    setattr(_Package, _name, _verb(_name))
sys.modules[__name__].__class__ = _Package
