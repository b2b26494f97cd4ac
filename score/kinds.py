"""How well each kind of source is named: persons, ministries, agencies, outlets, documents, the unnamed, pronouns.

usage: python -m score.kinds      on the development articles and on the fifth of the training articles held aside

A gold figure counts under the kind of its gold source; a pronoun is a mention of one word that names nobody. The
source is right where the scorer holds the two names for one.
"""

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from saidby.lexicon import Lexicon, load_lexicon
from saidby.link.sources.names import read_name
from saidby.serve.score.matching import SCORED_KINDS, match
from saidby.serve.score.names import same_source
from score import gold
from training.split import held_aside

LEAST = 40  # figures below which a kind's share says little
_PRONOUNS = frozenset("he she they it we i who which that his her their its our my him them whose".split())
Row = gold.Row


def kind_of(figure: Row, lexicon: Lexicon) -> str:
    """Return the kind under which a gold figure counts."""
    if figure["source"] is None:
        return "nobody"
    mention = (figure.get("source_text") or "").strip().casefold()
    if mention in _PRONOUNS:
        return "pronoun"
    name = figure["source"]
    nouns = [hit.entry.kind for hit in lexicon.speakers.find_in(name)]
    if nouns[-1:] in (["document"], ["anonymous"]) and not _is_name(name):
        return nouns[-1]
    kind = read_name(name, "other", lexicon, {}).kind
    if kind != "other":
        return kind
    return "person" if _is_name(name) and not nouns else nouns[-1] if nouns else "other"


def _is_name(source: str) -> bool:
    words = source.replace("-", " ").split()
    return 1 < len(words) <= 4 and all(w[0].isupper() for w in words)


def counted(articles: Mapping[str, Row], predicted: Mapping[str, Row], lexicon: Lexicon) -> Iterator[tuple[str, bool]]:
    """Yield for each found gold figure the kind of its source, and whether the source was named right."""
    for name, article in articles.items():
        found = predicted.get(name, {}).get("figures", [])
        for j, i in match(found, article["figures"]).items():
            figure = article["figures"][j]
            if figure["kind"] in SCORED_KINDS:
                yield kind_of(figure, lexicon), same_source(found[i]["source"], figure["source"])


def page(rows: Iterable[tuple[str, bool]]) -> str:
    """Return one line a kind: figures, share with the right source."""
    rows = list(rows)
    number, right = Counter(k for k, _ in rows), Counter(k for k, ok in rows if ok)
    lines = [f"{'source':14} {'figures':>7} {'right':>6}"]
    for kind, n in number.most_common():
        lines.append(f"{kind:14} {n:7} {right[kind] / n:6.3f}" + ("" if n >= LEAST else "   (few)"))
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print the table for both parts."""
    lexicon = load_lexicon()
    for part, kept in (("dev", lambda _: True), ("train", held_aside)):
        articles = {n: a for n, a in gold.gold_articles(gold.SHARED / "gold" / part).items() if kept(n)}
        with tempfile.TemporaryDirectory() as folder:
            said = gold.predict(articles.values(), Path(folder) / part).read_text("utf-8")
            lines = {row["id"]: row for row in map(json.loads, said.splitlines())}
        name = part if part == "dev" else "held-aside fifth of train"
        print(f"== {name}: sources by kind\n{page(counted(articles, lines, lexicon))}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
