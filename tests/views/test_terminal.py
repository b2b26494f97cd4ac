"""The pages: lines that fit, words that are the same everywhere, and what a reader must see on them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from saidby import link, mark, read
from saidby.records import (
    Amount,
    Article,
    Claim,
    Conflict,
    Derivation,
    Drift,
    Estimate,
    Excerpt,
    Marks,
    Point,
    Range,
    Report,
    Root,
    Rule,
    Series,
    SourceIdentity,
    Statement,
    Story,
    Value,
)
from saidby.views.terminal.explain import explain_page
from saidby.views.terminal.figures import COLUMNS, figure_rows
from saidby.views.terminal.lines import Line, Piece, cells, clip, fit, length, plain_text, wrap
from saidby.views.terminal.links import links_page, links_pages
from saidby.views.terminal.statements import STATEMENT_COLUMNS, statement_rows
from saidby.views.terminal.story import story_page
from saidby.wording import clean, date_words, listed, short_date

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


def weir_range() -> Range:
    board = Claim(statement="S2", source="the river board", date="2026-04-26", low=1100, bound="more_than")
    charity = Claim(statement="S3", source="Open Hands", date="2026-04", low=1400, high=1400, bound="about")
    return Range(
        measure="killed",
        whom="villagers",
        claims=(board, charity),
        independent_roots=2,
        estimates=(
            Estimate(rule="acled", best=board, why="the most conservative of 2 figures"),
            Estimate(rule="minmax", low=board, high=charity, why="the lowest and the highest of 2 figures"),
        ),
        series=(0, 1),
    )


def story() -> Story:
    mine, theirs = excerpt("copy", COPY, "highly likely cost"), excerpt("wire", WIRE, "highly likely killed")
    points = (
        Point(statement="S1", date="2026-04-17", low=900, bound="more_than"),
        Point(statement="S2", date="2026-04-26", low=1100, bound="more_than", supersedes="S1", change="up"),
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
        ranges=(weir_range(),),
    )


ARTICLES = [only_text("copy", COPY), only_text("wire", WIRE)]


def page(width: int = 100, *, colour: bool = False) -> list[Line]:
    return story_page(story(), ARTICLES, width=width, colour=colour)


# --- the story page ----------------------------------------------------------------------------------------------


def test_a_share_in_a_conflict_is_shown_with_what_it_is_a_share_of() -> None:
    whole = Value(low=5000, bound="more_than")
    third = Claim(statement="S1", source="the river board", low=1 / 3, high=1 / 3, bound="about", share_of=whole)
    counted = Claim(statement="S2", source="Open Hands", low=600, high=600, bound="about")
    conflict = Conflict(about="villagers: killed", claims=(third, counted))
    text = plain_text(story_page(Story(story="x", key="x", docs=("a",), conflicts=(conflict,)), []))
    assert "the river board about a third of more than 5,000 · Open Hands about 600" in text


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
    assert plain_text(lines).rstrip().endswith("S1 78 (a)")


@pytest.mark.parametrize(
    "words",
    [
        "26 Apr 2026",
        "KILLED  villagers",
        "more than 1,100  ▲ revised",
        "by rule, from the last word of 2 sources",
        "    acled    more than 1,100 (the most conservative of 2 figures)",
        "    minmax   low more than 1,100 · high about 1,400 (the lowest and the highest of 2 figures)",
        "≠ killed in the valley: the river board more than 1,100 · nobody named about 1,400",
        "S2 more than 1,100 killed (26 April 2026) ← the river board",
        "  S2   26 April 2026: more than 1,100 killed",
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
    long = structs.replace(story(), provenance=(derived("a", origin="The Ministry of Roads and Rivers " * 3),))
    lines = story_page(long, ARTICLES, width=width)
    assert [plain_text([line]) for line in lines if length(line) > width] == []


def test_points_stand_in_the_order_of_their_values_on_the_scale() -> None:
    rows = [line for line in plain_text(page()).splitlines() if "·●" in line or "·○" in line]
    at = [max(row.find("●"), row.find("○")) for row in rows]
    assert len(at) == 3
    assert at == sorted(at)


@pytest.mark.parametrize(("rule", "shown"), [("acled", "    acled "), ("minmax", "    minmax ")])
def test_a_rule_that_is_asked_for_stands_alone(rule: Rule, shown: str) -> None:
    lines = plain_text(story_page(story(), ARTICLES, rule=rule)).splitlines()
    assert [line[: len(shown)] for line in lines if line.startswith(("    acled ", "    minmax "))] == [shown]


@pytest.mark.parametrize(
    ("point", "words"),
    [
        ({"change": "down", "supersedes": "S1"}, "▼ revised"),
        ({"change": "unclear", "supersedes": "S1"}, "≈ reworded"),
        ({"withdrawn": "S4"}, "✗ withdrawn"),
        ({}, "more than 700"),
    ],
)
def test_points_say_what_became_of_them(point: dict[str, Any], words: str) -> None:
    new = Point(statement="S2", date="2026-04-26", low=700, bound="more_than", **point)
    old = Point(statement="S1", date="2026-04-17", low=900, bound="more_than")
    series = Series(source="the river board", measure="killed", points=(old, new))
    (row,) = [
        line
        for line in plain_text(story_page(Story(story="x", key="x", docs=(), series=(series,)), [])).splitlines()
        if "26 Apr" in line
    ]
    assert row.endswith(words)


def test_what_comes_on_top_says_so() -> None:
    points = tuple(Point(statement=f"S{n}", low=60, high=60, bound="exact") for n in (1, 2))
    series = Series(source="the river board", measure="killed", counts="increment", points=points)
    text = plain_text(story_page(Story(story="x", key="x", docs=(), series=(series,)), []))
    assert "KILLED ON TOP" in text
    assert "60 more" in text


def derived(
    doc: str, *, how: str = "cites", evidence: str = "quotes it", dispatch: str | None = None, origin: str = "LPA"
) -> Derivation:
    parent = f"external:{origin}"
    return Derivation(doc=doc, derived_from=parent, how=how, evidence=evidence, rule="test", dispatch=dispatch)


def copies(*found: Derivation) -> str:
    docs = tuple(d.doc for d in found)
    return plain_text(story_page(Story(story="x", key="x", docs=docs, provenance=found), []))


def test_articles_of_which_the_same_is_known_share_a_line() -> None:
    text = copies(derived("a"), derived("b"), derived("c", evidence="names it"))
    assert "├─ 2 articles  cites: a and b (quotes it)" in text
    assert "└─ c           cites: names it" in text


def test_many_articles_of_one_kind_share_a_line_with_their_best_evidence() -> None:
    text = copies(*(derived(doc, evidence=f"shares {doc * 2}") for doc in "abcd"))
    assert "└─ 4 articles  cites: a, b, c and d (a, for one, shares aa)" in text


def test_copies_of_an_agency_stand_under_their_dispatch() -> None:
    text = copies(derived("a", dispatch="a"), derived("b", dispatch="a"), derived("c", dispatch="c"), derived("d"))
    assert "├─ one text, in 2 articles, first in a" in text
    assert "│  └─ 2 articles" in text
    assert "└─ 2 articles  cites: c and d" in text


def test_the_stem_of_a_tree_goes_on_beside_long_lines() -> None:
    text = copies(derived("a", evidence="word " * 40), derived("b"))
    assert "│     word" in text


def test_the_day_of_an_outside_text_is_in_words() -> None:
    found = Derivation(
        doc="a", derived_from="external:LPA document of 2026-04-17", how="cites", evidence="it", rule="test"
    )
    assert "LPA document of 17 April 2026 (not among" in copies(found)


def test_a_source_stands_with_its_names_and_its_voices() -> None:
    board = SourceIdentity(
        id="the river board",
        name="the river board",
        kind="agency",
        names=("the river board", "the board", "Karel Dun"),
        voices=("Karel Dun",),
    )
    whole = structs.replace(story(), sources=(board,))
    said = tuple(structs.replace(s, claimant=board.id) for s in whole.statements)
    text = plain_text(story_page(structs.replace(whole, statements=said), ARTICLES))
    assert "the river board (agency; also “the board”; through Karel Dun)" in text
    assert "2 articles, 1 source." in text


def test_a_change_that_others_copied_is_shown_once() -> None:
    whole = story()
    copied = structs.replace(whole.drift[0], doc="again")
    marks = [*ARTICLES, only_text("again", COPY)]
    text = plain_text(story_page(structs.replace(whole, drift=(*whole.drift, copied)), marks))
    assert "so too in again" in text
    assert "2. " not in text


def test_articles_that_tell_a_statement_in_the_same_words_share_a_line_where_there_are_many() -> None:
    docs = [f"paper{n}" for n in range(12)]
    marks = [marks_of(doc, WIRE) for doc in docs]
    reports = tuple(Report(doc=doc, figures=(marks[0].figures[0].id,)) for doc in docs)
    said = structs.replace(story().statements[0], reports=reports)
    text = " ".join(
        plain_text(story_page(Story(story="x", key="x", docs=tuple(docs), statements=(said,)), marks)).split()
    )
    assert "12 articles “more than 900” · highly likely (paper0, paper1," in text


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


# --- why articles belong together --------------------------------------------------------------------------------


def linked() -> tuple[Story, list[Marks]]:
    board = "the Kerrin River Board said on Friday"
    texts = {
        "wire": f"“The weir has highly likely killed more than 900 people in the valley,” {board}.\n",
        "copy": f"The weir “has highly likely killed more than 900 people in the valley”, {board}.\n",
        "later": "The Kerrin River Board said on Sunday that more than 1,100 people had died in the valley.\n",
    }
    days = {"wire": "2026-04-18", "copy": "2026-04-18", "later": "2026-04-27"}
    rows = [{"id": doc, "text": text, "published": days[doc]} for doc, text in texts.items()]
    marks = [mark(read(json.dumps(row).encode(), name=f"{row['id']}.json")) for row in rows]
    return link(marks), marks


@pytest.mark.parametrize("width", [60, 80, 100, 132])
def test_evidence_fits_the_page(width: int) -> None:
    lines = links_page(*linked(), width=width)
    assert [plain_text([line]) for line in lines if length(line) > width] == []


@pytest.mark.parametrize(
    "words",
    [
        "wire: “The weir has highly likely killed more than 900 people",
        "because they tell it in the same words",
        "20 words alike: copy characters 0-109, wire characters 1-109",
        "origins 1 root: 2 articles tell it, all on the word of one source",
        "two values for one count: more than 900 killed and more than 1,100 killed",
        "“Kerrin River Board” is its own name",
    ],
)
def test_the_evidence_for_links_shows(words: str) -> None:
    assert words in " ".join(plain_text(links_page(*linked())).split())


def test_each_of_two_statements_says_that_it_is_not_the_other() -> None:
    found, marks = linked()
    text = plain_text(links_page(found, marks))
    first, second = (s.id for s in found.statements if s.figures)
    assert f"not {first} " in text
    assert f"not {second} " in text


def test_one_statement_comes_with_its_own_evidence_only() -> None:
    found, marks = linked()
    late = next(s for s in found.statements if s.reports[0].doc == "later")
    text = plain_text(links_page(found, marks, only=late.id))
    assert "one article alone tells it" in text
    assert "told        wire" not in text


def test_several_stories_are_explained_under_their_names() -> None:
    found, marks = linked()
    other = structs.replace(story(), story="the flood")
    text = plain_text(links_pages([found, other], [*marks, *ARTICLES]))
    assert text.startswith("STORY 1 OF 2: ")
    assert "STORY 2 OF 2: the flood" in text
    assert not plain_text(links_pages([found], marks)).startswith("STORY")


def test_a_derivation_stands_with_its_rule_and_its_words() -> None:
    words = Excerpt(doc="wire", start=1, end=9)
    shared = Derivation(
        doc="wire", derived_from="copy", how="rewrite", evidence="14 words", rule="shared passages", spans=(words,)
    )
    whole = structs.replace(story(), provenance=(shared,))
    text = plain_text(links_page(whole, ARTICLES))
    assert "wire ← copy · shared passages, confidence 1.00" in text
    assert "rewrite: 14 words" in text
    assert "“The weir” (characters 1-9)" in text


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
