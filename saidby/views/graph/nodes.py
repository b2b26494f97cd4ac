"""What a provenance graph shows: on whose word articles rest, from whose text they come, and what tells it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct, structs

from saidby.headline import Thing, headline, tellings
from saidby.records import Derivation, Marks, SourceIdentity, Story
from saidby.wording import clean, counted, date_words, listed, short_date

Kind = Literal["source", "article", "articles", "unseen", "rest"]
Tie = Literal["says", "derives", "alike"]
MOST_SOURCES = 6
MOST_ARTICLES = 60  # boxes beyond which those of one text share one
MOST_UNSEEN = 12
MANY = 20  # articles from which shared words are told in the boxes only
ALIKE = 12  # shared words below which two articles may have them by chance or from one short quotation
_EXTERNAL = "external:"
_COPIES = frozenset({"verbatim copy", "rewrite"})
_DAY = len("2025-01-01")


class Node(Struct, frozen=True, kw_only=True):
    """A box. ``root``: a source that rests on no other; None where nobody can say, or it is no source."""

    id: str
    kind: Kind
    name: str
    aside: str = ""  # beside the name: a day, a count
    about: str = ""  # below it
    notes: tuple[str, ...] = ()  # evidence, a line each
    link: str = ""  # by what the caller's addresses know it
    root: bool | None = None
    chief: bool = False
    docs: tuple[str, ...] = ()
    behind: int = 0  # of a source or an unseen text: how many articles have it from there
    depth: int = 0


class Edge(Struct, frozen=True, kw_only=True):
    """From an origin to who has it from there. ``alike`` has no direction. ``link``: what the caller opens for it."""

    source: str
    target: str
    tie: Tie
    words: str
    because: str
    link: tuple[str, str]
    rule: str = ""


class Net(Struct, frozen=True, kw_only=True):
    """All boxes in the order in which they are to stand, and what ties them."""

    thing: Thing | None
    sources: tuple[Node, ...]
    articles: tuple[Node, ...]
    unseen: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0  # sources that have no box


def net_of(story: Story, marks: Sequence[Marks]) -> Net:
    """Return the graph of a story: articles in the order of their days, copies below what they were copied from."""
    shelf = {m.article.id: m for m in marks}
    thing = headline(story)
    sources, says = _sources(story, thing, shelf)
    unseen, derives = _derivations(story, sources)
    alike = _alike(story, derives) if len(story.docs) <= MANY else []
    edges = [*says, *derives, *alike]
    articles = _articles(story, shelf, edges)
    if len(articles) > MOST_ARTICLES:
        articles, edges = _together(articles, edges)
    net = Net(
        thing=thing,
        sources=tuple(sources[:MOST_SOURCES]),
        articles=tuple(articles),
        unseen=tuple(unseen[:MOST_UNSEEN]),
        edges=tuple(edges),
        left_out=max(0, len(sources) - MOST_SOURCES),
    )
    return _ordered(net)


def direct(net: Net) -> Net:
    """Return the graph without the lines that others already tell.

    From a source to copies of an article that has it on the same word: the line runs through that article. From a text
    that is not here to copies of an article of the same name: an agency's dispatch is here.
    """
    names = {node.id: node.name for node in (*net.unseen, *net.articles)}
    says = {(edge.source, edge.target) for edge in net.edges if edge.tie == "says"}
    copied, derived = defaultdict(list), defaultdict(set)
    for edge in net.edges:
        if edge.tie == "derives" and edge.source in {node.id for node in net.articles}:
            derived[edge.target].add(names[edge.source])
            if edge.words in _COPIES:
                copied[edge.target].append(edge.source)
    kept = tuple(
        edge
        for edge in net.edges
        if (edge.tie != "says" or not any((edge.source, parent) in says for parent in copied[edge.target]))
        and not (edge.source.startswith("unseen:") and names.get(edge.source) in derived[edge.target])
    )
    drawn = {node.id: [e.target for e in kept if e.source == node.id] for node in net.unseen}
    here = {node.id: len(node.docs) for node in net.articles}
    outlets = {node.name for node in net.articles}
    unseen = [
        _unseen(n, sum(here[doc] for doc in dict.fromkeys(drawn[n.id])), n.name in outlets)
        for n in net.unseen
        if drawn[n.id]
    ]
    return structs.replace(net, edges=kept, unseen=tuple(unseen))


def _unseen(node: Node, articles: int, has_others: bool) -> Node:
    """Return a text that articles drew on, and how many; where its outlet ``has_others`` here, maybe of these."""
    which = "which text is not known" if has_others else "not among them"
    return structs.replace(node, about=f"behind {counted(articles, 'article')}, {which}", behind=articles)


def telling_docs(story: Story, thing: Thing | None, shelf: Mapping[str, Marks]) -> dict[str, dict[str, list[str]]]:
    """Return by source and article the statements of a thing that the article tells, in the story's order."""
    by_id = {s.id: s for s in story.statements}
    told: dict[str, dict[str, list[str]]] = {}
    for series in (story.series[n] for n in (thing.series if thing else ())):
        name = series.claimant or series.source
        for point in series.points:
            if point.statement in by_id:
                for doc, _ in tellings(point, series, by_id[point.statement], shelf):
                    told.setdefault(name, {}).setdefault(doc, []).append(point.statement)
    return told


def _sources(story: Story, thing: Thing | None, shelf: Mapping[str, Marks]) -> tuple[list[Node], list[Edge]]:
    told = telling_docs(story, thing, shelf)
    known = {identity.id: identity for identity in story.sources}
    often = {name: sum(len(statements) for statements in found.values()) for name, found in told.items()}
    ranked = sorted(told, key=lambda name: (-len(told[name]), -often[name], name))
    nodes = [_source(name, told[name], known.get(name), story, chief=not n) for n, name in enumerate(ranked)]
    edges = [
        Edge(
            source=f"source:{name}",
            target=f"article:{doc}",
            tie="says",
            words="on its word",
            because=f"tells {listed(list(dict.fromkeys(statements)))} on its word",
            link=("statement", statements[0]),
        )
        for name in ranked[:MOST_SOURCES]
        for doc, statements in told[name].items()
    ]
    return nodes, edges


def _source(
    name: str, told: Mapping[str, Sequence[str]], identity: SourceIdentity | None, story: Story, *, chief: bool
) -> Node:
    statements = {s for found in told.values() for s in found}
    roots = [root for root in story.roots if statements & set(root.statements)]
    known = bool(roots) and all(root.independent_roots is not None for root in roots)
    behind = counted(len(told), "article")
    return Node(
        id=f"source:{name}",
        kind="source",
        name=clean(identity.name if identity else name),
        about=f"root of {behind}" if known else f"behind {behind}; how many origins it is, is unknown",
        link=name,
        root=True if known else None,
        chief=chief and len(told) > 1,
        docs=tuple(told),
        behind=len(told),
    )


def _derivations(story: Story, sources: Sequence[Node]) -> tuple[list[Node], list[Edge]]:
    """Return the texts that articles drew on and that are not among them, most drawn on first, and who did."""
    drawn: defaultdict[str, list[str]] = defaultdict(list)
    edges = []
    for n, derivation in enumerate(story.provenance):
        inside = derivation.derived_from in story.docs
        if not inside:
            drawn[derivation.derived_from].append(derivation.doc)
        parent = f"article:{derivation.derived_from}" if inside else f"unseen:{derivation.derived_from}"
        edges.append(_derives(n, derivation, parent))
    ranked = sorted(drawn, key=lambda name: (-len(drawn[name]), name))
    nodes = [
        Node(
            id=f"unseen:{name}",
            kind="unseen",
            name=named(name),
            link=name,
            docs=tuple(dict.fromkeys(drawn[name])),
        )
        for name in ranked
    ]
    return nodes, edges


def named(origin: str) -> str:
    """Return an origin's name as people read it, the day at its end in words."""
    name = clean(origin.removeprefix(_EXTERNAL))
    front, day = name[:-_DAY], name[-_DAY:]
    dated = len(day) == _DAY and day[4:5] == day[7:8] == "-" and day.replace("-", "").isdigit()
    return front + date_words(day) if dated else name


def _derives(n: int, derivation: Derivation, parent: str) -> Edge:
    evidence = clean(derivation.evidence)
    return Edge(
        source=parent,
        target=f"article:{derivation.doc}",
        tie="derives",
        words=derivation.how,
        because=evidence,
        link=("derivation", str(n)),
        rule=derivation.rule,
    )


def _alike(story: Story, derives: Sequence[Edge]) -> list[Edge]:
    """Return which articles have the same words, where no derivation says so already."""
    words: Counter[tuple[str, str]] = Counter()
    for passage in story.passages:
        words[passage.one.doc, passage.other.doc] += passage.words
    tied = {frozenset((edge.source, edge.target)) for edge in derives}
    return [
        Edge(
            source=f"article:{one}",
            target=f"article:{other}",
            tie="alike",
            words="same words",
            because=f"{counted(count, 'word')} in runs that both have",
            link=("passage", f"{one} {other}"),
        )
        for (one, other), count in words.most_common()
        if count >= ALIKE and frozenset((f"article:{one}", f"article:{other}")) not in tied
    ]


def _articles(story: Story, shelf: Mapping[str, Marks], edges: Sequence[Edge]) -> list[Node]:
    """Return the articles by their days, each one that was taken from another right below that one."""
    parent = {e.target: e.source for e in reversed(edges) if e.tie == "derives" and e.source.startswith("article:")}
    to: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        to[edge.target].append(edge)
    below: defaultdict[str, list[str]] = defaultdict(list)
    for doc in story.docs:  # they stand in the order of their days
        below[parent.get(f"article:{doc}", "")].append(doc)
    found: list[Node] = []
    seen: set[str] = set()

    def visit(doc: str, depth: int) -> None:
        if doc not in seen:
            seen.add(doc)
            found.append(_article(doc, shelf, to[f"article:{doc}"], depth))
            for child in below[f"article:{doc}"]:
                visit(child, depth + 1)

    for doc in [*below[""], *story.docs]:  # the second round: circles
        visit(doc, 0)
    return found


def _article(doc: str, shelf: Mapping[str, Marks], edges: Sequence[Edge], depth: int) -> Node:
    article = shelf[doc].article if doc in shelf else None
    own = [edge for edge in edges if edge.tie != "says"]
    return Node(
        id=f"article:{doc}",
        kind="article",
        name=clean(article.outlet if article and article.outlet else doc),
        aside=short_date(article.published) if article and article.published else "undated",
        about=_title(shelf[doc]) if article else "",
        notes=tuple(dict.fromkeys(_note(edge, shelf) for edge in own)),
        link=doc,
        docs=(doc,),
        depth=depth,
    )


def _note(edge: Edge, shelf: Mapping[str, Marks]) -> str:
    """Return "rewrite: credits Norda": how and by what; the words of the evidence alone where they begin with it."""
    if edge.tie == "alike":
        doc = edge.source.partition(":")[2]
        outlet = shelf[doc].article.outlet if doc in shelf else None
        return f"{edge.because.partition(' in ')[0]} as in {clean(outlet or doc)}"
    return edge.because if edge.because.startswith(edge.words) else f"{edge.words}: {edge.because}"


def _title(marks: Marks) -> str:
    """Return an article's title, or its first sentence where it has none."""
    article = marks.article
    if article.title or article.headline:
        return clean(article.title.of(article.text) if article.title else article.headline or "")
    return clean(marks.sentences[0].of(article.text)) if marks.sentences else clean(article.id)


def _together(articles: Sequence[Node], edges: Sequence[Edge]) -> tuple[list[Node], list[Edge]]:
    """Return one box for the articles that have the same origins; beyond the most boxes one for the rest."""
    parents: defaultdict[str, set[str]] = defaultdict(set)
    sources = {edge.source for edge in edges}
    for edge in edges:
        parents[edge.target].add(edge.source)
    groups: defaultdict[tuple[object, ...], list[Node]] = defaultdict(list)
    for node in articles:
        alone = node.id in sources or not parents[node.id]
        groups[(node.id,) if alone else tuple(sorted(parents[node.id]))].append(node)
    boxes = [nodes[0] if len(nodes) == 1 else _box(nodes) for nodes in groups.values()]
    kept = boxes if len(boxes) <= MOST_ARTICLES else [*boxes[: MOST_ARTICLES - 1], _rest(boxes[MOST_ARTICLES - 1 :])]
    place = {f"article:{doc}": box.id for box in kept for doc in box.docs}
    moved = {
        (place.get(e.source, e.source), place.get(e.target, e.target), e.tie): structs.replace(
            e, source=place.get(e.source, e.source), target=place.get(e.target, e.target)
        )
        for e in reversed(edges)
    }
    return kept, [edge for edge in reversed(moved.values()) if edge.source != edge.target]


def _box(nodes: Sequence[Node]) -> Node:
    first, last = nodes[0], nodes[-1]
    days = first.aside if first.aside == last.aside else f"{first.aside} to {last.aside}"
    return structs.replace(
        first,
        kind="articles",
        name=counted(len(nodes), "article"),
        aside=days,
        about=listed(list(dict.fromkeys(node.name for node in nodes))),
        docs=tuple(doc for node in nodes for doc in node.docs),
    )


def _rest(nodes: Sequence[Node]) -> Node:
    docs = tuple(doc for node in nodes for doc in node.docs)
    name = f"{counted(len(docs), 'more article')}"
    return Node(id="rest:", kind="rest", name=name, about="in the table below the picture", docs=docs)


def _ordered(net: Net) -> Net:
    """Return the graph with sources and unseen texts at the height of their articles, so that fewer lines cross."""
    row = {node.id: n for n, node in enumerate(net.articles)}
    known = row.keys() | {node.id for node in (*net.sources, *net.unseen)}
    edges = tuple(edge for edge in net.edges if {edge.source, edge.target} <= known)
    sources, unseen = (tuple(_by_barycentre(side, edges, row)) for side in (net.sources, net.unseen))
    return structs.replace(net, sources=sources, unseen=unseen, edges=edges)


def _by_barycentre(nodes: Iterable[Node], edges: Sequence[Edge], row: Mapping[str, int]) -> list[Node]:
    def centre(node: Node) -> float:
        rows = [row[edge.target] for edge in edges if edge.source == node.id and edge.target in row]
        return sum(rows) / len(rows) if rows else float(len(row))

    return sorted(nodes, key=lambda node: (not node.chief if node.kind == "source" else False, centre(node), node.name))
