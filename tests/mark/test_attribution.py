"""Who said what: source, cue and content, chains, and who the source is."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.lexicon import load_lexicon
from saidby.mark.attribution import find_attributions, speakers_of_quotes
from saidby.mark.quotes import find_quotes
from saidby.records import Attribution, Quote, Span
from saidby.text import lay_out
from tests.mark.roles import rows, unmark

ROWS = rows(Path(__file__).parent / "attributions.txt")


def attributions_in(text: str) -> list[Attribution]:
    layout = lay_out(text)
    return find_attributions(layout, find_quotes(layout), load_lexicon())


def quotes_in(text: str) -> list[Quote]:
    layout = lay_out(text)
    quotes = find_quotes(layout)
    return speakers_of_quotes(layout, quotes, find_attributions(layout, quotes, load_lexicon()))


def words(text: str, spans: tuple[Span, ...] | list[tuple[int, int]]) -> list[str]:
    cut = [s.of(text) if isinstance(s, Span) else text[s[0] : s[1]] for s in spans]
    return [c.strip(" ,.") for c in cut]


@pytest.mark.parametrize(("reason", "marked"), ROWS, ids=[marked[:60] for _, marked in ROWS])
def test_source_cue_and_content_are_found(reason: str, marked: str) -> None:
    text, spans = unmark(marked)
    found = [(words(text, a.source), words(text, a.cue), words(text, a.content)) for a in attributions_in(text)]
    content = words(text, spans["X"])
    assert any(f[1] == words(text, spans["C"]) and f[2] == content for f in found), (reason, found)
    if "S" in spans:
        assert any(f[0] == words(text, spans["S"]) and f[2] == content for f in found), (reason, found)


NOTHING = [
    "The pier was rebuilt in a year and cost 60 million.",  # nobody speaks
    "The ferry service has seen heavy weather this winter.",  # seeing is no saying
    "The report lies in the archive of the port office.",  # a report that says nothing
    "Ana Torv runs the so-called Harbour Board.",  # a name, not a cue
    "The fare is 4 crowns per day.",  # "per" counts, it does not attribute
    "The search for sailors in the basin goes on.",  # a search says nothing
    "The harbour board gave 60 boats to the school.",  # no count, a gift
    "The goalkeeper registered 60 saves.",  # a player, no body that counts
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_found_where_nobody_speaks(text: str) -> None:
    assert attributions_in(text) == []


@pytest.mark.parametrize("may", ["may say", "would say", "won't say", "couldn't say"])
def test_what_somebody_may_or_may_not_say_is_no_statement(may: str) -> None:
    assert [a.rule for a in attributions_in(f"The neighbours {may} that the dam is safe.")] == ["modal"]


def test_what_a_carrier_passes_on_is_nested_in_it() -> None:
    found = attributions_in("The fleet lost 60 boats, according to the navy, Harbour Radio reported.")
    outer = next(a for a in found if a.speaker == "Harbour Radio")
    inner = next(a for a in found if a.speaker == "navy")
    assert inner.nested_in == outer.id
    assert outer.nested_in is None


def test_what_a_carrier_cites_is_nested_in_it() -> None:
    found = attributions_in("Harbour Radio said nine boats had sunk, citing the port office.")
    outer = next(a for a in found if a.speaker == "Harbour Radio")
    inner = next(a for a in found if a.speaker == "port office")
    assert inner.nested_in == outer.id
    assert inner.content == outer.content


def test_belief_in_a_sources_words_is_his_hedge_and_no_attribution() -> None:
    found = attributions_in("Two boats are believed to have sunk, the port office said.")
    assert [a.speaker for a in found] == ["port office"]


@pytest.mark.parametrize(
    ("text", "direct"),
    [
        ('"The pier is gone," the mayor said.', True),
        ("The mayor said the pier was gone.", False),
        ('The mayor said the pier was "gone for good".', "mixed"),
    ],
)
def test_direct_says_whether_the_content_is_quoted(text: str, direct: object) -> None:
    assert [a.direct for a in attributions_in(text)] == [direct]


SPEAKERS = [
    # a pronoun takes the last person who spoke
    ("Ana Torv said the pier was gone. She said it fell at dawn.", "Ana Torv"),
    # "it" takes a body, not the person in between
    ("The Lund Harbour Board said nine boats sank. It added that two were found.", "Lund Harbour Board"),
    # "the ministry" takes the ministry named before
    (
        "Norland's fisheries ministry said nine boats sank. The ministry said two were found.",
        "Norland's fisheries ministry",
    ),
    # a surname takes the full name, even where that comes later
    ("Torv said the pier was gone. Ana Torv, the mayor, had seen it fall.", "Ana Torv"),
    # an office takes its holder
    ("Harbour master Piet Moor saw it. Mayor Ana Torv was away. The mayor said the pier was gone.", "Ana Torv"),
    # an abbreviation takes the name it was introduced for
    ("The Norland Ferry Union (NFU) met. The NFU said it would strike.", "Norland Ferry Union"),
    # ... the words with these initials, not a day that begins with the same letter
    (
        "It came on Wednesday from the Wide Harbour Organisation (WHO). The WHO said nine sank.",
        "Wide Harbour Organisation",
    ),
    # a body's name does not begin in the line above
    ("Fire in Lund\nDockers Council\nThe council said nine boats sank.", "Dockers Council"),
    # a document takes its issuer
    ("A bulletin of the Lund Port Office said nine boats sank.", "Lund Port Office"),
    # a title is no part of the name
    ("Harbour police Sgt. Piet Moor said nine boats sank.", "Piet Moor"),
    # a bare document takes whoever put one out
    ("Ana Torv wrote in a letter that nine boats sank. It rained. The letter says two were found.", "Ana Torv"),
    (
        "The Lund Port Office reported nine boats lost. The official bulletin adds that two were found.",
        "Lund Port Office",
    ),
    # ... also where it was brought up ahead of who put it out, and is now called by what he is
    (
        "In a statement on Monday, the Norland Dockers Front claimed it. The guerrilla statement said two burned.",
        "Norland Dockers Front",
    ),
    # an issuer in front of a document, with a clause behind it
    (
        "The Norland Ferry Union (NFU) met. The NFU report, which has letters from crews, says nine sank.",
        "Norland Ferry Union",
    ),
    # all reports in an old wire that retells a broadcast are the station's
    (
        "LUND, 3 MAY 89 (HNA) -- [EDITORIAL REPORT] RADIO TORV AT 0500 AIRS TWO TALKS. ANOTHER REPORT SAYS NINE SANK.",
        "RADIO TORV",
    ),
    # another document is nobody's in particular, and so are loose figures
    ("The Lund Port Office reported nine boats lost. Another report adds that two were found.", "Another report"),
    (
        "The Lund Port Office said nine boats sank. Sixty men are missing, according to official figures.",
        "official figures",
    ),
    # "he" takes no body, no group and no document
    ("Ana Torv said the navy's study showed losses. She said it was old.", "Ana Torv"),
    ("Piet Moor spoke of the divers who say they saw it. He said nine boats sank.", "Piet Moor"),
    # nor an unknown noun; but another witness
    ("Ana Torv wept. The world was asking, Ana Torv said. The world should wait, she said.", "Ana Torv"),
    ("Witness Ana Torv fled. Another witness said nine boats sank. She said two were found.", "Another witness"),
    ("Bishop Piet Moor prayed. Nine boats sank, said the bishop from Lund.", "Piet Moor"),
    # nor the person whose government is spoken of
    ("Piet Moor denied it. President Ana Torv's government agreed, he added.", "Piet Moor"),
    # a body's whole name, "and" and "of" included
    (
        "The Lund Flood Warning and Rescue Council met. The council said nine boats sank.",
        "Lund Flood Warning and Rescue Council",
    ),
    (
        "The National Union of Dockers of Norland met. The union said nine boats sank.",
        "National Union of Dockers of Norland",
    ),
    # the name behind a description
    ("Nine boats sank, according to the country's rescue agency, NRA.", "NRA"),
    # two offices, one person
    ("Party chief and acting Harbour Minister Ana Torv said nine boats sank.", "Ana Torv"),
    # the same sources
    ("Nine boats sank, according to eyewitnesses. The same sources said two were found.", "eyewitnesses"),
    # a headline's verb is part of no name
    ("Nine Divers Killed In Ferry Blast, Says Charity", "Charity"),
    ("Nine Divers Killed In Ferry Blast, Says Ministry", "Ministry"),
    # who leads a body is whoever the text has in an office of that body, else the last person who spoke
    ("EsTor executive Piet Moor met Mayor Ana Torv. The EsTor head said nine boats sank.", "Piet Moor"),
    ("Ana Torv said nine boats sank. The divers agreed. The opposition leader said two were found.", "Ana Torv"),
    # "the company" is the one of whose officers the text speaks
    ("Torvia CEO Ida Brandt has promised two ferries. The company said nine boats sank.", "Torvia"),
    # words that tell one paper from the next say nothing of who put it out
    ("The Lund court met. Nine boats sank, a previous official court notice said.", "Lund court"),
    # an unnamed voice is that of the body that spoke last, or that the sentence is about
    ("The Lund Dockers Union said nine boats sank. A spokesman said two were found.", "Lund Dockers Union spokesman"),
    (
        "Lund Ferries Ltd said nine sank. Torvia Bank has sold two boats, a company official said.",
        "Torvia Bank official",
    ),
    # "the company" of a sentence that begins with one
    ("Torvia Lamps Ltd has sold 60 boats, the company said.", "Torvia Lamps Ltd"),
    # an address that is a name with ".com"
    ("Torvia is new. Nine boats sank, according to Torvia.com.", "Torvia"),
    # the day in front of a body is no part of its name, nor is the "'s" behind it
    ("On Tuesday officials said nine boats sank. Officials said two were found.", "Officials"),
    ("The Lund Harbour Board's estimate of 300 is old.", "Lund Harbour Board"),
    # when a paper was put out is no part of who did
    ("Nine boats sank, according to a poll by the Harbour Institute published on Monday.", "Harbour Institute"),
    # figures that begin with their body's name
    ("Ministry of Ports data show that nine boats sank.", "Ministry of Ports"),
    # an outlet whose name begins with an article
    ("A Lund court spoke. Nine boats sank, Norlandish news portal The Paper reported.", "The Paper"),
    # two people of one surname: the words stay as they are
    ("Ana Torv and Liv Torv were there. Torv said nine boats sank.", "Torv"),
]


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_the_speaker_is_resolved_inside_the_article(text: str, speaker: str) -> None:
    assert attributions_in(text)[-1].speaker == speaker


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ana Torv said nine boats sank.", "person"),
        ("The ministry said nine boats sank.", "ministry"),
        ("Police said nine boats sank.", "agency"),
        ("The navy said nine boats sank.", "military"),
        ("The report said nine boats sank.", "document"),
        ("An official said nine boats sank.", "anonymous"),
        ("The union said nine boats sank.", "group"),
        ("Two boats reportedly sank.", "anonymous"),
    ],
)
def test_the_kind_is_that_of_the_source_span(text: str, kind: str) -> None:
    assert [a.kind for a in attributions_in(text)] == [kind]


def test_a_quotation_has_the_speaker_of_the_words_around_it() -> None:
    text = '"The pier is gone for good," said Ana Torv. "Nobody knows why it fell."'
    assert [(q.speaker, q.speaker_span and q.speaker_span.of(text)) for q in quotes_in(text)] == [
        ("Ana Torv", "Ana Torv")
    ] * 2


def test_few_quoted_words_are_no_quotation() -> None:
    assert quotes_in('Ana Torv said the pier was "gone for good".') == []


def test_a_quotation_that_nobody_claims_has_no_speaker() -> None:
    assert [q.speaker for q in quotes_in('"The pier is gone for good." The rest is silence.')] == [None]


PIECES = (
    "said says told quoted citing reported according to as saying that and but , . : ; — ( ) \" “ ” ' ’s he who it Ana "
    "Torv the mayor report LFB , 60 by in a statement on Monday adding reportedly is believed its estimate of to \n"
).split(" ")


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_row_of_words_is_read_without_harm(pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = attributions_in(text)
    assert len({a.id for a in found}) == len(found)
    assert {a.nested_in for a in found} <= {a.id for a in found} | {None}
    assert all(span.of(text).strip() for a in found for span in (*a.source, *a.cue, *a.content))
    carriers = {a.id: a.nested_in for a in found}
    for a in found:
        chain = [a.id]
        while (carrier := carriers[chain[-1]]) is not None:
            assert carrier not in chain
            chain.append(carrier)
