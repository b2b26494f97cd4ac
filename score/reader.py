"""What the learned reader finds by itself, without the rules: PolNeAR's dev articles, and general news with chains.

usage: python -m score.reader [FOLDER]     the folder with the model files; without it, the ones that ship
"""

import gzip
import json
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from saidby.mark.attribution.reader import MODELS, Model, Said, load, read_text
from saidby.mark.quotes import find_quotes
from saidby.pipeline import read
from saidby.records import Span
from saidby.text import lay_out
from score.gold import SHARED, Row, scorer

POLNEAR = SHARED / "data" / "polnear" / "dev.jsonl.gz"
CHAINS = SHARED / "gold" / "attributions.jsonl"


def polnear() -> Iterator[Row]:
    """Yield PolNeAR's dev articles."""
    with gzip.open(POLNEAR, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield {"id": row["id"], "text": row["text"], "title": row["title"], "published": row["date"]}


def chains() -> Iterator[Row]:
    """Yield the gold articles whose attributions are annotated with their chains."""
    for line in CHAINS.read_text("utf-8").splitlines():
        yield json.loads((SHARED / "gold" / "dev" / f"{json.loads(line)['id']}.json").read_bytes())


def found(row: Row, model: Model) -> Row:
    """Return an article's attributions in the form that the shared scorer reads."""
    given = {name: row.get(name) for name in ("id", "text", "title", "published")}
    article = read(json.dumps(given).encode(), name=f"{row['id']}.json")
    layout = lay_out(article.text, skip=[f.span for f in article.furniture if not f.told])
    reading = read_text(layout, find_quotes(layout), model, model.cutter)
    return {"id": row["id"], "attributions": [_form(n, said) for n, said in enumerate(reading.said)]}


def _form(number: int, said: Said) -> dict[str, Any]:
    return {
        "id": str(number),
        "source": _places(said.source),
        "cue": _places(said.cue),
        "content": _places(said.content),
        "nested_in": None if said.nested_in is None else str(said.nested_in),
    }


def _places(spans: Sequence[Span]) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


def page(rows: Iterable[Row], gold: Path, model: Model) -> str:
    """Return what the shared scorer says of the articles, and how quickly they were read."""
    rows = list(rows)
    start = time.process_time()
    lines = [json.dumps(found(row, model)) for row in rows]
    words = sum(len(row["text"].split()) for row in rows) / (time.process_time() - start)
    with tempfile.TemporaryDirectory() as place:
        predicted = Path(place) / "predicted.jsonl"
        predicted.write_text("\n".join(lines), "utf-8")
        return f"{scorer('score_attributions', gold, predicted)}{words:,.0f} words a second, `read` included"


def scores(folder: Path = MODELS) -> tuple[str, dict[str, float]]:
    """Return both pages and, by name, what the floors are set on."""
    model = load(folder)
    flat, chained = page(polnear(), POLNEAR, model), page(chains(), CHAINS, model)
    shown = f"PolNeAR dev\n{flat}\ngeneral news, with chains\n{chained}"
    return shown, _named("PolNeAR", flat) | _named("general news", chained)


def _named(name: str, page: str) -> dict[str, float]:
    lines = re.finditer(r"^(\w+) +(exact|overlap) .* F1 ([\d.]+)$", page, re.MULTILINE)
    found = {f"{name}: {m[1]} {m[2]}": float(m[3]) for m in lines}
    nested = re.search(r"^nested +found (\d+)/(\d+)", page, re.MULTILINE)
    return found | ({f"{name}: nested found": int(nested[1]) / int(nested[2])} if nested else {})


def main(folder: str = str(MODELS)) -> int:
    """Print both pages."""
    print(scores(Path(folder))[0])
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
