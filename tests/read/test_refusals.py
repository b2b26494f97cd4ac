"""What is no article is refused in one clear line; the rest is still read."""

import io
import json
from pathlib import Path

import pytest

from saidby.errors import BadInput
from saidby.pipeline import read
from saidby.read.documents import Document
from saidby.read.files import gather, shown
from saidby.records import Problem

LEAD = "Floods in the Kerrin valley have killed 12 people and cut off two villages, the fire service said on Tuesday."
GERMAN = "Bei den Überschwemmungen im Tal sind nach Angaben der Feuerwehr zwölf Menschen ums Leben gekommen."


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n ", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, "binary"),
        ("a.txt", b"Caf\xe9 \x9d closed after flood", "not valid UTF-8 (byte 0xe9 at offset 3)"),
        ("a.txt", b"\xef\xbb\xbfCaf\xe9 closed after flood", "not valid UTF-8 (byte 0xe9 at offset 3)"),
        ("a.txt", LEAD.encode("utf-16")[:-1], "not valid UTF-16-LE"),
        ("a.txt", b"\xff\xfe" + b"\1\0\0\0" * 40, "binary"),
        ("a.txt", b"x" * 10_000_001, "larger than 10 MB"),
        ("a.txt", b"flood " * 900_000, "a line longer than 5 MB"),
        ("a.txt", GERMAN.encode(), "not in English, but in another language (de)"),
        ("a.json", b"{", "not JSON"),
        ("a.json", b"[]", "not one article"),
        ("a.json", b'{"title": "Floods"}', "no 'text'"),
        ("a.json", b'{"text": 3}', "no text"),
        ("a.json", b'{"text": ""}', "'text' is empty"),
        ("a.json", b'{"text": "Floods", "url": 7}', "'url' is no text"),
        ("a.json", b'{"text": "\\ud800 floods"}', ""),
        ("a.json", json.dumps({"text": LEAD, "published": "some day"}).encode(), "'published' is no date"),
    ],
)
def test_refusals_say_where_what_and_what_to_do(name: str, data: bytes, what: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read(data, name=name)
    assert refusal.value.where == name
    assert what in refusal.value.what
    assert refusal.value.do.endswith(".")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "text",
    [
        "12 dead.",
        "TWO BOMBS WENT OFF IN THE OLD HARBOUR OF TULLA LAST NIGHT, HURTING A WATCHMAN. [PASSAGE OMITTED]",
        "Jean-Luc Dubois, Marie Lefèvre, Ángel Muñoz and Jürgen Weiß were among the four killed in Tulla on Friday.",
        LEAD + " Die Welle, as it is called, “Ende gut, alles gut”.",
    ],
)
def test_short_texts_capitals_and_foreign_names_are_english(text: str) -> None:
    assert read(text.encode(), name="a.txt").text == text


def test_a_byte_order_mark_is_no_text() -> None:
    assert read(b"\xef\xbb\xbf" + LEAD.encode(), name="a.txt").text == LEAD


def test_only_known_fields_are_taken_from_json() -> None:
    row = {"id": "kerrin-1", "text": LEAD, "outlet": None, "figures": [{"text": "99"}], "wire": "Nobody"}
    article = read(json.dumps(row).encode(), name="x/flood.json")
    assert (article.id, article.outlet, article.wire) == ("kerrin-1", None, None)


def test_the_id_is_the_file_name_without_its_ending() -> None:
    assert read(LEAD.encode(), name="some/folder/flood.v2.txt").id == "flood.v2"
    assert read(json.dumps({"text": LEAD}).encode(), name="flood.json").id == "flood"


def test_a_folder_gives_its_articles_in_order_and_passes_story_files_over(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ["b.txt", "a.json", "sub/c.txt", "picture.png", "x.story.json", ".hidden.txt"]:
        (tmp_path / name).write_bytes(b"text")
    found = list(gather([str(tmp_path)]))
    assert [Path(d.name).name for d in found if isinstance(d, Document)] == ["a.json", "b.txt", "c.txt"]
    (note,) = [p for p in found if isinstance(p, Problem)]
    assert "story file" in note.what


def test_what_cannot_be_read_is_a_problem_and_the_rest_comes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "none").mkdir()
    paths = [str(tmp_path / "missing.txt"), str(tmp_path / "none"), "https://kerrin.example/a", str(tmp_path / "a.txt")]
    found = list(gather(paths))
    whats = [p.what for p in found if isinstance(p, Problem)]
    assert whats == [
        "no such file",
        "no file in this folder has an ending that is known (.txt, .json, .html, .rss, ...)",
        "addresses are not read here",
    ]
    assert isinstance(found[-1], Document)


def test_standard_input_is_json_where_it_looks_so() -> None:
    assert next(gather(["-"], io.BytesIO(b"Floods"))) == Document(name="stdin.txt", data=b"Floods")
    assert next(gather(["-"], io.BytesIO(b' {"text": "Floods"}'))) == Document(
        name="stdin.json", data=b' {"text": "Floods"}'
    )


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("a.txt", b"<?xml version='1.0'?><feed><title>At least 40 died.</title></feed>", "XML"),
        ("a.jsonl", b'{"id": "a", "text": "At least 40 died."}\n', "JSON under another name"),
        ("a.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj", "binary"),
        ("a.json", b'{"text": ["Floods"]}', "'text' is no text"),
        ("a.txt", "По меньшей мере 40 человек погибли, сообщило министерство.".encode(), "not in English"),
        ("a.txt", "至少有四十人在洪水中丧生，卫生部周二表示。".encode(), "not in English"),
    ],
)
def test_what_was_written_for_programs_or_in_another_script_gives_no_figures(name: str, data: bytes, what: str) -> None:
    with pytest.raises(BadInput, match=what):
        read(data, name=name)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("name", ["a.txt", "a.json"])
def test_a_file_with_a_byte_order_mark_is_read_by_it(name: str, encoding: str) -> None:
    words = LEAD + " “Très désolé,” he said. 🌊"
    article = read((json.dumps({"text": words}) if name == "a.json" else words).encode(encoding), name=name)
    assert article.text == words
    assert not article.doubts


@pytest.mark.parametrize("name", ["a.txt", "a.json"])
def test_what_is_no_utf_8_is_read_as_old_programs_write_it_and_doubted(name: str) -> None:
    words = LEAD + " “Très désolé” – £5,000 was raised at the café."
    data = (json.dumps({"text": words}, ensure_ascii=False) if name == "a.json" else words).encode("cp1252")
    article = read(data, name=name)
    assert article.text == words
    assert article.doubts == ("is not in UTF-8; read as Windows-1252",)


@pytest.mark.parametrize("encoding", ["cp1250", "cp1251", "koi8-r", "shift_jis", "gb18030", "mac-roman", "cp437"])
def test_no_other_encoding_becomes_wrong_text_unnoticed(encoding: str) -> None:
    words = LEAD + {"cp1251": " Погибли люди.", "koi8-r": " Погибли люди.", "shift_jis": " 洪水で死亡"}.get(
        encoding, " Café Zürich"
    )
    try:
        article = read(words.encode(encoding), name="a.txt")
    except BadInput:
        return
    assert article.text == words or article.doubts


def test_an_ending_in_capitals_is_an_ending(tmp_path: Path) -> None:
    (tmp_path / "A.TXT").write_text(LEAD)
    (tmp_path / "B.JSON").write_text(json.dumps({"text": LEAD}))
    found = [d for d in gather([str(tmp_path)]) if isinstance(d, Document)]
    assert [read(d.data, name=d.name).id for d in found] == ["A", "B"]


def test_a_file_that_is_named_twice_comes_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LEAD)
    assert len(list(gather([str(tmp_path), str(tmp_path / "a.txt"), f"{tmp_path}/./a.txt"]))) == 1


def test_an_empty_path_is_not_the_folder_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(LEAD)
    monkeypatch.chdir(tmp_path)
    (problem,) = gather([""])
    assert isinstance(problem, Problem)
    assert problem.what == "the path is empty"


@pytest.mark.parametrize("name", ["told.eml", "TOLD.EML", "box.mbox", "told.msg"])
def test_a_mail_is_no_article_though_it_was_asked_for_by_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("From: a@velby.example\n\nPolice in Velby said 5 people were killed on Monday.\n")
    (problem,) = gather([str(tmp_path / name)])
    assert isinstance(problem, Problem)
    assert (problem.what, problem.note) == ("a mail, which is not read", False)


def test_a_story_file_that_was_asked_for_by_name_is_more_than_a_note(tmp_path: Path) -> None:
    (tmp_path / "x.story.json").write_text("{}")
    (problem,) = gather([str(tmp_path / "x.story.json")])
    assert isinstance(problem, Problem)
    assert not problem.note


def test_a_name_that_is_no_utf_8_is_shown_with_a_mark() -> None:
    assert shown(Path("a\udcff/é.txt")) == "a\N{REPLACEMENT CHARACTER}/é.txt"
