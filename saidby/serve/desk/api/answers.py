"""Answers of the API: the program's own records as JSON, and the same records in the API's description."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

import msgspec
from fastapi import FastAPI, Request
from fastapi.openapi.utils import get_openapi
from msgspec import Struct
from starlette.responses import Response

from saidby.errors import BadInput

T = TypeVar("T")
_REF = "#/components/schemas/{name}"


class Failed(Struct, frozen=True, kw_only=True):
    """Why something was refused, in words that say what to do."""

    error: str


FAULTS: Mapping[int, str] = {
    401: "Nobody known asks.",
    403: "The asker may not do that, or the request came from another site.",
    404: "There is no such thing.",
    409: "Somebody else decided meanwhile; the answer has both versions.",
    413: "More than the desk takes at once.",
    422: "What was sent makes no sense; the answer says why.",
}


class Json(Response):
    """Any record of the program as JSON."""

    media_type = "application/json"

    def render(self, content: object) -> bytes:
        return msgspec.json.encode(content)


def told(*, gives: Any, takes: Any = None, faults: tuple[int, ...] = (), status: int = 200) -> dict[str, Any]:
    """Return for a route what it takes and gives, to be described: types of records, or of lists of them."""
    content = {"application/json": {"schema": _schema(gives)}}
    refused = {"application/json": {"schema": _schema(Failed)}}
    responses: dict[int, Any] = {status: {"description": "Done.", "content": content}}
    responses |= {code: {"description": FAULTS[code], "content": refused} for code in sorted({401, 403, 422, *faults})}
    found: dict[str, Any] = {"responses": responses, "status_code": status, "response_class": Json}
    if takes is not None:
        body = {"required": True, "content": {"application/json": {"schema": _schema(takes)}}}
        found["openapi_extra"] = {"requestBody": body}
    return found


def body_of(kind: type[T]) -> Callable[[Request], Awaitable[T]]:
    """Return a dependency that reads a record from the body. Raise BadInput where it is none."""

    async def read(request: Request) -> T:
        try:
            return msgspec.json.decode(await request.body(), type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
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
        parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        found["security"] = [{"token": []}, {}]
        app.openapi_schema = found
    return app.openapi_schema


_SUMMARY = "Who said what, with which number, how sure they were, when, and who copied whom."
