"""A small ledger of invented reports, and somebody at a desk that has it, where nothing is read or linked behind."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from starlette.testclient import TestClient

from saidby.ledger import Ledger
from saidby.pipeline import relink, update
from tests.ledger.build import arrival
from tests.serve.desk.visitors import HERE, desk, proof_on

FIRST = """Weir at Osk gives way

OSK, May 6, 2031 - At least 60 boats were lost when the weir at Osk gave way, the harbour board of Osk said on Tuesday.
"It was over in minutes," the board said. Nobody was killed, police said.
"""
SECOND = """Osk weir: board counts 70 boats

OSK, May 7, 2031 - The number of boats lost when the weir at Osk gave way has risen to 70, the harbour board of Osk said
on Wednesday. It had earlier said that at least 60 boats were lost.
"""
OTHER = """Fever in Lund

LUND, March 3, 2031 - Some 12 people were infected with a fever in Lund, doctors said on Monday.
"""


@cache
def _template() -> Path:
    path = Path(mkdtemp()) / "l.db"
    with Ledger.open(path, create=True) as book:
        address = "https://example.org/"
        update(
            book,
            [
                arrival("first.txt", FIRST, address=f"{address}weir"),
                arrival("second.txt", SECOND, address=f"{address}weir"),
                arrival("fever.txt", OTHER),
            ],
        )
        list(relink(book))
    return path


def ledger(folder: Path) -> Path:
    """Return a ledger of three articles, the first two of which were met at one address, in a file of its own."""
    return Path(shutil.copy(_template(), folder / "l.db"))


def comer(path: Path, name: str = "") -> TestClient:
    """Return somebody at a desk whose threads do not run; redirects are not followed."""
    client = TestClient(desk(path, reader="rules"), base_url=HERE, follow_redirects=False)
    client.headers["X-Saidby-Proof"] = proof_on(client.get("/you").text)
    if name:
        client.post("/you", data={"name": name})
    return client


def keys(path: Path, table: str) -> list[str]:
    """Return the keys of all articles or stories, in the order in which they came."""
    with Ledger.open(path) as book:
        order = "seq" if table == "article" else "first DESC"
        return [str(key) for (key,) in book.ask(f"SELECT key FROM {table} ORDER BY {order}")]
