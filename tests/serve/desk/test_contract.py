"""Promise S9: the API answers as its description says, whatever it is asked."""

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import httpx2
import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished

from saidby.errors import FetchError
from saidby.ledger import Ledger
from saidby.pipeline import relink, update
from saidby.serve.desk.gate.access import Access
from tests.ledger.build import example
from tests.serve.desk.visitors import answering

SECONDS = int(os.environ.get("SAIDBY_CONTRACT_SECONDS", "45"))
CASES = int(os.environ.get("SAIDBY_CONTRACT_CASES", "6"))  # of each kind for each operation
SEED = int(os.environ.get("SAIDBY_SEED") or (7 if SECONDS < 600 else random.randrange(2**32)))
# What fits its schema may still make no sense: a figure that is not there, bounds that are the wrong way round.
SENSELESS = ["2xx", "401", "403", "404", "409", "422"]


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """Give the address of a desk with the example in its ledger, and an admin's token. It fetches nothing."""
    monkeypatch.setattr("saidby.serve.desk.reading.fetch_documents", lambda: _nothing_is_fetched)
    path = tmp_path / "l.db"
    with Ledger.open(path, create=True) as book:
        update(book, list(example()))
        list(relink(book))
    token = Access(Path(f"{path}-access")).add("ana", "admin")
    with answering(path, names=("desk.example.org",), reader="rules") as address:
        yield address, token


def _nothing_is_fetched(address: str) -> NoReturn:
    raise FetchError(address, "is not fetched here", "Do nothing.", kind="refused")


def test_whatever_the_api_is_asked_it_answers_as_described(asked: tuple[str, str]) -> None:
    address, token = asked
    failures, operations, cases = run(address, token, seconds=SECONDS, examples=CASES)
    print(f"{operations} operations, {cases} requests, seed {SEED}")  # noqa: T201
    assert not failures, "\n\n".join(failures[:10])
    described = httpx2.get(f"{address}/api/openapi.json", headers={"Authorization": f"Bearer {token}"}).json()
    assert operations == sum(len(ways) for ways in described["paths"].values())


def run(address: str, token: str, *, seconds: int, examples: int) -> tuple[list[str], int, int]:
    """Return what was wrong, how many operations were asked for, and how many requests there were."""
    bearer = {"Authorization": f"Bearer {token}"}
    config = SchemathesisConfig.from_dict(
        {
            "headers": bearer,
            "seed": SEED,
            "max-time": seconds,
            "continue-on-failure": True,
            "suppress-health-check": ["all"],
            "generation": {"max-examples": examples, "database": "none"},
            "cache": {"enabled": False},
            "checks": {"positive_data_acceptance": {"expected-statuses": SENSELESS}},
        }
    )
    schema = schemathesis.openapi.from_url(f"{address}/api/openapi.json", config=config, headers=bearer)
    wrong: dict[str, str] = {}
    met: set[str] = set()
    cases = 0
    for event in from_schema(schema).execute():
        if isinstance(event, FatalError | NonFatalError):
            wrong.setdefault(str(event), f"{getattr(event, 'label', '')}: {getattr(event, 'value', event)!r}")
        elif isinstance(event, ScenarioFinished):
            cases += len(event.recorder.interactions)
            met |= {node.value.operation.label for node in event.recorder.cases.values()}
            wrong |= dict(_failures(event))
    return list(wrong.values()), len(met), cases


def _failures(event: ScenarioFinished) -> Iterator[tuple[str, str]]:
    for case, checks in event.recorder.checks.items():
        for check in checks:
            if check.failure_info is not None and not _carries(event, case):
                failure: Any = check.failure_info.failure
                if check.name == "negative_data_rejection" and _is_form(event, case):
                    continue
                label = event.recorder.cases[case].value.operation.label
                told = f"{label}: {failure.title}: {failure.message[:1500]}\n{check.failure_info.code_sample[:600]}"
                yield f"{label} {failure.title}", told


def _carries(event: ScenarioFinished, case: str) -> bool:
    """Tell whether a request to be shown something carried something: no such request is let in, whatever it asks."""
    asked = event.recorder.interactions.get(case)
    return asked is not None and asked.request.method in {"GET", "HEAD"} and asked.request.body_size not in {None, 0}


def _is_form(event: ScenarioFinished, case: str) -> bool:
    """Tell whether a request was a form, in which everything is text: a number where words belong is sent as words."""
    asked = event.recorder.interactions.get(case)
    kinds = asked.request.headers.get("Content-Type", []) if asked else []
    return any(kind.startswith("multipart/form-data") for kind in kinds)
