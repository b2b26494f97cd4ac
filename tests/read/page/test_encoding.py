"""Characters are read as what they are, or it is said that they may not be."""

import pytest

from saidby.errors import BadInput
from saidby.lexicon import Lexicon
from saidby.read.page import read_page
from saidby.read.page.encoding import decode_page, looks_wrong
from tests.read.page.pages import page

WORDS = "“We lost 12 boats,” said José Peña – “and £3 million,” the café’s owner added."
ACTUAL = ["utf-8", "cp1252", "mac-roman", "utf-16-le", "utf-16-be", "utf-8-sig"]
DECLARED = [
    None,
    "utf-8",
    "windows-1252",
    "iso-8859-1",
    "macintosh",
    "utf-16",
    "us-ascii",
    "koi8-r",
    "x-made-up",
    "utf-7",
]


def told(declared: str | None, words: str = WORDS) -> str:
    return page(f"<p>{words}</p>" * 4, head=f"<meta charset='{declared}'>" if declared else "")


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize("actual", ACTUAL)
def test_a_page_that_declares_another_encoding_is_right_or_flagged(actual: str, declared: str | None) -> None:
    decoded = decode_page(told(declared).encode(actual), "a.html")
    assert decoded.doubt is not None or WORDS in decoded.text


@pytest.mark.parametrize("declared", DECLARED)
@pytest.mark.parametrize("actual", ACTUAL)
def test_most_of_these_are_right(actual: str, declared: str | None) -> None:
    assert WORDS in decode_page(told(declared).encode(actual), "a.html").text


@pytest.mark.parametrize(
    ("actual", "declared"), [("utf-8", "utf-8"), ("cp1252", "windows-1252"), ("cp1252", "iso-8859-1")]
)
def test_a_page_in_the_encoding_that_it_declares_is_not_doubted(actual: str, declared: str) -> None:
    assert decode_page(told(declared).encode(actual), "a.html").doubt is None


def test_the_header_goes_before_the_page() -> None:
    decoded = decode_page(told("utf-8").encode("cp1252"), "a.html", "text/html; charset=windows-1252")
    assert WORDS in decoded.text
    assert "utf-8" in (decoded.doubt or "")


def test_a_few_broken_bytes_cost_no_page(lexicon: Lexicon) -> None:
    data = page().encode().replace(b"valley", b"val\xffley", 1)
    found = read_page(data, "a.html", lexicon)
    assert found.doubts
    assert "340 people" in found.text


@pytest.mark.parametrize("text", ["doesnâ€™t", "cafÃ©", "doesnÕt", "a\x92b", "Ã¼ber"])
def test_what_stands_in_no_language_looks_wrong(text: str) -> None:
    assert looks_wrong(text)


@pytest.mark.parametrize(
    "text", ["plain", "café", "Ångström", "“No,” he said – 5 €", "Île", "ÉLYSÉE", "Čapek", "поле", "12 °C", "1½"]
)
def test_what_stands_in_some_language_does_not(text: str) -> None:
    assert not looks_wrong(text)


@pytest.mark.parametrize("data", [b"", b" \n", b"\0\0"])
def test_an_empty_file_is_refused(data: bytes, lexicon: Lexicon) -> None:
    with pytest.raises(BadInput, match="empty"):
        read_page(data, "a.html", lexicon)
