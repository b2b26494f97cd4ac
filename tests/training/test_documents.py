"""What a data set says of a text, as labels over its tokens."""

from saidby.mark.attribution.reader.decode import LABELS, NAME_LABELS
from training.documents import UNKNOWN, Document, Said, document

TEXT = "“It sank,” the owner said, “and fast.” Police think he knew."


def places(*parts: str) -> list[tuple[int, int]]:
    return [(TEXT.index(part), TEXT.index(part) + len(part)) for part in parts]


SAID = Said(places("the owner"), places("said"), places("“It sank,”", "“and fast.”"))
THOUGHT = Said(places("Police"), places("think"), places("he knew"))


def labels(doc: Document, row: int) -> list[str]:
    return [
        f"{LABELS[label]} {token.text}"
        for token, label in zip(doc.layout.tokens, doc.roles[row][1], strict=True)
        if label
    ]


def cues(doc: Document) -> dict[str, int]:
    return {
        t.text: int(c) for t, c in zip(doc.layout.tokens, doc.cues, strict=True) if t.text in {"said", "think", "sank"}
    }


def test_each_part_begins_anew() -> None:
    doc = document("x", TEXT, [SAID])
    assert [label for label in labels(doc, 0) if label.startswith("B")] == [
        "B-content “", "B-source the", "B-cue said", "B-content “"
    ]  # fmt: skip


def test_a_cue_counts_where_it_begins() -> None:
    assert cues(document("x", TEXT, [SAID, THOUGHT])) == {"sank": 0, "said": 1, "think": 1}


def test_what_a_flat_set_leaves_inside_a_content_is_unknown() -> None:
    assert cues(document("x", TEXT, [SAID], known="outside")) == {"sank": UNKNOWN, "said": 1, "think": 0}


def test_a_set_with_some_attributions_tells_nothing_of_the_rest() -> None:
    doc = document("x", TEXT, [THOUGHT], known="some")
    assert cues(doc) == {"sank": UNKNOWN, "said": UNKNOWN, "think": 1}
    assert set(doc.flat.tolist()) == {UNKNOWN}


def test_the_flat_row_has_the_outermost_attribution() -> None:
    inner = Said((), places("knew"), places("he"), nested=True)
    doc = document("x", TEXT, [inner, THOUGHT])
    at = next(k for k, token in enumerate(doc.layout.tokens) if token.text == "knew")
    assert LABELS[doc.flat[at]] == "I-content"


def test_names_stand_beside() -> None:
    doc = document("x", TEXT, [], known="none", names=[(*places("Police")[0], "organisation")])
    at = next(k for k, token in enumerate(doc.layout.tokens) if token.text == "Police")
    assert NAME_LABELS[doc.names[at]] == "B-organisation"
    assert set(doc.cues.tolist()) == {UNKNOWN}
