"""Which person a phrase names."""

from msgspec import Struct

from saidby import grammar
from saidby.mark.attribution import words as w
from saidby.mark.attribution.ground import Ground, Range
from saidby.mark.attribution.names import Name, Names, name_start, run_end
from saidby.mark.attribution.parts import segments

_LEADS_TO_NAMES = w.PREPOSITIONS | grammar.ARTICLES


class Person(Struct, frozen=True):
    """A person named: where the mention begins, what the words say he is, his fullest name."""

    at: int
    role: str
    name: str


class People:
    """The people of one text, found by the phrases that mention them."""

    def __init__(self, ground: Ground, names: Names) -> None:
        self.ground = ground
        self.names = names

    def named(self, part: Range, core: Range) -> Person | None:
        """Return the person whom the phrase names: "spokesman Ana Torv", "one of them, Ana Torv", "Ms Torv"."""
        ground = self.ground
        if ground.layout.capitals:
            return self._in_capitals(core)
        if self._known_body(core):
            return None
        run = run_end(ground, core[0])
        if run == core[1] and (full := self.names.fullest(ground.words(*core))) != ground.words(*core):
            return Person(part[0], "", full)
        owner = next((k for k in range(*core) if ground.low(k) == "'s"), None)
        if owner is not None and run_end(ground, owner + 1) == core[1]:  # "the union's Torv"
            bare = ground.words(owner + 1, core[1])
            if (full := self.names.fullest(bare)) != bare:
                return Person(part[0], "", full)
        for first, last in segments(ground, part):
            for name in self.names.within(first, last):
                if name.last < last and ground.noun(name.last) is not None and ground.low(name.last - 1) != ",":
                    continue  # "the Norland Front commander"
                ends = last - 1 <= name.last <= last or self.ground.low(name.last) in {"of", "from", "at", "with", "in"}
                begin = part[0] if self._opens_with_office(part[0], name) else first
                if first <= name.first and name.last <= last and ends and self._names_whole(name, begin, last):
                    return Person(part[0], self._role(part), self.names.fullest(name.text))
        return None

    def _names_whole(self, name: Name, first: int, last: int) -> bool:
        """Tell whether the name is what the phrase is about, not the place or house it mentions."""
        ground = self.ground
        ands = [k for k in range(first, min(last, name.last + 1)) if ground.low(k) == "and"]
        headed = self._opens_with_office(first, name)
        if any(not headed and not self._two_offices(k, name) for k in ands) or (
            name.last < last and ground.low(name.last) == "'s"
        ):
            return False
        k = name.first
        while k > first and (ground.capital(k - 1) or ground.low(k - 1) == "."):
            k -= 1
        return k == first or ground.low(k - 1) not in _LEADS_TO_NAMES or k < name.first

    def _opens_with_office(self, first: int, name: Name) -> bool:
        """Tell whether one office leads to another and the name: "Minister of Ports, and Head of the Dock Board"."""
        ground = self.ground
        noun, last = ground.noun(first), ground.noun(name.first - 1)
        office = noun is not None and noun.entry.kind == "person" and ground.low(noun.last) in {"of", "for"}
        return office and last is not None and last.entry.kind != "person" and ground.capital(name.first - 1)

    def _two_offices(self, i: int, name: Name) -> bool:
        """Tell whether an "and" joins two offices of one person: "party chief and acting minister Ana Torv"."""
        ground = self.ground
        left = ground.noun(i - 1)
        return (
            left is not None
            and left.entry.kind == "person"
            and name.first > i + 1
            and ground.low(i + 1) not in w.DETERMINERS
            and any((h := ground.noun(k)) is not None and h.entry.kind == "person" for k in range(i + 1, name.first))
        )

    def _known_body(self, core: Range) -> bool:
        tokens, lexicon = self.ground.tokens, self.ground.lexicon
        hits = (t.at(tokens, core[0], core[1]) for t in (lexicon.outlets, lexicon.sources, lexicon.places))
        return any(h is not None and h.last == core[1] for h in hits)

    def _role(self, part: Range) -> str:
        roles = [
            h.entry.term
            for k in range(*part)
            if (h := self.ground.noun(k)) is not None and h.entry.kind in {"person", "anonymous"}
        ]
        return roles[-1] if roles else ""

    def _in_capitals(self, core: Range) -> Person | None:
        ground = self.ground
        start = name_start(ground, *core)
        rest = [k for k in range(start, core[1]) if ground.low(k).isalpha()]
        plain = bool(rest) and all(
            ground.noun(k) is None and ground.low(k) not in w.PREPOSITIONS | w.DETERMINERS for k in rest
        )
        if not plain or len(rest) > 4 or (start == core[0] and len(rest) > 1):
            return None
        name = self.names.in_capitals(ground.tokens[rest[-1]].text) if len(rest) == 1 else ground.words(start, core[1])
        if start == core[0] and " " not in name:
            return None
        return Person(core[0], "", name)
