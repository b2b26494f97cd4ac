"""Somebody at a desk, for tests of pages and of the API: with cookies, and with the proof that forms carry."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from saidby.serve.desk.app import create_app
from saidby.serve.desk.settings import Settings

PORT = 8017
HERE = f"http://127.0.0.1:{PORT}"


def desk(ledger: Path | str, **settings: Any) -> FastAPI:
    return create_app(Settings(ledger=str(ledger), port=PORT, **settings))


@contextmanager
def visitor(ledger: Path | str, *, token: str | None = None, **settings: Any) -> Iterator[TestClient]:
    """Give a client at a new desk on loopback that may change things, or a program with a token."""
    with at(desk(ledger, **settings), token=token) as client:
        yield client


@contextmanager
def at(app: FastAPI, *, token: str | None = None, base: str = HERE) -> Iterator[TestClient]:
    """Give a client at a desk; redirects are not followed."""
    with TestClient(app, base_url=base, follow_redirects=False) as client:
        if token is not None:
            client.headers["Authorization"] = f"Bearer {token}"
        else:
            client.headers["X-Saidby-Proof"] = proof_on(client.get("/").text)
        yield client


def proof_on(page: str) -> str:
    """Return the proof that a page gives to its forms and scripts, "" for none."""
    found = re.search(r'name="proof" (?:content|value)="(\w+)"', page)
    return found[1] if found else ""
