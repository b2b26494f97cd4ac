"""Promise S3: what stands in articles, names, addresses and notes never runs, loads or leads anywhere, on any page."""

import html
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct, structs
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog

from saidby.ledger import Arrival, Capture, Decision, Ledger
from saidby.pipeline import RULES, mark, read, relink, update
from saidby.read.containers import open_stream
from saidby.read.documents import Document
from saidby.records import Marks, Quarantined
from saidby.serve.exporting import kept_stories
from saidby.serve.folder import write_pages
from saidby.views.brief import brief
from saidby.views.brief.html import html as brief_html
from saidby.views.charts import series_chart
from saidby.views.charts.pictures import svg_of
from saidby.views.export.jsonld import json_ld
from saidby.views.graph import provenance_graph
from tests.link.build import told
from tests.serve.desk.payloads import ADDRESSES, PAYLOADS
from tests.serve.desk.visitors import answering

AT_ONCE = 25  # payloads in the articles of one flood
# What runs in each page before anything of its own: whoever runs, breaks the policy or opens a dialog is noted.
WATCH = """
    window.__noted = [];
    let ran = 0;
    Object.defineProperty(window, '__ran', {get: () => ran, set: (it) => { ran = it; window.__noted.push('ran'); }});
    for (const name of ['alert', 'confirm', 'prompt', 'open', 'print'])
        window[name] = () => { window.__noted.push(name); };
    addEventListener('securitypolicyviolation', (it) =>
        window.__noted.push(`policy: ${it.violatedDirective} ${it.blockedURI} ${it.sample}`));
"""
# What is on a page that none of ours has, and where its links lead.
LOOK = """() => {
    const foreign = 'iframe,frame,object,embed,base,applet,portal,video,audio,math,foreignObject,' +
        'meta[http-equiv],link:not([rel=icon]):not([rel=stylesheet]),script:not([src]):not([type="application/json"])';
    const noted = [...window.__noted, ...[...document.querySelectorAll(foreign)].map((it) => it.outerHTML)];
    for (const it of document.querySelectorAll('*')) {
        for (const one of it.attributes) {
            if (/^on/i.test(one.name) || one.name === 'srcdoc' || one.name === 'formaction' || one.name === 'ping')
                noted.push(`${it.tagName} ${one.name}=${one.value}`);
        }
        const href = it.getAttribute('href') ?? it.getAttribute('xlink:href') ?? it.getAttribute('action');
        if (href === null) continue;
        const to = new URL(href, document.baseURI);
        const own = to.origin === location.origin && to.protocol === location.protocol;
        const out = it.tagName === 'A' && it.relList.contains('noreferrer') && /^https?:$/.test(to.protocol);
        const note = /^https?:$/.test(to.protocol) && it.closest('.brief') !== null;
        if (!own && !out && !note) noted.push(`leads to ${href}`);
    }
    return noted;
}"""


class Watched:
    """A browser that notes everything that it should not do. ``home``: where everything it asks for must be."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.noted: list[str] = []
        self.pages = 0
        context.add_init_script(WATCH)
        self._page = context.new_page()
        self._page.set_default_timeout(20_000)
        self._at = ""
        self._page.on("dialog", self._dialog)
        self._page.on("console", self._said)
        self._page.on("pageerror", lambda it: self._note(f"error: {it}"))
        self._page.on("request", lambda it: None if it.url.startswith((home, "data:")) else self._note(it.url))
        self._page.on("popup", lambda it: self._note(f"popup: {it.url}"))

    def _dialog(self, it: Dialog) -> None:
        self._note(f"dialog: {it.message}")
        it.dismiss()

    def _said(self, it: ConsoleMessage) -> None:
        if it.type in {"error", "warning"}:
            self._note(f"console: {it.text}")

    def _note(self, what: str) -> None:
        self.noted.append(f"{self._at}: {what}")

    def look(self, address: str) -> None:
        """Open a page, and note what is wrong with it."""
        self._at = address
        answer = self._page.goto(address, wait_until="load")
        if answer is not None and answer.status >= 400:
            self._note(f"answers {answer.status}")
        if self._page.locator("[data-chart]").count():
            self._page.wait_for_selector("[data-chart] canvas", state="attached")
        self.noted += [f"{address}: {one}" for one in self._page.evaluate(LOOK)]
        if self._page.url.split("#")[0] != address.split("#", maxsplit=1)[0]:
            self._note(f"is now at {self._page.url}")
        self.pages += 1


def articles() -> list[Marks]:
    """Return an article for every payload, which has it in all that marks can hold."""
    found = []
    for n, payload in enumerate(PAYLOADS):
        plain = payload.replace("{", "(").replace("}", ")")  # braces mark figures in the builder
        group, day = n // AT_ONCE, f"2031-05-{1 + n % AT_ONCE:02}"
        address = ADDRESSES[n % len(ADDRESSES)] if n % 2 else payload
        who = {"source": f"Board {payload}", "named": "Board", "whom": payload, "place": payload, "said_on": day}
        text = (
            f"Flood number {group} at Osk. The Board of ward {group} said {{{100 + n}}} people {plain} had highly "
            f"likely died in flood {group}.\n\n“The river {plain} rose over the dam of ward {group} and took it away "
            f"at night,” the Board said. {plain}"
        )
        one = told(
            f"doc-{n}",
            text,
            {**who, "hedge": "highly likely", "unit": payload, "via": (payload,)},
            outlet=f"Post {payload}",
            headline=payload,
            url=address,
            wire=payload,
            writers=(payload,),
            section=payload,
            published=day,
            doubts=(payload,),
        )
        found.append(structs.replace(one, article=structs.replace(one.article, id=f"doc-{n} {payload}")))
    return found


def arrivals() -> Iterator[Arrival]:
    """Yield articles that were made, each met under a payload's name, and some as they are really read."""
    for payload, marks in zip(PAYLOADS, articles(), strict=True):
        capture = Capture(data=payload.encode(), route="url", name=payload, address=payload, headers={"x": payload})
        yield Arrival(marks=marks, capture=capture, maker=payload)
    for one, other in zip(PAYLOADS[::2], PAYLOADS[1::2], strict=True):
        item = {
            "title": one,
            "url": f"https://a.example/{other}",
            "outlet": other,
            "published": "2031-06-01",
            "text": f"At least 40 people {one} were killed at Osk, {other} said.\n\n“It {other} rose,” {one} said.",
        }
        data = json.dumps(item).encode()
        marks = mark(read(data, name=f"{one}.json"), reader=RULES)
        yield Arrival(marks=marks, capture=Capture(data=data, route="file", name=f"{one}.json"), maker="saidby test")


def of_a_feed() -> Iterator[Arrival]:
    """Yield the entries of a feed, as they are read: with payloads in all that an entry has."""
    entries = []
    for n, payload in enumerate(one for one in PAYLOADS[::5] if one.isprintable()):
        words = html.escape(payload)
        body = html.escape(f"<p>At least {n + 40} people {words} were killed at Osk, the board {words} said.</p>")
        entries.append(
            f"<item><title>{words}</title><link>https://a.example/{n}?{words}</link><guid>{words}</guid>"
            f"<author>{words}</author><category>{words}</category><pubDate>{words}</pubDate>"
            f"<source url='https://a.example'>{words}</source><description>{body}</description></item>"
        )
    feed = "<?xml version='1.0'?><rss version='2.0'><channel><title>&lt;svg onload=__ran=1&gt;</title>"
    data = f"{feed}{''.join(entries)}</channel></rss>".encode()
    for item in open_stream(io.BytesIO(data), "<svg onload=__ran=1>.rss"):
        if isinstance(item, Document):
            marks = mark(read(item.data, name=item.name, address=item.address), reader=RULES)
            capture = Capture(data=item.data, route="feed", name=item.name, address=item.address)
            yield Arrival(marks=marks, capture=capture, maker="saidby test")


class Hostile(Struct, frozen=True):
    """A ledger full of payloads, and what is in it."""

    path: Path
    articles: list[str]
    stories: list[str]
    figures: list[str]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    path = tmp_path_factory.mktemp("hostile") / "l.db"
    with Ledger.open(path, create=True) as book:
        update(book, [*arrivals(), *of_a_feed()])
        list(relink(book))
        figures = [str(key) for (key,) in book.ask("SELECT key FROM figure ORDER BY key")]
        for n, payload in enumerate(PAYLOADS):
            fields = {"source": payload, "whom": payload, "place": payload, "statement": "new"} if n % 3 else {}
            decision = Decision(
                about="figure",
                target=figures[n % len(figures)],
                verb="correct" if fields else "accept",
                fields=fields,
                why=payload,
            )
            book.judge([decision], by=payload)
            name, why = f"{payload}.html", f"broke {payload}"
            bad = Quarantined(where=payload, what=why, do=payload, data=payload.encode(), name=name)
            book.quarantine(bad)
        list(relink(book))
        keys = [str(key) for (key,) in book.ask("SELECT key FROM article ORDER BY key")]
        return Hostile(path, keys, book.story_keys(), figures)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(accept_downloads=True) as found:
        yield found


def test_nothing_runs_on_any_page_of_the_desk(hostile: Hostile, context: BrowserContext) -> None:
    with answering(hostile.path, reader="rules") as address:
        watched = Watched(context, address)
        for path in paths(hostile):
            watched.look(address + path)
        print(f"{watched.pages} pages of the desk")  # noqa: T201
    assert not watched.noted, watched.noted[:20]
    assert watched.pages > len(PAYLOADS)


def paths(hostile: Hostile) -> Iterator[str]:
    """Yield the address of every kind of page with every payload on it."""
    from urllib.parse import quote

    yield from ("/", "/review", "/history", "/you", "/agreement", "/api", "/search?q=osk", "/review?blind=true")
    yield from (f"/articles/{key[:16]}" for key in hostile.articles)
    for key in hostile.stories:
        yield from (f"/stories/{key[:16]}{part}" for part in ("", "/provenance", "/drift", "/articles", "/brief"))
    with Ledger.open(hostile.path) as book:
        for key in hostile.stories:
            story = book.story(key)
            yield from (f"/stories/{key[:16]}/sources/{quote(one.id, safe='')}" for one in story.sources[::4])
        last = next(book.ask("SELECT max(seq) FROM event"))[0]
    yield from (f"/history?before={n}" for n in range(int(str(last)), 1, -100))
    for payload in PAYLOADS[::5]:
        asked = quote(payload, safe="")
        yield f"/search?q={asked}"
        yield f"/history?of={quote(payload[:190], safe='')}"
        yield f"/review?source={asked}&measure={asked}&rule={asked}"
        yield f"/agreement?one={asked}&other={asked}"
    yield from (f"/review?figure={quote(key, safe='')}" for key in hostile.figures[:250:4])


def test_nothing_runs_in_pages_and_exports_that_were_taken_away(
    hostile: Hostile, context: BrowserContext, tmp_path: Path
) -> None:
    """Opened from disk there is no policy: what is written is all that protects."""
    with Ledger.open(hostile.path) as book:
        stories = [(book.story(key), [book.judged_marks(a) for a in book.members(key)]) for key in hostile.stories]
        linked = "".join(json_ld(list(kept_stories(book, hostile.stories)), version="1"))
    write_pages(tmp_path / "report", stories)
    other = tmp_path / "other"
    other.mkdir()
    for n, (story, shelf) in enumerate(stories):
        written = brief_html(brief(story, shelf))
        _write(other / f"brief-{n}.html", f"<!doctype html><meta charset=utf-8>{written}")
        graph = provenance_graph(story, shelf, alone=True)
        _write(other / f"graph-{n}.svg", graph)
        _write(other / f"graph-{n}.html", f"<!doctype html><meta charset=utf-8>{graph}")
        if n < 4 and (drawn := _chart(story, shelf)):
            _write(other / f"chart-{n}.svg", drawn)
            _write(other / f"chart-{n}.html", f"<!doctype html><meta charset=utf-8>{drawn}")
    _write(other / "linked.html", f"<!doctype html><meta charset=utf-8>{SCRIPT[0]}{linked}{SCRIPT[1]}<p>end</p>")
    watched = Watched(context, tmp_path.as_uri())
    for place in sorted([*tmp_path.rglob("*.html"), *tmp_path.rglob("graph-*.svg"), *tmp_path.rglob("chart-*.svg")]):
        watched.look(place.as_uri())
    print(f"{watched.pages} files")  # noqa: T201
    noted = [one for one in watched.noted if 'script type="application/ld+json"' not in one]
    assert not noted, noted[:20]
    assert watched.pages > len(PAYLOADS)


SCRIPT = ('<script type="application/ld+json">', "</script>")


def _chart(story: Any, shelf: list[Marks]) -> str | None:
    from saidby.errors import SaidbyError

    try:
        return svg_of(series_chart(story, shelf))
    except SaidbyError:
        return None


def _write(place: Path, words: str) -> None:
    place.write_text(words, "utf-8", newline="")


def test_the_watch_sees_what_it_is_to_see(context: BrowserContext, tmp_path: Path) -> None:
    """Without any escaping a good part of the payloads is caught: so that silence means something."""
    watched = Watched(context, tmp_path.as_uri())
    caught = 0
    for n, payload in enumerate(PAYLOADS[:60]):
        _write(tmp_path / f"{n}.html", f"<!doctype html><meta charset=utf-8><title>x</title><p>{payload}</p>")
        before = len(watched.noted)
        watched.look((tmp_path / f"{n}.html").as_uri())
        caught += len(watched.noted) > before
    assert caught > 50
    _write(tmp_path / "plain.html", f"<!doctype html><title>x</title><p>{html.escape(PAYLOADS[0])}</p>")
    before = len(watched.noted)
    watched.look((tmp_path / "plain.html").as_uri())
    assert len(watched.noted) == before
