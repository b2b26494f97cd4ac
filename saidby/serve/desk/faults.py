"""What goes wrong, said to a reader as a page and to a program as JSON."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from saidby.errors import LedgerError, NotLatest, NotThere, Outdated, SaidbyError
from saidby.serve.desk.gate.ways import allow
from saidby.serve.desk.visit import Denied
from saidby.views.web.drawing import Frame, draw

_PLAIN = {
    404: "There is no such page.",
    405: "This address is not asked in that way.",
}


def answer_faults(app: FastAPI) -> None:
    """Let every refusal of the program end in an answer that says what, where and what to do."""

    @app.exception_handler(SaidbyError)
    async def refused(request: Request, error: SaidbyError) -> Response:
        return await answer_below(request.scope, _status(error), _words(error, request), _headers(error))

    @app.exception_handler(HTTPException)
    async def failed(request: Request, error: HTTPException) -> Response:
        what = _PLAIN.get(error.status_code, str(error.detail))
        headers = {"Allow": allow(request.scope)} if error.status_code == 405 else error.headers or {}
        return await answer_below(request.scope, error.status_code, what, headers)

    @app.exception_handler(RequestValidationError)
    async def misspelt(request: Request, error: RequestValidationError) -> Response:
        """Name the fields, without what stood in them: that may be an article."""
        named = [f"{'.'.join(map(str, each['loc'][1:])) or each['loc'][0]}: {each['msg']}" for each in error.errors()]
        return await answer_below(request.scope, 422, "; ".join(named) or "This cannot be read.", {})


async def answer_below(scope: Scope, status: int, what: str, headers: Mapping[str, str]) -> Response:
    """Return an error as a page, or as JSON below /api."""
    if scope["path"].startswith("/api"):
        return JSONResponse({"error": what}, status_code=status, headers=dict(headers))
    page = await run_in_threadpool(_page, scope, status, what)
    return HTMLResponse(page, status_code=status, headers=dict(headers))


def _page(scope: Scope, status: int, what: str) -> str:
    frame = Frame(title="Not possible", links=scope["app"].state.desk.links, viewer=scope["state"]["viewer"])
    again = "/" + quote(scope["path"].lstrip("/\\")) if status == 401 and scope["method"] == "GET" else None
    return draw("fault.html", frame, what=what, status=status, again=again)


def _words(error: SaidbyError, request: Request) -> str:
    """Return what is told of an error: nothing of where the ledger lies, and no command that a reader cannot give."""
    ledger = request.app.state.desk.settings.ledger
    places = {ledger, str(Path(ledger))}
    if not isinstance(error, LedgerError) or not (error.where in places or "://" in error.where):
        return str(error)
    if isinstance(error, NotThere):
        return f"{error.what[:1].upper()}{error.what[1:]}. Look for it among the stories, or search."
    return f"The ledger {error.what}. {error.do}"


def _status(error: SaidbyError) -> int:
    if isinstance(error, Denied):
        return 403 if error.known else 401
    if isinstance(error, Outdated | NotLatest):
        return 409
    return 404 if isinstance(error, NotThere) else 422


def _headers(error: SaidbyError) -> Mapping[str, str]:
    return {"WWW-Authenticate": "Bearer"} if _status(error) == 401 else {}
