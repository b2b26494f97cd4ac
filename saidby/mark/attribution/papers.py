"""Who put out the papers that a text speaks of: "said in a statement", "wrote a letter", a station's reports."""

from saidby.mark.attribution import words as w
from saidby.mark.attribution.claimant import BODIES, Claimant
from saidby.mark.attribution.contents import Draft
from saidby.mark.attribution.ground import Ground, Range
from saidby.mark.attribution.parts import until_break

_LINKS = frozenset("by from of".split())
_PUTS_OUT = frozenset({"write", "release", "issue", "publish", "post", "share", "read", "send"})
# Words that tell one document from the next, not who put it out: "the next report".
_WHICH_ONE = frozenset(
    "next first second third last latest new same official earlier previous another one press news final preliminary "
    "initial updated daily weekly monthly recent brief written".split()
)
# What anybody may have put out: without more words no one in particular did.
_LOOSE = frozenset("figures statistics data results records media estimates projections".split())
_ANEW = frozenset({"a", "an", "another", "one"})
_OF_ITS_OWN = frozenset("a an its his her their".split())
_AIRS = frozenset("broadcasts broadcast carries carried airs aired".split())
_SERVICE_NOTE = "editorial report"
_STATION = 16  # words in which a monitoring service names the station that it heard


class Papers:
    """The documents of one text, by the last word of what they are called."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self._makers: dict[str, Claimant] = {}
        self.station = _station(ground)  # whose broadcast the whole text retells

    def note(self, draft: Draft, claimant: Claimant) -> None:
        """Note what documents the words around a cue say were put out by ``claimant``."""
        parts = [(draft.spot.open, draft.spot.close + 1)]
        if draft.spot.entry.term in _PUTS_OUT:
            parts += [(a, min(a + 6, b)) for a, b in draft.content[:1]]
        if self.ground.low(draft.unit.first) == "in" and self.ground.low(draft.unit.first + 1) in _OF_ITS_OWN:
            parts.append(
                (draft.unit.first, min(draft.unit.first + 6, draft.spot.open))
            )  # "In a statement on Monday, ..."
        source = draft.source or draft.cue
        for k in (k for part in parts for k in range(*part) if not source[0] <= k < source[1]):
            noun = self.ground.noun(k)
            if noun is not None and noun.entry.kind == "document" and claimant.name:
                self._makers[last_word(noun.entry.term)] = claimant

    def maker(self, term: str) -> Claimant | None:
        """Return who put out what is called ``term``, as far as the text has said so."""
        return self._makers.get(last_word(term))

    def first_telling(self, core: Range, at: int) -> int:
        """Return where the words in front of a document begin that do more than tell it from the next."""
        first = core[0]
        while first < at and self.ground.low(first) in _WHICH_ONE:
            first += 1
        return first

    def is_new(self, core: Range, term: str) -> bool:
        """Tell whether a document is spoken of for the first time, or may be anybody's."""
        anew = {self.ground.low(core[0]), self.ground.low(core[0] - 1)} & _ANEW
        plain = core[1] - core[0] == 1 and self.ground.low(core[0] - 1) not in w.DETERMINERS | {"'s", "'"}
        heard = term == "reports" and plain  # "according to reports": whoever made them
        if heard and self.maker(term) is None:
            return True
        loose = term in _LOOSE and self.ground.low(core[0] - 1) not in {"these", "those"}
        return bool(anew) or (loose and self.maker(term) is None)

    def issuer(self, core: Range, at: int, end: int) -> Range | None:
        """Return the words that say whose a document is: "by the union", "on the union's page", or those in front."""
        ground = self.ground
        stop = next((k for k in range(at + 1, end) if ground.low(k) in {",", "which", "that", "who"}), end)
        link = next((k for k in range(at + 1, stop - 1) if ground.low(k) in _LINKS), None)
        owner = next((k for k in range(at + 2, stop) if ground.low(k) == "'s"), None)
        if link is None and owner is not None:  # "an update shared on the ministry's page"
            first = next((k for k in range(owner - 1, at, -1) if ground.low(k) in {"the", "a", "an", "on", "in"}), at)
            return (first + 1, owner)
        if link is not None and ground.low(core[0]) != "one":
            return until_break(ground, link + 1, end)
        last = at - 1 if ground.low(at - 1) in {"'s", "'"} else at
        while last > core[0] and not (
            ground.noun(last - 1) or ground.capital(last - 1) or ground.low(last - 1) == "'s"
        ):
            last -= 1
        last -= ground.low(last - 1) == "'s"
        first = self.first_telling(core, last)
        return (first, last) if first < last else None

    def is_plain(self, part: Range) -> bool:
        """Tell whether these words are common nouns that name nobody: "guerrilla", "the police"."""
        ground = self.ground
        named = any(ground.capital(k) for k in range(*part)) and not ground.layout.capitals
        return not named and all(ground.noun(k) is not None for k in range(*part))

    def may_issue(self, part: Range) -> bool:
        """Tell whether these words can name who put a document out, not only describe it ("the next report")."""
        ground = self.ground
        if any(ground.low(k).isdigit() for k in range(*part)):
            return False
        bodies = [
            h.entry.kind
            for k in range(*part)
            if (h := ground.noun(k)) is not None and h.entry.kind in BODIES - {"document"}
        ]
        names = [k for k in range(*part) if ground.capital(k) and ground.low(k) not in w.DETERMINERS]
        return bool(bodies) or (not ground.layout.capitals and bool(names))


def last_word(term: str) -> str:
    """Return the word under which a document goes: "report" for "press report"."""
    return term.rsplit(maxsplit=1)[-1]


def _station(ground: Ground) -> str | None:
    """Return the station whose reports an old wire's editor retells: "[EDITORIAL REPORT] RADIO TORV BROADCASTS ..."."""
    if not ground.layout.capitals or _SERVICE_NOTE not in ground.layout.text[:200].casefold():
        return None
    verb = next((k for k in range(min(ground.size, 60)) if ground.low(k) in _AIRS), None)
    begin = next((k for k in range(verb or 0, 0, -1) if ground.low(k - 1) in {"]", ")"}), 0)
    if verb is None or verb - begin > _STATION:
        return None
    end = next((k for k in range(begin, verb) if ground.low(k) in {"in", "at", "on", "to", "("}), verb)
    return ground.words(begin, end) or None
