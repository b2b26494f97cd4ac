"""The middleware through which every request comes, and every answer goes."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from saidby.serve.desk.gate.asked import Asked, Refused
from saidby.serve.desk.gate.bodies import AT_THE_DOOR, KINDS, Body, Limits, kind_of
from saidby.serve.desk.gate.discreet import place_of
from saidby.serve.desk.gate.headers import complete
from saidby.serve.desk.gate.hosts import allowed, check_host, check_origin
from saidby.serve.desk.gate.people import Comer, People, cookie
from saidby.serve.desk.gate.ways import METHODS, allow
from saidby.serve.desk.settings import Settings

LOG = logging.getLogger("saidby.desk")
Draw = Callable[[Scope, int, str, Mapping[str, str]], Awaitable[Response]]


class Gate:
    """Refuses foreign hosts and origins, finds out who asks, and sends what is safe along with the answer.

    It is plain ASGI: answers stream through it, and a client that goes away ends what was done for it.
    """

    def __init__(self, app: ASGIApp, *, settings: Settings, people: People, draw: Draw, limits: Limits) -> None:
        self._app = app
        self._local = settings.local
        self._hosts = allowed(settings.host, settings.port, settings.names, local=settings.local)
        self._people = people
        self._draw = draw
        self._limits = limits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(dict(scope), receive, send)
        else:
            await receive()
            await send({"type": "websocket.close", "code": 1008})

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"] = dict(scope.get("state", ())) | {"viewer": None}
        body, answer = Body(receive, self._limits), _Answer(send, scope, self._limits)
        try:
            await self._let_in(scope, body, answer)
            if scope["method"] == "OPTIONS":  # says nothing about other sites, so that browsers let none of them in
                await Response(status_code=204, headers={"Allow": allow(scope)})(scope, receive, answer.send)
                return
            await self._app(scope, body.receive, answer.send)
        except Refused as refused:
            await self._refuse(scope, body, answer, refused)
        except _Gone:
            return  # the server closes the connection of an answer that was not finished
        except Exception as error:  # noqa: BLE001 - whatever it is, its words may be an article's: the log has the place
            LOG.error("%s %s failed: %s", scope["method"], _route(scope), place_of(error))  # noqa: TRY400
            what = "The program failed at this. Its place is in the log; please report it."
            await self._refuse(scope, body, answer, Refused(500, what))

    async def _let_in(self, scope: Scope, body: Body, answer: "_Answer") -> None:
        """Do everything that is asked of a request before anybody else sees it. Raise Refused."""
        asked = Asked(scope)
        if asked.method not in METHODS:
            raise Refused(405, "This method is not used here.", allow=allow(scope))
        if not scope.get("raw_path", b"/").startswith(b"/"):
            raise Refused(400, "Ask for a path, not for a whole address.")
        by = check_host(asked, self._hosts, local=self._local)
        answer.https = by.scheme == "https"
        check_origin(asked, by)
        if asked.path.startswith("/static/") and not asked.changes:
            return
        comer = self._people.who(asked, https=answer.https)
        answer.cookies = [cookie(*each, https=answer.https, age=comer.age) for each in comer.cookies.items()]
        scope["state"] |= {"viewer": comer.viewer, "comer": comer, "https": answer.https}
        if comer.viewer is None and asked.path != "/enter" and asked.method != "OPTIONS":
            raise Refused(401, "This desk is for those who have a token. Enter yours.")
        if asked.changes:
            await self._may_change(asked, comer, body)
        elif asked.says("transfer-encoding") is not None or asked.says("content-length") not in {None, "0"}:
            raise Refused(400, "A request to be shown something carries nothing.")
        if asked.method == "HEAD":
            scope["method"] = "GET"

    async def _may_change(self, asked: Asked, comer: Comer, body: Body) -> None:
        if comer.viewer is None:
            body.most = AT_THE_DOOR
        kind = kind_of(asked, body.most)
        if comer.viewer is not None and comer.bound is None and asked.says("authorization") is not None:
            return
        given = asked.says("x-saidby-proof")
        if given is None and kind in KINDS[1:]:
            given = await body.proof(kind)
        if not self._people.proved(given, comer.bound):
            raise Refused(403, "This did not come from a page of the desk as it is now. Load the page again.")

    async def _refuse(self, scope: Scope, body: Body, answer: "_Answer", refused: Refused) -> None:
        """Answer with what is wrong; the connection is not used again, as the rest of the request may still come."""
        if answer.begun:
            return
        with suppress(TimeoutError):
            await body.drop()
        headers = dict(refused.headers or {}) | ({} if body.whole else {"Connection": "close"})
        drawn = await self._draw(scope, refused.status_code, refused.detail, headers)
        await drawn(scope, body.receive, answer.send)


class _Gone(OSError):
    """A client that takes no more of its answer."""


class _Answer:
    """An answer on its way out."""

    def __init__(self, send: Send, scope: Scope, limits: Limits) -> None:
        self._send = send
        self._static = scope["path"].startswith("/static/")
        self._taken = limits.taken
        self.begun = False
        self.https = False
        self.cookies: Sequence[str] = ()

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            message = {**message, "headers": list(message.get("headers", ()))}
            complete(message, static=self._static, https=self.https)
            message["headers"] += [(b"set-cookie", each.encode("latin-1")) for each in self.cookies]
        try:
            async with asyncio.timeout(self._taken):
                await self._send(message)
        except TimeoutError:
            raise _Gone from None


def _route(scope: Scope) -> str:
    """Return the pattern of a path: a path itself may hold a source's name."""
    return str(getattr(scope.get("route"), "path", "a request"))
