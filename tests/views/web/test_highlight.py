"""An article's text in pieces: nothing is lost or doubled however marks overlap, and each place can be pointed at."""

from hypothesis import given
from hypothesis import strategies as st

from saidby.records import Figure, Marks, Span
from saidby.views.web.highlight import Stretch, stretches
from saidby.views.web.links import anchor
from tests.views.web.build import at, figure, furniture, hedged, marks, quoted, said

TEXT = "Home | News. At least 60 of the 90 boats were likely lost, the ministry said: “The weir gave way at dawn.”"


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, len(TEXT) - 1))
    return Span(start, draw(st.integers(start + 1, len(TEXT))))


@st.composite
def anything(draw: st.DrawFn) -> Marks:
    """Return marks that overlap in any way."""
    places = draw(st.lists(spans(), max_size=6, unique=True))
    figures = [figure(TEXT, TEXT, n, span=span, bare=span) for n, span in enumerate(places, 1)]
    some = st.lists(spans(), max_size=4)
    return marks(TEXT, *figures, quotes=quoted(*draw(some)), hedges=hedged(*draw(some)))


def joined(found: list[Stretch]) -> str:
    return "".join(piece.text for stretch in found for piece in stretch.pieces)


def words(stretch: Stretch) -> str:
    return "".join(piece.text for piece in stretch.pieces)


def apart(figures: tuple[Figure, ...]) -> list[Figure]:
    """Return the figures that begin where none before them goes on."""
    found: list[Figure] = []
    for one in sorted(figures, key=lambda f: (f.span.start, -f.span.end)):
        if not found or one.span.start >= found[-1].span.end:
            found.append(one)
    return found


@given(anything(), st.none() | spans(), st.lists(spans(), max_size=4))
def test_the_pieces_joined_are_the_text(told: Marks, here: Span | None, points: list[Span]) -> None:
    found = stretches(told, here=here, points=points)
    assert joined(found) == TEXT
    assert all(words(s) == TEXT[s.start : s.end] for s in found)


@given(anything(), spans())
def test_a_window_has_its_words_and_no_others(told: Marks, window: Span) -> None:
    assert joined(stretches(told, within=window)) == window.of(TEXT)


@given(anything())
def test_each_figures_pieces_joined_are_its_words_and_of_two_that_overlap_the_first_wins(told: Marks) -> None:
    found = {s.figure: words(s) for s in stretches(told) if s.figure}
    assert found == {f.key: f.span.of(TEXT) for f in apart(told.figures)}


@given(anything(), st.none() | spans(), st.lists(spans(), max_size=4))
def test_whatever_is_pointed_at_is_there_once_at_its_place(told: Marks, here: Span | None, points: list[Span]) -> None:
    found = stretches(told, here=here, points=points)
    placed, at_now = [], 0
    for stretch in found:
        if stretch.id:
            placed.append((stretch.id, stretch.start))
        for piece in stretch.pieces:
            placed += [(name, at_now) for name in piece.ids]
            at_now += len(piece.text)
    wanted = {(anchor(f.key), f.span.start) for f in told.figures} | {
        (f"at-{p.start}-{p.end}", p.start) for p in points
    }
    assert sorted(placed) == sorted(wanted | ({("here", here.start)} if here else set()))


@given(anything())
def test_each_kind_lies_over_just_its_words(told: Marks) -> None:
    covered: dict[str, set[int]] = {"quote": set(), "hedge": set(), "figure": set()}
    at_now = 0
    for stretch in stretches(told):
        for piece in stretch.pieces:
            for kind in piece.kinds:
                covered[kind] |= set(range(at_now, at_now + len(piece.text)))
            at_now += len(piece.text)
    assert covered["quote"] == {n for q in told.quotes for n in range(q.span.start, q.span.end)}
    assert covered["hedge"] == {n for h in told.hedges for n in range(h.span.start, h.span.end)}
    assert covered["figure"] == {n for f in told.figures for n in range(f.span.start, f.span.end)}


def test_every_kind_of_mark_is_shown() -> None:
    own = figure("At least 60", TEXT, hedge=(at("likely", TEXT),), source_span=at("the ministry", TEXT))
    told = marks(
        TEXT,
        own,
        quotes=quoted(at("The weir gave way at dawn.", TEXT)),
        attributions=(said(at("the ministry", TEXT), at("said", TEXT)),),
        article={"furniture": (furniture(at("Home | News.", TEXT)),)},
    )
    found = {piece.text: piece.kinds for s in stretches(told, here=at("lost", TEXT)) for piece in s.pieces}
    assert {text: kinds for text, kinds in found.items() if kinds} == {
        "Home | News.": ("furniture",),
        "At least 60": ("figure",),
        "likely": ("hedge",),
        "lost": ("here",),
        "the ministry": ("source",),
        "said": ("cue",),
        "The weir gave way at dawn.": ("quote",),
    }


def test_a_text_without_marks_is_one_stretch_and_one_without_words_none() -> None:
    assert [words(s) for s in stretches(marks(TEXT))] == [TEXT]
    assert stretches(marks("")) == []


def test_a_figure_inside_another_can_be_pointed_at() -> None:
    share, base = figure("60 of the 90 boats", TEXT, 1), figure("90 boats", TEXT, 2)
    (found,) = [s for s in stretches(marks(TEXT, share, base)) if s.figure]
    assert [(piece.text, piece.ids) for piece in found.pieces] == [
        ("60 of the ", ()),
        ("90 boats", (anchor(base.key),)),
    ]
