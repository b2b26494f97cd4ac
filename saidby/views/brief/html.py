"""A brief as a fragment of HTML, without scripts or styles; whatever came from an article or a page is escaped."""

from collections.abc import Mapping
from html import escape

from saidby.records import Excerpt
from saidby.views.brief.notes import Note, notes_of, safe_address
from saidby.views.brief.page import Brief, Section, Sentence
from saidby.wording import clean


def html(brief: Brief, *, level: int = 1, prefix: str = "note") -> str:
    """Return the brief as one ``article``; its title is a heading of ``level``, ids of notes begin with ``prefix``."""
    notes = notes_of(brief)
    numbers = {note.at: note.number for note in notes}
    lines = ['<article class="brief">', f"<h{level}>{_safe(brief.title)}</h{level}>"]
    lines.append(f'<p class="scope">{_safe(brief.scope)}</p>')
    for section in brief.sections:
        lines += _section(section, numbers, level + 1, prefix)
    lines += [f'<p class="left-out">{_safe(words)}</p>' for words in brief.notes]
    if notes:
        lines += ['<ol class="notes">', *(_note(note, prefix) for note in notes), "</ol>"]
    return "\n".join([*lines, "</article>"]) + "\n"


def _section(section: Section, numbers: Mapping[Excerpt, int], level: int, prefix: str) -> list[str]:
    lines = [f"<h{level}>{_safe(section.heading)}</h{level}>"]
    tag = "li" if section.listed else "p"
    lines += ["<ul>"] if section.listed else []
    for paragraph in section.paragraphs:
        words = " ".join(_sentence(sentence, numbers, prefix) for sentence in paragraph)
        lines.append(f"<{tag}>{words}</{tag}>")
    return [*lines, "</ul>"] if section.listed else lines


def _sentence(sentence: Sentence, numbers: Mapping[Excerpt, int], prefix: str) -> str:
    marks = (f'<a href="#{escape(prefix)}-{numbers[at]}">{numbers[at]}</a>' for at in sentence.citations)
    joined = " ".join(marks)
    return _safe(sentence.text) + (f"<sup>{joined}</sup>" if joined else "")


def _note(note: Note, prefix: str) -> str:
    address = safe_address(note.reference.url)
    title = f"<cite>{_safe(note.reference.title)}</cite>" if note.reference.title else ""
    if address is not None:
        title = f'<a href="{escape(address)}" rel="noopener noreferrer nofollow">{title or "link"}</a>'
    where = ", ".join(part for part in (_safe(note.origin), title, note.day) if part)
    return f'<li id="{escape(prefix)}-{note.number}">{where}: <span class="words">{_safe(note.words)}</span></li>'


def _safe(text: str) -> str:
    return escape(clean(text))
