"""A brief as plain text, broken at a width that reads well in a mail or on a terminal."""

from collections.abc import Mapping
from textwrap import fill

from saidby.records import Excerpt
from saidby.views.brief.notes import Note, notes_of, safe_address
from saidby.views.brief.page import Brief, Section, Sentence
from saidby.wording import clean

WIDTH = 80


def plain(brief: Brief, *, width: int = WIDTH) -> str:
    """Return the brief with its notes in square brackets."""
    notes = notes_of(brief)
    numbers = {note.at: note.number for note in notes}
    blocks = [fill(clean(brief.title).upper(), width), fill(brief.scope, width)]
    for section in brief.sections:
        blocks += [_section(section, numbers, width)]
    blocks += [fill(words, width) for words in brief.notes]
    if notes:
        blocks.append("\n".join(["NOTES", *(_note(note, width) for note in notes)]))
    return "\n\n".join(blocks) + "\n"


def _section(section: Section, numbers: Mapping[Excerpt, int], width: int) -> str:
    lines = [clean(section.heading).upper()]
    for paragraph in section.paragraphs:
        words = " ".join(_sentence(sentence, numbers) for sentence in paragraph)
        first, then = ("- ", "  ") if section.listed else ("", "")
        lines.append(_filled(words, width, first, then))
    return "\n".join(lines)


def _sentence(sentence: Sentence, numbers: Mapping[Excerpt, int]) -> str:
    marks = ", ".join(str(numbers[at]) for at in sentence.citations)
    return clean(sentence.text) + (f" [{marks}]" if marks else "")


def _note(note: Note, width: int) -> str:
    title = f"“{clean(note.reference.title)}”" if note.reference.title else ""
    where = ", ".join(part for part in (clean(note.origin), title, note.day) if part)
    address = safe_address(note.reference.url)
    words = f"{where}: {note.words}" + (f" {address}" if address else "")
    return _filled(words, width, f"{note.number:>2}. ", "    ")


def _filled(words: str, width: int, first: str, then: str) -> str:
    return fill(
        words, width, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False
    )
