"""One request: who asks, with which rights, of which ledger. Every route says by the type it takes who may use it."""

import uuid
from functools import partial
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request
from msgspec import Struct, structs

from saidby.errors import SaidbyError
from saidby.ledger import Ledger
from saidby.records import Story
from saidby.serve.desk.books import Books, Linked
from saidby.serve.desk.counting import Counting
from saidby.serve.desk.gate.access import Role
from saidby.serve.desk.gate.people import People
from saidby.serve.desk.linking import Linking
from saidby.serve.desk.reading import Reading
from saidby.serve.desk.returning import done_of, without_step
from saidby.serve.desk.settings import Settings
from saidby.serve.desk.standing import set_aside, stands
from saidby.views.web.drawing import Frame, Viewer
from saidby.views.web.links import DeskLinks

ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")  # each may do what those before it may


class Denied(SaidbyError):
    """A request from somebody who may not make it. ``known``: whether we know who it is."""

    def __init__(self, what: str, *, known: bool) -> None:
        self.known = known
        super().__init__(what)


class Desk(Struct, frozen=True, kw_only=True):
    """What all requests share."""

    settings: Settings
    books: Books
    counting: Counting
    linking: Linking
    reading: Reading
    links: DeskLinks
    people: People


class Visit(Struct, frozen=True, kw_only=True):
    """One request of somebody."""

    desk: Desk
    viewer: Viewer
    address: str = ""  # what was asked for
    step: str = ""  # the number of the step that led here

    @property
    def ledger(self) -> Ledger:
        """The ledger, for the thread that asks."""
        return self.desk.books.ledger

    @property
    def links(self) -> DeskLinks:
        """Where pages find the others; a reader has no way to what only a reviewer may."""
        return structs.replace(self.desk.links, judges=self.viewer.role != "reader")

    def story(self, name: str) -> Linked:
        return self.desk.books.story(name)

    def frame(self, title: str, *, here: str = "", islands: tuple[str, ...] = (), of: Story | None = None) -> Frame:
        """Return what stands around a page, ``of`` a story or of none."""
        return Frame(
            title=title,
            links=self.links,
            viewer=self.viewer,
            islands=islands,
            here=here,
            story=of.key if of else "",
            story_name=of.story if of else "",
            address=without_step(self.address),
            token=uuid.uuid4().hex,
            done=done_of(self.ledger, self.step, self.viewer.name) if self.step else None,
            stands=partial(stands, self.ledger),
            aside=partial(set_aside, self.ledger, of.key if of else ""),
        )


def _visit(request: Request, least: Role) -> Visit:
    desk: Desk = request.app.state.desk
    viewer: Viewer | None = request.state.viewer
    if viewer is None:
        raise Denied("This desk is for those who have a token. Enter yours.", known=False)
    if ROLES.index(viewer.role) < ROLES.index(least):
        raise Denied(f"This needs the rights of a {least}; yours are those of a {viewer.role}.", known=True)
    path, asked = quote(request.scope["path"]), request.scope["query_string"].decode("latin-1")
    address = f"{path}?{asked}" if asked else path
    return Visit(desk=desk, viewer=viewer, address=address, step=request.query_params.get("step", ""))


def as_reader(request: Request) -> Visit:
    return _visit(request, "reader")


def as_reviewer(request: Request) -> Visit:
    return _visit(request, "reviewer")


def as_admin(request: Request) -> Visit:
    return _visit(request, "admin")


Reader = Annotated[Visit, Depends(as_reader)]
Reviewer = Annotated[Visit, Depends(as_reviewer)]
Admin = Annotated[Visit, Depends(as_admin)]
