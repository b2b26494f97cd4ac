"""The charts: valid specifications that show bounds, hedges and days as they are, and nothing from elsewhere."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import altair as alt
import pytest
from msgspec import structs

from saidby.errors import SaidbyError
from saidby.records import Marks, Story
from saidby.views.charts import (
    COLUMNS,
    description,
    roots_chart,
    roots_description,
    roots_rows,
    rows,
    series_chart,
    source_chart,
)
from saidby.views.charts.pictures import png_of, svg_of
from tests.shared import shared
from tests.views.drawn import HOSTILE, demo, single, told
from tests.views.hostile import PAYLOADS

MORE = {"bound": "more_than", "low": 900.0, "date": "2031-05-01"}
RANGE = {"bound": "between", "low": 100.0, "high": 200.0, "date": "2031-05-02", "source": "relief officials"}
MONTH = {"low": 60.0, "high": 60.0, "date": "2031-04", "source": "army"}
VAGUE = {"bound": "vague", "low": 24.0, "date": "2031-05-03", "source": "radio"}
UNDATED = {"bound": "up_to", "high": 80.0, "published": "2031-05-04", "source": "police"}
HEDGED = {"bound": "about", "low": 700.0, "high": 700.0, "date": "2031-05-02", "hedge": "likely", "source": "clinic"}
ALL = (MORE, RANGE, MONTH, VAGUE, UNDATED, HEDGED)


def layers(spec: dict[str, Any], mark: str | None = None, data: Any = None) -> Iterator[dict[str, Any]]:
    """Yield all layers with this mark; one without rows of its own has those of the chart that holds it."""
    data = spec.get("data", data)
    for part in [*spec.get("layer", ()), *spec.get("vconcat", ())]:
        yield from layers(part, mark, data)
    if "mark" in spec and mark in {None, spec["mark"]["type"]}:
        yield {**spec, "data": data}


def values(spec: dict[str, Any], mark: str | None = None, **options: Any) -> list[dict[str, Any]]:
    """Return the rows of all layers with this mark and these options of it."""
    chosen = [part for part in layers(spec, mark) if options.items() <= part["mark"].items()]
    found = [row for part in chosen for row in spec["datasets"][part["data"]["name"]]]
    return [row for row in found if not row.get("last")]  # of a line, where it begins


def points(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of the marks that stand for figures."""
    marks = [part["mark"] for part in layers(spec, "point")]
    assert [mark for mark in marks if mark.get("cursor") and "style" not in mark]
    return [row for row in values(spec, "point", opacity=1, cursor="pointer") if row["size"] in {110, 45}]


def walk(value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key, inner
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


SPECS = {
    "demo": lambda **look: series_chart(*demo(), **look),
    "all": lambda **look: series_chart(*told(*ALL), **look),
    "single": lambda **look: series_chart(*single(), **look),
    "source": lambda **look: source_chart(*demo(), "Open Hands", **look),
    "roots": lambda **look: roots_chart(demo()[0], **look),
}


@pytest.mark.parametrize(("width", "theme"), [(374, "dark"), (720, "light")])
@pytest.mark.parametrize("name", SPECS)
def test_every_chart_is_valid_and_draws_without_a_warning(
    name: str, width: int, theme: str, capfd: pytest.CaptureFixture[str]
) -> None:
    spec = SPECS[name](theme=theme, width=width)
    assert spec["$schema"].startswith("https://vega.github.io/schema/vega-lite/v6")
    alt.Chart.from_dict(spec)  # raises where the schema does not allow it
    picture = ET.fromstring(svg_of(spec))  # noqa: S314  (ours)
    shown = capfd.readouterr()
    assert shown.out + shown.err == ""
    assert float(picture.attrib["width"]) <= width + 24
    assert spec["description"] in "".join(picture.attrib.values())


@pytest.mark.parametrize("name", SPECS)
def test_a_chart_asks_for_nothing_from_elsewhere_and_computes_nothing(name: str) -> None:
    spec = SPECS[name]()
    keys = {key for key, _ in walk(spec)}
    assert not keys & {"url", "href", "expr", "signal", "calculate", "transform"}
    svg = svg_of(spec)
    assert set(re.findall(r'font-family="([^"]*)"', svg)) == {"sans-serif"}
    assert not re.search(r"<script|<image|<foreignObject|href|url\((?!#)|\son\w+=", svg)
    assert svg == svg_of(SPECS[name]())
    assert png_of(spec) == png_of(SPECS[name]())


@pytest.mark.parametrize("name", ["demo", "all", "single", "source"])
def test_days_are_given_by_their_parts(name: str) -> None:
    # Vega's interpreter, which draws on the desk, makes no date of bare milliseconds: all stood at the left edge.
    ends = [end for part in layers(SPECS[name]()) for end in part["encoding"]["x"].get("scale", {}).get("domain", ())]
    assert ends
    assert all(end.keys() == {"year", "month", "date", "utc"} for end in ends)


def test_an_open_bound_is_an_arrow_and_no_interval() -> None:
    spec = series_chart(*told(MORE))
    assert [row["y"] for row in points(spec)] == [900.0]
    [shaft] = [row for row in values(spec, "rule") if row.get("dash") == "open"]
    assert shaft["y"] == 900.0
    assert shaft["y2"] > 900.0
    [head] = values(spec, "point", shape="triangle-up")
    assert head["y"] == shaft["y2"]
    spec = series_chart(*told(UNDATED))
    [head] = values(spec, "point", shape="triangle-down")
    assert head["y"] < 80.0


def test_a_range_has_a_mark_at_each_end_and_none_between() -> None:
    spec = series_chart(*told(RANGE, {**MONTH, "date": "2031-05-09"}))
    assert sorted(row["y"] for row in points(spec) if row["source"] == "relief officials") == [100.0, 200.0]
    [band] = values(spec, "area")
    assert (band["y"], band["y2"]) == (100.0, 200.0)


def test_a_month_is_a_bar_over_the_month() -> None:
    spec = series_chart(*told(MONTH, MORE))
    bars = [(row["x"], row["x2"]) for row in values(spec, "line", strokeWidth=5)]
    assert bars == [("2031-04-01T00:00:00Z", "2031-04-30T00:00:00Z")]


def test_what_is_vague_has_a_smaller_hollow_mark_a_dashed_arrow_and_its_words() -> None:
    spec = series_chart(*told(VAGUE, MORE))
    [vague] = [row for row in points(spec) if row["source"] == "radio"]
    [other] = [row for row in points(spec) if row["source"] == "harbour board"]
    assert vague["size"] < other["size"]
    assert vague["words"] == "dozens"
    assert "24" not in " ".join(str(row.get("label")) for row in values(spec, "text"))
    assert [row["source"] for row in values(spec, "point", style="hollow")] == ["radio"]
    assert [row["source"] for row in points(spec) if row["size"] == 45] == ["radio"]
    assert [row["y"] for row in values(spec, "rule") if row.get("dash") == "vague"] == [24.0]


def test_a_hedged_point_is_hollow_and_says_its_hedge() -> None:
    spec = series_chart(*told(HEDGED, MORE))
    [hollow] = values(spec, "point", style="hollow")
    assert (hollow["source"], hollow["hedge"]) == ("clinic", "likely")
    assert "hedged: likely" in hollow["alt"]


def test_a_figure_that_only_its_print_dates_points_back_in_time() -> None:
    spec = series_chart(*told(UNDATED, MORE))
    [back] = values(spec, "line", strokeDash=[2, 2])
    assert back["x2"] < back["x"] == "2031-05-04T00:00:00Z"
    assert "first printed 4 May 2031" in next(row for row in points(spec) if row["source"] == "police")["holds"]


def test_a_revision_is_a_step_with_its_direction_and_what_merely_follows_is_dotted() -> None:
    later = {"low": 1200.0, "high": 1200.0, "date": "2031-05-09"}
    spec = series_chart(*told(MORE, {**later, "supersedes": "S1", "change": "up"}))
    steps = [row for row in values(spec, "line") if row.get("dash") == "step"]
    assert [(row["y"], row["y2"]) for row in steps] == [(900.0, 900.0), (900.0, 1200.0)]
    assert "▲ 1,200" in {row.get("label") for row in values(spec, "text")}
    spec = series_chart(*told(MORE, later))
    assert {row["dash"] for row in values(spec, "line") if "dash" in row} == {"stands"}


def test_a_withdrawn_point_is_crossed_and_stands_no_longer() -> None:
    spec = series_chart(*told({**MORE, "withdrawn": "S9"}, {**MONTH, "date": "2031-05-09"}))
    [crossed] = values(spec, "point", style="crossed")
    assert crossed["source"] == "harbour board"
    assert not [row for row in values(spec, "line") if row.get("dash") == "stands" and row["group"] == "harbour board"]


def test_every_point_leads_to_its_statement_and_its_report() -> None:
    for row in points(series_chart(*demo())):
        assert re.fullmatch(r"S\d+", row["statement"])
        assert re.fullmatch(r"[0-9a-f]{32}", row["key"])
        assert re.fullmatch(r"[0-9a-f]{32}", row["report"])
        assert "“" in row["told"]


def test_marks_that_would_hide_one_another_stand_side_by_side() -> None:
    same = {"low": 50.0, "high": 50.0, "date": "2031-05-01"}
    spec = series_chart(*told({**same, "source": "one"}, {**same, "source": "two"}, MORE))
    one, two = (next(row for row in points(spec) if row["source"] == name) for name in ("one", "two"))
    assert one["x"] != two["x"]


def test_beyond_eight_sources_the_rest_are_one_group() -> None:
    many = [
        {"low": 10.0 * n, "high": 10.0 * n, "date": f"2031-05-{n:02}", "source": f"source {n}"} for n in range(1, 15)
    ]
    groups = {row["group"] for row in points(series_chart(*told(*many)))}
    assert len(groups) == 8
    assert "other sources" in groups


def test_hostile_words_stay_words() -> None:
    story, marks = told({**MORE, "source": HOSTILE, "doc": HOSTILE, "hedge": HOSTILE}, {**MONTH, "source": HOSTILE})
    story = structs.replace(story, series=tuple(structs.replace(s, whom=HOSTILE) for s in story.series))
    for spec in (series_chart(story, marks), source_chart(story, marks, HOSTILE)):
        svg = svg_of(spec)
        picture = ET.fromstring(svg)  # noqa: S314  (ours)
        assert not [node for node in picture.iter() if node.tag.endswith("script")]
        assert "\u202e" not in svg
        assert "alert(1)" in svg


@pytest.mark.parametrize("first", range(0, len(PAYLOADS), 8))
def test_payloads_are_drawn_as_words(first: int) -> None:
    rows = [
        {
            "low": 9.0 * n,
            "high": 9.0 * n,
            "date": f"2031-05-{n:02}",
            "source": payload,
            "hedge": payload,
            "doc": payload,
        }
        for n, payload in enumerate(PAYLOADS[first : first + 8], 1)
    ]
    picture = ET.fromstring(svg_of(series_chart(*told(*rows))))  # noqa: S314  (ours)
    tags = {node.tag.rpartition("}")[2] for node in picture.iter()}
    assert tags <= {"svg", "g", "path", "text", "tspan", "line", "rect", "defs", "clipPath", "title", "style"}
    assert not [key for node in picture.iter() for key in node.attrib if key.startswith("on") or key.endswith("href")]


def test_rows_and_description_say_what_is_drawn() -> None:
    story, marks = told(*ALL)
    table = rows(story, marks)
    assert {len(row) for row in table} == {len(COLUMNS)}
    assert {row[0]: row[1] for row in table}["relief officials"] == "100 to 200"
    assert {row[0]: row[2] for row in table}["harbour board"] == "no upper bound given"
    text = description(story, marks)
    assert text.startswith("Killed: people, as six sources give it.")
    assert "clinic: about 700 (said 2 May 2031; hedged as likely)." in text
    assert not {row["source"] for row in points(series_chart(story, marks))} - {row[0] for row in table}


def test_what_has_no_day_at_all_is_counted_and_not_drawn() -> None:
    story, marks = told(MORE, {"low": 5.0, "high": 5.0, "source": "nobody knows when"})
    assert "1 figure without any day not drawn" in description(story, marks)
    assert [row["source"] for row in points(series_chart(story, marks))] == ["harbour board"]


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (
            lambda story, marks: series_chart(story, marks, measure="wounded"),
            "has no series of wounded. It has: killed",
        ),
        (lambda story, marks: source_chart(story, marks, "nobody"), "nobody has no series"),
        (lambda story, _: roots_chart(structs.replace(story, roots=())), "no value of this story is told by two"),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(draw: Any, words: str) -> None:
    story, marks = told(MORE)
    with pytest.raises(SaidbyError, match=re.escape(words)):
        draw(story, marks)


def test_unknown_origins_have_no_bar() -> None:
    story, _ = demo()
    first, *others = [root for root in story.roots if len(root.articles) > 1]
    unknown = structs.replace(story, roots=(structs.replace(first, independent_roots=None), *others))
    bars = values(roots_chart(unknown), "bar")
    assert not [row for row in bars if row["label"].startswith("origins unknown")]
    assert "unknown on how many origins" in roots_description(unknown)
    assert "unknown" in {row[2] for row in roots_rows(unknown)}


def test_words_beside_bars_end_within_the_chart() -> None:
    story, _ = demo()
    named = structs.replace(story.roots[0], articles=("a", "b"), roots=("the Ellory harbour board of inquiry",) * 3)
    spec = roots_chart(structs.replace(story, roots=(named,)), width=374)
    for row in values(spec, "text"):
        end = row["count"] / (2 * 1.25 + 1) * 358 + 6.3 * len(row["label"])
        assert end <= 358


@pytest.fixture(scope="module")
def seeds() -> tuple[Story, list[Marks]]:
    from saidby import link, mark, read

    files = sorted(shared("seeds").glob("*.txt"))
    marks = [mark(read(path.read_bytes(), name=path.name)) for path in files]
    return link(marks), marks


def test_the_seeds_show_one_source_that_revised_itself_beside_two_others(seeds: tuple[Story, list[Marks]]) -> None:
    found = {(row["source"], row["words"]): row for row in points(series_chart(*seeds))}
    assert found["UK Ministry of Defence", "more than 6,000"]["change"] == "revised upwards"
    assert "highly likely" in found["UK Ministry of Defence", "more than 6,000"]["hedge"]
    assert ("UK Ministry of Defence", "more than 5,000") in found
    assert len({source for source, _ in found}) == 3
