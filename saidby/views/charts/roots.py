"""Bars that set reports beside origins: how many articles tell a value, and on how many independent words it rests."""

from collections.abc import Sequence
from typing import Any

from saidby.amounts import amount_words
from saidby.errors import SaidbyError
from saidby.records import Amount, Root, Story
from saidby.views.charts.themes import Theme, config_of, theme_of
from saidby.wording import clean, counted, date_words, listed

MOST = 12
_SHOWN = 2  # amounts by which a statement is named
_ROW = 58  # pixels of height of a value with both its bars
_LETTER = 6.3


def roots_chart(story: Story, *, theme: str | Theme = "light", width: int = 720) -> dict[str, Any]:
    """Return for each value that several articles tell two bars: articles, and independent origins.

    Where the number of origins is unknown there is no bar for them but the word. Raise SaidbyError where no value is
    told by two articles.
    """
    told = _ranked(story)
    if not told:
        raise SaidbyError("no value of this story is told by two articles. There is nothing to compare.")
    from saidby.views.charts.parts import specification

    return {**specification(lambda: _drawn(story, told, width)), "config": config_of(theme_of(theme))}


def _drawn(story: Story, told: Sequence[Root], width: int) -> dict[str, Any]:
    import altair as alt

    from saidby.views.charts.parts import chart_of, layered

    top = max(len(root.articles) for root in told)
    order = [n for n, _ in enumerate(told)]
    row: Any = alt.Y(
        "row", type="ordinal", axis=None, scale=alt.Scale(domain=order, paddingInner=0.25, paddingOuter=0.1)
    )
    slots: Any = alt.YOffset("slot", type="ordinal", scale=alt.Scale(domain=[0, 1, 2], paddingInner=0.2))
    x: Any = alt.X("count", type="quantitative", axis=None, scale=alt.Scale(domain=[0, top * 1.25 + 1], nice=False))
    layers: list[Any] = []
    for style, slot in (("quiet bar", 1), ("chief bar", 2)):
        bars = [r for r in _bars(told) if r["slot"] == slot and r["count"]]
        mark = chart_of(bars).mark_bar(style=style, cornerRadiusEnd=2)
        layers.append(mark.encode(row, slots, x, _tooltip(), alt.Description("alt", type="nominal")))
    names = [_name(n, root, story, int((width - 16) / _LETTER)) for n, root in enumerate(told)]
    layers += [
        _text(names, row, slots, "words", bold=True),
        _text(_fitting(_bars(told), top * 1.25 + 1, width), row, slots, "quiet words", dx=6),
    ]
    return layered(
        layers,
        width=max(120, width - 16),
        height=_ROW * len(told),
        padding=8,
        title=alt.Title("Reports and origins", subtitle=["Articles that tell a figure, and the words it rests on."]),
        description=roots_description(story),
    )


def _text(rows: Sequence[dict[str, Any]], row: Any, slots: Any, style: str, *, bold: bool = False, dx: int = 0) -> Any:
    import altair as alt

    from saidby.views.charts.parts import chart_of

    options: Any = {"align": "left", "baseline": "middle", "style": style, "aria": False, "dx": dx}
    if bold:
        options["fontWeight"] = "bold"
    x: Any = alt.X("count", type="quantitative")
    return chart_of(rows).mark_text(**options).encode(row, slots, x, alt.Text("label", type="nominal"))


def _tooltip() -> Any:
    import altair as alt

    names = {
        "figure": "Figure",
        "label": "Count",
        "origins": "On the word of",
        "why": "Why",
        "statements": "Statements",
    }
    return [alt.Tooltip(name, type="nominal", title=title) for name, title in names.items()]


def _ranked(story: Story) -> list[Root]:
    told = [root for root in story.roots if len(root.articles) > 1]
    return sorted(told, key=lambda root: -len(root.articles))[:MOST]


def _bars(told: Sequence[Root]) -> list[dict[str, Any]]:
    return [bar for n, root in enumerate(told) for bar in (_articles(n, root), _origins(n, root))]


def _fitting(bars: Sequence[dict[str, Any]], end: float, width: int) -> list[dict[str, Any]]:
    """Return the bars with words no longer than what is left beside them."""
    rooms = [int(((width - 16) * (1 - bar["count"] / end) - 10) / _LETTER) for bar in bars]
    return [
        bar if len(bar["label"]) <= room else {**bar, "label": bar["label"][: max(0, room - 1)] + "…"}
        for bar, room in zip(bars, rooms, strict=True)
    ]


def _articles(n: int, root: Root) -> dict[str, Any]:
    return {**_datum(n, root), "slot": 1, "count": len(root.articles), "label": counted(len(root.articles), "article")}


def _origins(n: int, root: Root) -> dict[str, Any]:
    count = root.independent_roots
    label = "origins unknown" if count is None else counted(count, "origin")
    if root.roots:
        label += f": {listed([clean(name) for name in root.roots[:3]])}"
    return {**_datum(n, root), "slot": 2, "count": count or 0, "label": label}


def _datum(n: int, root: Root) -> dict[str, Any]:
    return {
        "row": n,
        "figure": clean(root.figure),
        "origins": listed([clean(name) for name in root.roots]) or "nobody named",
        "why": clean(root.why),
        "statements": ", ".join(root.statements),
        "alt": _sentence(root),
    }


def _name(n: int, root: Root, story: Story, letters: int) -> dict[str, Any]:
    words = figure_words(root, story)
    return {"row": n, "slot": 0, "count": 0, "label": words if len(words) <= letters else words[: letters - 1] + "…"}


def figure_words(root: Root, story: Story) -> str:
    """Return "more than 900 killed, about a third killed (17 April 2026)"; its own words where no one says it."""
    behind = [s for s in story.statements if s.id in root.statements]
    if len(behind) != 1:
        return clean(root.figure)
    amounts = list(dict.fromkeys(_measured(amount) for amount in behind[0].figures))
    words = ", ".join(amounts[:_SHOWN]) + (" …" if len(amounts) > _SHOWN else "")
    return words + (f" ({date_words(behind[0].said_on)})" if behind[0].said_on else "")


def _measured(amount: Amount) -> str:
    named = amount.measure if amount.measure != "other" else clean(amount.what or "")
    return f"{amount_words(amount, amount.kind)} {named}".strip()


def roots_description(story: Story) -> str:
    """Return the chart in words: what most articles tell, and on how many origins it rests."""
    told = _ranked(story)
    lines = [f"{figure_words(root, story)}: {_sentence(root)}." for root in told[:6]]
    return " ".join(lines) or "No value of this story is told by two articles."


def _sentence(root: Root) -> str:
    count = root.independent_roots
    origins = "unknown on how many origins" if count is None else counted(count, "origin")
    names = listed([clean(name) for name in root.roots]) or "nobody named"
    return f"{counted(len(root.articles), 'article')}, {origins} ({names})"


def roots_rows(story: Story) -> list[tuple[str, ...]]:
    """Return the chart as rows: figure, articles, origins or "unknown", who they are, why, statements."""
    return [
        (
            figure_words(root, story),
            str(len(root.articles)),
            "unknown" if root.independent_roots is None else str(root.independent_roots),
            listed([clean(name) for name in root.roots]),
            clean(root.why),
            ", ".join(root.statements),
        )
        for root in _ranked(story)
    ]
