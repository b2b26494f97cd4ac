"""Which articles belong together, whatever their order, and under which keys the stories go."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from bench.newsroom import Truth, newsroom
from bench.newsroom.records import Item
from saidby.link.stories import Signature, Stories, about, linked, signature
from saidby.pipeline import link, link_stories
from saidby.records import Figure, Marks, Quote, Span, Story
from tests.link.build import told


def parts(*marks: Marks) -> list[set[str]]:
    return [{s.id for s in story} for story in Stories(map(signature, marks))]


FERRY = told(
    "ferry",
    "Ferry Halda Rose sinks off Brinmoor\nBRINMOOR - The ferry Halda Rose sank off Brinmoor on Monday and {47} people "
    "drowned, the Brinmoor Harbour Board said. Divers searched the wreck of the Halda Rose near Skerry Point.",
    {"source": "Brinmoor Harbour Board"},
    published="2031-03-03",
)
DIVERS = told(
    "divers",
    "Divers leave Brinmoor wreck\nThe divers who searched the Halda Rose left Skerry Point on Friday. The ferry had "
    "sunk off Brinmoor with the loss of {47} people, by the count of the Brinmoor Harbour Board.",
    {"source": "Brinmoor Harbour Board"},
    published="2031-03-07",
)
LAKE = told(
    "lake",
    "Ferry Amber Tern sinks on Lake Osk\nOSKVILLE - The ferry Amber Tern sank on Lake Osk on Monday and {47} people "
    "drowned, the Oskville Rescue Service said. Boats searched the shore near Tarnby Mill.",
    {"source": "Oskville Rescue Service"},
    published="2031-03-03",
)
STRIKE = told(
    "strike",
    "Weavers of Brinmoor walk out\nSome {1,300} weavers walked out in Brinmoor, the Cloth Workers' Guild said. Looms "
    "at the Vantner mill stood idle, and Edda Roster of the guild called the wages an insult.",
    {"measure": "attending", "source": "Cloth Workers' Guild"},
    published="2031-03-05",
)


def test_a_follow_up_days_later_joins_its_story() -> None:
    assert parts(FERRY, DIVERS) == [{"ferry", "divers"}]


def test_two_events_of_one_kind_with_the_same_number_stay_apart() -> None:
    assert parts(FERRY, LAKE) == [{"ferry"}, {"lake"}] or parts(FERRY, LAKE) == [{"lake"}, {"ferry"}]


def test_two_events_in_one_town_stay_apart() -> None:
    assert {"strike"} in parts(FERRY, DIVERS, STRIKE)


def test_an_anniversary_begins_a_story_of_its_own() -> None:
    article = structs.replace(FERRY.article, id="anniversary", published="2032-03-03")
    assert len(parts(FERRY, structs.replace(FERRY, article=article))) == 2


def test_the_more_time_has_passed_the_more_two_articles_must_share() -> None:
    days = [
        linked(signature(FERRY), structs.replace(signature(DIVERS), day=date(2031, 3, 3).toordinal() + n))
        for n in range(120)
    ]
    assert days == sorted(days, reverse=True)
    assert days[7]
    assert not days[91]


def test_usual_words_hold_nothing_together() -> None:
    one = told("one", "The government said on Monday that the people of the city were told to leave for the week.")
    other = told("other", "The government said on Monday that people in the city had been told of the new plan.")
    assert len(parts(one, other)) == 2


def test_a_story_is_named_after_what_it_is_about() -> None:
    assert about([signature(FERRY), signature(DIVERS)]) == "brinmoor, halda, harbour"


# --- the order of the articles ------------------------------------------------------------------------------------
def marks_of(item: Item, truth: Truth) -> Marks:
    """Return an article of the simulated newsroom with its true figures and quotations, and nothing else."""
    figures = tuple(
        Figure(
            id=f.id,
            key=f.id,
            span=Span(f.start, f.end),
            bare=Span(f.start, f.end),
            kind=f.kind,
            bound=f.bound,
            low=f.low,
            high=f.high,
            measure=f.measure,
            source=f.source,
            rule="true",
        )
        for f in truth.figures
    )
    quotes = tuple(Quote(span=Span(q.start, q.end), rule="true") for q in truth.quotes)
    return structs.replace(
        told(item.id, item.text.replace("{", "("), published=item.published[:10]), figures=figures, quotes=quotes
    )


@pytest.fixture(scope="module")
def newsroom_signatures() -> list[Signature]:
    return [signature(marks_of(item, truth)) for item, truth in newsroom(120, seed=5)]


@given(seed=st.integers(0, 2**32), size=st.integers(1, 120))
@settings(max_examples=40, deadline=None)
def test_only_the_set_of_articles_counts(newsroom_signatures: list[Signature], seed: int, size: int) -> None:
    chosen = Random(seed).sample(newsroom_signatures, size)
    assert list(Stories(chosen)) == list(Stories(sorted(chosen, key=lambda s: s.key)))


terms = st.sampled_from("alder birch cedar dogwood elm fir gorse hazel".split())


@st.composite
def signatures(draw: st.DrawFn) -> list[Signature]:
    """Return small articles that share a term or two and crowd each other's neighbourhoods."""
    found = []
    for n in range(draw(st.integers(1, 45))):
        chosen = sorted(draw(st.sets(terms, min_size=1, max_size=3)))
        day = draw(st.one_of(st.none(), st.integers(730000, 730040)))
        weights = {term: len(chosen) ** -0.5 for term in chosen}
        details = frozenset(draw(st.sets(st.integers(0, 2), max_size=1)))
        found.append(
            Signature(id=f"a{n}", key=f"k{n}", day=day, weights=weights, leading=tuple(chosen), details=details)
        )
    return found


@given(articles=signatures(), seed=st.integers(0, 2**32))
@settings(max_examples=200, deadline=None)
def test_crowded_rows_come_out_the_same_in_any_order(articles: list[Signature], seed: int) -> None:
    shuffled = list(articles)
    Random(seed).shuffle(shuffled)
    assert list(Stories(articles)) == list(Stories(shuffled))


@given(articles=signatures())
@settings(max_examples=100, deadline=None)
def test_stories_without_a_changed_article_stay_as_they_were(articles: list[Signature]) -> None:
    *before, new = articles
    stories = Stories(before)
    known = [{s.id for s in story} for story in stories]
    changed = {s.id for s in stories.add(new)}
    now = [{s.id for s in story} for story in stories]
    assert all(story in now for story in known if changed.isdisjoint(story))


# --- who they are -------------------------------------------------------------------------------------------------
def keyed(*stories: Story) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {story.docs[0]: (story.key, story.aliases) for story in stories}


BRIDGE = told(  # tells of both: the ferry and the strike
    "bridge",
    "Brinmoor weavers mourn Halda Rose\nThe Cloth Workers' Guild said {1,300} weavers who had walked out at the "
    "Vantner mill in Brinmoor mourned the {47} people of the ferry Halda Rose. Edda Roster of the guild spoke at "
    "Skerry Point near the wreck of the Halda Rose; looms in Brinmoor stood idle.",
    {"measure": "attending", "source": "Cloth Workers' Guild"},
    {"source": "Brinmoor Harbour Board"},
    published="2031-03-06",
)


def test_after_a_merger_both_keys_lead_to_the_story() -> None:
    ferry, strike = link_stories([FERRY, STRIKE])
    (both,) = link_stories([FERRY, STRIKE, BRIDGE], earlier=[ferry, strike])
    assert both.key == ferry.key
    assert both.aliases == (strike.key,)
    assert len({s.id for s in both.statements}) == len(both.statements)


def test_after_a_split_a_key_goes_where_its_article_goes() -> None:
    (both,) = link_stories([FERRY, STRIKE, BRIDGE])
    both = structs.replace(both, aliases=(STRIKE.article.key,))
    ferry, strike = link_stories([FERRY, STRIKE], earlier=[both])
    assert keyed(ferry, strike) == {
        "ferry": (FERRY.article.key, ()),
        "strike": (STRIKE.article.key, ()),
    }


def test_an_earlier_article_that_comes_late_takes_the_key_and_keeps_the_former_one() -> None:
    (late,) = link_stories([DIVERS])
    (story,) = link_stories([DIVERS, FERRY], earlier=[late])
    assert (story.key, story.aliases) == (FERRY.article.key, (DIVERS.article.key,))


def test_statements_keep_their_ids_through_a_merger() -> None:
    ferry, strike = link_stories([FERRY, STRIKE])
    (both,) = link_stories([FERRY, STRIKE, BRIDGE], earlier=[ferry, strike])
    ids = {s.key: s.id for s in both.statements}
    assert all(ids.get(s.key, s.id) == s.id for s in ferry.statements)


def test_one_story_is_what_link_makes_of_it() -> None:
    (story,) = link_stories([DIVERS, FERRY])
    assert story == link([DIVERS, FERRY])
    assert story.story.casefold() == about(map(signature, [FERRY, DIVERS])) != ""


def test_a_story_is_named_as_its_articles_write_its_terms() -> None:
    (story,) = link_stories([DIVERS, FERRY])
    terms = story.story.split(", ")
    assert "Halda" in terms
    assert all(term in FERRY.article.text + DIVERS.article.text for term in terms)


def test_the_order_of_a_storys_articles_is_that_of_their_days() -> None:
    (story,) = link_stories([DIVERS, FERRY])
    assert story.docs == ("ferry", "divers")
