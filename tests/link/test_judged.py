"""What people decide stands above what linking finds, and what they take back leaves the story as it was."""

import random
from typing import Any

import pytest

from saidby.pipeline import link
from saidby.records import Marks, Statement, Story
from saidby.rulings import JUDGED, Ruling, derivation_key, drift_key, source_key, statement_key
from tests.link.build import told

FIRE = "A fire at Norda destroyed the old mill. {source} said {{{n}}} people had died. The roof fell at dawn."
MILL = (
    "Boys had swum below it every summer, and in winter the water wheel was hung with ice as thick as a man. Nobody "
    "could say who had lit the fire, or whether the watchman, whose lamp was found on the stairs, had seen them come."
)
BOARD, POLICE = "the Norda Fire Board", "Norda police"


def article(doc: str, source: str, number: int, day: str = "2031-05-06", **figure: Any) -> Marks:
    row = {"source": source.removeprefix("the "), "named": source, "said_on": day} | figure
    return told(doc, f"{doc}. " + FIRE.format(source=source[0].upper() + source[1:], n=number), row, published=day)


@pytest.fixture
def marks() -> list[Marks]:
    """Return what five articles say: three the board's 60, one the board's 70 a week later, one the police's 60."""
    return [
        article("a", BOARD, 60),
        article("b", BOARD, 60),
        article("c", BOARD, 60),
        article("d", BOARD, 70, "2031-05-13"),
        article("e", POLICE, 60),
    ]


def story(marks: list[Marks], *rulings: Ruling) -> Story:
    return link(marks, judged=rulings)


def groups(found: Story) -> set[frozenset[str]]:
    """Return which articles tell one statement together."""
    return {frozenset(r.doc for r in s.reports) for s in found.statements if s.figures}


def keyed(marks: list[Marks], doc: str) -> str:
    return next(m.figures[0].key for m in marks if m.article.id == doc)


def named(marks: list[Marks], doc: str, name: str) -> str:
    return next(source_key(m.article.key, name) for m in marks if m.article.id == doc)


def ruling(target: str, **what: Any) -> Ruling:
    return Ruling(target=target, by=("ana",), **what)


def both(one: str, other: str, **which: str) -> list[Ruling]:
    """Return what the ledger has of two things that somebody put together or took apart: each knows of the other."""
    (field,) = which
    return [ruling(one, **{field: (other,)}), ruling(other, **{field: (one,)})]


def of(found: Story, doc: str) -> Statement:
    return next(s for s in found.statements if s.figures and any(r.doc == doc for r in s.reports))


def reasons(statement: Statement) -> list[str]:
    return [r.rule for r in statement.because if r.rule.startswith(JUDGED)]


def test_without_anybody_s_word_the_program_s_stands(marks: list[Marks]) -> None:
    assert groups(story(marks)) == {frozenset("abc"), frozenset("d"), frozenset("e")}


# --- statements --------------------------------------------------------------------------------------------------
def test_two_statements_are_one_by_somebody_s_word(marks: list[Marks]) -> None:
    found = story(marks, *both(statement_key(keyed(marks, "a")), statement_key(keyed(marks, "e")), same=""))
    assert groups(found) == {frozenset("abce"), frozenset("d")}
    assert reasons(of(found, "e")) == ["judged: the same, by ana"]


def test_any_report_leads_to_its_statement(marks: list[Marks]) -> None:
    found = story(marks, *both(statement_key(keyed(marks, "c")), statement_key(keyed(marks, "e")), same=""))
    assert groups(found) == {frozenset("abce"), frozenset("d")}


def test_a_report_that_somebody_takes_out_of_a_statement_stands_for_itself(marks: list[Marks]) -> None:
    found = story(marks, *both(statement_key(keyed(marks, "a")), statement_key(keyed(marks, "b")), apart=""))
    assert any("a" in group and "b" not in group for group in groups(found))
    judged = [a for a in of(found, "b").apart if a.key == of(found, "a").key]
    assert [a.because[0].rule for a in judged] == ["judged: not the same, by ana"]


def test_a_report_goes_into_the_statement_that_somebody_says(marks: list[Marks]) -> None:
    moved = ruling(keyed(marks, "b"), fields={"statement": keyed(marks, "d")})
    found = story(marks, moved)
    assert groups(found) == {frozenset("ac"), frozenset("bd"), frozenset("e")}
    assert reasons(of(found, "b")) == ["judged: a report of this statement, by ana"]


def test_a_report_is_a_statement_of_its_own_where_somebody_says_so(marks: list[Marks]) -> None:
    found = story(marks, ruling(keyed(marks, "b"), fields={"statement": "new"}))
    assert groups(found) == {frozenset("ac"), frozenset("b"), frozenset("d"), frozenset("e")}
    assert reasons(of(found, "b")) == ["judged: one of its own, by ana"]


def test_what_is_taken_apart_is_not_put_together_by_way_of_a_third(marks: list[Marks]) -> None:
    a, d, e = (statement_key(keyed(marks, doc)) for doc in "ade")
    apart, one, other = both(a, e, apart=""), both(a, d, same=""), both(d, e, same="")
    found = groups(story(marks, *apart, *one, *other))
    assert not any({"a", "e"} <= group for group in found)


def test_a_rejected_statement_is_in_no_table(marks: list[Marks]) -> None:
    found = story(marks, ruling(statement_key(keyed(marks, "b")), rejected=True))
    assert groups(found) == {frozenset("d"), frozenset("e")}
    ids = {s.id for s in found.statements}
    assert {p.statement for s in found.series for p in s.points} <= ids
    assert {one for root in found.roots for one in root.statements} <= ids


def test_a_statement_is_of_the_day_that_somebody_says_and_sure(marks: list[Marks]) -> None:
    found = of(story(marks, ruling(statement_key(keyed(marks, "d")), fields={"said_on": "2031-05-12"})), "d")
    assert (found.said_on, found.confidence) == ("2031-05-12", 1.0)
    assert reasons(found) == ["judged: as shown, by ana"]


# --- sources -----------------------------------------------------------------------------------------------------
def test_two_names_are_one_source_by_somebody_s_word(marks: list[Marks]) -> None:
    found = story(marks, *both(named(marks, "a", BOARD), named(marks, "e", POLICE), same=""))
    (source,) = (s for s in found.sources if "Norda police" in s.names)
    assert "Norda Fire Board" in source.names
    assert any(r.rule == "judged: “Norda Fire Board” and “Norda police” are one, by ana" for r in source.because)
    assert groups(found) == {frozenset("abce"), frozenset("d")}


def test_a_name_that_somebody_takes_from_a_source_is_another_one(marks: list[Marks]) -> None:
    marks = [*marks, article("f", "Ana Sorel", 60), article("g", "Sorel", 60)]
    before = story(marks)
    assert any({"Ana Sorel", "Sorel"} <= set(s.names) for s in before.sources)
    found = story(marks, *both(named(marks, "f", "Ana Sorel"), named(marks, "g", "Sorel"), apart=""))
    whose = {name: s for s in found.sources for name in s.names}
    assert (whose["Ana Sorel"].names, whose["Sorel"].names) == (("Ana Sorel",), ("Sorel",))
    assert [r.rule for r in whose["Sorel"].because] == ["judged: “Sorel” is not “Ana Sorel”, by ana"]


def test_namesakes_in_two_articles_can_be_two(marks: list[Marks]) -> None:
    found = story(marks, *both(named(marks, "a", BOARD), named(marks, "c", BOARD), apart=""))
    boards = [s for s in found.sources if "Norda Fire Board" in s.names]
    assert len(boards) == 2
    assert groups(found) >= {frozenset("ab"), frozenset("c")} or groups(found) >= {frozenset("bc"), frozenset("a")}


def test_a_source_is_called_as_somebody_says_and_keeps_its_key(marks: list[Marks]) -> None:
    key = named(marks, "b", BOARD)
    found = story(marks, ruling(key, fields={"name": "Fire Board of Norda", "kind": "agency"}))
    (board,) = (s for s in found.sources if "Norda Fire Board" in s.names)
    assert (board.name, board.kind) == ("Fire Board of Norda", "agency")
    assert board.key == named(marks, "a", BOARD)
    assert of(found, "a").source == "Fire Board of Norda"


def test_what_is_no_source_has_nothing_on_its_word(marks: list[Marks]) -> None:
    found = story(marks, ruling(named(marks, "e", POLICE), rejected=True))
    assert not any("Norda police" in s.names for s in found.sources)
    assert not any(s.source == "Norda police" for s in found.statements)


# --- derivations and drift ---------------------------------------------------------------------------------------
def test_a_rejected_derivation_is_gone_and_an_accepted_one_is_sure() -> None:
    body = "The mill stood above the weir and had been empty since the dyers left it. " + MILL
    marks = [told(doc, f"{doc}. {{60}} died. {body}", published=f"2031-05-0{n}") for n, doc in enumerate("ab", 1)]
    keys = {m.article.id: m.article.key for m in marks}
    first, *others = story(marks).provenance
    gone = story(marks, ruling(derivation_key(first, keys), rejected=True)).provenance
    assert list(gone) == others
    sure = story(marks, ruling(derivation_key(first, keys), fields={"how": "rewrite"})).provenance[0]
    assert (sure.rule, sure.confidence, sure.how) == ("judged", 1.0, "rewrite")


def test_a_derivation_that_only_people_know_of_is_told_on_their_word(marks: list[Marks]) -> None:
    key = f"derivation:{marks[3].article.key}>external:Norda Wire"
    found = [d for d in story(marks, ruling(key, fields={"how": "cites"})).provenance if d.doc == "d"]
    assert ("external:Norda Wire", "cites", "by ana", 1.0) in {
        (d.derived_from, d.how, d.evidence, d.confidence) for d in found
    }


def test_rejected_drift_is_gone_and_the_rest_stays(marks: list[Marks]) -> None:
    altered = [*marks[:2], article("c", BOARD, 60, bound="about", low=60.0, high=60.0)]
    keys = {m.article.id: m.article.key for m in altered}
    before = story(altered).drift
    for one in before:
        found = story(altered, ruling(drift_key(one, keys), rejected=True)).drift
        assert list(found) == [d for d in before if d is not one]


# --- all together ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("seed", range(40))
def test_whatever_people_decide_a_story_can_be_linked_and_their_word_stands(marks: list[Marks], seed: int) -> None:
    draw = random.Random(seed)
    keys = {m.article.id: m.article.key for m in marks}
    before = story(marks)
    statements = [statement_key(keyed(marks, doc)) for doc in "abcde"]
    sources = [named(marks, doc, POLICE if doc == "e" else BOARD) for doc in "abcde"]
    things = [derivation_key(d, keys) for d in before.provenance] + [drift_key(d, keys) for d in before.drift]
    rulings: dict[str, Ruling] = {}
    for _ in range(draw.randint(1, 6)):
        kind = draw.choice(["same", "apart", "rejected", "moved"])
        one, other = draw.sample(draw.choice([statements, sources]), 2)
        if kind in {"same", "apart"}:
            rulings |= {r.target: r for r in both(one, other, **{kind: ""})}
        elif kind == "rejected":
            target = draw.choice([one, *things])
            rulings[target] = ruling(target, rejected=True)
        else:
            figure = keyed(marks, draw.choice("abcde"))
            rulings[figure] = ruling(figure, fields={"statement": draw.choice(["new", keyed(marks, "d")])})
    found = story(marks, *rulings.values())
    for target, told_of in rulings.items():
        for other in told_of.apart if target.startswith("statement:") else ():
            at = {key: s.id for s in found.statements for r in s.reports for key in r.keys}
            one, two = (key.removeprefix("statement:") for key in (target, other))
            assert one not in at or at[one] != at.get(two)
    assert story(marks) == before
    assert story(list(reversed(marks)), *reversed(rulings.values())) == found
