"""Where boxes and lines of a graph stand. Wide: three columns. Narrow: one below the other, lines in the margins."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct, structs

from saidby.views.graph.letters import BOLD, NAME, SMALL, clip, width_of, wrap
from saidby.views.graph.nodes import Edge, Net, Node

NARROW = 640  # pixels below which boxes stand one below the other
GAP = 14
HEAD = 26  # a column's heading
MARGIN = 4
LANE = 11  # pixels between lines that run beside each other
INDENT = 18
_MOST_DEPTH = 3
_FEW = 12  # boxes that may take the room they like
_TALL = 1000  # pixels from which sources stand at the top: they are to be seen first
_LANES = 6  # in a margin; lines beyond them share the last
_SIDE = 0.23  # of the width: a column of sources, one of unseen texts
_ROOM = 86  # pixels at least between columns, for their lines
MOST_NOTES = 4  # lines of evidence in a box
NAME_LINE, LINE = 19, 17  # heights of a line of a name, and of one below it
WORDS, WORDS_BESIDE_SIGN, PAD = 10, 32, 10  # where words begin and end in a box


class Box(Struct, frozen=True):
    """A node in its place. ``names`` and ``rows``: its words, broken to its width."""

    node: Node
    names: tuple[str, ...]
    rows: tuple[str, ...]
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def right(self) -> float:
        return self.x + self.width


class Line(Struct, frozen=True):
    """A line as an SVG path; its arrow's tip, and which way that points: 1 to the right, -1 to the left, 0 none."""

    edge: Edge
    path: str
    tip: tuple[float, float]
    way: int


class Heading(Struct, frozen=True):
    words: str
    x: float
    y: float


Ports = dict[tuple[str, str], float]  # by trunk and box


class Picture(Struct, frozen=True):
    width: float
    height: float
    headings: tuple[Heading, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


SOURCES, ARTICLES, UNSEEN = "On whose word", "Articles, by day", "Texts they drew on"


def lay_out(net: Net, width: int) -> Picture:
    """Return where everything stands on a picture of that width."""
    return _stacked(net, width) if width < NARROW else _columns(net, width)


def _box(node: Node, x: float, y: float, width: float, *, short: bool = False) -> Box:
    """Return a box as high as its words need; a short one has a line for each thing that it says."""
    room = width - (WORDS if node.kind != "source" else WORDS_BESIDE_SIGN) - PAD
    aside = width_of(node.aside, SMALL) + PAD if node.aside else 0
    names = wrap(node.name, (room - aside) / BOLD, NAME, most=1 if node.aside else 2)
    lines, most = (1, 2) if short else (2, MOST_NOTES)
    notes = [row for note in node.notes for row in wrap(note, room, SMALL, most=lines)]
    rows = [*wrap(node.about, room, SMALL, most=lines), *notes[:most]]
    if len(notes) > most:
        rows[-1] = clip(rows[-1], room - width_of(" …", SMALL), SMALL).removesuffix("…").rstrip() + " …"
    return Box(node, tuple(names), tuple(rows), x, y, width, 12 + NAME_LINE * len(names) + LINE * len(rows))


def _columns(net: Net, width: int) -> Picture:
    """Return sources on the left, articles in the middle, and on the right the texts that are not here."""
    side = round(width * _SIDE)
    inner = [edge for edge in net.edges if edge.source.startswith("article:")]
    stack = _stack(net.articles, 0, 0, width / 3)
    lanes = _lanes(inner, {box.node.id: box for box in stack})
    wide = (max(lanes.values(), default=-1) + 1) * LANE
    left = MARGIN + (side + _ROOM if net.sources else 0)
    right = width - MARGIN - (side + _ROOM if net.unseen else 0) - wide
    middle = _stack(net.articles, left, HEAD, right - left)
    foot = max((box.y + box.height for box in middle), default=HEAD)
    sources = _beside(net.sources, net.edges, middle, (MARGIN, side))
    unseen = _beside(net.unseen, net.edges, middle, (width - MARGIN - side, side))
    boxes = [*sources, *middle, *unseen]
    place = {box.node.id: box for box in boxes}
    says = [edge for edge in net.edges if edge.tie == "says"]
    texts = [edge for edge in net.edges if edge.tie != "says"]
    ports = _ports(texts, place)
    foreign = [edge for edge in texts if edge not in inner]
    lines = [
        *_curves(says, place, _ports(says, place)),
        *_curves(foreign, place, ports),
        *_trunks(inner, place, lanes, (right + LANE, 1), ports),
    ]
    heads = [
        *([Heading(SOURCES, MARGIN, 14)] if sources else []),
        Heading(ARTICLES, left, 14),
        *([Heading(UNSEEN, width - MARGIN - side, 14)] if unseen else []),
    ]
    height = max([foot, *(box.y + box.height for box in boxes)]) + MARGIN
    return Picture(width, height, tuple(heads), tuple(boxes), tuple(lines))


def _stack(nodes: Iterable[Node], x: float, y: float, width: float) -> list[Box]:
    """Return boxes one below the other, what was taken from another set in."""
    boxes: list[Box] = []
    nodes = list(nodes)
    short = len(nodes) > _FEW
    gap = GAP / 2 if short else GAP
    for node in nodes:
        off = INDENT * min(node.depth, _MOST_DEPTH)
        boxes.append(_box(node, x + off, y, width - off, short=short))
        y += boxes[-1].height + gap
    return boxes


def _beside(nodes: Sequence[Node], edges: Sequence[Edge], middle: Sequence[Box], at: tuple[float, float]) -> list[Box]:
    """Return boxes at the height of what they are tied to, none on another, all within the height if they fit."""
    centres = {box.node.id: box.middle for box in middle}
    boxes = [_box(node, at[0], 0, at[1]) for node in nodes]
    foot = max((box.y + box.height for box in middle), default=HEAD)
    if foot > _TALL and nodes and nodes[0].kind == "source":
        centres = dict.fromkeys(centres, HEAD)
    wanted = []
    for box in boxes:
        own = [centres[edge.target] for edge in edges if edge.source == box.node.id and edge.target in centres]
        wanted.append((sum(own) / len(own) if own else HEAD) - box.height / 2)
    tops = _apart(wanted, [box.height for box in boxes], foot)
    return [structs.replace(box, y=top) for box, top in zip(boxes, tops, strict=True)]


def _apart(wanted: Sequence[float], heights: Sequence[float], foot: float) -> list[float]:
    """Return tops as near as can be to the wanted ones, in their order, with a gap between all."""
    tops: list[float] = []
    low = float(HEAD)
    for top, height in zip(wanted, heights, strict=True):
        tops.append(max(top, low))
        low = tops[-1] + height + GAP
    bottom = max(foot, HEAD + sum(heights) + GAP * (len(heights) - 1))
    for n in reversed(range(len(tops))):
        tops[n] = max(HEAD, min(tops[n], bottom - heights[n]))
        bottom = tops[n] - GAP
    return tops


def _curves(edges: Sequence[Edge], place: dict[str, Box], ports: Ports) -> list[Line]:
    """Return curves from the sides to the articles; those that leave one box fan out in the order of their ends."""
    leaving: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in sorted(edges, key=lambda edge: place[edge.target].middle):
        leaving[edge.source].append(edge)
    lines = []
    for edge in edges:
        one, other = place[edge.source], place[edge.target]
        way = 1 if one.x < other.x else -1
        own = leaving[edge.source]
        step = min(9.0, (one.height - 16) / len(own))
        x1, x2 = (one.right, other.x) if way > 0 else (one.x, other.right)
        y1 = one.middle + (own.index(edge) - (len(own) - 1) / 2) * step
        y2 = ports[_trunk(edge), other.node.id]
        mid, end = (x1 + x2) / 2, x2 - 7 * way
        path = f"M{x1:.1f} {y1:.1f}C{mid:.1f} {y1:.1f} {mid:.1f} {y2:.1f} {end:.1f} {y2:.1f}"
        lines.append(Line(edge, path, (x2, y2), way))
    return lines


def _lanes(edges: Sequence[Edge], place: dict[str, Box]) -> dict[str, int]:
    """Return for each trunk the lane in which it runs; two share one only where they do not meet."""
    spans: dict[str, tuple[float, float]] = {}
    for edge in edges:
        ys = [place[edge.source].middle, place[edge.target].middle, *spans.get(_trunk(edge), ())]
        spans[_trunk(edge)] = (min(ys), max(ys))
    lanes: dict[str, int] = {}
    for trunk in sorted(spans, key=lambda name: (spans[name][1] - spans[name][0], spans[name])):
        taken = {lanes[t] for t in lanes if spans[t][0] <= spans[trunk][1] and spans[trunk][0] <= spans[t][1]}
        lanes[trunk] = min(next(n for n in range(len(taken) + 1) if n not in taken), _LANES - 1)
    return lanes


def _trunk(edge: Edge) -> str:
    """Return by what name a line runs together with others: all copies of one text share a trunk."""
    return f"{edge.source} {edge.target}" if edge.tie == "alike" else f"{edge.tie} {edge.source}"


def _trunks(
    edges: Sequence[Edge], place: dict[str, Box], lanes: dict[str, int], at: tuple[float, int], ports: Ports
) -> list[Line]:
    """Return lines that leave a box sideways, run in their lane, and come back: on the right (1) or the left (-1)."""
    x, way = at
    lines = []
    for edge in edges:
        one, other = place[edge.source], place[edge.target]
        x1, x2 = (one.right, other.right) if way > 0 else (one.x, other.x)
        y1, y2 = ports[_trunk(edge), one.node.id], ports[_trunk(edge), other.node.id]
        lane = x + way * lanes[_trunk(edge)] * LANE
        bend, down = min(6.0, abs(y2 - y1) / 2), 1 if y2 > y1 else -1
        tip = 7 * way if edge.tie != "alike" else 0
        path = (
            f"M{x1:.1f} {y1:.1f}H{lane - way * bend:.1f}Q{lane:.1f} {y1:.1f} {lane:.1f} {y1 + down * bend:.1f}"
            f"V{y2 - down * bend:.1f}Q{lane:.1f} {y2:.1f} {lane - way * bend:.1f} {y2:.1f}H{x2 + tip:.1f}"
        )
        lines.append(Line(edge, path, (x2, y2), -way if edge.tie != "alike" else 0))
    return lines


def _ports(edges: Sequence[Edge], place: dict[str, Box]) -> Ports:
    """Return at which height each trunk meets each box on one side; several keep apart, in the order of their ends."""
    meets: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for edge in edges:
        for name, far in ((edge.source, edge.target), (edge.target, edge.source)):
            meets[name].setdefault(_trunk(edge), place[far].middle)
    ports: Ports = {}
    for name, trunks in meets.items():
        box = place[name]
        step = min(10.0, (box.height - 14) / len(trunks))
        for n, trunk in enumerate(sorted(trunks, key=lambda trunk: trunks[trunk])):
            ports[trunk, name] = box.middle + (n - (len(trunks) - 1) / 2) * step
    return ports


def _stacked(net: Net, width: int) -> Picture:
    """Return everything one below the other: words run down the left margin, texts the right one."""
    says = [edge for edge in net.edges if edge.tie == "says"]
    texts = [edge for edge in net.edges if edge.tie == "derives"]  # same words stand in the boxes
    nodes = [(SOURCES, net.sources), (ARTICLES, net.articles), (UNSEEN, net.unseen)]
    rough = {box.node.id: box for box in _rows(nodes, 0, width)[0]}
    left, right = _lanes(says, rough), _lanes(texts, rough)
    margins = [(max(lanes.values(), default=-2) + 2) * LANE + MARGIN for lanes in (left, right)]
    boxes, heads, foot = _rows(nodes, margins[0], width - sum(margins))
    place = {box.node.id: box for box in boxes}
    lines = [
        *_trunks(says, place, left, (margins[0] - LANE, -1), _ports(says, place)),
        *_trunks(texts, place, right, (width - margins[1] + LANE, 1), _ports(texts, place)),
    ]
    return Picture(width, foot, tuple(heads), tuple(boxes), tuple(lines))


def _rows(
    nodes: Sequence[tuple[str, Sequence[Node]]], x: float, width: float
) -> tuple[list[Box], list[Heading], float]:
    y = 0.0
    boxes: list[Box] = []
    heads: list[Heading] = []
    for words, column in nodes:
        if column:
            heads.append(Heading(words, x, y + 16))
            boxes += _stack(column, x, y + HEAD, width)
            y = boxes[-1].y + boxes[-1].height + GAP
    return boxes, heads, y
