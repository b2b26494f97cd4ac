"""The page that describes the API, from its own description."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from saidby.views.web.drawing import Frame, draw


class Way(Struct, frozen=True, kw_only=True):
    """One thing that can be asked or done."""

    verb: str
    path: str
    about: str
    parameters: tuple[tuple[str, str, bool, str], ...]  # name, where it stands, whether it is needed, its type
    takes: str
    gives: str
    faults: tuple[tuple[str, str], ...]


def described_page(frame: Frame, description: Mapping[str, Any]) -> str:
    """Return a page that lists every way, and every record that goes in or comes out."""
    ways = [
        _way(verb, path, way) for path, verbs in description["paths"].items() for verb, way in sorted(verbs.items())
    ]
    records = {
        name: _fields(schema)
        for name, schema in sorted(description["components"]["schemas"].items())
        if "properties" in schema
    }
    return draw("described.html", frame, ways=ways, records=records, description=description)


def _way(verb: str, path: str, way: Mapping[str, Any]) -> Way:
    answers = way["responses"]
    done = next((code for code in answers if code.startswith("2")), "")
    return Way(
        verb=verb.upper(),
        path=path,
        about=way.get("description", way.get("summary", "")),
        parameters=tuple(
            (p["name"], p["in"], p.get("required", False), _type(p.get("schema", {})))
            for p in way.get("parameters", ())
        ),
        takes=_content(way.get("requestBody", {})),
        gives=_content(answers.get(done, {})),
        faults=tuple((code, answer["description"]) for code, answer in answers.items() if not code.startswith("2")),
    )


def _content(body: Mapping[str, Any]) -> str:
    return ", ".join(_type(held.get("schema", {})) or kind for kind, held in body.get("content", {}).items())


def _fields(schema: Mapping[str, Any]) -> list[tuple[str, str, bool]]:
    needed = schema.get("required", ())
    return [(name, _type(field), name in needed) for name, field in schema["properties"].items()]


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if several := schema.get("anyOf"):
        return " or ".join(_type(one) for one in several)
    if "enum" in schema:
        return " | ".join(str(value) for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items') or {}) or 'anything'}"
    return str(schema.get("type", ""))
