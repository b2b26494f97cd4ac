"""Who claims something, as one mention shows him."""

from msgspec import Struct

from saidby.mark.attribution.words import COLLECTIVES
from saidby.records import SourceKind

BODIES = frozenset({"ministry", "agency", "military", "outlet", "ngo", "group", "other", "document"})

# What a bare noun may be taken up for: "the company" any group, "the agency" a news agency as well.
TAKEN_UP: dict[str, frozenset[str]] = {
    "agency": frozenset({"agency", "outlet", "ngo"}),
    "company": frozenset({"group"}),
    "firm": frozenset({"group"}),
    "group": frozenset({"group", "ngo"}),
    "organization": frozenset({"group", "ngo", "agency"}),
    "organisation": frozenset({"group", "ngo", "agency"}),
    "newspaper": frozenset({"outlet"}),
    "paper": frozenset({"outlet"}),
    "outlet": frozenset({"outlet"}),
    "channel": frozenset({"outlet"}),
    "broadcaster": frozenset({"outlet"}),
    "news agency": frozenset({"outlet"}),
    "military": frozenset({"military"}),
    "sources": frozenset({"anonymous"}),
    "source": frozenset({"anonymous"}),
    "officer": frozenset({"anonymous", "person"}),
    "official": frozenset({"anonymous", "person"}),
    "witness": frozenset({"anonymous"}),
}


class Speaker(Struct, frozen=True):
    name: str | None
    kind: SourceKind


class Claimant(Struct, frozen=True, kw_only=True):
    """A source mentioned: where, by which head noun, as whom."""

    at: int
    head: str
    name: str
    kind: SourceKind
    plural: bool
    quoted: bool = False  # inside a long quotation: nobody outside it takes it up
    mentioned: SourceKind  # what the words themselves denote: "the report" of a ministry is a document


def is_somebody(claimant: Claimant) -> bool:
    """Tell whether "he" or "she" can take the claimant up: a person, named or not ("an official"), or a bare name."""
    if claimant.plural or claimant.mentioned == "document" or claimant.head in COLLECTIVES:
        return False
    bare_name = (
        claimant.kind == "group" and not claimant.head and len(claimant.name.split()) < 3 and claimant.name.istitle()
    )
    known = claimant.kind == "anonymous" and bool(claimant.head)  # "an official", not "the world"
    return claimant.kind == "person" or known or bare_name


def plural_fit(claimant: Claimant) -> bool:
    return claimant.plural or claimant.kind in {"group", "military", "agency"}


def body_fit(claimant: Claimant) -> bool:
    return claimant.mentioned in BODIES and not claimant.plural
