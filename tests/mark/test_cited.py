"""Whoever is cited is the source, whoever cites is between it and the article; by rules, and with the reader."""

import pytest

from saidby.pipeline import READER, RULES, mark, read

OPENING = "MAPLETON, May 4, 2025 - The storm came on Sunday.\n\n"


@pytest.mark.parametrize("reader", [RULES, READER], ids=["rules", "reader"])
@pytest.mark.parametrize(
    ("sentence", "source", "via"),
    [
        ("Citing the river board, the Kerrin News Agency reported on Monday that {40} villagers had died.",
         "river board", ["Kerrin News Agency"]),
        ("Kerrinfax reported {40} deaths, citing the health ministry.", "health ministry", ["Kerrinfax"]),
        ("The broadcaster, citing the army, put the dead at {40}.", "army", ["broadcaster"]),
        ("Kerrin agencies reported {40} dead, citing the ferry ministry.", "ferry ministry", ["Kerrin agencies"]),
        ("A total of {40} people died, according to Kerrinfax, citing local officials.",
         "local officials", ["Kerrinfax"]),
        ("Citing an army statement, local media said that {40} rebels were killed.", "army", ["local media"]),
        ("Quoting police, the Kerrin Post said {40} people were held.", "police", ["Kerrin Post"]),
        ("The league said {40} people had died, citing figures from the health ministry.",
         "health ministry", ["league"]),
    ],
)  # fmt: skip
def test_the_cited_is_the_source(sentence: str, source: str, via: list[str], reader: str) -> None:
    text = OPENING + sentence.replace("{", "").replace("}", "") + "\n"
    marks = mark(read(text.encode(), name="a.txt"), reader=reader)
    at = len(OPENING) + sentence.index("{")
    (figure,) = [f for f in marks.figures if f.bare.start == at]
    assert (figure.source, list(figure.via)) == (source, via)
