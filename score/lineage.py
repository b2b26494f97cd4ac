"""Which of a simulated newsroom's derivations were found, and which of those that were found are true."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from msgspec import Struct

from bench.newsroom import Item, Truth
from bench.newsroom.world import make_world
from saidby.records import Story


class World(Struct, frozen=True):
    """Articles with their truth, by id."""

    seed: int
    items: Mapping[str, Item]
    truths: Mapping[str, Truth]


class Edges(Struct, frozen=True, kw_only=True):
    """Derivations: how many of those told are right, and how many of the true ones were told, by kind.

    ``to_article``: of those whose parent is among the articles, how many are laid beside one that they come from.
    """

    right: int
    told: int
    by_how: Mapping[str, tuple[int, int]]
    to_article: tuple[int, int]

    @property
    def rates(self) -> tuple[float, float, float]:
        """Return precision, recall and F1."""
        found, true = (sum(pair[n] for pair in self.by_how.values()) for n in (0, 1))
        precision, recall = self.right / max(1, self.told), found / max(1, true)
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)

    def cell(self) -> str:
        return " ".join(f"{rate:.3f}" for rate in self.rates)


def edges_of(world: World, story: Story, mistakes: dict[str, list[str]]) -> Edges:
    """Return how the derivations compare: with articles of the set, and with agencies by their names.

    An article goes with any article that it comes from, at first hand or not, and with the others that do so too; and
    with the agency whose wire stands at the beginning. Two
    that print the words of one source as their own count neither way.
    """
    lines = {id_: line_of(world, id_) for id_ in world.truths}
    agencies = {id_: {_name(world, a) for a in line} for id_, line in lines.items()}
    linked: defaultdict[str, set[str]] = defaultdict(set)
    right = told = 0
    for d in story.provenance:
        other, name = d.derived_from, folded(d.derived_from.removeprefix("external:"))
        if other in world.truths:
            kin = _kin(lines, d.doc, other)
            if not kin and _both_print(world.truths[d.doc], world.truths[other]):
                continue
            linked[d.doc] |= {other} if kin else set()
            linked[other] |= {d.doc} if kin else set()
        elif name in agency_names(world):
            kin = name in agencies[d.doc]
            linked[d.doc] |= {name} if kin else set()
        else:
            continue
        right, told = right + kin, told + 1
        if not kin:
            mistakes["derivation that is none"].append(f"{d.doc} from {d.derived_from}, {d.how}: {d.evidence}")
    by_how: defaultdict[str, list[bool]] = defaultdict(list)
    beside = [
        any(o in world.truths for o in linked[id_]) for id_, line in lines.items() if line and line[0] in world.truths
    ]
    for id_, line in lines.items():
        if line:
            how = next(p.how for p in world.truths[id_].derived_from)
            by_how[how].append(bool(linked[id_]))
            if not linked[id_]:
                mistakes[f"derivation missed: {how}"].append(f"{id_} from {line[0]}")
    rates = {k: (sum(v), len(v)) for k, v in sorted(by_how.items())}
    return Edges(right=right, told=told, by_how=rates, to_article=(sum(beside), len(beside)))


def _both_print(one: Truth, other: Truth) -> bool:
    """Tell whether two articles have words of one source in common that one of them gives as its own.

    They share them then, and nothing tells whether one has them from the other or both from the source.
    """
    a, b = ({folded(w.text) for w in t.spoken} for t in (one, other))
    return bool(a & (b | {folded(q.text) for q in other.quotes}) or b & {folded(q.text) for q in one.quotes})


def _kin(lines: Mapping[str, Sequence[str]], one: str, other: str) -> bool:
    """Tell whether one article comes from the other, or both from one third."""
    return bool({*lines[one], one} & {*lines[other], other})


def line_of(world: World, id_: str) -> list[str]:
    """Return all that an article comes from, the nearest first; press statements aside."""
    line: list[str] = []
    at = id_
    while at in world.truths:
        parents = [p.derived_from for p in world.truths[at].derived_from if p.how != "cites"]
        if not parents:
            break
        at = parents[0] if parents[0] in world.truths else f"{parents[0]} in {world.truths[at].story}"
        line.append(at)
    return line


def _name(world: World, node: str) -> str:
    name = (
        world.truths[node].outlet if node in world.truths else node.removeprefix("external:").partition(" in story")[0]
    )
    return folded(name)


def folded(name: str) -> str:
    return name.casefold().removeprefix("the ")


def agency_names(world: World) -> frozenset[str]:
    """Return the names of the world's agencies, in one spelling."""
    return _agency_names(world.seed)


@cache
def _agency_names(seed: int) -> frozenset[str]:
    return frozenset(folded(a.name) for a in make_world(seed).agencies)
