"""What every Python peer does: a text a line in, what was found in it and the seconds of processor that took out.

Processor time, that of started programs included: what else the machine does meanwhile does not count.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

Found = list[dict[str, Any]]


def answer(find: Callable[[str, str | None], Found]) -> None:
    """Answer each line of the input; those without an id are only there to warm up on."""
    for row in map(json.loads, sys.stdin):
        begin = _spent()
        found = find(row["text"], row["published"])
        seconds = _spent() - begin
        if row["id"] is not None:
            print(json.dumps({"id": row["id"], "seconds": seconds, "found": found}), flush=True)


def _spent() -> float:
    started = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + started.ru_utime + started.ru_stime
