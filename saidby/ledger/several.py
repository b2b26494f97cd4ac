"""The marks of many articles in few questions: each question is a wait of its own where many ask at the same time."""

from collections.abc import Iterator, Mapping, Sequence

from saidby.ledger.book import Ledger
from saidby.records import Marks

_AT_ONCE = 100  # articles that are asked for together


def marks_of(ledger: Ledger, names: Sequence[str]) -> Mapping[str, Marks]:
    """Return what stands in each of these articles, given by their ids, by the program and above it by people's word.

    Raise LedgerError where one is missing or damaged.
    """
    found: dict[str, Marks] = {}
    for first in range(0, len(names), _AT_ONCE):
        some = names[first : first + _AT_ONCE]
        found |= dict(_some(ledger, some))
    return {name: found[name] if name in found else ledger.judged_marks(ledger.article_key(name)) for name in names}


def _some(ledger: Ledger, names: Sequence[str]) -> Iterator[tuple[str, Marks]]:
    places = ", ".join("?" * len(names))
    kept = f"""
        SELECT article.id, article.key, article.marks, content.packed,
            EXISTS (SELECT 1 FROM judged WHERE judged.article = article.key)
        FROM article JOIN content ON content.sha256 = article.marks WHERE article.id IN ({places})"""  # noqa: S608
    for name, key, sha256, packed, judged in list(ledger.ask(kept, *names)):
        if judged:
            yield str(name), ledger.judged_marks(str(key))
        else:
            yield str(name), ledger.marks_in(str(sha256), packed)
