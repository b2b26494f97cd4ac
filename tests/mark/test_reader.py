"""The learned reader around its network: windows, rows of labels, spans, chains, and what it says of a bad file."""

import hashlib
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
import pytest

from saidby.errors import BadModel
from saidby.mark.attribution.reader import Seen, load, read_text
from saidby.mark.attribution.reader.decode import LABELS, NAME_LABELS, Numbers, decode, distances, likeliest, ranges_of
from saidby.mark.attribution.reader.model import Sheet
from saidby.mark.attribution.reader.windows import LONGEST, Window, shape_of, windows, words_of
from saidby.mark.attribution.reader.wordpiece import UNKNOWN, cutter
from saidby.mark.quotes import find_quotes
from saidby.records import Span
from saidby.text import lay_out

VOCABULARY = [
    "[UNK]",
    "[CLS]",
    "[SEP]",
    *"abcdefghijklmnopqrstuvwxyz",
    *(f"##{c}" for c in "abcdefghijklmnopqrstuvwxyz"),
]
TEXT = 'The mayor said the bank reported losses. "It is over," he said.\nLate words.'
NOTHING: Numbers = np.zeros((len(LABELS), len(LABELS)), dtype=np.float32)


@pytest.fixture
def vocabulary(tmp_path: Path) -> Path:
    file = tmp_path / "vocabulary.txt"
    file.write_text("\n".join(VOCABULARY) + "\n", encoding="utf-8")
    return file


class Told:
    """A network that has learnt one text by heart: for each cue the words of its parts."""

    least = 0.5
    steps = NOTHING

    def __init__(self, text: str, *said: dict[str, str]) -> None:
        self.tokens = [t.text for t in lay_out(text).tokens]
        self.said = said

    def see(self, window: Window) -> Seen:
        words = self.tokens[window.first : window.last]
        anchors = {self._first(said["cue"], words) for said in self.said}
        cues = np.array([0.9 if k in anchors else 0.1 for k in range(len(words))], dtype=np.float32)
        names = np.full((len(words), len(NAME_LABELS)), 0.01, dtype=np.float32)
        names[:, 0] = 0.9
        return Seen(np.zeros((len(words), 1), dtype=np.float32), cues, names)

    def marks(self, seen: Seen, anchors: list[int]) -> Numbers:
        found = np.zeros((len(anchors), len(seen.cues), len(LABELS)), dtype=np.float32)
        found[:, :, 0] = 1
        for row, anchor in zip(found, anchors, strict=True):
            said = next(s for s in self.said if self._first(s["cue"], self.tokens) == anchor)
            for number, role in enumerate(("source", "cue", "content")):
                if role in said:
                    first = self._first(said[role], self.tokens)
                    row[first : first + len(lay_out(said[role]).tokens), 2 * number + 2] = 5
                    row[first, 2 * number + 1] = 9
        return found

    def _first(self, words: str, tokens: list[str]) -> int:
        wanted = [t.text for t in lay_out(words).tokens]
        return next((k for k in range(len(tokens)) if tokens[k : k + len(wanted)] == wanted), -1)


OUTER = {"source": "The mayor", "cue": "said", "content": "the bank reported losses"}
INNER = {"source": "the bank", "cue": "reported", "content": "losses"}


def test_every_word_stands_in_one_window(vocabulary: Path) -> None:
    text = "\n".join(f"{'word ' * n}end. Another one here." for n in (3, 400, 60, 90, 1))
    layout = lay_out(text)
    words = words_of(layout, [], cutter(vocabulary))
    for shift in (0, 50):
        cut = list(windows(layout, words, shift=shift))
        assert [k for w in cut for k in range(w.first, w.last)] == list(range(len(layout.tokens)))
        assert all(len(w.pieces) <= LONGEST for w in cut)
        assert all(w.pieces[w.heads[0]] == words.pieces[w.first][0] for w in cut)


def test_a_window_ends_with_a_paragraph_where_it_can(vocabulary: Path) -> None:
    layout = lay_out("\n".join("one two three." for _ in range(40)))
    ends = {s.last for s in layout.sentences}
    cut = list(windows(layout, words_of(layout, [], cutter(vocabulary))))
    assert len(cut) > 1
    assert all(w.last in ends for w in cut)


def test_words_keep_their_shape_quotation_and_place(vocabulary: Path) -> None:
    layout = lay_out(TEXT)
    words = words_of(layout, find_quotes(layout), cutter(vocabulary))
    inside = [t.text for t, flag in zip(layout.tokens, words.quoted, strict=True) if flag]
    first = [t.text for t, place in zip(layout.tokens, words.places, strict=True) if place == 2]
    assert inside == ["It", "is", "over", ","]
    assert first == ["The", "Late"]


@pytest.mark.parametrize(
    ("word", "shape"), [("bank", 1), ("Bank", 2), ("A", 2), ("BBC", 3), ("iPhone", 4), ("6,000", 5), ("—", 6)]
)
def test_shapes(word: str, shape: int) -> None:
    assert shape_of(word) == shape


@pytest.mark.parametrize(
    ("word", "pieces"),
    [("cab", ["c", "##a", "##b"]), ("Cáb", ["c", "##a", "##b"]), ("a-b", ["a", None, "b"]), ("", [None])],
)
def test_words_are_cut_into_the_longest_pieces(vocabulary: Path, word: str, pieces: list[str | None]) -> None:
    wanted = [UNKNOWN if piece is None else VOCABULARY.index(piece) for piece in pieces]
    assert cutter(vocabulary).pieces(word) == wanted


def test_a_path_never_goes_on_with_what_has_not_begun() -> None:
    scores = np.zeros((1, 3, len(LABELS)), dtype=np.float32)
    scores[0, :, 2] = 5  # I-source everywhere
    scores[0, 0, 1] = 1
    assert likeliest(scores, NOTHING)[0].tolist() == [1, 2, 2]


def test_stretches_that_touch_stay_two() -> None:
    assert ranges_of([1, 2, 1, 0, 1], 0) == [(0, 2), (2, 3), (4, 5)]


def test_distances_tell_sides_apart_and_grow_coarse() -> None:
    found = distances([300], 600)[0]
    assert found[300] == 24
    assert found[299] == 23
    assert found[301] == 25
    assert found[0] == 0
    assert found[599] == 48
    assert all(a <= b for a, b in pairwise(found))


def test_of_two_cues_that_share_a_word_the_likelier_stays() -> None:
    scores = np.zeros((2, 4, len(LABELS)), dtype=np.float32)
    scores[:, 0, 3], scores[:, 1, 4], scores[:, 2:, 5], scores[1, 0, 0], scores[1, 1, 3] = 9, 9, 9, 20, 20
    found = decode(np.array([0.9, 0.8, 0, 0], dtype=np.float32), lambda _: scores, NOTHING, least=0.5)
    assert [parts.anchor for parts in found] == [0]


def test_a_cue_inside_a_content_is_nested_in_it(vocabulary: Path) -> None:
    reading = read_text(lay_out(TEXT), [], Told(TEXT, OUTER, INNER), cutter(vocabulary))
    outer, inner = reading.said
    assert (outer.nested_in, inner.nested_in) == (None, 0)
    assert [s.of(TEXT) for s in (*inner.source, *inner.cue, *inner.content)] == ["the bank", "reported", "losses"]
    assert [s.of(TEXT) for s in outer.content] == ["the bank reported losses"]


def test_whom_a_carrier_cites_is_nested_in_it(vocabulary: Path) -> None:
    text = "Prices rose, Harbour Radio said, citing the bank."
    carrier = {"source": "Harbour Radio", "cue": "said", "content": "Prices rose"}
    cited = {"source": "the bank", "cue": "citing", "content": "Prices rose"}
    reading = read_text(lay_out(text), [], Told(text, carrier, cited), cutter(vocabulary))
    assert [said.nested_in for said in reading.said] == [None, 0]


def test_of_two_sources_of_one_content_the_farther_carries(vocabulary: Path) -> None:
    text = "Prices rose, according to the bank, Harbour Radio said."
    inner = {"source": "the bank", "cue": "according to", "content": "Prices rose"}
    outer = {"source": "Harbour Radio", "cue": "said", "content": "Prices rose"}
    first, second = read_text(lay_out(text), [], Told(text, inner, outer), cutter(vocabulary)).said
    assert (first.nested_in, second.nested_in) == (1, None)
    assert [s.of(text) for s in second.content] == ["Prices rose, according to the bank"]


def test_windows_that_hold_nothing_are_passed_over(vocabulary: Path) -> None:
    asked: list[Span] = []

    def needed(span: Span) -> bool:
        asked.append(span)
        return False

    assert read_text(lay_out(TEXT), [], Told(TEXT, OUTER), cutter(vocabulary), needed=needed).said == ()
    assert asked == [Span(0, len(TEXT))]


def test_an_empty_text_says_nothing(vocabulary: Path) -> None:
    assert read_text(lay_out(""), [], Told("x"), cutter(vocabulary)).said == ()


def sheet(**changed: object) -> bytes:
    given: dict[str, object] = {
        "version": "1", "labels": LABELS, "names": NAME_LABELS, "least": 0.5, "steps": NOTHING.tolist(), "sha256": {}
    }  # fmt: skip
    return msgspec.json.encode(msgspec.convert(given | changed, Sheet))


def broken() -> dict[str, bytes | None]:
    return {
        "cannot be read": None,
        "is damaged: ": b"{",
        "another version": sheet(labels=("O",)),
        "reader.onnx cannot be read": sheet(sha256={"reader.onnx": "0" * 64}),
        "vocabulary.txt is damaged: its SHA-256 is": sheet(sha256={"vocabulary.txt": hashlib.sha256(b"x").hexdigest()}),
    }


@pytest.mark.parametrize("message", list(broken()))
def test_a_bad_model_is_told_plainly(vocabulary: Path, message: str) -> None:
    written = broken()[message]
    if written is not None:
        (vocabulary.parent / "reader.json").write_bytes(written)
    with pytest.raises(BadModel, match=message) as caught:
        load(vocabulary.parent)
    assert "--reader rules" in str(caught.value)
