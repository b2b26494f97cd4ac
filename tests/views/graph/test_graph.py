"""The graph: one origin seen behind many articles, nothing on top of anything else, and the same told in words."""

import re
from itertools import combinations
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from msgspec import structs

from saidby.records import Excerpt, Marks, Passage, Story
from saidby.views.graph import COLUMNS, provenance_caption, provenance_graph, provenance_rows
from saidby.views.graph.layout import Box, Picture, lay_out
from saidby.views.graph.letters import clip, width_of, wrap
from saidby.views.graph.nodes import MOST_ARTICLES, direct, net_of
from tests.shared import shared
from tests.views.drawn import HOSTILE, demo, derived, single, told
from tests.views.hostile import PAYLOADS

SVG = "{http://www.w3.org/2000/svg}"
WIDTHS = [374, 1120]
TAGS = {"svg", "title", "g", "text", "rect", "path", "polygon"}
Built = tuple[Story, list[Marks]]


def copies(count: int) -> Built:
    """Return so many articles that all tell one figure of one source; every third is a copy of the first."""
    rows = [{"low": 40.0, "high": 40.0, "date": "2031-05-01", "doc": f"doc{n:03}"} for n in range(count)]
    story, marks = told(*rows)
    taken = [derived(f"doc{n:03}", "doc000") for n in range(3, count, 3)]
    unseen = [derived(f"doc{n:03}", "external:Norda", "rewrite", "credits Norda") for n in range(1, count, 3)]
    return structs.replace(story, provenance=(*taken, *unseen)), marks


def picture(built: Built, width: int) -> Picture:
    return lay_out(direct(net_of(*built)), width)


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314  (ours)


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.right and other.x < one.right and one.y < other.y + other.height and other.y < one.y + one.height
    )


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [1, 2, 7, 20, 60, 140])
def test_boxes_keep_apart_and_within_the_picture(count: int, width: int) -> None:
    drawn = picture(copies(count), width)
    assert not [pair for pair in combinations(drawn.boxes, 2) if overlap(*pair)]
    assert all(box.x >= 0 and box.right <= width and box.y + box.height <= drawn.height for box in drawn.boxes)
    numbers = [float(n) for line in drawn.lines for n in re.findall(r"[MHC ](\d+\.?\d*)", line.path)]
    assert all(number >= 0 for number in numbers)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_line_reaches_its_boxes(width: int) -> None:
    drawn = picture(demo(), width)
    place = {box.node.id: box for box in drawn.boxes}
    for line in drawn.lines:
        box = place[line.edge.target]
        assert line.tip[0] in {box.x, box.right}
        assert box.y <= line.tip[1] <= box.y + box.height
        x, y = (float(n) for n in re.findall(r"[\d.]+", line.path)[:2])
        box = place[line.edge.source]
        assert min(abs(x - box.x), abs(x - box.right)) < 0.1
        assert box.y <= y <= box.y + box.height


@pytest.mark.parametrize("width", WIDTHS)
def test_many_copies_of_one_text_share_a_box_with_their_count(width: int) -> None:
    built = copies(140)
    nodes = direct(net_of(*built)).articles
    assert len(nodes) <= MOST_ARTICLES
    assert sorted(doc for node in nodes for doc in node.docs) == sorted(built[0].docs)
    assert "46 articles" in {node.name for node in nodes}
    assert "46 articles" in provenance_graph(*built, width=width)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("built", [demo, single, lambda: copies(20)], ids=["demo", "single", "twenty"])
def test_a_page_may_forbid_scripts_styles_and_other_hosts(built: Any, width: int) -> None:
    svg = provenance_graph(*built(), width=width)
    tags = {node.tag.removeprefix(SVG) for node in parsed(svg).iter()}
    assert tags <= TAGS
    assert not re.search(r"style=|\son\w+=|url\(|https?://(?!www\.w3\.org/2000/svg)", svg)
    assert "<style>" in provenance_graph(*built(), width=width, alone=True)
    assert svg == provenance_graph(*built(), width=width)


def test_boxes_and_lines_are_links_with_names_where_the_caller_has_addresses() -> None:
    asked: list[tuple[str, str]] = []

    def href(kind: str, name: str) -> str:
        asked.append((kind, name))
        return f"/{kind}/{name}?a=1&b"

    story, marks = demo()
    links = list(parsed(provenance_graph(story, marks, href=href)).iter(f"{SVG}a"))
    assert all(link.attrib["aria-label"] and link.attrib["href"].endswith("?a=1&b") for link in links)
    kinds = {kind for kind, _ in asked}
    assert {"source", "article", "unseen", "statement", "derivation", "passage"} == kinds
    assert {name for kind, name in asked if kind == "article"} == set(story.docs)
    assert {name for kind, name in asked if kind == "statement"} <= {s.id for s in story.statements}
    assert all(story.provenance[int(name)] for kind, name in asked if kind == "derivation")


def test_roots_have_a_sign_of_their_own_and_unknown_ones_another() -> None:
    story, marks = told(
        {"low": 5.0, "high": 5.0, "date": "2031-05-01"}, {"low": 6.0, "high": 6.0, "source": "officials"}
    )
    known, unknown = story.roots
    story = structs.replace(story, roots=(known, structs.replace(unknown, independent_roots=None)))
    shown = {node.name: node for node in net_of(story, marks).sources}
    assert shown["harbour board"].root is True
    assert shown["officials"].root is None
    groups = {
        g.attrib["aria-label"].partition(";")[0]: g for g in parsed(provenance_graph(story, marks)).iter(f"{SVG}g")
    }
    signs = {name: groups[name].find(f"{SVG}path") for name in ("harbour board", "officials")}
    assert {name: sign.attrib["fill"] != "none" for name, sign in signs.items() if sign is not None} == {
        "harbour board": True,
        "officials": False,
    }
    dashed = {name: "stroke-dasharray" in groups[name].find(f"{SVG}rect").attrib for name in signs}  # type: ignore[union-attr]
    assert dashed == {"harbour board": False, "officials": True}
    assert "how many origins" in provenance_caption(story, marks).casefold()


def test_copies_hang_from_what_they_copy_and_not_from_the_source_again() -> None:
    net = direct(net_of(*copies(7)))
    says = {edge.target for edge in net.edges if edge.tie == "says"}
    assert "article:doc000" in says
    assert not says & {"article:doc003", "article:doc006"}
    order = [node.link for node in net.articles]
    assert order.index("doc003") == order.index("doc000") + 1
    assert next(node for node in net.articles if node.link == "doc003").depth == 1


def test_circles_of_derivations_end() -> None:
    story, marks = copies(4)
    story = structs.replace(story, provenance=(derived("doc000", "doc001"), derived("doc001", "doc000")))
    assert {node.link for node in net_of(story, marks).articles} == set(story.docs)
    assert provenance_graph(story, marks)


def test_an_edge_tells_how_by_what_and_by_which_rule() -> None:
    titles = [title.text or "" for title in parsed(provenance_graph(*copies(4))).iter(f"{SVG}title")]
    assert "The doc003: verbatim copy, from The doc000; shares 40 words (rule: test)" in titles
    assert "The doc001: rewrite, from Norda; credits Norda (rule: test)" in titles


def test_same_words_are_a_tie_without_direction() -> None:
    story, marks = copies(3)
    places = (Excerpt(doc="doc000", start=0, end=9), Excerpt(doc="doc002", start=0, end=9))
    story = structs.replace(story, passages=(Passage(one=places[0], other=places[1], words=30),))
    [line] = [line for line in picture((story, marks), 1120).lines if line.edge.tie == "alike"]
    assert line.way == 0
    assert any("30 words as in The doc000" in note for node in net_of(story, marks).articles for note in node.notes)


def test_hostile_words_stay_words() -> None:
    story, marks = told({"low": 5.0, "high": 5.0, "date": "2031-05-01", "source": HOSTILE, "doc": HOSTILE})
    story = structs.replace(story, provenance=(derived(HOSTILE, f"external:{HOSTILE}", HOSTILE, HOSTILE),))
    for width in WIDTHS:
        svg = provenance_graph(story, marks, width=width, href=lambda kind, name: f"/{kind}/{name}")
        assert not list(parsed(svg).iter(f"{SVG}script"))
        assert "alert(1)" in svg
        assert "\x07" not in svg


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), 40))
def test_payloads_are_drawn_as_words(first: int) -> None:
    rows = [
        {"low": 9.0, "high": 9.0, "date": "2031-05-01", "source": payload, "doc": f"{n} {payload}"}
        for n, payload in enumerate(PAYLOADS[first : first + 40])
    ]
    story, marks = told(*rows)
    taken = [derived(doc, f"external:{doc}", evidence=doc) for doc in story.docs]
    story = structs.replace(story, provenance=tuple(taken))
    drawn = parsed(provenance_graph(story, marks, href=lambda _kind, name: f"/x?{name}"))
    assert {node.tag.removeprefix(SVG) for node in drawn.iter()} <= {*TAGS, "a"}
    assert {key for node in drawn.iter() for key in node.attrib if key.startswith("on")} == set()
    assert all(node.attrib["href"].startswith("/x?") for node in drawn.iter(f"{SVG}a"))


def test_the_rows_tell_every_tie() -> None:
    story, marks = demo()
    table = provenance_rows(story, marks)
    assert {len(row) for row in table} == {len(COLUMNS)}
    assert len([row for row in table if row[4]]) == len(story.provenance)
    assert len([row for row in table if row[2] == "on its word"]) >= len(story.docs)


def test_captions_count_from_the_roots() -> None:
    story, marks = copies(7)
    assert provenance_caption(story, marks).startswith(
        "Seven articles rest on one source: harbour board (killed: people)."
    )
    assert "draw on Norda, which is not among them." in provenance_caption(story, marks)
    here = [structs.replace(m, article=structs.replace(m.article, outlet="Norda")) for m in marks]
    assert "draw on Norda; on which of its texts is not known." in provenance_caption(story, here)
    assert provenance_caption(*single()).startswith("One article rests on one source: Ellory harbour police")


def test_five_articles_one_source() -> None:
    from saidby import link, mark, read

    marks = [mark(read(path.read_bytes(), name=path.name)) for path in sorted(shared("seeds").glob("*.txt"))]
    story = link(marks)
    assert provenance_caption(story, marks).startswith("Five articles rest on one source: UK Ministry of Defence")
    net = direct(net_of(story, marks))
    chief = net.sources[0]
    assert (chief.name, chief.chief, chief.root, chief.about) == (
        "UK Ministry of Defence",
        True,
        True,
        "root of 5 articles",
    )
    reached = {edge.target for edge in net.edges if edge.source == chief.id}
    assert reached == {f"article:{doc}" for doc in story.docs}
    assert [edge for edge in net.edges if edge.tie == "alike"]


def test_words_are_cut_and_broken_to_fit() -> None:
    assert clip("harbour board", 500, 12) == "harbour board"
    assert clip("harbour board", 50, 12).endswith("…")
    assert width_of(clip("港湾委員会" * 9, 100, 12), 12) <= 100
    lines = wrap("one two three four five six seven eight", 60, 12, most=2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
