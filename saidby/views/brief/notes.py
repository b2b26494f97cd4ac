"""The numbered notes of a brief: the words of an article on which a sentence rests, and where they are found."""

from urllib.parse import quote, urlsplit

from msgspec import Struct

from saidby.records import Excerpt
from saidby.views.brief.page import Brief, Reference
from saidby.wording import clean, date_words

_KEPT = "/:?#@!$&*+,;=%~-._"  # of an address; brackets, quotation marks and all that ends a link are escaped


class Note(Struct, frozen=True):
    number: int
    at: Excerpt
    reference: Reference

    @property
    def origin(self) -> str:
        """Return who printed it; where that is not known, the name of the document."""
        return self.reference.outlet or self.reference.doc

    @property
    def words(self) -> str:
        """Return the words in quotation marks, unless they bring their own."""
        words = clean(self.at.text)
        return words if set(words) & set('"“”«»') else f"“{words}”"

    @property
    def day(self) -> str:
        """Return the day of the article in words, nothing where it has none."""
        return date_words(self.reference.published) if self.reference.published else ""


def notes_of(brief: Brief) -> list[Note]:
    """Return the notes in the order of their numbers."""
    references = {r.doc: r for r in brief.references}
    return [Note(n, at, references[at.doc]) for n, at in enumerate(brief.cited(), start=1)]


def safe_address(url: str | None) -> str | None:
    """Return an address of the web with nothing in it that could end a link; None for any other."""
    try:
        parts = urlsplit((url or "").strip())
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host:
        return None
    return quote(parts.geturl(), safe=_KEPT)
