"""Plain text files. The text is stored as it stands: line ends, odd spaces and all."""

import codecs
import re

from saidby.errors import BadInput

LARGEST = 10_000_000  # bytes of one document; PROMISES.md section 4
LONGEST = 5_000_000  # bytes between two line breaks, likewise
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Odd control bytes turn up in real pages; a picture or an archive has them by the hundred, and in its first bytes.
_FEW = 0.01


def decode(data: bytes, name: str) -> str:
    """Return the text of a UTF-8 file, without a byte order mark. Raise BadInput for what is no text."""
    check_size(data, name)
    body = data.removeprefix(codecs.BOM_UTF8)
    if not body.strip():
        raise BadInput(name, "the file is empty", "Leave it out, or fetch the article again.")
    if _is_binary(body):
        raise BadInput(name, "a binary file, not text", "Give the article as plain text in UTF-8.")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        what = f"not valid UTF-8 (byte 0x{body[error.start]:02x} at offset {error.start})"
        likely = "UTF-16" if body.startswith(_UTF16) else "WINDOWS-1252"
        do = f"Save the file as UTF-8 (iconv -f {likely} -t UTF-8 often does it)."
        raise BadInput(name, what, do) from error


def check_size(data: bytes, name: str) -> None:
    """Raise BadInput for a document that is larger, or has a longer line, than one article can have."""
    if len(data) > LARGEST:
        raise BadInput(name, "larger than 10 MB", "Split it: one article a file.")
    if len(data) > LONGEST and max(map(len, data.splitlines())) > LONGEST:
        raise BadInput(name, "has a line longer than 5 MB", "Check that it is an article, and break its lines.")


def _is_binary(body: bytes) -> bool:
    head = body[:65536]
    if head.startswith(_UTF16):
        return False  # text, but not UTF-8: the message on decoding says more
    return head.startswith(b"%PDF-") or b"\0" in head or len(_CONTROL.findall(head)) > _FEW * len(head)
