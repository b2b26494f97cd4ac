"""Puts the desk together: the gate, the pages, the API and what lies behind them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from saidby import __version__
from saidby.serve.desk.api import ROUTES
from saidby.serve.desk.books import Books
from saidby.serve.desk.counting import Counting
from saidby.serve.desk.faults import answer_below, answer_faults
from saidby.serve.desk.gate.access import Access, access_path
from saidby.serve.desk.gate.bodies import Limits
from saidby.serve.desk.gate.gate import Gate
from saidby.serve.desk.gate.people import People
from saidby.serve.desk.linking import Linking
from saidby.serve.desk.pages import PAGES
from saidby.serve.desk.reading import Reading
from saidby.serve.desk.settings import Settings, own_folder
from saidby.serve.desk.visit import Desk
from saidby.serve.desk.warming import warm
from saidby.views.web.links import DeskLinks


def create_app(settings: Settings, *, limits: Limits | None = None) -> FastAPI:
    """Return the desk for a ledger, which is made where there is none."""
    books = Books(settings.ledger)
    linking = Linking(settings.ledger)
    desk = Desk(
        settings=settings,
        books=books,
        counting=Counting(settings.ledger),
        linking=linking,
        reading=Reading(settings.ledger, workers=settings.workers, reader=settings.reader, after=linking.wake),
        links=DeskLinks(version=__version__),
        people=People(settings, Access(access_path(settings.ledger, own_folder()))),
    )

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        desk.linking.start()
        desk.reading.start()
        desk.counting.start()
        warm()
        yield
        desk.counting.stop()
        desk.reading.stop()
        desk.linking.stop()
        books.close()

    app = FastAPI(title="saidby", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
    app.router.redirect_slashes = False  # such an answer would be made of the address as the client wrote it
    app.state.desk = desk
    for router in PAGES:
        app.include_router(router, include_in_schema=False)
    for router in ROUTES:
        app.include_router(router, generate_unique_id_function=lambda route: route.name)
    app.mount("/static", StaticFiles(directory=str(files("saidby.views.web") / "static")), name="static")
    app.add_middleware(Gate, settings=settings, people=desk.people, draw=answer_below, limits=limits or Limits())
    answer_faults(app)
    return app
