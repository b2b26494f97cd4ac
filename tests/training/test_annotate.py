"""Drafts name words; annotations name places."""

import pytest

from training.annotate import DraftError, agreement, placed
from training.texts import joined

TEXT = "The bridge will close, the mayor said on Friday. He said no more.\n"


def draft(**changed: object) -> dict[str, object]:
    row = {
        "at": "The bridge will close, the mayor said",
        "source": "the mayor",
        "cue": "said",
        "content": "The bridge will close",
        "kind": "person",
    }
    return {"id": "own/bridge", "attributions": [row | changed]}


def test_parts_are_found_in_their_passage() -> None:
    found = placed(draft(), TEXT, "first").attributions[0]
    words = {role: [TEXT[a:b] for a, b in getattr(found, role)] for role in ("source", "cue", "content")}
    assert words == {"source": ["the mayor"], "cue": ["said"], "content": ["The bridge will close"]}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"at": "said"}, "2 times"),
        ({"source": "the major"}, "'the major' occurs 0 times"),
        ({"at": TEXT.strip(), "cue": "said"}, "'said' occurs 2 times"),
        ({"kind": "mayor"}, "unknown kind"),
        ({"nested_in": 3}, "names no attribution"),
        ({"content": []}, "needs a cue and a content"),
    ],
)
def test_a_draft_that_does_not_fit_says_what_is_wrong(changed: dict[str, object], why: str) -> None:
    with pytest.raises(DraftError, match=why):
        placed(draft(**changed), TEXT, "first")


def test_a_part_may_say_which_of_two_it_means() -> None:
    found = placed(draft(at=TEXT.strip(), cue="said#2"), TEXT, "first").attributions[0]
    assert found.cue == [(TEXT.rindex("said"), TEXT.rindex("said") + 4)]


def test_a_part_of_digits_is_a_part() -> None:
    found = placed(
        {
            "id": "own/x",
            "attributions": [
                {"at": "34 died, she said", "source": "she", "cue": "said", "content": "34", "kind": "person"}
            ],
        },
        "34 died, she said.",
        "first",
    ).attributions[0]
    assert found.content == [(0, 2)]


def test_agreement_counts_equal_and_overlapping_spans() -> None:
    one, other = placed(draft(), TEXT, "first"), placed(draft(content="bridge will close"), TEXT, "second")
    scores = agreement([(one, other)])
    assert (scores["source exact"], scores["content exact"], scores["content overlap"]) == (1.0, 0.0, 1.0)


def test_tokens_join_as_they_would_be_printed() -> None:
    tokens = ["``", "It", "is", "n't", "over", ",", "''", "he", "said", "(", "twice", ")", "."]
    assert joined(tokens) == "“It isn't over,” he said (twice)."
