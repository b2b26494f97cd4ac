"""Answers of the API: the program's own records as JSON, and the same records in the API's description."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import msgspec
from fastapi import FastAPI, Request
from fastapi.exceptions import HTTPException
from fastapi.openapi.utils import get_openapi
from msgspec import Struct
from starlette.responses import JSONResponse

from saidby.errors import BadInput
from saidby.ledger import Decision
from saidby.serve.desk.decided import Theirs

T = TypeVar("T")
_REF = "#/components/schemas/{name}"


class Failed(Struct, frozen=True, kw_only=True):
    """Why something was refused, in words that say what to do."""

    error: str


class Conflict(Failed, frozen=True, kw_only=True):
    """What was asked for stands against what happened meanwhile, and nothing was kept.

    Of a decision: its ``target``, the version that was ``seen``, how the thing stands by ``theirs``, and ``yours`` as
    it was sent. Of undoing and redoing: the ``latest`` step that could be, none where there is nothing.
    """

    target: str | None = None
    seen: int | None = None
    theirs: Theirs | None = None
    yours: Decision | None = None
    latest: int | None = None


FAULTS: Mapping[int, str] = {
    400: "This is no request that the desk can read.",
    401: "Nobody known asks.",
    403: "The asker may not do that, or the request came from another site.",
    404: "There is no such thing.",
    408: "The request came too slowly.",
    409: "Somebody else decided meanwhile; the answer has both versions.",
    413: "More than the desk takes at once: 25 MB.",
    415: "This is not one of the kinds that the desk takes.",
    422: "What was sent makes no sense; the answer says why.",
    500: "The program failed; the place is in its log.",
}
_ALWAYS = (400, 401, 403, 422, 500)
_CHANGING = (408, 413, 415)


class Json(JSONResponse):
    """Any record of the program as JSON."""

    def render(self, content: object) -> bytes:
        return msgspec.json.encode(content)


def told(
    *,
    gives: Any,
    takes: Any = None,
    faults: tuple[int, ...] = (),
    status: int = 200,
    needed: bool = True,
    leads: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, Any]:
    """Return for a route what it takes and gives, to be described: types of records, or of lists of them.

    ``needed``: whether it takes nothing else; where not, it may also be sent nothing at all. ``leads``: to which other
    operations its answer leads, by their names, each with the parameters and where in the answer they stand.
    """
    found = faulty(*faults, *(_CHANGING if takes is not None else ()))
    done: dict[str, Any] = {"description": "Done.", "content": {"application/json": {"schema": _schema(gives)}}}
    if leads:
        done["links"] = {
            name: {"operationId": name, "parameters": {each: f"$response.body#{at}" for each, at in of.items()}}
            for name, of in leads.items()
        }
    found["responses"][status] = done
    found |= {"status_code": status, "response_class": Json}
    if takes is not None:
        found["openapi_extra"] = taken(_schema(takes), needed=needed)
    return found


def faulty(*codes: int) -> dict[str, Any]:
    """Return for a route how it refuses: as every one may, and with these codes."""
    described = {}
    for code in sorted({*_ALWAYS, *codes}):
        content = {"application/json": {"schema": _schema(Conflict if code == 409 else Failed)}}
        described[code] = {"description": FAULTS[code], "content": content}
    return {"responses": described}


def taken(schema: Mapping[str, Any], *, kind: str = "application/json", needed: bool = True) -> dict[str, Any]:
    """Return for a route what its body is."""
    return {"requestBody": {"required": needed, "content": {kind: {"schema": schema}}}}


def body_of(kind: type[T], *, needed: bool = True) -> Callable[[Request], Awaitable[T]]:
    """Return a dependency that reads a record from the body. Raise BadInput where it is none."""

    async def read(request: Request) -> T:
        body = await request.body()
        said = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if body and said != "application/json":
            raise HTTPException(415, "This takes application/json.")
        try:
            return msgspec.json.decode(body if body or needed else b"{}", type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise BadInput(
                "the request's body", f"cannot be taken ({error})", "See /api for what it has to be"
            ) from error

    return read


_DESCRIBED: dict[str, Any] = {}  # every type that a route names


def _schema(kind: Any) -> Mapping[str, Any]:
    (found,), _ = msgspec.json.schema_components([kind], ref_template=_REF)
    _DESCRIBED[repr(kind)] = kind
    return found


def description(app: FastAPI) -> dict[str, Any]:
    """Return the API's description (OpenAPI 3.1), once made the same each time."""
    if app.openapi_schema is None:
        found = get_openapi(title="saidby", version=app.version, summary=_SUMMARY, routes=app.routes)
        _, components = msgspec.json.schema_components(list(_DESCRIBED.values()), ref_template=_REF)
        parts = found.setdefault("components", {})
        parts["schemas"] = {**parts.get("schemas", {}), **components}
        parts["securitySchemes"] = _SCHEMES
        found["security"] = [{"token": []}, {"page": []}]
        app.openapi_schema = found
    return app.openapi_schema


_SCHEMES: Mapping[str, Any] = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token that `saidby tokens add NAME` made. On loopback, what changes nothing needs none.",
    },
    "page": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Saidby-Proof",
        "description": "The proof that each of the desk's own pages has, with the cookie that came with the page.",
    },
}
_SUMMARY = "On whose word each figure stands, how firmly and since when, and who merely repeats it."
