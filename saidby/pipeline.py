"""The page: read(), mark() and link() list their steps in order. Steps meet here and never import each other."""

import hashlib
import time
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache

from msgspec import Struct, structs

from saidby.errors import SaidbyError
from saidby.evidence import Evidence, Origin, Overlap, Telling
from saidby.hooks import DriftCheck, Marker, drift_checks, load_plugins, markers
from saidby.ledger import Arrival, Kept, Ledger, Neighbours, Revision
from saidby.lexicon import Lexicon, load_lexicon
from saidby.likeness import moment
from saidby.link import drift
from saidby.link.agencies import name_agencies
from saidby.link.copies import find_passages, find_shared_quotes, quoted_alike, weigh
from saidby.link.drift import find_drift, find_retellings
from saidby.link.judged import judged_derivations, judged_drift
from saidby.link.origins import find_origins
from saidby.link.provenance import trace
from saidby.link.roots import find_roots
from saidby.link.series import find_conflicts, find_ranges, find_rows, find_series
from saidby.link.sources import Claimants, resolve_sources
from saidby.link.statements import give_to_issuers, group_sayings, group_statements, keep_ids, nearness, ruled, tell
from saidby.link.stories import Signature, Stories, about, as_written, signature
from saidby.link.stories.identity import former_keys, told_apart
from saidby.link.years import infer_years
from saidby.mark.arithmetic import find_arithmetic
from saidby.mark.attribution import find_both_ways, learned, speakers_of_quotes
from saidby.mark.confidence import with_confidence
from saidby.mark.dates import find_dates
from saidby.mark.figures import find_figures
from saidby.mark.hedges import find_hedges
from saidby.mark.numbers import find_numbers
from saidby.mark.quotes import find_quotes
from saidby.mark.tie import tie, with_doubts
from saidby.read.dateline import find_dateline
from saidby.read.furniture import find_furniture, with_header
from saidby.read.given import Taken, take
from saidby.read.language import check_language
from saidby.read.outlet import find_outlet
from saidby.read.published import check_published, find_published, moment_of
from saidby.read.title import find_byline, find_title
from saidby.read.wire import agency_among, find_wire
from saidby.records import Article, Marks, Passage, Quote, Saying, Statement, Story
from saidby.rulings import Ruling
from saidby.text import Layout, lay_out, normalise

RULES = "rules"  # the name under which attributions are found by rules alone
READER = learned.NAME  # who finds them beside the rules where nobody else is asked for
_AT_ONCE = 100  # articles put into stories before others may write
_TURN = 0.03  # seconds that one who adds keeps others from writing: who judges waits for a tenth of a second at most


def read(
    data: bytes,
    *,
    name: str,
    lexicon: Lexicon | None = None,
    address: str | None = None,
    content_type: str | None = None,
) -> Article:
    """Return one article from the bytes of a file; ``name`` is its file name. Raise BadInput where it is none.

    ``address`` is that of the page, where the article itself gives none; ``content_type`` the header it came with.
    """
    lexicon = lexicon or load_lexicon()
    given = take(data, name, lexicon, address=address, content_type=content_type)
    check_language(given.text, name)
    article = _article(given, name, lexicon)
    return structs.replace(
        article,
        published_from=given.published_from if article.published_from == "metadata" else article.published_from,
        published_at=given.published_at or article.published_at,
        wire=article.wire or agency_among(given.writers, article.outlet, lexicon),
        writers=given.writers,
        section=given.section,
        omissions=given.omissions,
        doubts=given.doubts,
    )


def _article(given: Taken, name: str, lexicon: Lexicon) -> Article:
    text = given.text
    furniture = find_furniture(text, lexicon)
    dateline = find_dateline(text, furniture, lexicon)
    title = find_title(text, given.title, furniture, dateline.span.start if dateline else None)
    byline = find_byline(text, title, furniture)
    outlet = find_outlet(
        text, given=given.outlet, url=given.url, dateline=dateline, furniture=furniture, lexicon=lexicon
    )
    wire = find_wire(text, outlet=outlet, dateline=dateline, furniture=furniture, lexicon=lexicon)
    published = find_published(
        text,
        given=check_published(given.published, name, lexicon),
        url=given.url,
        dateline=dateline,
        furniture=furniture,
        lexicon=lexicon,
    )
    return Article(
        id=given.id or name,
        key=hashlib.sha256(normalise(text).encode()).hexdigest(),
        text=text,
        title=title,
        headline=given.title if title is None else None,
        outlet=outlet,
        byline=byline,
        dateline=dateline,
        published=published[0] if published else None,
        published_from=published[1] if published else None,
        published_at=moment_of(given.published) if published and published[1] == "metadata" else None,
        wire=wire[0] if wire else None,
        credit=wire[1] if wire else None,
        url=given.url,
        furniture=tuple(with_header(furniture, dateline=dateline, byline=byline)),
    )


def mark(article: Article, lexicon: Lexicon | None = None, *, reader: str = READER) -> Marks:
    """Return everything that one article says. Pure: no network, no other article.

    ``reader`` names who finds the attributions beside the rules. Raise SaidbyError where nobody goes by that name.
    """
    lexicon = lexicon or load_lexicon()
    layout = lay_out(article.text, skip=[f.span for f in article.furniture if not f.told])
    dates = find_dates(layout, article.published, lexicon)
    numbers = find_numbers(layout, lexicon)
    figures = find_figures(layout, numbers, dates, article.key, lexicon)
    quotes = find_quotes(layout)
    attributions, by_rules = find_both_ways(layout, quotes, lexicon, _sayings(layout, quotes, reader))
    marks = Marks(
        article=article,
        reader=reader,
        sentences=tuple(s.span for s in layout.sentences),
        figures=tuple(figures),
        quotes=tuple(speakers_of_quotes(layout, quotes, attributions)),
        attributions=tuple(attributions),
        hedges=tuple(find_hedges(layout, lexicon)),
        dates=tuple(dates),
    )
    tied = tie(layout, marks, lexicon)
    summed = structs.replace(tied, arithmetic=tuple(find_arithmetic(layout, tied.figures, lexicon)))
    doubted = summed if by_rules is attributions else with_doubts(layout, summed, by_rules, lexicon)
    return with_confidence(layout, doubted, lexicon)


def link(
    marks: Sequence[Marks],
    lexicon: Lexicon | None = None,
    *,
    name: str | None = None,
    earlier: Sequence[Story] = (),
    judged: Sequence[Ruling] = (),
) -> Story:
    """Return many articles as one story, whatever their order. Ids and keys of ``earlier`` ones lead here. Pure.

    Without a ``name`` it is named after what it is about. What people decided (``judged``) stands above all.
    """
    lexicon = lexicon or load_lexicon()
    marks = name_agencies(_with_years(marks, lexicon), lexicon)
    earlier, keys = told_apart(marks, earlier), {m.article.id: m.article.key for m in marks}
    ground = _lay_ground(marks, judged, lexicon)
    claimants = ground.claimants
    grouped, sayings = _grouped(marks, ground, judged)
    evidence = _evidence(marks, ground, keep_ids(grouped, earlier), lexicon)
    statements, tellings = evidence.statements, evidence.tellings
    derivations = trace(marks, ground.overlaps, statements, claimants.of, lexicon, ground.origins)
    rows = find_rows(statements, tellings, lexicon, evidence.marks)
    return Story(
        story=as_written(name or about(map(signature, marks)) or "story", (m.article for m in marks)),
        key=marks[0].article.key if marks else "",
        docs=tuple(keys),
        aliases=former_keys(marks, earlier),
        sources=tuple(claimants.of_statements([*statements, *sayings])),
        statements=tuple(keep_ids([*grouped, *sayings], earlier)),
        provenance=tuple(judged_derivations(derivations, judged, keys)),
        drift=tuple(judged_drift(find_drift(evidence, _own_checks()), judged, keys)),
        roots=tuple(find_roots(statements, claimants.by_id)),
        series=tuple(find_series(rows, claimants.by_id)),
        conflicts=tuple(find_conflicts(statements, tellings, lexicon)),
        ranges=tuple(find_ranges(rows, claimants.by_id)),
        passages=tuple(ground.passages),
    )


class _Ground(Struct, frozen=True, kw_only=True):
    """What linking rests on: whose names are whose, which words are shared, and who tells what."""

    claimants: Claimants
    passages: Sequence[Passage]
    shared_quotes: Sequence[Passage]
    overlaps: Sequence[Overlap]
    origins: Sequence[Origin]
    tellings: Sequence[Telling]
    near: Callable[[str, str], int]


def _lay_ground(marks: Sequence[Marks], judged: Sequence[Ruling], lexicon: Lexicon) -> _Ground:
    claimants = resolve_sources(marks, lexicon, judged)
    passages, shared_quotes = find_passages(marks), find_shared_quotes(marks)
    overlaps = weigh(marks, passages)
    origins = find_origins(marks, overlaps, claimants.of, lexicon)
    told = [t for m in marks for t in tell(m, claimants.of, claimants.named_in, lexicon)]
    alike = quoted_alike(marks, shared_quotes, claimants.of)
    return _Ground(
        claimants=claimants,
        passages=passages,
        shared_quotes=shared_quotes,
        overlaps=overlaps,
        origins=origins,
        tellings=give_to_issuers(told, origins),
        near=nearness(claimants.by_id, alike, claimants.apart),
    )


def _grouped(
    marks: Sequence[Marks], ground: _Ground, judged: Sequence[Ruling]
) -> tuple[list[Statement], list[Statement]]:
    """Return the statements with figures and those without, as people have them."""
    claimants, shared = ground.claimants, [*ground.passages, *ground.shared_quotes]
    found = group_statements(
        ground.tellings, claimants.by_id, near=ground.near, passages=shared, origins=ground.origins, judged=judged
    )
    keys = {m.article.id: m.article.key for m in marks}
    sayings = group_sayings(marks, shared, claimants.of, ground.near)
    return ruled(found, judged, keys), ruled(sayings, judged, keys)


def _evidence(marks: Sequence[Marks], ground: _Ground, statements: Sequence[Statement], lexicon: Lexicon) -> Evidence:
    """Return what checks for drift look at: all figures but those of what people say is no statement."""
    claimants, shelf = ground.claimants, {m.article.id: m for m in marks}
    stated = {(report.doc, figure) for s in statements for report in s.reports for figure in report.figures}
    tellings = {place: t for t in ground.tellings if (place := (t.doc, t.figure.id)) in stated}
    if len(tellings) < len(ground.tellings):
        shelf = {doc: _without(m, tellings) for doc, m in shelf.items()}
    found = Evidence(shelf, statements, tellings, claimants.by_id, claimants.of, ground.shared_quotes, lexicon)
    return structs.replace(found, retellings=find_retellings(found, ground.passages))


def _without(marks: Marks, stated: Container[tuple[str, str]]) -> Marks:
    """Return marks without the figures of what people say is no statement."""
    return structs.replace(marks, figures=tuple(f for f in marks.figures if (marks.article.id, f.id) in stated))


def link_stories(
    marks: Sequence[Marks], lexicon: Lexicon | None = None, *, earlier: Sequence[Story] = ()
) -> list[Story]:
    """Return the stories that the articles make up, each linked, the one with the earliest article first.

    Pure; the order of ``marks`` changes nothing. Each is named after what it is about.
    """
    known = {(m.article.id, m.article.key): m for m in marks}
    found = list(Stories(map(signature, known.values())))
    before = [(story, frozenset(story.docs)) for story in earlier]
    return [
        link(
            [known[one.id, one.key] for one in group],
            lexicon,
            name=about(group),
            earlier=[story for story, docs in before if not docs.isdisjoint(one.id for one in group)],
        )
        for group in found
    ]


def update(ledger: Ledger, arrivals: Sequence[Arrival]) -> list[Kept]:
    """Keep what was read, and put each new article into its story. The stories are linked by ``relink``.

    Others may write in between: each article is kept whole, with its story, whatever becomes of those behind it.
    """
    kept: list[Kept] = []
    while len(kept) < len(arrivals):
        with ledger.writing():
            kept += _step(ledger, arrivals[len(kept) :])
    return kept


def _step(ledger: Ledger, arrivals: Sequence[Arrival]) -> list[Kept]:
    """Keep as many arrivals as can be kept before others are to have their turn, and one at least."""
    since, kept = time.monotonic(), list[Kept]()
    stories = Stories(index=Neighbours(ledger.store, Signature))
    changed: list[Signature] = []
    for arrival in arrivals:
        kept += ledger.keep([arrival])
        if kept[-1].new_article:
            changed += stories.add(signature(ledger.marks(kept[-1].key)))
        if time.monotonic() - since > _TURN:
            break
    ledger.gather(sorted(stories.stories_of(changed)))
    return kept


def regroup(ledger: Ledger) -> None:
    """Put each article that is in no story into its own, as after an import or where tables were made anew."""
    while ledger.alone(most=1):
        with ledger.writing():
            _gather(ledger, ledger.alone(most=_AT_ONCE))


def _gather(ledger: Ledger, keys: Sequence[str]) -> None:
    stories = Stories(index=Neighbours(ledger.store, Signature))
    changed = [one for key in keys for one in stories.add(signature(ledger.marks(key)))]
    ledger.gather(sorted(stories.stories_of(changed)))


def relink(ledger: Ledger, lexicon: Lexicon | None = None) -> Iterator[tuple[Story, list[Revision]]]:
    """Link each story whose articles or judgements have changed; yield it with the revisions that are new in it.

    Others may write meanwhile: a story that changed while it was linked is linked again.
    """
    regroup(ledger)
    while asked := ledger.wanted():
        marks = [ledger.judged_marks(key) for key in asked.articles]
        name = about(list(map(signature, marks)))
        earlier = ledger.earlier(asked)
        story = link(marks, lexicon, name=name, earlier=earlier, judged=ledger.rulings(asked.articles))
        # The ledger knows a story by the article that comes first by its day; within a day, the hour may tell another.
        story = structs.replace(story, key=asked.key, aliases=former_keys(marks, earlier, asked.key))
        revised = ledger.shelve(asked, story, {m.article.id: m for m in marks})
        if revised is not None:
            yield story, revised


def _with_years(marks: Sequence[Marks], lexicon: Lexicon) -> list[Marks]:
    """Return the marks, earliest article first, each article without a year read again in that of others of its matter.

    An article given twice counts once.
    """
    marks = list({(m.article.id, m.article.key): m for m in marks}.values())
    years = _years(marks) if any((m.article.published or "").startswith("--") for m in marks) else {}
    dated = [
        mark(
            structs.replace(m.article, published=years[m.article.id], published_from="story"), lexicon, reader=m.reader
        )
        if m.article.id in years
        else m
        for m in marks
    ]
    return sorted(dated, key=lambda m: (moment(m.article), m.article.key, m.article.id))


def _years(marks: Sequence[Marks]) -> dict[str, str]:
    """Return the full dates of articles without a year, told from those of the same matter."""
    articles = {(m.article.id, m.article.key): m.article for m in marks}
    matters = Stories(map(signature, marks))
    return {
        doc: day
        for matter in matters
        for doc, day in infer_years([articles[one.id, one.key] for one in matter]).items()
    }


def _sayings(layout: Layout, quotes: Sequence[Quote], reader: str) -> Sequence[Saying] | None:
    """Return what the reader of that name finds; None where the rules are to do without."""
    if reader == RULES:
        return None
    if reader not in _readers():
        known = ", ".join(reader_names())
        raise SaidbyError(f"no reader of attributions is called {reader!r}. There are: {known}.")
    return _readers()[reader](layout, quotes)


def reader_names() -> list[str]:
    """Return the names by which one can ask who is to find the attributions."""
    return sorted([RULES, *_readers()])


@cache
def _readers() -> dict[str, Marker]:
    return markers(load_plugins(learned))


@cache
def _own_checks() -> tuple[DriftCheck, ...]:
    return tuple(drift_checks(load_plugins(drift)))
