"""Puts the desk together: the gate, the pages, the API and what lies behind them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from saidby import __version__
from saidby.serve.desk.books import Books
from saidby.serve.desk.faults import answer_faults
from saidby.serve.desk.gate.gate import Gate
from saidby.serve.desk.linking import Linking
from saidby.serve.desk.pages import PAGES
from saidby.serve.desk.settings import Settings
from saidby.serve.desk.visit import Desk
from saidby.views.web.links import DeskLinks


def create_app(settings: Settings) -> FastAPI:
    """Return the desk for a ledger, which is made where there is none."""
    books = Books(settings.ledger)
    desk = Desk(settings=settings, books=books, linking=Linking(settings.ledger), links=DeskLinks(version=__version__))

    @asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        desk.linking.start()
        yield
        desk.linking.stop()
        books.close()

    app = FastAPI(title="saidby", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=life)
    app.state.desk = desk
    for router in PAGES:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=str(files("saidby.views.web") / "static")), name="static")
    app.add_middleware(Gate, settings=settings)
    answer_faults(app)
    return app
