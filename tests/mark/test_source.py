"""On whose word a figure stands where that is less plain: carriers, bulletins, what is only recalled."""

import pytest
from msgspec import structs

from saidby.pipeline import mark, read
from tests.mark.told import figure_of

# text, the figure, on whose word, through whom
CARRIED = [
    # an interview with an outlet
    (
        "Some 60 boats were lost, harbour master Ida Brandt said in an interview with Reuters.",
        "Some 60",
        "Ida Brandt",
        ("Reuters",),
    ),
    # it goes on while nobody else speaks
    (
        "The pier is gone, harbour master Ida Brandt told Harbour Radio. She added that 60 boats were lost.",
        "60",
        "Ida Brandt",
        ("Harbour Radio",),
    ),
    # police were told
    ("A witness told police that he saw 60 boats go down.", "60", "witness", ("police",)),
    # an outlet by its kind and its short name
    ("Some 60 boats were lost, harbour master Ida Brandt told news channel H5N.", "Some 60", "Ida Brandt", ("H5N",)),
    ("Ida Brandt told the Lund Daily newspaper that 60 boats were lost.", "60", "Ida Brandt", ("Lund Daily",)),
    ("Ida Brandt confirmed to Reuters that 60 boats were lost.", "60", "Ida Brandt", ("Reuters",)),
    # the source as another cites it
    (
        "Some 60 boats were lost, according to the port office, cited by Reuters.",
        "Some 60",
        "port office",
        ("Reuters",),
    ),
    (
        "Some 60 boats were lost, reported Reuters, which had it from the port office.",
        "Some 60",
        "port office",
        ("Reuters",),
    ),
    ("Some 60 boats were lost, Ida Brandt was quoted as saying by Reuters.", "Some 60", "Ida Brandt", ("Reuters",)),
    (
        "Some 60 boats were lost, the harbour chief, Piet Moor, quoted the mayor, Ida Brandt, as telling him.",
        "Some 60",
        "Ida Brandt",
        ("Piet Moor",),
    ),
    (
        "Some 60 boats were lost, according to Ida Brandt, as carried by the Lund Times.",
        "Some 60",
        "Ida Brandt",
        ("Lund Times",),
    ),
    ("Ida Brandt told the Lund Daily that 60 boats were lost.", "60", "Ida Brandt", ("Lund Daily",)),
    ("The mayor's office confirmed to the Lund Times the loss of 60 boats.", "60", "mayor's office", ("Lund Times",)),
    # an outlet that ends by saying whose figure it is
    (
        "The Lund Times reports that 60 boats were lost, according to the port office.",
        "60",
        "port office",
        ("Lund Times",),
    ),
    ("Ida Brandt said 60 boats were lost, according to Reuters.", "60", "Ida Brandt", ("Reuters",)),
    # whom somebody asked
    ("They turned to the port office, which said 60 boats were lost.", "60", "port office", ()),
    # a body's short form that is written as a word
    (
        "Arvania built most, said the Northern Dockers Organization (Norda). According to Norda, 60 boats were lost.",
        "60",
        "Northern Dockers Organization",
        (),
    ),
    ("The Northern Harbour Fund is shut. Trade fell, the fund said, by 60 boats.", "60", "Northern Harbour Fund", ()),
    # reports of which nobody knows whose they are, although somebody has just acted
    ("Torvia and the dockers offered help.\n\nReports say that 60 boats were lost.", "60", "Reports", ()),
    # words that go on past an aside
    ("The port office said that trawlers - the old wooden ones - sank, 60 in all.", "60", "port office", ()),
    ("Nine boats - two of them old - sank, according to reports.", "Nine", "reports", ()),
    # a person with two offices, the second that of a body
    (
        "Minister of Ports, Piers and Locks and Chairman of the Harbour Safety Committee Ida Brandt said 60 sank.",
        "60",
        "Ida Brandt",
        (),
    ),
    ("Trade will reach 60 boats, as predicted by Ida Brandt.", "60", "Ida Brandt", ()),
    # a firm by its name is nobody's surname
    ("Trade fell, said the polling firm Kestrel. Some 60 boats sank, said the firm.", "Some 60", "Kestrel", ()),
    # a headline run into the text names no body
    ("Two Hit in The Leg Police are at the pier now. According to the police, 60 boats sank.", "60", "police", ()),
    # a forecast that is moved, not what else a body may cut
    ("The port office increased its traffic forecast to 60 boats.", "60", "port office", ()),
    ("The port office cut its staff to 60.", "60", None, ()),
    ("Trade fell, with the Torvia Company announcing a loss of 60 boats.", "60", "Torvia Company", ()),
    ("A ferry for 60 cars was rejected by mayor Ida Brandt.", "60", None, ()),
    # a paper of which the article does not say whose it is carries nothing
    ("As 60 boats were lost, according to the port office, an earlier story reported.", "60", "port office", ()),
    # bare "figures" in somebody's words are his
    ("Mayor Ida Brandt said that, according to figures, 60 boats were lost.", "60", "Ida Brandt", ()),
    # what somebody wrote is what he says
    ("Piet Moor fled. He also wrote that 60 boats were lost, the police said.", "60", "Piet Moor", ("police",)),
    # a number that is revised, raised or measured
    ("The port office revised the number of missing to 60.", "60", "port office", ()),
    ("The port office lowered its estimate to 60 boats.", "60", "port office", ()),
    ("The weather office measured the quake at 6.1.", "6.1", "weather office", ()),
    ("The Navy logged 60 attacks.", "60", "Navy", ()),
    ("The Lund health office has recorded 60 deaths.", "60", "Lund health office", ()),
    # whose estimate is in front of it, or who announces behind
    ("The dockers' union's estimate for the whole pier stood at about 300.", "about 300", "dockers' union", ()),
    ("It was the announcement by the dockers' union that 60 boats were lost.", "60", "dockers' union", ()),
    ("Nine residents were confirmed to have the fever by the health board.", "Nine", "health board", ()),
    ("At least 60 attacks on boats were verified by the health board.", "At least 60", "health board", ()),
    # an abbreviation that looks like a pronoun
    ("At least 60 attacks on boats were verified by the WHO.", "At least 60", "WHO", ()),
    # a headline that ends with who says so
    ("Heat deaths at 28 or more, reports show\n\nIt was hot.", "28", "reports", ()),
    # a whole quoted paragraph behind somebody's words is his
    ('"It was bad," said Ida Brandt.\n\nMORE NEWS\n\n"The pier had 60 boats."', "60", "Ida Brandt", ()),
    # what somebody claims to have done is said, not planned
    ("The rebels claimed to have sunk 60 boats.", "60", "rebels", ()),
    # whom "it was ... who" picks out
    (
        '"It was the port office who gave 60 as the number of boats," Ida Brandt said.',
        "60",
        "port office",
        ("Ida Brandt",),
    ),
    # a region that had a number of something gives way to who says so
    ("The whole Lund region had registered 60 storms, said the port office.", "60", "port office", ()),
    # a post that is told of later
    (
        "Some 60 boats were lost, the harbour board said. The harbour board shared the count in an X post on Sunday.",
        "Some 60",
        "harbour board",
        ("X",),
    ),
    # nobody of these
    ("The harbour board told the council that 60 boats were lost.", "60", "harbour board", ()),
]


@pytest.mark.parametrize(("text", "words", "source", "via"), CARRIED)
def test_what_stands_between_source_and_article_is_named(
    text: str, words: str, source: str | None, via: tuple[str, ...]
) -> None:
    figure = figure_of(words, text)
    assert (figure.source, figure.via) == (source, via)


def test_the_articles_own_publisher_carries_nothing() -> None:
    article = read(b"Some 60 boats were lost, harbour master Ida Brandt told Reuters.", name="told.txt")
    own = mark(structs.replace(article, outlet="reuters.com"))
    assert [f.via for f in own.figures] == [()]


# text, the figure, on whose word
GOES_ON = [
    # the count behind a bulletin's sentence
    (
        "Nine sailors were killed, according to the latest update of the Lund Port Office. The injured number 60.",
        "60",
        "Lund Port Office",
    ),
    # what the sentence before named, taken up
    ("The harbour board said 60 boats were lost. Nine of these were trawlers.", "Nine", "harbour board"),
    # a poll's next result
    (
        "Torv leads in a Kestrel poll. Some 60 per cent back her, the poll found. Twelve per cent are unsure.",
        "Twelve per cent",
        "Kestrel",
    ),
    # another thing in the article's own voice
    (
        "Nine sailors were killed, according to the latest update of the Lund Port Office. The pier is 60 metres long.",
        "60",
        None,
    ),
]


@pytest.mark.parametrize(("text", "words", "source"), GOES_ON)
def test_a_source_carries_on_only_where_the_text_plainly_goes_on(text: str, words: str, source: str | None) -> None:
    assert figure_of(words, text).source == source


def test_a_headline_may_open_with_a_known_body() -> None:
    assert figure_of("60", "WHO: 60 cases in Lund\n\nIt was hot.\n").source in {"WHO", "World Health Organization"}


def test_a_headline_may_end_with_who_says_so() -> None:
    text = "Storm sinks 60 boats off Lund: police\n\nIt came at dusk.\n"
    assert figure_of("60", text).source == "police"


# text, the figure, on whose word
RECALLED = [
    # a known event in a relative clause is nobody's statement
    ("The harbour board condemned the attack in which nine sailors were killed.", "nine", None),
    ("The harbour board said the fire of 2019 that killed 60 people began in the galley.", "60", None),
    # nor is where a place lies or how many live in it
    ("The harbour board said two boats sank at Lund, 60 km south of Porto Velho.", "60", None),
    ("The harbour board said two boats sank at Lund, a town of 9,000.", "9,000", None),
    # a new one is
    ("The harbour board said there had been an attack in which nine sailors were killed.", "nine", "harbour board"),
    # part of a count is
    ("The harbour board said the storm sank 60 boats, of which nine were trawlers.", "nine", "harbour board"),
]


@pytest.mark.parametrize(("text", "words", "source"), RECALLED)
def test_what_a_source_only_recalls_is_the_articles_own_word(text: str, words: str, source: str | None) -> None:
    assert figure_of(words, text).source == source


# text, the figure: in it something is ordered, wished or made, not said
UNSAID = [
    ("A court ordered the former owners of the ferry to pay 60 million crowns.", "60"),
    ("Ana Torv has written several plays.", "several"),
]


@pytest.mark.parametrize(("text", "words"), UNSAID)
def test_orders_and_works_are_no_statements(text: str, words: str) -> None:
    assert figure_of(words, text).source is None
