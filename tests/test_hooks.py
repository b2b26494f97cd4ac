"""Plugins: a check from outside is asked like our own."""

from collections.abc import Iterator, Sequence

from saidby.evidence import Evidence
from saidby.hooks import DriftCheck, drift_checks, hookimpl, load_plugins
from saidby.lexicon import load_lexicon
from saidby.link import drift
from saidby.link.drift import find_drift
from saidby.records import Drift, Excerpt
from tests.link.build import told


def shouting(evidence: Evidence) -> Iterator[Drift]:
    """Yield each exclamation mark, laid beside the first letter."""
    for doc, marks in evidence.marks.items():
        at = marks.article.text.find("!")
        if at >= 0:
            against = Excerpt(doc=doc, start=0, end=1)
            yield Drift(
                kind="other",
                doc=doc,
                start=at,
                end=at + 1,
                against=against,
                severity="minor",
                why="loud",
                rule="shouting",
            )


class Plugin:
    @hookimpl
    def drift_checks(self) -> Sequence[DriftCheck]:
        return [shouting]


def evidence(text: str) -> Evidence:
    return Evidence({"a": told("a", text)}, (), {}, {}, lambda doc, name: None, (), load_lexicon())


def test_a_plugin_adds_a_check() -> None:
    checks = drift_checks(load_plugins(drift, Plugin()))
    assert shouting in checks
    assert [d.rule for d in find_drift(evidence("The dam broke!"), checks)] == ["shouting"]


def test_the_order_of_plugins_changes_nothing() -> None:
    assert drift_checks(load_plugins(drift, Plugin())) == drift_checks(load_plugins(Plugin(), drift))


def test_without_statements_our_own_checks_find_nothing() -> None:
    assert find_drift(evidence("The dam broke!"), drift_checks(load_plugins(drift))) == []
