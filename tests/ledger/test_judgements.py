"""Whatever is decided, undone and redone, the ledger stands as a plain model of it does."""

from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from saidby.errors import Outdated
from saidby.ledger.judgements import Decision, Verdict
from tests.ledger.build import ledger
from tests.ledger.undoing import PEOPLE, Undoing

THINGS = ("f1", "f2", "f3", "f4")


def accept(target: str, **shown: object) -> Decision:
    return Decision(about="figure", target=target, verb="accept", fields=shown)


def correct(target: str, **right: object) -> Decision:
    return Decision(about="figure", target=target, verb="correct", fields=right)


def reject(target: str) -> Decision:
    return Decision(about="figure", target=target, verb="reject")


def test_what_a_person_decides_is_in_force_until_it_is_undone(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        book.judge([correct("f1", low=12)], by="ana")
        assert book.verdict("f1") == Verdict(fields={"low": 12}, by=("ana",))
        assert book.undo("ana") == 1
        assert book.verdict("f1") == Verdict()
        assert book.redo("ana") == 1
        assert book.verdict("f1").fields == {"low": 12}


def test_what_was_undone_before_another_decision_is_not_redone(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        book.judge([correct("f1", low=1)], by="ana")
        book.undo("ana")
        book.judge([correct("f1", low=2)], by="ana")
        assert book.redo("ana") is None
        book.undo("ana")
        book.redo("ana")
        assert book.verdict("f1").fields == {"low": 2}
        assert book.redo("ana") is None


def test_undoing_an_early_step_leaves_what_another_decided_later(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        book.judge([correct("f1", low=12, measure="killed")], by="ana")
        book.judge([correct("f1", low=13)], by="ben")
        book.undo("ana")
        assert book.verdict("f1") == Verdict(fields={"low": 13}, by=("ben",))


def test_nobody_undoes_what_another_person_decided(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        book.judge([reject("f1")], by="ana")
        assert book.undo("ben") is None
        assert book.verdict("f1").rejected


def test_many_decisions_at_once_are_undone_at_once(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        book.judge([accept(f"f{n}", low=n) for n in range(500)], by="ana")
        assert book.verdict("f499").fields == {"low": 499}
        book.undo("ana")
        assert all(not book.verdict(f"f{n}").fields for n in range(500))


def test_a_repeated_request_is_kept_once(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        first = book.judge([reject("f1")], by="ana", token="abc")
        assert book.judge([reject("f1")], by="ana", token="abc") == first
        assert len(list(book.events())) == 1


def test_two_who_saw_the_same_version_do_not_overwrite_one_another(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        seen = {"f1": book.version("f1")}
        book.judge([correct("f1", low=1)], by="ana", seen=seen)
        with pytest.raises(Outdated, match="meanwhile"):
            book.judge([correct("f1", low=2)], by="ben", seen=seen)
        assert book.verdict("f1").fields == {"low": 1}


def test_merged_things_are_the_same_until_split(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        book.judge([Decision(about="source", target="s1", verb="merge", others=("s2", "s3"))], by="ana")
        assert book.verdict("s2").same == ("s1", "s3")
        book.judge([Decision(about="source", target="s1", verb="split", others=("s2",))], by="ana")
        assert book.verdict("s1") == Verdict(same=("s3",), apart=("s2",), by=("ana",))
        assert book.verdict("s2") == Verdict(same=("s3",), apart=("s1",), by=("ana",))


def test_verdicts_can_be_made_anew_from_the_events(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        book.judge([correct("f1", low=1), reject("f2")], by="ana")
        book.judge([accept("f2", low=4)], by="ben")
        book.undo("ana")
        before = book.fingerprint()
        book.rebuild()
        assert book.fingerprint() == before


class Deciding(Undoing):
    """Two people decide about four things; the model keeps every step and reads them all again each time."""

    @initialize()
    def begin(self) -> None:
        self.open()

    @rule(
        by=st.sampled_from(PEOPLE),
        what=st.lists(
            st.tuples(
                st.sampled_from(["accept", "correct", "reject", "merge", "split"]),
                st.permutations(THINGS),
                st.integers(0, 9),
            ),
            min_size=1,
            max_size=3,
        ),
    )
    def decide(self, by: str, what: list[tuple[str, list[str], int]]) -> None:
        decisions = []
        for verb, (thing, other, *_), value in what:
            if verb in {"merge", "split"}:
                decisions.append(Decision(about="figure", target=thing, verb=verb, others=(other,)))  # type: ignore[arg-type]
            else:
                fields = {} if verb == "reject" else {"low": value}
                decisions.append(Decision(about="figure", target=thing, verb=verb, fields=fields))  # type: ignore[arg-type]
        self.book.judge(decisions, by=by)
        self.decided(by, [(verb, f"{thing}>{other}", value) for verb, (thing, other, *_), value in what])

    @invariant()
    def stands_as_the_model(self) -> None:
        if not hasattr(self, "steps"):
            return
        low: dict[str, int] = {}
        rejected: dict[str, bool] = {}
        pairs: dict[frozenset[str], str] = {}
        for n, (_, decisions) in enumerate(self.steps):
            for verb, things, value in decisions if n not in self.undone else []:
                thing, other = things.split(">")
                if verb in {"merge", "split"}:
                    pairs[frozenset((thing, other))] = verb
                    continue
                rejected[thing] = verb == "reject"
                if verb != "reject":
                    low[thing] = value
        for thing in THINGS:
            verdict = self.book.verdict(thing)
            assert verdict.fields == ({"low": low[thing]} if thing in low else {})
            assert verdict.rejected == rejected.get(thing, False)
            for verb, told in (("merge", verdict.same), ("split", verdict.apart)):
                true = {next(iter(p - {thing})) for p, v in pairs.items() if thing in p and v == verb}
                assert set(told) == true

    def teardown(self) -> None:
        if hasattr(self, "place"):
            self.place.close()


TestDeciding = Deciding.TestCase
TestDeciding.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
