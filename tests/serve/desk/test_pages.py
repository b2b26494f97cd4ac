"""The desk's pages: what each shows, where addresses lead, and what becomes of nonsense."""

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from saidby.ledger import Decision, Ledger
from saidby.pipeline import relink, update
from saidby.serve.desk.pages import stories as stories_page
from tests.ledger.build import arrival
from tests.serve.desk.kept import comer, keys
from tests.views.web.build import ids, shown, ways


def judge(path: Path, by: str, verb: Any, key: str, **fields: Any) -> int:
    with Ledger.open(path) as book:
        return book.judge([Decision(about="figure", target=key, verb=verb, fields=fields)], by=by)


def first_key(ana: TestClient) -> str:
    return str(ana.get("/api/queue").json()[0]["key"])


# --- where addresses lead ----------------------------------------------------------------------------------------
def test_every_link_on_every_page_leads_somewhere(eva: TestClient) -> None:
    todo, pages = ["/"], dict[str, Any]()
    while todo:
        at = todo.pop().partition("#")[0]
        if at in pages:
            continue
        pages[at] = answer = eva.get(at)
        if answer.is_redirect:
            todo.append(answer.headers["location"])
            continue
        assert answer.status_code == 200, at
        if "html" not in answer.headers["content-type"]:
            continue
        assert len(ids(answer.text)) == len(set(ids(answer.text))), at
        found = [at.partition("?")[0] + way if way.startswith("?") else way for way in ways(answer.text)]
        todo += [way for way in found if re.match(r"/(?!static|review\?|history\?|api/)", way)]
    anchors = {(at, way) for at in pages if pages[at].status_code == 200 for way in ways(pages[at].text) if "#" in way}
    for at, way in anchors:
        target, _, name = way.partition("#")
        if (led := pages.get(target or at)) is not None and not led.is_redirect:
            assert name in ids(led.text), (at, way)
    assert len(pages) > 20


def test_a_statement_is_on_the_page_of_its_source(eva: TestClient, there: Path) -> None:
    weir = keys(there, "story")[0]
    with Ledger.open(there) as book:
        statements = book.story(weir).statements
    assert any(s.claimant for s in statements)
    for statement in statements:
        answer = eva.get(f"/stories/{weir[:16]}/statements/{statement.id}")
        assert answer.status_code == 303
        page, _, name = answer.headers["location"].partition("#")
        assert name in ids(eva.get(page).text)
    assert eva.get(f"/stories/{weir[:16]}/statements/S99").status_code == 404


def test_who_comes_by_a_former_key_is_sent_to_the_present_one(ana: TestClient, path: Path) -> None:
    weir = keys(path, "story")[0]
    with Ledger.open(path) as book:
        book.store.run("INSERT INTO story_alias (alias, story) VALUES (?, ?)", "f0" * 32, weir)
    for part in ("", "/drift?kind=number_changed", "/brief?since=2031-05-06", "/sources/a%20b"):
        answer = ana.get(f"/stories/{'f0' * 32}{part}")
        assert (answer.status_code, answer.headers["location"]) == (307, f"/stories/{weir[:16]}{part}")
    assert ana.get(f"/stories/{weir[:8]}").status_code == 200


def test_a_stretch_is_shown_and_one_that_is_not_there_is_not(eva: TestClient, there: Path) -> None:
    article = keys(there, "article")[0]
    assert "here" in ids(eva.get(f"/articles/{article}/5-12").text)
    for place in ("5-5", "9-5", "0-99999", "-1-5", "a-b"):
        assert eva.get(f"/articles/{article}/{place}").status_code in {404, 422}, place


@pytest.mark.parametrize(
    ("address", "status"),
    [
        *(("/articles/x", 404), ("/stories/x", 404), ("/stories/x/drift", 404), ("/adding/x", 404), ("/nothing", 404)),
        *(("/review?figure=x", 404), ("/review/card/x", 404), ("/review?story=x", 404), ("/?first=-1", 422)),
        *(("/review?after=x", 200), ("/search?q=%5B%22", 200), ("/history?of=x", 200), ("/history?before=0", 422)),
        *(("/?first=500", 200), ("/agreement?one=x&other=y", 200), ("/search", 200)),
    ],
)
def test_nonsense_is_answered_by_a_page_that_tells_nothing_of_the_machine(
    eva: TestClient, there: Path, address: str, status: int
) -> None:
    answer = eva.get(address)
    assert answer.status_code == status
    assert "<main" in answer.text
    assert str(there) not in answer.text


def test_an_empty_ledger_is_asked_to_be_filled(tmp_path: Path) -> None:
    client = comer(tmp_path / "new.db")
    for address in ("/", "/review", "/history", "/search?q=weir", "/agreement"):
        assert client.get(address).status_code == 200
    assert "Try the example" in client.get("/").text


def test_more_stories_than_a_page_has_are_on_the_next(eva: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories_page, "_PAGE", 1)
    first, second = eva.get("/").text, eva.get("/?first=1").text
    assert "?first=1" in ways(first)
    assert "?first=2" not in ways(second)
    stories = [{way for way in ways(page) if way.startswith("/stories/")} for page in (first, second)]
    assert [len(some) for some in stories] == [1, 1]
    assert stories[0] != stories[1]


def test_a_story_that_is_not_linked_yet_says_so(ana: TestClient, path: Path) -> None:
    with Ledger.open(path) as book:
        update(book, [arrival()])
        key = book.wanted().key  # type: ignore[union-attr]  # the one that has just come
    assert "not linked yet" in shown(ana.get(f"/stories/{key[:16]}").text)
    assert "being linked" in shown(ana.get("/").text)


# --- the article's page ----------------------------------------------------------------------------------------
def test_another_text_at_the_same_address_is_told_both_ways(eva: TestClient, there: Path) -> None:
    first, second, fever = (eva.get(f"/articles/{key[:16]}").text for key in keys(there, "article"))
    assert "A later text at the same place is second" in shown(first)
    assert "An earlier text at the same place is first" in shown(second)
    assert "at the same place" not in fever
    assert f"/articles/{keys(there, 'article')[1][:16]}" in ways(first)


def test_judged_and_rejected_figures_are_told_on_the_articles_page(ana: TestClient, path: Path) -> None:
    article = keys(path, "article")[1]
    with Ledger.open(path) as book:
        one, other = [figure.key for figure in book.marks(article).figures][:2]
    judge(path, "bob", "correct", one, source="the mayor")
    judge(path, "bob", "reject", other)
    page = ana.get(f"/articles/{article}").text
    assert "judged by bob" in shown(page)
    assert "No figures, by people’s word" in shown(page)
    assert f"/review?figure={other}" in ways(page)
    assert "rejected by bob" in shown(ana.get(f"/review?figure={other}").text)


# --- the review ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "fields",
    [
        *({"verb": "nonsense"}, {"verb": "merge"}, {"seen": "²"}, {"seen": "9" * 5000}, {"seen": "-1"}),
        *({"start": "²", "end": "3"}, {"start": "9", "end": "3"}, {"start": "1", "end": "99999"}),
        *({"low": "nan"}, {"low": "inf"}, {"high": "1e999"}, {"low": "many"}, {"measure": "x"}, {"said_on": "Tuesday"}),
    ],
)
def test_nonsense_in_a_form_is_refused_and_nothing_kept(eva: TestClient, there: Path, fields: dict[str, str]) -> None:
    key = first_key(eva)
    answer = eva.post("/review/decide", data={"verb": "correct", "key": key, "seen": "0", **fields})
    assert answer.status_code == 422
    with Ledger.open(there) as book:
        assert book.version(key) == 0


def test_a_decision_by_a_form_is_kept_once_and_its_queue_goes_on(ana: TestClient, path: Path) -> None:
    key = first_key(ana)
    form = {"verb": "accept", "key": key, "seen": "0", "token": "t1", "only_measure": "killed"}
    for _ in range(2):
        answer = ana.post("/review/decide", data=form)
        assert (answer.status_code, answer.headers["location"]) == (303, "/review?measure=killed")
    with Ledger.open(path) as book:
        assert len(list(book.ask("SELECT number FROM step"))) == 1


def test_skipping_goes_on_behind_and_the_end_leads_to_the_beginning(eva: TestClient) -> None:
    queue = [one["key"] for one in eva.get("/api/queue").json()]
    answer = eva.post("/review/decide", data={"verb": "skip", "key": queue[-1]})
    assert answer.headers["location"] == f"/review?after={queue[-1]}"
    page = eva.get(answer.headers["location"]).text
    assert "skipped" in shown(page)
    assert "/review" in ways(page)


def test_a_stale_form_is_answered_409(ana: TestClient, path: Path) -> None:
    key = first_key(ana)
    judge(path, "bob", "reject", key)
    assert ana.post("/review/decide", data={"verb": "accept", "key": key, "seen": "0"}).status_code == 409


def test_a_blind_pass_shows_nothing_of_what_others_decided(path: Path) -> None:
    ana = comer(path, "ana")
    article = keys(path, "article")[0]
    with Ledger.open(path) as book:
        one = book.marks(article).figures[0]
        before = ana.get(f"/review/card/{one.key}?blind=true").text
    judge(path, "bob", "correct", one.key, source="the mayor of Osk", low=1.0, high=2.0)
    after = ana.get(f"/review/card/{one.key}?blind=true").text
    hidden = re.compile(r'name="token" value="\w+"')
    assert hidden.sub("", after) == hidden.sub("", before)
    assert "the mayor of Osk" in ana.get(f"/review/card/{one.key}").text


def test_a_blind_decision_is_refused_neither_for_others_decisions_nor_for_their_bounds(path: Path) -> None:
    ana = comer(path, "ana")
    with Ledger.open(path) as book:
        one = next(f for f in book.marks(keys(path, "article")[0]).figures if f.high is None)
    judge(path, "bob", "correct", one.key, high=61.0)
    form = {"verb": "correct", "key": one.key, "seen": "0", "only_blind": "true", "low": "65", "high": ""}
    assert ana.post("/review/decide", data=form).status_code == 303
    with Ledger.open(path) as book:
        assert next(row for row in book.agreement("ana", "bob") if row.field == "figure").figures == 1


def test_all_that_is_shown_is_accepted_as_one_step_and_undone_as_one(ana: TestClient, path: Path) -> None:
    waiting = len(ana.get("/api/queue").json())
    ana.post("/review/turn", data={"way": "all"})
    assert ana.get("/api/queue").json() == []
    ana.post("/review/turn", data={"way": "undo"})
    assert len(ana.get("/api/queue").json()) == waiting
    ana.post("/review/turn", data={"way": "redo"})
    assert ana.get("/api/queue").json() == []


# --- history ---------------------------------------------------------------------------------------------------
def test_the_history_of_a_person_goes_on_over_pages(
    ana: TestClient, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saidby.serve.desk.pages.search._PAGE", 2)
    key = first_key(ana)
    for verb in ("accept", "reject", "accept"):
        judge(path, "a b&c", verb, key)
    first = ana.get("/history", params={"of": "a b&c"}).text
    (more,) = [way for way in ways(first) if "before=" in way]
    second = ana.get(f"/history{more}").text
    assert [page.count("<td>a b&amp;c</td>") for page in (first, second)] == [2, 1]


def test_a_story_that_was_judged_waits_until_it_is_linked(ana: TestClient, path: Path) -> None:
    weir = keys(path, "story")[0]
    with Ledger.open(path) as book:
        figure = book.queue(weir, limit=1)[0].key
        judge(path, "ana", "reject", figure)
        assert "being linked anew" in ana.get(f"/stories/{weir[:16]}").text
        list(relink(book))
    assert "being linked anew" not in ana.get(f"/stories/{weir[:16]}").text
