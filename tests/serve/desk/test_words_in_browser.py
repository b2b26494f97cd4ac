"""Promise E1 in a browser: what is highlighted there is what the server quotes at the same place."""

import hashlib
import random
from pathlib import Path

import httpx2
from msgspec import structs
from playwright.sync_api import Browser

from saidby.ledger import Arrival, Capture, Ledger
from saidby.records import Marks
from tests.serve.desk.visitors import answering
from tests.views.export.build import made
from tests.views.export.test_spans import PIECES
from tests.views.web.test_words import apart, as_shown

CASES = 1000
READ = """() => [
    document.querySelector('[data-text]').textContent,
    [...document.querySelectorAll('mark.figure[data-figure]')].map(
        (it) => [it.dataset.figure, Number(it.dataset.start), it.textContent]),
]"""


def articles() -> list[Marks]:
    """Return articles of hard texts that have so many figures together."""
    chance, count = random.Random(21), 0
    found: list[Marks] = []
    while count < CASES:
        text = f"{len(found)} " + "".join(chance.choices(PIECES, k=200))
        key = hashlib.sha256(text.encode()).hexdigest()
        _, (marks, _) = made(text, apart(text, chance))
        figures = tuple(structs.replace(f, key=f"{key[:16]}{n:016x}") for n, f in enumerate(marks.figures))
        article = structs.replace(marks.article, key=key, id=f"doc-{len(found)}", headline=None, outlet=None)
        found.append(structs.replace(marks, article=article, figures=figures))
        count += len(figures)
    return found


def test_a_thousand_highlights_are_what_the_server_quotes(browser: Browser, tmp_path: Path) -> None:
    every = articles()
    with Ledger.open(tmp_path / "l.db", create=True) as book:
        book.keep([Arrival(marks=m, capture=Capture(data=b"x", route="file", name="x"), maker="x") for m in every])
    count = 0
    with (
        answering(tmp_path / "l.db", reader="rules") as address,
        httpx2.Client(base_url=address) as program,
        browser.new_context() as context,
    ):
        page = context.new_page()
        for marks in every:
            at = f"/articles/{marks.article.key}"
            page.goto(address + at)
            text, highlights = page.evaluate(READ)
            assert text == as_shown(marks.article.text)
            spans = {figure.key: figure.span for figure in marks.figures}
            assert {key for key, _, _ in highlights} == set(spans)
            for key, start, words in highlights:
                span = spans[key]
                quoted = program.get(f"/api{at}/words/{span.start}-{span.end}").json()
                assert (start, words) == (quoted["start"], as_shown(quoted["text"]))
                count += 1
    assert count >= CASES
