"""What waits for somebody beside the queue: suggestions of a later program, orphans, documents in quarantine."""

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from saidby.ledger import Orphan, Suggestion
from saidby.rulings import is_of_story
from saidby.serve.desk.counting import MOST
from saidby.serve.desk.visit import Reader, Reviewer, Visit
from saidby.views.web.judged import Stand
from saidby.views.web.standing import Apart, Lost, Other, orphans_page, quarantine_page, suggestions_page

router = APIRouter()
_WHOLE = "figure"  # in place of a field: whether it is one


@router.get("/suggestions", response_class=HTMLResponse)
def suggestions(visit: Reviewer) -> HTMLResponse:
    """Show where a later program finds another thing than somebody holds."""
    counts = visit.desk.counting.now(visit.ledger)
    versions = visit.ledger.versions(one.target for one in counts.suggestions)
    # What was decided about since they were looked for is settled, or differs in another way now.
    still = [one for one in counts.suggestions if versions[one.target] <= counts.after]
    rows = [_other(visit, one, versions[one.target]) for one in still]
    return HTMLResponse(suggestions_page(visit.frame("Suggestions", here="review"), rows, most=MOST))


@router.get("/orphans", response_class=HTMLResponse)
def orphans(visit: Reviewer) -> HTMLResponse:
    """Show judgements that have lost what they were about."""
    counts = visit.desk.counting.now(visit.ledger)
    versions = visit.ledger.versions(one.target for one in counts.orphans)
    rows = [_lost(visit, one, versions[one.target]) for one in counts.orphans]
    return HTMLResponse(orphans_page(visit.frame("Orphans", here="review"), rows, most=MOST))


@router.get("/quarantine", response_class=HTMLResponse)
def quarantine(visit: Reader) -> HTMLResponse:
    """Show the documents that were kept away from readers, and why."""
    rows = [
        Apart(at=one.at, name=one.name, address=one.address or "", size=one.size, why=one.why, advice=one.advice)
        for one in visit.desk.counting.now(visit.ledger).quarantine
    ]
    return HTMLResponse(quarantine_page(visit.frame("Quarantine", here="review"), rows, most=MOST))


def _other(visit: Visit, one: Suggestion, version: int) -> Other:
    return Other(
        stand=Stand(key=one.target, version=version),
        words=one.words,
        article=one.article,
        href=visit.links.article(visit.ledger.article_key(one.article), figure=one.target),
        field="" if one.field == _WHOLE else one.field,
        judged=one.judged,
        found=one.found,
        was=one.was,
        maker=one.maker,
        by=one.by,
    )


def _lost(visit: Visit, one: Orphan, version: int) -> Lost:
    return Lost(
        stand=Stand(key=one.target, version=version, by=one.by, rejected=one.rejected, fields=one.fields),
        words=one.words,
        article=one.article,
        href=visit.links.article(visit.ledger.article_key(one.article)),
        why=one.why,
        instead=visit.links.article(visit.ledger.article_key(one.instead)) if one.instead else "",
        figure=not is_of_story(one.target),
    )
