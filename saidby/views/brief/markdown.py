"""A brief as Markdown with footnotes; whatever came from an article or a page is escaped."""

import re
from collections.abc import Mapping

from saidby.records import Excerpt
from saidby.views.brief.notes import Note, notes_of, safe_address
from saidby.views.brief.page import Brief, Section, Sentence
from saidby.wording import clean

# What Markdown, with the extensions of GitHub, makes something of: signs anywhere, the rest where it has an effect.
_ACTIVE = re.compile(r"[\\`*_{}\[\]<>#|~&$^]|!(?=\[)|:(?=\S)|(?<=www)\.|^[-+=@]|(?<=\s)@(?=\w)", re.IGNORECASE)
_NUMBERED = re.compile(r"^(\d+)([.)])")  # at the beginning, a point of a list
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def markdown(brief: Brief) -> str:
    """Return the brief with numbered notes: outlet, title, date, address and the words quoted."""
    notes = notes_of(brief)
    numbers = {note.at: note.number for note in notes}
    lines = [f"# {escaped(brief.title)}", "", f"*{escaped(brief.scope)}*", ""]
    for section in brief.sections:
        lines += _section(section, numbers)
    for words in brief.notes:
        lines += [f"*{escaped(words)}*", ""]
    lines += [f"[^{note.number}]: {_note(note)}" for note in notes]
    return "\n".join(lines).rstrip() + "\n"


def _section(section: Section, numbers: Mapping[Excerpt, int]) -> list[str]:
    lines = [f"## {escaped(section.heading)}", ""]
    for paragraph in section.paragraphs:
        words = " ".join(_sentence(sentence, numbers) for sentence in paragraph)
        lines += [f"- {words}"] if section.listed else [words, ""]
    return [*lines, ""] if section.listed else lines


def _sentence(sentence: Sentence, numbers: Mapping[Excerpt, int]) -> str:
    return escaped(sentence.text) + "".join(f"[^{numbers[at]}]" for at in sentence.citations)


def _note(note: Note) -> str:
    address = safe_address(note.reference.url)
    title = f"“{escaped(note.reference.title)}”" if note.reference.title else ""
    named = f"[{title or 'link'}](<{address}>)" if address else title
    where = ", ".join(part for part in (escaped(note.origin), named, note.day) if part)
    return f"{where}: {escaped(note.words)}"


def escaped(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is: no emphasis, link, list, heading, note or HTML of its own."""
    shown = _ACTIVE.sub(lambda m: _NAMED.get(m[0]) or "\\" + m[0], clean(text))
    return _NUMBERED.sub(r"\1\\\2", shown)
