"""What is fuzzed: each takes any bytes, and fails only where the program would fail (H3).

    python -m tests.fuzz NAME [SECONDS]

With atheris installed (``pip install atheris``) inputs are led by what they reach; else they are mutated blindly.
"""

import io
import json
from collections.abc import Callable, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from saidby.errors import SaidbyError
from saidby.ledger import Ledger
from saidby.ledger.log import import_log, read_log, write_log
from saidby.lexicon import load_lexicon
from saidby.mark.dates import find_dates
from saidby.mark.numbers import find_numbers
from saidby.pipeline import RULES, mark, read
from saidby.read.containers import open_stream
from saidby.read.documents import Document, clock_time
from saidby.read.published import check_published, moment_of
from saidby.text import lay_out
from tests.ledger.build import arrival, ledger
from tests.read.test_containers import SAMPLES

Target = Callable[[bytes], None]
_MOST = 20  # documents of one input that are read


def container(data: bytes, name: str) -> None:
    """Open what may hold many articles, and read those in it."""
    for item in islice(open_stream(io.BytesIO(data), name), _MOST):
        if isinstance(item, Document):
            article(item.data, item.name)


def article(data: bytes, name: str) -> None:
    """Read and mark one article."""
    try:
        found = read(data, name=name)
    except SaidbyError:
        return
    for figure in mark(found, reader=RULES).figures:
        assert figure.span.of(found.text)


def numbers(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for number in find_numbers(lay_out(text), load_lexicon()):
        assert number.low is None or number.high is None or number.low <= number.high
        assert number.span.of(text)


def dates(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    for found in find_dates(lay_out(text), "2031-05-06", load_lexicon()):
        assert found.span.of(text)
    moment_of(text)
    clock_time(text)
    try:
        check_published(text, "it", load_lexicon())
    except SaidbyError:
        return


def log(data: bytes) -> None:
    """Import a log: what is not whole is refused, and leaves nothing."""
    lines = data.splitlines(keepends=True)
    try:
        for _ in read_log(lines, name="log"):
            pass
    except SaidbyError:
        return
    with TemporaryDirectory() as folder, ledger(Path(folder) / "it.saidby") as book:
        try:
            import_log(book, lines, name="log")
        except SaidbyError:
            assert book.size() == (0, 0, 0)


def _written_log() -> bytes:
    with TemporaryDirectory() as folder, ledger(Path(folder) / "it.saidby") as book:
        book.keep([arrival()])
        return b"".join(write_log(Ledger(book.store)))


_SENTENCES = (
    b"Between 40 and 50 people, or -3.5 per cent of 1,00,000, some two-thirds of $5-10 million, were killed.",
    "At least 10.000 men, 2 1/2 million, 1 234 567, ½ of £5bn, 12-15 %, over nearly 100, minus 40 °C.".encode(),
    b"a hundred and two men, dozens of thousands, one in five, 39 2/3 points, 10k, 2.3mn, Rs 5 lakh crore",
)
_DAYS = (
    b"On Tuesday, 6 May 2031, from 3 to 9 June, at 08:30 GMT, in late April '89, last month, on 05/06/2031",
    b"2031-05-06T08:30:00+14:00",
    b"Mon, 16 Jun 2025 08:30:00 +0200",
    b"the night of 28-29 February 2024, the year to March, nineteen ninety-six, two weeks ago, on the 15th",
)


def seeds() -> Mapping[str, tuple[Target, tuple[bytes, ...]]]:
    """Return each target with what its inputs are made from."""
    return {
        "html": (partial(article, name="a.html"), (SAMPLES["h.html"],)),
        "feed": (partial(container, name="a.rss"), (SAMPLES["a.rss"], SAMPLES["a.atom"], SAMPLES["e.json"])),
        "ninjs": (partial(container, name="a.json"), (SAMPLES["d.json"],)),
        "newsml": (partial(container, name="a.xml"), (SAMPLES["b.xml"], SAMPLES["c.xml"])),
        "warc": (partial(container, name="a.warc"), (SAMPLES["g.warc"], SAMPLES["g.warc.gz"])),
        "numbers": (numbers, _SENTENCES),
        "dates": (dates, _DAYS),
        "log": (log, (_written_log(),)),
        "lines": (partial(container, name="a.jsonl"), (SAMPLES["f.jsonl"], json.dumps({"text": "x"}).encode())),
        "text": (partial(article, name="a.txt"), (SAMPLES["i.txt"], *_SENTENCES)),
    }


TARGETS = ("html", "feed", "ninjs", "newsml", "warc", "numbers", "dates", "log", "lines", "text")
