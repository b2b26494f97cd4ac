"""A source's name is a name: no marks around it, nothing that leads to it, nothing cut off behind it."""

import pytest

from saidby.pipeline import READER, mark, read

OPENING = "MAPLETON, May 4, 2025 - The storm came on Sunday.\n\n"


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        ('"Our office has counted {90} boats," said Ana Torv, the harbour master.', "Ana Torv"),
        ("According to what fishermen say, {90} boats sank.", "fishermen"),
        ("As “The Lund Daily” wrote, {90} boats sank.", "Lund Daily"),
        ("Citing police, the Kerrin Post said {90} people were held.", "police"),
        ("The sea was calm, according to figures told by the Tonal Rescue Bank (BTR). The BTR said {90} boats sank.",
         "Tonal Rescue Bank"),
        ("The rise to {90} boats is based on the legacy of Kerrin policy in several files.", None),
        ("On Sunday, the Lund Post published pages of his letters that showed he lost {916} boats.", "Lund Post"),
        ("This showed that {90} boats had sunk.", None),
    ],
)  # fmt: skip
def test_names_of_sources(sentence: str, source: str | None) -> None:
    text = OPENING + sentence.replace("{", "").replace("}", "") + "\n"
    marks = mark(read(text.encode(), name="a.txt"), reader=READER)
    at = len(OPENING) + sentence.index("{")
    (figure,) = [f for f in marks.figures if f.bare.start == at]
    assert figure.source == source
