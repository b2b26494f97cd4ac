"""What goes wrong, said to a reader as a page and to a program as JSON."""

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from saidby.errors import NotThere, Outdated, SaidbyError
from saidby.serve.desk.visit import Denied
from saidby.views.web.drawing import Frame, draw


def answer_faults(app: FastAPI) -> None:
    """Let every refusal of the program end in an answer that says what, where and what to do."""

    @app.exception_handler(SaidbyError)
    async def refused(request: Request, error: SaidbyError) -> Response:
        return answer(request, _status(error), str(error))

    @app.exception_handler(HTTPException)
    async def failed(request: Request, error: HTTPException) -> Response:
        what = "There is no such page." if error.status_code == 404 else str(error.detail)
        return answer(request, error.status_code, what)


def answer(request: Request, status: int, what: str) -> Response:
    """Return an error as a page, or as JSON below /api."""
    if request.url.path.startswith("/api"):
        return JSONResponse({"error": what}, status_code=status)
    frame = Frame(title="Not possible", links=request.app.state.desk.links, viewer=request.state.viewer)
    return HTMLResponse(draw("fault.html", frame, what=what, status=status), status_code=status)


def _status(error: SaidbyError) -> int:
    if isinstance(error, Denied):
        return 403 if error.known else 401
    if isinstance(error, Outdated):
        return 409
    return 404 if isinstance(error, NotThere) else 422
