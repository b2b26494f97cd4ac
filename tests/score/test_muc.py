"""Which counted people of an old wire are asked for, and when they are found."""

import pytest

from score import muc, sets
from score.muc import Target
from score.sets import Row

SLOTS = {
    "HUM TGT: NUMBER": [
        '3: "FERRYMEN" / "MEN"',
        '1: "ANN ROE"',
        'PLURAL: "MULETEERS"',
        '12: "SOLDIERS"',
        '4: "CLERKS"',
    ],
    "HUM TGT: EFFECT OF INCIDENT": [
        'DEATH: "FERRYMEN" / "MEN"',
        'DEATH: "ANN ROE"',
        'INJURY: "MULETEERS"',
        '? INJURY: "SOLDIERS"',
        'NO INJURY: "CLERKS"',
    ],
}


def wire(text: str) -> Row:
    return {"id": "w", "text": text, "templates": [{"template": "1", "slots": SLOTS}]}


def test_two_or_more_who_died_or_were_hurt_are_asked_for() -> None:
    wanted = [(t.number, t.measure) for t in muc.targets(wire(""))]
    assert wanted == [(3, "killed"), (12, "wounded")]


@pytest.mark.parametrize("text", ["THREE FERRYMEN", "3 FERRYMEN", "all three"])
def test_a_number_stands_in_the_text_as_numeral_or_word(text: str) -> None:
    assert muc.stands_in(3, text)


@pytest.mark.parametrize("text", ["THIRTEEN", "1,003 MEN", "3.5 MILES", "THREEFOLD", "33"])
def test_it_does_not_stand_inside_another(text: str) -> None:
    assert not muc.stands_in(3, text)


@pytest.mark.parametrize(
    ("number", "text"), [(21, "TWENTY-ONE"), (21, "twenty one"), (60, "SIXTY"), (1200, "1,200"), (1200, "1200")]
)
def test_longer_numbers_stand_in_words_too(number: int, text: str) -> None:
    assert muc.stands_in(number, text)


def test_a_target_is_found_by_its_number_and_measure() -> None:
    figures = sets.figures_of("Three ferrymen were killed and 12 soldiers were injured.")
    assert {(3, "killed"), (12, "wounded")} <= muc.told(figures)
    assert muc.recall([muc.Report("w", frozenset({Target(3, "killed")}), frozenset())]) == (0, 1)
