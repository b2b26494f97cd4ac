"""Whatever the marks say, linking ends, gives the same bytes in any order, and every excerpt is cut out of its text."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from saidby.pipeline import link
from saidby.records import Excerpt, Marks, Story
from tests.link.build import told

SENTENCES = [
    "The river board said {%d} villagers had died.",
    "According to officials, {%d} people fled on Friday.",
    "“The water has almost certainly taken {%d} houses in the old town,” the ministry said.",
    "“The water has highly likely ruined {%d} houses in the old town,” the ministry said.",
    "More than {%d} were hurt, up from an earlier estimate.",
    "Another {%d} soldiers were sent to the valley in April.",
    "No one has counted the boats.",
]
SOURCES = [
    None,
    "Kerrin River Board",
    "officials",
    "UK Ministry of Defence",
    "UK Defence Intelligence",
    "Ugandan troops",
]
ROWS = st.fixed_dictionaries(
    {
        "source": st.sampled_from(SOURCES),
        "measure": st.sampled_from(["killed", "casualties", "deployed", "other"]),
        "bound": st.sampled_from(["exact", "about", "more_than", "nearly", "at_least"]),
        "kind": st.sampled_from(["count", "share"]),
        "said_on": st.sampled_from([None, "2025-04", "2025-06-15", "2025-06-16"]),
        "as_of": st.sampled_from([None, "2024", "2025-04"]),
        "place": st.sampled_from([None, "Gaza", "Crimea", "Russia"]),
        "whom": st.sampled_from([None, "villagers", "Ugandan troops", "people"]),
        "via": st.sampled_from([(), ("Reuters",), ("UK Ministry of Defence",)]),
        "part_of": st.sampled_from([None, "f1", "f2"]),
    }
)


@st.composite
def articles(draw: st.DrawFn) -> list[Marks]:
    found = []
    for n in range(draw(st.integers(0, 4))):
        lines = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5))
        numbers = [draw(st.sampled_from([0, 3, 600, 610, 6000])) for _ in lines]
        text = f"Report {n}. " + " ".join(
            line % x if "%d" in line else line for line, x in zip(lines, numbers, strict=True)
        )
        rows: list[dict[str, Any]] = [draw(ROWS) for line in lines if "%d" in line]
        day = draw(st.sampled_from([None, "2025-06-16", "2025-06-17"]))
        found.append(told(f"d{n}", text, *rows, speaker=draw(st.sampled_from(SOURCES)), published=day))
    return found


@settings(max_examples=60)
@given(articles())
def test_any_marks_make_a_story(marks: list[Marks]) -> None:
    story = link(marks)
    assert msgspec.json.encode(link(marks[::-1])) == msgspec.json.encode(story)
    assert msgspec.json.decode(msgspec.json.encode(story), type=Story) == story
    told_figures = sorted((r.doc, f) for s in story.statements for r in s.reports for f in r.figures)
    assert told_figures == sorted((m.article.id, f.id) for m in marks for f in m.figures)
    texts = {m.article.id: m.article.text for m in marks}
    for side in _excerpts(story):
        assert texts[side.doc][side.start : side.end] == side.text


def _excerpts(story: Story) -> list[Excerpt]:
    drifts = [Excerpt(doc=d.doc, start=d.start, end=d.end, text=d.text) for d in story.drift]
    return [
        *drifts,
        *(d.against for d in story.drift),
        *(p.one for p in story.passages),
        *(p.other for p in story.passages),
        *(s for d in story.provenance for s in d.spans),
    ]


def test_an_article_given_twice_counts_once() -> None:
    one = told("one", "{60} died.")
    assert link([one, one]).docs == ("one",)
