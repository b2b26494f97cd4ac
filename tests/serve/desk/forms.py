"""The forms of a page, filled in and sent as a browser without scripts does it."""

import time
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from httpx2 import Response
from starlette.testclient import TestClient

from saidby.ledger import Ledger


class Form(HTMLParser):
    """All forms of a page: where each is sent, and the fields that it has by itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.buttons: list[list[tuple[str, str]]] = []
        self._open = False
        self._select: str | None = None
        self._worded = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((given.get("action", ""), {}))
            self.buttons.append([])
            self._open = True
        if not self._open:
            return
        fields = self.found[-1][1]
        if tag == "input" and given.get("type") not in {"checkbox", "radio", "file"} and "name" in given:
            fields[given["name"]] = given.get("value", "")
        if tag == "select":
            self._select = given.get("name")
        if tag == "option" and self._select and (self._select not in fields or "selected" in given):
            self._worded = "value" not in given
            fields[self._select] = given.get("value", "")
        if tag == "button" and "name" in given:
            self.buttons[-1].append((given["name"], given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = False
        if tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._select and self._worded:  # an option that has no other value than its words
            self.found[-1][1][self._select] = data.strip()
            self._worded = False


def forms(page: str, **having: str) -> Iterator[dict[str, str]]:
    """Yield the fields of each form that is sent to /judge and has these values."""
    for action, fields in Form(page).found:
        if action == "/judge" and having.items() <= fields.items():
            yield fields


def send(client: TestClient, fields: Mapping[str, str], verb: str, **filled: str) -> Response:
    """Send a form by one of its buttons, and return the page to which it leads."""
    answer = client.post("/judge", data={**fields, **filled, "verb": verb})
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["location"].partition("#")[0])


def linked(ledger: Ledger) -> None:
    """Wait until every story is linked as it was decided."""
    for _ in range(600):
        if not list(ledger.ask("SELECT 1 FROM story WHERE linked < wanted AND articles > 0")):
            return
        time.sleep(0.02)
    raise AssertionError("the stories were not linked")
