"""The provenance graph in words: its caption, and its ties as rows."""

from collections.abc import Sequence

from saidby.headline import Thing
from saidby.records import Marks, Story
from saidby.views.graph.nodes import Edge, Net, Node, direct, net_of
from saidby.wording import clean, listed, spelt

COLUMNS = ("article", "has it from", "how", "evidence", "rule")
_MOST = 2


def provenance_caption(story: Story, marks: Sequence[Marks]) -> str:
    """Return "Five articles rest on one source: ...", and what else the graph shows; unknown stays unknown."""
    return caption_of(direct(net_of(story, marks)), len(story.docs))


def caption_of(net: Net, articles: int) -> str:
    """Return a graph's caption."""
    lines = [*_on_whose_word(net, articles), *_from_whose_text(net)]
    return " ".join(line[:1].upper() + line[1:] for line in lines) or "Nothing ties these articles to one another."


def _on_whose_word(net: Net, articles: int) -> list[str]:
    if not net.sources or net.thing is None:
        return ["no source of these articles gives a figure that is counted."]
    chief, *others = sorted(net.sources, key=lambda node: (not node.chief, -len(node.docs)))
    count = len(chief.docs)
    of = f" ({_counted(net.thing)})"
    whole = spelt(count, "article")
    if count < articles:
        whole = spelt(count, f"of the {articles:,} articles", f"of the {articles:,} articles")
    rests = "rests" if count == 1 else "rest"
    if chief.root is None:
        lines = [f"{whole} {rests} on the word of {chief.name}{of}; how many origins that is, is unknown."]
    else:
        peers = [node.name for node in net.sources if set(node.docs) == set(chief.docs) and node.root]
        whose = "one source" if len(peers) == 1 else spelt(len(peers), "source")
        lines = [f"{whole} {rests} on {whose}: {listed(peers)}{of}."]
        others = [node for node in others if node.name not in peers]
    if others:
        told = [f"{node.name} ({spelt(len(node.docs), 'article')})" for node in others]
        more = [f"{net.left_out} more"] if net.left_out else []
        lines.append(f"beside it {'stands' if len(others) == 1 else 'stand'} {listed([*told, *more])}.")
    unknown = [node.name for node in others if node.root is None]
    if unknown:
        lines.append(f"how many origins stand behind {listed(unknown)} is unknown.")
    return lines


def _counted(thing: Thing) -> str:
    """Return "killed: people in Brennick"; what is counted alone where it names the measure."""
    whom = clean(thing.whom or "")
    if not whom or thing.measure == "other":
        return whom or "figures"
    return whom if thing.measure in whom.casefold() else f"{thing.measure}: {whom}"


def _from_whose_text(net: Net) -> list[str]:
    told = sorted((node for node in net.unseen if node.behind > 1), key=lambda node: -node.behind)[:_MOST]
    here = {node.name for node in net.articles}  # an outlet may have articles here, and a text that is none of these
    lines = [
        f"{spelt(node.behind, 'article')} draw on {node.name}"
        + ("; on which of its texts is not known." if node.name in here else ", which is not among them.")
        for node in told
    ]
    copies = {edge.target for edge in net.edges if edge.tie == "derives" and edge.source.startswith("article:")}
    count = sum(len(node.docs) for node in net.articles if node.id in copies)
    if count:
        lines.append(f"{spelt(count, 'article')} {'comes' if count == 1 else 'come'} from another one here.")
    return lines


def provenance_rows(story: Story, marks: Sequence[Marks]) -> list[tuple[str, ...]]:
    """Return the ties as rows under ``COLUMNS``, article by article: what the graph draws, for those who read it."""
    net = net_of(story, marks)
    nodes = {node.id: node for node in (*net.sources, *net.articles, *net.unseen)}
    ties = ("says", "derives", "alike")
    return [
        _row(edge, nodes)
        for node in net.articles
        for edge in sorted(net.edges, key=lambda edge: ties.index(edge.tie))
        if edge.target == node.id
    ]


def _row(edge: Edge, nodes: dict[str, Node]) -> tuple[str, ...]:
    target, source = (_shown(nodes[name]) for name in (edge.target, edge.source))
    return (target, source, edge.words, edge.because, edge.rule)


def _shown(node: Node) -> str:
    if node.kind == "article" and node.name != node.link:
        return f"{node.name} ({clean(node.link)})"
    return node.name
