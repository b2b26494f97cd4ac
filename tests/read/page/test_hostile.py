"""Hostile pages are refused or read in time, fetch nothing, and cost the other pages nothing."""

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saidby.errors import BadInput
from saidby.lexicon import Lexicon, load_lexicon
from saidby.read.page import read_page
from tests.read.page.pages import BODY, PARAGRAPHS, page

PROSE = f"<p>{PARAGRAPHS[0]}</p>"
KEPT = "the harbour master keeps the key"

HOSTILE = {
    "levels": "<div>" * 100_000 + PROSE,
    "open spans": "<span>" * 100_000 + PROSE,
    "open spans below the limit": "<span>" * 500 + PROSE * 200,
    "open formats": "<b><i><u>" * 160 + PROSE * 50,
    "attributes": "<p " + "".join(f"a{n}=1 " for n in range(300_000)) + ">" + PROSE,
    "attributes below the limit": ("<p " + "".join(f"a{n}=1 " for n in range(400)) + ">x</p>") * 200 + PROSE,
    "one long text": "<p>" + "It rained. " * 600_000 + "</p>",
    "one long word": "<p>" + "a" * 4_000_000 + "</p>" + PROSE,
    "paragraphs": "<p>It rained on 40 days.</p>" * 20_000,
    "line breaks": "It rained<br>" * 10_000 + PROSE,
    "list without ends": "<ul>" + "<li>It rained on 40 days" * 10_000,
    "tables in tables": "<table><tr><td>" * 100 + PROSE * 20,
    "the same again": "<p>" + "so it goes on and on and on " * 20_000 + "</p>",
    "comments": "<!-- x -->" * 100_000 + PROSE,
    "open comment": "<!--" + "<p>" * 100_000,
    "open script": BODY + "<script>" + "<p>" * 100_000,
    "entities": "<p>" + "&lt;&amp;" * 200_000 + "</p>" + PROSE,
    "open tag": PROSE + "<a href='" + "x" * 1_000_000,
    "less than": "<" * 500_000,
    "times": "<time datetime='2021-05-04'>x</time>" * 10_000 + PROSE,
    "meta tags": "<meta property='og:title' content='x'>" * 10_000 + PROSE,
    "deep JSON": "<script type='application/ld+json'>" + "[" * 100_000 + "</script>" + PROSE,
    "wide JSON": "<script type='application/ld+json'>[" + '{"@type":"Article"},' * 20_000 + "1]</script>" + PROSE,
    "null bytes": PROSE.replace(" ", "\0 ") * 10,
    "surrogates": "<p>&#xD800;&#x110000;&#0;</p>" + PROSE * 3,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_or_refused_in_time(name: str, lexicon: Lexicon) -> None:
    data = f"<html><body><article>{HOSTILE[name]}".encode()
    begin = time.process_time()
    try:
        found = read_page(data, "a.html", lexicon)
    except BadInput:
        pass
    else:
        found.text.encode()
    assert time.process_time() - begin < 10


# --- nothing is fetched, nothing is read from elsewhere ---------------------------------------------------------


class Canary:
    """A server and a file that nobody has any business with."""

    def __init__(self, address: str, file: Path, calls: list[str]) -> None:
        self.address, self.file, self.calls = address, file, calls


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Canary]:
    calls: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            calls.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(KEPT.encode())

        def log_message(self, *_: object) -> None:
            """Say nothing: the calls are counted."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    file = tmp_path_factory.mktemp("canary") / "secret.txt"
    file.write_text(KEPT)
    yield Canary(f"http://127.0.0.1:{server.server_port}", file, calls)
    server.shutdown()
    server.server_close()


LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
PAYLOADS = {
    "file entity": "<!DOCTYPE html [<!ENTITY x SYSTEM 'file://{file}'>]><html><body><p>&x;</p>",
    "web entity": "<!DOCTYPE html [<!ENTITY x SYSTEM '{web}/x'>]><html><body><p>&x;</p>",
    "public entity": "<!DOCTYPE html [<!ENTITY x PUBLIC 'a' '{web}/x'>]><html><body><p>&x;</p>",
    "parameter entity": "<!DOCTYPE html [<!ENTITY % x SYSTEM '{web}/x'> %x;]><html><body>",
    "outside definition": "<!DOCTYPE html SYSTEM '{web}/x.dtd'><html><body>",
    "file definition": "<!DOCTYPE html SYSTEM 'file://{file}'><html><body>",
    "laughs": "<!DOCTYPE html [<!ENTITY l0 'ha'>" + LAUGHS + "]><html><body><p>&l11;</p>",
    "quadratic": "<!DOCTYPE html [<!ENTITY x '" + "ha" * 50_000 + "'>]><html><body><p>" + "&x;" * 10_000 + "</p>",
    "XML declaration": "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x SYSTEM 'file://{file}'>]><html><body><p>&x;</p>",
    "stylesheet": "<?xml version='1.0'?><?xml-stylesheet href='{web}/x.xsl'?><html><body>",
    "inclusion": "<html xmlns:xi='http://www.w3.org/2001/XInclude'><body><xi:include href='file://{file}'/>",
    "frame": "<html><body><iframe src='{web}/x'></iframe><object data='{web}/x'></object><embed src='file://{file}'>",
    "base and links": "<html><head><base href='{web}/'><link rel='canonical' href='x'></head><body><img src='x'>",
    "moved page": "<html><head><meta http-equiv='refresh' content='0;url={web}/x'></head><body>",
    "JSON-LD": '<html><script type=\'application/ld+json\'>{{"@context": "{web}/x", "@id": "file://{file}"}}</script><body>',
}


@pytest.mark.parametrize("name", PAYLOADS)
@pytest.mark.parametrize("file", ["a.html", "a.xhtml", "a.txt"])
def test_no_page_reaches_beyond_itself(name: str, file: str, canary: Canary, lexicon: Lexicon) -> None:
    begin = (
        PAYLOADS[name]
        if name in {"laughs", "quadratic"}
        else PAYLOADS[name].format(web=canary.address, file=canary.file)
    )
    started = time.process_time()
    try:
        found = read_page((begin + BODY).encode(), file, lexicon)
    except BadInput:
        pass
    else:
        assert KEPT not in found.text
        assert len(found.text) < 400_000
    assert canary.calls == []
    assert time.process_time() - started < 1


# --- whatever bytes -------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<div", " class='x'", ">", "<", "&", "&#", "&#x0;", "<!--", "-->", "<![CDATA[", "<script>"),
        *("</script>", "<table>", "<td>", "<br>", "12 people died", "\0", "\r\n", "é", "’", "<time datetime='2021"),
        *(
            "<h1>",
            "<a href=x>",
            "<meta charset=",
            "utf-16'>",
            "<svg>",
            "<template>",
            "<frameset>",
            "<select>",
            "<math>",
        ),
        *("<plaintext>", '<script type=\'application/ld+json\'>{"@type":"Article","author":'),
        "<meta property='og:url' content='http://[",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=60), st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_whatever_a_page_is_made_of_it_is_read_or_refused(pieces: list[str], encoding: str) -> None:
    try:
        found = read_page("".join(pieces).encode(encoding, "replace"), "a.html", load_lexicon())
    except BadInput:
        return
    assert found.body
    assert found.body in found.text
    found.text.encode()


@given(st.binary(max_size=300))
def test_whatever_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        read_page(data, "a.html", load_lexicon())
    except BadInput:
        return


def test_pages_between_hostile_ones_are_read_as_ever(lexicon: Lexicon) -> None:
    alone = read_page(page().encode(), "good.html", lexicon)
    for name in ("levels", "deep JSON", "open comment", "surrogates"):
        with suppress(BadInput):
            read_page(f"<html><body>{HOSTILE[name]}".encode(), "bad.html", lexicon)
        assert read_page(page().encode(), "good.html", lexicon) == alone
