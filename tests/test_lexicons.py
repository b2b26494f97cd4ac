"""The lexicons prove themselves: every entry is found in its examples and in none of its counter-examples."""

import pytest

from saidby import grammar
from saidby.errors import BadLexicon
from saidby.lexicon import Entry, Lexicon, Phrases, WordKind, faults, kinds, load_lexicon, read_lexicon
from saidby.pipeline import RULES, mark
from saidby.records import Article
from saidby.text import tokenize

TABLES = [name for name in Lexicon.__struct_fields__ if name != "version"]
PROVEN = 'term = "weir"\nmatch = ["weir"]\nexamples = ["The weir gave way."]\n'


def entry(term: str, *match: str, examples: tuple[str, ...], counter: tuple[str, ...] = ()) -> Entry:
    return Entry(term=term, match=match, examples=examples, counter=counter)


@pytest.mark.parametrize("name", TABLES)
def test_every_entry_proves_itself(name: str, lexicon: Lexicon) -> None:
    table: Phrases[Entry] = getattr(lexicon, name)
    assert "\n".join(faults(table)) == ""


OTHERWISE = [
    (name, entry.term, text)
    for name in TABLES
    for entry in getattr(load_lexicon(), name).entries
    for text in entry.otherwise
]


@pytest.mark.parametrize(("name", "term", "text"), OTHERWISE)
def test_words_that_mean_something_else_are_taken_for_nothing(name: str, term: str, text: str) -> None:
    table: Phrases[Entry] = getattr(load_lexicon(), name)
    tokens = tokenize(text)
    marks = mark(Article(id="a", key="a", text=text), reader=RULES)
    hits = [hit.span(tokens) for hit in table.find(tokens) if hit.entry.term == term]
    taken = {
        "cues": [span for a in marks.attributions for span in a.cue],
        "hedges": [hedge.span for hedge in marks.hedges],
        "dates": [date.span for date in marks.dates],
        "units": [f.span for f in marks.figures if f.kind != "count"],
    }[name]
    assert [span.of(text) for span in taken if any(span.start < hit.end and hit.start < span.end for hit in hits)] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_table_has_entries(name: str, lexicon: Lexicon) -> None:
    table: Phrases[Entry] = getattr(lexicon, name)
    assert table.entries
    assert table.file == f"{name}.toml"


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (entry("weir", "weir", examples=()), "no example"),
        (entry("weir", "weir", examples=("The dam gave way.",)), "not found in its example 'The dam gave way.'"),
        (
            entry("weir", "weir", examples=("The weir gave way.",), counter=("A weir in name only.",)),
            "found in its counter-example 'A weir in name only.'",
        ),
    ],
)
def test_an_entry_without_proof_is_named_with_its_file(broken: Entry, says: str) -> None:
    (fault,) = faults(Phrases("rivers.toml", [broken]))
    assert fault.startswith("rivers.toml, entry 'weir': ")
    assert says in fault


def test_words_that_stand_under_two_entries_are_a_fault() -> None:
    weir = entry("weir", "weir", examples=("The weir gave way.",))
    dam = entry("dam", "dam", "weir", examples=("The dam gave way.",))
    assert any("'weir' stands under 'weir' too" in fault for fault in faults(Phrases("rivers.toml", [weir, dam])))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[[place]\n", "places.toml: not TOML"),
        (f'[[place]]\n{PROVEN}kind = "river"\n', "places.toml, entry 'weir': Invalid enum value 'river'"),
        (f'[[place]]\n{PROVEN}kind = "city"\ncolour = "blue"\n', "places.toml, entry 'weir': Object contains unknown"),
        ('[[place]]\nterm = "weir"\nkind = "city"\n', "places.toml, entry 'weir': Object missing required field"),
        ('[[place]]\nkind = "city"\n', "places.toml, entry None: "),
    ],
)
def test_a_broken_lexicon_names_file_and_entry(content: str, says: str) -> None:
    contents = {f"{name}.toml": b"" for name in TABLES} | {"places.toml": content.encode()}
    with pytest.raises(BadLexicon) as caught:
        read_lexicon(contents)
    assert str(caught.value).startswith(says)


def test_the_version_changes_with_every_change_of_a_word() -> None:
    empty = {f"{name}.toml": b"" for name in TABLES}
    one = empty | {"places.toml": f'[[place]]\n{PROVEN}kind = "city"\n'.encode()}
    assert read_lexicon(empty).version == read_lexicon(dict(reversed(empty.items()))).version
    assert read_lexicon(empty).version != read_lexicon(one).version
    assert load_lexicon() is load_lexicon()


def test_the_longest_phrase_wins_and_alternatives_and_case_count() -> None:
    bank = entry("bank", "bank", examples=("The bank burst.",))
    west = entry("west bank", "west|left bank", examples=("On the West Bank.",))
    found = Phrases("rivers.toml", [bank, west]).find_in("LEFT BANK, west bank, the bank’s edge")
    assert [hit.entry.term for hit in found] == ["west bank", "west bank", "bank"]


def test_a_hit_cuts_its_words_out_of_the_text() -> None:
    text = "They stood on the west bank."
    west = entry("west bank", "west bank", examples=(text,))
    (hit,) = Phrases("rivers.toml", [west]).find_in(text)
    assert hit.span(tokenize(text)).of(text) == "west bank"


def test_nothing_begins_behind_the_last_word(lexicon: Lexicon) -> None:
    tokens = tokenize("It was in")
    assert lexicon.dates.at(tokens, len(tokens)) is None
    assert lexicon.numbers.at(tokens, 2, 2) is None


def test_words_are_asked_for_by_their_kind() -> None:
    weirs = WordKind(term="weirs", kind="dam", match=("weir",), examples=("The weir gave way.",))
    dykes = WordKind(term="dykes", kind="dam", match=("dyke",), examples=("The dyke gave way.",))
    rain = WordKind(term="rain", kind="weather", match=("rain",), examples=("Rain fell.",))
    assert kinds(Phrases("rivers.toml", [weirs, dykes, rain])) == {"dam": {"weir", "dyke"}, "weather": {"rain"}}


def test_every_word_of_a_kind_can_be_met_in_a_text(lexicon: Lexicon) -> None:
    words = {word for kind in kinds(lexicon.words).values() for word in kind}
    assert [word for word in words if [token.low for token in tokenize(word)] != [word]] == []


def test_no_word_of_grammar_stands_among_the_words_of_a_kind(lexicon: Lexicon) -> None:
    closed = grammar.DETERMINERS | grammar.QUANTIFIERS | grammar.SUBJECT_PRONOUNS | grammar.AUXILIARIES
    closed |= grammar.COORDINATORS | grammar.RELATIVES | grammar.PREPOSITIONS
    assert {kind: found for kind, words in kinds(lexicon.words).items() if (found := words & closed)} == {}
