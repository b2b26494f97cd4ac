"""What goes to a worker and what comes back."""

from msgspec import Struct

from saidby.read.documents import Document
from saidby.records import Marks, Problem, Quarantined


class Limits(Struct, frozen=True, kw_only=True):
    """What one document may take of a worker. PROMISES.md of the project, H1."""

    seconds: float = 10.0  # of computing: a machine that is busy with other work ends no document
    memory: int = 1 << 30  # bytes that the worker holds, the program and its models included


class Reply(Struct, frozen=True, kw_only=True):
    """What became of a document. ``held``: its problem is one to keep it away from readers for."""

    marks: Marks | None = None
    problem: Problem | None = None
    held: bool = False
    refused: str | None = None  # why the program cannot go on at all
    last: bool = False  # the worker ends itself after it


class Opening(Struct, frozen=True, kw_only=True):
    """A file to be opened, whose bytes are asked for."""

    name: str
    size: int


class Found(Struct, frozen=True, kw_only=True):
    """What comes back of a file: an article, what is wrong with one, or which bytes are needed next."""

    document: Document | None = None
    problem: Problem | None = None
    quarantined: Quarantined | None = None
    wanted: tuple[int, int] | None = None  # from where, and how many
    over: bool = False  # nothing more comes of this file
    last: bool = False  # the process ends itself after it
