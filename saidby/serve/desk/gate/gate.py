"""The middleware through which every request comes."""

import hmac
import secrets

from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp

from saidby.serve.desk.gate.headers import HEADERS
from saidby.serve.desk.gate.hosts import allowed_hosts, is_own_origin
from saidby.serve.desk.settings import Settings, own_name
from saidby.views.web.drawing import Viewer

_SAFE = {"GET", "HEAD", "OPTIONS"}


class Gate(BaseHTTPMiddleware):
    """Refuses foreign hosts and origins, finds out who asks, and sends what is safe along with the answer."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        super().__init__(app)
        self._settings = settings
        self._hosts = allowed_hosts(settings)
        self._proof = secrets.token_urlsafe(32)

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        refusal = self._refusal(request)
        if refusal is None:
            request.state.viewer = self._viewer(request)
            answer = await call_next(request)
        else:
            answer = PlainTextResponse(refusal, status_code=403)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        return answer

    def _refusal(self, request: Request) -> str | None:
        if request.headers.get("host", "").lower() not in self._hosts:
            return "This desk is not called by that name. Start it with --name to allow it."
        if request.method in _SAFE:
            return None
        if not is_own_origin(request.headers.get("origin"), self._hosts):
            return "This came from another site. Use the desk's own pages."
        return None

    def proved(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(), self._proof.encode())

    def _viewer(self, request: Request) -> Viewer | None:
        if not self._settings.local:
            return None
        name = request.cookies.get("saidby-name") or own_name()
        return Viewer(name=name, role="admin", proof=self._proof, theme=request.cookies.get("saidby-theme", ""))
