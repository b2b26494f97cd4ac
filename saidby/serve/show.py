"""Shows what the commands found, in the form asked for. The views draw, this chooses."""

from collections.abc import Collection, Iterable, Sequence
from itertools import chain

import click
from msgspec import structs, to_builtins
from msgspec.structs import astuple

from saidby.errors import SaidbyError
from saidby.ledger import Captured
from saidby.ledger.health import Finding as Health
from saidby.records import Marks, Range, Rule, Story
from saidby.serve import output
from saidby.serve.adding import Added
from saidby.serve.check import Finding, finding_form
from saidby.serve.judging import Decided
from saidby.serve.score import COLUMNS as SCORE_COLUMNS
from saidby.serve.score import Scores
from saidby.views.forms import article_form, links_form, stories_form, story_form
from saidby.views.terminal.added import Change, added_page
from saidby.views.terminal.check import found_page, refusal_page
from saidby.views.terminal.explain import explain_page
from saidby.views.terminal.figures import COLUMNS, figure_rows
from saidby.views.terminal.kept import legible
from saidby.views.terminal.links import links_pages
from saidby.views.terminal.statements import STATEMENT_COLUMNS, statement_rows
from saidby.views.terminal.stories import stories_page
from saidby.wording import clean, counted


def show_articles(articles: Iterable[Marks], form: str) -> None:
    """Write each article with its figures, as they come."""
    if form == "jsonl":
        for marks in articles:
            output.write_json(article_form(marks))
    elif form == "json":
        output.write_array(map(article_form, articles))
    elif form == "csv":
        output.write_csv(COLUMNS, chain.from_iterable(map(figure_rows, articles)))
    elif output.on_terminal():
        for marks in articles:
            output.write_table(_title(marks), COLUMNS[1:], (row[1:] for row in figure_rows(marks)))
    else:
        output.write_tabs(COLUMNS, chain.from_iterable(map(figure_rows, articles)))


def _title(marks: Marks) -> str:
    article = marks.article
    origin = [article.outlet, article.published, f"builds on {article.wire}" if article.wire else None]
    return " · ".join(filter(None, [article.id, *origin, counted(len(marks.figures), "figure")]))


def show_story(story: Story, marks: Sequence[Marks], form: str, *, rule: Rule | None = None) -> None:
    """Write one story; see ``show_stories``."""
    show_stories([story], marks, form, rule=rule)


def show_stories(stories: Sequence[Story], marks: Sequence[Marks], form: str, *, rule: Rule | None = None) -> None:
    """Write stories: a page to read, or the whole of it as JSON, or their statements as rows.

    ``rule``: the one by which the figures of several sources are put together; all of them where none is named.
    """
    if rule is not None:
        stories = [structs.replace(s, ranges=tuple(_by(rule, found) for found in s.ranges)) for s in stories]
    if form == "json":
        output.write_json(stories_form(stories), indent=1)
    elif form == "jsonl":
        for story in stories:
            output.write_json(story_form(story))
    elif form == "csv":
        columns, rows = _statement_table(stories, marks)
        output.write_csv(columns, rows)
    else:
        width = output.page_width()
        output.write_lines(stories_page(stories, marks, width=width, colour=output.on_terminal(), rule=rule))


def _statement_table(stories: Sequence[Story], marks: Sequence[Marks]) -> tuple[Sequence[str], Iterable[Sequence[str]]]:
    """Return columns and rows of statements; of several stories, each row names its story first."""
    if len(stories) == 1:
        return STATEMENT_COLUMNS, statement_rows(stories[0], marks)
    rows = ((story.story, *row) for story in stories for row in statement_rows(story, marks))
    return ("story", *STATEMENT_COLUMNS), rows


def _by(rule: Rule, found: Range) -> Range:
    return structs.replace(found, estimates=tuple(e for e in found.estimates if e.rule == rule))


def show_explained(marks: Marks, form: str) -> None:
    """Write how each figure of one article was found."""
    if form == "json":
        output.write_json(to_builtins(marks), indent=1)
    else:
        output.write_lines(explain_page(marks, width=output.page_width()))


def show_links(stories: Sequence[Story], marks: Sequence[Marks], form: str, *, statement: str | None = None) -> None:
    """Write what ties several articles together, or what does so for one statement; refuse one that is not there."""
    ids = list(dict.fromkeys(s.id for story in stories for s in story.statements))
    if statement is not None and statement not in ids:
        known = f"There are {ids[0]} to {ids[-1]}; saidby story shows them." if ids else "There are none."
        raise SaidbyError(f"no statement of these articles is called {statement!r}. {known}")
    if form == "json":
        output.write_json(links_form(stories, statement), indent=1)
    else:
        output.write_lines(links_pages(stories, marks, width=output.page_width(), only=statement))


def show_finding(finding: Finding, form: str) -> None:
    """Write the figures that say the number asked for, or that none does and which are nearest."""
    if form == "json":
        output.write_json(finding_form(finding), indent=1)
        return
    page = found_page if finding.figures else refusal_page
    figures = finding.figures or finding.nearest
    output.write_lines(page(finding.asked.words, figures, finding.marks, width=output.page_width()))


def show_scores(scores: Scores, form: str) -> None:
    """Write a line for each field, the headline last."""
    if form == "json":
        output.write_json(to_builtins(scores), indent=1)
    elif form == "csv":
        output.write_csv(SCORE_COLUMNS, scores.rows())
    elif output.on_terminal():
        output.write_table(scores.title(), SCORE_COLUMNS, scores.rows())
    else:
        output.write_tabs(SCORE_COLUMNS, scores.rows())


def show_added(added: Added, form: str) -> None:
    """Write what was new, what stories it touched, and what revised what with the words of both."""
    if form == "json":
        output.write_json(to_builtins(added), indent=1)
        return
    changes = [
        Change(
            source=r.source,
            before=(r.before.words, r.before.article, r.before.date),
            after=(r.after.words, r.after.article, r.after.date),
        )
        for r in added.revisions
    ]
    page = added_page(
        {one.id: one.instead_of for one in added.new},
        known=[one.id for one in added.known],
        captures=added.captures,
        stories=added.stories,
        changes=changes,
        width=output.page_width(),
    )
    output.write_lines(page)


def show_rows(
    columns: Sequence[str], rows: Iterable[Sequence[object]], form: str, *, aside: Collection[str] = ()
) -> None:
    """Write rows of the ledger: a table on a terminal, tabs in a pipe, CSV, or JSON with the columns' names.

    ``aside``: columns that a terminal has no room for; all other forms have them.
    """
    if form in {"json", "jsonl"}:
        named = (dict(zip(columns, row, strict=True)) for row in rows)
        if form == "json":
            output.write_array(named)
        else:
            for one in named:
                output.write_json(one)
        return
    if form == "csv" or not output.on_terminal():
        write = output.write_csv if form == "csv" else output.write_tabs
        write(columns, ([_cell(value) for value in row] for row in rows))
    else:
        names, words = legible(columns, rows, aside=aside)
        output.write_table("", names, words)


def _cell(value: object) -> str:
    """Return a value as other programs read it: nothing for none, whole numbers without a point."""
    return "" if value is None else f"{value:.15g}" if isinstance(value, float) else str(value)


def show_kept(marks: Marks, captures: Sequence[Captured], decided: Sequence[Decided], form: str) -> None:
    """Write an article as it stands in the ledger, what people decided in it, and where it came from."""
    if form == "json":
        beside = {"judged": to_builtins(list(decided)), "captures": to_builtins(list(captures))}
        output.write_json(article_form(marks) | beside, indent=1)
        return
    figures = [[*row[1:], f.key] for row, f in zip(figure_rows(marks), marks.figures, strict=True)]
    rows = [(c.at, c.route, c.address or c.name, f"{c.size:,}", c.sha256[:12]) for c in captures]
    _write_part(_title(marks), [*COLUMNS[1:], "key"], figures)
    if decided:
        _write_part("judged", ("words", "decided", "by", "key"), map(astuple, decided))
    _write_part("captures", ("captured", "route", "from", "bytes", "SHA-256"), rows)


def _write_part(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write one of several tables under its title."""
    if output.on_terminal():
        output.write_table(title, columns, rows)
    else:
        click.echo(clean(title))
        output.write_tabs(columns, rows)


def show_health(findings: Sequence[Health], form: str) -> None:
    """Write what was looked at in a ledger, and what to do about what is not well."""
    if form == "json":
        output.write_json(to_builtins(list(findings)), indent=1)
        return
    for one in findings:
        click.echo(f"{'well' if one.well else 'NOT WELL'}  {one.what}: {one.says}")
        if not one.well:
            click.echo(f"          {one.do}")


def show_verified(size: tuple[int, int, int], flaws: Sequence[str], form: str) -> None:
    """Write whether a ledger holds, and each place where it does not."""
    events, articles, captures = size
    if form == "json":
        held = {"events": events, "articles": articles, "captures": captures}
        output.write_json(held | {"flaws": list(flaws)}, indent=1)
        return
    for flaw in flaws:
        click.echo(flaw)
    looked = f"{counted(events, 'event')}, {counted(articles, 'article')}, {counted(captures, 'capture')}"
    click.echo(f"{looked}: {'all as it was written' if not flaws else counted(len(flaws), 'flaw')}")
