"""How near two sources are: whether the words of one may be those of the other."""

from collections.abc import Iterable, Mapping

from saidby.records import SourceIdentity, SourceKind

SAME, PART, VAGUE, CROWD, NONE = 4, 3, 2, 1, 0
# Who may speak for a body of that name; experts and analysts do not.
_OFFICIALS = frozenset("officials official authorities sources source government".split())

_PUBLIC: frozenset[SourceKind] = frozenset({"ministry", "agency", "military"})


def order_of_joining(source: SourceIdentity) -> int:
    """Return the wholes and the named first, so that parts and vaguer names find them."""
    return (source.standing != "named") * 2 + (source.parent is not None)


def kinship(a: SourceIdentity, b: SourceIdentity, *, same_words: Iterable[tuple[str, str]] = ()) -> int:
    """Return SAME; PART where one is a part of the other; VAGUE where one name leaves open whether it means the other;
    CROWD where both are such people as any article may mean, "local officials" and "two officials".

    ``same_words`` are pairs of sources into whose mouths two articles put the same quoted words.
    """
    if a.id == b.id:
        return SAME
    if b.id == a.parent or a.id == b.parent:
        return PART
    if "joint" in (a.standing, b.standing):
        return VAGUE if a.name.casefold() == b.name.casefold() else NONE
    if _officials_of(a, b) or _officials_of(b, a):
        return VAGUE
    unnamed = a.standing != "named" or b.standing != "named"
    same_country = a.country is not None and a.country == b.country
    within = _part_of_name(a, b) or _part_of_name(b, a)
    same_name = within or bool({n.casefold() for n in a.names} & {n.casefold() for n in b.names})
    quoted_alike = (min(a.id, b.id), max(a.id, b.id)) in same_words
    if unnamed and (same_country or same_name or quoted_alike):
        return VAGUE
    return CROWD if _both_crowds(a, b) else NONE


def _officials_of(crowd: SourceIdentity, body: SourceIdentity) -> bool:
    """Tell whether "officials" or "the government", of no country or of the same, may mean this public body."""
    words = set(crowd.name.casefold().split())
    known = body.standing == "vague" or (body.standing == "named" and body.country is not None)  # not the UN
    return (
        known
        and body.kind in _PUBLIC
        and words <= _OFFICIALS
        and (crowd.country is None or crowd.country == body.country)
    )


def _both_crowds(a: SourceIdentity, b: SourceIdentity) -> bool:
    """Tell whether both are people of one noun without a name, and of no two countries."""
    one, other = (set(s.name.casefold().split()) & _OFFICIALS for s in (a, b))
    elsewhere = a.country is not None and b.country is not None and a.country != b.country
    return a.standing == b.standing == "anonymous" and bool(one & other) and not elsewhere


def _part_of_name(crowd: SourceIdentity, body: SourceIdentity) -> bool:
    """Tell whether the words that tell a crowd from others stand in a body's name: "provincial authorities"."""
    telling = {w for w in crowd.name.casefold().split() if w not in _OFFICIALS}
    return body.standing == "named" and bool(telling) and telling <= set(body.name.casefold().split())


def speakers_of_same_words(
    pairs: Iterable[tuple[str | None, str | None]], identities: Mapping[str, SourceIdentity]
) -> frozenset[tuple[str, str]]:
    """Return the pairs of different sources of one quotation, each in order of ids."""
    return frozenset((min(a, b), max(a, b)) for a, b in pairs if a and b and a != b and {a, b} <= set(identities))
