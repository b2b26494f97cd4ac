"""Plugins: a check from outside is asked like our own."""

from collections.abc import Iterator, Mapping, Sequence

import pytest

from saidby.errors import SaidbyError
from saidby.evidence import Evidence
from saidby.hooks import DriftCheck, Marker, drift_checks, hookimpl, load_plugins, markers
from saidby.lexicon import load_lexicon
from saidby.link import drift
from saidby.link.drift import find_drift
from saidby.mark.attribution import find_attributions
from saidby.records import Drift, Excerpt, Quote, Saying, Span
from saidby.text import Layout, lay_out
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


def whisperer(layout: Layout, quotes: Sequence[Quote]) -> list[Saying]:
    """Find "X whispered Y", which no lexicon has."""
    at = layout.text.find(" whispered ")
    cue = Span(at + 1, at + len(" whispered"))
    return [Saying(source=(Span(0, at),), cue=(cue,), content=(Span(cue.end + 1, len(layout.text) - 1),), sure=0.9)]


class Reader:
    @hookimpl
    def markers(self) -> Mapping[str, Marker]:
        return {"whispers": whisperer}


def test_a_plugin_brings_a_reader_of_attributions() -> None:
    reader = markers(load_plugins(Reader()))["whispers"]
    layout = lay_out("Ana Torv whispered sixty boats were lost.")
    assert find_attributions(layout, [], load_lexicon()) == []
    (found,) = find_attributions(layout, [], load_lexicon(), reader(layout, []))
    assert (found.speaker, found.rule, found.confidence) == ("Ana Torv", "reader", 0.9)


def test_two_readers_of_one_name_are_refused() -> None:
    with pytest.raises(SaidbyError, match="two plugins have a reader called 'whispers'"):
        markers(load_plugins(Reader(), Reader()))
