"""What the gate does with every request and every answer."""

import asyncio
from collections.abc import AsyncIterator, MutableMapping
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import StreamingResponse
from starlette.testclient import TestClient

from saidby.serve.desk.visit import Reader
from tests.serve.desk.visitors import HERE, desk, proof_on, visitor


def test_a_name_is_chosen_on_a_page_and_kept_in_the_browser(tmp_path: Path) -> None:
    with visitor(tmp_path / "l.db") as client:
        assert client.post("/you", data={"name": " Ana Brandt ", "theme": "dark"}).headers["Location"] == "/you"
        page = client.get("/you").text
        assert 'value="Ana Brandt"' in page
        assert 'data-theme="dark"' in page
        client.post("/you", data={"name": "", "theme": ""})
        assert "Ana Brandt" not in client.get("/you").text


def test_a_page_that_was_open_before_the_desk_started_anew_can_still_be_sent(tmp_path: Path) -> None:
    with TestClient(desk(tmp_path / "l.db"), base_url=HERE) as client:
        proof, cookies = proof_on(client.get("/").text), client.cookies
    with TestClient(desk(tmp_path / "l.db"), base_url=HERE, cookies=cookies, follow_redirects=False) as client:
        assert client.post("/you", data={"name": "ana", "proof": proof}).status_code == 303


@pytest.mark.parametrize("path", ["/", "/you", "/nowhere", "/api/nowhere", "/static/desk.css", "/static/none.css"])
def test_every_answer_tells_browsers_what_it_may_do(tmp_path: Path, path: str) -> None:
    with visitor(tmp_path / "l.db") as client:
        for answer in (
            client.get(path),
            client.head(path),
            client.options(path),
            client.get(path, headers={"Host": "x"}),
        ):
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            kept = path == "/static/desk.css" and answer.status_code == 200
            assert answer.headers["Cache-Control"] == ("no-cache" if kept else "no-store")
            assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_file_that_did_not_change_is_not_sent_again(tmp_path: Path) -> None:
    with visitor(tmp_path / "l.db") as client:
        tag = client.get("/static/desk.css").headers["ETag"]
        again = client.get("/static/desk.css", headers={"If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["Cache-Control"]) == (304, b"", "no-cache")


def test_head_is_get_without_the_body(tmp_path: Path) -> None:
    with visitor(tmp_path / "l.db") as client:
        got, head = client.get("/you"), client.head("/you")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["Content-Length"] == got.headers["Content-Length"]


def test_answers_stream_through_it_and_end_with_the_client(tmp_path: Path) -> None:
    """What a route writes is on its way at once; where the client has gone, the route is told."""
    app = desk(tmp_path / "l.db")
    ended = []

    @app.get("/drops")
    async def drops(visit: Reader) -> StreamingResponse:
        async def pieces() -> AsyncIterator[str]:
            try:
                while True:
                    yield "drop"
                    await asyncio.sleep(0.01)
            finally:
                ended.append(True)

        return StreamingResponse(pieces())

    came: list[bytes] = []
    left = asyncio.Event()
    asked = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if asked:
            return asked.pop()
        await left.wait()
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        came.append(message.get("body", b""))
        if came.count(b"drop") == 3:
            left.set()

    headers = [(b"host", HERE.removeprefix("http://").encode())]
    scope = {"type": "http", "method": "GET", "path": "/drops", "raw_path": b"/drops", "query_string": b""}
    more = {"headers": headers, "scheme": "http", "http_version": "1.1", "asgi": {"version": "3.0"}, "root_path": ""}
    asyncio.run(asyncio.wait_for(app(scope | more, receive, send), 10))
    assert came.count(b"drop") >= 3
    assert ended == [True]
