"""The program as a whole: the same bytes whatever surrounds it, one clear line for what cannot be read, exact words."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saidby import mark, read
from saidby.lexicon import Lexicon
from saidby.records import Marks, Span
from saidby.serve.intake import demo_files
from tests.shared import shared

RUN = "from saidby.serve.cli import main; main()"
ENGLISH = b"At least 40 people were killed when the weir at Osk gave way on Monday, the river board said.\n"
PLACES = [
    {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
    {"PYTHONHASHSEED": "2", "LC_ALL": "de_DE.UTF-8", "TZ": "Asia/Seoul", "LANG": "de_DE.UTF-8"},
    {"PYTHONHASHSEED": "3", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns"},
]


def saidby(*args: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", RUN, *map(str, args)]
    return subprocess.run(command, env=os.environ | (env or {}), capture_output=True, check=False)


# --- the same bytes ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("demo")
    for name, content in demo_files():
        (folder / name).write_bytes(content)
    return sorted(folder.iterdir())


def seeds() -> list[Path]:
    return sorted(shared("seeds").glob("*.txt"))


@pytest.mark.parametrize("form", ["json", "table"])
@pytest.mark.parametrize("story", ["the demo", "the seeds"])
def test_a_story_is_the_same_bytes_in_any_order_and_place(story: str, form: str, demo: list[Path]) -> None:
    files = demo if story == "the demo" else seeds()
    orders = [files, files[::-1], files[2:] + files[:2]]
    runs = [saidby("story", *order, "--format", form, env=env) for order, env in zip(orders, PLACES, strict=True)]
    assert [run.returncode for run in runs] == [0, 0, 0], runs[0].stderr.decode()
    assert runs[0].stdout
    assert runs[0].stdout == runs[1].stdout == runs[2].stdout


@pytest.mark.parametrize("story", ["the demo", "the seeds"])
def test_articles_are_the_same_bytes_in_any_order_and_place(story: str, demo: list[Path]) -> None:
    files = demo if story == "the demo" else seeds()
    orders = [(files, "1"), (files[::-1], "1"), (files[2:] + files[:2], "2")]
    runs = [
        saidby("read", *order, "--format", "jsonl", "--workers", workers, env=env)
        for (order, workers), env in zip(orders, PLACES, strict=True)
    ]
    assert [run.returncode for run in runs] == [0, 0, 0], runs[0].stderr.decode()
    assert [json.loads(line)["id"] for line in runs[1].stdout.splitlines()] == [path.stem for path in files[::-1]]
    assert (
        sorted(runs[0].stdout.splitlines())
        == sorted(runs[1].stdout.splitlines())
        == sorted(runs[2].stdout.splitlines())
    )


# --- what cannot be read ------------------------------------------------------------------------------------------


def _binary(path: Path) -> None:
    path.write_bytes(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20)


def _other_language(path: Path) -> None:
    lines = [
        "Das Innenministerium teilte am Montag mit, dass bei dem Hochwasser mindestens vierzig Menschen starben.",
        "Die Feuerwehr sucht weiter nach Vermissten, und niemand weiß, wie viele Häuser noch unter Wasser stehen.",
    ]
    path.write_text("\n".join(lines * 4), "utf-8")


BAD: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: None,
    "empty": lambda path: path.write_bytes(b""),
    "blank": lambda path: path.write_bytes(b" \n\t\n"),
    "binary": _binary,
    "another language": _other_language,
    "10 MB of one line": lambda path: path.write_bytes(b"the weir gave way and " * 480_000),
    "no encoding": lambda path: path.write_bytes(b"Forty people died, the board \x81\xfe said in Osk on Monday.\n"),
    "a folder without articles": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_gets_one_line_and_the_others_are_read(kind: str, tmp_path: Path) -> None:
    good, bad, also = tmp_path / "good.txt", tmp_path / "bad.txt", tmp_path / "also.txt"
    good.write_bytes(ENGLISH)
    also.write_bytes(ENGLISH.replace(b"40", b"50"))
    BAD[kind](bad)
    run = saidby("read", good, bad, also, "--format", "jsonl")
    assert run.returncode == 3
    assert [json.loads(line)["id"] for line in run.stdout.splitlines()] == ["good", "also"]
    (line,) = run.stderr.decode().splitlines()
    assert str(bad) in line
    assert "Traceback" not in line
    assert len(line) < 400


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b'{"id": "x"}', b'{"text": 7}', b'{"text": "", "id": "x"}', b'{"text": "a", "published": "soon"}'],
)
def test_bad_json_gets_one_line(content: bytes, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_bytes(content)
    run = saidby("read", bad, "--format", "jsonl")
    assert run.returncode == 3
    assert not run.stdout
    (line,) = run.stderr.decode().splitlines()
    assert str(bad) in line


def test_all_bad_files_together_are_listed(tmp_path: Path) -> None:
    for name, spoil in BAD.items():
        spoil(tmp_path / f"{name}.txt")
    run = saidby("story", *(tmp_path / f"{name}.txt" for name in BAD), "--format", "json")
    assert run.returncode == 3
    assert len(run.stderr.splitlines()) == len(BAD)


def test_two_articles_of_one_name_are_an_error_that_names_both(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "flood.txt").write_bytes(ENGLISH)
    run = saidby("read", tmp_path / "a", tmp_path / "b" / "flood.txt", "--format", "jsonl")
    assert run.returncode == 3
    (line,) = run.stderr.decode().splitlines()
    assert str(tmp_path / "a" / "flood.txt") in line
    assert str(tmp_path / "b" / "flood.txt") in line


def test_wrong_usage_ends_in_2() -> None:
    assert saidby("read").returncode == 2
    assert saidby("red", "x.txt").returncode == 2


# --- exact words --------------------------------------------------------------------------------------------------

PHRASES = st.sampled_from(
    "the river board said|more than 6,000|nearly half|“a third of them”|10,000-12,000|on Sunday|late last year|"
    "Britain’s|highly likely|killed|troops|according to|Gen. Ada Marr|.|!|,|\n|\n\n|$2.3 million|50%|dozens of|one|"
    'U.S.|(LPA)|as of April 2025|citing|“|”|"|it added|who|-|OSK —|![x](y)|½ a million|'
    "한국|naïve|e\u0301|\u200b|\u2028|½|Ⅷ|６０００|²|👩‍👩‍👧".split("|")
)
STRANGE = st.one_of(
    st.text(min_size=1, max_size=120),
    st.lists(st.one_of(PHRASES, st.text(max_size=5)), min_size=1, max_size=40).map(" ".join),
    st.lists(PHRASES, min_size=1, max_size=40).map("".join),
)


@settings(max_examples=300)
@given(text=STRANGE.filter(lambda text: bool(text.strip())))
def test_whatever_the_text_every_span_cuts_exact_words(text: str, lexicon: Lexicon) -> None:
    filler = (
        "\nThe river board in Osk said on Monday that the water was falling and that nobody else was missing.\n" * 3
    )
    article = read(json.dumps({"id": "x", "text": text + filler}).encode(), name="x.json")
    marks = mark(article, lexicon)
    assert article.text == text + filler
    for span in spans_of(marks):
        words = span.of(article.text)
        assert words == words.strip() != ""
        assert span.end <= len(article.text)
    assert len({figure.id for figure in marks.figures}) == len(marks.figures)
    assert len({figure.key for figure in marks.figures}) == len(marks.figures)
    assert [f.span for f in marks.figures] == sorted(f.span for f in marks.figures)
    bases = {figure.part_of for figure in marks.figures} - {None}
    assert bases <= {figure.id for figure in marks.figures}


def spans_of(marks: Marks) -> list[Span]:
    """Return every span that the marks hold."""
    spans = list(marks.sentences)
    for figure in marks.figures:
        spans += [figure.span, figure.bare, *figure.hedge, *([figure.source_span] if figure.source_span else [])]
        assert figure.span.start <= figure.bare.start < figure.bare.end <= figure.span.end
    for quote in marks.quotes:
        spans += [quote.span, *([quote.speaker_span] if quote.speaker_span else [])]
    for attribution in marks.attributions:
        spans += [*attribution.source, *attribution.cue, *attribution.content]
    return spans + [hedge.span for hedge in marks.hedges] + [date.span for date in marks.dates]


def test_an_article_cut_off_anywhere_is_read(lexicon: Lexicon) -> None:
    for name, content in demo_files():
        text = read(content, name=name).text
        for end in range(60, len(text), 61):
            article = read(json.dumps({"id": "x", "text": text[:end]}).encode(), name="x.json")
            assert all(span.of(text).strip() and span.end <= end for span in spans_of(mark(article, lexicon)))
