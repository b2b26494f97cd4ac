"""Bringing articles in, and how far their reading is."""

from typing import Annotated

from fastapi import APIRouter, Depends
from msgspec import Struct

from saidby.serve.desk.api.answers import Json, body_of, told
from saidby.serve.desk.reading import Batch, Brought
from saidby.serve.desk.visit import Reader, Reviewer

router = APIRouter(prefix="/api/additions", tags=["additions"])


class Bringing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Texts, addresses, or the bundled example. Files are sent to /add, as a form."""

    texts: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    example: bool = False


@router.post("", **told(gives=Batch, takes=Bringing, status=202))
def bring(visit: Reviewer, body: Annotated[Bringing, Depends(body_of(Bringing))]) -> Json:
    """Take articles to be read, and answer at once."""
    given = Brought(texts=body.texts, addresses=body.addresses, example=body.example)
    return Json(visit.desk.reading.bring(given, by=visit.viewer.name), status_code=202)


@router.get("/{name}", **told(gives=Batch, faults=(404,)))
def batch(visit: Reader, name: str) -> Json:
    """Say how far a batch is, and in the end what came of it."""
    return Json(visit.desk.reading.batch(name))
