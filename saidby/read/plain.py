"""Plain text files. The text is stored as it stands: line ends, odd spaces and all."""

import codecs
import re

from msgspec import Struct

from saidby.errors import BadInput, OverLimit

LARGEST = 10_000_000  # bytes of one document; PROMISES.md section 4
LONGEST = 5_000_000  # bytes between two line breaks, likewise
_MARKS = (  # the longer before those that they begin with
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD = 65_536
_BINARY, _AS_UTF_8 = "a binary file, not text", "Give the article as plain text in UTF-8."
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Odd control bytes turn up in real pages; a picture or an archive has them by the hundred, and in its first bytes.
_FEW = 0.01


class Decoded(Struct, frozen=True):
    """A file as characters; ``doubt`` says in words why they may be the wrong ones."""

    text: str
    doubt: str | None = None


def decode(data: bytes, name: str) -> Decoded:
    """Return the text of a file, without a byte order mark. Raise BadInput for what is no text.

    By its mark as UTF-8, UTF-16 or UTF-32; without one as UTF-8; what is none as Windows-1252, with a doubt.
    """
    check_size(data, name)
    mark, codec = next(((mark, codec) for mark, codec in _MARKS if data.startswith(mark)), (b"", "utf-8"))
    body = data.removeprefix(mark)
    if not body.strip():
        raise BadInput(name, "the file is empty", "Leave it out, or fetch the article again.")
    if codec == "utf-8" and _is_binary(body[:_HEAD]):
        raise BadInput(name, _BINARY, _AS_UTF_8)
    try:
        text = body.decode(codec)
    except UnicodeDecodeError as error:
        if not mark and (western := _western(body)):
            return western
        what = f"not valid {codec.upper()} (byte 0x{body[error.start]:02x} at offset {error.start})"
        raise BadInput(name, what, "Save the file again, as UTF-8.") from error
    if codec != "utf-8" and _is_binary(text[:_HEAD].encode()):
        raise BadInput(name, _BINARY, _AS_UTF_8)
    return Decoded(text)


def _western(body: bytes) -> Decoded | None:
    """Return a text in Windows-1252, as old programs write English; None where no language looks like that."""
    from saidby.read.page.encoding import looks_wrong

    try:
        text = body.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if looks_wrong(text) else Decoded(text, "is not in UTF-8; read as Windows-1252")


def check_size(data: bytes, name: str) -> None:
    """Raise OverLimit for a document that is larger, or has a longer line, than one article can have."""
    if len(data) > LARGEST:
        raise OverLimit(name, "larger than 10 MB", "Split it: one article a file.")
    if len(data) > LONGEST and max(map(len, data.splitlines())) > LONGEST:
        raise OverLimit(name, "has a line longer than 5 MB", "Check that it is an article, and break its lines.")


def _is_binary(head: bytes) -> bool:
    return head.startswith(b"%PDF-") or b"\0" in head or len(_CONTROL.findall(head)) > _FEW * len(head)
