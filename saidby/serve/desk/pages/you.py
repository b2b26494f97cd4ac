"""The page about who is at the desk: under which name decisions are kept, and how the pages look."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from saidby.errors import SaidbyError
from saidby.serve.desk.gate.people import THEMES, YEAR, cookie, written
from saidby.serve.desk.settings import own_name
from saidby.serve.desk.visit import Reader
from saidby.views.web.you import you_page

router = APIRouter()


@router.get("/you", response_class=HTMLResponse)
def you(visit: Reader) -> Response:
    return HTMLResponse(you_page(visit.frame("You", here="you"), local=visit.desk.people.local, system=own_name()))


@router.post("/you", response_class=HTMLResponse)
def choose(
    request: Request,
    visit: Reader,
    name: Annotated[str, Form(max_length=200)] = "",
    theme: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Keep a name, where there are no accounts, and a theme in this browser; an empty name is the system's."""
    if theme not in THEMES or not name.isprintable():
        raise SaidbyError("A name has letters that can be printed, and a theme is light, dark, or the system's.")
    https = bool(request.state.https)
    answer = RedirectResponse("/you", status_code=303)
    chosen = {"saidby-theme": theme} | ({"saidby-name": written(name)} if visit.desk.people.local else {})
    for each, value in chosen.items():
        answer.headers.append("Set-Cookie", cookie(each, value, https=https, age=YEAR if value else 0))
    return answer
