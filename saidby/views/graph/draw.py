"""The provenance graph as SVG: classes and presentation attributes only, so that a page needs no inline style.

Everything is drawn in the text's own colour; a page may give ``--graph-root`` (roots and their lines) and
``--graph-text`` (lines of copied text) colours, in light and dark.
"""

import unicodedata
from collections.abc import Callable, Sequence
from html import escape

from saidby.records import Marks, Story
from saidby.views.graph.layout import (
    LINE,
    NAME_LINE,
    PAD,
    WORDS,
    WORDS_BESIDE_SIGN,
    Box,
    Heading,
    Line,
    lay_out,
)
from saidby.views.graph.letters import NAME, SMALL
from saidby.views.graph.nodes import Edge, Node, direct, net_of
from saidby.views.graph.words import caption_of

Href = Callable[[str, str], str | None]
WIDTH = 1120
_FONT = "system-ui, sans-serif"
_ROOT, _TEXT = "var(--graph-root, currentColor)", "var(--graph-text, currentColor)"
_STYLE = (
    "svg{color:#1b2126;background:#fff;--graph-root:#0b62a4;--graph-text:#b3470a}"
    "@media(prefers-color-scheme:dark){svg{color:#eceff1;background:#14181b;--graph-root:#56b4e9;--graph-text:#f0994a}}"
)


def provenance_graph(
    story: Story, marks: Sequence[Marks], *, href: Href | None = None, width: int = WIDTH, alone: bool = False
) -> str:
    """Return the graph as one ``<svg>``: below 640 pixels one box below the other, else three columns.

    ``href`` gives the address behind ("source", its id), ("article", its id), ("unseen", its name), ("statement", its
    id), ("derivation", its place in the story's provenance), ("passage", both articles' ids with a space between), or
    None. ``alone``: as a file of its own, which brings its colours for light and dark.
    """
    net = direct(net_of(story, marks))
    picture = lay_out(net, width)
    links = href or (lambda _kind, _id: None)
    names = {box.node.id: box.node for box in picture.boxes}
    size = f'viewBox="0 0 {picture.width:.0f} {picture.height:.0f}" width="{picture.width:.0f}"'
    label = _text(caption_of(net, len(story.docs)))
    head = f'<svg xmlns="http://www.w3.org/2000/svg" class="graph" {size} height="{picture.height:.0f}" role="group"'
    return "\n".join(
        [
            head + f' aria-label="{label}" font-family="{_FONT}" fill="currentColor">',
            f"<title>{label}</title>",
            *([f"<style>{_STYLE}</style>"] if alone else []),
            *(_heading(heading) for heading in picture.headings),
            *(_box(box, links) for box in picture.boxes),
            *(_line(line, names, links) for line in sorted(picture.lines, key=lambda line: _rank(line, names))),
            "</svg>\n",
        ]
    )


def _rank(line: Line, names: dict[str, Node]) -> tuple[bool, bool]:
    """The chief source's lines are drawn last, above all others."""
    return names[line.edge.source].chief, line.edge.tie == "says"


def _heading(heading: Heading) -> str:
    place = f'x="{heading.x:.0f}" y="{heading.y:.0f}"'
    return f'<text class="graph-heading" {place} font-size="{SMALL}" fill-opacity="0.75">{heading.words}</text>'


def _line(line: Line, names: dict[str, Node], links: Href) -> str:
    edge = line.edge
    one, other = names[edge.source], names[edge.target]
    said = _text(f"{other.name}: {_told(edge, one)}")
    colour = _ROOT if edge.tie == "says" else _TEXT
    width, opacity = ("2.5", "1") if one.chief else ("1.5", "0.8" if edge.tie == "derives" else "0.6")
    dash = {"says": "", "derives": "", "alike": ' stroke-dasharray="1 4" stroke-linecap="round"'}[edge.tie]
    if edge.words in {"cites", "shared origin"}:
        dash = ' stroke-dasharray="6 4"'
    body = (
        f"<title>{said}</title>"
        f'<path d="{line.path}" fill="none" stroke="currentColor" stroke-opacity="0" stroke-width="12"/>'
        f'<path class="graph-line" d="{line.path}" fill="none" stroke="{colour}" stroke-width="{width}"'
        f' stroke-opacity="{opacity}"{dash}/>{_arrow(line, colour, opacity)}'
    )
    return _linked(body, f"graph-tie graph-{edge.tie}", said, links(*edge.link))


def _told(edge: Edge, source: Node) -> str:
    rule = f" (rule: {edge.rule})" if edge.rule else ""
    if edge.tie == "says":
        return f"{edge.because}: {source.name}"
    words = "the same words as" if edge.tie == "alike" else f"{edge.words}, from"
    return f"{words} {source.name}; {edge.because}{rule}"


def _arrow(line: Line, colour: str, opacity: str) -> str:
    if not line.way:
        return ""
    (x, y), back = line.tip, -8 * line.way
    points = f"{x:.1f},{y:.1f} {x + back:.1f},{y - 4:.1f} {x + back:.1f},{y + 4:.1f}"
    return f'<polygon points="{points}" fill="{colour}" fill-opacity="{opacity}"/>'


def _linked(body: str, classes: str, label: str, address: str | None) -> str:
    """Return a group; with an address a link, which the keyboard reaches."""
    if address is None:
        return f'<g class="{classes}" role="img" aria-label="{label}">{body}</g>'
    return f'<a class="{classes}" href="{_text(address)}" aria-label="{label}">{body}</a>'


def _box(box: Box, links: Href) -> str:
    node = box.node
    label = _text("; ".join(filter(None, [*_seen(box), *(_full(node) if _cut(box) else ())])))
    title = _text("\n".join(filter(None, [f"{node.name} ({node.aside})" if node.aside else node.name, *_full(node)])))
    kind = "article" if node.kind == "articles" else node.kind
    address = links(kind, node.link) if node.link and node.kind != "articles" else None
    classes = f"graph-{node.kind}" + (" graph-root" if node.root else "") + (" graph-chief" if node.chief else "")
    return _linked(f"<title>{title}</title>{_frame(box)}{_sign(box)}{_words(box)}", classes, label, address)


def _seen(box: Box) -> list[str]:
    """Return the words in a box in their order, so that its name has what can be read on it."""
    return [" ".join(box.names), box.node.aside, " ".join(box.rows)]


def _cut(box: Box) -> bool:
    return any("…" in row for row in (*box.names, *box.rows))


def _full(node: Node) -> list[str]:
    return [node.about, *node.notes, *(node.docs if node.kind != "source" else ())]


def _frame(box: Box) -> str:
    node = box.node
    shape = f'x="{box.x + 1:.1f}" y="{box.y + 1:.1f}" width="{box.width - 2:.1f}" height="{box.height - 2:.1f}"'
    colour = _ROOT if node.kind == "source" else _TEXT if node.kind == "unseen" else "currentColor"
    round_ = min(20.0, box.height / 2) if node.kind == "source" else 3
    width, tint = ("3", "0.14") if node.chief else ("1.5" if node.kind != "article" else "1", "0.04")
    dash = ' stroke-dasharray="5 4"' if node.kind == "unseen" or (node.kind == "source" and not node.root) else ""
    faint = ' stroke-opacity="0.45"' if node.kind in {"article", "articles", "rest"} else ""
    pile = ""
    if node.kind == "articles":  # a second edge: there are more below
        pile = f'<path d="M{box.x + 5:.1f} {box.y + box.height + 3:.1f}H{box.right + 3:.1f}V{box.y + 5:.1f}"'
        pile += ' fill="none" stroke="currentColor" stroke-opacity="0.45"/>'
    return (
        f'<rect {shape} rx="{round_:.0f}" fill="{colour}" fill-opacity="{tint}" stroke="{colour}"'
        f' stroke-width="{width}"{dash}{faint}/>{pile}'
    )


def _sign(box: Box) -> str:
    """Return a source's sign: a filled diamond for a root, an empty one where nobody knows."""
    if box.node.kind != "source":
        return ""
    x, y = round(box.x + 18, 1), round(box.y + 18, 1)
    fill = _ROOT if box.node.root else "none"
    path = f"M{x} {y - 6}L{x + 6} {y}L{x} {y + 6}L{x - 6} {y}Z"
    return f'<path d="{path}" fill="{fill}" stroke="{_ROOT}" stroke-width="1.5"/>'


def _words(box: Box) -> str:
    node = box.node
    left = box.x + (WORDS_BESIDE_SIGN if node.kind == "source" else WORDS)
    y = box.y + 4
    parts = []
    for name in box.names:
        y += NAME_LINE
        parts.append(_row(name, left, y, f'font-size="{NAME}" font-weight="bold"'))
    aside = f'font-size="{SMALL}" text-anchor="end" fill-opacity="0.8"'
    parts.append(_row(node.aside, box.right - PAD, box.y + 4 + NAME_LINE, aside) if node.aside else "")
    for row in box.rows:
        y += LINE
        parts.append(_row(row, left, y, f'font-size="{SMALL}" fill-opacity="0.85"'))
    return " ".join(filter(None, parts))


def _row(words: str, x: float, y: float, look: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{_text(words)}</text>'


def _text(words: str) -> str:
    return escape("".join(c for c in words if c == "\n" or unicodedata.category(c) != "Cc"), quote=True)
