"""quantulum3 without its classifier."""

import warnings

warnings.simplefilter("ignore")

from lines import Found, answer
from quantulum3 import classifier, parser

classifier.USE_CLF = False


def find(text: str, published: str | None) -> Found:
    """Return the quantities of the text."""
    return [
        {
            "start": q.span[0],
            "end": q.span[1],
            "low": q.value - (q.uncertainty or 0),
            "high": q.value + (q.uncertainty or 0),
            "unit": q.unit.name,
            "share": q.unit.name == "percentage",
        }
        for q in parser.parse(text)
    ]


if __name__ == "__main__":
    answer(find)
