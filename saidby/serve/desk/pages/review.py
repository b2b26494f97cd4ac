"""The review: the queue with the figure that is least certain, one figure's card, and how far two reviewers agree."""

import uuid
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, Query
from starlette.responses import HTMLResponse

from saidby.errors import NotThere
from saidby.ledger import Placed
from saidby.records import Figure, Span
from saidby.serve.desk.standing import statements_beside
from saidby.serve.desk.visit import Reviewer, Visit
from saidby.views.web.review import Card, Choices, Filter, Queue, agreement_page, card, card_fragment, review_page
from saidby.wording import counted

router = APIRouter()
_AHEAD = 25  # keys that a page knows beyond the first
_MOST = 60  # choices of a list

_STORIES = "SELECT key, name FROM story WHERE articles > 0 ORDER BY coalesce(latest, '') DESC, key LIMIT ?"
_PEOPLE = "SELECT DISTINCT by_whom FROM step ORDER BY by_whom LIMIT 200"


def chosen(
    story: str | None = None,
    source: str | None = None,
    measure: str | None = None,
    rule: str | None = None,
    blind: bool = False,
) -> Filter:
    """Return which figures were asked for."""
    return Filter(story=story or None, source=source or None, measure=measure or None, rule=rule or None, blind=blind)


Chosen = Annotated[Filter, Depends(chosen)]


def stretch(
    start: Annotated[int | None, Query(ge=0)] = None, end: Annotated[int | None, Query(ge=1)] = None
) -> Span | None:
    """Return the words that a figure is to have instead of its own."""
    return Span(start, end) if start is not None and end is not None and start < end else None


Stretch = Annotated[Span | None, Depends(stretch)]


@router.get("/review", response_class=HTMLResponse)
def review(
    visit: Reviewer, only: Chosen, words: Stretch, figure: str | None = None, after: str | None = None
) -> HTMLResponse:
    """Show the queue, ``figure`` first, with other words where these are given, or from the one behind ``after`` on."""
    waiting = keys_of(visit, only, after=after)
    keys = [figure, *(key for key in waiting if key != figure)] if figure else waiting
    page = review_page(
        visit.frame("Review", here="review", islands=("review",)),
        only,
        _choices(visit),
        Queue(
            first=card_of(visit, keys[0], only, span=words if figure else None) if keys else None,
            keys=keys,
            waiting=visit.ledger.waiting(**_asked(visit, only)),
            token=uuid.uuid4().hex,
        ),
    )
    return HTMLResponse(page)


@router.get("/review/card/{key}", response_class=HTMLResponse)
def one_card(visit: Reviewer, key: str, only: Chosen, words: Stretch) -> HTMLResponse:
    """Show one figure alone; with other words where these are given."""
    shown = card_of(visit, key, only, span=words)
    return HTMLResponse(card_fragment(visit.frame("Review"), shown, token=uuid.uuid4().hex, chosen=only))


@router.get("/agreement", response_class=HTMLResponse)
def agreement(visit: Reviewer, one: str = "", other: str = "") -> HTMLResponse:
    people = [str(name) for (name,) in visit.ledger.ask(_PEOPLE)]
    first = one or visit.viewer.name
    second = other or next((name for name in people if name != first), "")
    rows = [msgspec.to_builtins(row) for row in visit.ledger.agreement(first, second)] if second else []
    return HTMLResponse(agreement_page(visit.frame("Agreement", here="review"), people, first, second, rows))


def keys_of(visit: Visit, only: Filter, *, after: str | None = None, limit: int = _AHEAD) -> list[str]:
    """Return the keys of the figures that come next."""
    asked = _asked(visit, only)
    return [one.key for one in visit.ledger.queue(**asked, limit=limit, after=after)]


def _asked(visit: Visit, only: Filter) -> dict[str, str | None]:
    return {
        "story": visit.ledger.story_key(only.story) if only.story else None,
        "source": only.source,
        "measure": only.measure,
        "rule": only.rule,
        "by": visit.viewer.name if only.blind else None,
    }


def card_of(visit: Visit, key: str, only: Filter, *, span: Span | None = None) -> Card:
    """Return a figure as it is to be judged. In a blind pass it is as the program found it, whatever others decided."""
    placed = visit.ledger.figure(key)
    figure = shown_in(placed, blind=only.blind)
    if placed is None or figure is None:
        raise NotThere(key, "no figure of this ledger has this key", "Go on with the queue.")
    marks = visit.ledger.marks(placed.article)
    if span and span.end > len(marks.article.text):
        raise NotThere(key, f"its article has no words at {span.start}-{span.end}", "Go on with the queue.")
    verdict = "" if only.blind or not placed.by else ("rejected" if placed.rejected else "judged")
    by = f"{verdict} by {', '.join(placed.by)}" if verdict else ""
    version = 0 if only.blind else placed.version  # which tells that somebody decided
    statements = () if only.blind else statements_beside(visit.ledger, key)
    return card(visit.frame(""), marks, figure, version=version, verdict=by, span=span, statements=statements)


def shown_in(placed: Placed | None, *, blind: bool) -> Figure | None:
    """Return a figure as the viewer is to see it."""
    if placed is None:
        return None
    return placed.found if blind else placed.judged or placed.found


def _choices(visit: Visit) -> Choices:
    counts = visit.desk.counting.now(visit.ledger)
    waiting = (
        ("/suggestions", counted(len(counts.suggestions), "suggestion")),
        ("/orphans", counted(len(counts.orphans), "orphan")),
        ("/quarantine", counted(len(counts.quarantine), "document") + " in quarantine"),
    )
    return Choices(
        stories=[(str(key), str(name)) for key, name in visit.ledger.ask(_STORIES, _MOST)],
        sources=counts.sources,
        measures=counts.measures,
        rules=counts.rules,
        waiting=waiting,
    )
