"""Who holds an office, and which body a bare noun means: "the minister", "the LG", "police"."""

from collections import defaultdict

from saidby.days import WEEKDAYS
from saidby.mark.attribution import words as w
from saidby.mark.attribution.ground import Ground
from saidby.mark.attribution.names import Names, run_end
from saidby.mark.attribution.parts import described_by, part_of_name

_SMALL_WORDS = w.DETERMINERS | w.PREPOSITIONS

_CITING = frozenset({"citing", "quoting", "according", "per"})


class Offices:
    """The offices and bodies that one text names, read once."""

    def __init__(self, ground: Ground, names: Names) -> None:
        self.ground = ground
        self.names = names
        self._holders: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._bodies: dict[str, dict[str, str]] = defaultdict(dict)
        self._leaders: dict[str, dict[str, str]] = defaultdict(dict)
        self._offices: dict[str, set[str]] = defaultdict(set)
        self._read_people()
        self._read_bodies()

    def holder(self, term: str, at: int) -> str | None:
        """Return the person whom the text calls this, the nearest before token ``at``, else the only one."""
        holders = self._holders.get(term, [])
        before = [h for h in holders if h[0] < at]
        if before:
            return max(before)[1]
        return holders[0][1] if len({name for _, name in holders}) == 1 else None

    def of_body(self, words: set[str]) -> str | None:
        """Return the only person whose office the text gives with all these words: "the Torvia head" by "Torvia"."""
        found = {name for name, office in self._offices.items() if words <= office}
        return found.pop() if len(found) == 1 else None

    def only_body(self, at: int) -> str | None:
        """Return the only body of whose officers the text speaks before token ``at``: "Torvia CEO Ida Brandt"."""
        found = {self._named_in(self.names.office(name)) for name in self.names.people if name.first < at} - {None}
        return found.pop() if len(found) == 1 else None

    def _named_in(self, office: range) -> str | None:
        """Return the name in front of an office: what is written with a capital and is no office itself."""
        ground = self.ground
        noun = next((k for k in office if (h := ground.noun(k)) is not None and h.entry.kind == "person"), None)
        if noun is None or noun == office.start or not all(part_of_name(ground, k) for k in range(office.start, noun)):
            return None
        return ground.words(office.start, noun)

    def abbreviated(self, short: str, spelt: str | None, at: int) -> str | None:
        """Return who holds the office that ``short`` abbreviates; ``spelt`` is the office in full, where the text
        says it."""
        if self.ground.layout.capitals:
            return None
        if spelt is None:
            return self.names.holder(short)
        hits = self.ground.lexicon.speakers.find_in(spelt)
        return self.holder(hits[-1].entry.term, at) if hits and hits[-1].entry.kind == "person" else None

    def full_name(self, term: str, *, person: bool) -> str | None:
        """Return the only full name that the text has for a bare noun: "Davenport police" for "police"."""
        word = term.split(maxsplit=1)[0]
        found = {**self._bodies.get(word, {}), **(self._leaders.get(word, {}) if person else {})}
        return next(iter(found.values())) if len(found) == 1 else None

    def _read_people(self) -> None:
        for name in self.names.people:
            full = self.names.fullest(name.text)
            around = [*self.names.office(name), *described_by(self.ground, name.last)]
            self._offices[full] |= {self.ground.low(k) for k in around}
            for term in {h.entry.term for k in around if (h := self.ground.noun(k)) is not None}:
                self._holders[term].append((name.first, full))

    def _read_bodies(self) -> None:
        ground = self.ground
        for hit in ground.nouns:
            i = hit.first
            if i == 0:
                continue
            word = hit.entry.term.split(maxsplit=1)[0]
            k = i
            while (
                k > 0 and k not in ground.starts and (part_of_name(ground, k - 1) or (k < i and _joins(ground, k - 1)))
            ):
                if ground.headline_verb(k - 1) or ground.low(k - 1) in WEEKDAYS:  # "on Monday police"
                    break
                k -= 1
            k += k < i and k in ground.starts and ground.low(k) in _CITING  # "Citing police, the Harbour Post said"
            if k < i and _in_headline(ground, k):
                continue
            if ground.capital(i) and ground.low(hit.last) in {"of", "for"} and not ground.layout.capitals:
                end = _behind_of(ground, hit.last)
                if end > hit.last:
                    name = ground.words(k, end)
                    self._bodies[word].setdefault(name.casefold(), name)
                continue
            if k < i:
                name = ground.words(k, hit.last)
                self._bodies[word].setdefault(name.casefold(), name)
            elif (
                not ground.layout.capitals and hit.last < ground.size and (end := run_end(ground, hit.last)) > hit.last
            ):
                name = self.names.fullest(ground.words(hit.last, end))
                self._leaders[word].setdefault(name.casefold(), name)


def _in_headline(ground: Ground, i: int) -> bool:
    """Tell whether the word in front is written as in a headline run into the text: "Hit in The Leg Police say"."""
    small = ground.low(i - 1) in _SMALL_WORDS and i - 1 not in ground.starts and ground.low(i - 2).isalpha()
    return small and ground.tokens[i - 1].text.istitle() and not ground.layout.capitals


def _joins(ground: Ground, i: int) -> bool:
    """Tell whether an "and" stands inside one body's name: "Flood Warning and Rescue Council"."""
    inside = ground.low(i) == "and" and part_of_name(ground, i - 1) and part_of_name(ground, i - 2)
    return inside and ground.noun(i - 1) is None and not ground.lexicon.places.at(ground.tokens, i - 1, i)


def _behind_of(ground: Ground, i: int) -> int:
    """Return where a name with "of" ends: "Union of Dockers of Norland", "Ministry of Fisheries and Ports"."""
    end = i
    while ground.low(end) in {"of", "for"} or (end > i and ground.low(end) == "and"):
        start = end + 1 + (ground.low(end + 1) == "the")
        stop = run_end(ground, start) if start < ground.size else start
        if stop == start or (ground.low(end) == "and" and ground.noun(stop - 1) is not None):
            break
        end = stop
    return end
