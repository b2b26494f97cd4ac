"""What ``link`` reaches on a simulated newsroom, where all is known: from its true marks and from the program's own.

usage: python -m score.newsroom [--articles N] [--seed S] [--marks true|own|both] [--reader NAME] [--show N]
  --show N   print N failures of each kind, with the words
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec
from msgspec import Struct, structs

from bench.newsroom import Item, Truth, newsroom
from bench.newsroom.records import DriftTruth, FigureTruth
from saidby.lexicon import load_lexicon
from saidby.mark.arithmetic import find_arithmetic
from saidby.pipeline import RULES, link, mark, read
from saidby.records import Drift, DriftKind, Marks, Story
from saidby.serve.score.names import same_source
from saidby.text import lay_out
from score.gold_marks import gold_marks
from score.lineage import Edges, World, agency_names, edges_of, folded, line_of
from score.sets import Tally

Figure = tuple[str, str]  # an article, and the id of a figure in it
IOU = 0.3  # of two stretches that are taken for one, as the story scorer has it
# What else may well be said of a change, besides its own kind: such findings are neither right nor wrong.
ALSO: Mapping[str, frozenset[str]] = {
    "arithmetic": frozenset({"number_changed"}),
    "headline_against_body": frozenset({"number_changed", "self_contradiction"}),
    "self_contradiction": frozenset({"number_changed", "headline_against_body"}),
    "number_changed": frozenset({"arithmetic", "self_contradiction"}),
    "measure_changed": frozenset({"wrong_attachment"}),
    "hedge_dropped": frozenset({"hedge_changed"}),
}


class Result(Struct, frozen=True, kw_only=True):
    """What was reached. ``b3`` is (precision, recall); ``found`` counts the true figures that were found at all."""

    figures: int
    found: int
    b3: tuple[float, float]
    values_right: int
    sources_right: int
    edges: Edges
    agencies: Tally
    roots: tuple[int, int]
    false_independent: int
    drift: Mapping[str, Tally]
    mistakes: Mapping[str, Sequence[str]]

    @property
    def b3_f1(self) -> float:
        precision, recall = self.b3
        both = precision + recall
        return 2 * precision * recall / both if both else 0.0


def rates(result: Result) -> dict[str, float]:
    """Return what floors are set on, by name (see floors.toml)."""
    right, figures = result.roots
    return {
        "statements": result.b3_f1,
        "derivations": result.edges.rates[2],
        "roots": right / max(1, figures),
        "falsely independent": result.false_independent,
    }


def drift_rates(result: Result) -> dict[str, float]:
    """Return the F1 of each kind of drift."""
    return {kind: tally.f1 for kind, tally in result.drift.items()}


def simulate(articles: int, seed: int) -> World:
    """Return a simulated world of that size."""
    pairs = list(newsroom(articles, seed=seed))
    return World(seed, {item.id: item for item, _ in pairs}, {truth.id: truth for _, truth in pairs})


def own_marks(item: Item, reader: str | None = None) -> Marks:
    """Return what the program reads in an article, with its own reader of attributions or the one of that name."""
    article = read(msgspec.json.encode(item), name=f"{item.id}.json")
    return mark(article) if reader is None else mark(article, reader=reader)


def true_marks(item: Item, truth: Truth) -> Marks:
    """Return the marks that an article would have if nothing were misread."""
    row = msgspec.to_builtins(truth) | {"text": item.text, "url": item.url, "outlet": item.outlet}
    marks = gold_marks(row, own_marks(item, RULES))
    marks = structs.replace(marks, article=structs.replace(marks.article, wire=truth.wire))
    layout = lay_out(item.text, skip=[f.span for f in marks.article.furniture if not f.told])
    return structs.replace(marks, arithmetic=tuple(find_arithmetic(layout, marks.figures, load_lexicon())))


def measure(world: World, marks: Sequence[Marks]) -> Result:
    """Return what ``link`` reaches on these marks."""
    story = link(marks, load_lexicon())
    back = _matched(world, marks)
    mistakes: dict[str, list[str]] = defaultdict(list)
    told = {(t.id, f.id): f for t in world.truths.values() for f in t.figures}
    predicted = _clusters(story, back)
    true: defaultdict[str, set[Figure]] = defaultdict(set)
    for place, figure in told.items():
        true[figure.statement].add(place)
    read_right = _read_right(world, marks, back)
    right, independent = _roots(world, story, back, mistakes)
    _statement_mistakes(world, told, predicted, mistakes)
    return Result(
        figures=len(told),
        found=len(set(back.values())),
        b3=_b_cubed(set(told), predicted, true),
        values_right=read_right[0],
        sources_right=read_right[1],
        edges=edges_of(world, story, mistakes),
        agencies=_agencies(world, story),
        roots=(right, len(told)),
        false_independent=independent,
        drift=_drift(world, story, mistakes),
        mistakes=mistakes,
    )


# --- statements ---------------------------------------------------------------------------------------------------
def _matched(world: World, marks: Iterable[Marks]) -> dict[Figure, Figure]:
    """Return for each figure of the marks the true figure that it is, by the stretch that both have most of."""
    back: dict[Figure, Figure] = {}
    for m in marks:
        truth = world.truths[m.article.id]
        pairs = sorted(
            (
                (min(f.span.end, t.end) - max(f.span.start, t.start), f.id, t.id)
                for f in m.figures
                for t in truth.figures
                if f.span.start < t.end and t.start < f.span.end
            ),
            reverse=True,
        )
        taken: set[str] = set()
        for _, own, true in pairs:
            if (m.article.id, own) not in back and true not in taken:
                back[m.article.id, own] = (m.article.id, true)
                taken.add(true)
    return back


def _read_right(world: World, marks: Iterable[Marks], back: Mapping[Figure, Figure]) -> tuple[int, int]:
    """Return for how many of the figures that were found value and bounds are right, and for how many the source."""
    told = {(t.id, f.id): f for t in world.truths.values() for f in t.figures}
    values = sources = 0
    for m in marks:
        for f in m.figures:
            if (m.article.id, f.id) in back:
                true = told[back[m.article.id, f.id]]
                values += (f.bound, f.low, f.high) == (true.bound, true.low, true.high)
                sources += same_source(f.source, true.source)
    return values, sources


def _clusters(story: Story, back: Mapping[Figure, Figure]) -> dict[str, set[Figure]]:
    places = {s.id: {(r.doc, f) for r in s.reports for f in r.figures} for s in story.statements}
    return {id_: {back[p] for p in own if p in back} for id_, own in places.items()}


def _b_cubed(
    items: set[Figure], predicted: Mapping[str, set[Figure]], true: Mapping[str, set[Figure]]
) -> tuple[float, float]:
    """Return precision and recall of extended B-cubed (Amigo 2009), looking only at pairs that share a cluster."""
    mine, theirs = _homes(predicted), _homes(true)
    return _one_way(items, predicted, mine, theirs), _one_way(items, true, theirs, mine)


Homes = Mapping[Figure, frozenset[str]]


def _homes(clusters: Mapping[str, set[Figure]]) -> Homes:
    found: defaultdict[Figure, set[str]] = defaultdict(set)
    for id_, members in clusters.items():
        for m in members:
            found[m].add(id_)
    return {m: frozenset(ids) for m, ids in found.items()}


def _one_way(items: set[Figure], clusters: Mapping[str, set[Figure]], mine: Homes, theirs: Homes) -> float:
    total = 0.0
    nowhere: frozenset[str] = frozenset()
    for m in items:
        mates = set().union(*(clusters[c] for c in mine.get(m, nowhere))) if m in mine else set()
        shares = (
            min(len(mine[m] & mine[o]), len(theirs.get(m, nowhere) & theirs.get(o, nowhere))) / len(mine[m] & mine[o])
            for o in mates
        )
        total += sum(shares) / len(mates) if mates else 0.0
    return total / max(1, len(items))


def _statement_mistakes(
    world: World,
    told: Mapping[Figure, FigureTruth],
    predicted: Mapping[str, set[Figure]],
    mistakes: dict[str, list[str]],
) -> None:
    """Tell which utterances fell apart, and which were taken for one."""
    parts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for id_, members in predicted.items():
        inside = Counter(told[m].statement for m in members)
        for statement, count in inside.items():
            parts[statement][id_] += count
        (first, _), *others = inside.most_common() or [("", 0)]
        for other, _ in others:
            mistakes[f"taken for one: {_relation(world, first, other)}"].append(f"{first} + {other} in {id_}")
    for statement, homes in parts.items():
        if len(homes) > 1:
            shown = [next(m for m in predicted[h] if told[m].statement == statement) for h in homes]
            words = " | ".join(_line(world, m, told[m]) for m in shown[:4])
            mistakes["fallen apart"].append(f"{statement} {words}")


def _relation(world: World, one: str, other: str) -> str:
    known = {s.id: s for t in world.truths.values() for s in t.statements}
    a, b = known[one], known[other]
    if one.partition(".")[0] != other.partition(".")[0] and "fact" not in one + other:
        return "other stories"
    if a.claimant is None or b.claimant is None:
        return "own voice and a statement"
    return "one source, two statements" if a.claimant == b.claimant else "two sources"


def _line(world: World, place: Figure, figure: FigureTruth) -> str:
    text = world.items[place[0]].text
    start, end = text.rfind("\n", 0, figure.start) + 1, text.find("\n", figure.end)
    return f"{place[0]}: {text[start : end if end > 0 else len(text)]}"


# --- agencies and roots ---------------------------------------------------------------------------------------
def _agencies(world: World, story: Story) -> Tally:
    """Return how well the agencies are found on which articles openly build."""
    true = {(t.id, t.wire.casefold()) for t in world.truths.values() if t.wire}
    known = agency_names(world)
    outside = ((d.doc, folded(d.derived_from.removeprefix("external:"))) for d in story.provenance)
    own = {(id_, name) for id_, name in outside if name in known}
    return Tally(len(true & own), len(own), len(true))


def _roots(
    world: World, story: Story, back: Mapping[Figure, Figure], mistakes: dict[str, list[str]]
) -> tuple[int, int]:
    """Return for how many figures the number of origins is right, and how many are falsely called independent.

    What nobody is named for may be called one origin where all that tell it come from one article.
    """
    counts = {s: r.independent_roots for r in story.roots for s in r.statements}
    given: defaultdict[Figure, set[int | None]] = defaultdict(set)
    told = [(s.id, (r.doc, name)) for s in story.statements for r in s.reports for name in r.figures]
    for id_, place in told:
        if place in back:
            given[back[place]].add(counts.get(id_))
    right = independent = 0
    tops = _beginnings(world)
    for t in world.truths.values():
        known = {s.id: s.independent_roots for s in t.statements}
        for f in t.figures:
            own, true = given.get((t.id, f.id), set()), known[f.statement]
            good = own == {true} or (true is None and own == {1} and len(tops[f.statement]) == 1)
            right += good
            independent += any(n is not None and n > 1 and n > (true or 0) for n in own)
            if not good:
                mistakes[f"roots: {true} but {sorted(own, key=str)}"].append(_line(world, (t.id, f.id), f))
    return right, independent


def _beginnings(world: World) -> Mapping[str, set[str]]:
    """Return for each statement the articles, or unseen wires, from which all that tell it come."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for id_, truth in world.truths.items():
        top = [id_, *line_of(world, id_)][-1]
        for s in truth.statements:
            found[s.id].add(top)
    return found


# --- drift --------------------------------------------------------------------------------------------------------
def _drift(world: World, story: Story, mistakes: dict[str, list[str]]) -> dict[str, Tally]:
    """Return for each kind how many changes were found, and how many findings are such a change.

    One place of a change is enough; other places, and articles that only copied it, count neither way.
    """
    true = [d for t in world.truths.values() for d in t.drift]
    by_doc: defaultdict[str, list[DriftTruth]] = defaultdict(list)
    for d in true:
        for doc in {d.doc, d.against.doc}:
            by_doc[doc].append(d)
    right: Counter[DriftKind] = Counter()
    wrong: Counter[DriftKind] = Counter()
    found: set[str] = set()
    for p in story.drift:
        near = [d for doc in {p.doc, p.against.doc} for d in by_doc[doc] if _same_place(p, d)]
        same = [d for d in near if d.kind == p.kind]
        found |= {d.family for d in same}
        if not same and not any(p.kind in ALSO.get(d.kind, ()) for d in near):
            wrong[p.kind] += 1
            mistakes[f"drift that is none: {p.kind}"].append(f"{p.doc} “{p.text}” / {p.against.doc} “{p.against.text}”")
    families = {d.family: d for d in true if not d.inherited}
    for family, d in sorted(families.items()):
        right[d.kind] += family in found
        if family not in found:
            here, there = (world.items[s.doc].text[s.start : s.end] for s in (d, d.against))
            mistakes[f"drift missed: {d.kind}"].append(f"{d.doc} “{here}” / {d.against.doc} “{there}” ({d.why})")
    kinds: set[DriftKind] = {d.kind for d in true} | set(wrong)
    total = Counter(d.kind for d in families.values())
    return {k: Tally(right[k], right[k] + wrong[k], total[k]) for k in sorted(kinds)}


def _same_place(p: Drift, d: DriftTruth) -> bool:
    ours = [(p.doc, p.start, p.end), (p.against.doc, p.against.start, p.against.end)]
    theirs = [(d.doc, d.start, d.end), (d.against.doc, d.against.start, d.against.end)]
    return any(mine[0] == his[0] and _in_common(mine[1:], his[1:]) >= IOU for mine in ours for his in theirs)


def _in_common(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Return intersection over union of two stretches."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    shared = max(0, last - first)
    covered = (one[1] - one[0]) + (other[1] - other[0]) - shared
    return shared / max(1, covered)


# --- what is printed ----------------------------------------------------------------------------------------------
def page(results: Mapping[str, Result]) -> str:
    """Return a table with a column for each kind of marks."""
    names = list(results)
    lines = [f"{'':<34}" + "".join(f"{name:>26}" for name in names)]

    def row(name: str, cells: Iterable[str]) -> None:
        lines.append(f"{name:<34}" + "".join(f"{c:>26}" for c in cells))

    row("figures found", (_of((r.found, r.figures)) for r in results.values()))
    row("  value and bounds right, of these", (_of((r.values_right, r.found)) for r in results.values()))
    row("  source right, of these", (_of((r.sources_right, r.found)) for r in results.values()))
    row("statements, B3 P / R / F1", (f"{r.b3[0]:.3f} {r.b3[1]:.3f} {r.b3_f1:.3f}" for r in results.values()))
    row("derivations, P / R / F1", (r.edges.cell() for r in results.values()))
    for how in sorted({h for r in results.values() for h in r.edges.by_how}):
        row(f"  found: {how}", (_of(r.edges.by_how.get(how, (0, 0))) for r in results.values()))
    row("  beside an article they come from", (_of(r.edges.to_article) for r in results.values()))
    row("agencies credited, P / R / F1", (_cell(r.agencies) for r in results.values()))
    row("roots right, of all figures", (_of(r.roots) for r in results.values()))
    row("falsely called independent", (str(r.false_independent) for r in results.values()))
    for kind in sorted({k for r in results.values() for k in r.drift}):
        nothing = Tally(0, 0, 0)
        tallies = [r.drift.get(kind, nothing) for r in results.values()]
        row(f"drift: {kind} ({max(t.annotated for t in tallies)})", (_cell(t) for t in tallies))
    return "\n".join(lines) + "\n"


def _of(pair: tuple[int, int]) -> str:
    return f"{pair[0]}/{pair[1]} {pair[0] / max(1, pair[1]):.3f}"


def _cell(t: Tally) -> str:
    return f"{t.precision:.3f} {t.recall:.3f} {t.f1:.3f}"


def main(*arguments: str) -> int:
    """Print what is reached, and on request where it fails."""
    parser = argparse.ArgumentParser(prog="python -m score.newsroom", description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--marks", choices=["true", "own", "both"], default="both")
    parser.add_argument("--reader", help="who finds the attributions for the program's own marks")
    parser.add_argument("--show", type=int, default=0)
    asked = parser.parse_args(arguments)
    world = simulate(asked.articles, asked.seed)
    results = {}
    for name in ("true", "own") if asked.marks == "both" else (asked.marks,):
        begun = time.perf_counter()
        truths = world.truths
        items = world.items.values()
        marks = [own_marks(i, asked.reader) if name == "own" else true_marks(i, truths[i.id]) for i in items]
        results[f"{name} marks"] = measure(world, marks)
        print(f"{name} marks: {time.perf_counter() - begun:.1f} s", file=sys.stderr)
    print(page(results), end="")
    for name, result in results.items():
        print(f"\n== {name}: what fails")
        for kind, cases in sorted(result.mistakes.items()):
            print(f"{len(cases):6} {kind}")
            for case in cases[: asked.show]:
                print(f"         {case}")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
