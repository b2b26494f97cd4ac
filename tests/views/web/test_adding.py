"""How far the reading of what was brought is."""

from typing import Any

import pytest

from saidby.records import Problem
from saidby.views.web.adding import Progress, adding_page
from tests.views.web.build import DESK, shown, ways

NONE: dict[str, Any] = {
    "state": "done",
    "read": 0,
    "new": 0,
    "known": 0,
    "revisions": 0,
    "stories": (),
    "problems": (),
    "more_problems": 0,
    "error": "",
}


def page(**fields: Any) -> str:
    return adding_page(DESK, Progress(**{**NONE, **fields}))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "waiting"}, "Waiting for another batch"),
        ({"state": "reading", "read": 1}, "1 document read so far"),
        ({"state": "reading", "read": 2000}, "2,000 documents read so far"),
        ({"new": 1}, "1 new article."),
        ({"new": 2, "known": 1, "revisions": 3}, "2 new articles, 1 article that the ledger had already, 3 revised"),
        ({"state": "failed", "error": "no room"}, "This went wrong no room"),
    ],
)
def test_each_state_in_words(fields: dict[str, Any], words: str) -> None:
    assert words in shown(page(**fields))


def test_what_was_lost_is_named_with_what_to_do() -> None:
    found = page(problems=(Problem(where="<a>.pdf", what="no page", do="Save it as HTML."),), more_problems=7)
    assert "<a>.pdf no page Save it as HTML." in shown(found)
    assert "<a>" not in found
    assert "and 7 more" in found


def test_each_story_is_led_to() -> None:
    assert "/stories/abc" in ways(page(stories=(("abc", "Osk, weir"),)))
