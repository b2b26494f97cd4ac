"""Promise: copies whose every link is hidden are never reported as independent, where enough of the text is shared.

Copies are constructed from simulated articles: some of the paragraphs, in another order, among paragraphs of other
stories, without headline, dateline, credit, outlet, address and day.
"""

import re
from collections.abc import Iterator
from random import Random

import msgspec
import pytest

from bench.newsroom import newsroom
from saidby.lexicon import Lexicon
from saidby.link.provenance import CHANCE, REWRITE
from saidby.pipeline import RULES, link, mark, read
from saidby.records import Marks, Story

ARTICLES, COPIES = 280, 2  # copies of each article
PAIRS = 500  # at least; of the rest too little is shared to tell
_DATELINE = re.compile(r"\A[A-Z]+(?:, [\w ]+ \(\w+\))? - ")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")


def paragraphs(text: str) -> list[str]:
    """Return the sentences of an article without what tells where it comes from."""
    lines = [line for line in text.split("\n") if line.endswith((".", "”", '"')) and "onation" not in line]
    return [_DATELINE.sub("", line) for line in lines if "report" not in line and "published in" not in line]


def words(lines: list[str]) -> list[str]:
    return [w for line in lines for w in line.split()]


def marked(id_: str, text: str, lexicon: Lexicon) -> Marks:
    return mark(
        read(msgspec.json.encode({"id": id_, "text": text}), name=f"{id_}.json", lexicon=lexicon), lexicon, reader=RULES
    )


def constructed(lexicon: Lexicon) -> Iterator[tuple[Marks, Marks]]:
    """Yield originals beside copies that share more with them than the threshold."""
    dice = Random("hidden")
    bodies = [body for item, _ in newsroom(ARTICLES, seed=21) if len(body := paragraphs(item.text)) > 2]
    for n, body in enumerate(bodies):
        original = marked(f"original{n}", "\n\n".join(body), lexicon)
        for k in range(COPIES):
            kept = dice.sample(body, k=dice.randint(2, len(body)))
            strange = dice.sample(bodies[(n + 40) % len(bodies)], k=dice.randint(0, 2))
            mixed = dice.sample([*kept, *strange], k=len(kept) + len(strange))
            shared = len(words([_QUOTED.sub("", line) for line in kept]))
            if shared >= 1.2 * CHANCE and shared >= REWRITE * len(words(mixed)):  # runs of less than a shingle are lost
                yield original, marked(f"copy{n}-{k}", "\n\n".join(mixed), lexicon)


@pytest.fixture(scope="module")
def stories(lexicon: Lexicon) -> list[Story]:
    return [link(pair, lexicon) for pair in constructed(lexicon)]


def test_there_are_many(stories: list[Story]) -> None:
    assert len(stories) >= PAIRS


def test_every_copy_is_laid_beside_its_original(stories: list[Story]) -> None:
    lone = [s.docs for s in stories if not any({d.doc, d.derived_from} == set(s.docs) for d in s.provenance)]
    assert lone == []


def test_no_figure_of_theirs_has_two_origins(stories: list[Story]) -> None:
    assert all((r.independent_roots or 0) < 2 for s in stories for r in s.roots)
