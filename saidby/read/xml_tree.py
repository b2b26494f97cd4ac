"""Parses XML that anybody may have written: no entities of its own, nothing fetched, no more of it than is allowed."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from saidby.errors import BadInput, OverLimit

MOST_TAGS = 200_000  # PROMISES.md section 4
DEEPEST = 512  # likewise
MOST_ATTRIBUTES = 500  # of one tag; likewise
_DEEP = f"tags within tags, more than {DEEPEST} deep"
_MANY = f"has more than {MOST_TAGS:,} tags"
_WIDE = f"has a tag with more than {MOST_ATTRIBUTES} attributes"
_ENTITIES = "declares entities of its own, which no article needs"
_DO = "Fetch it again, or ask whoever made it."


class _Refused(Exception):
    pass


def check_entities(data: bytes, name: str) -> None:
    """Raise BadInput where XML declares entities of its own, or is over a limit that some parser needs.

    Damage is left for that parser to find; then the limits are looked after in the bytes as they are.
    """
    gate = _Gate()
    parser = expat.ParserCreate()
    _forbid_entities(parser)
    parser.StartElementHandler = gate.start
    parser.EndElementHandler = gate.end
    try:
        parser.Parse(data, True)
    except _Refused as error:
        raise OverLimit(name, str(error), _DO) from error
    except (expat.ExpatError, ValueError, LookupError):
        _check_damaged(data.replace(b"\0", b""), name)


class _Gate:
    """Counts tags as they come, and refuses what is over a limit."""

    def __init__(self) -> None:
        self._depth = self._tags = 0

    def start(self, _tag: str, attributes: Mapping[str, str]) -> None:
        self._depth, self._tags = self._depth + 1, self._tags + 1
        if self._depth > DEEPEST:
            raise _Refused(_DEEP)
        if self._tags > MOST_TAGS:
            raise _Refused(_MANY)
        if len(attributes) > MOST_ATTRIBUTES:
            raise _Refused(_WIDE)

    def end(self, _tag: str) -> None:
        self._depth -= 1


def _check_damaged(data: bytes, name: str) -> None:
    """Raise BadInput for damaged XML that is over a limit, as far as can be told without parsing it."""
    parts = data.split(b"<")
    if len(parts) > MOST_TAGS:
        raise OverLimit(name, _MANY, _DO)
    tags = (part.partition(b">")[0] for part in parts if part[:1].isalpha())
    if any(tag.count(b"=") > MOST_ATTRIBUTES for tag in tags):
        raise OverLimit(name, _WIDE, _DO)
    if b"<!ENTITY" in data:
        raise OverLimit(name, _ENTITIES, _DO)


def parse(data: bytes, name: str) -> Element:
    """Return the root element. Raise BadInput for what is damaged, too deep or too large, or declares entities."""
    builder = TreeBuilder()
    gate = _Gate()

    def start(tag: str, attributes: dict[str, str]) -> None:
        gate.start(tag, attributes)
        builder.start(_whole(tag), {_whole(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        gate.end(tag)
        builder.end(_whole(tag))

    parser = expat.ParserCreate(namespace_separator="}")
    _forbid_entities(parser)
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(data, True)
        return builder.close()
    except _Refused as error:
        raise OverLimit(name, str(error), _DO) from error
    except expat.ExpatError as error:
        raise BadInput(name, f"damaged XML ({error})", _DO) from error
    except (ValueError, LookupError, AssertionError) as error:
        raise BadInput(name, f"damaged XML ({type(error).__name__})", _DO) from error


def _whole(tag: str) -> str:
    """Return a tag with its namespace as ElementTree writes both."""
    return f"{{{tag}" if "}" in tag else tag


def local(tag: str) -> str:
    """Return a tag without its namespace."""
    return tag.rpartition("}")[2]


def _forbid_entities(parser: Any) -> None:
    def declared(*_: object) -> None:
        raise _Refused(_ENTITIES)

    parser.EntityDeclHandler = declared
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
