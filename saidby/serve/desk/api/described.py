"""The API's description, for programs and as a page."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from saidby.serve.desk.api.answers import Json, description
from saidby.serve.desk.visit import Reader
from saidby.views.web.described import described_page

router = APIRouter(prefix="/api", include_in_schema=False)


@router.get("/openapi.json")
def openapi(visit: Reader, request: Request) -> Json:
    return Json(description(request.app))


@router.get("", response_class=HTMLResponse)
def page(visit: Reader, request: Request) -> HTMLResponse:
    return HTMLResponse(described_page(visit.frame("API"), description(request.app)))
