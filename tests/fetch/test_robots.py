"""Promise P2: no request after a disallow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.fetch.robots import fits, rules_for, token

AGENT = "saidby/0.1 (someone)"

TABLE = [
    # file, path, allowed
    ("", "/a", True),
    ("User-agent: *\nDisallow:", "/a", True),
    ("User-agent: *\nDisallow: /", "/a", False),
    ("User-agent: *\nDisallow: /news", "/newsroom", False),
    ("User-agent: *\nDisallow: /news/\n", "/news", True),
    ("User-agent: *\nDisallow: /news\nAllow: /news/open", "/news/open/1", True),
    ("User-agent: *\nAllow: /news/open\nDisallow: /news", "/news/shut", False),
    ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),  # as long as each other: the kinder
    ("User-agent: saidby\nDisallow: /\n\nUser-agent: *\nAllow: /", "/a", False),
    ("User-agent: *\nDisallow: /\n\nUser-agent: SaidBy\nDisallow: /b", "/a", True),  # our own group alone counts
    ("User-agent: other\nDisallow: /", "/a", True),
    ("User-agent: other\nUser-agent: saidby\nDisallow: /", "/a", False),
    ("User-agent: saidby\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: saidby\nDisallow: /b", "/b", False),
    ("User-agent: saidby/2.0\nDisallow: /", "/a", False),
    ("User-agent: saidbyelse\nDisallow: /", "/a", True),
    ("User-agent: *\nDisallow: /*.pdf$", "/report.pdf", False),
    ("User-agent: *\nDisallow: /*.pdf$", "/report.pdf?x=1", True),
    ("User-agent: *\nDisallow: /*?print=", "/a/b?print=1", False),
    ("User-agent: *\nDisallow: /exact$", "/exact", False),
    ("User-agent: *\nDisallow: /exact$", "/exactly", True),
    ("User-agent: *\nDisallow: news", "/news", False),  # the slash is often forgotten
    ("User-agent: *\nDisallow: /caf%C3%A9", "/caf%c3%a9/1", False),
    ("User-agent: *\nDisallow: /caf\u00e9", "/caf%C3%A9", False),
    ("User-agent: *\nDisallow: /%61b", "/ab", False),
    ("User-agent: *\nDisallow: /a%2Fb", "/a/b", True),  # a quoted slash is no slash
    ("\ufeffUser-agent: *\r\nDisallow: / # nobody\r\n", "/a", False),
    ("USER-AGENT : *\n  disallow : /a", "/a", False),
    ("User-agent: *\nCrawl-delay: 3\nUser-agent: x\nDisallow: /", "/a", True),
    ("User-agent: *\nSitemap: /s\nDisallow: /a", "/a", False),
    ("<html>Disallow: /</html>", "/a", True),
    ("Disallow: /\nUser-agent: *\nDisallow:", "/a", True),  # rules for nobody
]


@pytest.mark.parametrize(("file", "path", "allowed"), TABLE)
def test_what_a_file_allows(file: str, path: str, *, allowed: bool) -> None:
    assert rules_for(file.encode(), AGENT).allows(path) is allowed


@pytest.mark.parametrize(
    ("file", "delay"),
    [
        ("User-agent: *\nCrawl-delay: 4", 4.0),
        ("User-agent: *\nCrawl-delay: 4000", 10.0),
        ("User-agent: *\nCrawl-delay: -1", 0.0),
        ("User-agent: *\nCrawl-delay: soon", 0.0),
        ("User-agent: *\nCrawl-delay: nan", 0.0),
        ("User-agent: x\nCrawl-delay: 4", 0.0),
    ],
)
def test_the_pause_that_a_site_asks_for(file: str, delay: float) -> None:
    assert rules_for(file.encode(), AGENT).delay == delay


@pytest.mark.parametrize(
    ("agent", "name"), [("saidby/0.1 (x)", "saidby"), ("News-Desk 2", "news-desk"), ("7", "*"), ("", "*")]
)
def test_the_name_of_an_agent(agent: str, name: str) -> None:
    assert token(agent) == name


@given(st.text("ab*/$", max_size=8), st.text("ab/", max_size=12))
def test_patterns_fit_as_the_rfc_says(pattern: str, path: str) -> None:
    body, end = (pattern[:-1], True) if pattern.endswith("$") else (pattern, False)
    assert fits(pattern, path) is by_hand(body, path, end=end)


def by_hand(pattern: str, path: str, *, end: bool) -> bool:
    if not pattern:
        return not end or not path
    if pattern[0] == "*":
        return any(by_hand(pattern[1:], path[at:], end=end) for at in range(len(path) + 1))
    return path[:1] == pattern[0] and by_hand(pattern[1:], path[1:], end=end)


def test_a_hostile_pattern_costs_little() -> None:
    rules = rules_for(b"User-agent: *\nDisallow: /" + b"*a" * 20_000 + b"$", AGENT)
    assert rules.allows("/" + "a" * 4_000 + "b")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_file(body: bytes) -> None:
    assert rules_for(b"User-agent: *\n" + body, AGENT).allows("/a") in {True, False}
