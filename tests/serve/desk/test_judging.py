"""Everything that a story tells can be judged at the desk without a script, and is undone on the page where it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from starlette.testclient import TestClient

from saidby.ledger import Decision, Ledger
from saidby.pipeline import relink, update
from saidby.records import Quarantined, Story
from saidby.rulings import derivation_key, drift_key, statement_key
from saidby.serve.desk.returning import with_step, without_step
from tests.ledger.build import example
from tests.serve.desk.forms import forms, linked, send
from tests.serve.desk.visitors import visitor


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("judging") / "l.db"
    with Ledger.open(path, create=True) as book:
        update(book, list(example()))
        list(relink(book))
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    with Ledger.open(made) as book:
        book.store.back_up(tmp_path / "l.db")
    return tmp_path / "l.db"


@pytest.fixture
def book(path: Path) -> Iterator[Ledger]:
    with Ledger.open(path) as found:
        yield found


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with visitor(path, reader="rules") as found:
        yield found


def story_of(book: Ledger) -> Story:
    linked(book)
    return book.story(book.story_keys()[0])


def keys_of(book: Ledger, story: Story) -> dict[str, str]:
    return {doc: book.article_key(doc) for doc in story.docs}


def at(story: Story, part: str) -> str:
    return f"/stories/{story.key[:16]}/{part}"


def undone(client: TestClient, page: str) -> str:
    """Undo what was decided by the button that the page has for it, and return the page to which that leads."""
    (fields,) = [it for it in forms(page) if it.keys() == {"proof", "back", "step"}]
    return send(client, fields, "undo").text


# --- each kind of thing, from its page and back --------------------------------------------------------------------


def test_drift_is_rejected_and_taken_up_again(client: TestClient, book: Ledger) -> None:
    story = story_of(book)
    target = drift_key(story.drift[0], keys_of(book, story))
    (fields,) = forms(client.get(at(story, "drift")).text, target=target)
    page = send(client, fields, "reject").text
    assert "you rejected this drift" in page
    now = story_of(book)
    assert target not in {drift_key(d, keys_of(book, now)) for d in now.drift}
    page = client.get(at(story, "drift")).text
    assert f"rejected by {book.verdict(target).by[0]}" in page
    (aside,) = forms(page, target=target)
    page = send(client, aside, "accept").text
    assert target in {drift_key(d, keys_of(book, story)) for d in story_of(book).drift}
    page = undone(client, page)
    assert "Undone: you confirmed this drift" in page
    assert book.verdict(target).rejected
    (again,) = [it for it in forms(page) if it.keys() == {"proof", "back", "step"}]
    send(client, again, "redo")
    assert not book.verdict(target).rejected


def test_a_derivation_is_rejected_and_its_rejection_undone(client: TestClient, book: Ledger) -> None:
    story = story_of(book)
    target = derivation_key(story.provenance[0], keys_of(book, story))
    (fields,) = forms(client.get(at(story, "provenance")).text, target=target)
    page = send(client, fields, "reject").text
    assert target not in {derivation_key(d, keys_of(book, story)) for d in story_of(book).provenance}
    undone(client, page)
    assert target in {derivation_key(d, keys_of(book, story)) for d in story_of(book).provenance}


def test_a_source_is_renamed(client: TestClient, book: Ledger) -> None:
    story = story_of(book)
    source = next(s for s in story.sources if s.key)
    page = client.get(at(story, f"sources/{source.id}")).text
    fields = next(it for it in forms(page, target=source.key) if "to_name" in it)
    send(client, fields, "correct", to_name="Board of the Lower Valley")
    assert "Board of the Lower Valley" in {s.name for s in story_of(book).sources}
    assert dict(book.verdict(source.key).fields) == {"name": "Board of the Lower Valley"}


def test_two_sources_are_put_together_and_taken_apart(client: TestClient, book: Ledger) -> None:
    story = story_of(book)
    one, other = [s for s in story.sources if s.key][:2]
    page = client.get(at(story, f"sources/{one.id}")).text
    fields = next(it for it in forms(page, target=one.key) if "other" in it)
    page = send(client, fields, "merge", other=other.key).text
    (whole,) = [s for s in story_of(book).sources if {one.name, other.name} <= set(s.names)]
    undone(client, page)
    assert len(story_of(book).sources) == len(story.sources)
    page = client.get(at(story, f"sources/{one.id}")).text
    fields = next(it for it in forms(page, target=one.key) if "other" in it)
    send(client, fields, "split", other=other.key)
    assert other.key in book.verdict(one.key).apart
    assert whole.key in {one.key, other.key}


def test_one_of_a_sources_names_is_somebody_else(client: TestClient, book: Ledger) -> None:
    story = story_of(book)
    one = next(s for s in story.sources if s.key and len(s.names) > 1)
    page = client.get(at(story, f"sources/{one.id}")).text
    fields = next(it for it in forms(page, target=one.key) if "name" in it)
    name = next(n for n in one.names if book.mention(story.key, n) not in {None, one.key})
    send(client, fields, "split", name=name)
    assert book.verdict(one.key).apart == (book.mention(story.key, name),)
    assert not any({name, one.name} <= set(s.names) for s in story_of(book).sources)


def test_a_statement_is_put_right_and_merged(client: TestClient, book: Ledger) -> None:
    story = story_of(book)
    one, other = [s for s in story.statements if any(r.keys for r in s.reports)][:2]
    page = client.get(at(story, f"statements/{one.id}/judging")).text
    fields = next(it for it in forms(page, about="statement") if "to_said_on" in it)
    send(client, fields, "correct", to_said_on="2026-04-02")
    assert "2026-04-02" in {s.said_on for s in story_of(book).statements}
    page = client.get(at(story, f"statements/{one.id}/judging")).text
    fields = next(it for it in forms(page, about="statement") if "other" in it)
    send(client, fields, "merge", other=other.key)
    assert statement_key(other.key) in book.verdict(fields["target"]).same


def test_a_report_is_moved_into_a_statement_of_its_own(client: TestClient, book: Ledger) -> None:
    story = story_of(book)
    one = next(s for s in story.statements if sum(map(bool, (r.keys for r in s.reports))) > 1)
    page = client.get(at(story, f"statements/{one.id}/judging")).text
    fields = next(forms(page, about="figure"))
    page = send(client, fields, "correct", to_statement="new").text
    assert book.verdict(fields["target"]).fields["statement"] == "new"
    home = next(s for s in story_of(book).statements if any(fields["target"] in r.keys for r in s.reports))
    assert len(home.reports) == 1
    undone(client, page)
    assert book.verdict(fields["target"]).fields == {}


def test_the_review_moves_a_report_too(client: TestClient, book: Ledger) -> None:
    story = story_of(book)
    key = next(k for s in story.statements for r in s.reports for k in r.keys)
    page = client.get(f"/review?figure={key}").text
    assert 'name="statement"' in page
    answer = client.post("/review/decide", data={"key": key, "verb": "correct", "seen": "0", "statement": "new"})
    assert answer.status_code == 303
    assert dict(book.verdict(key).fields) == {"statement": "new"}


# --- once, and over nobody unseen --------------------------------------------------------------------------------


def test_a_form_that_is_sent_twice_is_kept_once(client: TestClient, book: Ledger) -> None:
    story = story_of(book)
    (fields,) = forms(client.get(at(story, "drift")).text, target=drift_key(story.drift[0], keys_of(book, story)))
    pages = [send(client, fields, "reject").text for _ in range(3)]
    assert len(list(book.ask("SELECT 1 FROM step"))) == 1
    assert all("you rejected this drift" in page for page in pages)


def test_who_decides_over_another_sees_both_first(client: TestClient, book: Ledger) -> None:
    story = story_of(book)
    target = drift_key(story.drift[0], keys_of(book, story))
    (fields,) = forms(client.get(at(story, "drift")).text, target=target)
    book.judge([Decision(about="drift", target=target, verb="reject")], by="ben")
    answer = client.post("/judge", data={**fields, "verb": "accept"})
    assert answer.status_code == 409
    assert "rejected by ben" in answer.text
    assert book.verdict(target).rejected
    (again,) = forms(answer.text, target=target)
    send(client, again, "accept")
    assert not book.verdict(target).rejected


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"about": "drift", "verb": "accept"},
        {"about": "drift", "verb": "accept", "target": "drift:other:nowhere"},
        {"about": "weather", "verb": "accept", "target": "x"},
        {"about": "source", "verb": "merge", "target": "source:x"},
        {"about": "figure", "verb": "correct", "target": "x"},
        {"about": "figure", "verb": "correct", "target": "x", "json_measure": "{"},
    ],
)
def test_nonsense_is_refused_and_nothing_kept(client: TestClient, book: Ledger, given: dict[str, str]) -> None:
    answer = client.post("/judge", data=given)
    assert answer.status_code == 422
    assert list(book.ask("SELECT 1 FROM step")) == []


@pytest.mark.parametrize(
    ("back", "to"),
    [
        ("/stories/a/drift?kind=other#change-3", "/stories/a/drift?kind=other&step=7#change-3"),
        ("/review?step=6", "/review?step=7"),
        ("/", "/?step=7"),
        *((there, "/?step=7") for there in ("https://evil.example/", "//evil.example", "/\\evil.example", "", "x")),
        *((there, "/?step=7") for there in ("javascript:alert(1)", "\\\\evil.example", "/a\r\nSet-Cookie: b=c")),
    ],
)
def test_a_form_leads_back_to_the_desk_alone(back: str, to: str) -> None:
    assert with_step(back, 7) == to
    assert without_step(with_step(back, 7)) == to.replace("?step=7", "").replace("&step=7", "")


def test_who_only_reads_has_no_forms(path: Path, book: Ledger) -> None:
    from saidby.serve.desk.gate.access import Access

    story = story_of(book)
    token = Access(Path(f"{path}-access")).add("rea", "reader")
    with visitor(path, token=token, names=("desk.example.org",)) as client:
        for part in (
            "drift",
            "provenance",
            f"sources/{story.sources[0].id}",
            f"statements/{story.statements[0].id}/judging",
        ):
            page = client.get(at(story, part))
            assert page.status_code == 200
            assert 'action="/judge"' not in page.text
        assert client.get("/suggestions").status_code == 403
        assert client.get("/quarantine").status_code == 200


# --- what waits beside the queue -----------------------------------------------------------------------------------


def later(book: Ledger, key: str, **fields: object) -> None:
    """Let a later program find another thing in a figure; nothing where no field is given."""
    marks = book.marks(str(book.article_of(key)))
    figures = [structs.replace(f, **fields) if f.key == key else f for f in marks.figures if fields or f.key != key]
    book.remark(structs.replace(marks, figures=tuple(figures)), "a later saidby")


@pytest.mark.parametrize(("button", "measure"), [(0, "wounded"), (1, "detained")])
def test_a_suggestion_is_settled_either_way(client: TestClient, book: Ledger, button: int, measure: str) -> None:
    key = next(one.key for one in book.queue(limit=50) if one.measure == "killed")
    book.judge([Decision(about="figure", target=key, verb="correct", fields={"measure": "detained"})], by="ana")
    later(book, key, measure="wounded")
    assert "1 suggestion<" in client.get("/review").text
    page = client.get("/suggestions").text
    assert "wounded" in page
    some = list(forms(page, target=key))
    page = send(client, some[button], "correct").text
    assert book.verdict(key).fields["measure"] == measure
    assert not list(forms(page, target=key))
    assert book.suggestions() == []


def test_a_figure_that_is_no_longer_found_can_be_let_go(client: TestClient, book: Ledger) -> None:
    key = next(one.key for one in book.queue(limit=50) if one.measure == "killed")
    book.judge([Decision(about="figure", target=key, verb="correct", fields={"measure": "detained"})], by="ana")
    later(book, key)
    assert "1 orphan<" in client.get("/review").text
    page = client.get("/orphans").text
    assert "the program no longer finds it" in page
    (fields,) = forms(page, target=key)
    page = send(client, fields, "reject").text
    assert "Every judgement has what it is about" in page


def test_what_is_in_quarantine_is_listed_with_its_reason(client: TestClient, book: Ledger) -> None:
    bad = Quarantined(where="a.html", what="a page larger than 10 MB", do="Look.", data=b"<p>", name="a.html")
    book.quarantine(bad)
    assert "1 document in quarantine" in client.get("/review").text
    assert "a page larger than 10 MB" in client.get("/quarantine").text
