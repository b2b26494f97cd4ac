"""Count in how many articles each word stands, and write the familiar ones to ``saidby/models/familiar.txt``.

usage: python -m training.familiar

One line a class, the most usual words first: a number of bits, then the words that one article in 2 ** bits has.
"""

import math
import re
import sys
from collections import Counter
from collections.abc import Iterator

from score import gold, sets

FILE = gold.ROOT / "saidby" / "models" / "familiar.txt"
RAREST = 9  # bits; what fewer than one article in 512 has is as good as unknown (swept 8-10: stories come out the same)
SETS = (
    ("polnear", "train.jsonl.gz"),
    ("polnear", "annotator_training.jsonl.gz"),
    ("events", "gva_articles", "train.jsonl.gz"),
    ("events", "muc4", "dev.jsonl.gz"),
    ("ner", "worldwide_newswire", "articles.jsonl.gz"),
)
_WORD = re.compile(r"[^\W\d_]{3,}")


def main() -> int:
    """Write the table."""
    known: Counter[str] = Counter()
    articles = 0
    for text in _texts():
        articles += 1
        known.update(set(_WORD.findall(text.casefold())))
    rows: dict[int, list[str]] = {}
    for word, count in known.items():
        bits = round(math.log2(articles / count))
        if bits <= RAREST:
            rows.setdefault(bits, []).append(word)
    FILE.write_text("".join(f"{bits} {' '.join(sorted(words))}\n" for bits, words in sorted(rows.items())), "utf-8")
    print(f"{sum(map(len, rows.values()))} words of {articles} articles")
    return 0


def _texts() -> Iterator[str]:
    for place in SETS:
        yield from (row["text"] for row in sets.rows(*place))
    yield from (row["text"] for row in gold.gold_articles(gold.SHARED / "gold" / "train").values())


if __name__ == "__main__":
    sys.exit(main())
