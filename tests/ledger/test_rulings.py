"""What people decide reaches the stories of a ledger, and what they take back leaves them as they were."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from saidby.ledger import Arrival, Ledger
from saidby.ledger.judgements import Decision
from saidby.pipeline import link, relink, update
from saidby.records import SourceIdentity, Story
from saidby.rulings import Ruling, source_key, statement_key
from tests.ledger.build import arrival, example, ledger
from tests.ledger.undoing import PEOPLE, Undoing

BOARD, POLICE = "The Norda Fire Board", "Norda police"
TOLD = "NORDA, 6 May 2031 - {count} people died in the fire at the old mill of Norda, {source} said on Tuesday.{more}\n"


def arrivals() -> list[Arrival]:
    """Return four reports of one fire, three on one source's word."""
    rows = [(60, BOARD, ""), (60, BOARD, " It burnt till dawn."), (60, BOARD, " Two roofs fell."), (64, POLICE, "")]
    return [
        arrival(f"mill-{n}.txt", TOLD.format(count=count, source=source.replace("The ", "the "), more=more))
        for n, (count, source, more) in enumerate(rows)
    ]


def linked(book: Ledger) -> Story:
    list(relink(book))
    (key,) = book.story_keys()
    return book.story(key)


def partition(story: Story) -> set[frozenset[str]]:
    """Return which figures stand in one statement."""
    return {frozenset(key for r in s.reports for key in r.keys) for s in story.statements if s.figures}


def told(story: Story) -> dict[str, Any]:
    """Return a story as the ledger has it, without its key."""
    found: dict[str, Any] = msgspec.to_builtins(story)
    return {name: value for name, value in found.items() if name not in {"key", "story", "aliases"}}


def sorting(story: Story) -> tuple[set[frozenset[str]], set[tuple[str, ...]]]:
    """Return which figures stand in one statement, and which names mean one source."""
    return partition(story), {s.names for s in story.sources}


def source_of(story: Story, name: str) -> SourceIdentity:
    return next(s for s in story.sources if name in s.names)


# --- from a decision to the story --------------------------------------------------------------------------------
def test_each_kind_of_decision_reaches_the_story_and_leaves_it_when_it_is_undone(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        update(book, example())
        before = linked(book)
        one, other, *_ = (s for s in before.statements if s.figures)
        board, ministry = (source_of(before, name).key for name in (before.sources[0].name, before.sources[1].name))
        ((derivation,),) = book.ask("SELECT key FROM derivation ORDER BY position LIMIT 1")
        ((drift,),) = book.ask("SELECT key FROM drift ORDER BY position LIMIT 1")
        figure = one.reports[0].keys[0]
        tries: Mapping[str, dict[str, Any]] = {
            "statement": {"target": one.key, "verb": "merge", "others": (other.key,)},
            "source": {"target": board, "verb": "merge", "others": (ministry,)},
            "figure": {"target": figure, "verb": "correct", "fields": {"statement": "new"}},
            "derivation": {"target": str(derivation), "verb": "reject"},
            "drift": {"target": str(drift), "verb": "reject"},
        }
        for about, what in tries.items():
            book.judge([msgspec.convert({"about": about, **what}, Decision)], by="ana")
            after = linked(book)
            assert told(after) != told(before), about
            assert book.undo("ana")
            assert told(linked(book)) == told(before), about


def test_a_decision_about_a_source_stands_when_its_story_grows_and_is_made_anew(tmp_path: Path) -> None:
    first, second, third, police = arrivals()
    with ledger(tmp_path / "it.saidby") as book:
        update(book, [second, police])
        before = linked(book)
        pair = [source_of(before, name).key for name in ("Norda Fire Board", "Norda police")]
        book.judge([Decision(about="source", target=pair[0], verb="merge", others=(pair[1],))], by="ana")
        for more in (first, third):
            update(book, [more])
            assert {"Norda Fire Board", "Norda police"} <= set(source_of(linked(book), "Norda police").names)
        book.rebuild()
        assert {"Norda Fire Board", "Norda police"} <= set(source_of(linked(book), "Norda police").names)


def test_a_decision_about_a_statement_stands_when_an_earlier_report_comes(tmp_path: Path) -> None:
    first, second, _, police = arrivals()
    with ledger(tmp_path / "it.saidby") as book:
        update(book, [second, police])
        one, two = (s.key for s in linked(book).statements if s.figures)
        book.judge([Decision(about="statement", target=one, verb="merge", others=(two,))], by="ana")
        update(book, [first])
        assert len(partition(linked(book))) == 1


def test_accepted_drift_and_derivations_are_sure(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        update(book, example())
        linked(book)
        ((key, how),) = book.ask("SELECT key, how FROM derivation ORDER BY position LIMIT 1")
        book.judge([Decision(about="derivation", target=str(key), verb="accept", fields={"how": how})], by="ana")
        linked(book)
        assert list(book.ask("SELECT rule, confidence FROM derivation WHERE key = ?", key)) == [("judged", 1.0)]


def test_many_decisions_at_once_take_time_in_proportion(tmp_path: Path) -> None:
    with ledger(tmp_path / "it.saidby") as book:
        what = [Decision(about="figure", target=f"f{n}", verb="reject") for n in range(5000)]
        assert book.judge(what, by="ana")
        assert book.verdict("f4999").rejected
        assert book.undo("ana")
        assert not book.verdict("f4999").rejected


# --- whatever is decided, undone and redone ----------------------------------------------------------------------
class Linking(Undoing):
    """Two people sort the reports of one story; the model reads all steps that stand, and links without a ledger."""

    @initialize()
    def begin(self) -> None:
        self.open()
        update(self.book, arrivals())
        self.before = linked(self.book)
        self.marks = [self.book.marks(key) for key in self.book.members(self.before.key)]
        self.figures = [f.key for m in self.marks for f in m.figures]
        self.sources = [source_key(m.article.key, str(m.figures[0].source)) for m in self.marks]

    @rule(by=st.sampled_from(PEOPLE), verb=st.sampled_from(["merge", "split"]), of=st.data())
    def sort(self, by: str, verb: str, of: st.DataObject) -> None:
        about = of.draw(st.sampled_from(["statement", "source"]))
        things = list(map(statement_key, self.figures)) if about == "statement" else self.sources
        one, other = of.draw(st.permutations(things))[:2]
        told = {"about": about, "target": one, "verb": verb, "others": (other,)}
        self.decide(by, msgspec.convert(told, Decision))

    @rule(by=st.sampled_from(PEOPLE), of=st.data())
    def move(self, by: str, of: st.DataObject) -> None:
        figure, to = of.draw(st.permutations(self.figures))[:2]
        to = of.draw(st.sampled_from([to, "new"]))
        self.decide(by, Decision(about="figure", target=figure, verb="correct", fields={"statement": to}))

    @rule(by=st.sampled_from(PEOPLE), of=st.data())
    def reject(self, by: str, of: st.DataObject) -> None:
        key = statement_key(of.draw(st.sampled_from(self.figures)))
        self.decide(by, Decision(about="statement", target=key, verb="reject"))

    def decide(self, by: str, decision: Decision) -> None:
        self.book.judge([decision], by=by)
        self.decided(by, decision)

    @invariant()
    def stands_as_linked_without_a_ledger(self) -> None:
        if not hasattr(self, "steps"):
            return
        standing = [step for n, step in enumerate(self.steps) if n not in self.undone]
        now = linked(self.book)
        assert partition(now) == partition(link(self.marks, judged=rulings(standing)))
        if not standing:
            assert sorting(now) == sorting(self.before)

    def teardown(self) -> None:
        if hasattr(self, "place"):
            with self.place:
                while any(self.book.undo(one) for one in PEOPLE):
                    pass
                assert sorting(linked(self.book)) == sorting(self.before)


def rulings(steps: list[tuple[str, Decision]]) -> list[Ruling]:
    """Return what steps come to: of each pair the last word, of each thing the last field."""
    pairs: dict[frozenset[str], str] = {}
    rejected: set[str] = set()
    moved: dict[str, Any] = {}
    for _, decision in steps:
        if decision.others:
            pairs[frozenset((decision.target, *decision.others))] = decision.verb
        elif decision.verb == "reject":
            rejected.add(decision.target)
        else:
            moved[decision.target] = decision.fields["statement"]
    found = []
    for target in {*rejected, *moved, *(key for pair in pairs for key in pair)}:
        others = {
            verb: tuple(k for p, v in pairs.items() if v == verb and target in p for k in p - {target})
            for verb in ("merge", "split")
        }
        fields = {"statement": moved[target]} if target in moved else {}
        ruled = Ruling(
            target=target,
            rejected=target in rejected,
            fields=fields,
            same=others["merge"],
            apart=others["split"],
            by=("x",),
        )
        found.append(ruled)
    return found


TestLinking = Linking.TestCase
TestLinking.settings = settings(max_examples=15, stateful_step_count=10, deadline=None)
