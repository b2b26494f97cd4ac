"""Finds how the bytes of a page are to be read as characters, and says where that is not what the page declares."""

import codecs
import re
from collections.abc import Iterator

from msgspec import Struct

from saidby.errors import BadInput

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_HEAD = 8192  # bytes in which a page declares its encoding
# Browsers read these labels as the wider encoding; so do we.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
_LATIN = frozenset(
    {"cp1250", "cp1254", "cp1257", "cp1258", *(f"iso8859-{n}" for n in (2, 3, 4, 9, 10, 13, 14, 15, 16))}
)
_OTHERS = ("cp1252", "mac-roman", "cp437", "cp850")  # of English pages, the likelier first
_FEW = 0.002  # share of bytes that may be wrong in a page that otherwise is UTF-8
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_COMMON = frozenset(
    "‘’“”‚„–—―…•·€£¥¢©®™°½¼¾²³§¶¿¡«»‹›×÷±†‡′″→←↑↓▲▼►◄■●★☆✓\u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff"
)
# What UTF-8 looks like when read as a Western single-byte encoding.
_MANGLED = re.compile(r"[ÂÃ][\u0080-\u00bf]|â[\u0080-\u009f€‚ƒ„…†‡ˆ‰Š‹Œ]|√[©®±§]|‚Ä[ôúùìî]|�")


class Decoded(Struct, frozen=True, kw_only=True):
    """A page as characters; ``doubt`` says in words why they may be the wrong ones, or are not the declared ones."""

    text: str
    encoding: str
    doubt: str | None = None


def decode_page(data: bytes, name: str, content_type: str | None = None) -> Decoded:
    """Return the page as characters: by its byte order mark, else as declared where that fits, else as it looks.

    Never silent: what is read otherwise than declared, or with characters that look wrong, has a ``doubt``.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, _declared(data, content_type))
    if wide := _wide(data):
        return _settled(data, wide, _declared(data, content_type))
    declared = _declared(data, content_type)
    known = [codec for label in declared if (codec := _codec(label))]
    # What is well-formed UTF-8 beyond ASCII is UTF-8, whatever it is declared to be.
    for codec in dict.fromkeys(["utf-8", *known, *_detected(data), *_OTHERS]):
        if (text := _strictly(data, codec)) is not None and (codec == "utf-8" or not looks_wrong(text)):
            return Decoded(text=text, encoding=codec, doubt=_otherwise(codec, declared, text))
    return _as_well_as_may_be(data, known, name)


def _marked(data: bytes, encoding: str, declared: list[str]) -> Decoded:
    text = data.decode(encoding, "replace")
    if "\N{REPLACEMENT CHARACTER}" in text:
        return Decoded(text=text, encoding=encoding, doubt=f"some of its bytes are not {encoding}")
    return Decoded(text=text, encoding=encoding, doubt=_otherwise(encoding, declared, text))


def _settled(data: bytes, encoding: str, declared: list[str]) -> Decoded:
    decoded = _marked(data, encoding, declared)
    return decoded if decoded.doubt else Decoded(text=decoded.text, encoding=encoding, doubt=f"read as {encoding}")


def _wide(data: bytes) -> str | None:
    """Return the form of UTF-16 that a page without a mark is in: every second byte of its tags is zero."""
    head = data[:_HEAD]
    zeros = head[0::2].count(0), head[1::2].count(0)
    if len(head) < 8 or max(zeros) * 4 < len(head):
        return None
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _declared(data: bytes, content_type: str | None) -> list[str]:
    """Return the labels that header and page give, the header's first."""
    head = data[:_HEAD].replace(b"\0", b"")
    found = [
        _HEADER.search(content_type) if content_type else None,
        *(match for pattern in (_XML, _META) if (match := pattern.search(head))),
    ]
    labels = [match[1] for match in found if match]
    return [label.decode() if isinstance(label, bytes) else label for label in labels]


def _codec(label: str) -> str | None:
    """Return the name under which a label is decoded; None where it is no encoding of text."""
    label = label.strip().lower().removeprefix("x-")
    label = {"mac-roman": "mac-roman", "macintosh": "mac-roman", "sjis": "cp932", "unicode": "utf-16"}.get(label, label)
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True):
        return None
    # A page that could declare it in ASCII is not in UTF-16.
    return "utf-8" if found.name.startswith(("utf-16", "utf-32")) else _WIDER.get(found.name, found.name)


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _detected(data: bytes) -> Iterator[str]:
    """Yield what a detector takes the page for; it is asked only where the declaration does not fit.

    Of the Latin encodings, which hardly differ in English, the common one goes first.
    """
    from resiliparse.parse.encoding import detect_encoding

    found = detect_encoding(data)
    codec = _codec(found) if found else None
    if codec is not None:
        if codec in _LATIN:
            yield "cp1252"
        yield codec


def looks_wrong(text: str) -> bool:
    """Tell whether characters stand where no language has them: "â€™", a capital within a word, control codes."""
    if text.isascii():
        return False
    if _MANGLED.search(text):
        return True
    return any(_is_odd(text, match) for match in _NOT_ASCII.finditer(text))


def _is_odd(text: str, run: re.Match[str]) -> bool:
    before = text[run.start() - 1 : run.start()]
    after = text[run.end() : run.end() + 1]
    for i, char in enumerate(run[0]):
        if ord(char) > 0x2FF:
            if _is_foreign(char, before + after):
                return True
            continue
        if char in _COMMON:
            continue
        if char < "\u00a0" or (char not in _COMMON and not char.isalpha() and char not in "ªº´`¨¯¸¹¬¦¤µ"):
            return True
        left = run[0][i - 1] if i else before
        right = run[0][i + 1 : i + 2] or after
        if char in "¬¦¤¨¯¸" and (left.isalpha() or right.isalpha()):
            return True
        if char.isupper() and left.islower():
            return True
        if char in "ÒÓÔÕÐÑÞ" and char.isupper() and not right.isalpha() and not left.isupper():
            return True
    return False


def _is_foreign(char: str, around: str) -> bool:
    """Tell whether a letter of another script stands within a Latin word, or a line of a drawing anywhere."""
    if "\u2500" <= char <= "\u259f":
        return True
    return "\u0370" <= char <= "\u1cff" and char not in "μΩπΔ" and any(c.isascii() and c.isalpha() for c in around)


def _otherwise(codec: str, declared: list[str], text: str) -> str | None:
    """Return a doubt where the page declares another encoding than the one that fits; None where all is well."""
    if text.isascii() or not declared:
        return None if declared or text.isascii() or codec == "utf-8" else f"declares no encoding; read as {codec}"
    wanted = [_codec(label) for label in declared]
    if all(_same(one, codec) for one in wanted):
        return None
    return f"declared as {' and '.join(dict.fromkeys(declared))}, read as {codec}"


def _same(one: str | None, other: str) -> bool:
    return one == other or (one is not None and one.replace("-", "") == other.replace("-", ""))


def _as_well_as_may_be(data: bytes, known: list[str], name: str) -> Decoded:
    """Return the page with what cannot be read marked, and say so. Raise BadInput where it is no text at all."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\N{REPLACEMENT CHARACTER}")
    if wrong <= max(1, _FEW * len(text)):
        return Decoded(text=text, encoding="utf-8", doubt=f"{wrong} of its characters cannot be read as UTF-8")
    for codec in [*known, "cp1252"]:
        if (read := _strictly(data, codec)) is not None:
            return Decoded(text=read, encoding=codec, doubt=f"read as {codec}, but some characters look wrong")
    what = "its characters fit no encoding that pages have"
    raise BadInput(name, what, "Open it in a browser and save it again, as UTF-8.")
