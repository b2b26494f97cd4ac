"""The look over a page before any parser is linear, quick, and stops what is over a limit."""

import time
from collections.abc import Callable

import pytest

from saidby.errors import BadInput
from saidby.read.page.scan import LIMITS, scan
from tests.read.page.pages import page


def seconds(act: Callable[[], object]) -> float:
    """Return the least processor time of several runs: what else the machine does only adds to it."""
    runs = []
    for _ in range(5):
        begin = time.process_time()
        act()
        runs.append(time.process_time() - begin)
    return min(runs)


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("larger than 10 MB", "x" * 10_000_001),
        ("more than 200,000 tags", "<b>x</b>" * 100_001),
        ("a tag with more than 500 attributes", "<p " + "a=1 " * 501 + ">x</p>"),
        ("a tag with more than 500 attributes", "<p " + "a " * 600 + ">x</p>"),
        ("a tag with more than 500 attributes", "<p a='" + "x" * 2000 + "'" + " b='>'" * 501 + ">x</p>"),
        ("nested more than 512 deep", "<div>" * 513),
        ("nested more than 512 deep", "<div></span>" * 513),
        ("nested more than 512 deep", "<p><span>" * 513),
        ("a text longer than 5 MB", "<p>" + "x" * 5_000_001),
        ("a script or comment longer than 5 MB", "<!--" + "x" * 5_000_001),
        ("a script or comment longer than 5 MB", "<script>" + "x" * 5_000_001),
    ],
)
def test_a_page_over_a_limit_is_refused(what: str, body: str) -> None:
    with pytest.raises(BadInput) as refusal:
        scan(f"<html><body>{body}".encode(), "a.html")
    assert what in refusal.value.what
    assert refusal.value.where == "a.html"
    assert refusal.value.do.endswith(".")


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 500 + "</div>" * 500,
        "<p>x" * 5000,
        "<br>" * 5000,
        "<ul>" + "<li>x" * 5000,
        "<table>" + "<tr><td>1<td>2" * 2000,
        "<div><b>x</b></div>" * 5000,
        "<p title='" + "a=1 " * 900 + "'>x</p>",
        "<p>" + "a=1 " * 900 + "</p>",
        "<script>" + "if (a<b) x='<div>';" * 5000 + "</script>",
        "<!--" + "<div>" * 5000 + "-->",
        "<p " + "a=1 " * 499 + ">x</p>",
    ],
)
def test_what_only_looks_like_much_is_none(body: str) -> None:
    assert scan(page(body).encode(), "a.html") > 0


@pytest.mark.parametrize(
    "piece",
    [
        "<p class='story'>It rained on 40 days in the valley.</p>\n",
        "<div><span>x</div>",
        "<!-- <p> --><script>a<b</script>",
        "<a href='x' title=\"<p>\">",
        "<" * 5,
        "x" * 40,
        "<script>",
        "<!--",
    ],
)
def test_the_time_grows_with_the_page_and_no_faster(piece: str) -> None:
    times = [seconds(lambda n=n: _tried((piece * (n // len(piece))).encode())) for n in (500_000, 1_000_000, 2_000_000)]  # type: ignore[misc]
    assert times[1] <= 2.3 * times[0] + 0.005
    assert times[2] <= 2.3 * times[1] + 0.005


def _tried(data: bytes) -> None:
    try:
        scan(data, "a.html")
    except BadInput:
        return


def test_it_reads_fifty_megabytes_a_second() -> None:
    data = page(
        "<p class='story'>It rained on 40 days in the valley, the office said in its yearly report.</p>" * 40_000
    )
    size = len(data.encode()) / 1_000_000
    assert size / seconds(lambda: scan(data.encode(), "a.html")) >= 50


def test_the_limits_are_those_that_are_documented() -> None:
    assert (LIMITS.bytes, LIMITS.tags, LIMITS.attributes) == (10_000_000, 200_000, 500)
    assert (LIMITS.nesting, LIMITS.text) == (512, 5_000_000)
