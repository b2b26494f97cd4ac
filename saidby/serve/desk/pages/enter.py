"""The door of a desk that others can reach: a token goes in, and a session of twelve hours comes out.

These two routes are the only ones that nobody needs rights for, beside the files under /static.
"""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from saidby.serve.desk.gate.access import hash_of
from saidby.serve.desk.gate.people import Comer, cookie
from saidby.serve.desk.visit import Desk, Reader
from saidby.views.web.drawing import Frame
from saidby.views.web.enter import enter_page

router = APIRouter()


@router.get("/enter", response_class=HTMLResponse)
def door(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    return RedirectResponse("/", status_code=303) if desk.people.local else _door(request)


@router.post("/enter", response_class=HTMLResponse)
def enter(request: Request, token: Annotated[str, Form(max_length=200)] = "") -> Response:
    """Begin a session for a token that is worth something."""
    people, https = request.app.state.desk.people, bool(request.state.https)
    found = people.access.find(hash_of(token.strip()))
    if people.local:
        return RedirectResponse("/", status_code=303)
    if found is None:
        return _door(request, wrong=True)
    answer = RedirectResponse("/", status_code=303)
    answer.headers["Set-Cookie"] = cookie(people.cookie_name(https=https), people.sessions.begin(found), https=https)
    return answer


@router.post("/leave", response_class=HTMLResponse)
def leave(request: Request, visit: Reader) -> Response:
    """End the session, here and at the desk."""
    people, https = visit.desk.people, bool(request.state.https)
    comer: Comer = request.state.comer
    if people.local or comer.bound is None:
        return RedirectResponse("/", status_code=303)
    people.sessions.end(comer.bound)
    answer = RedirectResponse("/enter", status_code=303)
    answer.headers["Set-Cookie"] = cookie(people.cookie_name(https=https), "", https=https, age=0)
    return answer


def _door(request: Request, *, wrong: bool = False) -> Response:
    desk: Desk = request.app.state.desk
    comer: Comer = request.state.comer
    frame = Frame(title="Enter", links=desk.links)
    page = enter_page(frame, proof=desk.people.proof(comer.bound or ""), wrong=wrong)
    return HTMLResponse(page, status_code=403 if wrong else 200)
