"""Colours that can be told apart by everybody, on their background and from one another."""

import math
from itertools import combinations

import pytest

from saidby.views.charts.themes import DARK, LIGHT, SHAPES, Theme, config_of, theme_of

Matrix = tuple[tuple[float, float, float], ...]
# Machado, Oliveira and Fernandes (2009), full severity.
EYES: dict[str, Matrix] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def contrast(one: str, other: str) -> float:
    light = sorted(sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(x), strict=True)) for x in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def lab(colour: str, eyes: Matrix) -> tuple[float, float, float]:
    seen = [sum(w * c for w, c in zip(row, linear(colour), strict=True)) for row in eyes]
    r, g, b = (min(1.0, max(0.0, c)) for c in seen)
    x, y, z = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_stand_out_from_the_background_and_words_can_be_read(theme: Theme) -> None:
    assert min(contrast(colour, theme.background) for colour in theme.colours) >= 3
    assert min(contrast(ink, theme.background) for ink in (theme.ink, theme.quiet)) >= 4.5


@pytest.mark.parametrize("eyes", EYES)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_colours_are_told_apart(theme: Theme, eyes: str) -> None:
    assert min(math.dist(lab(a, EYES[eyes]), lab(b, EYES[eyes])) for a, b in combinations(theme.colours, 2)) >= 20


def test_there_is_a_shape_for_every_colour() -> None:
    assert len(set(SHAPES)) == len(LIGHT.colours) == len(DARK.colours)


def test_a_theme_of_ones_own_takes_the_place_of_all_colours() -> None:
    own = Theme(background="#fff1e0", ink="#111111", quiet="#333333", grid="#dddddd", colours=("#aa0000",) * 8)
    config = config_of(theme_of(own))
    assert config["background"] == "#fff1e0"
    assert config["range"]["category"] == ["#aa0000"] * 8
    assert not [colour for colour in LIGHT.colours if colour in str(config)]
