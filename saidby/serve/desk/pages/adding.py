"""Bringing articles to the desk, and how far their reading is."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from saidby.errors import BadInput
from saidby.serve.desk.reading import Brought
from saidby.serve.desk.visit import Reader, Reviewer
from saidby.views.web.adding import Progress, adding_page

router = APIRouter()


async def brought(request: Request) -> Brought:
    """Return what a form brings: files, texts, and addresses, one a line."""
    async with request.form() as form:
        if any(isinstance(it, str) for it in form.getlist("files")):
            raise BadInput("files", "is no file, but a field with words", "Send each file with its name.")
        files = [it for it in form.getlist("files") if isinstance(it, UploadFile) and it.filename]
        texts = [it for it in form.getlist("text") if isinstance(it, str) and it.strip()]
        lines = [line.strip() for it in form.getlist("addresses") if isinstance(it, str) for line in it.splitlines()]
        return Brought(
            files=tuple([(file.filename or "", await file.read()) for file in files]),
            texts=tuple(texts),
            addresses=tuple(line for line in lines if line),
            example="example" in form,
        )


@router.post("/add")
def add(visit: Reviewer, given: Annotated[Brought, Depends(brought)]) -> RedirectResponse:
    """Take what was brought, and show how far its reading is."""
    batch = visit.desk.reading.bring(given, by=visit.viewer.name)
    return RedirectResponse(f"/adding/{batch.id}", status_code=303)


@router.get("/adding/{name}", response_class=HTMLResponse)
def adding(visit: Reader, name: str) -> Response:
    """Show how far a batch is; when it has become one story and nothing was lost, the story."""
    batch = visit.desk.reading.batch(name)
    if batch.state == "done" and len(batch.stories) == 1 and not batch.problems:
        return RedirectResponse(visit.links.story(next(iter(batch.stories))), status_code=303)
    progress = Progress(
        state=batch.state,
        read=batch.read,
        new=batch.new,
        known=batch.known,
        revisions=batch.revisions,
        stories=tuple(batch.stories.items()),
        problems=tuple(batch.problems),
        more_problems=batch.more_problems,
        error=batch.error or "",
    )
    page = HTMLResponse(adding_page(visit.frame("Reading", here="stories"), progress))
    if not batch.over:
        page.headers["Refresh"] = "1"  # the page asks again until it is done, with scripts or without
    return page
