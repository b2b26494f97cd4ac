"""The routes of the desk as they are declared, and the table of rights that is made of them.

Write the table anew after a route was added, and look at what changed: python -m tests.serve.desk.routes
"""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from msgspec import Struct

from saidby.serve.desk.visit import as_admin, as_reader, as_reviewer

TABLE = Path(__file__).parent / "gate" / "rights.toml"
LEAST = {as_reader: "reader", as_reviewer: "reviewer", as_admin: "admin"}
_HEAD = """\
# Who may use which route of the desk: the least rights that it takes. An admin may what a reviewer may, who may what a
# reader may. Made of the route table (python -m tests.serve.desk.routes) and compared with it by test_rights.py.

"""


class Declared(Struct, frozen=True, order=True):
    """One route. ``least``: the rights that it declares; "nobody" where it declares none."""

    path: str
    method: str
    least: str


def routes(app: FastAPI) -> list[Declared]:
    """Return every route of an app, files under /static aside."""
    return sorted(set(_declared(app.routes)))


def _declared(found: Iterable[Any]) -> Iterator[Declared]:
    for route in found:
        if hasattr(route, "effective_candidates"):  # FastAPI keeps the routers that were included
            yield from _declared(route.effective_candidates())
        elif getattr(route, "path", "") != "/static":
            original = getattr(route, "original_route", route)
            rights = {LEAST[call] for call in _calls(original.dependant) if call in LEAST}
            least = next((name for name in ("admin", "reviewer", "reader") if name in rights), "nobody")
            for method in route.methods:
                yield Declared(route.path, method, least)


def _calls(dependant: Any) -> Iterator[Any]:
    for each in dependant.dependencies:
        yield each.call
        yield from _calls(each)


def table(app: FastAPI) -> str:
    return _HEAD + "".join(f'"{each.method} {each.path}" = "{each.least}"\n' for each in routes(app))


if __name__ == "__main__":
    from tests.serve.desk.visitors import desk

    with tempfile.TemporaryDirectory() as folder:
        TABLE.write_text(table(desk(Path(folder) / "l.db")), "utf-8")
