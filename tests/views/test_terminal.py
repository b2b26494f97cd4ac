"""The pages: lines that fit, words that are the same everywhere, and what a reader must see on them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from saidby import mark, read
from saidby.records import (
    Amount,
    Article,
    Claim,
    Conflict,
    Derivation,
    Drift,
    Excerpt,
    Marks,
    Point,
    Report,
    Root,
    Series,
    Statement,
    Story,
)
from saidby.views.terminal.explain import explain_page
from saidby.views.terminal.figures import COLUMNS, figure_rows
from saidby.views.terminal.lines import Line, Piece, cells, clean, clip, fit, length, plain_text, wrap
from saidby.views.terminal.statements import STATEMENT_COLUMNS, statement_rows
from saidby.views.terminal.story import story_page
from saidby.views.terminal.wording import date_words, listed, short_date

WIRE = "“The weir has highly likely killed more than 900 people,” the board said on Friday.\n"
COPY = "“The weir has highly likely cost more than 900 people,” the board said on Friday.\n"


def marks_of(identifier: str, text: str) -> Marks:
    return mark(read(json.dumps({"id": identifier, "text": text}).encode(), name=f"{identifier}.json"))


def only_text(identifier: str, text: str) -> Marks:
    return Marks(article=Article(id=identifier, key=identifier, text=text))


def excerpt(doc: str, text: str, words: str) -> Excerpt:
    start = text.index(words)
    return Excerpt(doc=doc, start=start, end=start + len(words))


def statement(number: int, low: float, day: str, docs: tuple[str, ...]) -> Statement:
    return Statement(
        id=f"S{number}",
        key=f"S{number}",
        source="the river board",
        said_on=day,
        figures=(Amount(measure="killed", low=low, bound="more_than"),),
        reports=tuple(Report(doc=doc, figures=("f1",)) for doc in docs),
    )


def story() -> Story:
    mine, theirs = excerpt("copy", COPY, "highly likely cost"), excerpt("wire", WIRE, "highly likely killed")
    points = (
        Point(statement="S1", date="2026-04-17", low=900, bound="more_than"),
        Point(statement="S2", date="2026-04-26", low=1100, bound="more_than", supersedes="S1"),
    )
    charity = Point(statement="S3", date="2026-04", low=1400, high=1400, bound="about")
    return Story(
        story="weir",
        key="weir",
        docs=("copy", "wire"),
        statements=(
            statement(1, 900, "2026-04-17", ("copy", "wire")),
            statement(2, 1100, "2026-04-26", ("copy", "wire")),
        ),
        provenance=(
            Derivation(doc="copy", derived_from="wire", how="rewrite", evidence="14 words in a row", rule="passage"),
            Derivation(doc="wire", derived_from="external:the board", how="cites", evidence="“said”", rule="cites"),
        ),
        drift=(
            Drift(
                kind="altered_quote",
                doc="copy",
                start=mine.start,
                end=mine.end,
                against=theirs,
                severity="major",
                why="cost for killed",
                rule="quotes",
            ),
        ),
        roots=(
            Root(
                figure="more than 1,100 killed",
                statements=("S2",),
                roots=("the river board",),
                independent_roots=1,
                articles=("copy", "wire"),
                why="",
            ),
            Root(
                figure="about 1,400 killed",
                statements=("S3",),
                roots=(),
                independent_roots=None,
                articles=("wire",),
                why="nobody is named",
            ),
        ),
        series=(
            Series(source="the river board", measure="killed", whom="villagers", points=points),
            Series(source="Open Hands", measure="killed", points=(charity,)),
        ),
        conflicts=(
            Conflict(
                about="killed in the valley",
                claims=(
                    Claim(statement="S2", source="the river board", low=1100, bound="more_than"),
                    Claim(statement="S3", source=None, low=1400, high=1400, bound="about"),
                ),
            ),
        ),
    )


ARTICLES = [only_text("copy", COPY), only_text("wire", WIRE)]


def page(width: int = 100, *, colour: bool = False) -> list[Line]:
    return story_page(story(), ARTICLES, width=width, colour=colour)


# --- the story page ----------------------------------------------------------------------------------------------


def test_the_first_lines_say_what_the_page_is_about() -> None:
    short = " ".join(plain_text(page()[:3]).split())
    assert short.startswith(
        "2 articles, 1 source. 2 articles but one origin behind “more than 1,100 killed”: the river"
    )
    assert "which had said more than 900 (17 April 2026) before" in short
    assert "1 article changed something on the way: 1 major change." in short


def test_what_was_said_before_is_said_of_the_same_measure() -> None:
    whole = story()
    wounded = (
        Point(statement="S1", date="2026-04-17", low=70, bound="exact"),
        Point(statement="S2", date="2026-04-26", low=80, bound="exact", supersedes="S1"),
    )
    more = (Series(source="the river board", measure="wounded", points=wounded), *whole.series)
    short = plain_text(story_page(structs.replace(whole, series=more), ARTICLES)[:3])
    assert "which had said more than 900" in " ".join(short.split())


def test_an_amount_without_a_measure_and_of_nothing_is_the_bare_number() -> None:
    amounts = (Amount(measure="other", low=78, high=78, bound="exact"),)
    bare = Statement(id="S1", key="S1", source=None, figures=amounts, reports=(Report(doc="a", figures=("f1",)),))
    lines = story_page(Story(story="x", key="x", docs=("a",), statements=(bare,)), [])
    assert plain_text(lines).rstrip().endswith(" 78")


@pytest.mark.parametrize(
    "words",
    [
        "26 Apr 2026",
        "↑ revised",
        "≠ killed in the valley: the river board more than 1,100 · nobody named about 1,400",
        "2 articles, 1 root",
        "1 figure also told by one article alone",
        "└─ copy",
        "rewrite: 14 words in a row",
        "the board (not among these articles)",
        "Words changed inside quotation marks (major): cost for killed",
    ],
)
def test_the_page_shows(words: str) -> None:
    assert words in plain_text(page())


def test_words_that_differ_stand_in_asterisks_without_colour_and_in_a_style_of_their_own_with_it() -> None:
    assert "highly likely *cost*" in plain_text(page())
    assert "highly likely *killed*" in plain_text(page())
    coloured = [piece for line in page(colour=True) for piece in line]
    assert {piece.text.strip() for piece in coloured if piece.style == "changed"} == {"cost", "killed"}


@pytest.mark.parametrize("width", [60, 80, 100, 132])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    assert [plain_text([line]) for line in page(width) if length(line) > width] == []


def test_points_stand_in_the_order_of_their_values_on_the_scale() -> None:
    rows = [line for line in plain_text(page()).splitlines() if "·●" in line or "·○" in line]
    at = [max(row.find("●"), row.find("○")) for row in rows]
    assert len(at) == 3
    assert at == sorted(at)


def test_unknown_roots_are_said_to_be_unknown() -> None:
    root = Root(
        figure="40 killed", statements=(), roots=(), independent_roots=None, articles=("a", "b"), why="no names"
    )
    lines = story_page(Story(story="x", key="x", docs=("a", "b"), roots=(root,)), [])
    assert "2 articles, roots unknown 40 killed ← nobody named (no names)" in plain_text(lines)


def test_what_is_told_once_needs_no_chart() -> None:
    point = Point(statement="S1", date="2026-04-28", low=9500, high=9500, bound="exact")
    series = (Series(source="Open Hands", measure="affected", points=(point,)),)
    lines = story_page(Story(story="x", key="x", docs=("a",), series=series), [])
    assert "once: 9,500 affected, Open Hands (28 April 2026)" in plain_text(lines)


def test_what_a_long_page_leaves_out_is_counted() -> None:
    conflicts = tuple(Conflict(about=f"count {number}", claims=()) for number in range(11))
    text = plain_text(story_page(Story(story="x", key="x", docs=("a",), conflicts=conflicts), []))
    assert "count 7" in text
    assert "and 3 more conflicts, all of them with --format json" in text


def test_an_empty_story_is_a_page_too() -> None:
    assert plain_text(story_page(Story(story="x", key="x", docs=()), [])) == "0 articles, 0 sources.\n"


def test_an_article_that_is_not_at_hand_leaves_its_own_words_in_the_excerpt() -> None:
    drift = story().drift[0]
    kept = Drift(
        kind=drift.kind,
        doc="copy",
        start=0,
        end=9,
        text="far words",
        against=drift.against,
        severity="minor",
        why="",
        rule="",
    )
    lines = story_page(Story(story="x", key="x", docs=("copy", "wire"), drift=(kept,)), ARTICLES[1:])
    assert "*far words*" in plain_text(lines)


def test_statement_rows_have_a_cell_for_every_column() -> None:
    rows = list(statement_rows(story(), ARTICLES))
    assert len(rows) == 4
    assert {len(row) for row in rows} == {len(STATEMENT_COLUMNS)}


# --- one article -------------------------------------------------------------------------------------------------


def test_figure_rows_have_a_cell_for_every_column() -> None:
    (row,) = figure_rows(marks_of("wire", WIRE))
    assert dict(zip(COLUMNS, row, strict=True))["value"] == "900"
    assert dict(zip(COLUMNS, row, strict=True))["bound"] == "more than"


def test_an_explanation_has_sentence_meaning_and_rule() -> None:
    text = plain_text(explain_page(marks_of("wire", WIRE), width=80))
    for words in ("“more than 900”", "sentence", "means       more than 900", "rule", "confidence"):
        assert words in text
    assert max(map(len, text.splitlines())) <= 80


# --- lines and words ---------------------------------------------------------------------------------------------


@given(st.text(), st.integers(1, 40))
def test_fitted_text_has_exactly_its_width(text: str, width: int) -> None:
    assert cells(fit(clean(text), width)) == width
    assert cells(clip(clean(text), width)) <= width


@given(st.lists(st.text(alphabet="ab 漢é", max_size=12)), st.integers(20, 40))
def test_wrapping_keeps_every_word_and_the_width(words: list[str], width: int) -> None:
    lines = wrap([Piece(word, style) for word in words for style in ("plain", "strong")], width, indent=2)
    joined = "".join(word * 2 for word in words)
    assert "".join(plain_text(lines).split()) == "".join(joined.split())
    assert all(length(line) <= max(width, 2 + max(map(cells, joined.split()), default=0)) for line in lines)


def test_what_steers_a_terminal_is_taken_out() -> None:
    assert clean("a\x1b[31m\tb\u202ec\n d") == "a[31m bc d"


@pytest.mark.parametrize(
    ("date", "words", "short"),
    [
        ("2026-04-07", "7 April 2026", "7 Apr 2026"),
        ("2026-04", "April 2026", "Apr 2026"),
        ("2026", "2026", "2026"),
        ("--06-16", "16 June", "16 Jun"),
        (None, "undated", "undated"),
    ],
)
def test_dates_in_words(date: str | None, words: str, short: str) -> None:
    assert (date_words(date), short_date(date)) == (words, short)


def test_lists_in_words() -> None:
    assert [listed(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
