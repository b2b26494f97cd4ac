"""Which hand-written cases fall outside, and how the others are compared."""

import tomllib
from typing import Any

import pytest

from score import recognizers
from score.sets import Row

CLASSES = tomllib.loads(recognizers.CLASSES.read_text("utf-8"))


def number_row(text: str, *values: str, model: str = "NumberModel", kind: str = "number") -> Row:
    results = [{"Text": text, "TypeName": kind, "Resolution": {"value": v}} for v in values]
    return {"id": "x", "model": model, "input": text, "context": None, "results": results}


def date_row(text: str, kind: str, **value: str) -> Row:
    results: list[dict[str, Any]] = [
        {"Text": text, "TypeName": f"datetimeV2.{kind}", "Resolution": {"values": [{"timex": "", **value}]}}
    ]
    context = {"ReferenceDateTime": "2031-05-20T00:00:00"}
    return {"id": "x", "model": "DateTimeModel", "input": text, "context": context, "results": results}


def agrees(case_row: Row, kind: str) -> bool:
    (case,) = recognizers.cases_of([case_row], kind)
    return case.agrees


@pytest.mark.parametrize("kind", ["numbers", "dates"])
def test_every_class_says_why_and_how_it_is_told(kind: str) -> None:
    for rule in CLASSES[kind]:
        assert rule["reason"]
        assert {"model", "pattern"} & rule.keys()


@pytest.mark.parametrize(
    ("row", "out"),
    [
        (number_row("the eleventh", "11", model="OrdinalModel"), "ordinals"),
        (number_row("2.5^3", "15.625"), "formulas"),
        (number_row("sixty boats", "60"), None),
    ],
)
def test_a_case_falls_outside_by_its_words(row: Row, out: str | None) -> None:
    assert recognizers.left_out(row, [], "numbers") == out


@pytest.mark.parametrize(
    ("row", "right"),
    [
        (number_row("sixty boats", "60"), True),
        (number_row("more than 60 boats", "(60,)", kind="numberrange"), True),
        (number_row("60 per cent", "60%", kind="percentage"), True),
        (number_row("sixty boats", "61"), False),
        (number_row("sixty boats and 7 mules", "60"), False),
    ],
)
def test_numbers_agree_in_both_bounds_and_in_how_many_there_are(row: Row, right: bool) -> None:
    assert agrees(row, "numbers") is right


@pytest.mark.parametrize(
    ("row", "right"),
    [
        (date_row("on June 3, 2031", "date", value="2031-06-03"), True),
        (date_row("in June 2031", "daterange", start="2031-06-01", end="2031-07-01"), True),
        (date_row("in 2031", "daterange", start="2031-01-01", end="2032-01-01"), True),
        # where no date is wanted, one that is found is wrong
        (date_row("at nine", "time", value="09:00:00"), True),
        (date_row("every Sunday", "set", value="not resolved"), True),
        (date_row("on Sunday", "set", value="not resolved"), False),
        (date_row("from 2031 to 2034", "daterange", start="2031-01-01", end="2034-01-01"), True),
        (date_row("yesterday", "date", value="2031-05-18"), False),
    ],
)
def test_dates_agree_in_their_prefix(row: Row, right: bool) -> None:
    assert agrees(row, "dates") is right
