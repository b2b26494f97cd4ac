"""When two articles count as joined, which origins are asked for, and how alike whole articles are."""

import pytest

from saidby.pipeline import link
from saidby.records import Derivation, Excerpt, Passage, Story
from score import provenance
from score.provenance import Pair

WIRE = "external:Lakeland Wire"


def derived(doc: str, parent: str, rule: str = "shared passages") -> Derivation:
    return Derivation(doc=doc, derived_from=parent, how="rewrite", evidence="", rule=rule)


def passage(one: str, other: str, *, quoted: bool = False) -> Passage:
    ends = (Excerpt(doc=doc, start=0, end=40) for doc in (one, other))
    return Passage(one=next(ends), other=next(ends), words=9, quoted=quoted)


def story(*derivations: Derivation, passages: tuple[Passage, ...] = ()) -> Story:
    return Story(story="s", key="", docs=("a", "b", "c"), provenance=derivations, passages=passages)


def pair(label: str, *agency: str | None) -> Pair:
    one, other = agency or (None, None)
    return Pair(pair=("a", "b"), label=label, agency=(one, other))


def is_joined(made: Story) -> bool:
    return provenance.is_joined(("a", "b"), made)


def test_one_from_the_other_is_joined_whichever_comes_first() -> None:
    assert is_joined(story(derived("a", "b")))
    assert is_joined(story(derived("b", "a")))
    assert not is_joined(story(derived("a", "c")))


def test_two_from_one_article_are_joined() -> None:
    assert is_joined(story(derived("a", "c"), derived("b", "c")))


def test_two_from_one_agency_are_joined_by_words_in_common() -> None:
    credited = derived("a", WIRE, "credit"), derived("b", WIRE, "shared wire")
    assert not is_joined(story(*credited))
    assert is_joined(story(*credited, passages=(passage("a", "b"),)))
    assert is_joined(story(*credited, passages=(passage("c", "a"), passage("c", "b"))))
    assert not is_joined(story(*credited, passages=(passage("a", "b", quoted=True),)))


def test_an_agency_cited_for_a_figure_joins_nobody() -> None:
    cited = derived("a", WIRE, "carrier"), derived("b", WIRE, "carrier")
    assert not is_joined(story(*cited, passages=(passage("a", "b"),)))


def test_outside_texts_are_agencies_and_releases() -> None:
    made = story(derived("a", WIRE, "credit"), derived("b", "external:a leaflet", "shared release"), derived("c", "a"))
    assert provenance.outside([made]) == {"a": {"Lakeland Wire"}, "b": {"a leaflet"}}


def test_an_article_that_names_no_origin_has_that_of_the_text_it_tells() -> None:
    wire = provenance.WIRES[0]
    assert provenance.origins([pair("derived", None, wire)]) == ({"b": wire}, {"a": wire})
    assert provenance.origins([pair("shared quotes only", None, wire)]) == ({"b": wire}, {})
    assert provenance.origins([pair("copy", None, "Lakeland Wire")]) == ({"b": "Lakeland Wire"}, {})
    assert provenance.origins([pair("copy", provenance.WIRES[1], wire)])[1] == {}


def test_articles_of_the_same_words_are_alike_and_others_are_not() -> None:
    texts = {"a": "Ferry sinks off Tarn", "b": "ferry sinks off tarn!", "c": "cheese prices climb again"}
    alike, other = provenance.cosines(
        [pair("copy"), Pair(pair=("a", "c"), label="independent", agency=(None, None))], texts
    )
    assert alike == pytest.approx(1)
    assert other == 0


def test_rare_words_weigh_more_than_common_ones() -> None:
    texts = {"a": "the ferry", "b": "a ferry", "c": "the cheese", "d": "the price", "e": "the sea"}
    rare, common = provenance.cosines(
        [pair("copy"), Pair(pair=("a", "c"), label="independent", agency=(None, None))], texts
    )
    assert rare > common > 0


def test_the_best_threshold_is_the_highest_of_the_best() -> None:
    likeness, wanted = [0.9, 0.4, 0.3, 0.1], [True, True, False, False]
    assert provenance.best_threshold(likeness, wanted) == 0.4
    assert provenance.tally([x >= 0.4 for x in likeness], wanted).f1 == 1


def test_the_table_counts_each_label() -> None:
    labelled = [pair("copy"), pair("independent")]
    table = provenance.joined_table(labelled, {"all": [True, True], "none": [False, False]})
    assert "| all | 0.50 | 1.00 | 0.67 | 1 | 0 | 0 | 0 | 1 |" in table
    assert "| none | 0.00 | 0.00 | 0.00 | 0 | 0 | 0 | 0 | 0 |" in table


def test_the_pairs_are_sixty_and_hold_no_text() -> None:
    labelled = provenance.pairs()
    assert len(labelled) == len({frozenset(p.pair) for p in labelled}) == 60
    assert {p.label for p in labelled} == set(provenance.LABELS)
    assert all(p.pair[0] != p.pair[1] and p.pair[0].split("-")[0] == p.pair[1].split("-")[0] for p in labelled)
    assert {p.story for p in labelled} == set(provenance.STORIES)


def test_what_link_makes_of_a_copy_is_joined() -> None:
    told = "The old ferry left the quay at noon, two hours late, and nobody on the island had been told why it waited."
    rows = [{"id": i, "text": f"{told} {told[:60]}", "publisher": p, "scraped": d} for i, p, d in
            (("a", "tarn.example", "2031-05-02T10:00"), ("b", "lake.example", "2031-05-03T10:00"))]  # fmt: skip
    assert is_joined(link([provenance.marked(row) for row in rows]))
