"""Parses XML that anybody may have written: no entities of its own, nothing fetched, no more of it than is allowed."""

from typing import Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from saidby.errors import BadInput

MOST_TAGS = 200_000  # PROMISES.md section 4
DEEPEST = 512  # likewise
_DO = "Fetch it again, or ask whoever made it."


class _Refused(Exception):
    pass


def check_entities(data: bytes, name: str) -> None:
    """Raise BadInput where XML declares entities of its own; damage is left for the parser to find."""
    parser = expat.ParserCreate()
    _forbid_entities(parser)
    try:
        parser.Parse(data, True)
    except _Refused as error:
        raise BadInput(name, str(error), _DO) from error
    except (expat.ExpatError, ValueError, LookupError):
        return


def parse(data: bytes, name: str) -> Element:
    """Return the root element. Raise BadInput for what is damaged, too deep or too large, or declares entities."""
    builder = TreeBuilder()
    depth = tags = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, tags
        depth, tags = depth + 1, tags + 1
        if depth > DEEPEST:
            raise _Refused(f"tags within tags, more than {DEEPEST} deep")
        if tags > MOST_TAGS:
            raise _Refused(f"has more than {MOST_TAGS:,} tags")
        builder.start(_whole(tag), {_whole(name): value for name, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
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
        raise BadInput(name, str(error), _DO) from error
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
        raise _Refused("declares entities of its own, which no article needs")

    parser.EntityDeclHandler = declared
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
