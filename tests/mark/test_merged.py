"""Rules and a reader together: each cue once, at the better places, with what each of them alone knows."""

import pytest
from msgspec import structs

from saidby.lexicon import load_lexicon
from saidby.mark.attribution import find_attributions
from saidby.mark.quotes import find_quotes
from saidby.records import Attribution, Saying, Span
from saidby.text import lay_out

PIER = "Sixty boats were lost, according to the port board, Harbour Radio reported."


def saying(text: str, *, source: str | None, cue: str, content: str, sure: float = 0.9) -> Saying:
    def place(words: str) -> Span:
        return Span(text.index(words), text.index(words) + len(words))

    return Saying(source=(place(source),) if source else (), cue=(place(cue),), content=(place(content),), sure=sure)


def found(text: str, *sayings: Saying) -> list[Attribution]:
    layout = lay_out(text)
    return find_attributions(layout, find_quotes(layout), load_lexicon(), sayings)


def test_what_both_found_is_one_attribution_at_the_readers_places() -> None:
    text = "The port board said sixty boats were lost on Friday in the storm."
    (one,) = found(text, saying(text, source="The port board", cue="said", content="sixty boats were lost"))
    assert (one.found_by, one.content[0].of(text)) == ("both", "sixty boats were lost")


def test_each_of_two_cues_keeps_its_own_source() -> None:
    wrong = saying(PIER, source="the port board", cue="reported", content="Sixty boats were lost")
    right = saying(PIER, source="the port board", cue="according to", content="Sixty boats were lost")
    board, radio = found(PIER, right, wrong)
    assert (board.speaker, radio.speaker) == ("port board", "Harbour Radio")
    assert board.nested_in == radio.id


def test_the_rules_plain_shapes_stand_without_the_reader() -> None:
    assert [a.found_by for a in found("Sixty boats were lost, according to the port board.")] == ["rules"]


def test_the_rules_other_shapes_do_not() -> None:
    assert found("The port board said sixty boats were lost.") == []


@pytest.mark.parametrize(("sure", "number"), [(0.9, 1), (0.3, 0)])
def test_what_the_reader_alone_found_has_to_be_sure(sure: float, number: int) -> None:
    text = "The port board whispered that sixty boats were lost."
    one = saying(text, source="The port board", cue="whispered", content="that sixty boats were lost", sure=sure)
    assert [a.found_by for a in found(text, one)] == ["reader"] * number


def test_an_act_is_no_statement() -> None:
    text = "A court sentenced two sailors of the ferry."
    (one,) = found(text, saying(text, source="A court", cue="sentenced", content="two sailors of the ferry"))
    assert one.rule == "reader: act"


def test_a_headline_is_no_part_of_what_is_said_below_it() -> None:
    text = "Storm over the harbour\nSixty boats were lost, the port board said."
    whole = "Storm over the harbour\nSixty boats were lost"
    (one,) = found(text, saying(text, source="the port board", cue="said", content=whole))
    assert [c.of(text) for c in one.content] == ["Sixty boats were lost"]


def test_a_quotation_is_followed_over_all_its_sentences() -> None:
    text = '"Sixty boats were lost. The pier is gone," Ana Torv said.'
    (one,) = found(text, saying(text, source="Ana Torv", cue="said", content="The pier is gone"))
    assert "Sixty boats" in " ".join(c.of(text) for c in one.content)


def test_what_stands_on_both_sides_of_who_said_it_is_no_act() -> None:
    text = "In Lund, the mayor specified, a rise of 60 cases."
    lund, rise = (Span(text.index(x), text.index(x) + len(x)) for x in ("In Lund", "a rise of 60 cases"))
    one = saying(text, source="the mayor", cue="specified", content="In Lund")
    (two,) = found(text, structs.replace(one, content=(lund, rise)))
    assert two.rule != "reader: act"


def test_a_paper_keeps_the_issuer_that_only_the_rules_read_on_to() -> None:
    text = "The fee rose to 60 crowns, according to a report on Tuesday by the port board."
    (one,) = found(text, saying(text, source="a report", cue="according to", content="The fee rose to 60 crowns"))
    assert one.speaker == "port board"


def test_we_are_those_who_speak_also_where_they_are_named_behind() -> None:
    text = '"We know that 60 boats sank there," said Ida Brandt, a pilot.'
    said = saying(text, source="Ida Brandt, a pilot", cue="said", content='"We know that 60 boats sank there,"')
    know = saying(text, source="We", cue="know", content="that 60 boats sank there")
    assert {a.speaker for a in found(text, said, know)} == {"Ida Brandt"}


@pytest.mark.parametrize("few", ["38 per cent", "38.5%", "Four", "When"])
def test_those_who_are_only_counted_answer_for_nothing(few: str) -> None:
    text = f"{few} said that they heard a bang."
    (one,) = found(text, saying(text, source=few, cue="said", content="that they heard a bang"))
    assert one.speaker is None


def test_a_dash_behind_quoted_words_is_a_cue_and_one_behind_others_is_none() -> None:
    quoted = "“He is right whatever he says, and that is all there is to say.” ― Paula Ashdown\n"
    (only,) = found(quoted, saying(quoted, source="Paula Ashdown", cue="―", content=quoted.partition(" ―")[0]))
    assert only.speaker == "Paula Ashdown"
    plain = "Two boats sank in the storm last night - Ellory Mail\n"
    assert found(plain, saying(plain, source="Ellory Mail", cue="-", content="Two boats sank in the storm")) == []
