"""One request: who asks, with which rights, of which ledger. Every route says by the type it takes who may use it."""

from typing import Annotated

from fastapi import Depends, Request
from msgspec import Struct

from saidby.errors import SaidbyError
from saidby.ledger import Ledger
from saidby.records import Story
from saidby.serve.desk.books import Books, Linked
from saidby.serve.desk.gate.access import Role
from saidby.serve.desk.gate.people import People
from saidby.serve.desk.linking import Linking
from saidby.serve.desk.reading import Reading
from saidby.serve.desk.settings import Settings
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
    linking: Linking
    reading: Reading
    links: DeskLinks
    people: People


class Visit(Struct, frozen=True, kw_only=True):
    """One request of somebody."""

    desk: Desk
    viewer: Viewer

    @property
    def ledger(self) -> Ledger:
        """The ledger, for the thread that asks."""
        return self.desk.books.ledger

    @property
    def links(self) -> DeskLinks:
        return self.desk.links

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
        )


def _visit(request: Request, least: Role) -> Visit:
    desk: Desk = request.app.state.desk
    viewer: Viewer | None = request.state.viewer
    if viewer is None:
        raise Denied("This desk is for those who have a token. Enter yours.", known=False)
    if ROLES.index(viewer.role) < ROLES.index(least):
        raise Denied(f"This needs the rights of a {least}; yours are those of a {viewer.role}.", known=True)
    return Visit(desk=desk, viewer=viewer)


def as_reader(request: Request) -> Visit:
    return _visit(request, "reader")


def as_reviewer(request: Request) -> Visit:
    return _visit(request, "reviewer")


def as_admin(request: Request) -> Visit:
    return _visit(request, "admin")


Reader = Annotated[Visit, Depends(as_reader)]
Reviewer = Annotated[Visit, Depends(as_reviewer)]
Admin = Annotated[Visit, Depends(as_admin)]
