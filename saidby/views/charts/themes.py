"""Colours of charts. Each source has a colour and a shape, so that nothing rests on colour alone."""

from typing import Any

from msgspec import Struct

# Any two are at least 20 apart (CIE76), for usual eyes and under three forms of colour blindness (Machado 2009),
# and each has a contrast of 3:1 and more with its background: measured in tests/views/charts/test_themes.py.
_ON_LIGHT = ("#0b62a4", "#c4500b", "#0e391f", "#700bd5", "#b0846d", "#68125a", "#cc6699", "#ad64f7")
_ON_DARK = ("#56b4e9", "#f0994a", "#d50b70", "#afced4", "#993df5", "#e0cca3", "#4770c2", "#996633")
SHAPES = ("circle", "square", "triangle-up", "diamond", "triangle-down", "cross", "triangle-right", "triangle-left")
FONT = "sans-serif"  # generic: a picture brings no font along and asks for none


class Theme(Struct, frozen=True, kw_only=True):
    """What a chart is drawn with. ``colours`` go to the sources in their order."""

    background: str
    ink: str
    quiet: str
    grid: str
    colours: tuple[str, ...]


LIGHT = Theme(background="#ffffff", ink="#1b2126", quiet="#59646c", grid="#e3e7ea", colours=_ON_LIGHT)
DARK = Theme(background="#14181b", ink="#eceff1", quiet="#a9b4bb", grid="#2e363b", colours=_ON_DARK)
_THEMES = {"light": LIGHT, "dark": DARK}


def theme_of(theme: str | Theme) -> Theme:
    """Return a theme by its name, "light" or "dark", or the one that was given."""
    return _THEMES[theme] if isinstance(theme, str) else theme


def config_of(theme: Theme) -> dict[str, Any]:
    """Return Vega-Lite's configuration; all colours of a chart stand here, so another one can be put in its place."""
    small = {"labelFont": FONT, "labelColor": theme.quiet, "labelFontSize": 11}
    return {
        "background": theme.background,
        "font": FONT,
        "view": {"stroke": None},
        "range": {"category": list(theme.colours), "symbol": list(SHAPES)},
        "title": {
            "color": theme.ink,
            "fontSize": 15,
            "fontWeight": "bold",
            "subtitleColor": theme.quiet,
            "subtitleFontSize": 11,
            "subtitleLineHeight": 15,
            "subtitlePadding": 4,
            "anchor": "start",
            "frame": "group",
            "offset": 12,
        },
        "axis": {
            **small,
            "gridColor": theme.grid,
            "domainColor": theme.quiet,
            "tickColor": theme.quiet,
            "titleColor": theme.quiet,
            "titleFontSize": 11,
            "titleFontWeight": "normal",
        },
        "legend": {**small, "labelColor": theme.ink, "labelFontSize": 12, "symbolSize": 90, "symbolStrokeWidth": 0},
        "style": {
            "halo": {"color": theme.background, "stroke": theme.background, "strokeWidth": 4, "fontSize": 11},
            "words": {"color": theme.ink, "fontSize": 11},
            "quiet words": {"color": theme.quiet, "fontSize": 11},
            "hollow": {"color": theme.background, "stroke": None},
            "crossed": {"color": theme.ink, "strokeWidth": 2.5},
            "quiet bar": {"color": theme.quiet, "fillOpacity": 0.45},
            "chief bar": {"color": theme.colours[0]},
        },
    }
