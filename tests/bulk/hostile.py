"""Files that somebody may send to do harm, or that something went wrong with, each made by a line of code."""

import gzip
import json
import random
import zlib
from collections.abc import Iterator

import brotli

from tests.read.archives import answer, noise, record
from tests.read.bombs import run, zstd

LEAD = "At least 12 people were killed when a ferry sank off Port Ellory, the harbour police said on Tuesday."
MEGABYTE = 1_000_000
ENTITIES = "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
    f"<!ENTITY {new} '{f'&{old};' * 10}'>" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
HEAD = "<html><head><title>Ferry sinks</title></head><body><article><h1>Ferry sinks</h1>"


def page(body: str, head: str = "") -> bytes:
    return f"{HEAD.replace('</head>', head + '</head>')}<p>{LEAD}</p>{body}</article></body></html>".encode()


def rss(body: str, more: str = "") -> bytes:
    item = f"<item><title>Ferry sinks</title><guid>ferry-1</guid><description>{body}</description></item>"
    return f"<?xml version='1.0'?>{more}<rss version='2.0'><channel><title>Mail</title>{item}</channel></rss>".encode()


def atom(body: str) -> bytes:
    content = f"<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>{body}</div></content>"
    entry = f"<entry><id>1</id><title>Ferry sinks</title>{content}</entry>"
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Mail</title>{entry}</feed>".encode()


def pages() -> Iterator[tuple[str, bytes]]:
    """Yield web pages."""
    yield "deep-div", page("<div>" * 200_000)
    yield "deep-closed", page("<div>" * 100_000 + "x" + "</div>" * 100_000)
    yield "deep-mixed", page("<b><i><u><em>" * 40_000)
    yield "deep-table", page("<table><tr><td>" * 60_000)
    yield "deep-list", page("<ul><li>" * 90_000)
    yield "deep-svg", page("<svg>" + "<g>" * 100_000)
    yield "deep-wrong-ends", page("<div></span>" * 90_000)
    yield "unclosed-spans", page("<p><span>" * 90_000)
    yield "unclosed-links", page("<a href='/a'>40 dead " * 90_000)
    yield "unclosed-forms", page("<font color=red>5 men " * 80_000)
    yield "many-attributes", page("<p " + " ".join(f"a{n}='1'" for n in range(200_000)) + ">x</p>")
    yield "same-attribute", page("<p " + "a " * 400_000 + ">x</p>")
    yield "attributes-everywhere", page(("<p " + "b=1 " * 499 + ">x</p>") * 3_000)
    yield "giant-attribute", page(f"<p title='{'x' * 6 * MEGABYTE}'>x</p>")
    yield "giant-text", page("<p>" + "5 men died " * 500_000)
    yield "giant-comment", page("<!--" + "x" * 6 * MEGABYTE)
    yield "giant-script", page("<script>" + "x" * 6 * MEGABYTE)
    yield "open-comment", page("<!--" * 400_000)
    yield "open-tag", page("<" * 2 * MEGABYTE)
    yield "open-quote", page("<p title='" * 100_000)
    yield "open-cdata", page("<![CDATA[" * 200_000)
    yield "many-tags", page("<b>5</b>" * 150_000)
    yield "many-breaks", page("<br>" * 300_000)
    yield "many-entities", page("&amp;#38;&nbsp;" * 500_000)
    yield "long-entity", page("&" + "a" * 4 * MEGABYTE + ";")
    yield "many-scripts", page("<script>5</script>" * 150_000)
    yield "many-metas", page("", "<meta name=author content='Ana Torv'>" * 150_000)
    yield "nested-json-ld", page("", f"<script type='application/ld+json'>{'[' * 400_000}</script>")
    yield "long-json-ld", page("", f"<script type='application/ld+json'>{'[1],' * MEGABYTE}</script>")
    yield "deep-json-ld", page("", "<script type='application/ld+json'>" + '{"@graph":' * 200_000 + "</script>")
    yield "deep-quotations", page("<blockquote>" * 90_000)
    yield "deep-sections", page("<section><div>" * 60_000)
    yield "deep-forms", page("<form><label>" * 60_000)
    yield "nested-noscript", page("<noscript>" * 90_000)
    yield "nested-template", page("<template>" * 90_000)
    yield "too-large", page("x" * 11 * MEGABYTE)
    yield "nothing-but-nul", b"<html>" + bytes(5 * MEGABYTE)
    yield "lying-encoding", page("").replace(b"<head>", b"<head><meta charset='utf-16'>")
    yield "unknown-encoding", b"<html><meta charset='x-none'><p>" + noise(7, 300_000)
    yield "half-utf-16", b"\xff\xfe" + page("").decode().encode("utf-16-le")[:-1] + b"\x00\xd8"
    yield "noise", b"<html><body>" + noise(8, 2 * MEGABYTE)


def texts() -> Iterator[tuple[str, bytes]]:
    """Yield plain texts."""
    numbers = random.Random(5)
    yield "one-line-of-numbers", " ".join(str(numbers.randrange(9999)) for _ in range(400_000)).encode()
    yield "one-line-of-deaths", ("Police said " + "5 men died, " * 90_000).encode()
    yield "five-megabytes-of-quotes", b'"' * 4_900_000
    yield "quotes-that-never-close", "“Help, he said. ".encode() * 200_000
    yield "quotes-in-quotes", b"'a \"b " * 600_000
    yield "brackets", b"(" * 4_000_000
    yield "digits", b"9" * 4_000_000
    yield "digits-and-commas", b"1," * 2_000_000
    yield "hyphens", b"twenty-" * 500_000
    yield "one-word", b"a" * 4_900_000
    yield "capitals", b"A" * 2_000_000 + b" B" * 900_000
    yield "full-stops", b"." * 4_000_000
    yield "line-ends", b"\n" * 9_000_000 + LEAD.encode()
    yield "spaces", b" " * 4_900_000 + LEAD.encode()
    yield "combining-marks", ("e" + "\u0301" * 2_000_000).encode()
    yield "directions", ("\u202e\u202d" * 700_000).encode()
    yield "surrogates", b"\xed\xa0\x80" * 900_000
    yield "control-bytes", bytes(range(1, 32)) * 60_000
    yield "overlong-utf-8", b"\xc0\xaf" * 900_000
    yield "longer-than-a-line", b"x" * 5_100_000
    yield "larger-than-a-file", b"flood\n" * 1_900_000
    yield "half-utf-32", b"\xff\xfe\x00\x00" + b"\x41" * 999_999


def packed() -> Iterator[tuple[str, bytes]]:
    """Yield bombs, and what was cut or damaged on its way."""
    size = 90 * MEGABYTE
    yield "bomb.txt.gz", run("gzip", size=size)
    yield "bomb.html.br", run("br", size=size)
    yield "bomb.txt.zst", run("zstd", size=size)
    yield "bomb.rss.gz", gzip.compress(b"<rss><channel><item>") + run("gzip", size=size)
    yield "bomb.json.gz", run("gzip", b"[", size=size)
    yield "twice.txt.gz", gzip.compress(run("gzip", size=size))
    yield "cut.txt.gz", gzip.compress(noise(1, 90_000))[:-200]
    yield "damaged.html.br", brotli.compress(page("") * 50)[:-9]
    yield "damaged.txt.zst", zstd(noise(2, 90_000))[:-99]
    yield "no-gzip.txt.gz", zlib.compress(LEAD.encode())
    yield "bomb-inside.warc", record(answer(run("gzip", size=size), more="Content-Encoding: gzip\r\n"))
    yield "cut.warc.gz", gzip.compress(record(answer(noise(3, 90_000))))[:-90]
    yield "lying.warc", record(answer(LEAD.encode())).replace(b"Content-Length: ", b"Content-Length: 99999999", 1)


def structures() -> Iterator[tuple[str, bytes]]:
    """Yield JSON and XML."""
    yield "deep.json", b"[" * 3_000_000
    yield "deep-object.json", b'{"text":' * 900_000
    yield "deep-items.json", b'{"items":' + b"[" * 2_000_000
    yield "many-keys.json", json.dumps({f"k{n}": n for n in range(300_000)}).encode()
    yield "deep.xml", rss("x").replace(b"x</desc", b"<a>" * 300_000 + b"</desc")
    yield "entities.rss", rss("&i;", ENTITIES + "]>")
    yield "many-tags.rss", rss("x").replace(b"<item>", b"<item>" + b"<a/>\n" * 210_000)
    yield "outside.rss", rss("&a;", "<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>")
    yield "slow.rss", atom("<b>5</b>\n" * 190_000)
    yield "slow.rss.gz", gzip.compress(atom("<b title='a' id='b' lang='c' dir='d'>5</b>\n" * 150_000), 0)
    yield "wide.json", b'[{"uri": "urn:x:1", "x": [' + b"[]," * 3_000_000 + b"[]]}]"
    yield "wide-items.json", b'{"version": "https://jsonfeed.org/version/1", "items": [' + b"{}," * 3_000_000 + b"{}]}"
    yield "records.warc", record(noise(5, 100), more="X: y\r\n").replace(b"response", b"metadata") * 20_000
    yield "no-xml.xml", noise(4, 90_000)
    yield "no-feed.rss", b"<rss version='2.0'>" + b"<a>\n" * 400
    yield "other.xml", b"<invoice>" + b"<line>5</line>\n" * 9_000 + b"</invoice>"
    yield "half.json", json.dumps({"text": LEAD * 900}).encode()[:-9]
    yield "list.json", json.dumps([LEAD] * 9_000).encode()
    yield "half-character.json", b'{"text": "' + LEAD.encode() + b' \\ud800"}'
    yield "no-text.json", json.dumps({"text": [[]] * 90_000}).encode()
    attributes = b" ".join(b"a%d='1'" % n for n in range(90_000))
    yield "attributes.xml", rss("x").replace(b"<item>", b"<item " + attributes + b">")


def hostile() -> dict[str, bytes]:
    """Return the files by their names."""
    found = {f"{name}.html": data for name, data in pages()} | {f"{name}.txt": data for name, data in texts()}
    return found | dict(packed()) | dict(structures())
