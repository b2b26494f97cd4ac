"""Whether two sources are two bodies, as far as their names tell."""

from typing import Literal

from saidby.evidence import Evidence
from saidby.likeness import BODIES, JOINING, agency_of
from saidby.link.drift.attribution import are_officials
from saidby.records import SourceIdentity
from saidby.text import tokenize

_BEGINNING = 5  # letters
_ASIDE = frozenset("for from in on at to".split())  # "basis for", no name
_SILENT = frozenset({"outlet", "document", "social post", "anonymous"})  # they carry the words of others

_MAYBE_PEOPLE = frozenset({"person", "other"})


class Bodies:
    """The bodies among the sources of a story."""

    def __init__(self, evidence: Evidence) -> None:
        self._lexicon = evidence.lexicon
        called: set[str] = set()  # by a common noun and a name: "the charity Oska Relief"
        people: set[str] = set()  # by their last name alone
        for doc, marks in evidence.marks.items():
            for a in marks.attributions:
                source = evidence.source_of(doc, a.speaker) if a.source and a.speaker else None
                words = a.source[0].of(marks.article.text).split() if source else []
                if source is None or words[-1:] != source.name.split()[-1:]:
                    continue
                if len(words) == 1 and words[0][0].isupper() and len(source.name.split()) > 1:
                    people.add(source.id)
                elif len(words) > 2 and words[0].casefold() == "the" and words[1].islower():
                    called.add(source.id)
        self._called, self._people = called, people

    def shift(self, source: SourceIdentity, model: SourceIdentity) -> Literal["other", "vaguer"] | None:
        """Return what has become of a source: another one, or officials; None where it may be the same."""
        if source.id == model.id or not self._named(model):
            return None
        if source.standing != "named":
            return "vaguer" if are_officials(source) else None
        kin = source.parent == model.id or model.parent == source.id or _one_name(source, model)
        return "other" if self._body(source) and self._body(model) and not kin else None

    def _named(self, source: SourceIdentity) -> bool:
        """Tell whether a source is a person or a body with a name, as far as the words tell; no news agency."""
        words = source.name.split()
        known = source.standing == "named" and source.kind not in _SILENT and not agency_of(source.name, self._lexicon)
        name = source.kind in BODIES or any(w[0].isupper() for w in words[-1:])
        return known and name and not _ASIDE & set(words)

    def _body(self, source: SourceIdentity) -> bool:
        """Tell whether a source is a body with a name.

        People are left out: they speak for bodies, are told by what they are ("the Oska delegate") and quote one
        another.
        """
        if source.kind in BODIES:
            return self._named(source) and "," not in source.name
        common = any(w[0].islower() for w in source.name.split()) or source.id in self._called
        person = (source.id in self._people and not source.voices) or (source.kind in _MAYBE_PEOPLE and not common)
        several = any(sign in source.name for sign in (",", " 's ", " and "))
        return self._named(source) and not person and not several


def _one_name(a: SourceIdentity, b: SourceIdentity) -> bool:
    """Tell whether two names can be of one body: "Lissen hospital", "Hospital of Lissen"."""
    names = [(x, y) for x in map(telling, {a.name, *a.names}) for y in map(telling, {b.name, *b.names})]
    return any(x <= y or y <= x for x, y in names)


def telling(name: str) -> frozenset[str]:
    """Return the beginnings of the words of a name, those that "Ruritania" and "Ruritanian" share."""
    return frozenset(t.low[:_BEGINNING] for t in tokenize(name) if t.text[0].isalnum() and t.low not in JOINING)
