"""Bringing articles in, and how far their reading is."""

from typing import Annotated

from fastapi import APIRouter, Depends
from msgspec import Struct

from saidby.serve.desk.api.answers import Json, body_of, taken, told
from saidby.serve.desk.pages.adding import brought
from saidby.serve.desk.reading import Batch, Brought
from saidby.serve.desk.visit import Reader, Reviewer

router = APIRouter(prefix="/api/additions", tags=["additions"])


class Bringing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Texts, addresses, or the bundled example: any of these. Files go to /api/additions/files."""

    texts: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    example: bool = False


@router.post("", **told(gives=Batch, takes=Bringing, status=202, leads={"batch": {"name": "/id"}}))
def bring(visit: Reviewer, body: Annotated[Bringing, Depends(body_of(Bringing))]) -> Json:
    """Take articles to be read, and answer at once."""
    given = Brought(texts=body.texts, addresses=body.addresses, example=body.example)
    return Json(visit.desk.reading.bring(given, by=visit.viewer.name), status_code=202)


_FORM = {
    "type": "object",
    "properties": {
        "files": {"type": "array", "items": {"type": "string", "contentMediaType": "application/octet-stream"}},
        "text": {"type": "string", "description": "An article, pasted."},
        "addresses": {"type": "string", "description": "Addresses, one a line."},
    },
}
_FILES = told(gives=Batch, faults=(408, 413, 415), status=202, leads={"batch": {"name": "/id"}}) | {
    "openapi_extra": taken(_FORM, kind="multipart/form-data")
}


@router.post("/files", **_FILES)
def bring_files(visit: Reviewer, given: Annotated[Brought, Depends(brought)]) -> Json:
    """Take files to be read, whatever they are: pages, texts, mails, feeds, archives of these. Answers at once."""
    return Json(visit.desk.reading.bring(given, by=visit.viewer.name), status_code=202)


@router.get("/{name}", **told(gives=Batch, faults=(404,)))
def batch(visit: Reader, name: str) -> Json:
    """Say how far a batch is, and in the end what came of it."""
    return Json(visit.desk.reading.batch(name))
