"""How article text and days are counted."""

import pytest

from score.pages import matched, precision, recall, set_aside


def test_runs_of_four_words_are_counted() -> None:
    right, more, missing = matched("one two three four five", "one two three four six")
    assert (right, more, missing) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert precision(right, more, missing) == pytest.approx(0.5)
    assert recall(right, more, missing) == pytest.approx(0.5)


def test_a_text_shorter_than_a_run_is_one() -> None:
    assert matched("Twelve dead.", "Twelve dead") == (1.0, 0.0, 0.0)
    assert matched("", "") == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<p>May 4, 2021</p>", None),
        ("<meta content='2021-05-04T08:00'>", None),
        ("<p>4th May 2021</p>", None),
        ("<p>04.05.2021</p>", None),
        ("<p>May 5, 2021</p>", "stands nowhere on the page"),
        ('{"datePublished": "2020-01-02", "dateModified": "2021-05-04"}', "is that of the last change"),
        ('{"datePublished": "2021-05-04", "dateModified": "2021-05-04"}', None),
        ('{"datePublished": "2020-01-02"}<p>May 4, 2021</p>', None),
        ('{"datePublished": "2020-01-02"}<p>Updated May 4, 2021</p>', "is that of the last change"),
    ],
)
def test_days_that_cannot_be_read_as_the_day_of_publication_are_set_aside(page: str, why: str | None) -> None:
    assert set_aside(page, "https://kerrin.example/floods", "2021-05-04") == why
