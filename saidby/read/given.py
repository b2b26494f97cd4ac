"""Takes an article as it was given: the text, and what metadata came with it."""

import re
from pathlib import PurePath

import msgspec
from msgspec import Struct

from saidby.errors import BadInput, OverLimit
from saidby.lexicon import Lexicon
from saidby.read.page import ENDINGS, is_page, read_page
from saidby.read.page.address import clean_address
from saidby.read.plain import LONGEST, Decoded, decode
from saidby.records import Omission

_XML = re.compile(r"\s*<\?xml\b", re.IGNORECASE)
_ROWS = re.compile(r"\s*\[?\s*\{\s*\"\w+\"\s*:")


class Given(Struct, frozen=True, kw_only=True):
    """What a file says about itself. Only these fields are taken; others are passed over."""

    text: str
    id: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None


class Taken(Given, frozen=True, kw_only=True):
    """What was given, and what only pages say. ``published_from``: where the page has the day that is given."""

    published_from: str = "metadata"
    published_at: str | None = None
    writers: tuple[str, ...] = ()
    section: str | None = None
    omissions: tuple[Omission, ...] = ()
    doubts: tuple[str, ...] = ()


def take(
    data: bytes, name: str, lexicon: Lexicon, *, address: str | None = None, content_type: str | None = None
) -> Taken:
    """Return what the file gives, always with an id: its own, else the file name without its ending.

    JSON by its name; a web page by its name or by how it begins; else the text as it stands. ``address`` is where it
    was found; what the file says of its address goes first. ``content_type`` is the header that came with it.
    """
    if is_json(name):
        decoded = decode(data, name)
        given = _from_json(decoded.text, name)
        taken = Taken(**msgspec.structs.asdict(given), doubts=_doubts(decoded))
    elif is_page(data, name):
        taken = _from_page(data, name, lexicon, address, content_type)
    else:
        decoded = decode(data, name)
        taken = Taken(text=_as_it_stands(decoded.text, name), doubts=_doubts(decoded))
    if not taken.text.strip():
        raise BadInput(name, "'text' is empty", "Leave it out, or fetch the article again.")
    url = taken.url or address
    return msgspec.structs.replace(taken, id=taken.id or _stem(name), url=url and (clean_address(url, lexicon) or url))


def _from_page(data: bytes, name: str, lexicon: Lexicon, address: str | None, content_type: str | None) -> Taken:
    page = read_page(data, name, lexicon, url=address, content_type=content_type)
    return Taken(
        text=page.text,
        title=page.title,
        url=page.url,
        outlet=page.outlet,
        published=page.published,
        published_from=page.published_from or "metadata",
        published_at=page.published_at,
        writers=page.writers,
        section=page.section,
        omissions=page.omissions,
        doubts=page.doubts,
    )


def _doubts(decoded: Decoded) -> tuple[str, ...]:
    return (decoded.doubt,) if decoded.doubt else ()


def _as_it_stands(text: str, name: str) -> str:
    """Return the text of a file that is not named as JSON. Raise BadInput for what a program wrote for programs.

    Read as prose, tags and field names would give figures: the ">" of a tag before 40 is no "more than 40".
    """
    if _XML.match(text):
        raise BadInput(name, "XML, not an article's text", "Save what it says as plain text.")
    if _ROWS.match(text):
        raise BadInput(name, "JSON under another name", "Name it .json, one article a file.")
    return text


def is_json(name: str) -> bool:
    return name.casefold().endswith(".json")


def _stem(name: str) -> str:
    file = PurePath(name)
    return file.stem if file.suffix.casefold() in {".json", ".txt", *ENDINGS} else file.name


def _from_json(text: str, name: str) -> Given:
    try:
        given = msgspec.json.decode(text.encode(), type=Given)
    except msgspec.ValidationError as error:
        raise BadInput(name, _in_words(error), "Give an object with 'text' and its metadata as strings.") from error
    except msgspec.DecodeError as error:
        raise BadInput(name, f"not JSON ({error})", "Mend the file, or name it .txt if it is plain text.") from error
    _check_characters(given, name)
    return given


def _in_words(error: msgspec.ValidationError) -> str:
    """Return what is wrong as one who knows no types would say it."""
    message = str(error)
    if "missing" in message:
        return "no 'text'"
    field = message.partition("`$.")[2].rstrip("`")
    return f"'{field}' is no text" if field else "a list or a value, not one article"


def _check_characters(given: Given, name: str) -> None:
    """Raise BadInput for text that could not be stored: half characters, or one line too long."""
    try:
        size = max(len(line.encode()) for line in given.text.split("\n"))
    except UnicodeEncodeError as error:
        raise BadInput(
            name, f"'text' holds half a character at {error.start}", "Write the file again as UTF-8."
        ) from error
    if size > LONGEST:
        raise OverLimit(name, "has a line longer than 5 MB", "Check that it is an article, and break its lines.")
