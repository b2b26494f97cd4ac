"""What changed on the way: both accounts side by side, narrowed by kind and outlet."""

from typing import Any

import pytest
from msgspec import structs

from saidby.records import Drift, Excerpt, Story
from saidby.views.web import drift as view
from saidby.views.web.drift import drift_page
from tests.views.drawn import told
from tests.views.web.build import DESK, FOLDER, ids, scene, shown, ways

STORY, SHELF = told({"low": 60.0, "high": 60.0}, {"low": 90.0, "high": 90.0})
TEXTS = {m.article.id: m.article.text for m in SHELF}


def drift(kind: str = "number_changed", doc: str = "doc1", against: str = "doc2", **fields: Any) -> Drift:
    """Return a change between two whole texts."""
    return Drift(
        doc=doc,
        start=0,
        end=len(TEXTS[doc]),
        kind=kind,  # type: ignore[arg-type]
        against=Excerpt(doc=against, start=0, end=len(TEXTS[against])),
        **{"severity": "minor", "why": f"{kind} in {doc}", "rule": "test", **fields},
    )


EVERY = (
    drift(),
    drift("bound_changed", doc="doc2", against="doc1"),
    drift("altered_quote", severity="major"),
    drift("self_contradiction", doc="doc2", against="doc2"),
)


def page(story: Story, frame: Any = DESK, **only: Any) -> str:
    return drift_page(frame, scene(story, SHELF, frame), **only)


def with_drift(*found: Drift) -> Story:
    return structs.replace(STORY, drift=found)


def test_the_grave_come_first_and_what_only_one_has_is_marked() -> None:
    found = page(with_drift(*EVERY))
    words = shown(found)
    places = [words.index(f"{kind} in") for kind in ("altered_quote", "number_changed", "bound_changed")]
    assert places == sorted(places)
    assert "<ins>1</ins>" in found
    assert "<del>2</del>" in found
    assert "within one article" in words


@pytest.mark.parametrize(
    ("only", "count"),
    [
        ({}, 4),
        ({"kind": "number_changed"}, 1),
        ({"outlet": "The doc2"}, 2),
        ({"kind": "number_changed", "outlet": "The doc2"}, 0),
        ({"outlet": "nobody's"}, 0),
    ],
)
def test_changes_are_narrowed_by_kind_and_outlet(only: dict[str, str], count: int) -> None:
    found = page(with_drift(*EVERY), **only)
    assert len([name for name in ids(found) if name.startswith("change-") and not name.endswith("-why")]) == count
    assert "?kind=bound_changed" in ways(found)


def test_a_change_has_the_same_place_however_the_page_is_narrowed() -> None:
    story = with_drift(*EVERY)
    assert set(ids(page(story, kind="bound_changed"))) <= set(ids(page(story)))


def test_only_so_many_are_compared_and_the_rest_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(view, "MOST", 2)
    found = page(with_drift(*EVERY))
    assert found.count('class="change card"') == 2
    assert "and 2 more in the table" in shown(found)


def test_a_story_without_changes_says_so() -> None:
    assert "No account of this story differs" in shown(page(STORY))


def test_a_file_leads_to_places_in_files_and_has_no_choices() -> None:
    found = page(with_drift(*EVERY), FOLDER)
    assert f"articles/doc1.html#at-0-{len(TEXTS['doc1'])}" in ways(found)
    assert not [way for way in ways(found) if way.startswith("?")]
