"""How long the desk takes for each kind of page of a big ledger, beside Datasette's pages of the same file.

usage: python -m bench.desk FILE [--pages N] [--seed S]

FILE is a ledger (python -m bench.filled makes one); judgements go into it, so give a copy. Each page is asked for once,
so that nothing of it is at hand, and by one visitor after the other. Two times are told: by the clock, as a visitor
has it, and the server's processor time, which other work on the machine hardly moves. Datasette, where it is
installed (./dev bench does so), shows the rows of the same tables, without anything put together from them.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from urllib.parse import quote, urlencode

from msgspec import Struct

from bench import install
from saidby.ledger import Ledger

PAGES = 60  # of each kind
STORIES_VISITED = 300  # before the server's memory is looked at
_WARM = 3  # requests of each kind that count for none
_SLOWEST = 0.95
_PATIENCE = 120  # seconds that a server may take to start


class Taken(Struct, frozen=True):
    """What one request took, in milliseconds: by the clock, and of the server's processor."""

    clock: float
    processor: float
    size: int


class Server:
    """A program that listens on a port of this machine, and one visitor's connection to it."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.process = process
        self._line = HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers: dict[str, str] = {}

    def enter(self) -> None:
        """Take the cookie and the proof that go with what changes something."""
        self._line.request("GET", "/")
        answer = self._line.getresponse()
        found = re.search(r'name="proof" content="(\w+)"', answer.read().decode())
        cookies = [value.partition(";")[0] for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        self._headers = {"Cookie": "; ".join(cookies), "X-Saidby-Proof": found[1] if found else ""}

    def ask(self, path: str, body: object = None) -> Taken:
        """Return what a request takes. Raise SystemExit where it is refused."""
        headers, sent = dict(self._headers), None
        if body is not None:
            sent = json.dumps(body)
            headers |= {"Content-Type": "application/json", "Idempotency-Key": uuid.uuid4().hex}
        before, start = self._busy(), time.perf_counter()
        self._line.request("GET" if sent is None else "POST", path, sent, headers)
        answer = self._line.getresponse()
        data = answer.read()
        clock = time.perf_counter() - start
        if answer.status >= 400 and answer.status != 422:  # a story without days has no chart
            raise SystemExit(f"{path}: {answer.status} {data[:400]!r}")
        return Taken(1000 * clock, 1000 * (self._busy() - before), len(data))

    def megabytes(self) -> float:
        """Return the memory that it holds now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("utf-8")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1000

    def _busy(self) -> float:
        """Return the seconds of processor time that all its threads have had."""
        found = 0
        for task in Path(f"/proc/{self.process.pid}/task").iterdir():
            try:
                found += int((task / "schedstat").read_text("utf-8").split()[0])
            except (FileNotFoundError, ProcessLookupError):  # a thread that ended just now
                continue
        return found / 1e9


@contextmanager
def serving(command: list[str], port_in: str) -> Iterator[Server]:
    """Start a server, wait until it says its port, and end it at last."""
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield Server(process, _port(process, port_in))
        finally:
            process.terminate()


def _port(process: "subprocess.Popen[str]", port_in: str) -> int:
    said, end = "", time.monotonic() + _PATIENCE
    while process.stdout and time.monotonic() < end and (line := process.stdout.readline()):
        said += line
        if found := re.search(port_in, line):
            return int(found[1])
    raise SystemExit(f"the server did not start:\n{said[-2000:]}")


class Wanted(Struct, frozen=True, kw_only=True):
    """What of a ledger is asked for."""

    stories: list[str]
    longest: list[str]  # the longest stories
    sources: list[tuple[str, str]]
    articles: list[str]
    numbers: list[str]  # of the articles, as Datasette calls them
    figures: list[str]
    words: list[str]
    columns: Mapping[str, list[str]]


def wanted(place: Path) -> Wanted:
    """Return all there is to choose from."""
    with Ledger.open(place) as book:

        def every(question: str) -> list[str]:
            return [str(row[0]) for row in book.ask(question)]

        texts = every("SELECT text FROM article ORDER BY random() LIMIT 200")
        return Wanted(
            stories=every("SELECT key FROM story WHERE articles > 0 AND linked > 0"),
            longest=every("SELECT key FROM story WHERE articles > 0 AND linked > 0 ORDER BY articles DESC LIMIT 10"),
            sources=[(str(s), str(i)) for s, i in book.ask("SELECT story, id FROM source ORDER BY story, id")],
            articles=every("SELECT key FROM article"),
            numbers=every("SELECT seq FROM article"),
            figures=every("SELECT key FROM figure"),
            words=sorted({word for text in texts for word in re.findall(r"[A-Za-z]{5,}", text)}),
            columns={it: every(f"SELECT DISTINCT {it} FROM figure WHERE {it} <> ''") for it in ("source", "rule")},  # noqa: S608
        )


Asked = tuple[str, object]  # an address and what is sent to it


def pages(there: Wanted, dice: Random) -> Mapping[str, Callable[[], Asked]]:
    """Return for each kind of page how an address of it is drawn."""

    def story(part: str = "", form: str = "", *, among: list[str] | None = None) -> Callable[[], Asked]:
        return lambda: (f"/stories/{dice.choice(among or there.stories)[:16]}{part}{form}", None)

    def api(part: str) -> Callable[[], Asked]:
        return lambda: (f"/api/stories/{dice.choice(there.stories)[:16]}/{part}", None)

    def source() -> Asked:
        key, one = dice.choice(there.sources)
        return f"/stories/{key[:16]}/sources/{quote(one, safe='')}", None

    def review() -> Asked:
        column = dice.choice(["", "source", "rule"])
        return "/review" + (f"?{urlencode({column: dice.choice(there.columns[column])})}" if column else ""), None

    def judge() -> Asked:
        decision = {"about": "figure", "target": dice.choice(there.figures), "verb": dice.choice(["accept", "reject"])}
        return "/api/judgements", {"decisions": [decision]}

    parts = ("provenance", "drift", "articles", "brief")
    return {
        "stories": lambda: ("/", None),
        "story": story(),
        **{f"its {part}": story(f"/{part}") for part in parts},
        "long story": story(among=there.longest),
        **{f"long story's {part}": story(f"/{part}", among=there.longest) for part in parts},
        "source": source,
        "article": lambda: (f"/articles/{dice.choice(there.articles)[:16]}", None),
        "review": review,
        "next figure": lambda: (f"/review/card/{dice.choice(there.figures)}", None),
        "next keys": lambda: ("/api/queue?limit=25&after=" + dice.choice(there.figures), None),
        "judgement": judge,
        "search": lambda: ("/search?" + urlencode({"q": " ".join(dice.sample(there.words, 2))}), None),
        "history": lambda: ("/history", None),
        "suggestions": lambda: ("/suggestions", None),
        "orphans": lambda: ("/orphans", None),
        "table as CSV": api("tables/statements?format=csv"),
        "table as JSON": api("tables/points?format=json"),
        "chart": api("chart?format=vega-lite"),
        "export": api("export?format=jsonl"),
    }


def rows(place: Path, there: Wanted, dice: Random) -> Mapping[str, Callable[[], Asked]]:
    """Return the same for Datasette, which calls a database by its file."""
    at = "/" + quote(place.stem, safe="")
    return {
        "tables": lambda: (at, None),
        "table of articles": lambda: (f"{at}/article?_next={dice.choice(there.numbers)}", None),
        "a story's statements": lambda: (f"{at}/statement?story={dice.choice(there.stories)}", None),
        "row of an article": lambda: (f"{at}/article/{dice.choice(there.numbers)}", None),
        "figures by doubt": lambda: (f"{at}/figure?judged=0&_sort=confidence", None),
        "search": lambda: (f"{at}/article_search?" + urlencode({"_search": dice.choice(there.words)}), None),
    }


def measured(server: Server, kinds: Mapping[str, Callable[[], Asked]], count: int) -> dict[str, list[Taken]]:
    """Return what each request took, in an order that mixes the kinds."""
    for _ in range(_WARM):
        for draw in kinds.values():
            server.ask(*draw())
    found: dict[str, list[Taken]] = {name: [] for name in kinds}
    for _ in range(count):
        for name, draw in kinds.items():
            found[name].append(server.ask(*draw()))
    return found


def table(program: str, found: Mapping[str, list[Taken]]) -> Iterator[str]:
    """Yield a table: of each kind the middle and the slowest, by the clock and of the processor."""
    yield f"| {program} | ms, middle | ms, p95 | processor ms, middle | processor ms, p95 | kB |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name, taken in found.items():
        clock, processor = sorted(t.clock for t in taken), sorted(t.processor for t in taken)
        size = sum(t.size for t in taken) / len(taken) / 1000
        told = [f"{at(times):.0f}" for times in (clock, processor) for at in (_middle, _slow)]
        yield f"| {name} | {' | '.join(told)} | {size:.0f} |"


def _middle(times: list[float]) -> float:
    return times[len(times) // 2]


def _slow(times: list[float]) -> float:
    return times[min(len(times) - 1, int(len(times) * _SLOWEST))]


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m bench.desk")
    parser.add_argument("place", type=Path, metavar="FILE")
    parser.add_argument("--pages", type=int, default=PAGES)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    there, dice = wanted(asked.place), Random(asked.seed)
    begun = time.perf_counter()
    main_ = "from saidby.serve.cli import main; main()"
    own = [sys.executable, "-u", "-c", main_, "serve", "--ledger", str(asked.place), "--port", "0", "--no-open"]
    with serving(own, r"desk is at \S+:(\d+)/") as server:
        server.enter()
        print(f"first page after {time.perf_counter() - begun:.1f} s")
        found = measured(server, pages(there, dice), asked.pages)
        print("\n".join(table("saidby serve", found)))
        everything = sorted(t.clock for kind in found.values() for t in kind)
        print(f"all pages: p95 {_slow(everything):.0f} ms")
        for key in dice.sample(there.stories, min(STORIES_VISITED, len(there.stories))):
            server.ask(f"/stories/{key[:16]}")
        print(f"holds {server.megabytes():.0f} MB after {STORIES_VISITED} stories more")
    peer = install.PYTHON.parent / "datasette"
    if not shutil.which(str(peer)):
        print("Datasette is not installed in .bench: it is left out")
        return 0
    with serving([str(peer), "serve", str(asked.place), "--port", "0"], r"running on http://\S+:(\d+)") as server:
        print("\n".join(table("Datasette", measured(server, rows(asked.place, there, dice), asked.pages))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
