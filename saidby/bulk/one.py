"""One document in, its marks out, or what is wrong with it."""

from saidby.errors import BadInput, OverLimit, SaidbyError
from saidby.pipeline import READER, mark, read
from saidby.read.documents import Document
from saidby.records import Marks, Problem, Quarantined

REPORT = "Please report it, with the file if you may."


def mark_one(document: Document, reader: str = READER) -> Marks | Problem:
    """Return the marks of one document, or what is wrong with it; in quarantine is what may be meant to do harm."""
    try:
        kind = next((words for name, words in document.headers.items() if name.lower() == "content-type"), None)
        article = read(document.data, name=document.name, address=document.address, content_type=kind)
        return mark(article, reader=reader)
    except OverLimit as error:
        return Quarantined(where=error.where, what=error.what, do=error.do)
    except BadInput as error:
        return Problem(where=error.where, what=error.what, do=error.do)
    except (SaidbyError, MemoryError):
        raise  # nothing about this document: no other would fare better; or a matter of whoever sets limits
    except Exception as error:  # noqa: BLE001 - a fault of ours in one article must not cost the reader the others
        what = f"the program failed on it ({type(error).__name__}: {error})"
        return Quarantined(where=document.name, what=what, do=REPORT)
