"""Promise O2: who uses the key is told exactly once. And a watch from the command line, feeds and pages on loopback."""

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from click.testing import CliRunner, Result

from saidby.ledger import Ledger
from saidby.read.xml_tree import parse
from saidby.serve.cli import main
from saidby.serve.watch.alerts import Alert, Outbox, Quoted, Undelivered
from saidby.serve.watch.channels import Command, atom, headline, page
from saidby.serve.watch.run import alone
from saidby.views.terminal.lines import plain_text
from tests.quiet import allowed

RECEIVER = """
import json, os, pathlib, sys, time
alert, box = json.load(sys.stdin), pathlib.Path(sys.argv[1])
assert alert["key"] == os.environ["SAIDBY_KEY"]
came = len(list(box.glob("try-*")))
(box / f"try-{came}").touch()
if came == 0:
    sys.exit(3)                                     # fails before it takes anything
(box / alert["key"]).write_text(json.dumps(alert))  # the key is the name: a second time changes nothing
if came == 1:
    sys.exit(4)                                     # took it, and says that it failed
"""
SAY = "<p>VELBY, May {day} - {words} people were killed in the flood, the Velby river board said on {name}.</p>"
MORE = "<p>The river board said that its boats were still searching the lower town, and that the weir had held.</p>"


class Site(BaseHTTPRequestHandler):
    articles: ClassVar[list[tuple[int, str, str]]] = []
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        Site.asked.append(self.path)
        code, body = 200, ""
        if self.path == "/robots.txt":
            code = 404
        elif self.path == "/rss":
            items = "".join(f"<item><guid>{n}</guid><link>/n/{n}.html</link></item>" for n in range(len(self.articles)))
            body = f'<rss version="2.0"><channel><title>Velby Post</title>{items}</channel></rss>'
        else:
            day, name, words = self.articles[int(self.path.removeprefix("/n/").removesuffix(".html"))]
            said = SAY.format(day=day, name=name, words=words)
            head = f'<title>Flood</title><meta property="article:published_time" content="2031-05-0{day}T09:00:00Z">'
            body = f"<!doctype html><html><head>{head}</head><body><article><h1>Flood</h1>{said}{MORE}</article></body>"
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body.encode())))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def feeds(tmp_path: Path) -> Iterator[Path]:
    """Give a feeds file for a site on loopback, whose command is the receiver."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (tmp_path / "box").mkdir()
    command = json.dumps([sys.executable, "-c", RECEIVER, str(tmp_path / "box")])
    path = tmp_path / "feeds.toml"
    path.write_text(
        f'[[feed]]\naddress = "http://127.0.0.1:{server.server_port}/rss"\n[alert]\ncommand = {command}\n'
        f'atom = "revised.xml"\n[fetch]\ninside = ["127.0.0.1"]\nports = [{server.server_port}]\n',
        "utf-8",
    )
    Site.articles, Site.asked = [], []
    yield path
    server.shutdown()
    server.server_close()


def watch(feeds: Path) -> Result:
    """Watch once, as if the last time was long ago."""
    ledger = feeds.parent / "ledger.db"
    if ledger.exists():
        with Ledger.open(ledger) as book, book.writing():
            book.store.run("UPDATE watched_feed SET due = 0")
    return CliRunner().invoke(main, ["watch", str(feeds), "--ledger", str(ledger), "--once", "--reader", "rules"])


def test_a_watch_tells_of_a_revised_figure_once(feeds: Path) -> None:
    Site.articles.append((4, "Sunday", "40"))
    first = watch(feeds)
    assert (first.exit_code, first.stdout) == (0, ""), first.output
    Site.articles.append((5, "Monday", "60"))
    Site.articles.append((5, "Monday", "60"))
    second = watch(feeds)
    assert second.exit_code == 0, second.output
    assert second.stdout.count("revised") == 1
    assert "“40”" in second.stdout
    assert "“60”" in second.stdout
    assert "killed in the flood, the Velby river board said on Monday." in second.stdout
    box = feeds.parent / "box"
    for _ in range(2):  # the receiver fails, then takes it and says that it failed, then takes it again
        again = watch(feeds)
        assert again.stdout == ""
    alerts = [json.loads(path.read_text()) for path in box.iterdir() if len(path.name) == 64]
    assert len(alerts) == 1
    assert len(list(box.glob("try-*"))) == 3
    assert (alerts[0]["before"]["low"], alerts[0]["after"]["low"]) == (40, 60)
    entries = parse((feeds.parent / "revised.xml").read_bytes(), "revised.xml").findall("{*}entry")
    assert [entry.findtext("{*}id") for entry in entries] == [f"urn:saidby:revision:{alerts[0]['key']}"]
    assert Site.asked.count("/n/0.html") == 1


def test_only_one_watch_at_a_time(feeds: Path) -> None:
    ledger = feeds.parent / "ledger.db"
    with alone(str(ledger)):
        done = CliRunner().invoke(main, ["watch", str(feeds), "--ledger", str(ledger), "--once"])
    assert done.exit_code == 1
    assert "is being watched already" in done.output


def side(words: str, sentence: str | None = None) -> Quoted:
    return Quoted(
        words=words,
        sentence=sentence,
        date="2031-05-05",
        article="velby-1",
        outlet="Velby Post",
        address="https://velby.example/1",
        low=1,
        high=1,
        bound="exact",
    )


ALERT = Alert(
    key="k" * 64,
    at="2031-05-06T07:08:09.000Z",
    story="s",
    source="River board \x1b[31m<b>",
    measure="killed",
    whom="people",
    place=None,
    change="up",
    before=side("about 40", "About 40 died, the board said."),
    after=side("at least 60 \x00&"),
)


def test_what_a_terminal_shows_has_no_control_characters() -> None:
    shown = plain_text(page(ALERT))
    assert "\x1b" not in shown
    assert "“about 40”" in shown
    assert "About 40 died, the board said." in shown


def test_an_atom_feed_of_hostile_words_is_sound() -> None:
    root = parse(atom([ALERT]), "revised.xml")
    entry = root.find("{*}entry")
    assert entry is not None
    assert entry.findtext("{*}id") == f"urn:saidby:revision:{ALERT.key}"
    assert "<b>" in headline(ALERT)
    assert b"<b>" not in atom([ALERT])


@pytest.mark.parametrize(
    ("words", "said"),
    [(["/no/such/command"], "cannot be started"), ([sys.executable, "-c", "exit(7)"], "ended with code 7")],
)
def test_a_command_that_fails_is_undelivered(words: list[str], said: str) -> None:
    with pytest.raises(Undelivered, match=said):
        Command(words).send(ALERT)


def test_a_channel_that_is_opened_later_is_told_of_nothing_before(tmp_path: Path) -> None:
    from saidby.ledger import watching as memory

    with Ledger.open(tmp_path / "ledger.db", create=True) as ledger:
        ledger.watched("early")
        Outbox(ledger, [], lambda _: None)
        memory.open_channel(ledger, "late")
        memory.open_channel(ledger, "late")
        assert [row[0] for row in ledger.ask("SELECT name FROM channel ORDER BY since")] == ["early", "late"]
        ledger.rebuild()
        assert [row[0] for row in ledger.ask("SELECT name FROM channel ORDER BY since")] == ["early", "late"]


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_watch_that_is_told_to_stop_does_so_at_once(tmp_path: Path, sign: signal.Signals) -> None:
    """Promise O4, for a watch: in the middle of a fetch that would take half a minute, and without complaint."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        path = tmp_path / "feeds.toml"
        fetch = f'[fetch]\ninside = ["127.0.0.1"]\nports = [{port}]\n'
        path.write_text(f'[[feed]]\naddress = "http://127.0.0.1:{port}/rss"\n{fetch}', "utf-8")
        call = ["watch", str(path), "--ledger", str(tmp_path / "l.db")]
        command = [sys.executable, "-c", "from saidby.serve.cli import main; main()", *call]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        silent.settimeout(60)
        line, _ = silent.accept()  # it asks, and nobody answers
        begun = time.monotonic()
        running.send_signal(sign)
        out, err = running.communicate(timeout=20)
        line.close()
    assert time.monotonic() - begun < allowed(5)
    assert (running.returncode, out, err) == (0, "", "")
    with Ledger.open(tmp_path / "l.db") as ledger:
        assert list(ledger.verify()) == []
