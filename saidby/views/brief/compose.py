"""Puts a brief together: about a page of a story, whatever its size, and what it leaves out."""

from collections.abc import Mapping, Sequence

from saidby.days import period_of
from saidby.records import Marks, Story
from saidby.views.brief.changes import what_changed
from saidby.views.brief.desk import Desk, counted, in_words, lay_out
from saidby.views.brief.lead import find_head, in_short, title
from saidby.views.brief.origins import where_it_comes_from, where_they_differ
from saidby.views.brief.page import Brief, Section
from saidby.views.brief.since import changed_since
from saidby.views.brief.sources import on_nobodys_word, who_says_what
from saidby.wording import date_words


def brief(story: Story, marks: Mapping[str, Marks] | Sequence[Marks], *, since: str | None = None) -> Brief:
    """Return a cited brief of a story. ``marks`` are those of its articles, by id or in any order.

    ``since``: a day, a month or a year as an ISO prefix; then only what was said or first told after it. Every number
    stands in the words that its sentence cites.
    """
    desk = lay_out(story, marks)
    sections, changes = (_whole(desk), 0) if since is None else (changed_since(desk, since), 0)
    if since is None:
        changed, changes = what_changed(desk)
        sections = [*sections, *([changed] if changed else [])]
    return Brief(
        title=title(desk),
        scope=_scope(desk),
        sections=tuple(sections),
        references=tuple(desk.references.values()),
        notes=tuple(_notes(desk, sections, changes, since)),
        since=since,
    )


def _whole(desk: Desk) -> list[Section]:
    head = find_head(desk)
    sections: list[Section | None] = [in_short(desk, head)] if head else []
    short = {name for s in sections if s for p in s.paragraphs for sentence in p for name in sentence.statements}
    sections += [who_says_what(desk), where_they_differ(desk, head.told.amount.measure if head else None, short)]
    headed = {head.statement.id} if head else set()
    sections += [where_it_comes_from(desk, headed), on_nobodys_word(desk)]
    return [section for section in sections if section is not None]


def _scope(desk: Desk) -> str:
    """Return "Five articles, published from 2 April 2025 to 16 June 2025"."""
    days = sorted({r.published for r in desk.references.values() if r.published and period_of(r.published)})
    words = counted(len(desk.shelf), "article").capitalize()
    if not days:
        return words + "."
    if len(days) == 1:
        return f"{words}, published {date_words(days[0])}."
    return f"{words}, published from {date_words(days[0])} to {date_words(days[-1])}."


def _notes(desk: Desk, sections: Sequence[Section], changes: int, since: str | None) -> list[str]:
    """Return what the brief leaves out, in words."""
    told = {name for s in sections for p in s.paragraphs for sentence in p for name in sentence.statements}
    if since is not None:
        return [] if sections else [f"Nothing was said or first told after {date_words(since)}."]
    left = len([s for s in desk.story.statements if s.id not in told])
    parts = [f"{in_words(left)} further statement{'' if left == 1 else 's'}"] if left else []
    parts += [f"{in_words(changes)} further change{'' if changes == 1 else 's'}"] if changes else []
    return [f"Left out: {' and '.join(parts)}."] if parts else []
