"""A later program and a later text change nothing that people decided: the one suggests, the other leaves orphans."""

import os
import random
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import structs

from saidby.ledger import Arrival, Capture, Ledger, shown
from saidby.ledger.judgements import Decision
from saidby.pipeline import RULES, mark, read, relink, update
from saidby.records import Figure, Marks
from tests.ledger.build import ledger

MUTANTS = int(os.environ.get("SAIDBY_MUTANTS", "500"))
JUDGED = "At least {n} people were killed when the ferry turned over at {town}, the harbour police said on Tuesday."
AROUND = (
    "The {town} ferry had left the old pier shortly before dawn with {m} sacks of barley on board.",
    "It was the first crossing since the storm, and the quay had been cleared only the day before.",
    "Divers found {k} bicycles below the wreck, the Ellory Mail said.",
)
TOWNS = ("Port Ellory", "Dunmore", "Kirrin Bay", "Velby")


def arrive(text: str, address: str) -> Arrival:
    data = text.encode()
    capture = Capture(data=data, route="url", name=address, address=address)
    return Arrival(marks=mark(read(data, name="page.txt"), reader=RULES), capture=capture, maker="saidby test")


def figure_in(marks: Marks, words: str) -> Figure:
    return next(f for f in marks.figures if f.span.of(marks.article.text).endswith(words))


def decide(verb: str, target: str, **fields: Any) -> Decision:
    return msgspec.convert({"about": "figure", "target": target, "verb": verb, "fields": fields}, Decision)


# --- another text in the same place ------------------------------------------------------------------------------
def mutant(draw: random.Random, sentences: list[str], judged: int) -> str:
    """Return a later text of a page: the judged sentence is gone, and one that looks like it stands elsewhere."""
    gone = sentences[judged]
    rest = sentences[:judged] + sentences[judged + 1 :]
    number = gone.split()[2]
    alike = draw.choice(
        [
            gone,  # the same words, elsewhere
            gone.replace(number, str(int(number) + 1)),
            gone.replace("killed", "wounded"),
            gone.replace("police", "board"),
            gone.replace("At least", "More than"),
            gone.replace("Tuesday", "Wednesday"),
            f"Earlier reports that {gone[0].lower()}{gone[1:]}",
            gone.replace("on Tuesday", "on Tuesday, before the count was taken up again"),
        ]
    )
    place = draw.choice([n for n in range(len(rest) + 1) if n != judged])
    rest.insert(place, alike)
    return " ".join(rest) + "\n"


def test_of_500_pages_that_changed_no_judgement_moves_to_a_look_alike(tmp_path: Path) -> None:
    draw = random.Random(7)
    with ledger(tmp_path / "it.saidby") as book, book.writing():
        held: dict[str, tuple[str, str]] = {}  # target -> its words, the article it was judged in
        for n in range(MUTANTS):
            numbers = {"n": 10 + n, "m": 3000 + n, "k": 2 + n % 7, "town": draw.choice(TOWNS)}
            sentences = [s.format(**numbers) for s in draw.sample(AROUND, k=3)]
            judged = draw.randrange(4)
            sentences.insert(judged, JUDGED.format(**numbers))
            address = f"https://mail.example/{n}"
            (kept,) = book.keep([arrive(" ".join(sentences) + "\n", address)])
            figure = figure_in(book.marks(kept.key), str(numbers["n"]))
            what = decide("correct", figure.key, measure="detained", source="nobody else's words")
            verb = draw.choice(
                [what, what, decide("accept", figure.key, **shown(figure)), decide("reject", figure.key)]
            )
            book.judge([verb], by="ana")
            held[figure.key] = JUDGED.format(**numbers).split(" people")[0], kept.key
            before = book.judged_marks(kept.key)
            (later,) = book.keep([arrive(mutant(draw, sentences, judged), address)])
            assert later.instead_of == kept.id
            assert book.judged_marks(kept.key) == before
            assert book.judged_marks(later.key) == book.marks(later.key)  # nothing in it is anybody's word
            assert not any(f.measure == "detained" for f in book.judged_marks(later.key).figures)
        orphans = {o.target: o for o in book.orphans()}
        assert orphans.keys() == held.keys()
        for target, (words, article) in held.items():
            assert orphans[target].words == words
            assert book.article_of(target) == article
            assert orphans[target].instead is not None


def test_a_page_with_other_spaces_is_the_same_text_and_one_that_comes_back_is_no_orphan(tmp_path: Path) -> None:
    text = JUDGED.format(n=12, town="Dunmore") + "\n"
    with ledger(tmp_path / "it.saidby") as book:
        (kept,) = book.keep([arrive(text, "https://mail.example/1")])
        figure = figure_in(book.marks(kept.key), "12")
        book.judge([decide("correct", figure.key, measure="detained")], by="ana")
        book.keep([arrive(text.replace(" at Dunmore", "  at  Dunmore"), "https://mail.example/1")])
        assert book.orphans() == []
        book.keep([arrive(text.replace("12", "13"), "https://mail.example/1")])
        assert [o.target for o in book.orphans()] == [figure.key]
        book.keep([arrive(text, "https://mail.example/1?again"), arrive(text, "https://other.example/1")])
        assert book.orphans() == []  # the text is still there to be read elsewhere
        book.undo("ana")
        assert book.orphans() == []


# --- a later program -----------------------------------------------------------------------------------------------
@pytest.fixture
def book(tmp_path: Path) -> Ledger:
    """Return a ledger with one article of two figures."""
    found = ledger(tmp_path / "it.saidby")
    text = " ".join([JUDGED, AROUND[2]]).format(n=12, town="Dunmore", k=5, m=0)
    update(found, [arrive(text + "\n", "https://mail.example/1")])
    list(relink(found))
    return found


def only(book: Ledger) -> Marks:
    ((key,),) = book.ask("SELECT key FROM article")
    return book.marks(str(key))


def later(book: Ledger, words: str, **fields: Any) -> None:
    """Let a later program find something else in the figure with these words; or nothing, without fields."""
    marks = only(book)
    one = figure_in(marks, words)
    others = [f for f in marks.figures if f is not one]
    figures = [*others, structs.replace(one, **fields)] if fields else others
    book.remark(structs.replace(marks, figures=tuple(sorted(figures, key=lambda f: f.bare))), "a later saidby")


def test_a_judged_field_stands_and_what_is_found_now_is_a_suggestion(book: Ledger) -> None:
    killed = figure_in(only(book), "12")
    book.judge([decide("correct", killed.key, measure="detained")], by="ana")
    assert book.suggestions() == []  # the program found "killed" when ana decided, too
    later(book, "12", measure="wounded", place="Velby")
    placed = book.figure(killed.key)
    assert placed is not None
    assert placed.judged is not None
    assert (placed.judged.measure, placed.judged.place) == ("detained", "Velby")  # what nobody judged is as found now
    (suggested,) = book.suggestions()
    assert (suggested.target, suggested.field) == (killed.key, "measure")
    assert (suggested.judged, suggested.found, suggested.was) == ("detained", "wounded", "killed")
    assert (suggested.maker, suggested.by, suggested.words) == ("a later saidby", ("ana",), "At least 12")
    (story,) = book.story_keys()
    assert book.suggestions(story) == [suggested]
    assert book.suggestions("0" * 64) == []


@pytest.mark.parametrize("measure", ["detained", "wounded"])
def test_a_suggestion_is_settled_by_deciding_again(book: Ledger, measure: str) -> None:
    killed = figure_in(only(book), "12")
    book.judge([decide("correct", killed.key, measure="detained")], by="ana")
    later(book, "12", measure="wounded")
    book.judge([decide("correct", killed.key, measure=measure)], by="ben")
    assert book.suggestions() == []
    book.undo("ben")
    assert len(book.suggestions()) == 1


def test_a_program_that_comes_to_agree_suggests_nothing(book: Ledger) -> None:
    killed = figure_in(only(book), "12")
    book.judge([decide("correct", killed.key, measure="detained")], by="ana")
    later(book, "12", measure="detained")
    assert book.suggestions() == []


def test_a_figure_accepted_whole_stays_when_it_is_lost_and_that_is_suggested(book: Ledger) -> None:
    killed = figure_in(only(book), "12")
    book.judge([decide("accept", killed.key, **shown(killed))], by="ana")
    later(book, "12")
    placed = book.figure(killed.key)
    assert placed is not None
    assert placed.found is None
    assert placed.judged is not None
    assert shown(placed.judged) == shown(killed)
    assert [(s.field, s.judged, s.found) for s in book.suggestions()] == [("figure", True, False)]
    assert book.orphans() == []


def test_a_figure_of_which_only_a_field_was_judged_is_an_orphan_when_it_is_lost(book: Ledger) -> None:
    killed = figure_in(only(book), "12")
    book.judge([decide("correct", killed.key, measure="detained")], by="ana")
    later(book, "12")
    (orphan,) = book.orphans()
    assert (orphan.target, orphan.words, orphan.fields) == (killed.key, "At least 12", {"measure": "detained"})
    assert orphan.why == "the program no longer finds it"
    assert all(f.measure != "detained" for f in book.judged_marks(only(book).article.key).figures)


def test_a_rejected_figure_stays_away_however_it_is_found(book: Ledger) -> None:
    killed = figure_in(only(book), "12")
    book.judge([decide("reject", killed.key)], by="ana")
    later(book, "12", measure="wounded", low=13.0)
    placed = book.figure(killed.key)
    assert placed is not None
    assert placed.judged is None
    later(book, "12")
    assert (book.suggestions(), book.orphans()) == ([], [])


def test_the_base_of_an_accepted_share_is_the_same_figure_under_any_name(book: Ledger) -> None:
    marks = only(book)
    killed, bicycles = figure_in(marks, "12"), figure_in(marks, "5")
    book.judge([decide("accept", killed.key, **(shown(killed) | {"part_of": bicycles.id}))], by="ana")
    renamed = {killed.id: "f9", bicycles.id: killed.id}  # as where a later program finds one more before both
    figures = tuple(structs.replace(f, id=renamed.get(f.id, f.id)) for f in marks.figures)
    book.remark(structs.replace(marks, figures=figures), "a later saidby")
    placed = book.figure(killed.key)
    assert placed is not None
    assert placed.judged is not None
    assert (placed.judged.id, placed.judged.part_of) == ("f9", killed.id)
    assert book.suggestions() == [] or {s.field for s in book.suggestions()} == {"part_of"}


def test_what_a_later_program_finds_is_in_the_story_at_once(book: Ledger) -> None:
    later(book, "5", measure="wounded")
    assert [a.measure for story, _ in relink(book) for s in story.statements for a in s.figures].count("wounded") == 1


def test_no_judged_field_changes_over_any_readings(tmp_path: Path) -> None:
    draw = random.Random(3)
    fields: dict[str, list[Any]] = {
        "measure": ["killed", "wounded", "missing", "other"],
        "place": ["Velby", "Dunmore", None],
        "source": ["a", "b", None],
        "low": [1.0, 2.0, 3.0],
        "whom": ["men", "women", None],
    }
    for _ in range(30):
        with ledger(tmp_path / f"{draw.random()}.saidby") as book:
            text = " ".join([JUDGED, AROUND[2]]).format(n=12, town="Dunmore", k=5, m=0)
            update(book, [arrive(text + "\n", "https://mail.example/1")])
            target = figure_in(only(book), "12").key
            held: dict[str, Any] = {}
            for _ in range(8):
                name = draw.choice(list(fields))
                value = draw.choice(fields[name])
                if draw.random() < 0.5:
                    book.judge([decide("correct", target, **{name: value})], by="ana")
                    held[name] = value
                else:
                    later(book, "12", **{name: value})
                placed = book.figure(target)
                assert placed is not None
                assert placed.judged is not None
                now = structs.asdict(placed.judged)
                assert {name: now[name] for name in held} == held
                free = fields.keys() - held.keys()
                assert placed.found is not None
                assert all(now[name] == getattr(placed.found, name) for name in free)
                assert all(s.found != s.judged and held[s.field] == s.judged for s in book.suggestions())
