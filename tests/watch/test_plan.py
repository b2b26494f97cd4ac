"""The file that says what to watch, and when things are due."""

from pathlib import Path

import pytest

from saidby.errors import FetchError, SaidbyError
from saidby.fetch import Limits
from saidby.serve.watch.plan import limits_of, read_plan
from saidby.serve.watch.schedule import LONGEST_WAIT, after, given_up, is_due

DAY = 86_400.0
NOW = 1_900_000_000.0
FULL = """
[[feed]]
address = "https://news.example/rss"
minutes = 30

[[feed]]
address = "http://10.1.2.3:8080/atom"
take = "entry"

[alert]
terminal = false
command = ["notify", "--loud"]
atom = "revised.xml"

[fetch]
agent = "newsdesk (desk@example.org)"
ports = [8080]
inside = ["10.1.0.0/16"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "feeds.toml"
    path.write_text(text, "utf-8")
    return path


def test_a_file_with_everything(tmp_path: Path) -> None:
    path = written(tmp_path, FULL)
    plan = read_plan(path)
    assert [(feed.address, feed.minutes, feed.take) for feed in plan.feed] == [
        ("https://news.example/rss", 30, "page"),
        ("http://10.1.2.3:8080/atom", 15, "entry"),
    ]
    assert plan.alert.command == ("notify", "--loud")
    limits = limits_of(plan, Limits(inside=("192.168.7.0/24",)), path)
    assert limits.ports == {80, 443, 8080}
    assert limits.inside == ("192.168.7.0/24", "10.1.0.0/16")
    assert limits.agent == "newsdesk (desk@example.org)"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "feed"),
        ("feed = []", "names no feed"),
        ("[[feed]]", "address"),
        ("[[feed]\n", "no feeds file"),
        ('[[feed]]\naddress = "news.example"', "is no http or https address"),
        ('[[feed]]\naddress = "https://a.example/"\nminutes = 0', "every 0 minutes"),
        ('[[feed]]\naddress = "https://a.example/"\nminutes = "often"', "minutes"),
        ('[[feed]]\naddress = "https://a.example/"\nhow = "often"', "how"),
        ('[[feed]]\naddress = "https://a.example/"\n[[feed]]\naddress = "https://a.example/"', "twice"),
        ('[[feed]]\naddress = "https://a.example/"\n[alert]\ncommand = "notify"', "command"),
    ],
)
def test_a_file_that_makes_no_sense(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SaidbyError, match=said):
        read_plan(written(tmp_path, text))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SaidbyError, match="cannot be opened"):
        read_plan(tmp_path / "none.toml")


def test_networks_that_are_none(tmp_path: Path) -> None:
    path = written(tmp_path, '[[feed]]\naddress = "https://a.example/"\n[fetch]\ninside = ["the office"]')
    with pytest.raises(SaidbyError, match=r"feeds\.toml"):
        limits_of(read_plan(path), Limits(), path)


def test_a_clock_that_was_set_back_makes_due_what_lies_too_far_ahead() -> None:
    assert is_due(NOW, NOW)
    assert not is_due(NOW + 900, NOW)
    assert not is_due(NOW + LONGEST_WAIT, NOW)
    assert is_due(NOW + DAY, NOW)
    assert not is_due(NOW + DAY, NOW, every=DAY)
    assert is_due(NOW - DAY, NOW)


def test_each_failure_makes_the_wait_longer_to_an_end() -> None:
    waits = [after(failures, NOW) - NOW for failures in range(1, 40)]
    assert waits[:4] == [60, 120, 240, 480]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
    assert after(1, NOW, every=900) == NOW + 900
    assert after(1, NOW, wait=500) == NOW + 500
    assert after(1, NOW, wait=10**9) == NOW + LONGEST_WAIT


@pytest.mark.parametrize(
    ("kind", "status", "tries"),
    [
        ("refused", None, 3),
        ("robots", None, 3),
        ("bounds", None, 3),
        ("status", 404, 5),
        ("status", 410, 5),
        ("status", 503, 30),
        ("status", 429, 30),
        ("slow", None, 30),
        ("network", None, 30),
    ],
)
def test_how_often_a_page_is_tried(kind: str, status: int | None, tries: int) -> None:
    error = FetchError("x", "y", "z", kind=kind, status=status)  # type: ignore[arg-type]
    assert [given_up(error, n) for n in (tries - 1, tries)] == [False, True]
