"""Takes an article as it was given: the text, and what metadata came with it."""

from pathlib import PurePath

import msgspec
from msgspec import Struct

from saidby.errors import BadInput
from saidby.read.plain import LONGEST, check_size, decode


class Given(Struct, frozen=True, kw_only=True):
    """What a file says about itself. Only these fields are taken; others are passed over."""

    text: str
    id: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None


def take(data: bytes, name: str) -> Given:
    """Return what the file gives, always with an id: its own, else the file name without its ending."""
    given = _from_json(data, name) if name.endswith(".json") else Given(text=decode(data, name))
    if not given.text.strip():
        raise BadInput(name, "'text' is empty", "Leave it out, or fetch the article again.")
    return msgspec.structs.replace(given, id=given.id or _stem(name))


def _stem(name: str) -> str:
    file = PurePath(name).name
    return file.removesuffix(".json").removesuffix(".txt") or file


def _from_json(data: bytes, name: str) -> Given:
    check_size(data, name)
    text = decode(data, name)
    try:
        given = msgspec.json.decode(text.encode(), type=Given)
    except msgspec.ValidationError as error:
        raise BadInput(name, _in_words(error), "Give an object with 'text' and its metadata as strings.") from error
    except msgspec.DecodeError as error:
        raise BadInput(name, f"not JSON ({error})", "Mend the file, or name it .txt if it is plain text.") from error
    _check_characters(given, name)
    return given


def _in_words(error: msgspec.ValidationError) -> str:
    message = str(error)
    return "no 'text'" if "`text`" in message and "missing" in message else message[0].lower() + message[1:]


def _check_characters(given: Given, name: str) -> None:
    """Raise BadInput for text that could not be stored: half characters, or one line too long."""
    try:
        size = max(len(line.encode()) for line in given.text.split("\n"))
    except UnicodeEncodeError as error:
        raise BadInput(
            name, f"'text' holds half a character at {error.start}", "Write the file again as UTF-8."
        ) from error
    if size > LONGEST:
        raise BadInput(name, "has a line longer than 5 MB", "Check that it is an article, and break its lines.")
