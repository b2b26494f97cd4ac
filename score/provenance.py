"""Who has whose text: pairs of real articles that a person has read, and what ``link``, MinHash and TF-IDF say of them.

usage: python -m score.provenance [--errors] [--no-minhash]

The articles are all that some outlets ran on three stories. ``provenance_pairs.jsonl`` has for each pair its two ids,
what they have to do with each other (LABELS), and the origin that each text itself names; ``hard`` where two labels
were weighed. A pair is right to be joined where its label is one of JOINED.

``saidby`` joins two articles where it gives one as the parent of the other, or both the same article or agency as
parent with words in common. It is asked twice: about the two alone, and in their whole story. It has no threshold to
set here. MinHash and TF-IDF join what is at least as alike as a threshold: the usual one, and the one that gives the
best F1 on these very pairs, which nobody knows beforehand. Outlet and day of collection are given, credits are not.
"""

import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import msgspec
from msgspec import Struct

from saidby.pipeline import link, mark, read
from saidby.records import Derivation, Marks, Story
from score import gold, sets
from score.sets import Row, Tally

FILE = gold.ROOT / "score" / "provenance_pairs.jsonl"
LABELS = ("copy", "derived", "same wire, other dispatch", "shared quotes only", "independent")
JOINED = frozenset({"copy", "derived"})
STORIES = ("census", "spotify", "helsinki")
WIRES = ("Associated Press", "Reuters")
USUAL = 0.5  # of a measure between 0 and 1, where nobody has set another
OUTSIDE = "external:"
_WIRED = frozenset({"credit", "shared wire"})  # rules that give an agency the text, not a figure alone
_WHOLE = _WIRED | {"shared release"}
_WORD = re.compile(r"\w\w+")

Answers = list[bool]


class Pair(Struct, frozen=True):
    """Two articles, and what a reader says of them; ``agency`` has the origin that either text itself names."""

    pair: tuple[str, str]
    label: str
    agency: tuple[str | None, str | None]
    hard: bool = False

    @property
    def joined(self) -> bool:
        return self.label in JOINED

    @property
    def story(self) -> str:
        return self.pair[0].partition("-")[0]


def pairs() -> list[Pair]:
    return [msgspec.json.decode(line, type=Pair) for line in FILE.read_bytes().splitlines()]


# --- the articles -------------------------------------------------------------------------------------------------


@cache
def articles(story: str) -> list[Row]:
    return sets.rows("provenance", "story_articles", f"{story}.jsonl.gz")


def marked(row: Row) -> Marks:
    """Return the marks of an article, given its text, its publisher and the day on which it was collected."""
    given = {
        "id": row["id"],
        "text": row["text"],
        "url": f"https://{row['publisher']}",
        "published": row["scraped"][:10],
    }
    return mark(read(json.dumps(given).encode(), name=f"{row['id']}.json", lexicon=sets.lexicon()), sets.lexicon())


# --- what saidby says ---------------------------------------------------------------------------------------------


def is_joined(pair: tuple[str, str], story: Story) -> bool:
    """Tell whether a story has one of two articles from the other, or both from one article or agency.

    From one agency only where they have unquoted words in common: it puts out more than one text.
    """
    parents = _parents(story.provenance)
    one, other = pair
    if other in parents[one] or one in parents[other]:
        return True
    common = parents[one] & parents[other]
    return any(not c.startswith(OUTSIDE) for c in common) or (bool(common) and _share_words(pair, story))


def _parents(provenance: Iterable[Derivation]) -> defaultdict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for d in provenance:
        if not d.derived_from.startswith(OUTSIDE) or d.rule in _WIRED:
            found[d.doc].add(d.derived_from)
    return found


def _share_words(pair: tuple[str, str], story: Story) -> bool:
    """Tell whether passages hold two articles together, themselves or through an article that is like both."""
    mates: defaultdict[str, set[str]] = defaultdict(set)
    for p in story.passages:
        if not p.quoted:
            mates[p.one.doc].add(p.other.doc)
            mates[p.other.doc].add(p.one.doc)
    one, other = pair
    return other in mates[one] or bool(mates[one] & mates[other])


def outside(stories: Iterable[Story]) -> dict[str, set[str]]:
    """Return for each article the agencies and the releases outside that it is said to have its text from."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for d in (d for story in stories for d in story.provenance):
        if d.derived_from.startswith(OUTSIDE) and d.rule in _WHOLE:
            found[d.doc].add(d.derived_from.removeprefix(OUTSIDE))
    return found


def origins(labelled: Iterable[Pair]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the origin that articles name, and the agency whose text those tell that name none."""
    sides = [side for p in labelled for side in _sides(p)]
    named = {doc: own for doc, own, _ in sides if own}
    silent = {doc: other for doc, _, other in sides if doc not in named and other in WIRES}
    return named, silent


def _sides(pair: Pair) -> Iterator[tuple[str, str | None, str | None]]:
    """Yield each article with the origin that it names, and the one that the article joined to it names."""
    (one, other), (its, others) = pair.pair, pair.agency
    yield one, its, others if pair.joined else None
    yield other, others, its if pair.joined else None


# --- what whole articles say --------------------------------------------------------------------------------------


def cosines(labelled: Sequence[Pair], texts: Mapping[str, str]) -> list[float]:
    """Return how alike the articles of each pair are by TF-IDF: the cosine of their words' weights.

    A word's weight is how often it stands in the article, times 1 + ln((1 + articles) / (1 + articles that have it)).
    """
    counts = {doc: Counter(_WORD.findall(text.lower())) for doc, text in texts.items()}
    having = Counter(word for words in counts.values() for word in words)
    rare = {word: 1 + math.log((1 + len(counts)) / (1 + n)) for word, n in having.items()}
    return [_cosine(*({w: n * rare[w] for w, n in counts[doc].items()} for doc in p.pair)) for p in labelled]


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    product = sum(weight * other.get(word, 0.0) for word, weight in one.items())
    length = math.hypot(*one.values()) * math.hypot(*other.values())
    return product / length if length else 0.0


def best_threshold(likeness: Sequence[float], wanted: Sequence[bool]) -> float:
    """Return the threshold, one of the values themselves, that gives the best F1; of equal ones the highest."""
    return max(sorted(set(likeness), reverse=True), key=lambda t: tally([x >= t for x in likeness], wanted).f1)


def tally(answers: Sequence[bool], wanted: Sequence[bool]) -> Tally:
    both = sum(a and w for a, w in zip(answers, wanted, strict=True))
    return Tally(both, sum(answers), sum(wanted))


# --- the tables ---------------------------------------------------------------------------------------------------


def answers_of_all(labelled: Sequence[Pair], stories: Mapping[str, Story], *, peers: bool) -> dict[str, Answers]:
    """Return what each way says of each pair, joined or not, by its name."""
    wanted = [p.joined for p in labelled]
    texts = {row["id"]: row["text"] for story in STORIES for row in articles(story)}
    found = {
        "saidby, the two alone": [is_joined(p.pair, _alone(p)) for p in labelled],
        "saidby, in their story": [is_joined(p.pair, stories[p.story]) for p in labelled],
    }
    measures = {"TF-IDF": cosines(labelled, texts)}
    if peers:
        from bench.alike import minhash  # late: the peers' environments are no part of the sources that we hand out

        measures = {"MinHash": minhash([(texts[a], texts[b]) for a, b in (p.pair for p in labelled)])} | measures
    for name, likeness in measures.items():
        best = best_threshold(likeness, wanted)
        for which, threshold in (("", USUAL), (", the best on these pairs", best)):
            found[f"{name} ≥ {threshold:.2f}{which}"] = [x >= threshold for x in likeness]
    return found


def _alone(pair: Pair) -> Story:
    return link([_marks(pair.story)[doc] for doc in pair.pair], sets.lexicon())


@cache
def _marks(story: str) -> dict[str, Marks]:
    return {row["id"]: marked(row) for row in articles(story)}


def joined_table(labelled: Sequence[Pair], answers: Mapping[str, Answers]) -> str:
    """Return the table of right and wrong joins, and how many pairs of each label each way joins."""
    wanted = [p.joined for p in labelled]
    of_each = Counter(p.label for p in labelled)
    lines = [
        "| copy or derived | precision | recall | F1 | " + " | ".join(f"{x} ({of_each[x]})" for x in LABELS) + " |",
        "| --- " * (4 + len(LABELS)) + "|",
    ]
    for name, said in answers.items():
        t = tally(said, wanted)
        joined = Counter(p.label for p, yes in zip(labelled, said, strict=True) if yes)
        each = " | ".join(str(joined[x]) for x in LABELS)
        lines.append(f"| {name} | {t.precision:.2f} | {t.recall:.2f} | {t.f1:.2f} | {each} |")
    hard = sum(p.hard for p in labelled)
    return "\n".join(lines) + f"\n{len(labelled)} pairs; {hard} of them were hard to label.\n"


def roots_table(labelled: Sequence[Pair], stories: Mapping[str, Story]) -> str:
    """Return the table of agencies found as the origin of the labelled articles, asked in their whole stories."""
    found = outside(stories.values())
    named, silent = origins(labelled)
    unknown = {doc for p in labelled for doc in p.pair} - {*named, *silent}
    rows = [
        (f"{wire}, {how}", [d for d, a in known.items() if a == wire], wire)
        for known, how in ((named, "named in the text"), (silent, "told in silence"))
        for wire in WIRES
    ]
    rows.append(("no origin that the text tells", sorted(unknown), ""))
    lines = ["| origin | articles | found | another given |", "| --- | --- | --- | --- |"]
    for title, docs, wire in (row for row in rows if row[1]):
        right = sum(wire in found.get(doc, ()) for doc in docs)
        wrong = sum(bool(found.get(doc, set()) - {wire}) for doc in docs)
        lines.append(f"| {title} | {len(docs)} | {right if wire else ''} | {wrong} |")
    return "\n".join(lines) + "\n"


def errors(labelled: Sequence[Pair], answers: Mapping[str, Answers], stories: Mapping[str, Story]) -> Iterator[str]:
    """Yield the pairs of which saidby is wrong, and the articles whose agency it lacks."""
    for name in (n for n in answers if n.startswith("saidby")):
        for p, said in zip(labelled, answers[name], strict=True):
            if said != p.joined:
                yield f"{name}: {' '.join(p.pair)}  {p.label}{', hard' if p.hard else ''}"
    found = outside(stories.values())
    named, silent = origins(labelled)
    for doc in sorted({doc for p in labelled for doc in p.pair}):
        origin, given = named.get(doc) or silent.get(doc), found.get(doc, set())
        if given - {origin} or (origin in WIRES and not given):
            how = "named" if doc in named else "in silence" if doc in silent else "not told"
            yield f"{doc}: {origin} ({how}), given: {', '.join(sorted(given)) or 'none'}"


def main(*options: str) -> int:
    """Print the tables, and the errors if asked."""
    if not (gold.SHARED / "data").is_dir():
        print(f"no public sets in {gold.SHARED}: nothing compared. Set SAIDBY_SHARED to the folder that has them.")
        return 1
    labelled = pairs()
    stories = {story: link(list(_marks(story).values()), sets.lexicon(), name=story) for story in STORIES}
    answers = answers_of_all(labelled, stories, peers="--no-minhash" not in options)
    print(joined_table(labelled, answers))
    print(roots_table(labelled, stories))
    if "--errors" in options:
        print("\n".join(errors(labelled, answers, stories)))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
