"""The model file that ships: what it reads in sentences nobody showed it, and that nothing but the text decides."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from saidby.mark.attribution.reader import MODELS, Reading, Said, load, read_text
from saidby.mark.quotes import find_quotes
from saidby.text import lay_out

ROOT = Path(__file__).resolve().parents[2]
PRINTED = """
import sys
from saidby.mark.attribution.reader import load, read_text
from saidby.mark.quotes import find_quotes
from saidby.text import lay_out
layout = lay_out(sys.argv[1])
model = load()
print(read_text(layout, find_quotes(layout), model, model.cutter))
"""
STORY = (
    "The ferry Orlane had 212 people on board, according to its owner, Harbour Radio reported on Friday.\n"
    "“We counted 190 in the boats,” said Captain Ana Torv, adding that 14 were still missing.\n"
    "The coastguard believes the sea cocks had been left open. It rained."
)


def read(text: str) -> Reading:
    layout = lay_out(text)
    model = load()
    return read_text(layout, find_quotes(layout), model, model.cutter)


def shown(text: str, said: Said) -> tuple[str, str, str]:
    source, cue, content = (" … ".join(s.of(text) for s in part) for part in (said.source, said.cue, said.content))
    return source, cue, content


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The mayor said the bridge would close.", "The mayor", "said", "the bridge would close"),
        ("Nine boats sank, according to the harbour board.", "the harbour board", "according to", "Nine boats sank"),
        ("“Nobody is hurt,” Torv told reporters.", "Torv", "told", "“Nobody is hurt,”"),
        ("THE ARMY SAID SIX REBELS WERE KILLED IN VALLADA.", "THE ARMY", "SAID", "SIX REBELS WERE KILLED IN VALLADA"),
        ("The ministry denied that 40 soldiers had died.", "The ministry", "denied", "that 40 soldiers had died"),
    ],
)
def test_plain_attributions_are_read(text: str, source: str, cue: str, content: str) -> None:
    assert [shown(text, said) for said in read(text).said] == [(source, cue, content)]


def test_a_chain_is_read() -> None:
    said = read(STORY).said
    cues = [" ".join(s.of(STORY) for s in one.cue) for one in said]
    inner, outer = cues.index("according to"), cues.index("reported")
    assert said[inner].nested_in == outer
    assert said[outer].nested_in is None


def test_names_are_read() -> None:
    assert ("Ana Torv", "person") in {(name.span.of(STORY), name.kind) for name in read(STORY).names}


def test_a_text_without_words_of_saying_says_nothing() -> None:
    assert read("It rained for three days. The river rose.").said == ()


def test_neither_other_texts_nor_threads_change_what_is_read() -> None:
    first = read(STORY)
    read("Something else entirely, the baker said.")
    assert read(STORY) == first
    env = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "2"}
    command = [sys.executable, "-c", PRINTED, STORY]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(first)


def test_the_file_is_small_enough_to_ship() -> None:
    assert sum(file.stat().st_size for file in MODELS.glob("reader*")) < 30_000_000


@pytest.mark.parametrize("name", ["reader.onnx", "reader-roles.onnx"])
def test_the_files_say_nothing_of_where_they_were_made(name: str) -> None:
    assert b'File "' not in (MODELS / name).read_bytes()
