"""Why a name means a claimant: what was read in it, and what its story settled."""

from saidby.link.sources.names import Reading
from saidby.records import Reason


def why_named(name: str, reading: Reading, own: str, claimant: str) -> Reason:
    """Return the reason for which ``name`` means ``claimant``; ``own`` is what it means apart from whom it speaks for.

    A name that the lexicon knows; a country's body; an abbreviation that a text spells out; the one body, or the one
    longer name, that can be meant; the voice of a body; or only itself.
    """
    rule, entry = _voice(own, claimant) or _settled(reading, own) or _read(name, reading)
    return Reason(step="sources", rule=f"“{name}” {rule}", entry=entry)


def _voice(own: str, claimant: str) -> tuple[str, None] | None:
    return ("speaks for it", None) if own.partition("@")[0] != claimant.partition("@")[0] else None


def _settled(reading: Reading, own: str) -> tuple[str, None] | None:
    """Return the reason that the other names of the article or the story give."""
    if own.partition("@")[0] == reading.key:
        return None
    if reading.words and own.startswith("name:"):
        return "is short for the one longer name that holds it", None
    return "is the one body of that kind that the articles speak of", None


def _read(name: str, reading: Reading) -> tuple[str, str | None]:
    """Return the reason that the words of the name themselves give."""
    kind, _, term = reading.key.partition(":")
    if kind == "claimant":
        return "is a name that the lexicon knows", f"sources.toml: {term}"
    if kind == "outlet":
        return "is a name that the lexicon knows", f"outlets.toml: {term}"
    if kind == "state":
        return "is a country's name", f"places.toml: {term}"
    if kind == "body":
        body, _, country = term.partition(":")
        where = "the place that it names" if reading.region else country
        return (f"is that body of {where}" if where else "is a body of no stated country"), f"bodies.toml: {body}"
    if kind == "name":
        spelled = " " not in name and len(reading.words) > 1
        return ("is short for what a text spells out" if spelled else "is its own name"), None
    return ("names several at once" if kind == "joint" else "has no name, and is known to its article alone"), None
