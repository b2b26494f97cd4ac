"""What every Python peer does: a text a line in, what was found in it and the seconds that took out."""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

Found = list[dict[str, Any]]


def answer(find: Callable[[str, str | None], Found]) -> None:
    """Answer each line of the input; the first text is read twice, so that loading counts for none."""
    for number, line in enumerate(sys.stdin):
        row = json.loads(line)
        if number == 0:
            find(row["text"], row["published"])
        begin = time.perf_counter()
        found = find(row["text"], row["published"])
        seconds = time.perf_counter() - begin
        print(json.dumps({"id": row["id"], "seconds": seconds, "found": found}), flush=True)
