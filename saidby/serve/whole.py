"""Files and folders that are there whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def unfinished(target: Path) -> Iterator[Path]:
    """Give a name beside the target for what is not finished, and leave nothing there however it ends."""
    draft = target.with_name(f"{target.name}.{os.getpid()}.unfinished")
    try:
        yield draft
    finally:
        if draft.is_dir():
            shutil.rmtree(draft)
        draft.unlink(missing_ok=True)


def put_in_place(draft: Path, target: Path) -> None:
    """Put a folder that is finished where it belongs, in the place of what is there."""
    if not target.exists():
        draft.rename(target)
        return
    former = draft.with_suffix(".former")
    target.rename(former)
    try:
        draft.rename(target)
    except OSError:
        former.rename(target)
        raise
    shutil.rmtree(former)
