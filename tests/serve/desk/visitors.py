"""Somebody at a desk, for tests of pages and of the API: with cookies, and with the proof that forms carry."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import uvicorn
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


@contextmanager
def answering(ledger: Path | str, **settings: Any) -> Iterator[str]:
    """Give the address of a desk that answers on a free port, in a thread of this process."""
    with closing(socket.create_server(("127.0.0.1", 0))) as line:
        port = line.getsockname()[1]
        app = create_app(Settings(ledger=str(ledger), port=port, **settings))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", server_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [line]}, daemon=True)
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive()
                time.sleep(0.01)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(10)


def proof_on(page: str) -> str:
    """Return the proof that a page gives to its forms and scripts, "" for none."""
    found = re.search(r'name="proof" (?:content|value)="(\w+)"', page)
    return found[1] if found else ""
