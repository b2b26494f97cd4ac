"""Promise S5: every route declares who may use it, and that is who may."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from fastapi import HTTPException, Request
from starlette.testclient import TestClient

from saidby.serve.desk.gate.access import Access, Role
from saidby.serve.desk.visit import ROLES
from tests.serve.desk.routes import LEAST, TABLE, Declared, routes, table
from tests.serve.desk.visitors import HERE, desk

FREE = {("GET", "/enter"), ("POST", "/enter")}
LET_IN = 418  # the answer that stands here for whatever a route does: nothing is to be done


@pytest.fixture(scope="module")
def visitors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, TestClient]]:
    """Give a client for each role, and one for nobody, at one desk that others can reach, whose routes do nothing."""
    ledger = tmp_path_factory.mktemp("rights") / "l.db"
    access = Access(Path(f"{ledger}-access"))
    app = desk(ledger, names=("desk.example.org",))
    for real in LEAST:
        app.dependency_overrides[real] = _only(real)
    with ExitStack() as stack:
        found = {"nobody": stack.enter_context(TestClient(app, base_url=HERE, follow_redirects=False))}
        for role in ROLES:
            bearer = {"Authorization": f"Bearer {access.add(role, role)}"}
            found[role] = TestClient(app, base_url=HERE, headers=bearer, follow_redirects=False)
        yield found


def _only(real: Any) -> Any:
    def checked(request: Request) -> None:
        real(request)
        raise HTTPException(LET_IN)

    return checked


def test_every_route_declares_who_may_use_it(tmp_path: Path) -> None:
    undeclared = {(each.method, each.path) for each in routes(desk(tmp_path / "l.db")) if each.least == "nobody"}
    assert undeclared == FREE


def test_the_table_of_rights_is_that_of_the_routes(tmp_path: Path) -> None:
    assert TABLE.read_text("utf-8") == table(desk(tmp_path / "l.db")), "run: python -m tests.serve.desk.routes"


def test_nothing_that_changes_something_is_a_readers(tmp_path: Path) -> None:
    """What a reader may send changes his own browser and session, or nothing at all."""
    sent = {each.path for each in routes(desk(tmp_path / "l.db")) if each.method != "GET" and each.least == "reader"}
    assert sent <= {"/you", "/leave"}


def test_the_matrix_of_roles_and_routes_is_what_requests_meet(tmp_path: Path, visitors: dict[str, TestClient]) -> None:
    wrong = []
    for route in routes(desk(tmp_path / "l.db")):
        for who, client in visitors.items():
            answer = client.request(route.method, _path(route), json={} if route.method != "GET" else None)
            expected = _expected(route, who)
            if (answer.status_code == expected) is not True and (answer.status_code, expected) != (422, LET_IN):
                wrong.append((who, route.method, route.path, answer.status_code, expected))
    assert not wrong


def _path(route: Declared) -> str:
    return re.sub(r"\{[^}]*\}", "1", route.path)


def _expected(route: Declared, who: str) -> int:
    if (route.method, route.path) in FREE:
        door = {"GET": 200, "POST": 403}  # POST: without the proof that is on the page
        return door[route.method] if who == "nobody" else 200 if route.method == "GET" else 403
    if who == "nobody":
        return 401
    return LET_IN if ROLES.index(_role(who)) >= ROLES.index(_role(route.least)) else 403


def _role(name: str) -> Role:
    return next(role for role in ROLES if role == name)


@pytest.mark.parametrize("header", ["Bearer x", "Bearer", "Basic YTpi", "saidby_x"])
def test_a_token_that_is_none_is_refused_everywhere(visitors: dict[str, TestClient], header: str) -> None:
    for path in ("/", "/you", "/enter", "/api", "/api/stories"):
        answer = visitors["nobody"].get(path, headers={"Authorization": header})
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
