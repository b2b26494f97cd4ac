"""What every brief must hold: its words are its articles', and its numbers stand in the words that are cited."""

import html as markup
import re
from collections.abc import Sequence

from saidby.lexicon import Lexicon
from saidby.mark.dates import find_dates
from saidby.mark.numbers import find_numbers
from saidby.records import Marks
from saidby.text import fold, lay_out
from saidby.views.brief import Brief, Sentence, markdown

_ITS_OWN = {"name", "day", "count"}  # parts whose numbers are no figures: names, dates, and how many articles tell it
_DAY = re.compile(
    r"(?:(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|November|December) )?"
    r"\b\d{4}\b"
)


def sentences(brief: Brief) -> list[Sentence]:
    return [s for section in brief.sections for paragraph in section.paragraphs for s in paragraph]


def check(brief: Brief, marks: Sequence[Marks], lexicon: Lexicon) -> None:
    """Fail where a sentence does not rest on its articles."""
    texts = {m.article.id: m.article.text for m in marks}
    for sentence in sentences(brief):
        assert sentence.citations, sentence.text
        for cited in sentence.citations:
            assert texts[cited.doc][cited.start : cited.end] == cited.text
        for part in sentence.parts:
            if part.at is not None:
                at = part.at
                assert texts[at.doc][at.start : at.end] == at.text
                assert _folded(part.text) == _folded(at.text)
                assert any(c.doc == at.doc and c.start <= at.start and at.end <= c.end for c in sentence.citations)
        unsupported = strange_numbers(sentence, lexicon)
        assert not unsupported, (sentence.text, unsupported)
    assert not strange_digits(brief), strange_digits(brief)


def _folded(text: str) -> str:
    return fold("".join(text.split()))


def strange_numbers(sentence: Sentence, lexicon: Lexicon) -> list[str]:
    """Return the numbers of a sentence, in digits or in words, that are in none of the words that it cites."""
    text = "".join("X" if part.kind in _ITS_OWN else part.text for part in sentence.parts)
    layout = lay_out(text)
    numbers = find_numbers(layout, lexicon)
    dates = [d.span for d in find_dates(layout, None, lexicon)]
    cited = fold(" ".join(" ".join(c.text.split()) for c in sentence.citations))
    return [
        number.bare.of(text)
        for number in numbers
        if fold(number.bare.of(text)) not in cited and not any(d.start <= number.bare.start < d.end for d in dates)
    ]


def strange_digits(brief: Brief) -> list[tuple[str, str]]:
    """Return digits in the brief as it is rendered, parsed with nothing but its notes, that no cited words have."""
    page = markdown(brief)
    notes = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", page, re.MULTILINE))
    body = page.partition("\n\n## ")[2].partition("\n[^1]:")[0]
    names = {r.outlet for r in brief.references if r.outlet} | {
        part.text for s in sentences(brief) for part in s.parts if part.kind == "name"
    }
    found = []
    for told in re.finditer(r"([^\]\n]*?)((?:\[\^\d+\])+)", body):
        cited = _shown(" ".join(notes[n] for n in re.findall(r"\d+", told[2])))
        words = _shown(told[1])
        for name in sorted(names, key=len, reverse=True):
            words = words.replace(name, "")
        words = "".join(_DAY.split(words))
        found += [(number, words) for number in re.findall(r"\d[\d.,]*\d|\d", words) if number not in cited]
    return found


def _shown(text: str) -> str:
    return markup.unescape(re.sub(r"\\([^\w\s])", r"\1", text))
