"""Writes the pages of stories into a folder, whole or not at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from msgspec import structs

from saidby.errors import SaidbyError
from saidby.records import Marks, Span, Story
from saidby.serve.drawn import Told, draw_brief, draw_drift, draw_provenance, draw_source, draw_story
from saidby.serve.whole import put_in_place, unfinished
from saidby.views.export import tables
from saidby.views.export.rows import csv_lines, json_lines
from saidby.views.web.article import Around, article_page
from saidby.views.web.article import Told as Telling
from saidby.views.web.articles import articles_page
from saidby.views.web.drawing import Frame
from saidby.views.web.links import FolderLinks, leaf
from saidby.views.web.pieces import title_of
from saidby.views.web.stories import Row, stories_page
from saidby.wording import clean

_SIGN = ".saidby-pages"  # stands in every folder that is ours to replace
_ASSETS = ("desk.css", "mark.svg")


def lacks_charts() -> bool:
    """Tell whether charts cannot be drawn into files."""
    return find_spec("vl_convert") is None


def write_pages(folder: Path, stories: Iterable[tuple[Story, Sequence[Marks]]], *, force: bool = False) -> int:
    """Write the pages of stories; return how many. One story is the folder's; of several each has a folder in it.

    Raise SaidbyError where something else is there already.
    """
    folder, found = folder.resolve(), list(stories)
    if not found:
        raise SaidbyError("There is no story to write pages of. Name articles that can be read.")
    if folder.exists() and any(folder.iterdir()):
        if not (folder / _SIGN).exists():
            raise SaidbyError(f"{folder}: has files of others, so it is left alone. Name a new folder.")
        if not force:
            raise SaidbyError(f"{folder}: is there already. Name a new folder, or replace it with --force.")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with unfinished(folder) as draft:
        count = _write_all(draft, found)
        put_in_place(draft, folder)
    return count


def _write_all(folder: Path, stories: Sequence[tuple[Story, Sequence[Marks]]]) -> int:
    folder.mkdir()
    (folder / _SIGN).touch()
    every = [Told(story=story, marks={m.article.id: m for m in marks}) for story, marks in stories]
    if len(every) == 1:
        return _write(folder, every[0], FolderLinks())
    _assets(folder)
    rows = [_row(told) for told in every]
    page = stories_page(Frame(title="Stories", links=_Shelf()), rows)
    (folder / "index.html").write_text(page, "utf-8")
    return 1 + sum(_write(folder / leaf(told.story.key[:16]), told, FolderLinks(among=True)) for told in every)


class _Shelf(FolderLinks, frozen=True):
    """Links from the list of several stories to the folder of each."""

    def story(self, key: str, part: str = "") -> str:
        return f"{leaf(key[:16])}/{part or 'index'}.html"


def _row(told: Told) -> Row:
    days = sorted(d for m in told.shelf if (d := m.article.published) and not d.startswith("--"))
    ends = (days[0], days[-1]) if days else (None, None)
    story = told.story
    return Row(key=story.key, name=story.story, articles=len(told.marks), first=ends[0], latest=ends[1], waits=False)


def _write(folder: Path, told: Told, links: FolderLinks) -> int:
    count = 0
    for count, (name, page) in enumerate(_pages(told, links), 1):  # noqa: B007  (counted)
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(page, "utf-8", newline="")
    (folder / "tables").mkdir(exist_ok=True)
    for name, columns, rows in tables(told.story, told.marks):
        held = list(rows)
        (folder / "tables" / f"{name}.csv").write_text("".join(csv_lines(columns, held)), "utf-8", newline="")
        (folder / "tables" / f"{name}.json").write_text("".join(json_lines(columns, held)), "utf-8")
    _assets(folder)
    return count


def _assets(folder: Path) -> None:
    target = folder / "static"
    target.mkdir(exist_ok=True)
    for name in _ASSETS:
        (target / name).write_bytes((files("saidby.views.web") / "static" / name).read_bytes())


def _pages(told: Told, links: FolderLinks) -> Iterator[tuple[str, str]]:
    """Yield each page with its place in the folder."""
    story, below = told.story, structs.replace(links, depth=1)

    def frame(title: str, here: str, *, deep: bool = False) -> Frame:
        name = f"{title}: {story.story}" if title else story.story
        where = below if deep else links
        return Frame(title=name, links=where, here=here, story=story.key, story_name=story.story)

    yield "index.html", draw_story(frame("", "story"), told)
    yield "provenance.html", draw_provenance(frame("Provenance", "provenance"), told)
    yield "drift.html", draw_drift(frame("Drift", "drift"), told)
    yield "articles.html", articles_page(frame("Articles", "articles"), story, told.marks)
    yield "brief.html", draw_brief(frame("Brief", "brief"), told)
    for source in story.sources:
        place = below.source(story.key, source.id).removeprefix("../")
        yield place, draw_source(frame(source.name, "story", deep=True), told, source)
    points, tellings = _points(told), _tellings(told, below)
    for marks in told.shelf:
        place = below.article(marks.article.key).removeprefix("../")
        around = Around(told=tellings.get(marks.article.id, {}), story=story.key, story_name=story.story)
        own = frame(title_of(marks.article), "articles", deep=True)
        yield place, article_page(own, marks, around, points=points.get(marks.article.id, ()))


def _points(told: Told) -> Mapping[str, list[Span]]:
    """Return the stretches of each article that other pages point at."""
    found: dict[str, set[Span]] = {}
    for drift in told.story.drift:
        for one in (drift, drift.against):
            found.setdefault(one.doc, set()).add(Span(one.start, one.end))
    for statement in told.story.statements:
        for report in statement.reports:
            found.setdefault(report.doc, set()).update(Span(e.start, e.end) for e in report.spans)
    return {doc: sorted(spans) for doc, spans in found.items()}


def _tellings(told: Told, links: FolderLinks) -> Mapping[str, Mapping[str, Telling]]:
    """Return of each article which figure tells which statement."""
    found: dict[str, dict[str, Telling]] = {}
    sources = {s.id for s in told.story.sources}
    for statement in told.story.statements:
        whose = statement.claimant if statement.claimant in sources else None
        href = links.statement(told.story.key, statement.id, whose) or ""
        telling = Telling(id=statement.id, source=clean(statement.source or "nobody named"), href=href)
        for report in statement.reports:
            found.setdefault(report.doc, {}).update(dict.fromkeys(report.keys, telling))
    return found
